"""A row of 待办 names who sees to its case, and keeps room for whose it is."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint

from counter.ui.tasks.task_list import TaskList
from counter.ui.tasks.task_rows import whose
from tests.ui.hands import Hands, Key
from tests.ui.tasks.test_page import task


def test_that_a_row_names_who_sees_to_it_and_falls_back_to_the_code() -> None:
    assert whose(task(clerk_name="阿木古郎")) == "经办 阿木古郎"
    assert whose(task()) == "经办 W01"


@pytest.mark.parametrize(("letters", "lines"), [(100, 2), (150, 3)])
def test_that_in_the_largest_letters_of_a_small_window_the_number_leaves_the_name_its_line(
    hands: Hands, letters: int, lines: int
) -> None:
    hands.facade.todo = [task(), task(serial=2)]
    hands.key(Key.Key_F2)
    hands.window.shell.prefer(replace(hands.window.look.preferences, letters=letters))
    hands.window.resize(1024, 700)
    hands.settle()
    view = hands.see(TaskList, "taskList")
    tall = hands.window.look.px("row") + 12 + (lines - 2) * hands.window.look.metrics("small").height()
    hands.qtbot.waitUntil(lambda: view.sizeHintForRow(1) == tall)
    rows = [view.visualRect(view.model().index(row, 0)) for row in (1, 2)]
    assert [row.height() for row in rows] == [tall, tall]
    middle = rows[0].center().y()
    edge = rows[0].right() - 20
    assert view.delegate.is_on_step(rows[0], QPoint(edge, middle))
    assert not view.delegate.is_on_step(rows[0], QPoint(edge, rows[0].top() + 4))
