"""代录: enter the code of a slip for an applicant who rates later; counted separately until confirmed."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from counter.ui.kit.controls.act_button import ActButton
from counter.ui.kit.controls.code_field import CodeField
from counter.ui.kit.controls.field_row import FieldRow, follow
from counter.ui.kit.controls.labels import ProblemLabel, TextLabel
from counter.ui.kit.controls.refusals import Refusals


class SlipLine(QWidget):
    """A quiet link that opens a field. Signals: ``code_given(text)``."""

    code_given = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("slipLine")
        self.open = ActButton("slipOpen", self.tr("有人拿评价条来评价"), role="link")
        self.open.clicked.connect(self._ask)
        self.code = CodeField("slipCode", self.tr("评价条里面的编码"), self.tr("四个一组"), between="-")
        self.code.setFixedWidth(260)
        self.enter = ActButton("slipEnter", self.tr("开始代录"), "Enter", enter=True)
        self._words = TextLabel(self.tr("请来人自己在申请人屏上选；代录的评价回访后才计入。"), "small")
        self._problem = ProblemLabel()
        self._problem.setObjectName("slipProblem")
        follow(self.code, self._problem)
        self.refusals = Refusals(self._problem)
        self.refusals.add(self.code, "code")
        self._field = QWidget()
        line = QHBoxLayout(self._field)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        code = FieldRow(self.code.accessibleName(), self.code, beside=True)
        for part in (code, self.enter, self._words):
            line.addWidget(part)
        line.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.open, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._field)
        column.addWidget(self._problem)
        self._field.hide()
        self.code.returnPressed.connect(self._give)
        self.enter.clicked.connect(self._give)

    def refuse(self, sentence: str) -> None:
        """Why the code does not count."""
        self._ask()
        self.refusals.say(sentence, "code")

    def dismiss(self) -> None:
        """The code was used or is no longer wanted: clear it."""
        self.code.clear()
        self.refusals.clear()
        self._field.hide()
        self.open.show()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._field.isVisible():
            self.dismiss()
        else:
            super().keyPressEvent(event)

    def _ask(self) -> None:
        self.open.hide()
        self._field.show()
        self.code.setFocus(Qt.FocusReason.OtherFocusReason)

    def _give(self) -> None:
        text = self.code.text().strip()
        if not text:
            self.refusals.say(self.tr("请输入评价条里面的编码。"), "code")
            return
        self.refusals.clear()
        self.code_given.emit(text)
