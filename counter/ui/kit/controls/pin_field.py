"""Where a PIN (口令) is typed: never shown, and gone as soon as the field is out of sight."""

from __future__ import annotations

from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from counter.ui.kit.controls.field import Field


class PinField(Field):
    """Whoever reads it forgets it (``clear``) after every press and refusal; hiding forgets it by itself.

    A PIN left behind would let the next hand at this keyboard act in the name of who typed it.
    """

    def __init__(self, name: str, label: str, placeholder: str = "", parent: QWidget | None = None) -> None:
        super().__init__(name, label, placeholder, parent)
        self.setEchoMode(QLineEdit.EchoMode.Password)

    def hideEvent(self, event: QHideEvent) -> None:
        """Closed, locked, or another page."""
        super().hideEvent(event)
        self.clear()
