"""待办 on a wide screen: the paper that the row is about stands beside it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QAbstractItemView, QWidget

from counter.domain.tasks.task import TaskKind
from counter.domain.tasks.urgency import Urgency
from counter.ui.kit.row_views import row_width
from counter.ui.papers.paper_glance import PaperGlance
from counter.ui.tasks import task_delegate
from tests.ui.hands import Hands, Key
from tests.ui.moments import moment
from tests.ui.tasks.test_page import morning, task, the_list  # noqa: F401  a fixture, by its name


def test_that_a_wide_page_shows_the_paper_of_the_row_once_the_hand_rests(
    morning: Hands,  # noqa: F811
) -> None:
    glance = morning.see(PaperGlance, "taskPaper")
    assert not glance.isVisible()
    assert not moment(glance, "rest").isActive(), "nothing is read for a page that is too narrow"
    morning.facade.todo = [task(TaskKind.UNPRINTED, Urgency.TODAY, 1, paper="paper-1-1")]
    morning.key(Key.Key_F3)
    morning.key(Key.Key_F2)
    morning.window.resize(1920, 1080)
    morning.look()
    morning.qtbot.waitUntil(lambda: glance.page_count == 1)
    assert glance.x() > morning.see(QWidget, "taskPane").x() > the_list(morning).x()
    morning.window.resize(1366, 768)
    morning.settle()
    assert not glance.isVisible()


def test_that_where_no_row_has_a_paper_nothing_is_kept_free_for_one(morning: Hands) -> None:  # noqa: F811
    morning.facade.todo = [replace(task(TaskKind.ENDING, Urgency.TODAY, 1), number="")]
    morning.key(Key.Key_F3)
    morning.key(Key.Key_F2)
    morning.window.resize(1920, 1080)
    morning.look()
    pane = morning.see(QWidget, "taskPane")
    glance = morning.see(PaperGlance, "taskPaper")
    morning.qtbot.waitUntil(lambda: not glance.isVisible())
    page = pane.parentWidget()
    assert page is not None
    free = page.width() - pane.geometry().right()
    assert free < 40, "list and pane share the width"


def test_that_the_step_lies_under_the_words_of_its_row(morning: Hands) -> None:  # noqa: F811
    morning.facade.todo = [replace(task(TaskKind.ENDING, Urgency.TODAY, 1), number="")]
    morning.key(Key.Key_F3)
    morning.key(Key.Key_F2)
    morning.window.resize(1920, 1080)
    morning.look()
    pane = morning.see(QWidget, "taskPane")
    morning.qtbot.waitUntil(lambda: 100 < pane.height() < 300)
    assert pane.y() == the_list(morning).y(), "both begin at the top"


def test_that_a_list_is_no_taller_than_its_rows(morning: Hands) -> None:  # noqa: F811
    morning.facade.todo = [task(TaskKind.UNPRINTED, Urgency.TODAY, 1)]
    morning.key(Key.Key_F3)
    morning.key(Key.Key_F2)
    listed = the_list(morning)
    morning.qtbot.waitUntil(lambda: 0 < listed.height() < 200)
    morning.facade.todo = [task(TaskKind.UNPRINTED, Urgency.TODAY, n) for n in range(1, 40)]
    morning.key(Key.Key_F3)
    morning.key(Key.Key_F2)
    morning.qtbot.waitUntil(lambda: listed.height() > 400)
    assert listed.verticalScrollBar().maximum() > 0


def test_that_no_gulf_opens_between_how_near_and_whose_a_row_is(morning: Hands) -> None:  # noqa: F811
    def room(words: str) -> int:
        morning.facade.todo = [task(TaskKind.DECISION, Urgency.TODAY, 1, left_words=words)]
        morning.key(Key.Key_F3)
        morning.key(Key.Key_F2)
        morning.qtbot.waitUntil(lambda: not morning.window.shell.background.busy)
        return the_list(morning).delegate.tag_room

    short, long = room("今天"), room("已超期100个工作日")
    assert 0 < short < long // 2
    assert room("今天") == short


def test_that_the_room_of_a_row_is_measured_for_all_rows_together(
    hands: Hands, monkeypatch: pytest.MonkeyPatch
) -> None:
    measured: list[int] = []

    def count(view: QAbstractItemView) -> int:
        measured.append(row_width(view))
        return measured[-1]

    monkeypatch.setattr(task_delegate, "row_width", count)
    hands.facade.todo = [task(TaskKind.UNPRINTED, item=str(n), serial=n + 1) for n in range(300)]
    hands.key(Key.Key_F2)
    hands.window.resize(hands.window.width() - 200, hands.window.height())
    hands.look(the_list(hands))
    assert 0 < len(measured) < 30
