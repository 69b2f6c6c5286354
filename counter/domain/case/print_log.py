"""The print log of a paper: every sheet that left the program, with its serial and how far it is known to have come.

The serial of a sheet that certainly never came out is used again; one that may have been printed keeps it, and the next
sheet is marked as a further copy (DESIGN §7, docs/decisions/0010-printing.md).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from counter.domain.case.events import PaperCopied
from counter.domain.case.paper_events import PaperFailed, PaperPrinted, PaperQueued
from counter.domain.document.document import ORGAN_DECISIONS, ROLL, SHEETS, STRIP_COPY
from counter.domain.journal.entries import Entry
from counter.domain.journal.kinds import KINDS, kind_of

PRINT = "print"
"""The purpose of ``paper.copied`` for a sheet meant for a printer (``print-A5`` for its other form), not for a file."""


_SHEET_EVENTS = (PaperCopied, PaperQueued, PaperFailed, PaperPrinted)
_SHEET_KINDS = frozenset(kind_of(event).name for event in _SHEET_EVENTS)


class SheetStep(StrEnum):
    """How far a sheet is known to have come."""

    FILED = "filed"  # 存成文件，不经打印机
    STRIP = "strip"  # 凭条，不跟踪
    MEANT = "meant"  # 要打印，是否送到打印机不知道
    QUEUED = "queued"  # 已送打印
    FAILED = "failed"  # 没打出来
    ASTRAY = "astray"  # 打到别处：出了纸，但不在这里
    SEEN = "seen"  # 已出纸（人工确认）


@dataclass(frozen=True, slots=True)
class SentSheet:
    """One sheet. ``since``: when its state was recorded, ``by`` whom; ``job`` is empty while none is known.

    ``words``: why it did not come out here, from the queue or the clerk. ``lacking``: number of characters printed as a
    mark (〓), to be written in by hand.
    """

    copy: int
    step: SheetStep
    since: datetime
    printer: str = ""
    job: str = ""
    by: str = ""
    words: str = ""
    lacking: int = 0

    @property
    def printing(self) -> bool:
        """True for a sheet meant for a printer; files and strips are logged, but not tracked."""
        return self.step not in (SheetStep.FILED, SheetStep.STRIP)

    @property
    def under_way(self) -> bool:
        """True while it is unknown whether it came out."""
        return self.step in (SheetStep.MEANT, SheetStep.QUEUED)


def follow(sheets: tuple[SentSheet, ...], entry: Entry, event: object) -> tuple[SentSheet, ...]:
    """The sheets of one paper after an entry about it. A sheet sent again under its serial gets another line."""
    match event:
        case PaperCopied():
            return (*sheets, _made(event, entry))
        case PaperQueued() as queued:
            index = _index(sheets, queued.copy)
            before = (
                SentSheet(queued.copy, SheetStep.MEANT, entry.at, by=entry.actor)
                if index is None
                else sheets[index]
            )
            sent = replace(before, step=SheetStep.QUEUED, printer=queued.printer, job=queued.job, words="")
            return (*sheets, sent) if index is None else _put(sheets, index, sent)
        case PaperFailed() as failed:
            index = _index(sheets, failed.copy)
            if index is None:  # files have serials too, and nothing to fail
                index = _index(
                    sheets, max((s.copy for s in latest_sheets(sheets) if s.copy < failed.copy), default=0)
                )
            if index is None:
                return sheets
            step = SheetStep.ASTRAY if failed.astray else SheetStep.FAILED
            printer = failed.printer or sheets[index].printer
            return _put(sheets, index, replace(sheets[index], step=step, words=failed.words, printer=printer))
        case PaperPrinted():  # handed_over is about a sheet made elsewhere, not about those sent from here
            return sheets if event.handed_over else _seen(sheets)
    return sheets


def latest_sheets(sheets: Iterable[SentSheet]) -> tuple[SentSheet, ...]:
    """The current line of each sheet meant for a printer, by serial."""
    latest: dict[int, SentSheet] = {s.copy: s for s in sheets if s.printing}
    return tuple(latest[copy] for copy in sorted(latest))


def last_sent(entries: Iterable[Entry], paper: str, copy: int | None = None) -> SentSheet | None:
    """The last sheet of the paper (or that one) that was meant for a printer, or None when there was none yet."""
    sheets = [s for s in sheets_of(entries, paper) if s.printing and copy in (None, s.copy)]
    return sheets[-1] if sheets else None


def sheets_of(entries: Iterable[Entry], paper: str) -> tuple[SentSheet, ...]:
    """Every sheet of the paper, from the case's entries, oldest first."""
    sheets: tuple[SentSheet, ...] = ()
    for entry in entries:
        event = KINDS.read(entry) if entry.kind in _SHEET_KINDS else None
        if isinstance(event, _SHEET_EVENTS) and event.paper == paper:
            sheets = follow(sheets, entry, event)
    return sheets


def next_sheets(kind: str, copies: int, sheets: Iterable[SentSheet], page: str) -> tuple[int, ...]:
    """Serials to print next: sheets failed or unsettled, then those missing of the pair, else one further sheet."""
    if page == ROLL:
        return (STRIP_COPY,)
    again = tuple(s.copy for s in latest_sheets(sheets) if s.step in (SheetStep.FAILED, SheetStep.MEANT))
    return (*again, *missing_of_pair(kind, copies)) or (copies + 1,)


def missing_of_pair(kind: str, copies: int) -> tuple[int, ...]:
    """Serials of the applicant's and the window's sheet that never left the program; of a draft one is enough."""
    pair = 1 if kind in ORGAN_DECISIONS else SHEETS
    return tuple(range(copies + 1, pair + 1))


def _made(event: PaperCopied, entry: Entry) -> SentSheet:
    step = SheetStep.MEANT if event.purpose.partition("-")[0] == PRINT else SheetStep.FILED
    step = SheetStep.STRIP if event.copy == STRIP_COPY else step
    return SentSheet(event.copy, step, entry.at, by=entry.actor, lacking=event.lacking)


def _seen(sheets: tuple[SentSheet, ...]) -> tuple[SentSheet, ...]:
    """The sheets after a person confirmed the paper: those under way came out; where none was, the last one."""
    current = latest_sheets(sheets)
    out = {s.copy for s in current if s.under_way}
    if not out and current:
        out = {[s for s in sheets if s.printing][-1].copy}
    for copy in out:
        index = _index(sheets, copy)
        if index is not None:
            sheets = _put(sheets, index, replace(sheets[index], step=SheetStep.SEEN))
    return sheets


def _index(sheets: tuple[SentSheet, ...], copy: int) -> int | None:
    """Index of the latest line of that sheet."""
    return max((n for n, s in enumerate(sheets) if s.copy == copy and s.printing), default=None)


def _put(sheets: tuple[SentSheet, ...], index: int, sheet: SentSheet) -> tuple[SentSheet, ...]:
    return (*sheets[:index], sheet, *sheets[index + 1 :])
