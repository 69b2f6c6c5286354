"""Guard against PySide6 6.12.0, which loses references to None and True on Python 3.11 until it aborts."""

from __future__ import annotations

import sys

import pytest
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

ROUNDS = 2_000  # 6.12.0 aborts after about 5,700 lost references
NOISE = 200

pytestmark = pytest.mark.skipif(
    sys.version_info >= (3, 12), reason="from 3.12 on None and True are immortal: nothing to lose"
)


class Bell(QObject):
    """Something that rings."""

    rang = Signal()


def test_that_void_calls_keep_the_references_to_none(qtbot: QtBot) -> None:
    label = QLabel()
    qtbot.addWidget(label)
    before = sys.getrefcount(None)
    for number in range(ROUNDS):
        label.setText(str(number % 7))
        QApplication.processEvents()
    assert abs(sys.getrefcount(None) - before) < NOISE


def test_that_signals_keep_the_references_to_true(qapp: QApplication) -> None:
    bell = Bell()
    before = sys.getrefcount(True)
    for _ in range(ROUNDS):
        bell.rang.emit()
    assert abs(sys.getrefcount(True) - before) < NOISE
