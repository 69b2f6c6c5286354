"""请当场退还: what was received and is no longer asked for, all of it, until somebody says that it went back."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from counter.domain.visit.material import Unasked
from counter.ui.kit.controls.act_button import ActButton
from counter.ui.kit.controls.text_label import TextLabel


class ReturnNote(QFrame):
    """Hidden while nothing has to go back; Enter never says so. Signals: ``given_back``."""

    given_back = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("returnNote")
        self.setProperty("role", "note-correct")
        self._words = TextLabel("", "strong", wrap=True)
        self._words.setObjectName("returnWords")
        self.button = ActButton("givenBack", self.tr("已退还"), "Ctrl+U", enter=False)
        self.button.clicked.connect(self.given_back)
        shortcut = QShortcut(QKeySequence("Ctrl+U"), self)
        shortcut.setAutoRepeat(False)
        shortcut.activated.connect(self._press)
        line = QHBoxLayout(self)
        line.setContentsMargins(12, 8, 12, 8)
        line.setSpacing(12)
        line.addWidget(self._words, 1)
        line.addWidget(self.button, 0, Qt.AlignmentFlag.AlignVCenter)
        self.hide()

    def show_unasked(self, unasked: Mapping[str, Unasked]) -> None:
        """Name every paper that still has to go back, none cut."""
        names = [f"“{paper.name}”" for paper in unasked.values() if not paper.returned]
        self.setVisible(bool(names))
        words = self.tr("请当场退还申请人（{0}份）：{1}。这次不再要，已经收下了。")
        self._words.setText(words.format(len(names), "、".join(names)))
        self.setAccessibleName(self._words.text())
        self.button.say(self.tr("已退还 {0} 份").format(len(names)))

    def take_focus(self) -> None:
        """Put the focus where it is said that they went back."""
        self.button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _press(self) -> None:
        if self.isVisible():
            self.given_back.emit()
