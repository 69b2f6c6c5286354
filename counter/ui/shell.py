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
from counter.ui.theme import Look
from counter.ui.widgets.message_bar import MessageBar
from counter.ui.widgets.navigation_rail import NavigationRail
from counter.ui.widgets.text_label import TextLabel
from counter.ui.widgets.top_bar import TopBar

if TYPE_CHECKING:
    from counter.domain.scan import Scan
    from counter.services.list_tasks import TaskCounts
    from counter.ui.applicant_side import ApplicantSide
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
        self.find_case: FindCasePage | None = None
        self.todo: TodoPage | None = None
        self.verify: VerifyPage | None = None
        self.guide: GuidePage | None = None
        self.side: ApplicantSide | None = None
        self._scanner: Scanner | None = None
        self._left_at: tuple[QWidget | None, QWidget | None] = (None, None)
        self._arrange()
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
        widget: IntakePage | FindCasePage | TodoPage | VerifyPage | GuidePage = self.intake
        if page in ("find_case", "todo", "verify", "guide"):
            widget = getattr(self, f"_{page}_page")()
        if widget is not self._stack.currentWidget():
            self.message_bar.leave_page()
        self._stack.setCurrentWidget(widget)
        self.rail.mark(page)
        widget.come_back()

    def lock(self) -> None:
        """Lock the window: the visit is kept, its screen is not shown."""
        if self.intake is None or self._clerk is None:
            return
        self.intake.keep_safe()
        self.lights.put_away()
        if self.side is not None:
            self.side.belong_to(None)
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
        self._clock_timer.stop()
        self.background.close()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.message_bar.clear()
        else:
            super().keyPressEvent(event)

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
        if not same:
            for other in (self.find_case, self.todo, self.verify, self.guide):
                if other is not None:
                    other.belong_to(clerk)
            page, focus = self.intake, None
        self._stack.setCurrentWidget(page or self.intake)
        self._mark_page()
        self._count_tasks()
        if self._on_intake():
            self.intake.unlock(focus)
        elif (shown := self._comes_back()) is not None:
            shown.come_back()
        else:
            (focus if focus and isValid(focus) else self._find_case_page().box).setFocus(
                Qt.FocusReason.OtherFocusReason
            )

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
        pages = {"intake": self.intake, "todo": self.todo, "verify": self.verify, "guide": self.guide}
        now = self._stack.currentWidget()
        self.rail.mark(next((name for name, page in pages.items() if page is now), "find_case"))

    def _switch_theme(self) -> None:
        now = self._look.preferences
        self._prefer(replace(now, theme="dark" if now.theme == "light" else "light"))

    def _switch_size(self) -> None:
        now = self._look.preferences
        self._prefer(replace(now, large=not now.large))

    def _prefer(self, preferences: Preferences) -> None:
        self._look.apply(preferences)
        self.background.run(lambda: self._desk.save_preferences(preferences))

    def _on_intake(self) -> bool:
        return self._stack.currentWidget() is self.intake

    def _on_todo(self) -> bool:
        return self.todo is not None and self._stack.currentWidget() is self.todo

    def _todo_page(self) -> TodoPage:
        """Built when it is first wanted: a start does not wait for it."""
        if self.todo is None:
            from counter.ui.pages.todo import TodoPage

            self.todo = TodoPage(self._desk, self.background, self._look)
            self.todo.belong_to(self._clerk)
            self.todo.said.connect(self.show_message)
            self.todo.case_wanted.connect(self._open_case)
            self.todo.visit_wanted.connect(lambda: self.open_page("intake"))
            self.todo.counted.connect(self._show_count)
            self._stack.addWidget(self.todo)
        return self.todo

    def _find_case_page(self) -> FindCasePage:
        """Built when it is first wanted: its 170 widgets are 3 MB, and many a morning begins with visits only."""
        if self.find_case is None:
            from counter.ui.pages.find_case import FindCasePage

            self.find_case = FindCasePage(self._desk, self.background, self._look)
            self.find_case.belong_to(self._clerk)
            self.find_case.said.connect(self.show_message)
            if self.side is not None:
                self.side.follow_detail(self.find_case.detail)
                self.side.follow_slips(self.find_case.slip)
            self._stack.addWidget(self.find_case)
        return self.find_case

    def _comes_back(self) -> TodoPage | VerifyPage | GuidePage | None:
        """The page in sight, where it finds its own focus."""
        now = self._stack.currentWidget()
        return next((page for page in (self.todo, self.verify, self.guide) if page and page is now), None)

    def _guide_page(self) -> GuidePage:
        """Built when it is first wanted: many a morning nobody asks."""
        if self.guide is None:
            from counter.ui.pages.guide_page import GuidePage

            self.guide = GuidePage(self._desk, self.background, self._look)
            self.guide.belong_to(self._clerk)
            self.guide.said.connect(self.show_message)
            self._stack.addWidget(self.guide)
        return self.guide

    def _doubt_guide(self, line: str) -> None:
        """What was asked the why of is wrong in the guide: read it there, and say so (L1)."""
        if self.intake is not None and self.intake.visits.visit is not None:
            self.open_page("guide")
            self._guide_page().doubt(self.intake.visits.visit.bundle, line)

    def _on_verify(self) -> bool:
        return self.verify is not None and self._stack.currentWidget() is self.verify

    def _verify_page(self) -> VerifyPage:
        """Built when it is first wanted: most days nobody brings a paper to be proved."""
        if self.verify is None:
            from counter.ui.pages.verify import VerifyPage

            self.verify = VerifyPage(self._desk, self.background)
            self.verify.said.connect(self.show_message)
            self._stack.addWidget(self.verify)
        return self.verify

    # -- scans --
    def _take_code(self, text: str) -> bool:
        if not self._on_verify() or self.verify is None:
            return False
        self.verify.take_code(text)
        return True

    def _take_party(self, scan: Scan) -> None:
        if self._on_todo() or (self.guide and self.guide.isVisible()):
            self.open_page("find_case")
        page = self.intake if self._on_intake() else self._find_case_page()
        assert page is not None
        page.take_scan(scan)

    def _open_case(self, number: str) -> None:
        self.open_page("find_case")
        self._find_case_page().open_case(number)

    def _open_scanned(self, scan: Scan) -> None:
        """Whoever brings a receipt or notice brings what is missing."""
        self.open_page("find_case")
        self._find_case_page().open_scanned(scan)

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
