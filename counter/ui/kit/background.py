"""Background work on disk, PDF and printers; the only file of ``ui`` that creates threads.

Three lanes with one worker thread each: ``JOURNAL`` keeps the order of calls; ``PAPERS``, which draws and prints, never
delays it; ``FILES``, for what goes to a place that a person chose or comes from one, delays neither: a stick may hang.

Qt objects must not be destroyed in a worker thread, and jobs refer to pages, timers and models. So a worker drops its
reference before it signals completion, the UI thread always holds the last one, and reference cycles are collected
there only (``ui.kit.garbage_collection``).
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from queue import SimpleQueue
from typing import TypeVar, cast

from PySide6.QtCore import QObject, QThread, Signal

from counter.ui.kit.garbage_collection import GarbageCollection, trim_heap

T = TypeVar("T")
Failed = Callable[[Exception], None]


class Lane(StrEnum):
    """Which worker does it."""

    JOURNAL = "journal"
    PAPERS = "papers"
    FILES = "files"


@dataclass(slots=True)
class BackgroundJob:
    """A job of a lane with its callbacks."""

    work: Callable[[], object]
    on_done: Callable[[object], None] | None
    on_error: Failed
    newest: str = ""
    once: str = ""
    result: object = None
    error: Exception | None = None

    def supersede(self) -> None:
        """A newer job of the same name was asked for: not begun if it has not, its outcome told to nobody."""
        self.work, self.on_done, self.on_error = _nothing, None, _ignore


def _nothing() -> None:
    """What a superseded job does."""


def _ignore(_: Exception) -> None:
    """What a superseded job says of a failure."""


class Worker(QThread):
    """One lane: runs jobs in order until it receives None. ``did``: a job has finished."""

    did = Signal(str)

    def __init__(self, lane: Lane) -> None:
        super().__init__()
        self.setObjectName(lane.value)
        self._lane = lane
        self.jobs: SimpleQueue[BackgroundJob | None] = SimpleQueue()

    def run(self) -> None:
        while (job := self.jobs.get()) is not None:
            try:
                job.result = job.work()
            except Exception as error:  # noqa: BLE001 - whatever it is, the UI thread decides what to say
                job.error = error
            del job  # the UI thread must drop the last reference: the signal carries no object
            self.did.emit(self._lane.value)
            if self._lane is not Lane.JOURNAL and self.jobs.empty():
                trim_heap()  # papers and images are megabytes, journal results are small


class Background(QObject):
    """Runs work on a lane and returns the outcome to the UI thread.

    After ``close`` queued work is still done (a draft must not be lost), but callbacks are no longer called.
    """

    def __init__(self, on_error: Failed) -> None:
        super().__init__()
        self._default_error = on_error
        self._closed = False
        self._collecting = GarbageCollection(self, lambda: self.busy)
        self._asked: dict[Lane, deque[BackgroundJob]] = {lane: deque() for lane in Lane}
        self._workers = {lane: Worker(lane) for lane in Lane}
        for worker in self._workers.values():
            worker.did.connect(self._deliver)  # queued: emitted from another thread

    @property
    def busy(self) -> bool:
        """A callback is still outstanding."""
        return any(self._asked.values())

    def run(
        self,
        work: Callable[[], T],
        on_done: Callable[[T], None] | None = None,
        on_error: Failed | None = None,
        *,
        lane: Lane = Lane.JOURNAL,
        newest: str = "",
        once: str = "",
    ) -> None:
        """Do ``work`` on a lane, then call ``on_done`` with its result or ``on_error`` with the error.

        ``newest``: a name; an earlier job of that name whose outcome is outstanding is superseded. For readings that
        follow the hand (a letter, the next row): the first begins at once, and only the last of a burst follows it.

        ``once``: a name; while a job of that name is outstanding, it is not asked for again. For sheets without an
        entry: two strokes of the key that prints are one.
        """
        if self._closed or (once and any(job.once == once for job in self._asked[lane])):
            return
        if newest:
            for earlier in self._asked[lane]:
                if earlier.newest == newest:
                    earlier.supersede()
        worker = self._workers[lane]
        if not worker.isRunning():
            worker.start()
        job = BackgroundJob(
            work,
            cast("Callable[[object], None] | None", on_done),
            on_error or self._default_error,
            newest,
            once,
        )
        self._asked[lane].append(job)
        worker.jobs.put(job)

    def close(self) -> None:
        """Finish queued work without callbacks and end the threads."""
        self._closed = True
        running = [worker for worker in self._workers.values() if worker.isRunning()]
        for worker in running:
            worker.jobs.put(None)
        for worker in running:
            worker.wait()
        for asked in self._asked.values():
            asked.clear()
        self._collecting.stop()

    def _deliver(self, lane: str) -> None:
        if self._closed:
            return
        job = self._asked[Lane(lane)].popleft()
        if job.error is not None:
            job.on_error(job.error)
        elif job.on_done is not None:
            job.on_done(job.result)
        self._collecting.begin()  # the first job opens the profile: no collection before
