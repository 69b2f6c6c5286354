"""A closed day on paper or in a file: what is sent and stored, and what is said of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from counter.ui.facades.day import DayFacade
from counter.ui.kit.background import Background, Lane
from counter.ui.kit.messages import Message, Tone

if TYPE_CHECKING:
    from counter.services.day.close_day import ClosedDay


class DayPapers(QObject):
    """Signals: ``announced(message)``."""

    announced = Signal(Message)

    def __init__(
        self, facade: DayFacade, background: Background, refuse: Callable[[Exception], None], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._facade, self._background, self._refuse = facade, background, refuse

    def print(self, closed: ClosedDay, words: str = "") -> None:
        """Send its sheet to the printer; ``words``: what is said then, with a place for the printer."""
        words = words or self.tr("日结单已送 {0}。纸出来以后归档，不要放在这台电脑旁边。")

        def sent(printer: str) -> None:
            self.announced.emit(Message(Tone.DONE, words.format(printer)))

        self._background.run(lambda: self._facade.print(closed), sent, self._refuse, lane=Lane.PAPERS)

    def print_shift(self, closed: ClosedDay, done: str = "") -> None:
        """The same for the sheet of a shift that was handed over, after what was ``done``."""
        self.print(closed, done + self.tr("交班单已送 {0}，两人签名以后归档，不要放在这台电脑旁边。"))

    def save(self, closed: ClosedDay, file: Path) -> None:
        """Store its sheet."""

        def saved(_: None) -> None:
            self.announced.emit(Message(Tone.DONE, self.tr("日结单已存到 {0}。").format(file)))

        self._background.run(lambda: self._facade.save(closed, file), saved, self._refuse, lane=Lane.FILES)
