"""The status lights: polled every few seconds, each with a panel or message when pressed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout

from counter.ui.facades.light import Light, LightState
from counter.ui.frame.top_bar import TopBar
from counter.ui.kit.background import Background
from counter.ui.kit.messages import Message, Tone

if TYPE_CHECKING:
    from counter.ui.facades.base import ProfileFacade
    from counter.ui.frame.clock_panel import ClockPanel

EVERY_MS, FIRST_MS = 10_000, 400
_NEW_ONES = ("rating", "keys")
"""Lights that are there only where something is wrong: said once, for nobody presses what was not there before."""


_WRONG = (LightState.WARN, LightState.BAD)


class Lights(QObject):
    """``above``: the column a panel is inserted on top of; ``wanted``: whether to poll at all (a print system may
    block). Signals: ``announced(message)``; ``asked`` at every poll; ``seen(lights)`` with what it found.
    """

    announced = Signal(Message)
    asked = Signal()
    seen = Signal(object)

    def __init__(
        self,
        facade: ProfileFacade,
        background: Background,
        bar: TopBar,
        above: QVBoxLayout,
        parent: QObject,
        wanted: Callable[[], bool] = lambda: True,
    ) -> None:
        super().__init__(parent)
        self._facade, self._background = facade, background
        self._bar, self._above, self._wanted = bar, above, wanted
        self.clock: ClockPanel | None = None
        self._said: set[str] = set()
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY_MS)
        self._timer.timeout.connect(self.ask)
        bar.light_pressed.connect(self._press)

    def start(self) -> None:
        """Start polling, first after ``FIRST_MS``: looking for printers must not delay the start."""
        self._timer.start(FIRST_MS)

    def stop(self) -> None:
        """Stop polling."""
        self._timer.stop()

    def ask(self) -> None:
        """Poll at once and continue every ``EVERY_MS``."""
        self._timer.setInterval(EVERY_MS)
        if self._wanted():
            self._background.run(self._facade.lights, self._show)
            self.asked.emit()

    def dismiss(self) -> None:
        """The window locks: clear and close the panels."""
        if self.clock is not None:
            self.clock.leave()

    def _show(self, lights: Sequence[Light]) -> None:
        self._bar.show_lights(lights)
        self.seen.emit(lights)
        wrong = {light.id: light for light in lights if light.id in _NEW_ONES and light.state in _WRONG}
        for name in wrong.keys() - self._said:
            self.announced.emit(Message(Tone.SAID, wrong[name].words))
        self._said = set(wrong)
        if self.clock is not None:
            self.clock.show_light(next(light for light in lights if light.id == "clock"))

    def _press(self, light: Light) -> None:
        """Show the light's sentence; a clock in doubt opens its panel."""
        if light.id != "clock" or light.state is not LightState.WARN:
            self.announced.emit(Message(Tone.SAID, light.words))
        else:
            self._clock_panel().ask(light)

    def _clock_panel(self) -> ClockPanel:
        if self.clock is None:
            from counter.ui.frame.clock_panel import ClockPanel

            self.clock = ClockPanel(self._facade, self._background)
            self.clock.announced.connect(self.announced)
            self.clock.confirmed.connect(self.ask)
            self._above.insertWidget(0, self.clock)
        return self.clock
