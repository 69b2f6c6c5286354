"""People of the hall on a day (人员): who may act, with which name, role and organ.

Where the hall has a register, it alone says who belongs to the hall; the PIN is this machine's own, so that a stolen
PC opens no other window. Without a register the people added here are the hall's.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime

from counter.domain.calendar.workdays import civil_date
from counter.domain.hall.account_events import PinSet
from counter.domain.hall.register.records import DECIDE, RegisteredMandate, RegisteredStaff
from counter.domain.hall.register.register import Register, is_away
from counter.domain.hall.register.tenure import tenure_on
from counter.domain.hall.roles import StaffRole
from counter.domain.hall.station_events import StaffAdded
from counter.domain.journal.kinds import kind_of
from counter.domain.text.day_words import near_day_text
from counter.services.context.ports import Journal, StaffRow
from counter.services.hall.hall_register import hall_register

_BEGINNING, _END = datetime(1970, 1, 2, tzinfo=UTC), datetime(9999, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class People:
    """The people as known here: ``rows`` with the PINs of this machine, and the hall's register.

    ``pin_days``: for codes that passed to another person, on which day the PIN here was set.
    """

    rows: tuple[StaffRow, ...]
    register: Register
    pin_days: Mapping[str, date] = field(default_factory=dict)

    def on(self, day: date) -> tuple[StaffRow, ...]:
        """Everybody, by code; not active: not, not yet or no longer of the hall on that day."""
        if not self.register.number:
            return self.rows
        stated = self.register.on(day).staff
        here = {row.code: row for row in self.rows}
        everybody = {code: replace(row, active=False) for code, row in here.items()}
        for code, person in stated.items():
            pin_hash = self._pin(here[code], day) if code in here and person.role != StaffRole.SIGNER else ""
            everybody[code] = StaffRow(code, person.name, person.role, pin_hash, True, person.organ)
        return tuple(everybody[code] for code in sorted(everybody))

    def _pin(self, row: StaffRow, day: date) -> str:
        """The hash of the PIN here; "" where somebody set it who held the code before."""
        pin_day = self.pin_days.get(row.code)
        if pin_day is None:
            return row.pin_hash
        tenure = tenure_on(self.register.staff_changes.get(row.code, ()), day)
        return row.pin_hash if tenure is None or tenure.owns(row.name, pin_day) else ""

    def stated(self, code: str, day: date) -> RegisteredStaff | None:
        """What the register states of that person on the day; None without a register or where it does not."""
        return self.register.on(day).staff.get(code) if self.register.number else None

    def photo(self, code: str, day: date) -> bytes:
        """The picture that the register publishes of that person on the day; empty where none is wanted."""
        state, person = self.register.on(day), self.stated(code, day)
        picture = None if person is None else state.pictures.get(person.photo)
        return b"" if picture is None else picture.content

    def away(self, code: str, day: date) -> RegisteredStaff | None:
        """The person, where the register says that they are absent that day."""
        person = self.stated(code, day)
        return person if person is not None and is_away(person, day) else None

    def mandate(self, row: StaffRow, day: date) -> str | None:
        """Number of the letter by which that person confirms decisions (``OrganPerson.mandate``)."""
        if not self.register.number:
            return ""
        state = self.register.on(day)
        if not any(m.organ == row.organ for m in state.of(RegisteredMandate)):
            return ""
        own = (m for m in state.mandates if m.organ == row.organ and m.staff == row.code)
        return next((m.number for m in own if not m.acts or DECIDE in m.acts), None)

    def absence_words(self, code: str, day: date) -> str:
        """Until when the person is absent and who stands in, as a Chinese clause; "" for who is there."""
        person = self.away(code, day)
        if person is None:
            return ""
        last = person.away_until
        until = "" if last is None else f"到{near_day_text(last, day)}"
        deputy = self.stated(person.deputy, day)
        stands_in = "" if deputy is None else f"，由{deputy.code} {deputy.name}代班"
        return f"{until}不在岗{stands_in}"


def people_of(journal: Journal) -> People:
    """The people as the journal has them."""
    rows, register = journal.staff(), hall_register(journal)
    passed_on = [
        code
        for code, changes in register.staff_changes.items()
        if (t := tenure_on(changes, date.max)) and t.since
    ]
    return People(rows, register, {code: _pin_day(journal, code) for code in passed_on})


def _pin_day(journal: Journal, code: str) -> date:
    """On which day the PIN here was set last; ``date.min`` where none was."""
    kinds = {kind_of(StaffAdded).name, kind_of(PinSet).name}
    set_at = [e.at for e in journal.entries_between(kinds, _BEGINNING, _END, subject=f"staff/{code}")]
    return civil_date(max(set_at)) if set_at else date.min


def people_on(journal: Journal, day: date) -> tuple[StaffRow, ...]:
    """Everybody on that day (``People.on``)."""
    return people_of(journal).on(day)


def today_of(journal: Journal) -> date:
    """Today's civil day, by the clock that times entries."""
    return civil_date(journal.reading().at)


def people_today(journal: Journal) -> tuple[StaffRow, ...]:
    """Everybody today, by the clock that times entries."""
    return people_on(journal, today_of(journal))


def person_today(journal: Journal, code: str) -> StaffRow | None:
    """The active person of that code today; None for anybody else."""
    return next((row for row in people_today(journal) if row.code == code and row.active), None)


def has_admin(people: tuple[StaffRow, ...]) -> bool:
    """Whether the hall has an administrator, who then keeps accounts and keys."""
    return any(row.active and row.role == StaffRole.ADMIN for row in people)
