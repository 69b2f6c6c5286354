"""Nothing of Qt dies outside the UI thread: neither what lies in a cycle nor what a lane was asked for."""

from __future__ import annotations

import gc
import sys
import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject, Qt, QTimer
from pytestqt.qtbot import QtBot

from counter.ui.kit import garbage_collection
from counter.ui.kit.background import Background, BackgroundJob, Lane, Worker
from counter.ui.kit.garbage_collection import GarbageCollection

MANY = 100_000
"""Containers: the automatic collector would run dozens of times over them."""


@pytest.fixture
def background(qtbot: QtBot) -> Iterator[Background]:
    """A background that is closed behind the test."""
    background = Background(_raise)
    yield background
    background.close()


class Ring:
    """Lies in a cycle, with something of Qt."""

    def __init__(self, died: list[int]) -> None:
        self.me = self
        self.timer = QTimer()
        self.timer.start(60_000)
        self.timer.destroyed.connect(
            lambda: died.append(threading.get_ident()), Qt.ConnectionType.DirectConnection
        )


def test_that_a_timer_in_a_cycle_dies_on_the_ui_thread_though_a_lane_needs_much_memory(
    qtbot: QtBot, background: Background
) -> None:
    died: list[int] = []
    Ring(died)
    kept: list[object] = []
    background.run(lambda: [[] for _ in range(MANY)], kept.append)
    qtbot.waitUntil(lambda: bool(kept))
    qtbot.waitUntil(lambda: bool(died))
    assert died == [threading.get_ident()]


def test_that_what_is_due_is_collected_and_nothing_else(qapp: QObject) -> None:
    collecting = GarbageCollection()
    died: list[int] = []
    gc.collect()
    Ring(died)
    collecting.look()
    assert died == []  # a handful of new objects is not worth the looking
    kept = [[] for _ in range(MANY)]
    collecting.look()
    assert died
    assert len(kept) == MANY
    collecting.stop()


@pytest.fixture
def collected(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Generations as they are collected: all are due, and none has to pause after a long one."""
    done: list[int] = []
    monkeypatch.setattr(gc, "collect", done.append)
    monkeypatch.setattr(gc, "get_count", lambda: (10_000, 20, 20))
    monkeypatch.setattr(f"{garbage_collection.__name__}.REST", 0)
    return done


def test_that_no_collection_stands_between_a_key_and_its_picture_but_none_waits_for_ever(
    qapp: QObject, monkeypatch: pytest.MonkeyPatch, collected: list[int]
) -> None:
    collecting = GarbageCollection(busy=lambda: True)
    collecting.look()
    assert collected == []
    monkeypatch.setattr(f"{garbage_collection.__name__}.YOUNG_WAIT_S", 0.0)
    collecting.look()
    assert collected == [0]  # of long work, the garbage so far
    monkeypatch.setattr(f"{garbage_collection.__name__}.WAIT_S", 0.0)
    collecting.look()
    assert collected == [0, 2]
    collecting.stop()


def test_that_what_was_just_read_is_painted_before_anything_is_collected(
    qapp: QObject, monkeypatch: pytest.MonkeyPatch, collected: list[int]
) -> None:
    collecting = GarbageCollection()
    collecting.begin()
    collecting.look()
    assert collected == []
    monkeypatch.setattr(f"{garbage_collection.__name__}.LOOK_MS", 0)
    collecting.look()
    assert collected == [2]
    collecting.stop()


def test_that_the_collector_stays_off_behind_a_closed_window(qtbot: QtBot) -> None:
    background = Background(_raise)
    background.close()
    assert not gc.isenabled()  # a thread may outlive the window by a moment


@pytest.mark.parametrize("fails", [False, True])
def test_that_a_worker_has_let_go_of_what_it_did_before_it_says_so(qtbot: QtBot, fails: bool) -> None:
    def work() -> None:
        if fails:
            raise OSError("gone")

    worker, job = Worker(Lane.JOURNAL), BackgroundJob(work, None, _raise)
    held: list[int] = []
    worker.did.connect(lambda: held.append(sys.getrefcount(job)), Qt.ConnectionType.DirectConnection)
    worker.jobs.put(job)
    worker.jobs.put(None)
    worker.start()
    worker.wait()
    assert held == [2]  # this test and the one who counts: nobody else


def _raise(error: Exception) -> None:
    raise error
