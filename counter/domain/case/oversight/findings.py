"""Findings of a case as they now stand, and an order to hand it over that is not carried out yet."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from counter.domain.case.oversight.finding_events import FindingEnd, FindingStance, FindingWeight


class FindingStep(StrEnum):
    """Where a finding stands."""

    MADE = "待答复"
    ANSWERED = "已答复"
    PUT_RIGHT = "已整改，待核查"
    CLOSED = "已办结"


@dataclass(frozen=True, slots=True)
class FindingSaid:
    """One thing said about a finding. ``words`` None: sealed by a station whose key is not here."""

    at: datetime
    station: str
    actor: str
    step: FindingStep
    words: str | None
    what: str = ""


@dataclass(frozen=True, slots=True)
class CaseFinding:
    """One finding. ``id``: of the entry that made it; ``said``: everything since, itself first, in order."""

    id: str
    announced: str
    point: str
    title: str
    item: str
    weight: FindingWeight
    until: date
    step: FindingStep
    by: str
    said: tuple[FindingSaid, ...]
    stance: FindingStance | None = None
    end: FindingEnd | None = None

    @property
    def found(self) -> str:
        """What was found, in the words of who reviewed the case; where they are sealed, the point not met."""
        words = self.said[0].words if self.said else None
        return words or not_met(self.title)

    @property
    def open(self) -> bool:
        """True until a second person has closed it."""
        return self.step is not FindingStep.CLOSED

    @property
    def awaits_owner(self) -> bool:
        """True while the owner has to answer or, having admitted it, to put it right."""
        admitted = self.step is FindingStep.ANSWERED and self.stance is FindingStance.ADMITTED
        return self.step is FindingStep.MADE or admitted


@dataclass(frozen=True, slots=True)
class ReassignOrder:
    """An order of the supervisor's room to hand the case over. ``reason`` None: its words cannot be read here."""

    entry: str
    at: datetime
    by: str
    agreed_by: str
    to: str
    reason: str | None


def not_met(title: str) -> str:
    """A finding by its point alone, which says how it should be."""
    return f"没有做到“{title}”"


def awaiting_owner(findings: Iterable[CaseFinding]) -> tuple[CaseFinding, ...]:
    """What the owner has to do something about, the nearest day first."""
    return tuple(sorted((one for one in findings if one.awaits_owner), key=lambda one: one.until))
