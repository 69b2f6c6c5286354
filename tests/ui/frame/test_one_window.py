"""A second start on the same profile brings the first window to the front."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QMainWindow
from pytestqt.qtbot import QtBot

from counter.ui.frame.single_instance import SingleInstance

# the offscreen plug-in has no stack of windows, and says so
NO_STACK = pytest.mark.qt_log_ignore("propagateSizeHints", r"does not support raise\(\)")


@NO_STACK
def test_that_a_second_start_brings_a_minimized_window_back(qtbot: QtBot, tmp_path: Path) -> None:
    window = QMainWindow()
    qtbot.addWidget(window)
    first, second = SingleInstance(tmp_path), SingleInstance(tmp_path)
    first.listen(window)
    for _ in range(2):  # and again: the bell does not wear out
        window.showMinimized()
        assert window.isMinimized()
        second.ring()
        qtbot.waitUntil(lambda: window.isVisible() and not window.isMinimized())
    first.release()


@NO_STACK
def test_that_after_closing_nobody_comes(qtbot: QtBot, tmp_path: Path) -> None:
    gone, stays = QMainWindow(), QMainWindow()
    for window in (gone, stays):
        qtbot.addWidget(window)
        window.showMinimized()
    closed, open_still = SingleInstance(tmp_path), SingleInstance(tmp_path)
    closed.listen(gone)
    closed.release()
    open_still.listen(stays)
    SingleInstance(tmp_path).ring()
    qtbot.waitUntil(lambda: not stays.isMinimized())
    assert gone.isMinimized()
    open_still.release()


def test_that_a_profile_that_cannot_be_written_has_no_bell_and_no_trouble(
    qtbot: QtBot, tmp_path: Path
) -> None:
    window = QMainWindow()
    qtbot.addWidget(window)
    nowhere = SingleInstance(tmp_path / "missing")
    nowhere.listen(window)
    nowhere.ring()
    nowhere.release()
    assert not (tmp_path / "missing").exists()
