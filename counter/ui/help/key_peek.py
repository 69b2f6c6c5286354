"""The keys of this page over the page, while Ctrl is held: nothing to press, the focus stays where it was."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from counter.ui.help.bound_keys import KeyGroup
from counter.ui.help.key_table import KeyTable
from counter.ui.kit.controls.labels import TextLabel
from counter.ui.kit.theme import Look

_EDGE = 16


class KeyPeek(QFrame):
    """Lies over the pages; the mouse goes through it."""

    def __init__(self, frame: QWidget, look: Look) -> None:
        super().__init__(frame)
        self.setObjectName("keyPeek")
        self.setProperty("role", "card")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._look = look
        self.table = KeyTable()
        column = QVBoxLayout(self)
        column.setContentsMargins(_EDGE, 12, _EDGE, 12)
        column.addWidget(TextLabel(self.tr("松开 Ctrl 就收起；按 ? 一直看着"), "second"))
        column.addWidget(self.table)
        column.addStretch(1)
        self.hide()

    def show_groups(self, groups: Sequence[KeyGroup], area: QRect) -> None:
        """Show these over the area of the pages."""
        self.setGeometry(area)
        self.table.show_groups(groups, area.width() - 2 * _EDGE)
        self.raise_()
        self.show()
