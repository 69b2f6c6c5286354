"""Events of exports of ratings as files, and of clerks' own totals at a window."""

from __future__ import annotations

from dataclasses import dataclass

from counter.domain.journal.kinds import Slot, event


@event("ratings.exported", slot=Slot.OWN)
@dataclass(frozen=True, slots=True)
class RatingsExported:
    """``ratings.exported`` (subject ``office``): a file with ratings left the office (L11), exported by its actor.

    ``what``: platform | figures | ledger; ``platform``: whose codes, else empty; ``digest``: SHA-256 of the file;
    ``count``: rows of a person or a rectification; 0 for figures.
    """

    what: str
    platform: str
    form: str  # xlsx | json
    count: int
    digest: str


@dataclass(frozen=True, slots=True)
class Batch:
    """New named ratings of one clerk in whole months, at least ``clerk_totals.LEAST_NEW``.

    ``since``, ``until``: the first and the last month (2026-11). ``bad``: how many are 差评; None where they, or all
    the others, are fewer than ``clerk_totals.LEAST_CELL``; ``few`` is then which: bad | good.
    """

    clerk: str
    since: str
    until: str
    ratings: int
    bad: int | None
    few: str = ""


@dataclass(frozen=True, slots=True)
class Counted:
    """What the office had counted of a clerk at the last publication; never leaves it."""

    clerk: str
    ratings: int
    bad: int


@event("totals.published", slot=Slot.OWN)
@dataclass(frozen=True, slots=True)
class TotalsPublished:
    """``totals.published`` (subject ``totals/STATION``, office): every batch published for that station so far."""

    station: str
    until: str
    batches: tuple[Batch, ...]
    counted: tuple[Counted, ...]
    digest: str  # SHA-256 of the file


@event("rating.totals", slot=Slot.OWN)
@dataclass(frozen=True, slots=True)
class TotalsTaken:
    """``rating.totals`` (subject ``totals``, at the window): every batch the office has published for it so far."""

    office: str
    until: str
    batches: tuple[Batch, ...]
    digest: str
    public_key: str  # the office's station key that signed
