"""What some papers state beyond verdicts and materials: the base, and what several builders need."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from counter.domain.case.item_events import Cause, Result
from counter.domain.case.organ_events import KnownBy
from counter.domain.hall.organ import NO_RECOURSE, Recourse
from counter.domain.visit.verdict import Gap


@dataclass(frozen=True, slots=True)
class Details:
    """What papers of one kind state beyond verdicts and materials: a subclass for each, beside its builder."""


@dataclass(frozen=True, slots=True)
class ProposedDecision(Details):
    """For the organ's decisions: why, on what basis, and once confirmed by whom and on which day (L8).

    ``confirmed_by`` empty: a draft (代拟稿), without number. ``returned``: names of papers given back with it.
    ``ground``: kind of the guide's refusal (barred, not_needed, elsewhere), "" for any other cause. ``accepted_on``:
    the day of acceptance, ``notice`` and ``told_on``: number and day of the notice of what had to be brought,
    ``lacking``: what of it is open, each with its day, ``came_on``: the day some of it was brought; all for lapses.
    ``known_by``: whether the representative confirmed by PIN or the organ by ``signed_paper`` (its number and day).
    ``recourse``: once confirmed, where the applicant may turn. ``mandate``: number of the letter by which the
    representative confirmed in person.
    """

    cause: Cause
    result: Result
    reason: str
    basis: str
    confirmed_by: str = ""
    returned: tuple[str, ...] = ()
    ground: str = ""
    accepted_on: date | None = None
    notice: str = ""
    told_on: date | None = None
    lacking: tuple[Gap, ...] = ()
    came_on: date | None = None
    known_by: KnownBy | None = None
    signed_paper: str = ""
    recourse: Recourse = NO_RECOURSE
    mandate: str = ""
