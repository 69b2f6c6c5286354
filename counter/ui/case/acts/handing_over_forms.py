"""移交 to another window, and 接收移交 at the window that gets a case."""

from __future__ import annotations

from counter.domain.case.acts.acts import CaseAct, HandOver, ReceiveCase
from counter.domain.case.acts.custody import originals_here
from counter.domain.errors import BadInput
from counter.ui.case.acts.case_form import CaseForm
from counter.ui.kit.acts.supervisor_fields import SupervisorFields
from counter.ui.kit.controls.field import Field
from counter.ui.kit.controls.labels import TextLabel
from counter.ui.kit.theme import Look


class HandOverForm(CaseForm):
    """To which window, why, what goes along; a supervisor is the second person. An order of the room (改派) is filled
    in.
    """

    def __init__(self, look: Look) -> None:
        super().__init__(look, "handOverForm", self.tr("移交"), self.tr("移交，原件一起交过去"))
        self._to = self._choices("handOverTo", self.tr("移交给哪个窗口"))
        self._along = TextLabel("", wrap=True)
        self._along.setObjectName("handOverAlong")
        self._reason = Field(
            "handOverReason", self.tr("为什么移交"), self.tr("例如：申请人搬到那边，方便就近办")
        )
        self._supervisor = SupervisorFields()
        self._add(self.tr("移交给哪个窗口"), self._to, "to")
        self._body.addWidget(self._along)
        self._add(self.tr("为什么移交"), self._reason, "reason")
        self._add(self.tr("同意的值班负责人"), self._supervisor, "supervisor", "pin")

    def build(self) -> CaseAct:
        if not self._to.chosen:
            raise BadInput(self.tr("请选移交给哪个窗口。"), field="to")
        if not self._reason.text().strip():
            raise BadInput(self.tr("请写明为什么移交。"), field="reason")
        self._supervisor.check()
        return HandOver(self._to.chosen[0], self._reason.text(), self._supervisor.consent())

    def _fill(self) -> None:
        windows, order = list(self.windows.open.items()), self.matter.to_reassign
        ordered = None if order is None or order.to not in self.windows.open else order.to
        only = windows[0][0] if len(windows) == 1 else None
        first = ordered or only
        self._to.show_options(windows, () if first is None else (first,))
        names = {line.id: line.name for line in self.matter.lines}
        sheets = [
            self.tr("{0}　原件 {1} 份").format(names[o.line], o.count) for o in originals_here(self.matter)
        ]
        head = self.tr("一起交过去的原件，请点清：") if sheets else self.tr("这里没有收着原件。")
        self._along.setText("\n".join([head, *sheets]))
        because = "" if order is None or order.reason is None else f"：{order.reason}"
        self._reason.setText("" if order is None else self.tr("值班主管室要求{0}").format(because))
        self._supervisor.clear()


class ReceiveForm(CaseForm):
    """Sign for the case and its originals; only what did not come is chosen, with a word about it."""

    def __init__(self, look: Look) -> None:
        super().__init__(look, "receiveForm", self.tr("接收移交"), self.tr("接收，以后在这里办"))
        self._along = TextLabel("", wrap=True)
        self._missing = self._choices("receiveMissing", self.tr("没有收到的原件"), many=True, optional=True)
        self._note = Field(
            "receiveNote", self.tr("怎么回事"), self.tr("有没收到的才写，例如：对方说下周送来")
        )
        self._body.addWidget(self._along)
        self._missing_row = self._add(self.tr("没有收到的原件（都收到了就不选）"), self._missing, "missing")
        self._note_row = self._add(self.tr("怎么回事"), self._note, "note")

    def build(self) -> CaseAct:
        note = self._note.text().strip()
        if self._missing.chosen and not note:
            raise BadInput(self.tr("有原件没有收到的，请写明怎么回事。"), field="note")
        return ReceiveCase(self._missing.chosen, note)

    def _fill(self) -> None:
        handed = self.matter.handed
        originals = handed.originals if handed is not None else ()
        names = {line.id: line.name for line in self.matter.lines}
        sheets = [
            (o.line, self.tr("{0} {1} 份").format(names.get(o.line, o.line), o.count)) for o in originals
        ]
        self._along.setText(
            self.tr("窗口 {0} 移交来的，随件原件 {1} 种。").format(
                handed.station if handed else "", len(sheets)
            )
        )
        self._missing.show_options(sheets, handed.missing if handed is not None else ())
        for row in (self._missing_row, self._note_row):
            row.setVisible(bool(sheets))
        self._note.clear()
