"""The name of a paper: typed, or picked from those in the guide, so that one paper keeps one name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from counter.domain.authoring.editing.node import PAPER, children, name_of
from counter.ui.kit.controls.choices import Choices
from counter.ui.kit.controls.field import Field
from counter.ui.kit.controls.labels import TextLabel
from counter.ui.kit.theme import Look

if TYPE_CHECKING:
    from counter.domain.guide.entries import Library

MOST_OFFERED = 5


class PaperName(QWidget):
    """A line with matches under it as chips: no pop-up that would take the next key.

    Signals: ``returnPressed`` of the line.
    """

    returnPressed = Signal()  # QLineEdit's signal name

    def __init__(self, look: Look, name: str, label: str) -> None:
        super().__init__()
        self._names: tuple[str, ...] = ()
        self.line = Field(name, label)
        self.told = TextLabel("", "small", wrap=True)
        self.offers = Choices(look, f"{name}Offers", self.tr("已有的材料"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        for part in (self.line, self.told, self.offers):
            column.addWidget(part)
        self.setFocusProxy(self.line)
        self.line.textChanged.connect(lambda _: self._look_up())
        self.line.returnPressed.connect(self.returnPressed)
        self.offers.changed.connect(self._pick)

    def offer(self, library: Library) -> None:
        """Clear the line and offer the papers of this library."""
        every = (name_of(library, one) for one in children(library, None, PAPER))
        self._names = tuple(dict.fromkeys(every))
        self.line.clear()
        self._look_up()

    def text(self) -> str:
        """The name."""
        return self.line.text()

    def _look_up(self) -> None:
        text = self.line.text().strip()
        known = text in self._names
        found = [one for one in self._names if text and text in one and one != text]
        found.sort(key=lambda one: (not one.startswith(text), len(one)))
        shown = [] if known else found[:MOST_OFFERED]
        self.offers.show_options([(one, one) for one in shown])
        self.offers.setVisible(bool(shown))
        words = self.tr("已有的同一份，一次来访只交一次。") if known else self.tr("已有的，是同一份就选它：")
        self.told.setText(words)
        self.told.setVisible(known or bool(shown))

    def _pick(self) -> None:
        chosen = self.offers.chosen
        if chosen:
            self.line.setText(chosen[0])
            self.line.setFocus()
