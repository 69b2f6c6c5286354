"""The watch that every window test runs under must itself be seen to bark."""

from __future__ import annotations

import threading

import pytest
from PySide6.QtCore import QThread, QTimer
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests import leftovers
from tests.leftovers import Watch


def test_that_a_clean_test_leaves_nothing(qtbot: QtBot) -> None:
    watch = Watch()
    window = QWidget()
    timer = QTimer(window)
    timer.start(60_000)
    window.show()
    window.close()
    window.deleteLater()
    del window, timer
    assert watch.leftovers() == []


def test_that_a_forgotten_window_is_named_and_closed(qapp: QApplication) -> None:
    watch = Watch()
    forgotten = QWidget()
    forgotten.setObjectName("forgotten")
    forgotten.show()
    assert watch.leftovers() == ["window QWidget('forgotten')"]
    assert watch.leftovers() == []


def test_that_a_running_timer_is_named_and_stopped(qapp: QApplication) -> None:
    watch = Watch()
    timer = QTimer()
    timer.setObjectName("tick")
    timer.start(60_000)
    assert watch.leftovers() == ["running timer QTimer('tick') of nobody, 60000 ms"]
    assert not timer.isActive()


def test_that_a_running_qt_thread_is_named_and_ended(qapp: QApplication) -> None:
    watch = Watch()
    thread = QThread()
    thread.start()
    (line,) = watch.leftovers()
    assert line == "running QThread QThread('')"
    assert thread.isFinished()


def test_that_a_running_python_thread_is_named(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(leftovers, "GRACE_SECONDS", 0.05)
    watch = Watch()
    stop = threading.Event()
    thread = threading.Thread(target=stop.wait, name="sleeper")
    thread.start()
    try:
        assert watch.leftovers() == ["thread sleeper"]
    finally:
        stop.set()
        thread.join()
