"""补交材料: missing materials by item with their days; recorded with the checklist's keys."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from counter.domain.case.acts.acts import CaseAct, Possible, Supplement
from counter.domain.case.case import Case
from counter.domain.case.case_item import CaseItem
from counter.domain.errors import BadInput
from counter.domain.visit.checklist import Line
from counter.domain.visit.material import Brought, MaterialState
from counter.domain.visit.received import received
from counter.services.context.preferences import USUAL
from counter.ui.case.acts.case_form import CaseForm, Half
from counter.ui.checklist.checklist_view import ChecklistView
from counter.ui.checklist.reason_editor import ReasonEditor
from counter.ui.kit.controls.field import Field
from counter.ui.kit.messages import Message, Tone
from counter.ui.kit.theme import Look
from counter.ui.words.outcomes import due_words

_NOT_BROUGHT = (MaterialState.MISSING, MaterialState.DEFERRED, MaterialState.AWAITING, MaterialState.LATER)
_MOST_HEIGHT = 380
"""Pixels, in usual letters."""
_MOST_OF_WINDOW = 2
"""Half of it: what is asked beside the list is not pushed out of sight."""
_FRAME = 3


class SupplementForm(CaseForm):
    """Only lines that were brought are part of the act; a line left at 缺 is not."""

    def __init__(self, look: Look) -> None:
        super().__init__(look, "supplementForm", self.tr("补交材料"), self.tr("记下，出具接收凭证"))
        self._lines: tuple[Line, ...] = ()
        self._brought: dict[str, Brought] = {}
        self.list = ChecklistView(look)
        self.list.setObjectName("supplementList")
        self.list.setAccessibleName(self.tr("还差的材料"))
        self._reason = ReasonEditor()
        self._who = Field("supplementBy", self.tr("谁送来的"), for_name=True)
        self._relation = Field("supplementRelation", self.tr("与申请人的关系"))
        self._add("", self.list, "materials")
        self._body.addWidget(self._reason)
        self._add_pair(Half(self._who, "brought_by"), Half(self._relation, "relation"))
        self._listen()

    def follow(self, matter: Case, offer: Possible, *, news: bool = True) -> None:
        super().follow(matter, offer, news=news)
        self._lines = tuple(_for_item(matter, line) for line in matter.lines if line.id in offer.lines)
        known = {line.id for line in self._lines}
        self._brought = {i: b for i, b in self._brought.items() if i in known}
        self._show()

    def take_focus(self) -> None:
        """Focus the first missing line."""
        self.list.go_to(self._lines[0].id)

    def build(self) -> CaseAct:
        if not self._brought:
            raise BadInput(
                self.tr("还没有记下补交了什么：在清单上按 1 已收，3 仍不符合。"), field="materials"
            )
        return Supplement(dict(self._brought), self._who.text(), self._relation.text())

    def _fill(self) -> None:
        self._brought = {}
        self._reason.hide()
        applicant = self.matter.applicant
        if applicant is None:  # the case of another window, whose name is not readable here
            self._who.clear()
            self._relation.setText(self.tr("本人"))
            self._show()
            return
        agent = applicant.agent
        person = agent.person.name if agent else (applicant.person.name if applicant.person else "")
        self._who.setText(person or applicant.name)
        self._relation.setText(self.tr("代理人") if agent else self.tr("本人"))
        self._show()

    def _field_of(self, field: str) -> QWidget | None:
        head, _, line = field.partition(".")
        if head == "materials" and line:
            self.list.go_to(line)
        return super()._field_of(head)

    def _listen(self) -> None:
        self.look.changed.connect(self._fit)
        self.list.recorded.connect(self._record)
        self.list.all_received.connect(self._receive_all)
        self.list.reason_wanted.connect(self._ask_reason)
        self.list.refused.connect(lambda words: self.refuse(Message(Tone.REFUSED, words, "materials")))
        self._reason.given.connect(self._take_reason)
        self._reason.closed.connect(self._close_reason)

    def _show(self) -> None:
        before = {x.id: self.matter.brought[x.id] for x in self._lines if x.id in self.matter.brought}
        self.list.show_lines(self._lines, {**before, **self._brought})
        self._fit()

    def _fit(self) -> None:
        """Height in whole rows, for any font size; high contrast has a frame around them."""
        frames = 2 * _FRAME if self.look.framed else 0
        most = min(
            _MOST_HEIGHT * self.look.preferences.letters // USUAL, self.window().height() // _MOST_OF_WINDOW
        )
        self.list.setFixedHeight(min(most, self.list.height_of_rows() + frames))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _record(self, line: str, brought: Brought) -> None:
        if brought.state in _NOT_BROUGHT:
            self._brought.pop(line, None)
        else:
            self._brought[line] = brought
        self.touch()
        self._show()

    def _receive_all(self) -> None:
        for line in self._lines:
            if line.id not in self._brought and MaterialState.RECEIVED in line.allowed:
                self._brought[line.id] = received(line)
        self.touch()
        self._show()

    def _ask_reason(self, line_id: str) -> None:
        line = next(x for x in self._lines if x.id == line_id)
        self.touch()
        self._reason.open_for(line_id, line.name, self._brought.get(line_id, Brought()).note)
        self.list.lead_to(self._reason.field)

    def _take_reason(self, line_id: str, reason: str) -> None:
        before = self._brought.get(line_id, Brought())
        self._record(line_id, replace(before, state=MaterialState.DEFECTIVE, note=reason))
        self._close_reason(line_id)
        self.list.go_on()

    def _close_reason(self, line_id: str) -> None:
        self._reason.hide()
        self.list.go_to(line_id)
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)


def _for_item(case: Case, line: Line) -> Line:
    """The line with its item and day; only outcomes possible today may be recorded."""
    mine = [i for i in case.items if i.id in line.items]
    dues = [(due, i) for i in mine if (due := _day_for(i, line.id)) is not None]
    first = min(dues, key=lambda pair: pair[0][0], default=None)
    names = "、".join(i.asked.name for i in mine if not i.state.closed) or mine[0].asked.name
    heading = f"{names} · {first[0][1]}" if first else names
    allowed = tuple(s for s in line.allowed if s not in _NOT_BROUGHT or s is MaterialState.MISSING)
    return replace(line, group=heading, allowed=allowed)


def _day_for(item: CaseItem, line: str) -> tuple[date, str] | None:
    """The day notified for this line of the item."""
    gaps = item.told[-1].gaps if item.told else ()
    due = next((g.due for g in (*item.gap_dues, *gaps) if g.line == line), None)
    return None if due is None else (due.day, due_words(due))
