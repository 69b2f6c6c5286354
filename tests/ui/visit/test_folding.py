"""受理 in the largest letters of a small window: who works at the list of papers has the width of the questions."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QSize

from counter.ui.kit.controls.work_columns import WorkColumns
from counter.ui.visit.intake_page import IntakePage
from tests.ui.hands import Hands, Key

SMALL = QSize(1024, 700)


def dressed(hands: Hands, size: QSize, letters: int) -> tuple[IntakePage, WorkColumns]:
    hands.window.resize(size)
    hands.window.shell.prefer(replace(hands.window.look.preferences, letters=letters))
    hands.keys("xcg")
    hands.key(Key.Key_Return)
    hands.settle()
    page = hands.window.findChild(IntakePage)
    columns = hands.window.findChild(WorkColumns)
    assert page is not None
    assert columns is not None
    return page, columns


def test_that_the_questions_fold_while_the_papers_are_worked_at_and_come_back_with_the_focus(
    hands: Hands,
) -> None:
    page, columns = dressed(hands, SMALL, 150)
    assert not columns.folded
    narrow = page.middle.list.width()
    page.middle.list.setFocus()
    hands.qtbot.waitUntil(lambda: columns.folded and page.middle.list.width() > narrow * 3 // 2)
    assert columns.strip.isVisible()
    hands.key(Key.Key_F7)  # the applicant: nothing moves
    hands.settle()
    assert columns.folded
    columns.strip.click()
    hands.qtbot.waitUntil(lambda: not columns.folded)
    assert page.left.isAncestorOf(hands.focus())
    assert not columns.strip.isVisible()
    assert page.left.width() > narrow
    page.middle.list.setFocus()
    assert columns.folded
    page.left.box.setFocus()  # as every key that leads to the questions does
    assert not columns.folded
    assert page.left.box.visibleRegion().boundingRect().width() == page.left.box.width()


def test_that_in_usual_letters_or_a_wide_window_the_questions_stay(hands: Hands) -> None:
    page, columns = dressed(hands, SMALL, 100)
    page.middle.list.setFocus()
    assert not columns.folded
    hands.window.shell.prefer(replace(hands.window.look.preferences, letters=150))
    hands.qtbot.waitUntil(lambda: columns.folded)
    hands.window.resize(QSize(1920, 1080))
    hands.qtbot.waitUntil(lambda: not columns.folded)
