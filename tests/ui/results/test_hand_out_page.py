"""出件 by keys: everything of one person on one sheet, signed once; a sheet is found again, and nothing goes twice."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from counter.domain.case.case import Case
from counter.domain.document.numbering import case_number
from counter.domain.papers.verify.scan import Scan, ScanKind
from counter.services.results.hand_out import drop_hand_out
from counter.ui.facades.clerk import Clerk
from counter.ui.facades.results import HandOutFacade
from counter.ui.kit.controls.act_button import ActButton
from counter.ui.results.page import HandOutPage
from tests.facades import facade_on
from tests.services.office import Office, office_on
from tests.services.results.test_hand_out import NUMBER, granted, prepared, recorded
from tests.ui.ear import flaws_heard
from tests.ui.page_desk import PageDesk

Key = Qt.Key
ALT = Qt.KeyboardModifier.AltModifier


class Desk(PageDesk[HandOutPage]):
    """The page and a person's hands at it."""

    def __init__(self, qtbot: QtBot, office: Office, theme: str = "light") -> None:
        self.office = office
        super().__init__(qtbot, partial(HandOutPage, HandOutFacade(facade_on(office.app))), theme=theme)
        self.sign_on(Clerk("W01", "阿木古郎"))

    def twice(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """The first press says what the second does."""
        presses = self.page.card.confirm if key == Key.Key_F9 else self.page.card.dropping
        self.key(key, modifier)
        self.qtbot.waitUntil(lambda: presses.is_armed)
        self.key(key, modifier)

    def scan_card(self, number: str = NUMBER, name: str = "巴图吉雅") -> None:
        self.page.take_scan(Scan(ScanKind.PERSON, number, name))
        self.settle()

    def label(self, name: str) -> str:
        found = self.page.findChildren(QLabel, name)
        return next((one for one in found if one.isVisible()), found[0]).text()

    @property
    def go(self) -> str:
        return self.page.card.go.words

    @property
    def last(self) -> str:
        return self.said[-1].sentence

    @property
    def things(self) -> list[tuple[str, bool]]:
        return [(row.name, row.ticked) for row in self.page.card.things.rows]


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with office_on(tmp_path / "profile") as opened:
        yield opened


@pytest.fixture
def two(office: Office) -> tuple[Case, Case]:
    """Two cases of one person, each with its certificate on the shelf."""
    return granted(office, "1"), granted(office, "2")


@pytest.fixture
def desk(qtbot: QtBot, office: Office, two: tuple[Case, Case]) -> Desk:
    return Desk(qtbot, office)


def handed(office: Office, cases: tuple[Case, Case]) -> list[int]:
    return [len(office.now(case).hand_outs) for case in cases]


def test_that_a_card_brings_all_of_one_person_and_one_sheet_ends_it(
    desk: Desk, office: Office, two: tuple[Case, Case], tmp_path: Path
) -> None:
    desk.scan_card()
    assert [name for name, ticked in desk.things if ticked].count("动物防疫条件合格证") == 2
    assert "2本证照" in desk.label("pickUpSheet")
    assert desk.page.card.collector.number.text() == NUMBER  # the card was just read
    desk.key(Key.Key_F9)
    assert desk.go == "登记领取"
    waiting = desk.page.card.waiting
    assert waiting is not None
    assert (len(waiting.cases), len(waiting.certificates)) == (2, 2)
    assert waiting.proof_number in desk.label("pickUpSheet")
    assert handed(office, two) == [0, 0]
    desk.page.sheet.save(waiting, tmp_path / "回证.pdf")
    desk.settle()
    desk.twice(Key.Key_F9)
    assert "已登记领取" in desk.last
    assert handed(office, two) == [1, 1]
    assert desk.page.card.waiting is None
    assert desk.page.card.collector.number.text() == ""  # the card went back with him


def test_that_the_sheet_to_be_signed_is_shown_where_there_is_room_for_it(desk: Desk) -> None:
    desk.scan_card()
    desk.key(Key.Key_F9)
    preview = desk.page.card.preview
    assert not preview.isVisible()
    desk.page.resize(1800, 1000)
    desk.qtbot.waitUntil(lambda: preview.isVisible() and preview.page_count == 1)
    desk.page.resize(1290, 680)
    desk.qtbot.waitUntil(lambda: not preview.isVisible())


def test_that_a_sheet_that_never_came_out_records_nothing(
    desk: Desk, office: Office, two: tuple[Case, Case]
) -> None:
    """No printer is there: the sheet waits, and says what to do."""
    desk.scan_card()
    desk.key(Key.Key_F9)
    desk.twice(Key.Key_F9)
    assert "还没有出过纸：先按 F8 打印，或者按 Ctrl+S 存成 PDF" in desk.last
    assert "请说明" not in desk.last  # which this page has no place for
    assert handed(office, two) == [0, 0]
    assert desk.go == "登记领取"


def test_that_one_press_too_many_records_nothing(desk: Desk, office: Office, two: tuple[Case, Case]) -> None:
    desk.scan_card()
    desk.key(Key.Key_F9)
    desk.key(Key.Key_F9)  # bouncing
    desk.key(Key.Key_F9)
    assert handed(office, two) == [0, 0]


def test_that_a_sheet_of_yesterday_is_found_again_and_can_be_void(
    qtbot: QtBot, desk: Desk, office: Office, two: tuple[Case, Case]
) -> None:
    desk.scan_card()
    desk.key(Key.Key_F9)
    again = Desk(qtbot, office)
    again.scan_card()
    assert again.go == "登记领取"
    again.twice(Key.Key_X, ALT)
    assert "已作废" in again.last
    assert again.go == "打送达回证"
    assert handed(office, two) == [0, 0]


def test_that_what_another_ended_meanwhile_is_said_and_nothing_is_recorded(
    desk: Desk, office: Office, two: tuple[Case, Case]
) -> None:
    desk.scan_card()
    desk.key(Key.Key_F9)
    waiting = desk.page.card.waiting
    assert waiting is not None
    drop_hand_out(office.app, waiting.cases[0], waiting.id, office.clerk)
    desk.twice(Key.Key_F9)
    assert "没有这张等签字的送达回证" in desk.last
    assert handed(office, two) == [0, 0]


def test_that_what_the_applicant_leaves_is_said_and_not_on_the_sheet(
    desk: Desk, office: Office, two: tuple[Case, Case], heard: list[str]
) -> None:
    desk.scan_card()
    assert flaws_heard(desk.page, "hand_out") == []
    before = desk.things
    desk.page.card.things.setFocus()
    heard.clear()
    desk.key(Key.Key_Space)
    assert heard[-1].startswith(f"不领，{before[0][0]}")
    assert [ticked for _, ticked in desk.things] == [False, *(ticked for _, ticked in before[1:])]
    desk.key(Key.Key_F9)
    waiting = desk.page.card.waiting
    assert waiting is not None
    assert len(waiting.certificates) == 1
    on_it = [row.offered.id for row in desk.page.card.things.rows if row.ticked and row.offered]
    assert on_it == list(waiting.certificates)  # what is shown as ticked stands on the sheet


def test_that_what_was_ticked_is_there_when_the_person_is_shown_again(
    desk: Desk, office: Office, two: tuple[Case, Case]
) -> None:
    desk.scan_card()
    desk.page.card.things.setFocus()
    desk.key(Key.Key_Space)
    left = desk.things
    assert not left[0][1]
    desk.key(Key.Key_F5)
    desk.settle()
    assert desk.things == left
    desk.key(Key.Key_Escape)
    desk.scan_card()
    assert desk.things == left
    granted(office, "3")  # comes while the person is away: ticked as it usually goes
    desk.key(Key.Key_Escape)
    desk.scan_card()
    assert sorted(ticked for name, ticked in desk.things if name == left[0][0]) == [False, True, True]
    desk.sign_on(Clerk("W02", "其其格"))
    desk.scan_card()
    assert all(ticked for name, ticked in desk.things if name == left[0][0]), "another clerk's own ticks"


def test_that_a_proxy_is_asked_for_everything_in_turn(
    desk: Desk, office: Office, two: tuple[Case, Case]
) -> None:
    desk.page.begin_with("巴图")
    desk.settle()
    desk.page.card.collector.take_focus()
    desk.key(Key.Key_2)  # 代收
    for sentence in ("请写代收人的姓名", "请写与申请人的关系", "要核对代收人的证件"):
        desk.key(Key.Key_F9)
        assert sentence in desk.label("collectorProblem")
        field = desk.page.focusWidget()
        assert isinstance(field, QWidget)
        words = {"collectorName": "其木格", "collectorRelation": "邻居", "collectorNumber": ""}
        field.insert(words[field.objectName()])  # type: ignore[attr-defined]
    desk.page.take_scan(Scan(ScanKind.PERSON, "999999198802024560", "其木格"))
    desk.key(Key.Key_F9)
    assert desk.go == "登记领取"


def test_that_another_persons_document_is_no_applicant(desk: Desk, office: Office) -> None:
    desk.page.begin_with("巴图")
    desk.settle()
    desk.page.card.collector.number.setFocus()
    desk.page.take_scan(Scan(ScanKind.PERSON, "999999198802024560", "其木格"))
    desk.key(Key.Key_F9)
    assert "不一样" in desk.label("collectorProblem")
    assert desk.go == "打送达回证"


def test_that_a_receipt_of_another_window_is_sent_there(desk: Desk) -> None:
    code = case_number("15220104", 1, date(2026, 11, 20), 7)
    desk.page.take_scan(Scan(ScanKind.CASE, number=code))
    desk.settle()
    assert "是窗口 15220104 收的件" in " ".join(label.text() for label in desk.page.findChildren(QLabel))
    assert not desk.page.list.isVisible()


def test_that_the_case_of_a_thing_is_one_key_away(desk: Desk, office: Office, two: tuple[Case, Case]) -> None:
    wanted: list[str] = []
    desk.page.case_wanted.connect(wanted.append)
    desk.scan_card()
    desk.page.card.things.setFocus()
    desk.key(Key.Key_O, ALT)
    desk.key(Key.Key_Down)
    desk.key(Key.Key_O, ALT)
    assert sorted(wanted) == sorted(case.number for case in two)


def test_that_nobody_is_left_in_sight_for_the_next_clerk(desk: Desk) -> None:
    desk.scan_card()
    desk.page.set_clerk(None)
    assert desk.page.card.isHidden()
    assert not desk.page.list.rows
    assert desk.page.card.collector.number.text() == ""
    for button in desk.page.findChildren(ActButton):
        assert button.accessibleName()


def test_that_what_another_program_handed_out_is_off_the_shelf_and_nobody_takes_its_place(
    desk: Desk, office: Office, two: tuple[Case, Case]
) -> None:
    desk.key(Key.Key_Escape)
    assert [row.key for row in desk.page.list.rows] == [NUMBER]
    found = desk.page.card.found
    desk.page.look_again()
    desk.settle()
    assert desk.page.card.found is found  # nothing changed, nothing is shown anew
    made = prepared(office)
    desk.page.look_again()
    desk.settle()
    assert desk.page.card.waiting is not None
    assert desk.go == "登记领取"
    recorded(office, made)
    desk.page.look_again()
    desk.settle()
    assert "已在别处办了" in desk.last
    assert desk.page.card.isHidden()
    desk.key(Key.Key_F9)
    assert handed(office, two) == [1, 1]


def test_that_who_collects_half_typed_stays_whatever_others_write(desk: Desk, office: Office) -> None:
    desk.scan_card()
    name = desk.page.card.collector.name
    name.setText("哈斯")
    name.textEdited.emit("哈斯")
    assert desk.page.half_done
    prepared(office)
    desk.page.look_again()
    desk.settle()
    assert (name.text(), desk.go) == ("哈斯", "打送达回证")
    desk.key(Key.Key_F9)
    assert "刚被别处改过" in desk.last
    assert desk.go == "登记领取"
