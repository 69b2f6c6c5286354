"""办事指南今天起用第3版，变化 3 处: a line above the page until the clerk has read the changes or postpones them."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from counter.ui.kit.controls.act_button import ActButton
from counter.ui.kit.controls.labels import TextLabel


class ChangeStrip(QFrame):
    """Hidden while empty. Signals: ``wanted`` to read; ``put_off`` to hide until the next sign-on."""

    wanted = Signal()
    put_off = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("changeStrip")
        self.setProperty("role", "note-act")
        self._words = TextLabel("", "strong", wrap=True)
        self._words.setObjectName("changeStripWords")
        look = ActButton("changesLook", self.tr("看变化"), "Ctrl+B", role="link", enter=True)
        look.clicked.connect(self.wanted)
        put_off = ActButton("changesLater", self.tr("稍后"), role="link", enter=True)
        put_off.clicked.connect(self.put_off)
        for button in (look, put_off):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the focus where it is
        line = QHBoxLayout(self)
        line.setContentsMargins(16, 6, 16, 6)
        line.setSpacing(16)
        line.addWidget(self._words, 1)
        line.addWidget(look)
        line.addWidget(put_off)
        self.hide()

    @property
    def words(self) -> str:
        """The shown text."""
        return self._words.text()

    def say(self, words: str) -> None:
        """Show the text."""
        self._words.setText(words)
        self.setAccessibleName(words)
        self.show()
