"""Events of a case taken over from an earlier system (接转): how it stood there, by its own true days, and 接转撤回."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time

from counter.domain.calendar.workdays import CHINA
from counter.domain.case.events import BroughtRecord
from counter.domain.case.item_events import Hands, MovedPaper, NotifiedGap
from counter.domain.case.item_state import ItemState
from counter.domain.journal.kinds import HistoryOf, Meeting, Slot, event
from counter.domain.visit.verdict import Due


def start_of(day: date) -> datetime:
    """The first moment of a civil day: what is known of an earlier act is its day, never its hour."""
    return datetime.combine(day, time.min, CHINA).astimezone(UTC)


@dataclass(frozen=True, slots=True)
class TakenItem:
    """One item as it stood. ``day``: of its state (accepted, told, decided, ended); ``number``: of that paper.

    ``answer_by``: by when the applicant had to be told. ``gaps``: told or deferred, as the earlier notice states them.
    ``brought_on``: the last day something of them came. ``waits_for``: ids of earlier items. ``extended``: the organ
    had extended its time, and the days are those of its decision.
    """

    item: str
    name: str
    state: ItemState
    day: date
    number: str = ""
    answer_by: Due | None = None
    due: Due | None = None
    statutory: Due | None = None
    promised: Due | None = None
    gaps: tuple[NotifiedGap, ...] = ()
    brought_on: date | None = None
    waits_for: tuple[str, ...] = ()
    extended: bool = False


@dataclass(frozen=True, slots=True)
class EarlierPaper:
    """A paper of the earlier system that still holds. ``paper``: its id here; ``kind``: of ``PaperKind``."""

    paper: str
    kind: str
    title: str
    number: str
    organ: str
    items: tuple[str, ...]
    day: date


@dataclass(frozen=True, slots=True)
class EarlierMove:
    """Papers that had left the window before: with an organ, or back with the applicant (``organ`` then empty)."""

    organ: str
    hands: Hands
    moved: tuple[MovedPaper, ...]


@dataclass(frozen=True, slots=True)
class CaseTakenOverSealed:
    """Words that may name people: line id → note; item id → line id → what is wrong; item id → certificate.

    ``note``: of the case as a whole.
    """

    notes: dict[str, str] = field(default_factory=dict)
    texts: dict[str, dict[str, str]] = field(default_factory=dict)
    certificates: dict[str, str] = field(default_factory=dict)
    note: str = ""


@event(
    "case.taken_over", sealed=CaseTakenOverSealed, slot=Slot.CASE, of=HistoryOf.CASE, meets=Meeting.DECIDES
)
@dataclass(frozen=True, slots=True)
class CaseTakenOver:
    """``case.taken_over``: the case was begun in ``source`` under ``number``; nothing of it was done here.

    ``received``: the civil day of hand-over. ``batch``: the workbook it came with. ``prepared_by``, ``confirmed_by``:
    codes of the two people. ``lines``: line id → what the earlier system records as brought. ``event_due``: the common
    day of licences handled together.
    """

    batch: str
    source: str
    number: str
    received: date
    prepared_by: str
    confirmed_by: str
    lines: dict[str, BroughtRecord]
    items: tuple[TakenItem, ...]
    papers: tuple[EarlierPaper, ...] = ()
    moved: tuple[EarlierMove, ...] = ()
    event_due: Due | None = None


@dataclass(frozen=True, slots=True)
class CaseTakeOverUndoneSealed:
    """Why, in words."""

    reason: str


@event(
    "case.take_over_undone",
    sealed=CaseTakeOverUndoneSealed,
    slot=Slot.ALL,
    of=HistoryOf.CASE,
    meets=Meeting.DECIDES,
    same=(),
)
@dataclass(frozen=True, slots=True)
class CaseTakeOverUndone:
    """``case.take_over_undone``: taken over by mistake; on no list any more, and nothing can be done with it."""

    batch: str
    supervisor: str


@dataclass(frozen=True, slots=True)
class TakenCase:
    """One case of a workbook: its id and number here, its source and its number there."""

    case: str
    number: str
    source: str
    earlier: str


@event("takeover.taken", slot=Slot.CASE)
@dataclass(frozen=True, slots=True)
class CasesTakenOver:
    """``takeover.taken``: a whole workbook of cases was taken over; ``digest``: SHA-256 of the file."""

    batch: str
    digest: str
    cases: tuple[TakenCase, ...]
    prepared_by: str
    confirmed_by: str


@event("takeover.undone", slot=Slot.CASE)
@dataclass(frozen=True, slots=True)
class CasesGivenUp:
    """``takeover.undone``: the whole workbook was undone the same day, with a supervisor."""

    batch: str
    by: str
    supervisor: str
