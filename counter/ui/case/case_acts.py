"""The act in hand on one case: its form, the work in the background, and what becomes of both."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from counter.domain.calendar.workdays import civil_date
from counter.domain.case.acts.acts import CaseAct, Possible
from counter.domain.document.numbering import grouped
from counter.ui.case.performing import Performing
from counter.ui.desks.window import Clerk, Desk
from counter.ui.kit.background import Background
from counter.ui.kit.messages import Message, Tone
from counter.ui.kit.theme import Look

if TYPE_CHECKING:
    from counter.domain.case.case import Case
    from counter.ui.kit.acts.act_form import ActForm


class CaseActs(QWidget):
    """Shows at most one form. Signals: ``changed(case)`` after an act; ``opened`` and ``closed`` with the form;
    ``said(message)`` for the message bar.
    """

    changed = Signal(object)
    opened = Signal()
    closed = Signal()
    said = Signal(Message)

    def __init__(self, desk: Desk, background: Background, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._look = look
        self._case: Case | None = None
        self._clerk: Clerk | None = None
        self._left: dict[str, tuple[str, ActForm]] = {}  # clerk → case number, the form that waits for them
        self._forms: dict[type[CaseAct], ActForm] = {}
        self.form: ActForm | None = None
        self._performing = Performing(desk, background, self)
        self._performing.done.connect(self._on_done)
        self._performing.refused.connect(self._on_refused)
        self._performing.overtaken.connect(self._on_overtaken)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)

    @property
    def running(self) -> bool:
        """An act is being written."""
        return self._performing.running

    @property
    def unfinished(self) -> str:
        """Name of the form in hand while something is typed into it or it is being written; else empty."""
        form = self.form
        return form.accessibleName() if form is not None and (form.touched or self.running) else ""

    def belong_to(self, clerk: Clerk | None) -> None:
        """Who acts from now on; what the one before has half filled in waits for that one (``waits``)."""
        self._performing.belong_to(clerk)
        self._leave_form()
        self._clerk = clerk
        self.close_form()

    @property
    def waits(self) -> str:
        """Number of the case at which who is signed on now left a form half filled in; empty where none."""
        left = self._left.get(self._clerk.code) if self._clerk else None
        return left[0] if left else ""

    def take_up(self, case: Case) -> bool:
        """Go on with the form that waited, on this case as it stands now. False, and said, where it is over."""
        assert self._clerk is not None
        _, form = self._left.pop(self._clerk.code)
        assert form.offer is not None
        self._case = case
        kind = form.offer.kind
        offer = next((o for o in self._desk.possible(case) if o.kind is kind), None)
        if offer is None:
            words = self.tr("您没办完的“{0}”现在不用办了（办件 {1}），当时填的没有留。")
            self.said.emit(Message(Tone.WORLD, words.format(form.accessibleName(), grouped(case.number))))
            form.deleteLater()
            return False
        self.close_form()
        other = self._forms.pop(kind, None)
        if other is not None:
            other.deleteLater()
        self._forms[kind] = self.form = form
        form.follow(case, offer)
        form.show()
        self.opened.emit()
        words = self.tr("您没办完的“{0}”还在，填的都在：办件 {1}，在“查件”里接着办。")
        self.said.emit(Message(Tone.SAID, words.format(form.accessibleName(), grouped(case.number))))
        return True

    def show_case(self, case: Case) -> tuple[Possible, ...]:
        """Another case, or the same as it stands now; returns what can be done with it. A form in hand is put away."""
        self._case = case
        self.close_form()
        return tuple(self._desk.possible(case))

    def know(self, case: Case) -> tuple[Possible, ...]:
        """The same case with what came to it meanwhile (a copy, a look); a form in hand stays as it is."""
        self._case = case
        offers = tuple(self._desk.possible(case))
        if self.form is not None and self.form.offer is not None and not self.running:
            kind = self.form.offer.kind
            offer = next((o for o in offers if o.kind is kind), None)
            if offer is not None:
                self.form.follow(case, offer)
        return offers

    def open_form(self, offer: Possible) -> None:
        """Begin this act."""
        if self._case is None or self.running:
            return
        self.close_form()
        form = self._forms.get(offer.kind)
        if form is None:
            form = self._make(offer.kind)
        self.form = form
        form.clerk = self._clerk.name if self._clerk else ""
        form.organ_people = self._desk.organ_people()
        form.open_for(self._case, offer, civil_date(self._desk.now()))
        form.show()
        self.opened.emit()
        form.take_focus()

    def close_form(self) -> None:
        """Put the form away; nothing was done."""
        if self.form is None or self.running:
            return
        form, self.form = self.form, None
        form.disarm()
        form.hide()
        self.closed.emit()

    def give_up(self) -> None:
        """The form is not wanted after all; what was typed into it is gone, and that is said."""
        lost = self.form.lost if self.form is not None else ""
        self.close_form()
        if lost and self.form is None:
            self.said.emit(Message(Tone.SAID, lost))

    def press(self) -> None:
        """One press of the form's button."""
        if self.form is not None:
            self.form.press()

    def disarm(self) -> None:
        """Forget a first press."""
        if self.form is not None:
            self.form.disarm()

    def _leave_form(self) -> None:
        """Somebody else sits down: what is half filled in is put by for who filled it in, without a PIN."""
        form, clerk = self.form, self._clerk
        if form is None or clerk is None or self._case is None or self.running or not form.touched:
            return
        before = self._left.get(clerk.code)
        if before is not None:
            before[1].deleteLater()
        self._left[clerk.code] = (self._case.number, form)
        self._forms = {kind: one for kind, one in self._forms.items() if one is not form}
        form.forget_pin()

    def _make(self, kind: type[CaseAct]) -> ActForm:
        from counter.ui.case.acts.forms import FORMS  # a window opens without the forms

        form = FORMS[kind](self._look)
        form.wanted.connect(self._perform)
        form.closed.connect(self.give_up)
        form.unseen.connect(self.said)
        form.hide()
        self._column.addWidget(form)
        self._forms[kind] = form
        return form

    def _perform(self) -> None:
        form = self.form
        if form is None or self._case is None:
            return
        credentials = form.credentials()
        act = cast("CaseAct", form.build(credentials[0] if credentials else ""))
        started = self._performing.start(self._case, act, credentials)
        if started:
            form.wait(True)

    def _on_done(self, case: Case) -> None:
        form = self.form
        if form is not None:
            form.wait(False)
        self.close_form()
        before = self._case
        self._case = case
        self.said.emit(Message(Tone.DONE, _what_is_new(before, case)))
        self.changed.emit(case)

    def _on_refused(self, message: Message) -> None:
        if self.form is not None:
            self.form.wait(False)
            self.form.refuse(message)
        if message.tone in (Tone.BUG, Tone.WORLD):
            self.said.emit(message)

    def _on_overtaken(self, case: Case) -> None:
        form = self.form
        self._case = case
        offer = None
        if form is not None and form.offer is not None:
            kind = form.offer.kind
            offer = next((o for o in self._desk.possible(case) if o.kind is kind), None)
        if form is None or offer is None:
            if form is not None:
                form.wait(False)
            self.close_form()
            self.changed.emit(case)
            self.said.emit(Message(Tone.REFUSED, self.tr("这件办件刚被别处改过，这一步不用办了。")))
            return
        form.wait(False)
        form.follow(case, offer)
        sentence = self.tr("这件办件刚被别处改过，已换成最新情况；填的都还在，请看过再按。")
        form.refuse(Message(Tone.REFUSED, sentence))


def _what_is_new(before: Case | None, case: Case) -> str:
    """What exists now that did not before, in one sentence: papers, else the new lines of the history."""
    known = {p.id for p in before.papers} if before else set()
    papers = [p for p in case.papers if p.id not in known]
    lines = case.history[len(before.history) if before else -1 :]
    done = "；".join(line.text.strip().rstrip("。") for line in lines)  # one full stop, at the end
    translate = QCoreApplication.translate
    if not papers:
        return translate("CaseActs", "已记下：{0}。").format(done)
    names = "、".join(f"{p.title} {p.number}".strip() for p in papers)
    return translate("CaseActs", "已记下，出具了{0}。").format(names)
