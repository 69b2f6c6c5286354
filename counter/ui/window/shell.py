"""The shell of a clerk's window: its pages in the common frame, scans, guide versions and the applicant's screen."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from counter.domain.document.round_code import is_round_code
from counter.ui.facades.window import Clerk, WindowFacade
from counter.ui.frame.frame import Frame
from counter.ui.frame.paged_frame import page_of
from counter.ui.kit.announcement import announce
from counter.ui.kit.controls.find_key import add_find_key
from counter.ui.kit.controls.page_turn import turn_to
from counter.ui.kit.theme import Look
from counter.ui.window.clerk_pages import (
    CLERK_PAGES,
    ClerkPage,
    OpensScanned,
    TakesCodes,
    TakesDocuments,
    WayIn,
)
from counter.ui.window.lazy_pages import ROWS, LazyPages
from counter.ui.window.lights import WindowLights

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from counter.domain.case.acts.acts import CaseAct
    from counter.domain.papers.verify.scan import Scan
    from counter.domain.tasks.task import TaskKind
    from counter.services.tasks.list_tasks import TaskCounts
    from counter.ui.case.find_case import FindCasePage
    from counter.ui.exchange.window_reporting import WindowReporting
    from counter.ui.frame.preloading import Step
    from counter.ui.frame.scanner import Scanner
    from counter.ui.frame.sign_on import SignOnPage
    from counter.ui.frame.window_guard import LockCause
    from counter.ui.guide.page import GuidePage
    from counter.ui.screen.clerk_side.applicant_side import ApplicantSide
    from counter.ui.tasks.page import TodoPage
    from counter.ui.visit.intake_page import IntakePage
    from counter.ui.window.guide_version_watch import GuideVersionWatch


class Shell(Frame):
    """Pages of the clerk's window and their connections."""

    lights: WindowLights
    teaches = True

    def __init__(self, facade: WindowFacade, look: Look) -> None:
        self._facade = facade
        self.intake: IntakePage | None = None
        self._rules = 0
        self.side: ApplicantSide | None = None
        self.following: GuideVersionWatch | None = None
        self.scanner: Scanner | None = None
        self.reporting: WindowReporting | None = None
        super().__init__(facade, look)
        self.pages = LazyPages(facade, self.background, look, self._stack)
        self._follow_pages()

    # -- showing --
    def open_page(self, page: str) -> None:
        """Show a page; does nothing while nobody is signed on."""
        super().open_page(page)
        if self._clerk is not None and self.following is not None:
            self.following.apply_waiting_version()  # a new version may have waited for work on the page left

    def save_work(self) -> None:
        """Save the current visit as a draft."""
        if self.intake is not None:
            self.intake.save_work()

    # -- the pages as others ask for them --
    @property
    def find_case(self) -> FindCasePage | None:
        """查件, once it was opened."""
        return self.pages.shown_find_case

    @property
    def todo(self) -> TodoPage | None:
        """待办, once it was opened."""
        return self.pages.shown_todo

    @property
    def guide(self) -> GuidePage | None:
        """指南, once it was opened."""
        return self.pages.shown_guide

    # -- building --
    def _make_lights(self) -> WindowLights:
        lights = WindowLights(self._facade, self.background, self._look, self.top_bar, self._right, self)
        lights.seen.connect(lambda _: self._count_tasks())
        lights.preferred.connect(self.prefer)
        lights.reporting_wanted.connect(lambda: self.open_page("reporting"))
        return lights

    def _make_sign_on(self) -> SignOnPage:
        from counter.ui.frame.sign_on import SignOnPage

        return SignOnPage(self._facade, self.background)

    def _follow_pages(self) -> None:
        self.pages.announced.connect(self.show_message)
        self.pages.case_wanted.connect(self._open_case)
        self.pages.act_wanted.connect(self._open_case)
        self.pages.answer_wanted.connect(self._open_answer)
        self.pages.page_wanted.connect(self.open_page)
        self.pages.shift_taken.connect(self._change_shift)
        self.pages.restoring_wanted.connect(self.show_backups)
        self.pages.told.connect(self._count_tasks)
        self.pages.exchanged.connect(self.lights.ask)
        self.pages.exchanged.connect(self._look_again)
        self.pages.counted.connect(self._show_count)
        self.pages.built.connect(self._know_page)
        self.pages.hall_changed.connect(super()._show_news)
        self.pages.part_turned.connect(self.message_bar.leave_page)

    def _on_ready(self) -> None:
        super()._on_ready()
        self._report()
        # who signs on waits for neither 受理 nor the applicant's screen: both stand before a hand is at the keys
        QTimer.singleShot(0, self, self._meet_applicant)

    def get_intake(self) -> IntakePage:
        """受理, built in the moment after somebody can sign on."""
        if self.intake is None:
            from counter.ui.visit.intake_page import IntakePage

            page = self.intake = IntakePage(self._facade, self.background, self._look)
            page.announced.connect(self.show_message)
            page.case_wanted.connect(self._open_case)
            page.turned.connect(self._hint_at)
            page.middle.why.doubted.connect(self._doubt_guide)
            page.message_cleared.connect(self.message_bar.clear)
            page.filing.filed.connect(self._count_tasks)
            page.drafts.unsaved.connect(self._tell_locked)
            # the message was meant for the previous applicant
            page.result.next_wanted.connect(self.message_bar.clear)
            add_find_key(page, page.left.box)
            page.setAccessibleName(self.tr("受理"))  # it has the focus itself while a visit is filed
            self._pages["intake"] = page
            self._stack.addWidget(page)
        return self.intake

    def _add_pages(self) -> None:
        from counter.ui.frame.scan_route import ScanRoute
        from counter.ui.frame.scanner import Scanner

        route = ScanRoute(self.show_message, self._take_party, self._open_scanned, self._take_code)
        self.scanner = Scanner(route.take, lambda: self._clerk is not None, at_once=self._taken_back_by)
        self.scanner.install()
        self._offer("intake", self.tr("受理"), "F1")
        for row in CLERK_PAGES:
            self._offer_row(row)
        self._on_key("Ctrl+D", self._open_screen, self.tr("只有一块屏时：打开申请人屏、收回"))

    def _offer_row(self, row: ClerkPage) -> None:
        """On the rail, or by its key alone."""
        training = self._facade.station.training
        if row.way_in is WayIn.TRAINING and not training:
            return
        if row.way_in is WayIn.KEY or (row.way_in is WayIn.RAIL_BUT_IN_TRAINING and training):
            self._page_words[row.name] = row.title
            if row.key:
                self._on_key(row.key, partial(self.open_page, row.name), row.title)
        else:
            self._offer(row.name, row.title, row.key)

    def _meet_applicant(self) -> None:
        from counter.ui.screen.clerk_side.applicant_side import ApplicantSide

        intake = self.get_intake()
        side = self.side = ApplicantSide(self._facade, self.background, self._look, intake.visits, self)
        side.announced.connect(self.show_message)
        side.no_longer.connect(self.message_bar.take_back)
        self.lights.know(side)
        intake.result.built.connect(side.connect_result)
        side.set_clerk(self._clerk)
        side.look_for_display()

    def _report(self) -> None:
        tools = self._facade.exchange
        if tools is not None:
            from counter.ui.exchange.window_reporting import WindowReporting

            self.reporting = WindowReporting(tools, self.lights, self)
            self.pages.runner = self.reporting.runner
            self.reporting.runner.ended.connect(lambda _: self._look_at_case())
            self.reporting.runner.brought.connect(self._look_again)

    def _preloads(self) -> Iterable[Step]:
        from counter.ui.window.preloads import preloads

        return preloads(self.pages)

    def _readings_ahead(self) -> Iterable[Step]:
        from counter.ui.window.preloads import readings_ahead

        return readings_ahead(self.pages)

    def _put_down(self) -> None:
        if self.reporting is not None:
            self.reporting.stop()
        self.pages.stop()
        if self.scanner is not None:
            self.scanner.remove()
        for part in (self.side, self.following):
            if part is not None:
                part.stop()

    def _show_news(self) -> None:
        super()._show_news()
        if self._rules != self._facade.rules:
            self._rules = self._facade.rules
            self._judge_again()

    def _judge_again(self) -> None:
        """What follows from the visit in front, as it would be filed now."""
        if self.intake is not None and not self.intake.filing.running:
            self.intake.visits.judge_again()

    def _look_again(self) -> None:
        """What other windows or programs wrote, or a key, may have come: for the page in sight, and for the case that
        stays open in 查件 behind it.
        """
        super()._look_again()
        if not self._in_sight(self.pages.shown_find_case):
            self._look_at_case()

    def _look_at_case(self) -> None:
        page = self.pages.shown_find_case
        if page is not None and self._clerk is not None:
            page.look_again()

    # -- people --
    def _leave(self) -> None:
        for part in (self.side, self.following):
            if part is not None:
                part.set_clerk(None)

    def _hand_over(self, clerk: Clerk, *, same: bool) -> None:
        self.get_intake().set_clerk(clerk)
        if self.side is not None:
            self.side.set_clerk(clerk)
        self.pages.set_clerk(clerk, same=same)

    @property
    def _put_aside(self) -> tuple[str, ...]:
        unsaved = (
            (self.tr("还没存上的来访"),) if self.intake is not None and self.intake.drafts.is_waiting else ()
        )
        return (*self.pages.put_aside, *unsaved)

    def lock(self, cause: LockCause | None = None) -> None:
        super().lock(cause)
        if self.intake is not None and self.intake.drafts.why:
            self._tell_locked(self.intake.drafts.why)

    def _tell_locked(self, why: str) -> None:
        """The locked page said already that every visit was saved; ``why`` one was not, empty once it is."""
        if self._clerk is None and self._last_clerk is not None and self.sign_on is not None:
            self.sign_on.tell_unsaved(why)

    def _change_shift(self, clerk: Clerk) -> None:
        """Who took the shift over gave a PIN for it: the window is that person's, as after signing on."""
        self.lock()
        self._welcome(clerk)

    def _welcome(self, clerk: Clerk) -> None:
        super()._welcome(clerk)
        self._count_tasks()
        QTimer.singleShot(0, self, self._follow_guide)  # signing on does not wait for it

    def _begin(self) -> None:
        intake = self.get_intake()
        turn_to(self._stack, intake)
        self._mark_page()
        intake.unlock(None)

    def _go_on(self, focus: QWidget | None) -> None:
        if self.intake is not None and self._in_sight(self.intake):
            self.intake.unlock(focus)
        elif (row := ROWS.get(self.page_in_sight)) is not None and not row.goes_on:
            page_of(self.pages.page(row.name)).on_shown()
        else:
            super()._go_on(focus if focus and isValid(focus) else self.pages.find_case.box)

    # -- the guide --
    def _follow_guide(self) -> None:
        if self.following is None:
            from counter.ui.window.guide_version_watch import GuideVersionWatch

            self.following = GuideVersionWatch(
                self._facade, self.background, self.get_intake(), self.pages, self._right, self
            )
            self.following.page_wanted.connect(self.open_page)
        self.following.set_clerk(self._clerk)

    # -- navigation --
    def _page(self, name: str) -> QWidget:
        return self.get_intake() if name == "intake" else self.pages.page(name)

    @property
    def _there(self) -> Mapping[str, QWidget]:
        return {**self._pages, **self.pages.there}

    def _know_page(self, page: QWidget) -> None:
        cases = self.pages.shown_find_case
        if self.side is not None and cases is not None and page is cases:
            cases.detail_made.connect(self.side.connect_detail)
            self.side.connect_slips(cases.slip)

    def _doubt_guide(self, line: str) -> None:
        """Report the explained line of the guide as wrong: open it on page 指南 (L1)."""
        if self.intake is not None and self.intake.visits.visit is not None:
            self.open_page("guide")
            self.pages.guide.doubt(self.intake.visits.visit.bundle, line)

    # -- scans --
    def _take_code(self, text: str) -> bool:
        if self._clerk is not None and is_round_code(text):
            self.open_page("rounds")
            self.pages.rounds.take_slip(text)
            return True
        page = self._stack.currentWidget()
        return isinstance(page, TakesCodes) and page.take_code(text)

    def _taken_back_by(self, event: QKeyEvent) -> Callable[[], None] | None:
        from counter.ui.visit.first_key import taken_back_by

        return None if self.intake is None else taken_back_by(self.intake, event)

    def _take_party(self, scan: Scan) -> None:
        """A document: whoever is in sight and asks for one, else all cases of that person."""
        page = self._stack.currentWidget()
        if isinstance(page, TakesDocuments):
            page.take_scan(scan)
        else:
            self.open_page("find_case")
            self.pages.find_case.take_scan(scan)

    def _hint_at(self, result: bool) -> None:
        if self.page_in_sight == "intake" and self.teaches:
            self.hints.come_to("result" if result else "intake")

    def _open_case(self, number: str, acts: Sequence[type[CaseAct]] = ()) -> None:
        self.open_page("find_case")
        self.pages.find_case.open_case(number, acts)

    def _open_answer(self, number: str, kind: TaskKind) -> None:
        self.open_page("find_case")
        self.pages.find_case.open_case(number, answer=kind)

    def _open_scanned(self, scan: Scan) -> None:
        """A scanned receipt or notice means that missing papers were brought: open the case there; in 出件, that its
        person collects, in 流转, that it comes or goes.
        """
        page = self._stack.currentWidget()
        if isinstance(page, OpensScanned):
            page.open_scanned(scan)
        else:
            self.open_page("find_case")
            self.pages.find_case.open_scanned(scan)

    # -- timers --
    def _count_tasks(self) -> None:
        clerk = self._clerk
        if clerk is not None and not self._facade.no_longer(clerk):
            self.background.run(lambda: self._facade.task_counts(clerk), self._show_count)

    def _show_count(self, counts: TaskCounts) -> None:
        self.rail.show_count("todo", counts.pressing_cases)

    def _open_screen(self) -> None:
        if self.side is not None and self._clerk is not None:
            self.side.toggle_window()
            words = self.side.light().words if self.side.shown else self.tr("申请人屏收起了。")
            announce(self, words)  # nobody who only hears sees another window come or go
