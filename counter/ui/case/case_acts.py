"""Acts on one case, at the window."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING, TypeAlias

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from counter.domain.calendar.workdays import civil_date
from counter.domain.case.acts.acts import CaseAct, Possible
from counter.domain.case.case import Case
from counter.domain.document.numbering import grouped
from counter.ui.case.acts.case_form import CaseForm
from counter.ui.facades.window import Clerk, WindowFacade
from counter.ui.kit.acts.act_host import ActHost
from counter.ui.kit.background import Background
from counter.ui.kit.messages import Message, Tone
from counter.ui.kit.theme import Look

if TYPE_CHECKING:
    from counter.ui.kit.acts.act_form import ActForm

    CaseActForm: TypeAlias = ActForm[Case, Possible, CaseAct]


class CaseActs(ActHost[Case, Possible, CaseAct, Case]):
    """A form with input is kept for its clerk (``waits``) while another is signed on."""

    def __init__(
        self, facade: WindowFacade, background: Background, look: Look, parent: QWidget | None = None
    ) -> None:
        super().__init__(background, look, parent)
        self._facade = facade
        self._left: dict[str, tuple[str, CaseActForm]] = {}  # clerk → case number and kept form

    def set_clerk(self, clerk: Clerk | None) -> None:
        """Set the acting clerk; a started form is kept for the one before."""
        self._leave_form()
        super().set_clerk(clerk)

    @property
    def waits(self) -> str:
        """Number of the case with a started form of the current clerk; empty if none."""
        left = self._left.get(self._clerk.code) if self._clerk else None
        return left[0] if left else ""

    def take_up(self, case: Case) -> bool:
        """Reopen the kept form on the current case. False, with a message, where its act is no longer available."""
        assert self._clerk is not None
        _, form = self._left.pop(self._clerk.code)
        self._matter = case
        kind = form.offered.kind
        offer = next((o for o in self._offers(case) if o.kind is kind), None)
        if offer is None:
            words = self.tr("您没办完的“{0}”现在不用办了（办件 {1}），当时填的没有留。")
            self.announced.emit(
                Message(Tone.WORLD, words.format(form.accessibleName(), grouped(case.number)))
            )
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
        self.announced.emit(Message(Tone.SAID, words.format(form.accessibleName(), grouped(case.number))))
        return True

    def take_sheet(self, number: str, asks: str) -> None:
        """The sheet that was scanned, for the open form."""
        if isinstance(self.form, CaseForm):
            self.form.take_sheet(number, asks)

    def _leave_form(self) -> None:
        """Another clerk signs on: keep the started form for its owner, without a PIN."""
        form, clerk = self.form, self._clerk
        if form is None or clerk is None or self._matter is None or self.running or not form.touched:
            return
        before = self._left.get(clerk.code)
        if before is not None:
            before[1].deleteLater()
        self._left[clerk.code] = (self._matter.number, form)
        self._forms = {kind: one for kind, one in self._forms.items() if one is not form}
        form.forget_pin()

    def _offers(self, matter: Case) -> Sequence[Possible]:
        return self._facade.possible(matter)

    def _make(self, offer: Possible) -> CaseActForm:
        from counter.ui.case.acts.forms import FORMS  # forms are imported on first use

        form = FORMS[offer.kind](self._look)
        form.organ_people = self._facade.organ_people
        return form

    def _today(self) -> date:
        return civil_date(self._facade.now())

    def _work(self, form: CaseActForm, clerk: Clerk) -> Callable[[Case], Case]:
        act = form.build()
        return lambda case: self._facade.perform(case.id, act, clerk, case.base)

    def _look_again(self, matter: Case) -> Case | None:
        return self._facade.case(matter.id)

    def _is_news(self, before: Case, current: Case) -> bool:
        """Printed sheets and looks at personal data are not."""
        return (before.items, before.brought, before.pledges, before.custody) != (
            current.items,
            current.brought,
            current.pledges,
            current.custody,
        ) or [p.id for p in before.papers] != [p.id for p in current.papers]

    def _keep(self, result: Case) -> str:
        before, self._matter = self._matter, result
        return _what_is_new(before, result)

    def _overtaken_words(self) -> tuple[str, str]:
        return (
            self.tr("这件办件刚被别处改过，这一步不用办了。"),
            self.tr("这件办件刚被别处改过，已换成最新情况；填的都还在，请看过再按。"),
        )


def _what_is_new(before: Case | None, case: Case) -> str:
    """One sentence about new papers, else about new lines of the history."""
    known = {p.id for p in before.papers} if before else set()
    papers = [p for p in case.papers if p.id not in known]
    lines = case.history[len(before.history) if before else -1 :]
    done = "；".join(line.text.strip().rstrip("。") for line in lines)  # one full stop, at the end
    translate = QCoreApplication.translate
    if not papers:
        return translate("CaseActs", "已记下：{0}。").format(done)
    names = "、".join(f"{p.title} {p.number}".strip() for p in papers)
    return translate("CaseActs", "已记下，出具了{0}。").format(names)
