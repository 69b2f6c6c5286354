"""The bureau's answer about one problem of the guide: day, document, and what changes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from counter.domain.errors import BadInput
from counter.domain.guide.problems import MOST_SHORT, Problem, ProblemAnswered
from counter.domain.text.day_input import read_day
from counter.ui.kit.controls.act_button import ActButton
from counter.ui.kit.controls.day_field import DayField
from counter.ui.kit.controls.field import Field, LongField
from counter.ui.kit.controls.field_row import FieldRow
from counter.ui.kit.controls.labels import ProblemLabel, TextLabel
from counter.ui.kit.controls.page_keys import bind_key
from counter.ui.kit.controls.refusals import Refusals


class GuideAnswerForm(QWidget):
    """Signals: ``wanted(answer)``; ``left`` with Enter while empty."""

    wanted = Signal(ProblemAnswered)
    left = Signal()

    def __init__(self, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("guideAnswerForm")
        self._today = today
        self._number = 0
        self.day = DayField("answerDay", self.tr("答复日期"), self.tr("例如 11-25、周五；今天可以不写"))
        self.document = Field(
            "answerDocument", self.tr("答复的文号或方式"), self.tr("文号；电话答复写“电话”")
        )
        self.document.setMaxLength(MOST_SHORT)
        self.change = LongField(
            "answerChange", self.tr("答复了什么，改哪里"), self.tr("从哪天起、改成什么；不改也写明")
        )
        self._problem = ProblemLabel()
        self._problem.setObjectName("answerFault")
        self.refusals = Refusals(self._problem)
        for name, field in (("on", self.day), ("document", self.document), ("change", self.change)):
            self.refusals.add(field, name)
        self.save = ActButton("answerSave", self.tr("记下答复"), "F9", writes=True)
        self.save.clicked.connect(self._save)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(TextLabel(self.tr("主管局的答复"), "strong"))
        for words, widget in (
            (self.tr("答复日期"), self.day),
            (self.tr("答复的文号或方式"), self.document),
            (self.tr("答复了什么，改哪里"), self.change),
        ):
            column.addWidget(FieldRow(words, widget))
        hint = self.tr("指南本身不在这里改：等主管局发布新版，窗口照新版办。")
        column.addWidget(TextLabel(hint, "small", wrap=True))
        column.addWidget(self._problem)
        column.addWidget(self.save, 0, Qt.AlignmentFlag.AlignLeft)
        self.day.returnPressed.connect(lambda: self.document.setFocus(Qt.FocusReason.TabFocusReason))
        self.document.returnPressed.connect(lambda: self.change.setFocus(Qt.FocusReason.TabFocusReason))
        self.change.left.connect(lambda: self.save.setFocus(Qt.FocusReason.TabFocusReason))
        bind_key(self, "F9", self._save)

    def show_problem(self, problem: Problem | None) -> None:
        """Show the form for this problem; hidden where there is none, or it has an answer."""
        number = problem.number if problem is not None and problem.open else 0
        self.setVisible(number > 0)
        if number != self._number:
            self._number = number
            self.day.clear()
            self.day.today = self._today()
            self.document.clear()
            self.change.setPlainText("")
            self.show_fault("")

    def take_focus(self) -> None:
        """Begin to write it down."""
        self.day.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_fault(self, sentence: str, field: str | None = None) -> None:
        """Show why the answer was refused, at the field to correct where it is about one."""
        self.refusals.say(sentence, field or "")

    def _save(self) -> None:
        if not self._number:
            return
        try:
            on = read_day(self.day.text(), self._today(), "on")
        except BadInput as wrong:
            self.show_fault(wrong.sentence, "on")
            return
        self.show_fault("")
        self.wanted.emit(
            ProblemAnswered(self._number, on.isoformat(), self.document.text().strip(), self.change.text())
        )
