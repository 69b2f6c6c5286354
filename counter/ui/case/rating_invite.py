"""评价: the clerk may invite, and sees invited or closed; never whether or how somebody rated (L9)."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QFrame, QVBoxLayout, QWidget

from counter.domain.case.case import Case
from counter.domain.ratings.invitation import rating_state
from counter.ui.facades.window import WindowFacade
from counter.ui.kit.controls.act_button import ActButton
from counter.ui.kit.controls.flow_layout import FlowLayout
from counter.ui.kit.controls.labels import TextLabel
from counter.ui.kit.messages import Message, Tone

_GAP = 12


class RatingInvite(QFrame):
    """``quiet``: show nothing where no invitation is possible; ``brief``: no words beside an invitation.

    ``keys``: where its keys work, also while it is out of sight.

    Signals: ``invite_wanted(case)`` on the screen, ``slip_wanted(case)`` for a slip to rate at home;
    ``announced(message)`` why a key does neither.
    """

    announced = Signal(Message)
    invite_wanted = Signal(object)
    slip_wanted = Signal(object)

    def __init__(
        self,
        facade: WindowFacade,
        parent: QWidget | None = None,
        *,
        quiet: bool = False,
        brief: bool = False,
        keys: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._brief = brief
        self.setObjectName("ratingInvite")
        self._quiet = quiet
        self._facade = facade
        self._case: Case | None = None
        self._may = self.shows = False
        self._why_not = ""
        self._pressed: ActButton | None = None
        self._passed_to: QWidget | None = None  # where the focus fell while the request is running
        self._words = TextLabel("", "second", wrap=True)
        self._words.setObjectName("ratingWords")
        self.invite = ActButton("inviteRating", self.tr("请申请人评价"), "Ctrl+E", writes=True)
        self.invite.clicked.connect(self._invite)
        self.slip = ActButton("ratingSlip", self.tr("打评价条，回去再评"), "Ctrl+R", role="link", writes=True)
        self.slip.clicked.connect(self._give_slip)
        line = FlowLayout(gap=_GAP)
        line.addWidget(self.invite)
        line.addWidget(self.slip)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addStretch(1)  # beside a taller button: in the middle of its height
        column.addLayout(line)
        column.addWidget(self._words)
        column.addStretch(1)
        for shown, act in (("Ctrl+E", self._invite), ("Ctrl+R", self._give_slip)):
            key = QShortcut(QKeySequence(shown), keys or self)
            key.setAutoRepeat(False)
            key.activated.connect(act)

    def show_case(self, case: Case) -> None:
        """Offer the invitation where the visit has an outcome; else show its state."""
        self._case = case
        why_not = self._why_not = self._facade.pad.why_not(case)
        self._may = not why_not
        for button in (self.invite, self.slip):
            button.setVisible(self._may)
        self._words.setText(self._state_text(case, why_not))
        self._words.setVisible(not (self._brief and self._may))
        self.invite.setToolTip(self._words.text() if self._may else "")
        self.shows = self._may or not self._quiet or bool(rating_state(case))
        self.setVisible(self.shows)

    def lead(self, leads: bool) -> None:
        """Whether the invitation is what comes next: its button is filled."""
        self.invite.take_role("primary" if leads else "plain")

    @property
    def line_width(self) -> int:
        """What both ways to invite take beside each other; 0 where there is nothing to invite to."""
        return self.invite.sizeHint().width() + _GAP + self.slip.sizeHint().width() if self._may else 0

    @property
    def may(self) -> bool:
        """Whether the applicant may be invited now."""
        return self._may

    def settle(self, case: Case) -> None:
        """The request was carried out or failed."""
        if self._case is not None and self._case.id == case.id:
            self._wait(False)
            self.show_case(case)
            if self._may and self._pressed is not None and QApplication.focusWidget() is self._passed_to:
                self._pressed.setFocus()  # refused: the hand is where it was
            self._pressed = None

    def _state_text(self, case: Case, why_not: str) -> str:
        state = rating_state(case)
        if self._may:
            return self.tr("请申请人自己在申请人屏上选，您看不到选了哪一项。")
        if state == "invited":
            return self.tr("已邀请，到时自动结束。评没评、怎么评，这里不显示。")
        if state == "closed":
            return self.tr("评价邀请已结束。")
        return why_not

    def _invite(self) -> None:
        if self._may_press(self.invite):
            self._wait(True)
            self.invite_wanted.emit(self._case)

    def _give_slip(self) -> None:
        if self._may_press(self.slip):
            self._wait(True)
            self.slip_wanted.emit(self._case)

    def _may_press(self, button: ActButton) -> bool:
        """Whether an invitation can be asked for now; a key that cannot is answered with the reason."""
        if self._case is None:
            return False
        if not self._may:
            self.announced.emit(Message(Tone.REFUSED, self._state_text(self._case, self._why_not)))
        return self._may and button.isEnabled()

    def _wait(self, waiting: bool) -> None:
        """Disable the buttons while a request is running."""
        both = (self.invite, self.slip)
        if waiting:
            self._pressed = next((button for button in both if button.hasFocus()), None)
        for button in both:
            button.setEnabled(not waiting)
        if waiting:
            self._passed_to = QApplication.focusWidget()
