"""Work off the UI thread: in order, with its outcome brought back, and silent after the window is closed."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from counter.ui.kit.background import Background, Lane


@pytest.fixture
def troubles() -> list[Exception]:
    """What nobody else caught."""
    return []


@pytest.fixture
def background(qtbot: QtBot, troubles: list[Exception]) -> Iterator[Background]:
    """A background that is closed behind the test."""
    background = Background(troubles.append)
    yield background
    background.close()


def test_that_work_runs_elsewhere_and_its_result_comes_back_here(
    qtbot: QtBot, background: Background
) -> None:
    here, answers = threading.get_ident(), []
    background.run(threading.get_ident, lambda there: answers.append((there, threading.get_ident())))
    qtbot.waitUntil(lambda: bool(answers))
    there, back = answers[0]
    assert there != here
    assert back == here


def test_that_one_lane_keeps_the_order_it_was_asked_in(qtbot: QtBot, background: Background) -> None:
    done: list[int] = []
    for number in range(20):
        background.run(_give(number), done.append)
    qtbot.waitUntil(lambda: len(done) == 20)
    assert done == list(range(20))


def test_that_papers_do_not_wait_for_the_journal(qtbot: QtBot, background: Background) -> None:
    gate, done = threading.Event(), []
    background.run(lambda: gate.wait(10))
    background.run(lambda: "paper", done.append, lane=Lane.PAPERS)
    qtbot.waitUntil(lambda: done == ["paper"])
    gate.set()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the pipes of POSIX")
def test_that_a_paper_is_printed_and_an_act_recorded_while_a_stick_hangs(
    qtbot: QtBot, background: Background, tmp_path: Path
) -> None:
    stick = tmp_path / "stick"
    os.mkfifo(stick)
    done: list[object] = []
    background.run(stick.read_bytes, done.append, lane=Lane.FILES)
    background.run(lambda: "paper", done.append, lane=Lane.PAPERS)
    background.run(lambda: "act", done.append)
    qtbot.waitUntil(lambda: len(done) == 2)
    assert set(done) == {"paper", "act"}
    stick.write_bytes(b"file")  # it takes up its work again
    qtbot.waitUntil(lambda: len(done) == 3)
    assert done[-1] == b"file"


def test_that_an_error_reaches_who_asked_or_else_everybodys_ear(
    qtbot: QtBot, background: Background, troubles: list[Exception]
) -> None:
    mine: list[Exception] = []
    background.run(_fail, None, mine.append)
    background.run(_fail)
    qtbot.waitUntil(lambda: bool(mine) and bool(troubles))
    assert isinstance(mine[0], OSError)
    assert isinstance(troubles[0], OSError)


def test_that_of_a_burst_of_readings_the_first_begins_at_once_and_only_the_last_is_shown(
    qtbot: QtBot, background: Background
) -> None:
    gate, begun, shown = threading.Event(), [], list[int]()

    def read(number: int) -> int:
        begun.append(number)
        gate.wait(10)
        return number

    background.run(lambda: read(0), shown.append, newest="rows")
    qtbot.waitUntil(lambda: begun == [0])
    for number in (1, 2, 3):
        background.run(lambda number=number: read(number), shown.append, newest="rows")  # type: ignore[misc]
    background.run(_give(9), shown.append)  # of no name: superseded by nothing
    gate.set()
    qtbot.waitUntil(lambda: shown == [3, 9])
    assert begun == [0, 3]


def test_that_a_superseded_reading_that_fails_tells_nobody(
    qtbot: QtBot, background: Background, troubles: list[Exception]
) -> None:
    shown = list[int]()
    background.run(_fail, newest="rows")
    background.run(_give(1), shown.append, newest="rows")
    qtbot.waitUntil(lambda: shown == [1])
    assert troubles == []


def test_that_what_is_outstanding_is_not_asked_for_again_and_afterwards_is(
    qtbot: QtBot, background: Background
) -> None:
    gate, printed = threading.Event(), list[int]()
    background.run(lambda: gate.wait(10))
    for sheet in (1, 2):
        background.run(_give(sheet), printed.append, once="sheet")
    background.run(_give(3), printed.append, once="another")
    gate.set()
    qtbot.waitUntil(lambda: printed == [1, 3])
    background.run(_give(4), printed.append, once="sheet")
    qtbot.waitUntil(lambda: printed == [1, 3, 4])


def test_that_closing_finishes_what_was_asked_and_calls_nobody_back(qtbot: QtBot) -> None:
    background = Background(lambda _: None)
    gate, worked, called = threading.Event(), [], []
    background.run(lambda: gate.wait(10))
    background.run(lambda: worked.append("saved"), lambda _: called.append("late"))
    gate.set()
    background.close()
    qtbot.waitUntil(lambda: not background.busy)
    assert worked == ["saved"]
    assert called == []


def _give(number: int) -> Callable[[], int]:
    return lambda: number


def _fail() -> None:
    raise OSError("gone")
