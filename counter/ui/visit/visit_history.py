"""The steps of the visit in hand, taken back and done again; in memory, until it is filed or put down."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from counter.domain.people.applicant import Applicant
from counter.domain.visit.material import Brought
from counter.domain.visit.visit import Visit

MOST = 200


@dataclass(frozen=True, slots=True)
class VisitMoment:
    """The visit as it stood, with what ``CurrentVisit`` remembers beside it."""

    visit: Visit
    brought: Mapping[str, Brought]
    rest: frozenset[str]
    settled: Applicant | None
    of_another: frozenset[str]


class VisitHistory:
    """Moments before and after the present one."""

    def __init__(self) -> None:
        self._past: list[VisitMoment] = []
        self._future: list[VisitMoment] = []
        self._typing = ""

    def keep(self, before: VisitMoment, typing: str = "") -> None:
        """A step leads away from that moment. Steps of the same ``typing`` in a row are one: letters of a name."""
        self._future.clear()
        if not (typing and typing == self._typing and self._past):
            self._past.append(before)
            del self._past[:-MOST]
        self._typing = typing

    def back(self, present: VisitMoment) -> VisitMoment | None:
        """The moment before; None at the beginning."""
        return self._move(self._past, self._future, present)

    def forth(self, present: VisitMoment) -> VisitMoment | None:
        """The moment that was taken back; None where nothing was."""
        return self._move(self._future, self._past, present)

    def copy(self) -> VisitHistory:
        """The same steps, to go back to if those that follow never were."""
        other = VisitHistory()
        other._past, other._future, other._typing = [*self._past], [*self._future], self._typing
        return other

    def forget(self) -> None:
        """Another visit."""
        self._past, self._future, self._typing = [], [], ""

    def _move(
        self, source: list[VisitMoment], target: list[VisitMoment], present: VisitMoment
    ) -> VisitMoment | None:
        self._typing = ""
        if not source:
            return None
        target.append(present)
        return source.pop()
