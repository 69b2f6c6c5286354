"""Controls that belong together: a screen reader says the group's name once, when the focus enters it."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QGroupBox, QWidget


class RadioMarks(QButtonGroup):
    """Says to a screen reader of checkable buttons that choosing one gives up the others (radio buttons).

    Nothing changes for hand and eye. Qt calls a checkable button a radio button where it is auto-exclusive; in a button
    group that is not exclusive it still can be unchecked, and unchecks no other by itself.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.setExclusive(False)

    def mark(self, button: QAbstractButton) -> None:
        """One of the buttons of which one at a time is chosen."""
        self.addButton(button)
        button.setAutoExclusive(True)


class ControlGroup(QGroupBox):
    """Looks like a plain widget; its accessible name is what the controls inside are about.

    Qt gives the role of a group to group boxes alone (AT-SPI ``panel``, WAI-ARIA ``group``). Within ``radio`` the
    buttons are marked of which one at a time is chosen.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFlat(True)
        self.setProperty("role", "group")
        self.radio = RadioMarks(self)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint nothing: the frame belongs to group boxes of forms."""
