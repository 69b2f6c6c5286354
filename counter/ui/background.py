"""Work that touches disk, PDF or printer, off the UI thread; the only file that makes threads.

Two lanes, one worker thread each: ``JOURNAL`` keeps the order it was asked in, ``PAPERS`` never holds it up.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from queue import SimpleQueue
from typing import TypeVar, cast

from PySide6.QtCore import QObject, QThread, Signal

from counter.ui.spare_memory import give_back

T = TypeVar("T")
Failed = Callable[[Exception], None]


class Lane(StrEnum):
    """Which worker does it."""

    JOURNAL = "journal"
    PAPERS = "papers"


@dataclass(slots=True)
class _Job:
    work: Callable[[], object]
    on_done: Callable[[object], None] | None
    on_error: Failed
    result: object = None
    error: Exception | None = None


class _Worker(QThread):
    """One lane: takes jobs in order until it is given None."""

    finished_job = Signal(object)

    def __init__(self, lane: Lane) -> None:
        super().__init__()
        self.setObjectName(lane.value)
        self._lane = lane
        self.jobs: SimpleQueue[_Job | None] = SimpleQueue()

    def run(self) -> None:
        while (job := self.jobs.get()) is not None:
            try:
                job.result = job.work()
            except Exception as error:  # noqa: BLE001 - whatever it is, the UI thread decides what to say
                job.error = error
            self.finished_job.emit(job)
            del job  # what it brought is the window's now; this thread may wait long for the next one
            if self._lane is Lane.PAPERS and self.jobs.empty():
                give_back()  # papers and their pictures are megabytes, what the journal brings is small


class Background(QObject):
    """Runs work on a lane and brings the outcome back to the UI thread.

    After ``close`` everything already asked for is still done (a draft must not be lost), but nobody is called
    back: late results hit nothing.
    """

    def __init__(self, on_error: Failed) -> None:
        super().__init__()
        self._default_error = on_error
        self._closed = False
        self._waiting = 0
        self._workers = {lane: _Worker(lane) for lane in Lane}
        for worker in self._workers.values():
            worker.finished_job.connect(self._deliver)  # queued: the signal comes from another thread

    @property
    def busy(self) -> bool:
        """Something was asked whose answer has not come back yet."""
        return self._waiting > 0

    def run(
        self,
        work: Callable[[], T],
        on_done: Callable[[T], None] | None = None,
        on_error: Failed | None = None,
        *,
        lane: Lane = Lane.JOURNAL,
    ) -> None:
        """Do ``work`` on a lane, then call ``on_done`` with its result or ``on_error`` with the error."""
        if self._closed:
            return
        worker = self._workers[lane]
        if not worker.isRunning():
            worker.start()
        self._waiting += 1
        worker.jobs.put(
            _Job(work, cast("Callable[[object], None] | None", on_done), on_error or self._default_error)
        )

    def close(self) -> None:
        """Finish what was asked, call nobody back, end the threads."""
        self._closed = True
        running = [worker for worker in self._workers.values() if worker.isRunning()]
        for worker in running:
            worker.jobs.put(None)
        for worker in running:
            worker.wait()

    def _deliver(self, job: _Job) -> None:
        self._waiting -= 1
        if self._closed:
            return
        if job.error is not None:
            job.on_error(job.error)
        elif job.on_done is not None:
            job.on_done(job.result)
