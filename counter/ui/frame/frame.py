"""The frame of every profile's window: bar, rail, pages, message bar, theme, and who is signed on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from counter.services.context.preferences import WindowPlace
from counter.ui.facades.window import Clerk, Preferences
from counter.ui.frame.bell import Bell
from counter.ui.frame.frame_ahead import FrameAhead
from counter.ui.frame.frame_column import frame_column
from counter.ui.frame.frame_help import FrameHelp
from counter.ui.frame.frame_looks import FrameLooks
from counter.ui.frame.held_key import HeldKey
from counter.ui.frame.held_messages import HeldMessages
from counter.ui.frame.hint_bar import HintBar
from counter.ui.frame.lights import Lights
from counter.ui.frame.message_bar import EARLIER_KEY, MessageBar
from counter.ui.frame.notices import NoticeHistory, NoticeList
from counter.ui.frame.other_programs import OtherPrograms
from counter.ui.frame.paged_frame import page_of
from counter.ui.frame.sharpness import Sharpness
from counter.ui.frame.top_bar import TopBar
from counter.ui.kit.background import Background, Lane
from counter.ui.kit.controls.labels import TextLabel
from counter.ui.kit.controls.page_turn import keep_focus_in, turn_to
from counter.ui.kit.messages import Message, Tone, message_of
from counter.ui.kit.theme import Look

if TYPE_CHECKING:
    from counter.ui.facades.base import ProfileFacade
    from counter.ui.frame.frame_backups import FrameBackups
    from counter.ui.frame.sign_on import SignOnPage
    from counter.ui.frame.window_guard import LockCause, WindowGuard

CLOCK_MS = 1_000


class Frame(FrameAhead):
    """Navigation and sign-on; the shell of each profile kind adds its pages.

    Signals: ``ready`` when somebody can sign on.
    """

    ready = Signal()

    teaches = False
    """Whether pages say what they are for: their hints are of a clerk's window (``ui/words/hints``)."""

    def __init__(self, facade: ProfileFacade, look: Look) -> None:
        super().__init__(look)
        self._profile = facade
        self._clerk: Clerk | None = None
        self._last_clerk: Clerk | None = None
        self.background = Background(self.show_error)
        look.remembered.connect(self._keep)
        self.sign_on: SignOnPage | None = None
        self.guard: WindowGuard | None = None
        self._held = HeldMessages()
        self.backups: FrameBackups | None = None
        self._left_at: tuple[QWidget | None, QWidget | None] = (None, None)
        self._arrange()
        self.lights = self._make_lights()
        self.lights.announced.connect(self.message_bar.show_message)
        self._clock_timer = QTimer(self)
        self._clock_timer.setInterval(CLOCK_MS)
        self._clock_timer.timeout.connect(self._show_time)
        self._show_time()

    # -- provided by the shells --
    def _make_bar(self) -> TopBar:
        return TopBar(self._look)

    def _make_lights(self) -> Lights:
        return Lights(
            self._profile, self.background, self.top_bar, self._right, self, lambda: self._clerk is not None
        )

    def _make_sign_on(self) -> SignOnPage:
        """The page to sign on."""
        raise NotImplementedError

    def _add_pages(self) -> None:
        """Build the pages, each with ``_add_page``; the first one is shown after signing on."""
        raise NotImplementedError

    def _hand_over(self, clerk: Clerk, *, same: bool) -> None:
        """A clerk signed on; ``same``: the one before, whose pages stay as they were."""
        if not same:
            for page in self._pages.values():
                page_of(page).set_clerk(clerk)

    def _begin(self) -> None:
        """Another clerk signed on: show the first page, then ask the lights, which a print system may block."""
        self.open_page(next(iter(self._pages)))
        self.lights.ask()

    def _go_on(self, focus: QWidget | None) -> None:
        """The same clerk unlocked the window and sees the page left."""
        if focus is not None and isValid(focus):
            focus.setFocus(Qt.FocusReason.OtherFocusReason)

    def _leave(self) -> None:
        """The window is being locked: stop work in the clerk's name."""

    def _put_down(self) -> None:
        """The window closes: stop the shell's own work."""

    # -- showing --
    def show_message(self, message: Message) -> None:
        """Show a message in the message bar; while locked it waits for the clerk it is meant for."""
        if self._clerk is None and self._last_clerk is not None:
            self._held.hold(self._last_clerk, message)
        else:
            self.message_bar.show_message(message)

    def show_error(self, error: Exception) -> None:
        """Show an error of background work."""
        self.show_message(message_of(error))

    def open_page(self, page: str) -> None:
        """Show a page; does nothing while nobody is signed on."""
        if self._clerk is None:
            return
        widget = self.page_named(page)
        away = not self._in_sight(widget)
        left = self._half_done() if away else ""
        if away:
            self.message_bar.leave_page()
            self._remember_focus()
        turn_to(self._stack, widget)
        self._mark_page()
        page_of(widget).on_shown()
        if away:
            self._restore_focus(widget)
            keep_focus_in(widget)
        if left:
            self.show_message(Message(Tone.SAID, left))

    @property
    def unfinished(self) -> str:
        """Titles of all started forms and unsaved drafts, for the warning on closing, also while locked."""
        return self._begun()

    def warn(self, message: Message) -> None:
        """Show it to whoever is in front, also while locked."""
        self.message_bar.show_message(message)

    def _dropped(self) -> str:
        """Titles of started forms that are discarded when another clerk signs on; pages that keep them have none."""
        return ""

    def lock(self, cause: LockCause | None = None) -> None:
        """Lock the window: current work is kept but hidden. ``cause``: where nobody asked for it."""
        if self._clerk is None:
            return
        from counter.ui.frame.window_guard import clear_away

        page = self._stack.currentWidget()
        self._left_at = (page, page.focusWidget())  # also where the window is not active
        self.save_work()
        self.lights.dismiss()
        if self.backups is not None:
            self.backups.dismiss()
        self._leave()
        clear_away(self.window())
        assert self.guard is not None
        self.guard.leave()
        clerk, self._last_clerk, self._clerk = self._clerk, self._clerk, None
        self._show_sign_on(locked=True)
        self.guard.explain(cause, self.sign_on)
        self.background.run(lambda: self._profile.locked(clerk))

    def get_guard(self) -> WindowGuard:
        """What locks the window by itself; built once somebody can sign on."""
        if self.guard is None:
            from counter.ui.frame.window_guard import WindowGuard

            self.guard = WindowGuard(self, self.top_bar, self.background, lambda: self._profile.locks_after)
            self.guard.wanted.connect(self.lock)
            self.lights.asked.connect(self.guard.look)
            others = OtherPrograms(self._profile, self.lights, self.guard, lambda: self._clerk)
            others.wrote.connect(self._show_news)
        return self.guard

    def start(self) -> None:
        """Open the journal in the background; build the sign-on page meanwhile."""
        self.background.run(self._profile.ready, lambda _: self._on_ready(), self._on_not_ready)
        self.sign_on = self._make_sign_on()
        self.sign_on.signed_on.connect(self._welcome)
        self._stack.addWidget(self.sign_on)

    def save_work(self) -> None:
        """Save unsaved work; shells that write everything at once have none."""

    def stop(self) -> None:
        """The window closes: save, finish queued work, call nothing back."""
        self.save_work()
        self._put_down()
        for part in (self._preloading, self.guard, self.lights, self.backups):
            if part is not None:
                part.stop()
        self._clock_timer.stop()
        self.background.close()

    @property
    def _around(self) -> tuple[QWidget, ...]:
        return (*super()._around, self.top_bar)

    # -- building --
    def _arrange(self) -> None:
        self.top_bar = self._make_bar()
        self.message_bar = MessageBar()
        self.message_bar.keep_lines(self._look)
        self._opening = TextLabel(self.tr("正在打开…"), "second")
        self._opening.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._stack.addWidget(self._opening)
        self._right = frame_column(self, self.top_bar, self.rail)
        self.hints = HintBar(self._look)
        self.hints.manual_wanted.connect(lambda: self.help.open_manual())
        self.hints.done.clicked.connect(lambda: keep_focus_in(self._stack.currentWidget()))
        self._right.addWidget(self.hints)
        self._right.addWidget(self._area, 1)
        self.history = NoticeHistory(self._profile.now)
        self.notices = NoticeList(self.history, self._look)
        self.message_bar.said.connect(self.history.keep)
        self.bell = Bell(self._look, self)
        self.message_bar.said.connect(self.bell.hear)
        self.message_bar.earlier_wanted.connect(self.notices.open)
        self._right.addWidget(self.notices)
        self._right.addWidget(self.message_bar)

    def _on_not_ready(self, error: Exception) -> None:
        message = message_of(error)
        self._opening.setText(message.sentence)
        turn_to(self._stack, self._opening)
        self.show_message(message)

    def _on_ready(self) -> None:
        self._show_news()
        self._add_pages()
        self._add_looks()
        self._add_backups()
        self._show_time()
        self._clock_timer.start()
        self.lights.start()
        self._show_sign_on(locked=False)
        self.ready.emit()
        # Its own process loads fonts for a quarter of a second, on a PC whose two cores a start needs.
        QTimer.singleShot(0, self, lambda: self.background.run(self._profile.warm, lane=Lane.PAPERS))

    def _add_looks(self) -> None:
        self.help = FrameHelp(self, self, self._profile, self.background, self._look)
        FrameLooks(self, self._look, self.prefer)
        HeldKey(self).follow_focus()
        Sharpness(self, self._profile)
        self.rail.chosen.connect(self._navigate)
        self.top_bar.clerk_pressed.connect(self.lock)
        for key, act, words in (
            ("Ctrl+L", self.lock, self.tr("锁屏、换人")),
            (EARLIER_KEY, self._show_earlier, self.tr("刚才说过的")),
            *self.help.keys(),
        ):
            self._on_key(key, act, words)

    def _add_backups(self) -> None:
        tools = self._profile.backups
        if tools is not None:
            from counter.ui.frame.frame_backups import FrameBackups  # a demo needs none

            self.backups = FrameBackups(
                self._profile,
                tools,
                self.lights,
                self.top_bar,
                self.background,
                self._right,
                self._stack,
                lambda: self._look.preferences,
                self.prefer,
                lambda: self._clerk is not None,
            )

    def show_backups(self) -> None:
        """The panel of the backups, with what was lost where the window was restored."""
        if self.backups is not None:
            self.backups.show_panel()

    def close_first(self, close: Callable[[], object]) -> bool:
        """Whether something is done before the window closes; ``close`` is called after it."""
        first = self.backups is not None and self.backups.close_first(close)
        self.rail.setVisible(self.rail.isVisible() and not first)
        return first

    # -- people --
    def _show_sign_on(self, *, locked: bool) -> None:
        assert self.sign_on is not None
        self.rail.setVisible(False)
        self.help.leave()
        self.notices.leave()
        self.hints.come_to("")
        self.top_bar.show_clerk(None)
        self.message_bar.clear()
        turn_to(self._stack, self.sign_on)
        self.sign_on.ask(self._last_clerk, locked=locked)

    def _welcome(self, clerk: Clerk) -> None:
        before, same = self._last_clerk, clerk == self._last_clerk
        self._clerk = self._last_clerk = clerk
        self.get_guard().man()
        self.rail.setVisible(True)
        self.top_bar.show_clerk(clerk)
        page, focus = self._left_at
        self._left_at = (None, None)
        if before is None:
            self.read_ahead()
        if not same:
            self._focus_of_page.clear()
            self.history.forget()
        dropped = "" if same else self._dropped()
        self._hand_over(clerk, same=same)
        if page is None or not same:
            self._begin()
            self._tell(clerk, before)
            if dropped:
                words = self.tr("换了人：上一位填到一半的{0}没有办，填的没有留。")
                self.show_message(Message(Tone.SAID, words.format(dropped)))
            return
        turn_to(self._stack, page)
        self._mark_page()
        if page in self._late.values():
            page_of(page).on_shown()
        else:
            self._go_on(focus)
            keep_focus_in(page)
        self._tell(clerk, before)

    def _show_news(self) -> None:
        """Another program wrote: name and emblem of the hall may have changed, and what the page in sight lists."""
        self.top_bar.show_station(self._profile.station)
        self.top_bar.show_emblem(self._profile.emblem)
        self._look_again()

    def _tell(self, clerk: Clerk, before: Clerk | None) -> None:
        """What the register says to this person today, and what came while the window was locked: to whom it
        concerns, and to anybody where somebody has to act on it (a full disk).
        """
        if clerk.notice:
            self.show_message(Message(Tone.SAID, clerk.notice))
        came = self._held.release(clerk, before)
        if came is not None:
            self.show_message(came)

    # -- navigation --
    def _navigate(self, page: str) -> None:
        if not self.help.open_by_name(page):
            self.open_page(page)

    def _mark_page(self) -> None:
        shown = self.page_in_sight
        self.rail.mark(shown)
        self.hints.come_to(shown if self.teaches else "")

    def _show_earlier(self) -> None:
        """What was said since this person signed on."""
        if self._clerk is not None:
            self.notices.turn()

    def prefer(self, preferences: Preferences) -> None:
        """Let preferences take force at once, and save them."""
        old, self._look.preferences = self._look.preferences, preferences
        if (old.theme, old.letters) == (preferences.theme, preferences.letters):
            self._look.changed.emit()  # nothing has to be dressed anew
        else:
            self._look.apply(preferences)
        self._keep(preferences)

    def remember_place(self, place: WindowPlace) -> None:
        """The window closes: where it stood is where it will be opened."""
        if place != self._look.preferences.place:
            self._look.remember(replace(self._look.preferences, place=place))

    def _keep(self, preferences: Preferences) -> None:
        self.background.run(lambda: self._profile.save_preferences(preferences))

    def _show_time(self) -> None:
        self.top_bar.show_time(self._profile.now())
        if self.guard is not None:
            self.guard.idle.tick()
