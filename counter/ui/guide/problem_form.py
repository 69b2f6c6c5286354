"""Report of what is wrong with the current line (问题反映): kind, reason, law, suggestion; no personal data."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from counter.domain.guide.problems import MOST_SHORT, ProblemKind, Report, seems_personal
from counter.ui.kit.controls.act_button import ActButton
from counter.ui.kit.controls.card import FittingFrame
from counter.ui.kit.controls.choices import Choices
from counter.ui.kit.controls.column_scroll_area import BAR, FittingScrollArea
from counter.ui.kit.controls.field import Field, LongField
from counter.ui.kit.controls.field_row import FieldRow
from counter.ui.kit.controls.labels import ProblemLabel, TextLabel
from counter.ui.kit.controls.page_keys import bind_key
from counter.ui.kit.controls.refusals import Refusals
from counter.ui.kit.theme import Look


class GuideProblemForm(FittingFrame):
    """Signals: ``wanted(report)`` to record it; ``left`` when closed."""

    wanted = Signal(Report)
    left = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("guideProblemForm")
        self.setAccessibleName(self.tr("问题反映"))
        self._bundle = 0
        self._line = ""
        self._where = ""
        self._title = TextLabel(self.tr("指南哪里不对"), "strong")
        self._place = TextLabel("", wrap=True)
        self._place.setObjectName("problemPlace")
        self.kind = Choices(look, "problemKind", self.tr("什么问题"))
        self.kind.show_options([(kind.value, kind.label) for kind in ProblemKind])
        self.reason = LongField("problemReason", self.tr("哪里不对"), self.tr("与哪条规定、什么实际不符"))
        self.law = Field("problemLaw", self.tr("依据"), self.tr("法律法规和条款，没有可以不写"))
        self.law.setMaxLength(MOST_SHORT)
        self.suggestion = LongField("problemSuggestion", self.tr("建议"), self.tr("怎么改；没有想法的不写"))
        warn = self.tr("写给主管局看：不写申请人的姓名、证件号、电话、案情。")
        self._warn = TextLabel(warn, "gap", wrap=True)
        self._warn.setObjectName("problemWarning")
        self._problem = ProblemLabel()
        self._problem.setObjectName("problemFault")
        self.refusals = Refusals(self._problem)
        self.save = ActButton("problemSave", self.tr("记下，等报主管局"), "F9", role="primary", writes=True)
        self.save.clicked.connect(self._save)
        self.back = ActButton("problemBack", self.tr("不记了"), "Esc", role="quiet")
        self.back.clicked.connect(self.left)
        self._arrange()
        self.kind.left.connect(lambda: self.reason.setFocus(Qt.FocusReason.TabFocusReason))
        self.reason.left.connect(lambda: self.law.setFocus(Qt.FocusReason.TabFocusReason))
        self.law.returnPressed.connect(lambda: self.suggestion.setFocus(Qt.FocusReason.TabFocusReason))
        self.suggestion.left.connect(lambda: self.save.setFocus(Qt.FocusReason.TabFocusReason))
        for edited in (self.reason.edited, self.suggestion.edited, self.law.textChanged):
            edited.connect(self._look_for_people)
        bind_key(self, "F9", self._save)

    @property
    def touched(self) -> bool:
        """Input worth keeping was made."""
        return bool(self.reason.text() or self.suggestion.text() or self.law.text().strip())

    def begin(self, bundle: int, line: str, where: str) -> None:
        """Report about this line; input started for another line is kept for the new one."""
        self._bundle, self._line, self._where = bundle, line, where
        self._place.setText(where)
        self.show_fault("")
        self.kind.take_focus()

    def clear(self) -> None:
        """Recorded or cancelled: clear the fields."""
        self.kind.show_options([(kind.value, kind.label) for kind in ProblemKind])
        self.reason.setPlainText("")
        self.suggestion.setPlainText("")
        self.law.clear()
        self.show_fault("")

    def show_fault(self, sentence: str, field: str | None = None) -> None:
        """Show why the report was refused, at the field to correct where it is about one."""
        self.refusals.say(sentence, field or "")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _save(self) -> None:
        if not self.save.isEnabled():
            return
        if not self.kind.chosen:
            self.show_fault(self.tr("还没选是什么问题。"), "kind")
            return
        report = Report(
            self._bundle,
            self._line,
            self._where,
            ProblemKind(self.kind.chosen[0]),
            self.reason.text(),
            self.law.text().strip(),
            self.suggestion.text(),
        )
        self.wanted.emit(report)

    def _look_for_people(self) -> None:
        """Warn of personal numbers while typing, before the report is refused."""
        words = (self.reason.text(), self.suggestion.text(), self.law.text())
        found = any(seems_personal(w) for w in words)
        self._problem.say(self.tr("里面像有证件号或电话，请去掉再记。") if found else "")

    def _arrange(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16 - BAR, 14)  # the bar of the fields lies in the margin
        column.setSpacing(6)
        head = QHBoxLayout()
        head.setContentsMargins(0, 0, BAR, 0)
        head.addWidget(self._title, 1)
        head.addWidget(self.back)
        column.addLayout(head)
        inside = QWidget()
        fields = QVBoxLayout(inside)
        fields.setContentsMargins(0, 0, 0, 0)
        fields.setSpacing(6)
        fields.addWidget(self._place)
        for words, name, control in (
            (self.tr("什么问题"), "kind", self.kind),
            (self.tr("哪里不对"), "reason", self.reason),
            (self.tr("依据"), "law", self.law),
            (self.tr("建议"), "suggestion", self.suggestion),
        ):
            fields.addWidget(FieldRow(words, control))
            self.refusals.add(control, name)
        column.addWidget(
            FittingScrollArea("problemFields", inside)
        )  # a low window: they scroll over the button
        under = QVBoxLayout()
        under.setContentsMargins(0, 0, BAR, 0)
        for part in (self._warn, self._problem):
            under.addWidget(part)
        under.addWidget(self.save)
        column.addLayout(under)
        column.addStretch(1)  # the button is under its form
