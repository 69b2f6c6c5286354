"""没打出来: select sheets and the reason; pressing a reason records it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent, Qt
from PySide6.QtWidgets import QApplication, QFrame, QVBoxLayout, QWidget
from shiboken6 import isValid

from counter.domain.case.issued_paper import IssuedPaper
from counter.ui.kit.controls.choices import Choices
from counter.ui.kit.controls.labels import TextLabel
from counter.ui.kit.theme import Look
from counter.ui.words.printing import sheet_word


class MissingSheetsRow(QFrame):
    """Asks why sheets did not come out. Signals: ``reason_chosen(paper, copies, words, astray)``."""

    reason_chosen = Signal(str, tuple, str, bool)
    turned = Signal(bool)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("notOutRow")
        self.setProperty("role", "note-gap")
        self._paper = ""
        self._left: QWidget | None = None
        self._head = TextLabel("", "strong", wrap=True)
        self._copies = Choices(look, "notOutCopies", self.tr("哪一联"), many=True, optional=True)
        self._why = Choices(look, "notOutWhy", self.tr("为什么没打出来"))
        self._reasons = {
            "empty": self.tr("缺纸"),
            "jam": self.tr("卡纸"),
            "spoilt": self.tr("印花了，已撕掉"),
            "other": self.tr("打印机没有动"),
            "astray": self.tr("打到别处，拿不回来"),
        }
        self._why.changed.connect(self._choose)
        self._note = TextLabel(
            self.tr("没打出来的再送时还是原来的联号；打到别处的已经算一张，再打就是重打。"),
            "small",
            wrap=True,
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 8, 10, 8)
        column.setSpacing(6)
        for part in (self._head, self._copies, self._why, self._note):
            column.addWidget(part)
        self.hide()

    def ask(self, paper: IssuedPaper, copies: tuple[int, ...]) -> None:
        """Ask about these sheets of the paper."""
        self._paper = paper.id
        self._head.setText(self.tr("{0} {1} 没打出来：").format(paper.title, paper.number).replace("  ", " "))
        every = tuple(str(c) for c in copies)
        self._copies.show_options([(str(c), sheet_word(c)) for c in copies], every)
        self._copies.setVisible(len(copies) > 1)
        self._why.show_options(tuple(self._reasons.items()), ())
        if not self.isVisible():
            self._left = QApplication.focusWidget()
        self.show()
        self.turned.emit(True)
        self._why.take_focus()

    def dismiss(self) -> None:
        """Hide the row and restore the focus."""
        focus, left = QApplication.focusWidget(), self._left
        if (
            focus is not None
            and self.isAncestorOf(focus)
            and left is not None
            and isValid(left)
            and left.isVisible()
        ):
            left.setFocus(Qt.FocusReason.OtherFocusReason)
        self._left = None
        self.hide()
        self.turned.emit(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.dismiss()
        else:
            super().keyPressEvent(event)

    def _choose(self) -> None:
        copies = tuple(int(c) for c in self._copies.chosen)
        if not copies or not self._why.chosen:
            return
        why = self._why.chosen[0]
        self.dismiss()
        self.reason_chosen.emit(self._paper, copies, self._reasons[why], why == "astray")
