"""Setup of the applicant's screen: measured width, accepted input, window mode; and file exchange with the rating
office.
"""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from counter.ui.facades.light import Light
from counter.ui.facades.window import Preferences, WindowFacade
from counter.ui.kit.background import Background
from counter.ui.kit.controls.act_button import ActButton
from counter.ui.kit.controls.chip import Chip
from counter.ui.kit.controls.choices import Choices
from counter.ui.kit.controls.field_row import follow
from counter.ui.kit.controls.labels import ProblemLabel, Rule, TextLabel
from counter.ui.kit.controls.passing_panel import PassingPanel
from counter.ui.kit.controls.refusals import Refusals
from counter.ui.kit.controls.screen_width import ScreenWidth
from counter.ui.kit.theme import Look
from counter.ui.screen.clerk_side.rating_exchange import RatingFiles


class ScreenPanel(PassingPanel):
    """Opened by the screen's light, above the page; Esc closes it.

    Signals: ``preferred(preferences)`` after a setting changed; ``window_wanted`` to open or close the window.
    """

    preferred = Signal(object)
    window_wanted = Signal()

    def __init__(
        self, facade: WindowFacade, background: Background, look: Look, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("screenPanel")
        self.setProperty("role", "note-act")
        self._look = look
        self._words = TextLabel("", wrap=True)
        self.width_mm = ScreenWidth("screenWidth")
        self._problem = ProblemLabel()
        follow(self.width_mm, self._problem)
        self.refusals = Refusals(self._problem)
        self.refusals.add(self.width_mm, "screen_mm")
        self.hand = Choices(look, "screenHand", self.tr("申请人用什么选"))
        self._keep = ActButton("screenKeep", self.tr("就按这样"), "Enter", role="primary", enter=True)
        self._window = ActButton("screenWindow", self.tr("开在窗口里／收起窗口"), "Ctrl+D", enter=True)
        self.exchange = RatingFiles(facade, background, look)
        self._close = ActButton("screenClose", self.tr("不改"), "Esc", role="quiet", enter=True)
        self._arrange()
        self.hand.remade.connect(self._chain)
        self._keep.clicked.connect(self._prefer)
        self.width_mm.returnPressed.connect(self._prefer)
        self._window.clicked.connect(self.window_wanted)
        self._close.clicked.connect(self.leave)

    def ask(self, light: Light) -> None:
        """Show the state and the settings."""
        self.enter()
        preferences = self._look.preferences
        self._words.setText(light.words)
        self.width_mm.show_width(preferences.screen_mm)
        self.refusals.clear()
        options = (
            ("auto", self.tr("有触摸屏就只认触摸")),
            ("touch", self.tr("只认触摸")),
            ("mouse", self.tr("鼠标也可以")),
        )
        self.hand.show_options(options, (preferences.screen_input,))
        self.show()
        self.width_mm.setFocus(Qt.FocusReason.OtherFocusReason)

    def _prefer(self) -> None:
        width = self.width_mm.width_or_none()
        if width is None:
            self.width_mm.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        preferences: Preferences = self._look.preferences
        input_mode = self.hand.chosen[0] if self.hand.chosen else "auto"
        wanted = replace(preferences, screen_mm=width, screen_input=input_mode)
        if wanted != preferences:
            self.preferred.emit(wanted)
        self.leave()

    def _chain(self) -> None:
        """Set the tab order by position: the choices are beside the width, though built last."""
        before: QWidget = self.width_mm
        for part in (*self.hand.findChildren(Chip), self._keep):
            QWidget.setTabOrder(before, part)
            before = part

    def _arrange(self) -> None:
        fields = QHBoxLayout()
        fields.setSpacing(12)
        fields.addWidget(TextLabel(self.tr("屏幕宽度（毫米）")))
        fields.addWidget(self.width_mm)
        fields.addWidget(self.hand, 1)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        for button in (self._keep, self._window, self._close):
            buttons.addWidget(button)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 8, 16, 8)
        column.setSpacing(6)
        column.addWidget(self._words)
        column.addLayout(fields)
        column.addWidget(self._problem)
        column.addLayout(buttons)
        column.addWidget(Rule())
        column.addWidget(self.exchange)
        self.hide()
