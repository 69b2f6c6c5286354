"""The read model of what lies at this window: applicants' originals, and results that wait on the shelf."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class HeldThings:
    """One row of a list to count by: number of the case, what lies here, how many sheets or pieces, and the place."""

    number: str
    name: str
    count: int
    place: str = ""


class HeldReading(Protocol):
    """What lies here, without reading the cases."""

    def originals(self) -> tuple[HeldThings, ...]:
        """Originals, by number of the case; sheets."""
        ...

    def certificates(self, station: str) -> tuple[HeldThings, ...]:
        """Results on paper that were taken in at that window and lie on its shelf, by place; pieces."""
        ...

    def open_cases(self) -> int:
        """How many cases this window has open."""
        ...


class HasHeld(Protocol):
    """What offers it for reading."""

    def held(self) -> HeldReading:
        """What lies at this window."""
        ...
