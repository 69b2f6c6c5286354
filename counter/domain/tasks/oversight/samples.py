"""Samples as the room has them: the fold of what was announced, drawn, added by hand and looked through."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from counter.domain.journal.entries import Entry
from counter.domain.journal.kinds import KINDS
from counter.domain.tasks.oversight.draw import DrawRule, WindowShare
from counter.domain.tasks.oversight.events import (
    AddedWhy,
    CaseReviewed,
    SampleAdded,
    SampleAnnounced,
    SampledCase,
    SampleDrawn,
)


@dataclass(frozen=True, slots=True)
class SampleCase:
    """A case of a sample. ``why``: it was added by hand; ``reviewed``: how it was looked through last."""

    case: SampledCase
    why: AddedWhy | None = None
    words: str = ""
    reviewed: CaseReviewed | None = None
    reviewed_by: str = ""


@dataclass(frozen=True, slots=True)
class Sample:
    """A sample. ``id``: of the entry that announced it; ``by``, ``at``: who and when; ``drawn_at``: of the last draw,
    None before the first; ``draws``: how many there were; ``shares``, ``candidates``: of the last one; ``earlier``: how
    many announcements before this one were of the same days or some of them.
    """

    id: str
    title: str
    rule: DrawRule
    seed: str
    again: str
    at: datetime
    by: str
    cases: tuple[SampleCase, ...] = ()
    drawn_at: datetime | None = None
    draws: int = 0
    shares: tuple[WindowShare, ...] = ()
    candidates: str = ""
    known_until: datetime | None = None
    earlier: int = 0

    @property
    def left(self) -> int:
        """Cases that nobody has looked through."""
        return sum(one.reviewed is None for one in self.cases)

    def case(self, case_id: str) -> SampleCase | None:
        """The case of that id in it."""
        return next((one for one in self.cases if one.case.case == case_id), None)


def samples_of(entries: Iterable[Entry]) -> tuple[Sample, ...]:
    """All samples, the oldest first; what a newer program wrote is left out."""
    found: dict[str, Sample] = {}
    for entry in entries:
        event = KINDS.read(entry)
        if isinstance(event, SampleAnnounced):
            found[entry.id] = _announced(entry, event, found.values())
        elif isinstance(event, SampleDrawn | SampleAdded | CaseReviewed) and event.sample in found:
            found[event.sample] = _after(found[event.sample], entry, event)
    return tuple(found.values())


def overlapping(rule: DrawRule, samples: Iterable[Sample]) -> int:
    """How many of the samples are of some of the same days and windows."""
    return sum(
        one.rule.since <= rule.until
        and rule.since <= one.rule.until
        and (not one.rule.windows or not rule.windows or bool(set(one.rule.windows) & set(rule.windows)))
        for one in samples
    )


def _announced(entry: Entry, event: SampleAnnounced, before: Iterable[Sample]) -> Sample:
    earlier = overlapping(event.rule, before)
    return Sample(
        entry.id,
        event.title,
        event.rule,
        event.seed,
        event.again,
        entry.at,
        entry.actor,
        earlier=earlier,
    )


def _after(sample: Sample, entry: Entry, event: SampleDrawn | SampleAdded | CaseReviewed) -> Sample:
    if isinstance(event, CaseReviewed):
        cases = tuple(
            replace(one, reviewed=event, reviewed_by=entry.actor) if one.case.case == event.case else one
            for one in sample.cases
        )
        return replace(sample, cases=cases)
    known = {one.case.case for one in sample.cases}
    if isinstance(event, SampleAdded):
        if event.case.case in known:
            return sample
        return replace(sample, cases=(*sample.cases, SampleCase(event.case, event.why, event.words)))
    new = tuple(SampleCase(one) for one in event.cases if one.case not in known)
    return replace(
        sample,
        cases=(*sample.cases, *new),
        drawn_at=entry.at,
        draws=sample.draws + 1,
        shares=event.shares,
        candidates=event.candidates,
        known_until=event.known_until,
    )
