"""Everything inside the window's frame: top bar, rail, pages, message bar, and who is signed on."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget
from shiboken6 import isValid

from counter.ui.background import Background
from counter.ui.desk import Clerk, Desk, Preferences
from counter.ui.lights import Lights
from counter.ui.messages import Message, message_of
from counter.ui.shell_pages import ShellPages
from counter.ui.theme import Look
from counter.ui.widgets.message_bar import MessageBar
from counter.ui.widgets.navigation_rail import NavigationRail
from counter.ui.widgets.text_label import TextLabel
from counter.ui.widgets.top_bar import TopBar

if TYPE_CHECKING:
    from counter.domain.scan import Scan
    from counter.services.list_tasks import TaskCounts
    from counter.ui.applicant_side import ApplicantSide
    from counter.ui.guide_following import GuideFollowing
    from counter.ui.pages.find_case import FindCasePage
    from counter.ui.pages.guide_page import GuidePage
    from counter.ui.pages.intake import IntakePage
    from counter.ui.pages.sign_on import SignOnPage
    from counter.ui.pages.todo import TodoPage
    from counter.ui.pages.verify import VerifyPage
    from counter.ui.scanner import Scanner

CLOCK_MS = 1_000


class Shell(QWidget):
    """Navigation only. Signals: ``ready`` when somebody can sign on."""

    ready = Signal()

    def __init__(self, desk: Desk, look: Look) -> None:
        super().__init__()
        self._desk = desk
        self._look = look
        self._clerk: Clerk | None = None
        self._last_clerk: Clerk | None = None
        self.background = Background(self.show_error)
        self.sign_on: SignOnPage | None = None
        self.intake: IntakePage | None = None
        self.side: ApplicantSide | None = None
        self.following: GuideFollowing | None = None
        self._scanner: Scanner | None = None
        self._left_at: tuple[QWidget | None, QWidget | None] = (None, None)
        self._arrange()
        self.pages = ShellPages(desk, self.background, look, self._stack)
        self._follow_pages()
        self._start_timers()

    # -- showing --
    def show_message(self, message: Message) -> None:
        """Say something in the message bar."""
        self.message_bar.show_message(message)

    def show_error(self, error: Exception) -> None:
        """Say what went wrong in the background."""
        self.message_bar.show_message(message_of(error))

    def open_page(self, page: str) -> None:
        """Show a page; nothing while nobody is signed on."""
        if self._clerk is None or self.intake is None:
            return
        widget = self.intake if page == "intake" else self.pages.page(page)
        if widget is not self._stack.currentWidget():
            self.message_bar.leave_page()
        self._stack.setCurrentWidget(widget)
        self.rail.mark(page)
        widget.come_back()
        if self.following is not None:
            self.following.take_turn()  # a version may have waited for what was in hand on the page left

    def lock(self) -> None:
        """Lock the window: the visit is kept, its screen is not shown."""
        if self.intake is None or self._clerk is None:
            return
        self.intake.keep_safe()
        self.lights.put_away()
        for part in (self.side, self.following):
            if part is not None:
                part.belong_to(None)
        self._left_at = (self._stack.currentWidget(), QApplication.focusWidget())
        self._last_clerk, self._clerk = self._clerk, None
        self._show_sign_on(locked=True)

    def start(self) -> None:
        """Open journal and guide in the background; meanwhile the page to sign on is built."""
        self.background.run(self._desk.ready, lambda _: self._on_ready(), self._on_not_ready)
        from counter.ui.pages.sign_on import SignOnPage

        self.sign_on = SignOnPage(self._desk, self.background)
        self.sign_on.signed_on.connect(self._welcome)
        self._stack.addWidget(self.sign_on)

    def keep_safe(self) -> None:
        """The visit in hand is saved as a draft now."""
        if self.intake is not None:
            self.intake.keep_safe()

    def stop(self) -> None:
        """The window closes: save, finish what was asked, call nobody back."""
        self.keep_safe()
        if self._scanner is not None:
            self._scanner.remove()
        if self.side is not None:
            self.side.stop()
        self.lights.stop()
        if self.following is not None:
            self.following.stop()
        self._clock_timer.stop()
        self.background.close()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.message_bar.clear()
        else:
            super().keyPressEvent(event)

    # -- the pages as others ask for them --
    @property
    def find_case(self) -> FindCasePage | None:
        """查件, once it was opened."""
        return self.pages.find_case

    @property
    def todo(self) -> TodoPage | None:
        """待办, once it was opened."""
        return self.pages.todo

    @property
    def guide(self) -> GuidePage | None:
        """指南, once it was opened."""
        return self.pages.guide

    # -- building --
    def _arrange(self) -> None:
        self.top_bar = TopBar(self._look)
        self.rail = NavigationRail(self._look)
        self.message_bar = MessageBar()
        self._stack = QStackedWidget()
        self._stack.setObjectName("body")
        self._opening = TextLabel(self.tr("正在打开…"), "second")
        self._opening.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._stack.addWidget(self._opening)
        right = self._right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(self._stack, 1)
        right.addWidget(self.message_bar)
        under = QHBoxLayout()
        under.setSpacing(0)
        under.addWidget(self.rail)
        under.addLayout(right, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.top_bar)
        column.addLayout(under, 1)

    def _follow_pages(self) -> None:
        self.pages.said.connect(self.show_message)
        self.pages.case_wanted.connect(self._open_case)
        self.pages.visit_wanted.connect(lambda: self.open_page("intake"))
        self.pages.counted.connect(self._show_count)
        self.pages.built.connect(self._know_page)

    def _start_timers(self) -> None:
        self.lights = Lights(self._desk, self.background, self._look, self.top_bar, self._right, self)
        self.lights.said.connect(self.show_message)
        self.lights.asked.connect(self._count_tasks)
        self.lights.preferred.connect(self._prefer)
        self._clock_timer = QTimer(self)
        self._clock_timer.setInterval(CLOCK_MS)
        self._clock_timer.timeout.connect(self._tell_time)
        self._tell_time()

    def _on_not_ready(self, error: Exception) -> None:
        message = message_of(error)
        self._opening.setText(message.sentence)
        self.show_message(message)

    def _on_ready(self) -> None:
        from counter.ui.pages.intake import IntakePage
        from counter.ui.scan_route import ScanRoute
        from counter.ui.scanner import Scanner

        self.top_bar.show_station(self._desk.station)
        self.intake = IntakePage(self._desk, self.background, self._look)
        self.intake.said.connect(self.show_message)
        self._stack.addWidget(self.intake)
        self.intake.case_wanted.connect(self._open_case)
        self.intake.middle.why.doubted.connect(self._doubt_guide)
        self.intake.hushed.connect(self.message_bar.clear)
        self.intake.filing.filed.connect(self._count_tasks)
        self.intake.result.next_wanted.connect(
            self.message_bar.clear
        )  # what was said was said to the last one
        route = ScanRoute(self.show_message, self._take_party, self._open_scanned, self._take_code)
        self._scanner = Scanner(route.take, lambda: self._clerk is not None)
        self._scanner.install()
        self._add_navigation()
        self._clock_timer.start()
        self.lights.start()
        self._show_sign_on(locked=False)
        self.ready.emit()
        QTimer.singleShot(0, self, self._meet_applicant)  # a start does not wait for the other side

    def _meet_applicant(self) -> None:
        from counter.ui.applicant_side import ApplicantSide

        assert self.intake is not None
        side = self.side = ApplicantSide(self._desk, self.background, self._look, self.intake.visits, self)
        side.said.connect(self.show_message)
        self.lights.know(side)
        self.intake.result.built.connect(side.follow_result)
        side.belong_to(self._clerk)
        side.look_for_display()

    def _add_navigation(self) -> None:
        self.rail.add_page("intake", self.tr("受理"), "F1")
        self.rail.add_page("todo", self.tr("待办"), "F2")
        self.rail.add_page("find_case", self.tr("查件"), "F3")
        self.rail.add_page("verify", self.tr("验真"), "F6")
        self.rail.add_page("guide", self.tr("指南"), "Ctrl+K")
        self.rail.add_page("theme", self.tr("明暗"), "F11", bottom=True)
        self.rail.add_page("size", self.tr("大字"), "F12", bottom=True)
        self.rail.chosen.connect(self._navigate)
        self.top_bar.clerk_pressed.connect(self.lock)
        for key, act in (
            ("F1", lambda: self.open_page("intake")),
            ("F2", lambda: self.open_page("todo")),
            ("F3", lambda: self.open_page("find_case")),
            ("Ctrl+D", self._open_screen),
            ("F6", lambda: self.open_page("verify")),
            ("Ctrl+K", lambda: self.open_page("guide")),
            ("F11", self._switch_theme),
            ("F12", self._switch_size),
            ("Ctrl+L", self.lock),
        ):
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setAutoRepeat(False)
            shortcut.activated.connect(act)

    # -- people --
    def _show_sign_on(self, *, locked: bool) -> None:
        assert self.sign_on is not None
        self.rail.setVisible(False)
        self.top_bar.show_clerk(None)
        self.message_bar.clear()
        self._stack.setCurrentWidget(self.sign_on)
        self.sign_on.ask(self._last_clerk, locked=locked)

    def _welcome(self, clerk: Clerk) -> None:
        assert self.intake is not None
        same = clerk == self._last_clerk
        self._clerk = self._last_clerk = clerk
        self.rail.setVisible(True)
        self.top_bar.show_clerk(clerk)
        self.intake.belong_to(clerk)
        if self.side is not None:
            self.side.belong_to(clerk)
        page, focus = self._left_at
        self._left_at = (None, None)
        self.pages.belong_to(clerk, same=same)
        if not same:
            page, focus = self.intake, None
        self._stack.setCurrentWidget(page or self.intake)
        self._mark_page()
        self._count_tasks()
        if self._in_sight(self.intake):
            self.intake.unlock(focus)
        elif (shown := self._comes_back()) is not None:
            shown.come_back()
        else:
            (focus if focus and isValid(focus) else self.pages.get_find_case().box).setFocus(
                Qt.FocusReason.OtherFocusReason
            )

        QTimer.singleShot(0, self, self._follow_guide)  # whoever sits down does not wait for it

    # -- the guide --
    def _follow_guide(self) -> None:
        if self.following is None:
            from counter.ui.guide_following import GuideFollowing

            assert self.intake is not None
            self.following = GuideFollowing(
                self._desk, self.background, self.intake, self.pages, self._right, self
            )
            self.following.page_wanted.connect(self.open_page)
        self.following.belong_to(self._clerk)

    # -- navigation --
    def _navigate(self, page: str) -> None:
        if page == "theme":
            self._switch_theme()
        elif page == "size":
            self._switch_size()
        else:
            self.open_page(page)
            return
        self._mark_page()

    def _mark_page(self) -> None:
        now = self._stack.currentWidget()
        there = self.pages.there.items()
        self.rail.mark(next((name for name, page in there if page is now), "intake"))

    def _switch_theme(self) -> None:
        now = self._look.preferences
        self._prefer(replace(now, theme="dark" if now.theme == "light" else "light"))

    def _switch_size(self) -> None:
        now = self._look.preferences
        self._prefer(replace(now, large=not now.large))

    def _prefer(self, preferences: Preferences) -> None:
        self._look.apply(preferences)
        self.background.run(lambda: self._desk.save_preferences(preferences))

    def _in_sight(self, page: QWidget | None) -> bool:
        return page is not None and self._stack.currentWidget() is page

    def _comes_back(self) -> TodoPage | VerifyPage | GuidePage | None:
        """The page in sight, where it finds its own focus."""
        pages = (self.pages.todo, self.pages.verify, self.pages.guide)
        return next((page for page in pages if page and self._in_sight(page)), None)

    def _know_page(self, page: QWidget) -> None:
        if self.side is not None and page is self.pages.find_case:
            self.side.follow_detail(self.pages.find_case.detail)
            self.side.follow_slips(self.pages.find_case.slip)

    def _doubt_guide(self, line: str) -> None:
        """What was asked the why of is wrong in the guide: read it there, and say so (L1)."""
        if self.intake is not None and self.intake.visits.visit is not None:
            self.open_page("guide")
            self.pages.get_guide().doubt(self.intake.visits.visit.bundle, line)

    # -- scans --
    def _take_code(self, text: str) -> bool:
        if self.pages.verify is None or not self._in_sight(self.pages.verify):
            return False
        self.pages.verify.take_code(text)
        return True

    def _take_party(self, scan: Scan) -> None:
        if self._in_sight(self.pages.todo) or self._in_sight(self.pages.guide):
            self.open_page("find_case")
        page = self.intake if self._in_sight(self.intake) else self.pages.get_find_case()
        assert page is not None
        page.take_scan(scan)

    def _open_case(self, number: str) -> None:
        self.open_page("find_case")
        self.pages.get_find_case().open_case(number)

    def _open_scanned(self, scan: Scan) -> None:
        """Whoever brings a receipt or notice brings what is missing."""
        self.open_page("find_case")
        self.pages.get_find_case().open_scanned(scan)

    # -- timers --
    def _count_tasks(self) -> None:
        clerk = self._clerk
        if clerk is not None:
            self.background.run(lambda: self._desk.task_counts(clerk), self._show_count)

    def _show_count(self, counts: TaskCounts) -> None:
        self.rail.show_count("todo", counts.pressing)

    def _open_screen(self) -> None:
        if self.side is not None and self._clerk is not None:
            self.side.toggle_window()

    def _tell_time(self) -> None:
        self.top_bar.show_time(self._desk.now())
