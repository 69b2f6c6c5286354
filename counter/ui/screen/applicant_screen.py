"""The applicant's screen: one state at a time; only the applicant's acts leave it (L9, L11)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from counter.domain.hall.window_name import numbered, window_name
from counter.domain.ratings.invitation import Invitation
from counter.domain.ratings.rating import ReasonList
from counter.domain.screen.mirror import Mirror, PledgeText, WindowCard
from counter.ui.kit.controls.labels import TextLabel
from counter.ui.kit.controls.page_turn import turn_to
from counter.ui.screen.guard import InputGuard
from counter.ui.screen.head_bar import HeadBar
from counter.ui.screen.screen_look import ScreenLook
from counter.ui.screen.screen_scale import ScreenScale, density, growth
from counter.ui.screen.screen_view import ScreenView

if TYPE_CHECKING:
    from counter.ui.screen.thanks_view import ThanksView

UPRIGHT = 1.25
"""Height by width up to which letters grow with the height: on an upright display they would not fit its width."""

WAITING, MIRROR, PLEDGE, RATING, THANKS = "waiting", "mirror", "pledge", "rating", "thanks"
PAUSED = "paused"


class ApplicantScreen(QWidget):
    """Views are built on first use; ``screen_mm``: visible width entered at setup, 0 unknown.

    Signals, all by the applicant's own act: ``answered(question, options)`` · ``replied(ApplicantReply)`` ·
    ``agreed(paper, Drawing)`` · ``declined(paper)`` · ``chosen(Invitation, Choice | None)`` ·
    ``read_aloud(sentences)``; and ``other_input(Cause)``: an input device of somebody else tried to rate;
    ``foreign_reply``: it tried to answer for the applicant; ``turned``: another state is shown.
    """

    answered = Signal(str, tuple)
    replied = Signal(object)
    agreed = Signal(str, object)
    declined = Signal(str)
    chosen = Signal(object, object)
    other_input = Signal(object)
    foreign_reply = Signal()
    turned = Signal()
    read_aloud = Signal(list)

    def __init__(self, look: ScreenLook, screen_mm: float = 0.0, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("applicantScreen")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setWindowTitle(self.tr("申请人屏"))
        self.look = look
        self.screen_mm = screen_mm
        self._touch_only = False
        self._mirror_guard: InputGuard | None = None
        self._clock: Callable[[], datetime] = lambda: datetime.now(UTC)
        self.large = False
        self._column = QVBoxLayout(self)
        self._return = TextLabel("", "second")
        self._return.setAlignment(Qt.AlignmentFlag.AlignRight)
        self._return.hide()
        self.reach = self._measure()
        self.head = HeadBar(look, self.reach)
        self.head.larger.connect(self.toggle_large)
        self.head.read.connect(self._read)
        self.stack = QStackedWidget()
        self._views: dict[str, ScreenView] = {}
        self._current = self._before_pause = ""
        self._column.setSizeConstraint(QVBoxLayout.SizeConstraint.SetNoConstraint)  # the display rules
        self._column.addWidget(self.head)
        self._column.addWidget(self.stack, 1)
        self._column.addWidget(self._return)
        look.changed.connect(self._dress)
        self._fit()
        self.show_waiting(WindowCard("", ""))

    @property
    def current(self) -> str:
        """The state shown: waiting, mirror, pledge, rating, thanks or paused."""
        return self._current

    @property
    def signing(self) -> bool:
        """A signature is being drawn: questions wait."""
        from counter.ui.screen.pledge.pledge_view import PledgePart, PledgeView

        view = self._views.get(self._current)
        return isinstance(view, PledgeView) and view.part is PledgePart.SIGN

    def view(self, state: str) -> ScreenView:
        """The view of a state, built on first use."""
        if state not in self._views:
            view = self._build(state)
            self._views[state] = view
            view.head_changed.connect(self._lend)
            self.stack.addWidget(view)
        return self._views[state]

    # -- states ---------------------------------------------------------------------------------------------

    def show_card(self, card: WindowCard) -> None:
        """Show hall, window and clerk above every state."""
        self.head.show_card(self._in_words(card))

    def show_waiting(self, card: WindowCard) -> None:
        """No visit, or one just begun: settings of the last person are reset."""
        from counter.ui.screen.waiting_view import WaitingView

        view = self.view(WAITING)
        assert isinstance(view, WaitingView)
        if self._current not in ("", WAITING):
            self._forget()
        card = self._in_words(card)
        self.head.show_card(card)
        view.show_card(card)
        self._go(WAITING)

    def show_paused(self, card: WindowCard) -> None:
        """Nobody serves: what was shown is hidden whole, with input in progress, until ``resume``."""
        if self._current != PAUSED:
            self._before_pause = self._current
        self.view(PAUSED)
        self.head.show_card(self._in_words(card))
        self._go(PAUSED)

    def resume(self) -> None:
        """The same clerk serves the same person again."""
        if self._current == PAUSED and self._before_pause in (MIRROR, PLEDGE):
            self._go(self._before_pause)

    def show_mirror(self, mirror: Mirror) -> None:
        """Show the summary of a visit or case."""
        from counter.ui.screen.mirror.mirror_view import MirrorView

        view = self.view(MIRROR)
        assert isinstance(view, MirrorView)
        view.show_mirror(mirror)
        self._go(MIRROR)

    def show_pledge(self, pledge: PledgeText) -> None:
        """Show a pledge to read and sign."""
        from counter.ui.screen.pledge.pledge_view import PledgeView

        view = self.view(PLEDGE)
        assert isinstance(view, PledgeView)
        view.show_pledge(pledge)
        self._go(PLEDGE)

    def show_rating(self, invitation: Invitation, reasons: ReasonList, *, again: bool = False) -> None:
        """Show the one invitation of this visit. ``again``: the choice could not be stored."""
        from counter.ui.screen.rating.rating_view import RatingView

        view = self.view(RATING)
        assert isinstance(view, RatingView)
        view.show_invitation(invitation, reasons, again=again)
        self._go(RATING)

    def show_thanks(self) -> None:
        """The same thanks for every choice, including none and an expired invitation."""
        self._after().say_thanks()
        self._go(THANKS)

    def show_saving(self) -> None:
        """The choice is being stored: no thanks before that."""
        self._after().say_saving()
        self._go(THANKS)

    def show_too_late(self) -> None:
        """The choice came after the invitation ended: shown instead of thanks."""
        self._after().say_late()
        self._go(THANKS)

    def go_by(self, clock: Callable[[], datetime]) -> None:
        """Set the station's clock, by which invitations run out."""
        self._clock = clock

    def name_return(self, key: str) -> None:
        """It covers the clerk's only display: say by which key the clerk takes that back; empty: it does not."""
        self._return.setText(self.tr("工作人员按 {0} 收回这块屏").format(key) if key else "")
        self._return.setVisible(bool(key))
        self._fit()

    def set_up(self, screen_mm: float, *, touch_only: bool) -> None:
        """Set the visible width, and whether only finger or pen input counts for choices."""
        self.screen_mm, self._touch_only = screen_mm, touch_only
        for guard in self.findChildren(InputGuard):
            guard.touch_only = touch_only
        self._fit()

    # -- the applicant's own settings -----------------------------------------------------------------------

    def toggle_large(self) -> None:
        """Toggle larger letters and targets with stronger contrast."""
        self.set_large(not self.large)

    def set_large(self, large: bool) -> None:
        """Set the large mode of this screen; the clerk's window has its own."""
        if large == self.large:
            return
        self.large = large
        self.look.set_large(large)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fit()
        self._watch_mirror()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._watch_mirror()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ScreenChangeInternal:
            self._fit()
        return super().event(event)

    # -- inside ---------------------------------------------------------------------------------------------

    def _go(self, state: str) -> None:
        if self._current and self._current != state:
            self._views[self._current].leave()
        changed, self._current = self._current != state, state
        turn_to(self.stack, self._views[state])
        self._watch_mirror()
        if changed:
            self.turned.emit()
        self._lend()

    def _watch_mirror(self) -> None:
        guard = self._mirror_guard
        if guard is None:
            return
        if self._current == MIRROR and self.isVisible():
            guard.watch(MIRROR)
        else:
            guard.rest()

    def _lend(self) -> None:
        """Lend title and buttons of the current state to the head."""
        if not self._current:
            return
        view, tight = self._views[self._current], self.reach.tight
        self.head.show_applicant_name(view.whose())
        self.head.lend(view.head_title() if tight else "", view.head_buttons() if tight else (), view)
        large_below = self._current == WAITING and not tight
        self.head.name_clerk(self._current not in (RATING, THANKS, WAITING, PAUSED), said=not large_below)

    def _forget(self) -> None:
        """Reset font size and content for the next person."""
        self.set_large(False)
        for state in [s for s in self._views if s != WAITING]:
            view = self._views.pop(state)
            view.leave()
            self.stack.removeWidget(view)
            view.setParent(None)
            view.deleteLater()
        if self._mirror_guard is not None:
            self._mirror_guard.rest()
            self._mirror_guard = None
        self._current = ""

    def _build(self, state: str) -> ScreenView:
        build: dict[str, Callable[[], ScreenView]] = {
            WAITING: self._waiting,
            MIRROR: self._mirror,
            PLEDGE: self._pledge,
            RATING: self._rating,
            THANKS: self._thanks,
            PAUSED: self._paused,
        }
        return build[state]()

    def _waiting(self) -> ScreenView:
        from counter.ui.screen.waiting_view import WaitingView

        return WaitingView(self.look, self.reach)

    def _mirror(self) -> ScreenView:
        from counter.ui.screen.mirror.mirror_view import MirrorView

        view = MirrorView(self.look, self.reach)
        view.replied.connect(self.replied)
        view.answered.connect(self.answered)
        # 对 is the applicant's own reply
        guard = self._mirror_guard = InputGuard(view, touch_only=self._touch_only)
        guard.other_input.connect(lambda _: self.foreign_reply.emit())
        return view

    def _pledge(self) -> ScreenView:
        from counter.ui.screen.pledge.pledge_view import PledgeView

        view = PledgeView(self.look, self.reach, touch_only=self._touch_only)
        view.agreed.connect(self.agreed)
        view.declined.connect(self.declined)
        return view

    def _rating(self) -> ScreenView:
        from counter.ui.screen.rating.rating_view import RatingView

        view = RatingView(self.look, self.reach, touch_only=self._touch_only, clock=self._clock)
        view.chosen.connect(self._chose)
        view.over.connect(lambda _: self.show_thanks())
        view.other_input.connect(self.other_input)
        return view

    def _thanks(self) -> ScreenView:
        from counter.ui.screen.thanks_view import ThanksView

        return ThanksView(self.look, self.reach)

    def _paused(self) -> ScreenView:
        from counter.ui.screen.paused_view import PausedView

        return PausedView(self.look, self.reach)

    def _after(self) -> ThanksView:
        from counter.ui.screen.thanks_view import ThanksView

        view = self.view(THANKS)
        assert isinstance(view, ThanksView)
        return view

    def _chose(self, invitation: object, choice: object) -> None:
        """Hide the page at once, whatever was chosen; thanks follow once it is stored (``show_thanks``)."""
        self.show_saving()
        self.chosen.emit(invitation, choice)

    def _in_words(self, card: WindowCard) -> WindowCard:
        """The window by its name, a numbered one in the screen's language."""
        number = numbered(card.window)
        return replace(
            card, window=self.tr("{0}号窗口").format(number) if number else window_name(card.window)
        )

    def _read(self) -> None:
        head = [self.head.words()] if self.head.words() else []
        self.read_aloud.emit([*head, *self.view(self._current).spoken()])

    def _measure(self) -> ScreenScale:
        dense = density(self.screen(), self.screen_mm)
        grown = growth(self.width(), self.height(), dense)
        height = self.height()
        if not self._return.isHidden():
            height -= self._return.sizeHint().height() + self._column.spacing()
        height = min(height, round(self.width() * UPRIGHT))
        reach = ScreenScale(dense, self.large, height=height, grown=grown)
        return replace(reach, tight=reach.is_low)

    def _fit(self) -> None:
        reach = self._measure()
        if reach == self.reach and self.styleSheet():
            return
        self.reach = reach
        self._column.setContentsMargins(reach.margin, reach.mm(2), reach.margin, reach.mm(4))
        self._column.setSpacing(reach.mm(2))
        self._dress()
        self.head.fit(reach)
        for view in self._views.values():
            view.fit(reach)
        self._lend()

    def _dress(self) -> None:
        self.setStyleSheet(self.look.style_sheet(self.reach))
