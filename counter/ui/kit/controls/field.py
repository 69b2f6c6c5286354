"""A one-line field that takes no line breaks: a pasted newline or a scanner's tail never ends up in a value."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from counter.ui.kit.theme import restyle

_LONGEST = 200


class Field(QLineEdit):
    """``label`` names it for screen readers; a problem colours its edge. ``for_name``: a name is written here."""

    def __init__(
        self,
        name: str,
        label: str,
        placeholder: str = "",
        parent: QWidget | None = None,
        *,
        for_name: bool = False,
    ) -> None:
        super().__init__(parent)
        self.for_name = for_name
        self.setObjectName(name)
        self.setAccessibleName(label)
        self.setPlaceholderText(placeholder)
        self.setMaxLength(_LONGEST)
        self.textChanged.connect(self._drop_breaks)

    def show_problem(self, sentence: str) -> None:
        """Colour the edge while ``sentence`` stands beside the field; empty: all is well."""
        restyle(self, problem=bool(sentence))
        self.setAccessibleDescription(sentence)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """What was put there beforehand is selected: typing replaces it and does not grow behind it."""
        super().focusInEvent(event)
        by_hand = event.reason() in (Qt.FocusReason.MouseFocusReason, Qt.FocusReason.PopupFocusReason)
        if not by_hand and not self.isModified():
            self.selectAll()

    def _drop_breaks(self, text: str) -> None:
        clean = "".join(c for c in text if c.isprintable())
        if clean != text:
            self.setText(clean)
