"""受理: find, ask, take in, decide. The page arranges; ``CurrentVisit`` holds the visit, the domain assesses, the
facade files.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QStackedLayout, QWidget
from shiboken6 import isValid

from counter.domain.calendar.workdays import civil_date
from counter.domain.document.numbering import grouped
from counter.domain.errors import CounterError
from counter.domain.people.applicant import Applicant
from counter.domain.visit.filing_mode import FilingMode
from counter.ui.facades.window import Clerk, WindowFacade
from counter.ui.kit.background import Background
from counter.ui.kit.controls.page_keys import bind_key
from counter.ui.kit.controls.page_turn import turn_to
from counter.ui.kit.controls.work_columns import WorkColumns
from counter.ui.kit.messages import Message, Tone, message_of
from counter.ui.kit.theme import Look
from counter.ui.visit.beginning import Beginning
from counter.ui.visit.current_visit import CurrentVisit
from counter.ui.visit.draft_keeper import DraftKeeper
from counter.ui.visit.draft_offers import DraftOffers
from counter.ui.visit.filing import Filing
from counter.ui.visit.focus_route import FocusRoute
from counter.ui.visit.guide_sheet_overlay import GuideSheetOverlay
from counter.ui.visit.lazy_result_panel import LazyResultPanel
from counter.ui.visit.open_cases import OpenCases
from counter.ui.visit.panels.find_column import FindColumn
from counter.ui.visit.panels.middle_column import MiddleColumn
from counter.ui.visit.panels.right_column import RightColumn
from counter.ui.visit.paper_keys import PaperKeys
from counter.ui.visit.scanned_party import ScannedParty
from counter.ui.visit.undoing import Undoing

if TYPE_CHECKING:
    from counter.domain.case.case import Case
    from counter.domain.papers.verify.scan import Scan


class IntakePage(QWidget):
    """Signals: ``announced(message)``; ``message_cleared``; ``case_wanted(number)`` of a filed case; ``turned``."""

    announced = Signal(Message)
    message_cleared = Signal()
    case_wanted = Signal(str)
    turned = Signal(bool)  # to the result of a visit, or back

    def __init__(
        self, facade: WindowFacade, background: Background, look: Look, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self._facade = facade
        self._background = background
        self._look = look
        self._clerk: Clerk | None = None
        self._unseen = self._away = False  # filed while another page was shown
        self.visits = CurrentVisit(facade.assess, facade.now)
        self.drafts = DraftKeeper(facade, background, self.visits, self)
        self.open_cases = OpenCases(facade, background, self)
        self.filing = Filing(facade, background, self.visits, self.drafts, self)
        self.left = FindColumn(look, facade.find)
        self.offers = DraftOffers(facade, background, self.drafts, self.left, self)
        self.middle = MiddleColumn(look, lambda: civil_date(facade.now()))
        self.right = RightColumn(look, lambda: civil_date(facade.now()))
        self.result = LazyResultPanel(facade, background, look)
        self.sheet = GuideSheetOverlay(
            facade, background, look, self.visits, lambda: self.filing.running, self
        )
        self.places = FocusRoute(self.left, self.middle, self.right, lambda: self.visits.assessment, self)
        self.scans = ScannedParty(self.visits, self.right, self)
        self.beginning = Beginning(
            facade, self.visits, self.drafts, self.left, self.right, self.scans, self._guard, self
        )
        self.undoing = Undoing(self.visits, self, self._may_undo, self._after_undoing)
        self._arrange()
        self._connect()
        self._add_keys()
        # after ``_on_filed`` is connected
        self.paper_keys = PaperKeys(self, self.filing, self.result, self.sheet)
        self.paper_keys.announced.connect(self.announced)

    # -- what the window asks of the page --
    def set_clerk(self, clerk: Clerk | None) -> None:
        """Set the clerk; another clerk's visit is kept as a draft."""
        if clerk == self._clerk:
            return
        self.drafts.save_now()
        if self._clerk is not None and self.visits.visit is not None:
            self.visits.end()
        self.scans.release()
        self._clerk = clerk
        self.drafts.set_clerk(clerk)
        self.result.set_clerk(clerk)
        self.sheet.set_clerk(clerk)
        if clerk is not None:
            self.start_over()

    def leave_visit(self) -> None:
        """Next applicant: keep the visit as a draft, and warn of what a filed case still needs."""
        if self.filing.running:
            return
        if self._stack.currentWidget() is self.result:
            self.result.press_next()
            return
        kept = self.visits.touched
        self.start_over()
        if kept:
            self.beginning.say_kept()

    def start_over(self) -> None:
        """Ready for the next visit; the current one is kept as a draft."""
        self.drafts.save_now()
        if self.visits.visit is not None:
            self.visits.end()
        self._take_input()
        self._unseen = False
        self.result.put_down()
        turn_to(self._stack, self._work)
        self.right.applicant.show_applicant(None)
        self._render_nothing()
        self.left.start()
        self.offers.offer(self._clerk)
        if number := self.result.waits:
            self._background.run(lambda: self._facade.case(number), self._go_on)
        self._take_kept_scan()

    @property
    def half_done(self) -> str:
        """Title of a started form on the result of a filed visit; else empty."""
        return self.result.half_done if self._stack.currentWidget() is self.result else ""

    @property
    def put_aside(self) -> tuple[str, ...]:
        """Titles of started forms there that wait for their clerks."""
        return self.result.put_aside

    def on_shown(self) -> None:
        """The page is shown: a case filed since, or the page as left; chosen again, the find box."""
        away, self._away = self._away, False
        filed = self._stack.currentWidget() is self.result
        if self._unseen or (away and filed):
            self._unseen = False
            self.result.take_focus()
        elif filed:
            self.result.press_next()
        elif self.sheet.is_open:
            self.sheet.panel.take_focus()
        else:
            self.left.box.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def unlock(self, focus: QWidget | None) -> None:
        """The window was unlocked: restore the focus."""
        if self._unseen:
            self.on_shown()
        elif focus is None or not isValid(focus) or not self.isAncestorOf(focus):
            self.left.box.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.right.applicant.unfold_for(focus)
            focus.setFocus(Qt.FocusReason.OtherFocusReason)

    def take_scan(self, scan: Scan) -> None:
        """A person's or organisation's code was scanned, wherever the focus was."""
        if self.filing.running:
            self.scans.keep_for_next(scan)
            return
        if self._stack.currentWidget() is self.result:
            self.scans.release()
            left = self.result.left_open
            self.start_over()
            if left:
                self.announced.emit(Message(Tone.SAID, self.tr("上一件{0}，都在“待办”里。").format(left)))
        self.sheet.close()
        self.scans.take(scan)

    def save_work(self) -> None:
        """The window locks or closes: save the draft."""
        self.drafts.save_now()
        self.right.decide.disarm()

    def hideEvent(self, event: QHideEvent) -> None:
        """A first press ends when the page is hidden."""
        super().hideEvent(event)
        self._away = True
        self.right.decide.disarm()

    # -- building --
    def _arrange(self) -> None:
        self._work = WorkColumns(self._look, self.left, self.middle, self.right, folds=self.tr("情形"))
        self._work.left_wanted.connect(self.left.focus_first)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self._work)
        self._stack.addWidget(self.result)
        self.sheet.add_to_stack(self._stack, self._work)

    def _guide_words(self, version: str) -> tuple[str, str]:
        from counter.ui.words.versions import guide_tip, guide_words  # the first visit asks for them

        news = self._facade.guide_versions.news
        return guide_words(news.versions, version, news.today), guide_tip(version)

    def _connect(self) -> None:
        visits = self.visits
        visits.changed.connect(self._render)
        self.left.situation.know_guides(self._guide_words)
        self.left.chosen.connect(self.beginning.choose)
        self.left.situation.answered.connect(self._guard(visits.answer))
        self.left.situation.insisted.connect(self._guard(visits.insist))
        self.left.situation.finished.connect(self._after_questions)
        self.left.situation.onward.all_received.connect(self.middle.take_all)
        self.left.situation.leave_visit.connect(self.leave_visit)
        self.left.situation.sheet_wanted.connect(self.sheet.show)
        self.sheet.left.connect(self.left.focus_first)
        self.middle.recorded.connect(self._guard(visits.record))
        self.middle.all_received.connect(self._guard(visits.record_all_received))
        self.middle.rest_missing.connect(self._guard(visits.record_others_missing))
        self.middle.originals_seen.connect(self._guard(visits.record_originals_seen))
        self.middle.back.given_back.connect(self._guard(visits.give_back))
        self.middle.refused.connect(lambda sentence: self.announced.emit(Message(Tone.REFUSED, sentence)))
        self.right.applicant.named.connect(self._name)
        self.right.applicant.left.connect(lambda: self.places.after_form(finished=True))
        self.right.applicant.given_up.connect(lambda: self.places.after_form(finished=False))
        self.right.applicant.settled.connect(self._guard(visits.settle_applicant))
        self.right.applicant.remind_chosen.connect(self._agree_to_reminders)
        self.scans.another.connect(self.leave_visit)
        self.scans.same.connect(self.left.focus_first)
        self.scans.asked.connect(self._show_open_cases)
        self.right.verdicts.know_names(self._item_name)
        self.right.verdicts.dropped.connect(self._guard(visits.drop))
        self.right.duplicate.reason_given.connect(self._guard(visits.give_reason))
        self.right.duplicate.look.connect(self.case_wanted)
        self.right.decide.pressed.connect(self._press)
        self.right.decide.decided.connect(self._file)
        self.right.decide.jump.connect(self.places.jump)
        self._stack.currentChanged.connect(
            lambda _: self.turned.emit(self._stack.currentWidget() is self.result)
        )
        self.filing.filed.connect(self._on_filed)
        self.filing.failed.connect(self._on_failed)
        self.offers.resumed.connect(self.beginning.resume)
        self.result.next_wanted.connect(self.start_over)
        self.filing.reported.connect(self.announced)
        speaking = (
            self.sheet,
            self.offers,
            self.result,
            self.places,
            self.scans,
            self.beginning,
            self.undoing,
        )
        for part in speaking:
            part.announced.connect(self.announced)
        self.open_cases.found.connect(self._show_open_cases)

    def _add_keys(self) -> None:
        for key, act in (
            ("F9", partial(self._press, FilingMode.DECIDE)),
            ("Shift+F9", partial(self._press, FilingMode.KEEP)),
            ("Ctrl+N", self.leave_visit),
            ("F7", self.sheet.before(self._guard(self.right.applicant.open_form))),
            ("F8", self.sheet.before(self.middle.press_reason)),
            ("Ctrl+G", self.sheet.show),
        ):
            bind_key(self, key, act)

    # -- the visit --
    def _item_name(self, item: str) -> str:
        found = self._facade.guide.items.get(item)
        return item if found is None else found.name

    def _name(self, applicant: Applicant | None) -> None:
        if self.visits.visit is not None:
            self._guard(self.visits.name_applicant)(applicant)

    def _may_undo(self) -> bool:
        return not self.filing.running and self._stack.currentWidget() is self._work

    def _after_undoing(self) -> None:
        """The form of the applicant holds what was typed, not what is true now."""
        visit = self.visits.visit
        card = self.right.applicant
        if visit is not None and visit.applicant != card.applicant:
            card.show_applicant(visit.applicant, visit.remind)

    def _agree_to_reminders(self, agreed: bool) -> None:
        if self.visits.visit is not None:
            self._guard(self.visits.agree_to_reminders)(agreed)

    def _after_questions(self) -> None:
        found = self.visits.assessment
        if found is not None and found.checklist.lines:
            self.middle.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _guard(self, act: Callable[..., None]) -> Callable[..., None]:
        """The act, ignored while the visit is being filed; refusals go to the message bar."""

        def guarded(*args: object) -> None:
            if self.filing.running:
                return
            try:
                act(*args)
            except CounterError as error:
                self.announced.emit(message_of(error))

        return guarded

    # -- rendering --
    def _render(self) -> None:
        found = self.visits.assessment
        if found is None:
            return
        self.left.situation.show_assessment(found)
        self.middle.show_assessment(
            found, self.visits.moved, self.visits.originals_to_see, self.visits.assumed_missing
        )
        self.right.verdicts.show_assessment(found)
        self.right.applicant.show_remind(found.visit.remind)
        self.open_cases.follow(found.visit)
        self._show_open_cases()

    def _render_nothing(self) -> None:
        self.open_cases.forget()
        self.middle.show_assessment(None, ())
        self.right.show_nothing()
        self.right.applicant.whose.drop()

    def _show_open_cases(self) -> None:
        found = self.visits.assessment
        if found is None:
            return
        self.right.show_decision(found, self.open_cases.cases, clock=self.open_cases.clock)

    # -- filing --
    def _press(self, decision: FilingMode) -> None:
        self.sheet.close()
        if self._stack.currentWidget() is self.result:
            self.result.press()
        elif not self.filing.running:
            self.visits.settle_applicant()
            self.right.decide.press(decision)

    def _file(self, decision: FilingMode) -> None:
        if self._clerk is None:
            return
        self.message_cleared.emit()
        self.paper_keys.forget()
        self.setFocus(Qt.FocusReason.OtherFocusReason)  # scans need a focused widget
        self.right.decide.wait(True)
        self._work.setEnabled(False)
        self.filing.start(decision, self._clerk)

    def _on_filed(self, case: Case) -> None:
        self._take_input()
        self.visits.end()
        self.right.applicant.show_applicant(None)
        self._render_nothing()
        turn_to(self._stack, self.result)
        self.result.show_case(case)
        self._unseen = not self.isVisible()
        if self._unseen:
            words = self.tr("已经记下：{0}，文书在“受理”页。").format(grouped(case.number))
            self.announced.emit(Message(Tone.DONE, words))

    def _go_on(self, case: Case | None) -> None:
        """Show the result with the clerk's kept form, unless a visit was begun meanwhile: it comes with the next."""
        free = self._stack.currentWidget() is self._work and self.visits.visit is None
        if case is not None and free and self.result.waits == case.number:
            turn_to(self._stack, self.result)
            self.result.show_case(case)

    def _on_failed(self, message: Message) -> None:
        self._take_input()
        self.announced.emit(message)
        if not self.isVisible():
            return
        if message.field:
            self.places.jump(message.field)
        else:
            self.right.decide.take_focus()
        self._take_kept_scan()

    def _take_input(self) -> None:
        """Filing ended: accept input again."""
        self._work.setEnabled(True)
        self.right.decide.wait(False)

    # -- scans, drafts, keys --
    def _take_kept_scan(self) -> None:
        if (scan := self.scans.release()) is not None:
            self.take_scan(scan)
