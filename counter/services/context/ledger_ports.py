"""The rows of the ledger (台账) and the figures counted over them, as Protocols that journal and transaction offer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:  # a start opens a journal without a ledger
    from datetime import date

    from counter.domain.calendar.workdays import Calendar
    from counter.domain.ledger.cells import LedgerLine
    from counter.domain.ledger.measures import LedgerMeasure
    from counter.domain.ledger.row import ItemRow
    from counter.domain.ledger.template import By


@dataclass(frozen=True, slots=True)
class LedgerSpan:
    """What is counted or listed: civil days, both included; "" and None match everything. ``state``: open, ended, late.

    ``clerk``: only of that person's cases; ``station``: only of that window's: a list has what it decides, a measure
    counts what it took in or what it decides (``LedgerMeasure.window``).
    """

    first: date
    last: date
    organ: str = ""
    bundle: int | None = None
    station: str = ""
    clerk: str = ""
    state: str = ""


@dataclass(frozen=True, slots=True)
class LedgerChoices:
    """What the rows of a span can be chosen by: organs, bundles by number, codes of windows and clerks."""

    organs: Sequence[str]
    bundles: Mapping[int, str]
    stations: Sequence[str]
    clerks: Sequence[str]


@dataclass(frozen=True, slots=True)
class LedgerWaiting:
    """Subjects of entries that the ledger has not come to. ``since``: the row it has come to; ``until``: with these;
    ``newest``: the last row there is.
    """

    since: int
    until: int
    subjects: Sequence[str]
    newest: int


class LedgerReading(Protocol):
    """The ledger as it is stored."""

    def waiting(self, limit: int) -> LedgerWaiting:
        """The next subjects whose rows are behind this station's entries: at most so many."""
        ...

    def figures(
        self, measures: Sequence[LedgerMeasure], span: LedgerSpan, calendar: Calendar
    ) -> Mapping[str, int]:
        """Name → count of each measure."""
        ...

    def series(
        self, measures: Sequence[LedgerMeasure], ends: Sequence[date], span: LedgerSpan, calendar: Calendar
    ) -> Sequence[Mapping[str, int]]:
        """The same in each period of the span; ``ends``: their last days in order, the span's own the last."""
        ...

    def tables(
        self, wanted: Sequence[tuple[By, Sequence[LedgerMeasure]]], span: LedgerSpan, calendar: Calendar
    ) -> Sequence[Mapping[str, tuple[str, tuple[int, ...]]]]:
        """Of each: key → (name, counts in the order of the measures) for every organ, bundle … that any counts."""
        ...

    def lines(
        self,
        measure: LedgerMeasure | None,
        span: LedgerSpan,
        calendar: Calendar,
        limit: int | None,
        offset: int = 0,
    ) -> Sequence[LedgerLine]:
        """The rows that a measure counts, oldest first; ``measure`` None: those with anything in the span."""
        ...

    def count(self, measure: LedgerMeasure | None, span: LedgerSpan, calendar: Calendar) -> int:
        """How many rows ``lines`` has in all."""
        ...

    def choices(self, span: LedgerSpan) -> LedgerChoices:
        """What the rows of that span can be chosen by."""
        ...

    def begins(self) -> str | None:
        """The first day on which anything of it was received, ISO; None of an empty one."""
        ...


class LedgerStore(LedgerReading, Protocol):
    """Also writing, in the transaction that took the entries in."""

    def put(self, case: str, rows: Sequence[ItemRow]) -> None:
        """Replace the rows of a case; unchanged ones are not written."""
        ...

    def reached(self, row: int) -> None:
        """Every subject whose last entry lies up to there has its rows."""
        ...


class HasLedger(Protocol):
    """What offers it for reading."""

    def ledger(self) -> LedgerReading:
        """The ledger."""
        ...


class HasLedgerStore(Protocol):
    """What offers it for writing."""

    def ledger(self) -> LedgerStore:
        """The ledger."""
        ...
