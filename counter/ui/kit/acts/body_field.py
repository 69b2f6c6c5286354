"""Field for the full name of an organ to appeal to: known, suggested by law, or entered as the organ stated it."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from counter.domain.hall.recourse import Suggestion
from counter.ui.kit.controls.choices import Choices
from counter.ui.kit.controls.field import Field
from counter.ui.kit.controls.labels import TextLabel
from counter.ui.kit.theme import Look

_KNOWN, _SUGGESTED, _OTHER = "known", "suggested", "other"


class BodyField(QWidget):
    """A suggestion is never preselected; values known from hall or guide are shown and can be overridden."""

    def __init__(
        self, look: Look, name: str, label: str, example: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.choices = Choices(look, f"{name}Choices", label)
        self.field = Field(f"{name}Words", label, example)
        self._note = TextLabel("", "second", wrap=True)
        self._suggestion = Suggestion()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        for part in (self.choices, self._note, self.field):
            column.addWidget(part)
        self.choices.changed.connect(self._show_field)

    @property
    def words(self) -> str:
        """The entered value; empty while untouched or where the known value applies."""
        if self.field.isVisibleTo(self):
            return self.field.text()
        return self._suggestion.words if _SUGGESTED in self.choices.chosen else ""

    def open_with(self, known: str, suggestion: Suggestion) -> None:
        """Reset for another decision."""
        self._suggestion = suggestion
        self.field.clear()
        other = (_OTHER, self.tr("写别的"))
        if known:
            self.choices.show_options([(_KNOWN, known), other], (_KNOWN,))
            note = self.tr("大厅设置或者办事指南里写明的。")
        elif suggestion.words:
            words = self.tr("{0}（建议）").format(suggestion.words)
            self.choices.show_options([(_SUGGESTED, words), other])
            note = self.tr("建议的依据：{0}。和机关核对以后再选。").format(suggestion.why)
        else:
            self.choices.show_options(())
            why = suggestion.why or self.tr("没有建议")
            note = self.tr("{0}；全称照机关说的写。").format(why)
        self._note.setText(note)
        self.choices.setVisible(bool(self.choices.options))
        self._show_field()

    def take_focus(self) -> None:
        """Put the focus on the choice, or where there is none on the field."""
        if self.choices.options and not self.field.isVisibleTo(self):
            self.choices.take_focus()
        else:
            self.field.setFocus()

    def _show_field(self) -> None:
        self.field.setVisible(not self.choices.options or _OTHER in self.choices.chosen)
