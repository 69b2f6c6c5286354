"""Status lights of a clerk's window, with those of the applicant's screen and the rating log."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QVBoxLayout

from counter.ui.facades.light import Light
from counter.ui.facades.window import WindowFacade
from counter.ui.frame.lights import Lights
from counter.ui.frame.top_bar import TopBar
from counter.ui.kit.background import Background
from counter.ui.kit.theme import Look

if TYPE_CHECKING:
    from datetime import datetime

    from counter.ui.screen.clerk_side.applicant_side import ApplicantSide
    from counter.ui.screen.clerk_side.screen_panel import ScreenPanel
    from counter.ui.visit.panels.rating_wait import RatingWait


class WindowLights(Lights):
    """A window's, among them that of the applicant's screen, which is set up behind it.

    Signals: ``preferred(preferences)`` when that was done.
    """

    preferred = Signal(object)

    def __init__(
        self,
        facade: WindowFacade,
        background: Background,
        look: Look,
        bar: TopBar,
        above: QVBoxLayout,
        parent: QObject,
    ) -> None:
        super().__init__(facade, background, bar, above, parent)
        self._station, self._look = facade, look
        self.screen: ScreenPanel | None = None
        self.wait: RatingWait | None = None
        self._side: ApplicantSide | None = None

    def know(self, side: ApplicantSide) -> None:
        """Connect the light of the applicant's screen."""
        self._side = side
        side.lit.connect(self._show_side)
        side.rating.opened.connect(self._show_wait)
        self._show_side()

    def dismiss(self) -> None:
        """The window locks: clear and close the panels."""
        super().dismiss()
        if self.screen is not None:
            self.screen.leave()

    def _show(self, lights: Sequence[Light]) -> None:
        if self._side is not None:
            own = self._side.light()
            lights = [own if light.id == own.id else light for light in lights]
        super()._show(lights)

    def _show_side(self) -> None:
        assert self._side is not None
        self._bar.change_light(self._side.light())

    def _show_wait(self, closes_at: datetime) -> None:
        """Built with the first invitation: many windows have no second screen."""
        if self.wait is None:
            from counter.ui.visit.panels.rating_wait import RatingWait

            assert self._side is not None
            rating, self.wait = self._side.rating, RatingWait()
            rating.waited_for.connect(self.wait.ask)
            rating.closed.connect(self.wait.dismiss)
            rating.manned.connect(self.wait.set_manned)
            self.wait.cut.connect(rating.cut_short)
            self._above.insertWidget(0, self.wait)
        self.wait.show_until(closes_at)

    def _press(self, light: Light) -> None:
        if light.id == "screen" and self._side is not None and self._side.clerk is not None:
            self._open_screen_panel(self._side, light)
        else:
            super()._press(light)

    def _open_screen_panel(self, side: ApplicantSide, light: Light) -> None:
        panel = self._screen_panel(side)
        panel.exchange.set_clerk(side.clerk)
        panel.ask(light)

    def _screen_panel(self, side: ApplicantSide) -> ScreenPanel:
        if self.screen is None:
            from counter.ui.screen.clerk_side.screen_panel import ScreenPanel

            self.screen = ScreenPanel(self._station, self._background, self._look)
            self.screen.exchange.announced.connect(self.announced)
            self.screen.preferred.connect(self.preferred)
            self.screen.window_wanted.connect(side.toggle_window)
            self._above.insertWidget(0, self.screen)
        return self.screen
