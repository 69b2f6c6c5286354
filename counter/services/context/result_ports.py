"""The read model of results as things: what lies here, what is out, and whether one is known already."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class ResultRow:
    """One result; fields as of ``CaseCertificate``, days ISO. ``mark``: by which the same one is known again, "" for
    one without a number and for one that the organ took back. ``call_in``: it is wrong and still out.
    """

    case: str
    certificate: str
    item: str
    item_name: str
    organ: str
    name: str
    mark: str
    form: str
    medium: str
    state: str
    place: str
    station: str
    arrived: str
    issued_on: str | None
    valid_until: str | None
    delivered: str | None
    call_in: bool


@dataclass(frozen=True, slots=True)
class ResultLine:
    """A result with columns of its case's row."""

    result: ResultRow
    number: str
    bundle_name: str
    applicant: str


class ResultReading(Protocol):
    """Results as they are stored."""

    def marked(self, mark: str) -> tuple[ResultLine, ...]:
        """Those with that mark: the same result was recorded before."""
        ...

    def listed(self, states: Sequence[str], limit: int, until: str = "") -> tuple[ResultLine, ...]:
        """Those in these states, the longest here first. ``until``: only what arrived by that day (ISO)."""
        ...

    def counts(self, until: str = "") -> dict[str, int]:
        """State → how many. ``until``: only what arrived by that day (ISO)."""
        ...


class ResultStore(ResultReading, Protocol):
    """Also writing, in the transaction that appended the entries."""

    def put(self, case: str, rows: Sequence[ResultRow]) -> None:
        """Replace the rows of a case; unchanged ones are not written."""
        ...


class HasResults(Protocol):
    """What offers them for reading."""

    def results(self) -> ResultReading:
        """The results as things."""
        ...


class HasResultStore(Protocol):
    """What offers them for writing."""

    def results(self) -> ResultStore:
        """The results as things."""
        ...
