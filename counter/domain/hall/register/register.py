"""The register after its issues, and what it states on a day.

A change holds from its ``in_force`` day on; of two that are in force, the one with the later day counts, of the same
day the later issue. A change for a later day therefore stays planned although something is changed today.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import TypeVar

import msgspec

from counter.domain.hall.register.issue import RegisterChange, RegisterIssued, needs_two
from counter.domain.hall.register.records import (
    RegisteredAgreement,
    RegisteredHall,
    RegisteredMandate,
    RegisteredOrgan,
    RegisteredPicture,
    RegisteredSealMaker,
    RegisteredStaff,
    RegisteredSwitch,
    RegisteredText,
    RegisteredWindow,
    RegisterRecord,
    section_of,
)

R = TypeVar("R")
Position = tuple[str, str]
"""Section and key of a record."""


@dataclass(frozen=True)
class RegisterOnDay:
    """The records in force on a day, by section and key."""

    day: date
    number: int
    records: Mapping[Position, RegisterRecord]

    def of(self, shape: type[R]) -> tuple[R, ...]:
        """The records of one section, in the order in which they were first stated."""
        return tuple(r for r in self.records.values() if isinstance(r, shape))

    @property
    def hall(self) -> RegisteredHall | None:
        """The hall; None in an empty register."""
        return next(iter(self.of(RegisteredHall)), None)

    @cached_property
    def windows(self) -> tuple[RegisteredWindow, ...]:
        """Windows that are open on that day."""
        return tuple(w for w in self.of(RegisteredWindow) if in_term(w.since, w.until, self.day))

    @cached_property
    def staff(self) -> Mapping[str, RegisteredStaff]:
        """People who belong to the hall on that day, also those who are away, by code."""
        return {s.code: s for s in self.of(RegisteredStaff) if in_term(s.since, s.until, self.day)}

    @cached_property
    def organs(self) -> tuple[RegisteredOrgan, ...]:
        """What the hall states of organs."""
        return self.of(RegisteredOrgan)

    @cached_property
    def agreements(self) -> tuple[RegisteredAgreement, ...]:
        """All agreements, also past ones: each has its own days (``Authority``)."""
        return self.of(RegisteredAgreement)

    @cached_property
    def mandates(self) -> tuple[RegisteredMandate, ...]:
        """Mandates that are in force on that day."""
        return tuple(m for m in self.of(RegisteredMandate) if in_term(m.since, m.until, self.day))

    @cached_property
    def switches(self) -> Mapping[str, bool]:
        """Local switches that the hall has set."""
        return {s.id: s.on for s in self.of(RegisteredSwitch)}

    @cached_property
    def seal_makers(self) -> tuple[RegisteredSealMaker, ...]:
        """Seal makers that are qualified on that day."""
        return tuple(m for m in self.of(RegisteredSealMaker) if in_term(m.since, m.until, self.day))

    @cached_property
    def pictures(self) -> Mapping[str, RegisteredPicture]:
        """Every picture taken in so far, by key."""
        return {p.digest: p for p in self.of(RegisteredPicture)}

    @cached_property
    def texts(self) -> Mapping[str, str]:
        """Sentences of this place, by id."""
        return {t.id: t.words for t in self.of(RegisteredText)}


def in_term(since: date | None, until: date | None, day: date) -> bool:
    """Whether a term without or with ends includes the day."""
    return (since is None or since <= day) and (until is None or day <= until)


def is_away(person: RegisteredStaff, day: date) -> bool:
    """Whether the person is absent on that day."""
    return person.away_since is not None and in_term(person.away_since, person.away_until, day)


@dataclass(frozen=True)
class Register:
    """The issues known here, oldest first, each the continuation of the one before.

    ``setup``: where there is none yet, what the first one will state.
    """

    issued: tuple[RegisterIssued, ...] = ()
    setup: tuple[RegisterChange, ...] = ()
    _states: dict[date, RegisterOnDay] = field(default_factory=dict, init=False, repr=False, compare=False)

    @property
    def number(self) -> int:
        """Number of the last issue; 0: there is no register, the settings of the set-up hold."""
        return len(self.issued)

    @property
    def digest(self) -> str:
        """Digest of the last issue, which the next one names; "" before the first."""
        return self.issued[-1].issue.digest if self.issued else ""

    def on(self, day: date) -> RegisterOnDay:
        """What the register states on that day."""
        state = self._states.get(day)
        if state is None:
            state = self._states[day] = RegisterOnDay(day, self.number, _records(self._changes(), day))
        return state

    def planned(self, after: date) -> tuple[RegisterChange, ...]:
        """Changes that come into force later than that day, the nearest first."""
        return tuple(c for c in self._changes() if c.in_force > after)

    def unconfirmed(self) -> tuple[RegisterIssued, ...]:
        """Issues that wait for a second person."""
        confirmed = {n for one in self.issued for n in one.issue.confirms}
        stated: dict[Position, RegisterRecord | None] = {}
        waiting = []
        for one in self.issued:
            before = {(c.section, c.key): stated.get((c.section, c.key)) for c in one.issue.changes}
            stated |= {(c.section, c.key): c.record for c in one.issue.changes}
            takes_two = any(needs_two(c, before[c.section, c.key]) for c in one.issue.changes)
            if takes_two and not one.issue.agreed_by and one.issue.number not in confirmed:
                waiting.append(one)
        return tuple(waiting)

    def history(self, section: str, key: str) -> tuple[tuple[RegisterIssued, RegisterChange], ...]:
        """Every change of one record with its issue, oldest first."""
        return tuple(
            (one, change)
            for one in self.issued
            for change in one.issue.changes
            if (change.section, change.key) == (section, key)
        )

    @cached_property
    def staff_changes(self) -> Mapping[str, Sequence[RegisterChange]]:
        """The changes of each staff code, in the order in which they come into force."""
        found: dict[str, list[RegisterChange]] = {}
        for change in self._changes():
            if change.section == "staff":
                found.setdefault(change.key, []).append(change)
        return found

    def with_changes(self, changes: Iterable[RegisterChange], day: date) -> RegisterOnDay:
        """What the register would state on that day if the next issue made these changes."""
        return RegisterOnDay(day, self.number + 1, _records(self._changes(changes), day))

    def moved(self, changes: Iterable[RegisterChange], seen_on: date) -> tuple[RegisterChange, ...]:
        """Changes made from what the register states on ``seen_on``, for their own later days: what is planned to
        change in between stays as planned.
        """
        moved = []
        for change in changes:
            position = (change.section, change.key)
            seen, then = (self.on(day).records.get(position) for day in (seen_on, change.in_force))
            if change.record is None or seen is None or then is None:
                moved.append(change)
            else:
                record = _merged(seen, change.record, then)
                moved.append(RegisterChange(change.in_force, *position, record))
        return tuple(moved)

    def carried_on(self, changes: Sequence[RegisterChange]) -> tuple[RegisterChange, ...]:
        """What these changes mean for later days that are planned already.

        A planned change states its whole record as it was known then: without this, who left today would be back on
        the day from which another phone was planned, and a new address would be the old one again.
        """
        given = {(c.in_force, c.section, c.key) for c in changes}
        planned: dict[Position, list[date]] = {}
        for later in self.planned(min((c.in_force for c in changes), default=date.max)):
            planned.setdefault((later.section, later.key), []).append(later.in_force)
        found: dict[tuple[date, str, str], RegisterChange] = {}
        for change in changes:
            position = (change.section, change.key)
            before = self.on(change.in_force).records.get(position)
            for day in planned.get(position, ()):
                plan = self.on(day).records.get(position)
                if day <= change.in_force or (day, *position) in given or before is None or plan is None:
                    continue
                record = None if change.record is None else _merged(before, change.record, plan)
                if record != plan:
                    found[day, *position] = RegisterChange(day, *position, record)
        return tuple(found.values())

    def _changes(self, more: Iterable[RegisterChange] = ()) -> Sequence[RegisterChange]:
        """All changes in the order in which they come into force; ``more``: those of the next issue."""
        if not self.issued:
            return (*self.setup, *more)
        numbered = [(c.in_force, one.issue.number, c) for one in self.issued for c in one.issue.changes]
        numbered += [(c.in_force, self.number + 1, c) for c in more]
        return [change for *_, change in sorted(numbered, key=lambda row: row[:2])]


def _merged(before: RegisterRecord, now: RegisterRecord, planned: RegisterRecord) -> RegisterRecord:
    """``planned`` with what changed from ``before`` to ``now``, except where the plan itself changes it."""
    fields = {
        name: getattr(now, name)
        for name in now.__struct_fields__
        if getattr(now, name) != getattr(before, name) == getattr(planned, name)
    }
    return msgspec.structs.replace(planned, **fields)


def _records(changes: Iterable[RegisterChange], day: date) -> dict[Position, RegisterRecord]:
    records: dict[Position, RegisterRecord] = {}
    for change in changes:
        if change.in_force > day:
            continue
        position = (change.section, change.key)
        if change.record is None:
            records.pop(position, None)
        else:
            records[position] = change.record
    return records


def change_to(record: RegisterRecord, in_force: date) -> RegisterChange:
    """The change by which that record is added or replaces the one with its key."""
    return RegisterChange(in_force, section_of(record), record.key, record)


def removal_of(record: RegisterRecord, in_force: date) -> RegisterChange:
    """The change by which that record leaves the register."""
    return RegisterChange(in_force, section_of(record), record.key)


def differences(
    before: RegisterOnDay, wanted: Iterable[RegisterRecord], in_force: date
) -> tuple[RegisterChange, ...]:
    """The changes that make ``wanted`` the whole register from that day on: what is equal is no change.

    Pictures stay: they are no rows of a workbook.
    """
    after = {(section_of(r), r.key): r for r in wanted}
    changed = [change_to(r, in_force) for p, r in after.items() if before.records.get(p) != r]
    gone = [
        removal_of(r, in_force)
        for p, r in before.records.items()
        if p not in after and not isinstance(r, RegisteredPicture)
    ]
    return (*changed, *gone)
