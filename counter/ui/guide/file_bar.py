"""The blank form and the samples of the line in hand: opened with the system's own program, or said not to be here."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from counter.ui.kit.controls.act_button import ActButton
from counter.ui.kit.controls.flow_layout import FlowLayout
from counter.ui.kit.controls.text_label import TextLabel


class FileBar(QWidget):
    """Hidden while the line names no file. Signals: ``wanted(name)``."""

    wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("guideFiles")
        self._flow = FlowLayout(self, gap=16)
        self._parts: list[QWidget] = []
        self._open: list[str] = []
        key = QShortcut(
            QKeySequence("Ctrl+O"), self
        )  # its own: while the bar is hidden, the key is another's
        key.setAutoRepeat(False)
        key.activated.connect(self.open_first)
        self.hide()

    def show_files(self, files: Sequence[tuple[str, str]], held: Collection[str]) -> None:
        """Offer these (what it is, its name); ``held``: names of those that came with the guide."""
        for part in self._parts:
            self._flow.removeWidget(part)
            part.hide()
            part.deleteLater()
        self._open = [name for _, name in files if name in held]
        self._parts = [self._part(word, name, held=name in held) for word, name in files]
        for part in self._parts:
            self._flow.addWidget(part)
        self.setVisible(bool(self._parts))

    def open_first(self) -> None:
        """Enter or the key: the blank form, which stands first."""
        if self._open:
            self.wanted.emit(self._open[0])

    def _part(self, word: str, name: str, *, held: bool) -> QWidget:
        if not held:
            return TextLabel(self.tr("{0}没有随指南发到这里").format(word), "second")
        words = self.tr("打开{0}").format(word)
        button = ActButton("guideFile", words, "Ctrl+O" if name == self._open[0] else "", "link", enter=True)
        button.setToolTip(name)
        button.clicked.connect(lambda: self.wanted.emit(name))
        return button
