"""What is done while nobody types: one step at a time, never before a rest, and not while somebody waits."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from counter.ui.frame import preloading
from counter.ui.frame.preloading import Preloading


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    """A window in front, for the keys."""
    widget = QWidget()
    qtbot.addWidget(widget)
    with qtbot.waitExposed(widget):
        widget.show()
    return widget


@pytest.fixture
def rests(monkeypatch: pytest.MonkeyPatch) -> None:
    """A rest that a test can wait for."""
    monkeypatch.setattr(preloading, "REST_MS", 40)
    monkeypatch.setattr(preloading, "NEXT_MS", 0)


def begun(
    window: QWidget, *steps: Callable[[], object], busy: Callable[[], bool] = lambda: False
) -> Preloading:
    """These steps, begun as by the program."""
    return Preloading(window, steps, busy)


@pytest.mark.usefixtures("rests")
def test_that_steps_are_done_in_their_order_and_then_it_is_over(qtbot: QtBot, window: QWidget) -> None:
    done: list[int] = []
    ahead = begun(window, lambda: done.append(1), lambda: done.append(2))
    with qtbot.waitSignal(ahead.done):
        assert done == []
    assert done == [1, 2]


@pytest.mark.usefixtures("rests")
def test_that_a_step_is_asked_for_only_when_the_one_before_is_done(qtbot: QtBot, window: QWidget) -> None:
    told: list[str] = []

    def steps() -> Iterator[Callable[[], object]]:
        for name in "ab":
            told.append(f"asked {name}")
            yield lambda name=name: told.append(f"did {name}")

    with qtbot.waitSignal(Preloading(window, steps(), lambda: False).done):
        pass
    assert told == ["asked a", "did a", "asked b", "did b"]


@pytest.mark.parametrize(
    "touch",
    [lambda w: QTest.keyClick(w, Qt.Key.Key_A), lambda w: QTest.mousePress(w, Qt.MouseButton.LeftButton)],
)
def test_that_a_key_or_a_press_of_the_mouse_begins_the_rest_anew(
    qtbot: QtBot, window: QWidget, touch: Callable[[object], None]
) -> None:
    begun(window, lambda: None)
    timer = window.findChild(QTimer, "preloading")
    assert timer is not None
    qtbot.waitUntil(lambda: timer.remainingTime() < preloading.REST_MS - 100)
    left = timer.remainingTime()
    touch(window.windowHandle())
    assert timer.remainingTime() > left  # time alone only takes from it


@pytest.mark.usefixtures("rests")
def test_that_nothing_is_done_while_somebody_waits(qtbot: QtBot, window: QWidget) -> None:
    asked: list[bool] = []
    done: list[int] = []

    def busy() -> bool:
        asked.append(not done)
        return len(asked) < 3

    with qtbot.waitSignal(begun(window, lambda: done.append(1), busy=busy).done):
        pass
    assert asked[:3] == [True, True, True]
    assert done == [1]


@pytest.mark.usefixtures("rests")
def test_that_a_window_that_closes_does_no_more(qtbot: QtBot, window: QWidget) -> None:
    done: list[int] = []
    ahead = begun(window, lambda: (done.append(1), ahead.stop()), lambda: done.append(2))
    other = QTimer(window, singleShot=True)
    qtbot.waitUntil(lambda: done == [1])
    with qtbot.waitSignal(other.timeout):
        other.start(4 * preloading.REST_MS)
    assert done == [1]


@pytest.mark.usefixtures("rests")
def test_that_what_comes_later_is_done_as_well_and_the_end_is_told_once(
    qtbot: QtBot, window: QWidget
) -> None:
    done: list[int] = []
    ends: list[int] = []
    ahead = begun(window, lambda: done.append(1))
    ahead.done.connect(lambda: ends.append(len(done)))
    qtbot.waitUntil(lambda: ends == [1])
    ahead.go_on_with([lambda: done.append(2), lambda: done.append(3)])
    qtbot.waitUntil(lambda: done == [1, 2, 3])
    ahead.go_on_with([lambda: done.append(4)])
    qtbot.waitUntil(lambda: done == [1, 2, 3, 4])
    assert ends == [1]


@pytest.mark.usefixtures("rests")
def test_that_nothing_more_is_begun_in_a_window_that_closed(qtbot: QtBot, window: QWidget) -> None:
    done: list[int] = []
    ahead = begun(window, lambda: done.append(1))
    ahead.stop()
    ahead.go_on_with([lambda: done.append(2)])
    other = QTimer(window, singleShot=True)
    with qtbot.waitSignal(other.timeout):
        other.start(4 * preloading.REST_MS)
    assert done == []
