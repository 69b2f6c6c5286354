"""Events of the supervisor's room itself: samples announced and drawn, cases reviewed, days reconciled, files made."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from counter.domain.journal.kinds import Slot, event
from counter.domain.tasks.oversight.draw import DrawRule, WindowShare

REVIEWS = "oversight/reviews"
"""Subject of the entries about samples."""
DAYS = "oversight/days"
"""Subject of the entries about days reconciled."""
FILES = "oversight/files"
"""Subject of the entries about workbooks."""


@event("review.announced", slot=Slot.OWN)
@dataclass(frozen=True, slots=True)
class SampleAnnounced:
    """``review.announced``: rule and seed of a sample, before anything is drawn. The entry's id is the sample's.

    ``again``: why a period that was announced before is announced once more; else "".
    """

    title: str
    rule: DrawRule
    seed: str
    again: str = ""


@dataclass(frozen=True, slots=True)
class SampledCase:
    """A case of a sample: id, number, owner when it was drawn."""

    case: str
    number: str
    window: str


@event("review.drawn", slot=Slot.OWN)
@dataclass(frozen=True, slots=True)
class SampleDrawn:
    """``review.drawn``: what rule and seed of a sample gave. ``candidates``: digest of the cases drawn from.

    ``known_until``: when this room last had everything of the hub, None for never.
    """

    sample: str
    cases: tuple[SampledCase, ...]
    shares: tuple[WindowShare, ...]
    candidates: str
    known_until: datetime | None = None


class AddedWhy(StrEnum):
    """Why a case is reviewed beside those that were drawn."""

    LATE = "超期"
    TWICE_CORRECTED = "两次以上补正"
    CONTRADICTED = "各窗口记录有矛盾"
    COMPLAINED = "投诉信访"


@event("review.added", slot=Slot.OWN)
@dataclass(frozen=True, slots=True)
class SampleAdded:
    """``review.added``: a case was added to a sample by hand. ``words``: which fact, never whom."""

    sample: str
    case: SampledCase
    why: AddedWhy
    words: str


@dataclass(frozen=True, slots=True)
class PointJudged:
    """A point as it was found: what the program saw, or what the person said. ``fine``: nothing is wrong with it."""

    point: str
    fine: bool
    by_program: bool


@event("review.judged", slot=Slot.OWN)
@dataclass(frozen=True, slots=True)
class CaseReviewed:
    """``review.judged``: a case of a sample was looked through. ``findings``: ids of the findings made of it."""

    sample: str
    case: str
    window: str
    guide_version: str
    points: tuple[PointJudged, ...]
    findings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DifferenceSigned:
    """A difference as it was when a day was signed: the value of its kind, window, words."""

    kind: str
    window: str
    words: str


@dataclass(frozen=True, slots=True)
class StreamSigned:
    """How far a window's stream was: here, and on the hub (None: not known)."""

    window: str
    epoch: int
    here: int
    hub: int | None


@event("day.reconciled", slot=Slot.OWN)
@dataclass(frozen=True, slots=True)
class DayReconciled:
    """``day.reconciled``: a supervisor signed the comparison of a day (对账). What was not clean then is so for ever.

    ``hub_at``: when the hub was asked, None where it never was. ``words``: what was done about differences.
    """

    day: date
    differences: tuple[DifferenceSigned, ...]
    streams: tuple[StreamSigned, ...]
    hub_at: datetime | None
    words: str = ""


@event("oversight.exported", slot=Slot.OWN)
@dataclass(frozen=True, slots=True)
class OversightExported:
    """``oversight.exported``: a workbook left the room. ``scope``: in words; ``digest``: SHA-256 of the file."""

    scope: str
    rows: int
    digest: str
