"""查件: one case: what state, what is due, what to do next; items and papers beside the paper or a form."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from counter.domain.case.acts import acts
from counter.domain.case.acts.acts import CaseAct, Possible
from counter.domain.case.case import Case
from counter.ui.case.case_acts import CaseActs
from counter.ui.case.case_columns import CaseColumns
from counter.ui.case.case_facts import CaseFacts
from counter.ui.case.case_head import CaseHead
from counter.ui.case.case_lists import CaseLists
from counter.ui.case.case_papers import CasePapers
from counter.ui.case.case_side_part import CaseSidePart
from counter.ui.case.case_side_parts import CaseSideParts
from counter.ui.facades.window import Clerk, WindowFacade
from counter.ui.kit.background import Background
from counter.ui.kit.controls.act_bar import ActBar
from counter.ui.kit.controls.page_keys import bind_key
from counter.ui.kit.messages import Message, Tone
from counter.ui.kit.theme import Look
from counter.ui.words.acts import WORDS, act_word


class CaseDetail(QWidget):
    """Shows a ``Case``. Signals: ``closed`` when the list is wanted again; ``show_wanted(case)`` on the applicant's
    screen, and ``gone`` when it is out of sight here.
    """

    closed = Signal()
    show_wanted = Signal(object)
    gone = Signal()

    def __init__(
        self, facade: WindowFacade, background: Background, look: Look, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("caseDetail")
        self._case: Case | None = None
        self._clerk: Clerk | None = None
        self._facade = facade
        self._background = background
        self.head = CaseHead(facade, background)
        self.side = CaseSideParts(facade, background, look, self)
        self.bar = ActBar()
        self.papers = CasePapers(facade, background, look)
        self.lists = CaseLists(look, self.papers)
        self.acts = CaseActs(facade, background, look, self.tr("查件"))
        self.facts = CaseFacts(facade, background, self)
        self.rating = self.facts.rating
        self._arrange()
        self._connect()

    def set_clerk(self, clerk: Clerk | None) -> None:
        """Set the clerk who views, acts and copies."""
        self._clerk = clerk
        self.papers.set_clerk(clerk)
        self.acts.set_clerk(clerk)
        self.side.set_clerk(clerk)

    def show_case(self, case: Case) -> None:
        """Show a case; the focus goes to a kept form, else as by ``take_focus``."""
        self.papers.begin(case)
        offers = self.acts.show_matter(case)
        self._render(case, offers)
        if self.acts.waits == case.number:
            self.acts.take_up(case)
        self.take_focus()

    def take_focus(self) -> None:
        """Focus the open form, else the next act, else the papers.

        Does nothing while hidden: Qt would focus an invisible widget.
        """
        if not self.isVisible():
            return
        if self.acts.form is not None:
            self.acts.form.take_focus()
        elif not self.bar.take_focus():
            self.papers.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def add_side(self, part: CaseSidePart) -> None:
        """Another card beside the acts, as the room over the windows has one."""
        self.side.add(part)

    def renew(self) -> None:
        """Another guide is in use: show its changes for the case and the available acts."""
        if self._case is not None:
            self.facts.show_guide(self._case)
            self._know(self._case)

    def look_again(self) -> None:
        """An exchange came to its end: a key or an entry of the case may have come. What somebody is writing stays."""
        case = self._case
        if case is not None:
            self._background.run(lambda: self._facade.case(case.id), self._show_news, lambda _: None)

    def open_at_missing(self, sheet: str = "", asks: str = "") -> None:
        """Open the act for missing papers, as after scanning a receipt; does nothing where none is missing.

        ``sheet``: number of the one that was scanned; ``asks``: what it asks for.
        """
        offers = (self.bar.offer_for(kind) for kind in (acts.Supplement, acts.TakeNamed))
        offer = next((one for one in offers if one is not None), None)
        if offer is not None:
            self.acts.open_form(offer)
            self.acts.take_sheet(sheet, asks)

    def open_first(self, kinds: Sequence[type[CaseAct]]) -> None:
        """Open the first of these acts that is available; a form that is open stays."""
        offer = next((one for one in map(self.bar.offer_for, kinds) if one is not None), None)
        if offer is not None and self.acts.form is None:
            self.acts.open_form(offer)

    @property
    def unfinished(self) -> str:
        """Title of the open form while it has input or is being recorded; else empty."""
        return self.acts.unfinished

    def put_away_form(self) -> bool:
        """Close the open form, or what stands over the paper; False where there is none."""
        if self.side.dismiss():
            return True
        if self.columns.with_facts:
            self._show_facts(False)
            return True
        if self.acts.form is None:
            return False
        self.acts.give_up()
        return True

    def _render(self, case: Case, offers: Sequence[Possible]) -> None:
        if self._case is None or case.id != self._case.id:
            self.acts.incomplete = False
            self.columns.show_facts(False)
        self._case = case
        self.head.show_case(case)
        self.papers.show_papers(case, offers)
        self.bar.show_offers(offers)
        self.bar.chain(self.head.back)
        self.side.show_case(case)
        self.lists.show_case(case, self._facade.late(case))
        self.facts.show_case(case)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.gone.emit()

    def _show_it(self) -> None:
        if self._case is not None and self.head.show_it.isVisibleTo(self):
            self.show_wanted.emit(self._case)

    def _turn_facts(self) -> None:
        """What is known instead of the paper, and back; where it is in sight anyway, only the focus goes there."""
        self._show_facts(not self.columns.with_facts)

    def _show_facts(self, shown: bool) -> None:
        self.columns.show_facts(shown)
        if shown:
            self.facts.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.take_focus()

    def _after_act(self, case: Case) -> None:
        new = self._case is None or len(case.papers) > len(self._case.papers)
        self.show_case(case)
        self.papers.print_new()
        if new:
            self.papers.list.show_newest()

    def _know(self, case: Case | None) -> None:
        """The same case with a new copy or look; an open form stays."""
        if case is not None and self._case is not None and case.id == self._case.id:
            self._case = case
            offers = self.acts.know(case)
            focus = QApplication.focusWidget()
            held = focus is not None and self.bar.isAncestorOf(focus)
            self.bar.show_offers(offers)
            self.bar.chain(self.head.back)
            if held and not self.bar.take_focus():  # its buttons are new ones
                self.papers.list.setFocus(Qt.FocusReason.OtherFocusReason)
            self.facts.show_rating(case)
            self.papers.show_steps(offers)

    def _log_look(self) -> None:
        case, clerk = self._case, self._clerk
        if case is None or clerk is None:
            return

        def look() -> Case | None:
            self._facade.log_view(case.id, clerk)
            return self._facade.case(case.number)

        self._background.run(look, self._know)

    def _show_anew(self) -> None:
        """An entry was put on record beside the acts."""
        case = self._case
        if case is not None:
            self._background.run(lambda: self._facade.case(case.number), self._show_if_same)

    def _show_if_same(self, case: Case | None) -> None:
        if case is not None and self._case is not None and case.id == self._case.id:
            self.show_case(case)

    def _connect(self) -> None:
        self.side.announced.connect(self.acts.announced)
        self.side.answered.connect(self._show_anew)
        self.facts.rating.announced.connect(self.acts.announced)
        self.head.closed.connect(self.closed)
        self.head.facts_wanted.connect(self._turn_facts)
        self.head.show_wanted.connect(self._show_it)
        self.head.incomplete.found.connect(self._on_incomplete)
        self.facts.looked.connect(self._log_look)
        self.bar.chosen.connect(self.acts.open_form)
        self.papers.step_wanted.connect(self.acts.open_form)
        self.papers.counted.connect(self._know)
        self.papers.bar.passed.connect(self._go_on_printing)
        self.acts.opened.connect(self._on_form_opened)
        self.acts.closed.connect(self._on_form_closed)
        for told in (self.acts.opened, self.acts.closed, self.acts.lead_changed):
            told.connect(lambda: self.papers.bar.rest(self.acts.leads))
        self.acts.changed.connect(self._after_act)
        self.columns.widened.connect(lambda wide: self.head.facts.setVisible(not wide))
        for kind in WORDS:
            letter = act_word(kind).letter
            self._add_key(f"Alt+{letter}", partial(self._open_by, letter))
        for key, act in (
            ("F9", self.acts.press),
            ("Ctrl+T", self._show_it),
            ("Alt+Left", self._turn_facts),
        ):
            self._add_key(key, act)

    def _add_key(self, key: str, act: Callable[[], object]) -> None:
        bind_key(self, key, act)

    def _open_by(self, letter: str) -> None:
        offer = self.bar.offer_of(letter)
        if offer is not None:
            self.acts.open_form(offer)
            return
        act = next(word.label for word in map(act_word, WORDS) if word.letter == letter)
        self.acts.announced.emit(Message(Tone.REFUSED, self._why_not(act)))

    def _why_not(self, act: str) -> str:
        case, own = self._case, self._facade.station.code
        if case is not None and case.owner != own and not case.loose:
            words = self.tr("这件由窗口 {0} 主办，这里不能“{1}”；要在这里办的，请那个窗口移交过来。")
            return words.format(case.owner, act)
        if act == act_word(acts.HandOver).label and not self._facade.windows.open:
            return self.tr("登记册里没有别的窗口，不能移交；先在“大厅”里登记窗口。")
        if self.acts.incomplete:
            words = self.tr(
                "前面还有记录没有收到，收到以前不能“{0}”，可以代收材料。请先上报、收U盘；不会来的，按 Alt+] 登记遗失。"
            )
            return words.format(act)
        return self.tr("这件现在不能“{0}”，能办的都在办件上方列着。").format(act)

    def _on_incomplete(self, incomplete: bool) -> None:
        self.side.lost.know(incomplete=incomplete)
        if incomplete != self.acts.incomplete:
            self.acts.incomplete = incomplete
            self._know(self._case)

    def _show_news(self, case: Case | None) -> None:
        """The same case, where something of it is new; keys that were granted or asked for show in any case."""
        before = self._case
        if case is None or before is None or case.id != before.id:
            return
        focus = QApplication.focusWidget()
        held = focus is not None and self.bar.isAncestorOf(focus)
        if case != before:
            self._render(case, self.acts.know(case))
            if held and not self.bar.take_focus():  # its buttons are new ones
                self.papers.list.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.head.incomplete.show_case(case)
            self.side.reading.show_case(case)

    def _go_on_printing(self) -> None:
        """The step that had the focus is done: the next one, else the papers."""
        (self.papers.bar.next or self.papers.list).setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_form_opened(self) -> None:
        self.bar.rest(True)
        self.columns.show_form(True)

    def _on_form_closed(self) -> None:
        self.bar.rest(False)
        self.columns.show_form(False)
        if self.isVisible() and not self.bar.take_focus():
            self.papers.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _arrange(self) -> None:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for part in (self.head, self.side, self.bar):
            column.addWidget(part)
        column.addStretch(1)
        self.columns = CaseColumns(inside, self.lists, self.papers.sheet, self.acts, self.facts)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.columns)
