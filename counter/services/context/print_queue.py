"""What the services need of the system's print queue, as a Protocol; no state of it claims that paper came out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from counter.domain.errors import WorldTrouble


class PrinterState(StrEnum):
    """State of a printer, as far as the print system knows."""

    READY = "ready"
    PAUSED = "paused"  # 队列已暂停或不接收
    TROUBLE = "trouble"  # 缺纸、卡纸、盖子没关……
    OFFLINE = "offline"  # 连不上
    ABSENT = "absent"  # 没有这台打印机


@dataclass(frozen=True, slots=True)
class Printer:
    """A printer of the system. ``words``: a plain Chinese sentence that says what to do, empty when all is well."""

    name: str
    label: str
    default: bool
    state: PrinterState
    words: str


class JobState(StrEnum):
    """State of a print job. No state means that paper came out: only a person can confirm that (已出纸，人工确认)."""

    PENDING = "pending"
    PRINTING = "printing"
    SENT = "sent"  # 队列已交给打印机，不等于出了纸
    HELD = "held"
    STOPPED = "stopped"  # 要等人到打印机前处理
    FAILED = "failed"  # 不会自己打出来了
    GONE = "gone"  # 队列里查不到，不知道结果


@dataclass(frozen=True, slots=True)
class Job:
    """A print job. ``words``: what holds it up or how it ended, and what to do; plain Chinese."""

    id: str
    state: JobState
    words: str


class PrintUnsure(WorldTrouble):
    """The print system did not answer whether it took the job: a sheet may come out, or not."""


class PrintQueue(Protocol):
    """The system's print queue. Any member raises WorldTrouble when the print system does not answer in time."""

    def printers(self) -> Sequence[Printer]:
        """Every printer, the default first."""
        ...

    def send(self, printer: str, pdf: bytes, title: str) -> str:
        """Send one sheet as PDF, unscaled; returns the job id. A second sheet has its own serial and its own job.

        ``title`` is visible to others: a paper number, never a person.
        Raises BadInput for a printer that is not there, PrintUnsure when it is unknown whether the job was taken, and
        WorldTrouble when it was not.
        """
        ...

    def find(self, title: str, since: datetime) -> str | None:
        """The newest job of this account with that title, given over no earlier than ``since``; None: not known."""
        ...

    def job(self, job: str) -> Job:
        """The job with its current state."""
        ...

    def cancel(self, job: str) -> None:
        """Remove the job and its print data from the queue; a job that is gone already is no error."""
        ...
