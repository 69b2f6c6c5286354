"""Changes of the register that are prepared and not signed yet, laid over what it states on a day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from counter.domain.hall.register.checks import GuideNames, RegisterFault, new_faults
from counter.domain.hall.register.issue import RegisterChange
from counter.domain.hall.register.records import RegisteredPicture, RegisterRecord, section_of
from counter.domain.hall.register.register import Position, RegisterOnDay


@dataclass
class RegisterDraft:
    """``records``: by position what it becomes; None: it is no longer part of the register."""

    state: RegisterOnDay
    names: GuideNames | None = None
    records: dict[Position, RegisterRecord | None] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.records)

    @property
    def after(self) -> RegisterOnDay:
        """The register with these changes."""
        records = {**self.state.records}
        for position, record in self.records.items():
            if record is None:
                records.pop(position, None)
            else:
                records[position] = record
        return RegisterOnDay(self.state.day, self.state.number, records)

    def put(
        self, record: RegisterRecord, pictures: Iterable[RegisteredPicture] = ()
    ) -> tuple[RegisterFault, ...]:
        """Add or change a record; its new faults. A record with a grave one is not kept.

        ``pictures``: those that it names and the register does not have yet.
        """
        position = (section_of(record), record.key)
        before = dict(self.records)
        self.records |= {(section_of(p), p.key): p for p in pictures if p.key not in self.state.pictures}
        if self.state.records.get(position) == record:
            self.records.pop(position, None)
        else:
            self.records[position] = record
        faults = tuple(f for f in self._faults() if (f.section, f.key) == position)
        if any(f.grave for f in faults):
            self.records = before
        else:
            self._drop_unnamed()
        return faults

    def _drop_unnamed(self) -> None:
        """Pictures that were replaced again before anybody signed are no part of the change."""
        named = {getattr(r, field, "") for r in self.records.values() for field in ("emblem", "photo")}
        self.records = {
            position: r
            for position, r in self.records.items()
            if not isinstance(r, RegisteredPicture) or r.key in named
        }

    def remove(self, position: Position) -> tuple[RegisterFault, ...]:
        """Remove a record; the grave faults that this brings, with which it stays."""
        before = dict(self.records)
        if position in self.state.records:
            self.records[position] = None
        else:
            self.records.pop(position, None)
        grave = tuple(f for f in self._faults() if f.grave)
        if grave:
            self.records = before
        return grave

    def replace(self, changes: Iterable[RegisterChange]) -> None:
        """Prepare these instead, as a workbook gave them."""
        self.records = {(c.section, c.key): c.record for c in changes}

    def changes(self, in_force: date) -> tuple[RegisterChange, ...]:
        """The changes, from that day on."""
        return tuple(RegisterChange(in_force, s, k, record) for (s, k), record in self.records.items())

    def _faults(self) -> tuple[RegisterFault, ...]:
        before, after = self.state.records.values(), self.after.records.values()
        return new_faults(tuple(before), tuple(after), self.state.day, self.names)
