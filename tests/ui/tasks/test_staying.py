"""待办 where somebody stays on it: what an exchange brings, and a kind that became empty."""

from __future__ import annotations

from counter.domain.tasks.task import TaskKind
from tests.ui.hands import Hands, Key
from tests.ui.tasks.test_page import MORNING, morning, rows, task, the_list

__all__ = ["morning"]


def test_that_a_kind_that_became_empty_is_left_by_the_same_keys(morning: Hands) -> None:
    morning.key(Key.Key_Right)
    morning.facade.todo = [t for t in MORNING if t.kind is not TaskKind.DEEMED]
    morning.key(Key.Key_F2)
    assert not morning.shows("taskList")
    morning.key(Key.Key_Left)
    assert rows(morning)[0] == "[已超期 1]"


def test_that_what_an_exchange_brought_is_listed_at_once_and_never_under_a_first_press(hands: Hands) -> None:
    paper = task(TaskKind.UNSTAMPED, day=None, left_words="", words="《受理通知书》1号", paper="p1")
    hands.facade.todo = [paper]
    hands.key(Key.Key_F2)
    hands.facade.todo = [paper, task(TaskKind.REASSIGN, serial=2)]
    hands.window.shell.pages.exchanged.emit()
    hands.qtbot.waitUntil(lambda: len(rows(hands)) == 3)
    hands.key(Key.Key_End)
    hands.key(Key.Key_Space)
    hands.qtbot.waitUntil(lambda: the_list(hands).delegate.armed)
    hands.facade.todo = [*hands.facade.todo, task(TaskKind.FINDING, serial=3)]
    hands.window.shell.pages.exchanged.emit()
    hands.settle()
    assert the_list(hands).delegate.armed
    assert len(rows(hands)) == 3
    hands.key(Key.Key_Up)  # put down
    hands.qtbot.waitUntil(lambda: len(rows(hands)) == 4)


def test_that_a_list_that_has_not_changed_is_not_painted_anew(morning: Hands) -> None:
    anew: list[None] = []
    the_list(morning).model().modelReset.connect(lambda: anew.append(None))
    morning.key(Key.Key_End)
    shown, current = rows(morning), the_list(morning).current_task()
    morning.key(Key.Key_F1)
    morning.key(Key.Key_F2)
    morning.settle()
    assert (rows(morning), the_list(morning).current_task(), anew) == (shown, current, [])
    morning.facade.todo = MORNING[1:]
    morning.key(Key.Key_F2)
    morning.qtbot.waitUntil(lambda: len(anew) == 1)
    assert len(rows(morning)) < len(shown)
