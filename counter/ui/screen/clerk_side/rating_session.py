"""One invitation to rate, from the clerk's request to its end; the clerk learns only that it is open or over (L9)."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from counter.domain.errors import BadInput, RuleRefused, WorldTrouble
from counter.ui.facades.window import Clerk, WindowFacade
from counter.ui.kit.background import Background
from counter.ui.kit.messages import Message, Tone, message_of
from counter.ui.kit.theme import Look
from counter.ui.visit.current_visit import is_another

if TYPE_CHECKING:
    from counter.domain.case.case import Case
    from counter.domain.people.applicant import Applicant
    from counter.domain.ratings.invitation import Invitation
    from counter.domain.ratings.rating import Choice
    from counter.services.ratings.refuse import RefusalCause
    from counter.ui.case.rating_invite import RatingInvite
    from counter.ui.case.slip_line import SlipLine
    from counter.ui.screen.applicant_screen import ApplicantScreen

THANKS_MS = 6_000
"""Minimum time thanks are shown, for every choice."""


class RatingSession(QObject):
    """``screen``: the applicant's screen, None without a display.

    Signals: ``changed(case)``; ``announced(message)``, ``no_longer(message)`` withdraws it; ``over`` when
    the screen is free; ``opened(closes_at)``, ``waited_for`` when another applicant is entered before the end, and
    ``closed``: the same for every choice; ``manned(bool)`` when a clerk signs on or leaves.
    """

    changed = Signal(object)
    announced = Signal(Message)
    no_longer = Signal(Message)
    over = Signal()
    opened = Signal(object)
    waited_for = Signal()
    closed = Signal()
    manned = Signal(bool)

    def __init__(
        self,
        facade: WindowFacade,
        background: Background,
        look: Look,
        screen: Callable[[], ApplicantScreen | None],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._facade, self._background, self._look = facade, background, look
        self._screen = screen
        self._clerk: Clerk | None = None
        self._invitation: Invitation | None = None
        self._rater: Applicant | None = None
        self._saving = False
        self._open_words = Message(Tone.SAID, self.tr("已邀请。请申请人自己选，到时自动结束。"))
        self._no_screen = Message(Tone.REFUSED, self.tr("没有打开申请人屏：按 Ctrl+D 打开，或者打评价条。"))
        self._closing = self._timer(0, self._close)
        self._thanks = self._timer(THANKS_MS, self.over.emit)

    @property
    def is_busy(self) -> bool:
        """A choice is being made or stored, or thanks are shown: the screen is not free."""
        screen = self._screen()
        choosing = self._invitation is not None and screen is not None and screen.current == "rating"
        return choosing or self._saving or self._thanks.isActive()

    def set_clerk(self, clerk: Clerk | None) -> None:
        """Set the inviting clerk; None: the window is locked."""
        self._clerk = clerk
        self.manned.emit(clerk is not None)

    def offer(self, offer: RatingInvite) -> None:
        """Connect a control by which the clerk may invite."""
        offer.invite_wanted.connect(self.invite)
        offer.slip_wanted.connect(self.give_slip)
        self.changed.connect(offer.settle)

    def take_codes(self, line: SlipLine, open_screen: Callable[[], None]) -> None:
        """Connect the input of slip codes: the choice is still made on the screen (代录)."""

        def done(invitation: Invitation) -> None:
            line.dismiss()
            open_screen()
            self._rater = None
            self._open(invitation)

        def give(code: str) -> None:
            clerk = self._clerk
            if clerk is not None:
                self._background.run(
                    lambda: self._facade.pad.use_code(code, clerk),
                    done,
                    lambda error: line.refuse(message_of(error).sentence),
                )

        line.code_given.connect(give)

    def invite(self, case: Case) -> None:
        """Invite at the clerk's request; the choice is the applicant's alone."""
        clerk, screen = self._clerk, self._screen()
        if clerk is None:
            return
        if screen is None or not screen.isVisible():
            self._ask_for_screen(case, clerk)
            return
        if screen.signing:
            self.announced.emit(Message(Tone.REFUSED, self.tr("申请人正在屏上签名，请等写好再请评价。")))
            self.changed.emit(case)
            return

        def done(both: tuple[Case, Invitation]) -> None:
            self._rater = both[0].applicant
            self._open(both[1])
            self.announced.emit(self._open_words)
            self.changed.emit(both[0])

        refused = partial(self._refused, case)
        self._background.run(lambda: self._facade.pad.invite(case.id, clerk), done, refused)

    def _ask_for_screen(self, case: Case, clerk: Clerk) -> None:
        """Nobody opens a screen to be refused then."""

        def wanted(_: None) -> None:
            screen = self._screen()
            if screen is None or not screen.isVisible():
                self.announced.emit(self._no_screen)
            self.changed.emit(case)

        refused = partial(self._refused, case)
        self._background.run(lambda: self._facade.pad.check_invitable(case.id, clerk), wanted, refused)

    def screen_opened(self) -> None:
        """What was said about a screen that is not there is no longer so."""
        self.no_longer.emit(self._no_screen)

    def give_slip(self, case: Case) -> None:
        """Print a slip instead, for rating within days at the guide desk."""
        clerk = self._clerk
        if clerk is None:
            return
        printer = self._look.preferences.printer

        def done(changed: Case) -> None:
            self.announced.emit(Message(Tone.DONE, self.tr("评价条已送打印：请当面对折好再交给申请人。")))
            self.changed.emit(changed)

        refused = partial(self._refused, case)
        self._background.run(lambda: self._facade.pad.print_slip(case.id, clerk, printer), done, refused)

    def cast(self, invitation: Invitation, choice: Choice | None) -> None:
        """Store the applicant's choice; thanks follow. The clerk's side is shown nothing."""
        self._saving = True

        def kept(_: object) -> None:
            self._saving = False
            self._end_with(lambda screen: screen.show_thanks())

        def failed(error: Exception) -> None:
            self._saving = False
            screen = self._screen()
            if isinstance(error, RuleRefused) or self._invitation != invitation:
                self._end_with(lambda screen: screen.show_too_late())
            elif screen is not None:  # not stored: the applicant may choose again
                screen.show_rating(invitation, self._facade.pad.reasons(), again=True)
            if isinstance(error, BadInput):  # an error message about a choice would reveal that there was one
                error = WorldTrouble(self.tr("评价没有存下，请申请人在屏上再选一次。"))
            self.announced.emit(message_of(error))

        self._background.run(lambda: self._facade.pad.cast(invitation, choice), kept, failed)

    def _end_with(self, show: Callable[[ApplicantScreen], None]) -> None:
        """End with thanks or notice, unless the screen shows another person's content."""
        screen = self._screen()
        if screen is not None and screen.current == "thanks":
            show(screen)
        self._thanks.start()

    def note_other_input(self, cause: RefusalCause) -> None:
        """Record an input by somebody else, and show it."""
        self._background.run(lambda: self._facade.pad.refused(cause))
        words = self.tr("评价只能由申请人在申请人屏上用手选，刚才的不算，已记下。")
        self.announced.emit(Message(Tone.REFUSED, words))

    def next_person(self, applicant: Applicant) -> None:
        """Another applicant is entered: the running invitation is only ended on request."""
        if self._invitation is not None and (self._rater is None or is_another(self._rater, applicant)):
            self.waited_for.emit()

    def cut_short(self) -> None:
        """End the open invitation early, in the clerk's own name."""
        if self._clerk is not None and self._invitation is not None:
            self._closing.stop()
            self._close(self._clerk)

    def stop(self) -> None:
        """The window closes; an open invitation is closed at the next start."""
        self._closing.stop()
        self._thanks.stop()

    def _open(self, invitation: Invitation) -> None:
        self._invitation = invitation
        left = invitation.closes_at - self._facade.now()
        self._closing.start(max(0, int(left.total_seconds() * 1000)))
        self._thanks.stop()
        self.opened.emit(invitation.closes_at)
        screen = self._screen()
        if screen is not None:
            screen.show_rating(invitation, self._facade.pad.reasons())

    def _close(self, by: Clerk | None = None) -> None:
        """``by``: the clerk who ends it early; None where it expired."""
        invitation, self._invitation = self._invitation, None
        if invitation is None:
            return
        self.no_longer.emit(self._open_words)
        self.closed.emit()
        pad = self._facade.pad
        screen = self._screen()
        if screen is not None and screen.current == "rating":
            screen.show_thanks()
            self._thanks.start()

        def closed(case: Case | None) -> None:
            if case is not None:
                self.changed.emit(case)

        def failed(error: Exception) -> None:
            self.announced.emit(message_of(error))

        def work() -> Case | None:
            return pad.close(invitation.case) if by is None else pad.cut_short(invitation.case, by)

        self._background.run(work, closed, failed)

    def _refused(self, case: Case, error: Exception) -> None:
        self.announced.emit(message_of(error))
        self.changed.emit(case)

    def _timer(self, ms: int, act: Callable[[], None]) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(ms)
        timer.timeout.connect(act)
        return timer
