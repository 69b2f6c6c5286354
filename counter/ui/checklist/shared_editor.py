"""Text of a lookup answer: what has changed, or which organ reported 查无 (L2)."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from counter.domain.errors import BadInput, CounterError
from counter.domain.visit.checklist import Line
from counter.domain.visit.material import Brought, MaterialState, Shared, SharedAnswer
from counter.domain.visit.sharing import check_answer
from counter.ui.kit.controls.act_button import ActButton
from counter.ui.kit.controls.day_field import DayField
from counter.ui.kit.controls.field import Field
from counter.ui.kit.controls.field_row import labelled
from counter.ui.kit.controls.labels import ProblemLabel, TextLabel
from counter.ui.kit.controls.refusals import Refusals, tell_unreadable


class SharedEditor(QFrame):
    """Enter goes to the next empty field, and from the last one submits the answer; Esc cancels.

    Signals: ``given(line, brought)``; ``closed(line)``.
    """

    given = Signal(str, Brought)
    closed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("sharedEditor")
        self.setProperty("role", "note")
        self._line: Line | None = None
        self._answer = Shared.CHANGED
        self._before = Brought()
        self._today = date.min
        self._title = TextLabel("", "strong", wrap=True)
        self.note = Field(
            "sharedNote", self.tr("什么变更了，变更后是什么"), self.tr("例如 住址变了，现在是……")
        )
        self.organ = Field("sharedOrgan", self.tr("哪个机关答复的"), self.tr("机关全称"))
        self.document = Field("sharedDocument", self.tr("答复的文号或名称"), self.tr("没有文号的写名称"))
        self.day = DayField("sharedDay", self.tr("哪天答复的"))
        self.problem = ProblemLabel()
        self.refusals = Refusals(self.problem)
        fields = {"note": self.note, "organ": self.organ, "document": self.document, "day": self.day}
        for name, field in fields.items():
            self.refusals.add(field, name)
        done = ActButton("sharedDone", self.tr("记下"), "Enter")
        done.clicked.connect(self._give)
        row = QHBoxLayout()
        for field in self.fields:
            field.returnPressed.connect(self._go_on)
            row.addWidget(labelled(field), 1)
        row.addWidget(done, 0, Qt.AlignmentFlag.AlignBottom)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 10)
        column.setSpacing(6)
        column.addWidget(self._title)
        column.addLayout(row)
        column.addWidget(self.problem)
        self.hide()

    @property
    def line(self) -> str:
        """The line being edited."""
        return "" if self._line is None else self._line.id

    @property
    def first(self) -> Field:
        """The first field to focus."""
        return self.note if self._answer is Shared.CHANGED else self.organ

    def open_for(self, line: Line, answer: Shared, before: Brought, today: date) -> None:
        """Edit that answer for a line. ``before``: what was recorded."""
        self._line, self._answer, self._before, self._today = line, answer, before, today
        self.day.today = today
        changed = answer is Shared.CHANGED
        words = (
            self.tr("“{0}”什么变更了？以变更后的为准，不用交。")
            if changed
            else self.tr("“{0}”哪个机关书面答复查无？写全了才能请申请人提交。")
        )
        self._title.setText(words.format(line.name))
        recorded = before.shared if before.shared is not None and before.shared.answer is answer else None
        self.note.setText(before.note if recorded is not None else "")
        self.organ.setText(recorded.organ if recorded is not None else line.issuer)
        self.document.setText(recorded.document if recorded is not None else "")
        self.day.setText(
            recorded.day.isoformat() if recorded is not None and recorded.day is not None else ""
        )
        self.note.setVisible(changed)
        for field in (self.organ, self.document, self.day):
            field.setVisible(not changed)
        self.refusals.clear()
        self.show()
        self.first.setFocus(Qt.FocusReason.OtherFocusReason)
        self.first.selectAll()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit(self.line)
        else:
            super().keyPressEvent(event)

    @property
    def fields(self) -> tuple[Field, ...]:
        """What is written, in order."""
        return (self.note, self.organ, self.document, self.day)

    def _go_on(self) -> None:
        here = self.sender()
        shown = [f for f in self.fields if not f.isHidden()]
        after = shown[shown.index(here) + 1 :] if isinstance(here, Field) and here in shown else []
        if after:
            after[0].setFocus(Qt.FocusReason.OtherFocusReason)
            after[0].selectAll()
        else:
            self._give()

    def _give(self) -> None:
        if self._line is None or tell_unreadable(self):
            return
        try:
            brought = self._brought()
            check_answer(self._line, brought, self._today)
        except CounterError as wrong:
            empty = next((f for f in self.fields if not f.isHidden() and not f.text().strip()), None)
            last = self.day if self._answer is Shared.NOT_FOUND else self.note
            named = {field: name for name, field in self.refusals.fields.items()}
            self.refusals.say(wrong.sentence, wrong.field or named.get(empty or last, ""), empty or last)
            return
        self.given.emit(self._line.id, brought)

    def _brought(self) -> Brought:
        if self._answer is Shared.CHANGED:
            note = self.note.text().strip()
            return Brought(MaterialState.SHARED, note=note, shared=SharedAnswer(Shared.CHANGED))
        if not self.day.text().strip():
            raise BadInput(self.tr("请写明哪一天答复的。"), field="day")
        answer = SharedAnswer(
            Shared.NOT_FOUND,
            self.organ.text().strip(),
            self.document.text().strip(),
            self.day.day(self._today),
        )
        taken = self._before.state is MaterialState.RECEIVED
        before = self._before if taken else Brought(MaterialState.MISSING)
        return Brought(before.state, before.original_seen, before.copies, before.note, answer)
