"""What a demo room (演示的值班主管室) shows: windows and cases that were invented, read from its settings file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

import msgspec

from counter.domain.shapes import whole
from counter.domain.text.check_digits import resident_digit

_NOBODYS_AREA = "999999"
_FIRST_BIRTH = date(1970, 1, 1)


@dataclass(frozen=True, slots=True)
class DemoWindow:
    """A window of the demo hall; ``clerk``: name of the one clerk there."""

    station: str
    window: str
    clerk: str

    @property
    def code(self) -> str:
        """The clerk's: a hall's register has each code once."""
        return f"W{self.window}"


@dataclass(frozen=True, slots=True)
class DemoCase:
    """An invented case. ``window``: number of its window; ``days``: how long ago it was filed.

    ``serial``: makes the applicant's numbers; ``ended``: withdrawn that day; ``gaps``: something was not brought.
    """

    window: str
    days: int
    bundle: int
    name: str
    serial: int
    ended: bool = False
    gaps: bool = False

    @property
    def id_number(self) -> str:
        """An identity number that belongs to nobody: area 999999, an adult's day of birth, a valid check digit."""
        birth = _FIRST_BIRTH + timedelta(days=self.serial * 211)
        body = f"{_NOBODYS_AREA}{birth:%Y%m%d}{self.serial:03d}"
        return body + resident_digit(body)

    @property
    def phone(self) -> str:
        """A phone of a range that is not given out."""
        return f"1000000{self.serial:04d}"


@dataclass(frozen=True, slots=True)
class DemoRoom:
    """Its windows and their cases, the oldest first."""

    windows: tuple[DemoWindow, ...]
    cases: tuple[DemoCase, ...]

    @property
    def begun_days_ago(self) -> int:
        """When its windows were set up."""
        return max(case.days for case in self.cases) + 1


def demo_room_from(values: Mapping[str, object]) -> DemoRoom:
    """The values of the shipped file ``halls/demo-room.toml``. msgspec.ValidationError for a shape that is not its."""
    found = msgspec.convert(values, whole(DemoRoom))
    return replace(found, cases=tuple(sorted(found.cases, key=lambda one: -one.days)))
