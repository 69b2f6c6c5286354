"""Events of ledger and report: a report handed in, a file that left the window."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from counter.domain.journal.kinds import Slot, event

REPORTS = "reports"
"""Subject of the entries about reports."""
FILES = "ledger/files"
"""Subject of the entries about files."""


@dataclass(frozen=True, slots=True)
class CountedStream:
    """How far a station's records were known when the figures were counted."""

    station: str
    epoch: int
    seq: int


@dataclass(frozen=True, slots=True)
class CountedGroup:
    """A row of a table as it was handed in."""

    table: str
    key: str
    name: str
    figures: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ReportHandedInSealed:
    """The reviewer's name, the paragraphs written (by the template's name), and why there is a further version."""

    reviewer: str
    texts: dict[str, str] = field(default_factory=dict)
    reason: str = ""


@event("report.handed_in", sealed=ReportHandedInSealed, slot=Slot.OWN)
@dataclass(frozen=True, slots=True)
class ReportHandedIn:
    """``report.handed_in``: the report of a month, frozen as it was counted; what happens later changes nothing in it.

    ``month``: ``2026-11``; ``first``, ``last``: its days; ``counted_to``: the last day that was counted.
    ``version``: 1, more where it was corrected. ``streams``: the records it was computed from; ``before``: of the
    period before; ``digest``: of the figures (``report.digest_of``). ``template``, ``calendar``: their versions;
    ``scope``: of which windows, and how old that was, in words.
    """

    month: str
    first: date
    last: date
    counted_to: date
    version: int
    streams: tuple[CountedStream, ...]
    figures: dict[str, int]
    before: dict[str, int]
    groups: tuple[CountedGroup, ...]
    digest: str
    template: str
    calendar: str
    scope: str


@event("ledger.exported", slot=Slot.OWN)
@dataclass(frozen=True, slots=True)
class LedgerExported:
    """``ledger.exported``: a file left the window. ``what``: ledger, report, weekly, custody, platform.

    ``since``, ``until``: its days (ISO); ``count``: rows; ``names``: with full names and certificate numbers;
    ``digest``: SHA-256 of the file.
    """

    what: str
    since: str
    until: str
    count: int
    names: bool
    digest: str
