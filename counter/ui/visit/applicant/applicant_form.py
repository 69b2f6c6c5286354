"""The applicant's form: the applicant, and who acts for them at the window."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from counter.domain.papers.verify.scan import Scan, ScanKind
from counter.domain.people.applicant import Agent, Applicant, ApplicantKind, Finding, Guardian
from counter.ui.kit.controls.act_button import ActButton
from counter.ui.kit.controls.chip import Chip
from counter.ui.kit.controls.field import Field
from counter.ui.kit.controls.field_row import FieldColumn
from counter.ui.kit.controls.labels import ProblemLabel, TextLabel
from counter.ui.kit.row_views import is_enter
from counter.ui.kit.theme import Look
from counter.ui.visit.applicant.kind_chips import KindChips
from counter.ui.visit.applicant.organisation_fields import OrganisationFields
from counter.ui.visit.applicant.person_fields import PersonFields


class ApplicantForm(QWidget):
    """Signals: ``edited`` on every change; ``settled`` when an identity field was left; ``done`` at the last Enter;
    ``remind_chosen(agreed)`` when the applicant agreed to be reminded by telephone, or not.
    """

    edited = Signal()
    remind_chosen = Signal(bool)
    settled = Signal()
    done = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._showing = False
        self.kinds = KindChips(look)
        self.organisation = OrganisationFields()
        self._person_head = TextLabel("", "small")
        self.person = PersonFields("person", "")
        self._add_guardian = ActButton("add_guardian", self.tr("＋ 法定代理人"), role="link")
        self.guardian = PersonFields("guardian", self.tr("法定代理人"))
        self.relation = Field("guardian_relation", self.tr("与申请人的关系"), self.tr("例如 母亲"))
        self._add_agent = ActButton("add_agent", self.tr("＋ 委托代理人"), role="link")
        self.agent = PersonFields("agent", self.tr("代理人"))
        self.scope = Field("agent_scope", self.tr("委托范围"), self.tr("照授权委托书写"))
        self._problems = {
            "guardian": ProblemLabel(),
            "guardian.relation": ProblemLabel(),
            "agent.scope": ProblemLabel(),
        }
        self._remind_ask = TextLabel(
            self.tr("问：办理进度、快到期的材料，打登记的电话告诉您，可以吗？（同意按空格）"),
            "small",
            wrap=True,
        )
        self._remind_answered = False
        self.remind = Chip(look, "remind", self.tr("申请人同意电话提醒"), 10)
        self.remind.setObjectName("remindAgreed")
        self.remind.installEventFilter(self)
        self._done = ActButton("applicantDone", self.tr("好了"), "Enter", role="plain")
        self._arrange()
        self._connect()
        self._show_kind(ApplicantKind.PERSON)

    def applicant(self) -> Applicant:
        """Applicant by the current fields."""
        kind = self.kinds.kind
        person = self.person.person()
        guardian = (
            None
            if self.guardian.isHidden()
            else Guardian(self.guardian.person(), self.relation.text().strip())
        )
        agent = None if self.agent.isHidden() else Agent(self.agent.person(), self.scope.text().strip())
        if kind is ApplicantKind.PERSON:
            return Applicant(kind, person.name, person, agent=agent, guardian=guardian)
        name, code, note = self.organisation.values()
        holder = None if self.person.empty else person
        return Applicant(kind, name, holder, code, agent, guardian, note)

    @property
    def empty(self) -> bool:
        """All fields are empty."""
        made = self.applicant()
        return not (made.name or made.uscc or not self.person.empty or made.agent or made.guardian)

    def show_applicant(self, applicant: Applicant | None) -> None:
        """Fill the form; None empties it."""
        self._showing = True
        self._remind_answered = False
        applicant = applicant or Applicant(ApplicantKind.PERSON, "")
        self.kinds.show_kind(applicant.kind)
        self.organisation.show_applicant(applicant)
        self.person.show_person(applicant.person)
        self.guardian.show_person(applicant.guardian.person if applicant.guardian else None)
        self.relation.setText(applicant.guardian.relation if applicant.guardian else "")
        self.agent.show_person(applicant.agent.person if applicant.agent else None)
        self.scope.setText(applicant.agent.scope if applicant.agent else "")
        self._show_part(self.guardian, applicant.guardian is not None)
        self._show_part(self.agent, applicant.agent is not None)
        self._show_kind(applicant.kind)
        self._showing = False

    def show_findings(self, findings: Iterable[Finding], *, all_fields: bool) -> None:
        """Show the domain's findings beside their fields."""
        found = {field: (sentence, blocks) for field, sentence, blocks in findings}
        if self.kinds.kind is not ApplicantKind.PERSON:
            self.organisation.show_findings(found, all_fields=all_fields)
        for part in (self.person, self.guardian, self.agent):
            mine = {f.split(".", 1)[1]: v for f, v in found.items() if f.startswith(f"{part.prefix}.")}
            part.show_findings(mine, all_fields=all_fields)
        for field, label in self._problems.items():
            sentence, blocks = found.get(field, ("", False))
            label.say(sentence if all_fields or field == "guardian" else "", blocks=blocks)

    def names_another(self, scan: Scan) -> bool:
        """The scan is of another person or organisation than the form's."""
        if scan.kind is ScanKind.ORGANISATION:
            return self.organisation.names_another(scan.number)
        part = self._scanned_part()
        return part is self.person and part.names_another(scan.number, scan.name)

    def take(self, scan: Scan) -> None:
        """A card fills the focused guardian or agent, else the applicant; a code selects an organisation.

        The focus then goes to what no card contains: a guardian's relation or an agent's scope, and from the fields
        that the card filled to the next one, as Enter does.
        """
        if scan.kind is ScanKind.ORGANISATION:
            if self.organisation.names_another(scan.number):
                self.person.show_person(None)  # the representative of another organisation
            self._choose(ApplicantKind.ORGANISATION)
            self.organisation.take(scan.number)
        else:
            part = self._scanned_part()
            part.take(scan.number, scan.name, scan.id_type)
            words = self._words_of(part)
            if words is not None and not words.text().strip():
                words.setFocus(Qt.FocusReason.OtherFocusReason)
            else:
                part.go_on_after_card()

    def _scanned_part(self) -> PersonFields:
        focus = QApplication.focusWidget()
        for part in (self.guardian, self.agent):
            if focus is not None and (part.isAncestorOf(focus) or focus is self._words_of(part)):
                return part
        return self.person

    def _words_of(self, part: PersonFields) -> Field | None:
        """The guardian's relation or the agent's scope, beside the person's fields."""
        return {self.guardian: self.relation, self.agent: self.scope}.get(part)

    def focus_field(self, field: str) -> None:
        """Focus the field of a problem, e.g. ``person.id_number``."""
        head, _, tail = field.partition(".")
        part = {"guardian": self.guardian, "agent": self.agent}.get(head, self.person)
        widget: QWidget | None
        if field in ("name", "uscc") and self.kinds.kind is not ApplicantKind.PERSON:
            widget = self.organisation.name if field == "name" else self.organisation.uscc
        elif field == "agent.scope":
            widget = self.scope
        elif field == "guardian.relation":
            widget = self.relation
        else:
            widget = {"id_number": part.number, "phone": part.phone}.get(tail, part.name)
        if not part.isVisibleTo(self):
            widget = self._add_guardian if part is self.guardian else self._add_agent
        widget.setFocus(Qt.FocusReason.OtherFocusReason)

    def focus_first(self) -> Field:
        """Focus the first empty field; returns it."""
        own = (
            self.organisation.name,
            self.organisation.uscc,
            self.person.name,
            self.person.number,
            self.person.phone,
        )
        shown = [f for f in own if not f.isHidden() and f.isVisibleTo(self)]
        first = next((f for f in shown if not f.text()), shown[0])
        first.setFocus(Qt.FocusReason.OtherFocusReason)
        return first

    def _arrange(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        problems = self._problems
        for part in (
            self.kinds,
            self.organisation,
            self._person_head,
            self.person,
            problems["guardian"],
            self._add_guardian,
            self.guardian,
            self._row(self.tr("关系"), self.relation, problems["guardian.relation"]),
            self._add_agent,
            self.agent,
            self._row(self.tr("委托范围"), self.scope, problems["agent.scope"]),
            self._remind_ask,
            self.remind,
            self._done,
        ):
            beside = part in (self._add_guardian, self._add_agent, self.remind)
            column.addWidget(part, 0, Qt.AlignmentFlag.AlignLeft if beside else Qt.AlignmentFlag(0))

    @staticmethod
    def _row(label: str, field: Field, problem: ProblemLabel) -> QWidget:
        holder = QWidget()
        FieldColumn(holder).add(label, field, problem)
        return holder

    def _connect(self) -> None:
        self.kinds.chosen.connect(self._choose)
        self.kinds.picked.connect(lambda: self.kinds.lead_to(self.focus_first()))
        for part in (self.organisation, self.person, self.guardian, self.agent):
            part.edited.connect(self._on_edit)
        self.organisation.settled.connect(self.settled)
        self.person.settled.connect(self.settled)
        for field in (self.relation, self.scope):
            field.textEdited.connect(self._on_edit)
        self.organisation.done.connect(self.person.name.setFocus)
        self.person.done.connect(self._after_person)
        self.guardian.done.connect(self.relation.setFocus)
        self.agent.done.connect(self.scope.setFocus)
        for field in (self.relation, self.scope):
            field.returnPressed.connect(self._finish)
        self._done.clicked.connect(self.done)
        self.remind.clicked.connect(self.remind_chosen)
        self._add_guardian.clicked.connect(lambda: self._toggle(self.guardian))
        self._add_agent.clicked.connect(lambda: self._toggle(self.agent))

    def _after_person(self) -> None:
        for part in (self.guardian, self.agent):
            if not part.isHidden() and part.empty:
                part.name.setFocus()
                return
        self._finish()

    def _finish(self) -> None:
        """Enter in the last field: to the question that nobody has answered yet, else the form is done."""
        reachable = bool(self.person.phone.text().strip() or self.agent.phone.text().strip())
        if reachable and not self._remind_answered and not self.remind.isChecked():
            self.remind.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self.done.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter at the question: as it stands it is the answer. The Enter that led there is none."""
        key = event if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress else None
        if watched is not self.remind or key is None or not is_enter(key) or key.isAutoRepeat():
            return super().eventFilter(watched, event)
        self._remind_answered = True
        self.done.emit()
        return True

    def _on_edit(self) -> None:
        if not self._showing:
            self.edited.emit()

    def _choose(self, kind: ApplicantKind) -> None:
        self.kinds.show_kind(kind)
        self._show_kind(kind)
        self._on_edit()

    def _toggle(self, part: PersonFields) -> None:
        on = part.isHidden()
        if not on:
            part.show_person(None)
        self._show_part(part, on)
        if on:
            part.name.setFocus()
        self._on_edit()

    def _show_part(self, part: PersonFields, on: bool) -> None:
        part.setVisible(on)
        extra, button = (
            (self.relation, self._add_guardian) if part is self.guardian else (self.scope, self._add_agent)
        )
        extra.setVisible(on)
        words = self.tr("法定代理人") if part is self.guardian else self.tr("委托代理人")
        button.say(self.tr("－ 去掉{0}").format(words) if on else self.tr("＋ {0}").format(words))

    def _show_kind(self, kind: ApplicantKind) -> None:
        person = kind is ApplicantKind.PERSON
        self.organisation.setVisible(not person)
        self.organisation.show_kind(kind)
        self._person_head.setVisible(not person)
        planned = kind is ApplicantKind.PLANNED
        self._person_head.setText(
            self.tr("投资人或指定代表") if planned else self.tr("法定代表人或负责人（可不填）")
        )
