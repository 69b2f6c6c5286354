"""The clerk's side of the applicant's screen: shows what the clerk works on, and returns only the applicant's acts.

It learns that an invitation is open or closed, never whether or how somebody rated (L9).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QInputDevice
from PySide6.QtWidgets import QWidget

from counter.domain.case.acts import acts
from counter.ui.facades.light import Light, LightState
from counter.ui.facades.window import Clerk, WindowFacade
from counter.ui.kit.background import Background
from counter.ui.kit.messages import Message, Tone, message_of
from counter.ui.kit.theme import Look
from counter.ui.screen.clerk_side.blind_keys import RETURN_KEYS, BlindKeys
from counter.ui.screen.clerk_side.rating_session import RatingSession
from counter.ui.visit.current_visit import CurrentVisit

if TYPE_CHECKING:
    from counter.domain.case.case import Case
    from counter.domain.people.applicant import Applicant
    from counter.domain.screen.mirror import ApplicantReply, Drawing
    from counter.ui.case.case_detail import CaseDetail
    from counter.ui.case.slip_line import SlipLine
    from counter.ui.screen.applicant_screen import ApplicantScreen
    from counter.ui.screen.display import SecondDisplay
    from counter.ui.visit.panels.result_panel import ResultPanel

FOLLOW_MS = 60
"""Delay of updates while the clerk types: faster updates could not be read and would slow the clerk's input."""


