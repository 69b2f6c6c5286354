"""One case after the other on a lane, so that other work comes in between; it can be stopped after any of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from counter.domain.document.numbering import grouped
from counter.domain.errors import CounterError
from counter.ui.kit.background import Background, Lane
from counter.ui.kit.messages import message_of

if TYPE_CHECKING:
    from counter.services.archive.list_files import ArchiveRow


class ArchiveRun(QObject):
    """Signals: ``advanced(done, whole)`` before each case; ``ended(done, refused)``: a sentence for each refused."""

    advanced = Signal(int, int)
    ended = Signal(int, object)

    def __init__(self, background: Background, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._background = background
        self._left: list[ArchiveRow] = []
        self._refused: list[str] = []
        self._whole = self._done = 0

    @property
    def runs(self) -> bool:
        """Between the beginning and the end."""
        return self._whole > 0

    def begin(self, rows: Sequence[ArchiveRow], work: Callable[[str], object], lane: Lane) -> None:
        """``work`` gets the id of each case in turn; what a rule or the world refuses does not stop the others."""
        self._left, self._refused = list(rows), []
        self._whole, self._done = len(rows), 0
        self._work, self._lane = work, lane
        self._next()

    def stop(self) -> None:
        """After the case that is being done."""
        self._left = []

    def _next(self) -> None:
        if not self._left:
            self._whole = 0
            self.ended.emit(self._done, tuple(self._refused))
            return
        row, work = self._left.pop(0), self._work
        self.advanced.emit(self._done, self._whole)

        def done(_: object) -> None:
            self._done += 1
            self._next()

        def failed(error: Exception) -> None:
            if not isinstance(error, CounterError):
                self._whole = 0
                raise error
            self._refused.append(f"{grouped(row.number)}：{message_of(error).sentence}")
            self._next()

        self._background.run(lambda: work(row.case), done, failed, lane=self._lane)
