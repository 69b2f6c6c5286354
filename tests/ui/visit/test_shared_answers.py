"""A shareable row takes three answers by 1, 2, 3; no key makes it 缺 or 不符, and 查无 needs its writing (L2)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from counter.domain.visit.assess import assess
from counter.domain.visit.material import Brought, MaterialState, Shared, SharedAnswer
from counter.domain.visit.visit import Assessment, Visit
from counter.ui.checklist.row_words import spoken
from counter.ui.checklist.segments import is_set, segments_of
from counter.ui.checklist.shared_editor import SharedEditor
from counter.ui.facades.window import Preferences
from counter.ui.kit.theme import Look
from counter.ui.visit.current_visit import CurrentVisit
from counter.ui.visit.panels.middle_column import MiddleColumn
from tests.paper_cases import answered
from tests.settings import RESOURCES, setting, somebody

DEED = "property_cert_own"
TODAY = date(2026, 11, 20)


class Hand:
    """The middle column alone, with what was recorded in it."""

    def __init__(self, qtbot: QtBot, found: Assessment) -> None:
        self.qtbot, self.found = qtbot, found
        self.refused: list[str] = []
        self.column = MiddleColumn(Look(RESOURCES, Preferences()), lambda: TODAY)
        qtbot.addWidget(self.column)
        self.column.recorded.connect(self._record)
        self.column.refused.connect(self.refused.append)
        self.column.show_assessment(found, ())
        self.column.show()
        self.column.focus_line(DEED)

    def _record(self, line: str, brought: Brought) -> None:
        visit = replace(self.found.visit, brought={**self.found.visit.brought, line: brought})
        self.found = replace(self.found, visit=visit)
        self.column.show_assessment(self.found, ())

    @property
    def deed(self) -> Brought | None:
        return self.found.visit.brought.get(DEED)

    @property
    def editor(self) -> SharedEditor:
        return self.column.shared()

    def keys(self, text: str) -> None:
        self.column.focus_line(DEED)
        self.qtbot.keyClicks(self.column.list, text)

    def write(self, *words: str) -> None:
        """Each into the next field, with Enter."""
        shown = (self.editor.note, self.editor.organ, self.editor.document, self.editor.day)
        for field, text in zip((f for f in shown if not f.isHidden()), words, strict=False):
            field.setText(text)
            self.qtbot.keyClick(field, Qt.Key.Key_Return)
        QApplication.processEvents()


@pytest.fixture
def hand(qtbot: QtBot) -> Hand:
    at = setting()
    visit = Visit(100, answered(100, {"q_premises": ("own",)}, at), {}, somebody())
    found = assess(at, visit)
    assert found.checklist.line(DEED) is not None
    return Hand(qtbot, found)


def test_that_one_key_says_that_it_agrees_and_moves_on(hand: Hand) -> None:
    hand.keys("1")
    assert hand.deed == Brought(MaterialState.SHARED, shared=SharedAnswer(Shared.CONSISTENT))
    assert hand.column.list.current_line() != DEED


def test_that_a_change_is_written_down(hand: Hand) -> None:
    hand.keys("2")
    assert not hand.editor.isHidden()
    hand.write("")
    assert hand.editor.problem.text()
    assert hand.deed is None
    hand.write("地址改为二号街8号")
    changed = SharedAnswer(Shared.CHANGED)
    assert hand.deed == Brought(MaterialState.SHARED, note="地址改为二号街8号", shared=changed)
    assert hand.editor.isHidden()


def test_that_not_found_takes_organ_writing_and_day(hand: Hand) -> None:
    hand.keys("3")
    assert hand.editor.organ.text()  # who issues it, to be corrected
    hand.write("自然资源局", "", "2026-11-20")
    assert hand.deed is None
    hand.write("自然资源局", "乌自然函〔2026〕3号", "2026-11-21")
    assert hand.deed is None  # a day that has not come
    hand.write("自然资源局", "乌自然函〔2026〕3号", "2026-11-20")
    written = SharedAnswer(Shared.NOT_FOUND, "自然资源局", "乌自然函〔2026〕3号", TODAY)
    assert hand.deed == Brought(MaterialState.MISSING, shared=written)
    hand.keys(" ")  # brought after all: the writing stays with it
    assert hand.deed is not None
    assert (hand.deed.state, hand.deed.shared) == (MaterialState.RECEIVED, written)


@pytest.mark.parametrize("key", ["4", "F8"])
def test_that_no_key_makes_it_owed(hand: Hand, key: str) -> None:
    hand.column.focus_line(DEED)
    hand.qtbot.keyClick(hand.column.list, Qt.Key.Key_F8 if key == "F8" else Qt.Key.Key_4)
    assert hand.deed is None
    assert not hand.column.reason.is_open
    assert "共享获取" in hand.refused[0]


def test_that_the_row_shows_and_says_what_was_answered(hand: Hand) -> None:
    line = hand.found.checklist.line(DEED)
    assert line is not None
    words = [s.word for s in segments_of(line, line.initial)]
    assert words[:4] == ["一致", "已变更", "查无", "已收"]
    untouched = [s for s in segments_of(line, line.initial) if is_set(s, line.initial, Brought(line.initial))]
    assert untouched == []
    hand.keys("1")
    hand.column.focus_line(DEED)
    row = hand.column.list.current_row()
    assert row is not None
    lit = [s.word for s in segments_of(line, row.state) if is_set(s, row.state, row.brought)]
    assert lit == ["一致"]
    assert "共享获取，一致" in spoken(row)


def test_that_a_draft_that_called_it_wrong_goes_on_and_gives_the_paper_back() -> None:
    at = setting()
    wrong = Brought(MaterialState.DEFECTIVE, copies=1, note="看不清")
    visit = Visit(100, answered(100, {"q_premises": ("own",)}, at), {DEED: wrong}, somebody())
    hand = CurrentVisit(lambda one: assess(at, one), lambda: at.now)
    hand.resume(visit, "draft")
    found = hand.visit
    assert found is not None
    assert found.brought[DEED].state is MaterialState.SHARED
    assert [paper.brought for paper in found.unasked.values()] == [wrong]
    hand.give_back()
    hand.record_others_missing()
    found = hand.visit
    assert found is not None
    assert [paper.returned for paper in found.unasked.values()] == [True]
    assert found.brought[DEED].state is MaterialState.SHARED
    assert MaterialState.MISSING in {b.state for b in found.brought.values()}


def test_that_digits_too_many_are_no_change_of_a_shared_paper(hand: Hand) -> None:
    hand.keys("2")
    hand.write("222")
    assert not hand.editor.isHidden()
    assert "写明什么变了" in hand.editor.problem.text()
    assert hand.deed is None
    hand.write("地址改为胜利路2号")
    assert hand.deed is not None
    assert hand.deed.note == "地址改为胜利路2号"
