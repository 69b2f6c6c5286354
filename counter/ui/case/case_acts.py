"""Acts on one case, at the window."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING, TypeAlias

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QWidget

from counter.domain.calendar.workdays import civil_date
from counter.domain.case.acts.acts import CaseAct, Possible
from counter.domain.case.case import Case
from counter.domain.document.numbering import grouped
from counter.ui.case.acts.case_form import CaseForm
from counter.ui.facades.window import Clerk, WindowFacade
from counter.ui.kit.acts.keeping_act_host import KeepingActHost
from counter.ui.kit.background import Background
from counter.ui.kit.theme import Look

if TYPE_CHECKING:
    from counter.ui.kit.acts.act_form import ActForm

    CaseActForm: TypeAlias = ActForm[Case, Possible, CaseAct]


class CaseActs(KeepingActHost[Case, Possible, CaseAct, Case]):
    """Forms are kept by the number of the case. ``page``: the page it is on, as its clerk is told. ``incomplete``: a
    record of the case has not come here, so that nothing is decided.

    Signals: ``lead_changed`` where ``leads`` may be another.
    """

    lead_changed = Signal()

    def __init__(
        self,
        facade: WindowFacade,
        background: Background,
        look: Look,
        page: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(background, look, parent)
        self._facade = facade
        self._page = page
        self.incomplete = False

    @property
    def leads(self) -> bool:
        """The open form has the one filled button: nothing has to be printed before."""
        return self.form is not None and not (isinstance(self.form, CaseForm) and self.form.waits_for_paper)

    def _name_of(self, matter: Case) -> str:
        return matter.number

    def take_sheet(self, number: str, asks: str) -> None:
        """The sheet that was scanned, for the open form."""
        if isinstance(self.form, CaseForm):
            self.form.take_sheet(number, asks)

    def _kept_words(self, form: str, matter: Case) -> tuple[str, str]:
        still = self.tr("您没办完的“{0}”还在，填的都在：办件 {1}，在“{2}”里接着办。")
        over = self.tr("您没办完的“{0}”现在不用办了（办件 {1}），当时填的没有留。")
        number = grouped(matter.number)
        return still.format(form, number, self._page), over.format(form, number)

    def _offers(self, matter: Case) -> Sequence[Possible]:
        return self._facade.possible(matter, incomplete=self.incomplete)

    def _make(self, offer: Possible) -> CaseActForm:
        from counter.ui.case.acts.forms import FORMS  # forms are imported on first use

        form = FORMS[offer.kind](self._look)
        form.organ_people, form.colleagues = self._facade.organ_people, self._facade.staff
        form.lead_changed.connect(self.lead_changed)
        return form

    def open_form(self, offer: Possible) -> None:
        """The hall's other windows as they are now: a form may be kept for long."""
        if self.form is None or not self.running:
            begun = self._begun.at(self._place_of(self._matter, offer.kind)) if self._matter else None
            form = begun or self._forms.get(offer.kind) or self._build_form(offer)
            if isinstance(form, CaseForm):
                form.windows = self._facade.windows
        super().open_form(offer)

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
