"""The keys of a page: they count while it is in sight, wherever the focus is: on the rail, on the bar on top, on a
notice, or nowhere because what had it was dimmed (decision 0077).
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget


def bind_key(page: QWidget, key: str, act: Callable[[], object]) -> QShortcut:
    """Let a key do an act of ``page``, or of a part of it, while that is in sight. Held down it acts once.

    No letter, and not Esc, which belongs to whatever has the focus: a field, a list, a panel over the page.
    """
    shortcut = QShortcut(QKeySequence(key), page)
    shortcut.setAutoRepeat(False)
    shortcut.activated.connect(act)
    return shortcut
