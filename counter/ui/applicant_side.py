"""The applicant's side of the counter: the screen follows the clerk's page, and brings back only the applicant's acts.

The clerk's side learns that an invitation is open or over, never whether or how somebody rated (L9).
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QInputDevice
from PySide6.QtWidgets import QWidget

from counter.domain import acts
from counter.domain.errors import RuleRefused
from counter.ui.background import Background
from counter.ui.desk import Clerk, Desk, Light, LightState
from counter.ui.messages import Message, Tone, message_of
from counter.ui.theme import Look
from counter.ui.visit_in_hand import VisitInHand

if TYPE_CHECKING:
    from counter.domain.case import Case
    from counter.domain.invitation import Invitation
    from counter.domain.mirror import Drawing, Said
    from counter.domain.rating import Choice
    from counter.services.refuse_rating import Cause
    from counter.ui.applicant_screen.applicant_screen import ApplicantScreen
    from counter.ui.applicant_screen.display import SecondDisplay
    from counter.ui.widgets.case_detail import CaseDetail
    from counter.ui.widgets.rating_invite import RatingInvite
    from counter.ui.widgets.result_panel import ResultPanel
    from counter.ui.widgets.slip_line import SlipLine

FOLLOW_MS = 60
"""The screen follows what is typed at this pace: nobody reads faster, and the clerk's keys do not wait for it."""
THANKS_MS = 6_000
"""How long thanks are shown at least, whatever was chosen."""