class ApplicantSide(QObject):
    """Signals: ``changed(case)`` after an entry from the screen; ``announced(message)``, ``no_longer(message)``
    withdraws it; ``lit`` when the status light changed.
    """

    changed = Signal(object)
    announced = Signal(Message)
    no_longer = Signal(Message)
    lit = Signal()

    def __init__(
        self, facade: WindowFacade, background: Background, look: Look, visits: CurrentVisit, window: QWidget
    ) -> None:
        super().__init__(window)
        self._window = window.window()
        self._facade, self._background, self._look, self._visits = facade, background, look, visits
        self._clerk: Clerk | None = None
        self._served: Clerk | None = None  # the last one: whose visit is behind 暂停服务
        self._case: Case | None = None
        self._no_screen = Message(Tone.REFUSED, self.tr("没有打开申请人屏：按 Ctrl+D 打开，再给申请人看。"))
        self._not_signing = ""  # the case whose pledge the applicant declined to sign here
        self._display: SecondDisplay | None = None
        self._screen: ApplicantScreen | None = None
        self._blind = BlindKeys(self._window, self.toggle_window)
        self._follow = QTimer(self)
        self._follow.setSingleShot(True)
        self._follow.setInterval(FOLLOW_MS)
        self._follow.timeout.connect(self._update_screen)
        self.rating = RatingSession(facade, background, look, lambda: self._screen, self)
        self.rating.announced.connect(self.announced)
        self.rating.no_longer.connect(self.no_longer)
        self.rating.changed.connect(self._after)
        self.rating.over.connect(self._update_screen)
        look.changed.connect(self._set_up)
        visits.changed.connect(self._on_visit)
        visits.ended.connect(self._on_visit)
        background.run(facade.pad.close_all)

    # -- what the window asks --
    def set_clerk(self, clerk: Clerk | None) -> None:
        """Set the serving clerk; None: the window is locked and the visit is hidden at once."""
        self._clerk = clerk
        self.rating.set_clerk(clerk)
        if clerk is None:
            self._follow.stop()
            self._update_screen()
            if self._display is not None and self._display.state == "full":
                self._display.close_window()  # somebody has to sign on there
            return
        if clerk != self._served:
            self._case, self._not_signing = None, ""  # of the clerk before, who shows it again
        elif self._screen is not None:
            self._screen.resume()
        self._served = clerk
        self._follow.start()

    def connect_result(self, panel: ResultPanel) -> None:
        """Show a case just filed: it is the present applicant's."""
        panel.shown.connect(self.show_case)
        panel.next_wanted.connect(self.put_away_case)
        self.rating.offer(panel.rating)
        self.changed.connect(panel.papers.know)

    def connect_detail(self, detail: CaseDetail) -> None:
        """A case looked up may be anybody's: shown only on the clerk's request (L11)."""
        detail.show_wanted.connect(self._show_wanted)
        detail.gone.connect(self.put_away_case)
        self.rating.offer(detail.rating)
        self.changed.connect(detail.papers.know)

    def connect_slips(self, line: SlipLine) -> None:
        """An applicant came back with a slip."""
        self.rating.take_codes(line, lambda: None if self.shown else self.toggle_window())

    def show_case(self, case: Case) -> None:
        """A case was filed, changed, or opened to be viewed with the applicant."""
        self._case = case
        self._meet(case.applicant)
        self._follow.start()

    def put_away_case(self) -> None:
        """The case is no longer shown."""
        self._case = None
        self._follow.start()

    def light(self) -> Light:
        """Status light of the applicant's screen."""
        label = self.tr("申请人屏")
        state = "absent" if self._display is None else self._display.state
        if state == "display":
            return Light("screen", label, LightState.GOOD, self.tr("申请人屏开着，跟着眼前这一件。"))
        if state in ("window", "full"):
            return Light(
                "screen",
                label,
                LightState.GOOD,
                self.tr("申请人屏开在窗口里，请转给申请人看；按 Ctrl+D 收起。"),
            )
        return Light(
            "screen", label, LightState.ABSENT, self.tr("没有第二块屏；按 Ctrl+D 打开，转给申请人看。")
        )

    @property
    def clerk(self) -> Clerk | None:
        """The serving clerk."""
        return self._clerk

    @property
    def shown(self) -> bool:
        """Whether the applicant can see the screen."""
        return self._display is not None and self._display.state != "absent"

    @property
    def screen(self) -> ApplicantScreen | None:
        """The screen, once a display or window for it existed."""
        return self._screen

    def look_for_display(self) -> None:
        """Show the screen on a second display, now or when one is connected; without one nothing is built."""
        application = QGuiApplication.instance()
        assert isinstance(application, QGuiApplication)
        application.screenAdded.connect(self._place)
        if len(QGuiApplication.screens()) > 1:
            self._place()

    def toggle_window(self) -> None:
        """Open the screen on a single display, in a window or over all of it as it was set; or close it."""
        display = self._place()
        if display.state in ("window", "full"):
            display.close_window()
        else:
            display.open_window(full=self._look.preferences.screen_full)
        self._follow.start()

    def stop(self) -> None:
        """The window closes; an open invitation is closed at the next start."""
        application = QGuiApplication.instance()
        assert isinstance(application, QGuiApplication)
        application.screenAdded.disconnect(self._place)
        self._follow.stop()
        self._blind.rest()
        self.rating.stop()
        if self._display is not None and self._screen is not None:
            self._display.stop()
            self._screen.deleteLater()
            self._display = self._screen = None

    def _show_wanted(self, case: Case) -> None:
        """Show the case the clerk requests; with no visible screen a message is shown instead."""
        if self._visits.visit is not None:
            words = self.tr("“受理”里还有一件没放下，申请人屏跟着那一件。先按 Ctrl+N 放下，再给申请人看。")
            self.announced.emit(Message(Tone.REFUSED, words))
        elif not self.shown:
            self.announced.emit(self._no_screen)
        else:
            self.show_case(case)

    # -- the screen --
    def _place(self, _: object = None) -> SecondDisplay:
        """The screen and its display, built when a display may exist."""
        if self._display is None:
            from counter.ui.screen.applicant_screen import ApplicantScreen
            from counter.ui.screen.display import SecondDisplay
            from counter.ui.screen.screen_look import ScreenLook
            from counter.ui.screen.voice.voice import choose_voice

            look = ScreenLook(self._facade.resources, self._look, self)
            screen = self._screen = ApplicantScreen(look, self._look.preferences.screen_mm)
            screen.go_by(self._facade.now)
            self._display = SecondDisplay(screen, self._window)
            self._display.changed.connect(self._on_display)
            voice = choose_voice(screen)
            screen.head.set_voice(voice.available)
            screen.read_aloud.connect(voice.speak)
            screen.turned.connect(voice.stop)  # the text read aloud must match the screen
            self._listen(screen)
            self._set_up()
            self._display.start()
        return self._display

    def _listen(self, screen: ApplicantScreen) -> None:
        screen.answered.connect(self._answer)
        screen.replied.connect(self._hear)
        screen.agreed.connect(self._sign)
        screen.declined.connect(self._decline)
        screen.chosen.connect(self.rating.cast)
        screen.other_input.connect(self.rating.note_other_input)
        screen.foreign_reply.connect(
            lambda: self.announced.emit(Message(Tone.REFUSED, self.tr("申请人屏只认申请人自己的手。")))
        )

    def _set_up(self) -> None:
        """Apply width and input mode of the setup; a display with touch accepts only touch."""
        if self._screen is None:
            return
        preferences = self._look.preferences
        touch = preferences.screen_input == "touch" or (preferences.screen_input == "auto" and has_touch())
        self._screen.set_up(preferences.screen_mm, touch_only=touch)

    def _on_display(self) -> None:
        covered = self._display is not None and self._display.state == "full"
        if self._screen is not None:
            self._screen.name_return(RETURN_KEYS if covered else "")
        if covered:
            self._blind.watch()
        else:
            self._blind.rest()
        self._window.activateWindow()  # some window managers focus every new window
        if self.shown:
            self.rating.screen_opened()
            self.no_longer.emit(self._no_screen)
        self.lit.emit()
        self._follow.start()

    def _on_visit(self) -> None:
        visit = self._visits.visit
        if visit is not None:
            self._case = None
            self._meet(visit.applicant)
        self._follow.start()

    def _meet(self, applicant: Applicant | None) -> None:
        """Note when another identified applicant takes the seat."""
        if applicant is not None and applicant.name:
            number = applicant.person.id_number if applicant.person else ""
            if number or applicant.uscc:
                self.rating.next_person(applicant)

    def _update_screen(self) -> None:
        """Update the screen; a rating or signature in progress is never replaced."""
        screen = self.screen
        if screen is None or self.rating.is_busy:
            return
        pad, found = self._facade.pad, self._visits.assessment
        if self._clerk is None:
            screen.show_paused(pad.card(None))
        elif found is not None:
            screen.show_card(pad.card(self._clerk))
            screen.show_mirror(pad.mirror(found))
        elif self._case is not None:
            self._show_case(screen, self._case)
        else:
            screen.show_waiting(pad.card(self._clerk))

    def _show_case(self, screen: ApplicantScreen, case: Case) -> None:
        pad = self._facade.pad
        screen.show_card(pad.card(self._clerk))
        offer = next((o for o in self._facade.possible(case) if o.kind is acts.SignPledge), None)
        if offer is not None and offer.papers[0] not in case.drawings and case.id != self._not_signing:
            if screen.current != "pledge":
                screen.show_pledge(pad.pledge(case, offer.papers[0]))
            return
        screen.show_mirror(pad.mirror_case(case))

    # -- the applicant's acts --
    def _answer(self, question: str, options: tuple[str, ...]) -> None:
        if self._visits.visit is not None:
            self._visits.answer(question, options)

    def _hear(self, reply: ApplicantReply) -> None:
        if self._visits.visit is None:
            return
        self._visits.hear(reply)
        parts = {
            "people": self.tr("姓名、证件"),
            "answers": self.tr("情形回答"),
            "materials": self.tr("材料"),
            "other": self.tr("别的"),
        }
        about = "、".join(parts.get(part, part) for part in reply.about)
        right = self.tr("申请人在屏上看过，说“对”。")
        if reply.pages:
            right = self.tr("申请人在屏上只看了 {0} 页（共 {1} 页），说“对”。").format(
                reply.pages_shown, reply.pages
            )
        wrong = self.tr("申请人在屏上说有不对的地方：{0}。").format(about or self.tr("没有说是哪里"))
        self.announced.emit(
            Message(Tone.SAID if reply.right else Tone.REFUSED, right if reply.right else wrong)
        )

    def _sign(self, paper: str, drawing: Drawing) -> None:
        case, clerk = self._case, self._clerk
        if case is None or clerk is None:
            return

        def done(changed: Case) -> None:
            words = self.tr("申请人在屏上写了签名。请打印承诺书，请申请人在纸上签名后再记“已签”。")
            self.announced.emit(Message(Tone.DONE, words))
            self._after(changed)

        def failed(error: Exception) -> None:
            if self._screen is not None:  # the drawing is kept: it may be submitted again
                self._screen.show_pledge(self._facade.pad.pledge(case, paper))
            self._show_error(error)

        self._background.run(
            lambda: self._facade.pad.keep_drawing(case.id, paper, drawing, clerk), done, failed
        )

    def _decline(self, _: str) -> None:
        if self._case is not None:
            self._not_signing = self._case.id
        self.announced.emit(Message(Tone.REFUSED, self.tr("申请人在屏上表示不签承诺，请当面问清楚再办。")))
        self._follow.start()

    def _after(self, case: Case | None) -> None:
        if case is None:
            return
        if self._case is not None and self._case.id == case.id:
            self._case = case
        self.changed.emit(case)
        self._follow.start()

    def _show_error(self, error: Exception) -> None:
        self.announced.emit(message_of(error))


def has_touch() -> bool:
    """Whether this machine has a touch screen."""
    return any(d.type() is QInputDevice.DeviceType.TouchScreen for d in QInputDevice.devices())
