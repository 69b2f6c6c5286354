"""Asks whether a scan or a repeated bundle choice starts another person's visit or continues this one."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame, QVBoxLayout, QWidget
from shiboken6 import isValid

from counter.domain.papers.verify.scan import Scan
from counter.ui.kit.controls.act_button import ActButton
from counter.ui.kit.controls.labels import TextLabel


class SameVisitQuestion(QFrame):
    """Two equal choices; H (换人) and T (同一件) choose while it has the focus. Enter and digits do not: a card may be
    scanned while digits are typed into the list.

    Signals: ``another(scan)`` (a new visit), ``same(scan)`` (this visit goes on), each with the scan or None;
    ``given_up`` (Esc: nothing changes).
    """

    another = Signal(object)
    same = Signal(object)
    given_up = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("whoseVisit")
        self.setProperty("role", "note-act")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._back: QWidget | None = None
        self._scan: Scan | None = None
        self._head = TextLabel("", "strong", wrap=True)
        self._head.setObjectName("whoseVisitHead")
        self._another = ActButton("anotherVisit", self.tr("换人了，另起一件"), "H")
        self._same = ActButton("sameVisit", "", "T")
        self._another.clicked.connect(lambda: self._answer(another=True))
        self._same.clicked.connect(lambda: self._answer(another=False))
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 8, 10, 10)
        column.setSpacing(6)
        column.addWidget(self._head)
        for button in (self._another, self._same):
            column.addWidget(button)
        self.hide()

    def ask(self, scan: Scan | None) -> None:
        """Ask after a scan of somebody else, or with None after the same bundle was chosen again; takes the focus.

        The focus is restored when the visit goes on.
        """
        self._scan = scan
        if scan is not None:
            sentence, same = (
                self.tr("扫到的是另一位的证件，眼前这件已记了材料。"),
                self.tr("同一件，改申请人"),
            )
        else:
            sentence, same = self.tr("这件事正在办，已记了材料。"), self.tr("同一件，接着办")
        focus = QApplication.focusWidget()
        if focus is not self and not (focus is not None and self.isAncestorOf(focus)):
            self._back = focus
        self._head.setText(sentence)
        self._same.say(same)
        self.setAccessibleName(sentence)
        self.show()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def drop(self) -> None:
        """Hide the question."""
        self._back = self._scan = None
        self.hide()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.isAutoRepeat():
            return
        if event.key() == Qt.Key.Key_H:
            self._answer(another=True)
        elif event.key() == Qt.Key.Key_T:
            self._answer(another=False)
        elif event.key() == Qt.Key.Key_Escape:
            self._go_back()
            self.given_up.emit()
        else:
            super().keyPressEvent(event)

    def _answer(self, *, another: bool) -> None:
        scan = self._scan
        if another:
            self.drop()
            self.another.emit(scan)
        else:
            self._go_back()
            self.same.emit(scan)

    def _go_back(self) -> None:
        back = self._back
        if back is not None and isValid(back) and back.isVisible() and back.isEnabled():
            back.setFocus(Qt.FocusReason.OtherFocusReason)
        self.drop()
