"""What a page is for while it shows nothing yet: a title, the steps with their keys, and what else is good to know."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QSizePolicy, QVBoxLayout, QWidget

from counter.ui.kit.controls.labels import KeyCap, TextLabel
from counter.ui.kit.controls.reading_order import read_as_laid_out

_NUMBER, _WORDS, _KEY = range(3)


class StartNote(QFrame):
    """A card as tall as its words. ``name``: object name, ``…Title`` of its title and ``…Words`` of the last words."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setProperty("role", "card")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._title = TextLabel("", "title", wrap=True)
        self._title.setObjectName(f"{name}Title")
        self._words = TextLabel("", "second", wrap=True)
        self._words.setObjectName(f"{name}Words")
        self._steps = QGridLayout()
        self._steps.setHorizontalSpacing(12)
        self._steps.setVerticalSpacing(10)
        self._steps.setColumnStretch(_WORDS, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(14)
        column.addWidget(self._title)
        column.addLayout(self._steps)
        column.addWidget(self._words)

    def say(self, title: str, words: str) -> None:
        """Set title and last words."""
        self._title.setText(title)
        self._words.setText(words)

    def show_steps(self, steps: Sequence[tuple[str, str]]) -> None:
        """What is done one after the other, each with its key. Called once."""
        top = Qt.AlignmentFlag.AlignTop
        for row, (words, key) in enumerate(steps):
            self._steps.addWidget(TextLabel(str(row + 1), "strong"), row, _NUMBER, top)
            self._steps.addWidget(TextLabel(words, wrap=True), row, _WORDS)
            self._steps.addWidget(KeyCap(key), row, _KEY, top)
        read_as_laid_out(self)
