"""A key held down on an X server that tells each repeat as let go and pressed at the same moment."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent, QWindow

PRESSED, LET_GO, ASKED = QEvent.Type.KeyPress, QEvent.Type.KeyRelease, QEvent.Type.ShortcutOverride
START = 10**9
"""By the keyboard's clock, later than all that Qt's own test keys say."""


def tell(
    window: QWindow, kind: QEvent.Type, key: Qt.Key, at: int, text: str = "", *, repeats: bool = False
) -> QKeyEvent:
    """What the window hears, and what became of it."""
    event = QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, text, repeats)
    event.setTimestamp(at)
    event.ignore()
    QCoreApplication.sendEvent(window, event)
    return event


def hold(window: QWindow, key: Qt.Key, text: str, repeats: int) -> None:
    """Held half a second, then repeated so often; not let go."""
    for kind in (ASKED, PRESSED):
        tell(window, kind, key, START, text)
    for at in range(START + 500, START + 500 + 40 * repeats, 40):
        for kind in (LET_GO, ASKED, PRESSED):
            tell(window, kind, key, at, text)
