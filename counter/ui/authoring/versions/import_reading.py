"""Reading and writing guide files off the UI thread: progress, result, and cancellation at any time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from counter.services.authoring.files.write import library_file
from counter.ui.facades.bureau import BureauFacade
from counter.ui.kit.background import Background, Lane

if TYPE_CHECKING:
    from counter.domain.guide.diff.change import GuideDiff
    from counter.domain.guide.diff.tally import KindTally
    from counter.domain.guide.entries import Library
    from counter.services.guide.check_library import CheckedGuide

Failed = Callable[[Exception], None]


class ImportCancelled(Exception):
    """The work was cancelled; it is not reported."""


@dataclass(frozen=True, slots=True)
class ImportComparison:
    """The changes a valid file would make to the draft, merged into it or replacing it; and counts per kind."""

    checked: CheckedGuide
    joined: Library
    join: GuideDiff
    replace: GuideDiff
    join_tally: tuple[KindTally, ...]
    replace_tally: tuple[KindTally, ...]


class FileWork(QObject):
    """One file task at a time, beside the journal's lane: a large file does not delay saving.

    Signals: ``progressed(done, whole)``, sent from the worker and so queued; (0, 0): unknown.
    """

    progressed = Signal(int, int)

    def __init__(self, facade: BureauFacade, background: Background, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._facade = facade
        self._background = background
        self._stop: Event | None = None

    @property
    def runs(self) -> bool:
        """Whether a task is running."""
        return self._stop is not None

    def stop(self) -> None:
        """Cancel: the task ends at its next step, without a result."""
        if self._stop is not None:
            self._stop.set()
            self._stop = None

    def read(self, file: Path, show: Callable[[CheckedGuide | ImportComparison], None], fail: Failed) -> None:
        """Read a file; ``show`` gets its faults, or its changes to the draft."""
        stop = self._begin()

        def compare(checked: CheckedGuide, draft: Library) -> ImportComparison:
            from counter.domain.authoring.merge import merged
            from counter.domain.guide.diff.diff import diff
            from counter.domain.guide.diff.tally import tally

            assert checked.library is not None
            joined = merged(draft, checked.library)
            join = diff(draft, joined)
            if stop.is_set():
                raise ImportCancelled
            replace = diff(draft, checked.library)
            if stop.is_set():
                raise ImportCancelled
            tallies = tally(draft, joined), tally(draft, checked.library)
            return ImportComparison(checked, joined, join, replace, *tallies)

        def got_draft(checked: CheckedGuide, draft: Library) -> None:
            self._then(stop, lambda: compare(checked, draft), lambda made: self._end(show, made), fail)

        def got_file(checked: CheckedGuide) -> None:
            if checked.library is None:
                self._end(show, checked)
                return
            self.progressed.emit(0, 0)
            ask = lambda: self._facade.draft().library  # noqa: E731 - a line of its own reads no better
            self._then(stop, ask, lambda draft: got_draft(checked, draft), fail, Lane.JOURNAL)

        self._then(stop, lambda: self._facade.check_file(file, self._teller(stop)), got_file, fail)

    def write(
        self, file: Path, find: Callable[[], Library], show: Callable[[Path], None], fail: Failed
    ) -> None:
        """Write the library that ``find`` gives as a workbook or in canonical form."""
        stop = self._begin()

        def found(library: Library) -> None:
            self._then(
                stop,
                lambda: self._facade.write(
                    file, lambda: library_file(library, file.suffix, self._teller(stop))
                ),
                lambda _: self._end(show, file),
                fail,
            )

        self._then(stop, find, found, fail, Lane.JOURNAL)

    def _begin(self) -> Event:
        self.stop()
        self._stop = Event()
        return self._stop

    def _teller(self, stop: Event) -> Callable[[int, int], None]:
        def tell(done: int, whole: int) -> None:
            if stop.is_set():
                raise ImportCancelled
            self.progressed.emit(done, whole)

        return tell

    def _then(
        self,
        stop: Event,
        work: Callable[[], object],
        show: Callable[..., None],
        fail: Failed,
        lane: Lane = Lane.PAPERS,
    ) -> None:
        def done(made: object) -> None:
            if not stop.is_set():
                show(made)

        def failed(error: Exception) -> None:
            if not stop.is_set():
                self._stop = None
                fail(error)

        self._background.run(work, done, failed, lane=lane)

    def _end(self, show: Callable[..., None], made: object) -> None:
        self._stop = None
        show(made)
