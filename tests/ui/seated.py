"""Somebody sitting at a window, of whatever kind, for as long as a test needs."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from pytestqt.qtbot import QtBot

from counter.ui.window.main_window import MainWindow, WindowKind
from tests.ui.hands import Hands, Key


@contextmanager
def seated(
    qtbot: QtBot, facade: Any, who: tuple[str, ...], kind: WindowKind = WindowKind.WINDOW
) -> Iterator[Hands]:
    """The window of that kind with this person signed on: ``who`` are code and PIN."""
    window = MainWindow(facade, kind=kind)
    qtbot.addWidget(window)
    try:
        with qtbot.waitSignal(window.ready, timeout=10_000):
            window.show()
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        hands = Hands(qtbot, window, facade)
        assert window.sign_on is not None
        window.sign_on.code.setFocus()
        for text in who:
            hands.write(text)
            hands.key(Key.Key_Return)
        hands.settle()
        yield hands
    finally:
        window.shut()
