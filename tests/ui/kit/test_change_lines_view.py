"""The list of changes: what came or went whole is one line until somebody unfolds it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from counter.domain.guide.diff.change import ContentLine, GuideChange, GuideDiff
from counter.ui.facades.window import Preferences
from counter.ui.kit.lists.change_lines import change_lines
from counter.ui.kit.lists.change_lines_view import ChangeLinesView
from counter.ui.kit.theme import Look
from tests.settings import RESOURCES

PLAIN = GuideChange((1,), "事项“甲”", "材料“乙”：改了。")
CAME = GuideChange(
    (2,), "一件事“丙”", "新增第2件事“丙”。", added=True,
    inside=(ContentLine(0, "事项“丁”"), ContentLine(1, "材料1：戊（原件1份）")),
)  # fmt: skip
DIFF = GuideDiff("G1", "G2", (PLAIN, CAME))


@pytest.fixture
def view(qtbot: QtBot) -> ChangeLinesView:
    made = ChangeLinesView(Look(RESOURCES, Preferences()))
    qtbot.addWidget(made)
    made.show_changes(lambda unfolded: change_lines(DIFF, str, None, "", unfolded))
    return made


def texts(view: ChangeLinesView) -> list[str]:
    return [line.text for line in view.shown.lines]


@pytest.mark.parametrize("keys", [(Qt.Key.Key_Space, Qt.Key.Key_Space), (Qt.Key.Key_Right, Qt.Key.Key_Left)])
def test_that_a_bundle_unfolds_and_folds_where_the_hand_is(
    view: ChangeLinesView, qtbot: QtBot, keys: tuple[Qt.Key, Qt.Key]
) -> None:
    before = texts(view)
    assert len(before) == 4
    view.go_to(3)
    assert "2 行" in view.shown.lines[3].more[-1]
    qtbot.keyClick(view, keys[0])
    assert texts(view) == [*before, "事项“丁”", "　材料1：戊（原件1份）"]
    assert (view.place, view.shown.count) == (3, 2)
    qtbot.keyClick(view, keys[1])
    assert texts(view) == before
    view.go_to(1)
    qtbot.keyClick(view, keys[0])  # nothing is inside of it
    assert texts(view) == before


def test_that_what_is_inside_is_found_and_marked(view: ChangeLinesView) -> None:
    shown = change_lines(DIFF, str, None, "戊")
    assert [line.text for line in shown.lines][1:] == [CAME.sentence, "事项“丁”", "　材料1：戊（原件1份）"]
    assert shown.spans == {3: ((5, 6),)}
    assert shown.count == 1
