"""What the entries say of the last sheet of a paper that was meant for a printer: how far it is known to have come.

A sheet that surely never came out gives its serial back; one that may lie on the printer keeps it for ever, and the
next sheet says that it is another one (DESIGN §7, docs/decisions/0010-printing.md).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from counter.domain import record
from counter.domain.entries import Entry
from counter.domain.paper_record import PaperFailed, PaperPrinted, PaperQueued
from counter.domain.papers import STRIP_COPY
from counter.domain.upcast import KINDS

PRINT = "print"
"""The purpose of ``paper.copied`` for a sheet meant for a printer (``print-A5`` for its other form), not for a file."""


class Step(StrEnum):
    """How far a sheet is known to have come."""

    MEANT = "meant"  # 要打印，是否送到打印机不知道
    QUEUED = "queued"  # 已送打印
    FAILED = "failed"  # 没打出来
    SEEN = "seen"  # 已出纸（人工确认）


@dataclass(frozen=True, slots=True)
class Sent:
    """The last sheet meant for a printer. ``since``: when that was noted; ``job`` is empty while none is known."""

    copy: int
    step: Step
    since: datetime
    printer: str = ""
    job: str = ""


def last_sent(entries: Iterable[Entry], paper: str) -> Sent | None:
    """The last sheet of the paper that was meant for a printer, or None when there was none yet."""
    sent: Sent | None = None
    for entry in entries:
        facts = KINDS.facts(entry)
        if facts is None or facts.payload.get("paper") != paper:
            continue
        match entry.kind:
            case "paper.copied":
                said = record.read(record.PaperCopied, facts.payload)
                if said.copy != STRIP_COPY and said.purpose.partition("-")[0] == PRINT:
                    sent = Sent(said.copy, Step.MEANT, entry.at)
            case "paper.queued":
                queued = record.read(PaperQueued, facts.payload)
                since = sent.since if sent is not None else entry.at
                sent = Sent(queued.copy, Step.QUEUED, since, queued.printer, queued.job)
            case "paper.failed":
                failed = record.read(PaperFailed, facts.payload)
                if (
                    sent is not None and failed.copy >= sent.copy
                ):  # files have serials too, and nothing to fail
                    sent = replace(sent, step=Step.FAILED)
            case "paper.printed":
                record.read(PaperPrinted, facts.payload)
                if sent is not None:
                    sent = replace(sent, step=Step.SEEN)
    return sent