class ApplicantSide(QObject):
    """Signals: ``changed(case)`` after an entry that came from here; ``said(message)``; ``lit`` for the light."""

    changed = Signal(object)
    said = Signal(Message)
    lit = Signal()

    def __init__(
        self, desk: Desk, background: Background, look: Look, visits: VisitInHand, window: QWidget
    ) -> None:
        super().__init__(window)
        self._window = window.window()
        self._desk, self._background, self._look, self._visits = desk, background, look, visits
        self._clerk: Clerk | None = None
        self._case: Case | None = None
        self._invitation: Invitation | None = None
        self._not_signing = ""  # the case whose pledge the applicant would not sign here
        self._display: SecondDisplay | None = None
        self._screen: ApplicantScreen | None = None
        self._follow = self._timer(FOLLOW_MS, self._show_now)
        self._closing = self._timer(0, self._close)
        self._thanks = self._timer(THANKS_MS, self._show_now)
        look.changed.connect(self._set_up)
        visits.changed.connect(self._on_visit)
        visits.ended.connect(self._on_visit)
        background.run(desk.pad.close_all)

    # -- what the window asks --
    def belong_to(self, clerk: Clerk | None) -> None:
        """Who serves here now; None: the window is locked, and nothing of a visit stays in sight."""
        self._clerk = clerk
        self._follow.start()

    def follow_result(self, panel: ResultPanel) -> None:
        """What was just filed concerns whoever stands here: it is shown at once."""
        panel.shown.connect(self.show_case)
        panel.next_wanted.connect(self.put_away_case)
        self._offer_rating(panel.rating)
        self.changed.connect(panel.papers.know)

    def follow_detail(self, detail: CaseDetail) -> None:
        """A case looked up may be anybody's: it is shown only when the clerk says so (L11)."""
        detail.show_wanted.connect(self.show_case)
        detail.gone.connect(self.put_away_case)
        self._offer_rating(detail.rating)
        self.changed.connect(detail.papers.know)

    def follow_slips(self, line: SlipLine) -> None:
        """Somebody came back with a folded slip: the choice is made on the screen all the same (代录)."""

        def done(invitation: Invitation) -> None:
            line.put_away()
            if not self.shown:
                self.toggle_window()
            self._open_rating(invitation)

        def give(code: str) -> None:
            clerk = self._clerk
            if clerk is not None:
                self._background.run(
                    lambda: self._desk.pad.use_code(code, clerk),
                    done,
                    lambda error: line.refuse(message_of(error).sentence),
                )

        line.code_given.connect(give)

    def _offer_rating(self, offer: RatingInvite) -> None:
        offer.invite_wanted.connect(self.invite)
        offer.slip_wanted.connect(self.give_slip)
        self.changed.connect(offer.settle)

    def show_case(self, case: Case) -> None:
        """A case was filed, changed, or opened to be looked at together with the applicant."""
        self._case = case
        self._follow.start()

    def put_away_case(self) -> None:
        """The case is not in sight any more."""
        self._case = None
        self._follow.start()

    def invite(self, case: Case) -> None:
        """The clerk invites; the choice is the applicant's alone."""
        clerk = self._clerk
        if clerk is None:
            return
        if not self.shown:
            self.said.emit(Message(Tone.REFUSED, self.tr("没有打开申请人屏：按 Ctrl+D 打开，或者打评价条。")))
            self.changed.emit(case)
            return
        self._background.run(
            lambda: self._desk.pad.invite(case.id, clerk), self._on_invited, partial(self._refused, case)
        )

    def give_slip(self, case: Case) -> None:
        """A folded slip instead, to rate from home or at the guide desk."""
        clerk = self._clerk
        if clerk is None:
            return
        printer = self._look.preferences.printer

        def done(now: Case) -> None:
            self.said.emit(Message(Tone.DONE, self.tr("评价条已送打印：请当面对折好再交给申请人。")))
            self.changed.emit(now)

        self._background.run(
            lambda: self._desk.pad.print_slip(case.id, clerk, printer), done, partial(self._refused, case)
        )

    def light(self) -> Light:
        """How the applicant's screen stands."""
        label = self.tr("申请人屏")
        state = "absent" if self._display is None else self._display.state
        if state == "display":
            return Light("screen", label, LightState.GOOD, self.tr("申请人屏开着，跟着眼前这一件。"))
        if state == "window":
            return Light("screen", label, LightState.GOOD, self.tr("申请人屏开在窗口里，请转给申请人看。"))
        return Light("screen", label, LightState.ABSENT, self.tr("没有第二块屏；按 Ctrl+D 可以开在窗口里。"))

    @property
    def clerk(self) -> Clerk | None:
        """Who serves here now."""
        return self._clerk

    @property
    def shown(self) -> bool:
        """Whether the applicant can see the screen."""
        return self._display is not None and self._display.state != "absent"

    @property
    def screen(self) -> ApplicantScreen | None:
        """The screen, once there was a place for it."""
        return self._screen

    def look_for_display(self) -> None:
        """Show the screen on a second display, now or when one comes; without one nothing is built."""
        application = QGuiApplication.instance()
        assert isinstance(application, QGuiApplication)
        application.screenAdded.connect(self._place)
        if len(QGuiApplication.screens()) > 1:
            self._place()

    def toggle_window(self) -> None:
        """Open the screen as a window where there is one display only, or close it again."""
        display = self._place()
        if display.state == "window":
            display.close_window()
        else:
            display.open_window()
        self._follow.start()

    def stop(self) -> None:
        """The window closes; an open invitation is closed at the next start."""
        application = QGuiApplication.instance()
        assert isinstance(application, QGuiApplication)
        application.screenAdded.disconnect(self._place)
        for timer in (self._follow, self._closing, self._thanks):
            timer.stop()
        if self._display is not None and self._screen is not None:
            self._display.stop()
            self._screen.deleteLater()
            self._display = self._screen = None

    # -- the screen --
    def _place(self, _: object = None) -> SecondDisplay:
        """The screen with its place, built when there may be one."""
        if self._display is None:
            from counter.ui.applicant_screen.applicant_screen import ApplicantScreen
            from counter.ui.applicant_screen.display import SecondDisplay
            from counter.ui.applicant_screen.screen_look import ScreenLook
            from counter.ui.applicant_screen.voice import choose_voice

            look = ScreenLook(self._desk.resources, self._look, self)
            screen = self._screen = ApplicantScreen(look, self._look.preferences.screen_mm)
            screen.go_by(self._desk.now)
            self._display = SecondDisplay(screen, self._window)
            self._display.changed.connect(self._on_display)
            voice = choose_voice(screen)
            screen.head.set_voice(voice.available)
            screen.read_aloud.connect(voice.speak)
            self._listen(screen)
            self._set_up()
            self._display.start()
        return self._display

    def _listen(self, screen: ApplicantScreen) -> None:
        screen.answered.connect(self._answer)
        screen.said.connect(self._hear)
        screen.agreed.connect(self._sign)
        screen.declined.connect(self._decline)
        screen.chosen.connect(self._cast)
        screen.other_hand.connect(self._note_other_hand)
        screen.not_theirs.connect(
            lambda: self.said.emit(Message(Tone.REFUSED, self.tr("申请人屏只认申请人自己的手。")))
        )

    def _set_up(self) -> None:
        """Width and hand as told at setup; a display with touch counts nothing but touch."""
        if self._screen is None:
            return
        now = self._look.preferences
        touch = now.screen_input == "touch" or (now.screen_input == "auto" and has_touch())
        self._screen.set_up(now.screen_mm, touch_only=touch)

    def _on_display(self) -> None:
        self._window.activateWindow()  # some window managers give every new window the keyboard
        self.lit.emit()
        self._follow.start()

    def _on_visit(self) -> None:
        if self._visits.visit is not None:
            self._case = None
        self._follow.start()

    def _show_now(self) -> None:
        """What the screen should show now; a rating or a signature in hand is never taken away."""
        screen = self.screen
        if screen is None or (self._invitation is not None and screen.current == "rating"):
            return
        if self._thanks.isActive():
            return
        pad, found = self._desk.pad, self._visits.assessment
        if self._clerk is None:
            screen.show_waiting(pad.card(None))
        elif found is not None:
            screen.show_card(pad.card(self._clerk))
            screen.show_mirror(pad.mirror(found))
        elif self._case is not None:
            self._show_case(screen, self._case)
        else:
            screen.show_waiting(pad.card(self._clerk))

    def _show_case(self, screen: ApplicantScreen, case: Case) -> None:
        pad = self._desk.pad
        screen.show_card(pad.card(self._clerk))
        offer = next((o for o in self._desk.possible(case) if o.kind is acts.SignPledge), None)
        if offer is not None and offer.papers[0] not in case.drawings and case.id != self._not_signing:
            if screen.current != "pledge":
                screen.show_pledge(pad.pledge(case, offer.papers[0]))
            return
        screen.show_mirror(pad.mirror_case(case))

    # -- the applicant's acts --
    def _answer(self, question: str, options: tuple[str, ...]) -> None:
        if self._visits.visit is not None:
            self._visits.answer(question, options)

    def _hear(self, said: Said) -> None:
        if self._visits.visit is None:
            return
        self._visits.hear(said)
        about = "、".join(said.about)
        right = self.tr("申请人在屏上看过，说“对”。")
        wrong = self.tr("申请人在屏上说有不对的地方：{0}。").format(about or self.tr("没有说是哪里"))
        self.said.emit(Message(Tone.SAID if said.right else Tone.REFUSED, right if said.right else wrong))

    def _sign(self, paper: str, drawing: Drawing) -> None:
        case, clerk = self._case, self._clerk
        if case is None or clerk is None:
            return

        def done(now: Case) -> None:
            words = self.tr("申请人在屏上写了签名。请打印承诺书，请申请人在纸上签名后再记“已签”。")
            self.said.emit(Message(Tone.DONE, words))
            self._after(now)

        self._background.run(
            lambda: self._desk.pad.keep_drawing(case.id, paper, drawing, clerk), done, self._tell
        )

    def _decline(self, _: str) -> None:
        if self._case is not None:
            self._not_signing = self._case.id
        self.said.emit(Message(Tone.REFUSED, self.tr("申请人在屏上表示不签承诺，请当面问清楚再办。")))
        self._follow.start()

    def _on_invited(self, both: tuple[Case, Invitation]) -> None:
        case, invitation = both
        self._open_rating(invitation)
        self.said.emit(Message(Tone.SAID, self.tr("已邀请。请申请人自己选，到时自动结束。")))
        self._after(case)

    def _open_rating(self, invitation: Invitation) -> None:
        self._invitation = invitation
        left = invitation.closes_at - self._desk.now()
        self._closing.start(max(0, int(left.total_seconds() * 1000)))
        self._thanks.stop()
        if self.screen is not None:
            self.screen.show_rating(invitation, self._desk.pad.reasons())

    def _cast(self, invitation: Invitation, choice: Choice | None) -> None:
        self._thanks.start()  # the screen thanks at once by itself

        def failed(error: Exception) -> None:
            if not isinstance(error, RuleRefused) and self.screen is not None:
                self._thanks.stop()
                self.screen.show_rating(
                    invitation, self._desk.pad.reasons()
                )  # the applicant may choose once more: nothing was kept
            self._tell(error)

        self._background.run(lambda: self._desk.pad.cast(invitation, choice), None, failed)

    def _close(self) -> None:
        invitation, self._invitation = self._invitation, None
        if invitation is None:
            return
        if self.screen is not None and self.screen.current == "rating":
            self.screen.show_thanks()
            self._thanks.start()
        self._background.run(lambda: self._desk.pad.close(invitation.case), self._after, self._tell)

    def _note_other_hand(self, cause: Cause) -> None:
        self._background.run(lambda: self._desk.pad.refused(cause))
        self.said.emit(
            Message(Tone.REFUSED, self.tr("评价只能由申请人在申请人屏上用手选，刚才的不算，已记下。"))
        )

    def _after(self, case: Case | None) -> None:
        if case is None:
            return
        if self._case is not None and self._case.id == case.id:
            self._case = case
        self.changed.emit(case)
        self._follow.start()

    def _refused(self, case: Case, error: Exception) -> None:
        self._tell(error)
        self.changed.emit(case)

    def _tell(self, error: Exception) -> None:
        self.said.emit(message_of(error))

    def _timer(self, ms: int, act: object) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(ms)
        timer.timeout.connect(act)
        return timer


def has_touch() -> bool:
    """Whether this machine knows of a touch screen."""
    return any(d.type() is QInputDevice.DeviceType.TouchScreen for d in QInputDevice.devices())
