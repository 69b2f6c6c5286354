"""What 日结 shows, read in the background: all of it, or after another program wrote what changed of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from counter.ui.facades.day import HeldHere
from counter.ui.kit.background import Background

if TYPE_CHECKING:
    from collections.abc import Callable

    from counter.ui.facades.day import DayFacade, DayLine


class DayReading(QObject):
    """Signals: ``days(lines)`` and ``held(things)``, as read. ``refuse``: gets what went wrong."""

    days = Signal(object)
    held = Signal(object)

    def __init__(
        self, facade: DayFacade, background: Background, refuse: Callable[[Exception], None], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._facade, self._background, self._refuse = facade, background, refuse
        self._days: Sequence[DayLine] = ()
        self.here = HeldHere()
        """What lies here, as read last."""

    def read(self) -> None:
        """All of it."""
        self._background.run(self._facade.days, self._show_days, self._refuse)
        self.read_held()

    def read_held(self) -> None:
        """What lies here."""
        self._background.run(self._facade.held, self._show_held, self._refuse)

    def look_again(self) -> None:
        """What changed since it was read."""

        def show_days(lines: Sequence[DayLine]) -> None:
            if lines != self._days:
                self._show_days(lines)

        def show_held(held: HeldHere) -> None:
            if held != self.here:
                self._show_held(held)

        self._background.run(self._facade.days, show_days, self._refuse)
        self._background.run(self._facade.held, show_held, self._refuse)

    def _show_days(self, lines: Sequence[DayLine]) -> None:
        self._days = lines
        self.days.emit(lines)

    def _show_held(self, held: HeldHere) -> None:
        self.here = held
        self.held.emit(held)
