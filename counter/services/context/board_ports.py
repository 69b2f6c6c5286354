"""The rows of the supervisor's board (总览), as a Protocol that journal and transaction offer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:  # only the supervisor's room needs it
    from counter.domain.tasks.board import BoardBy, BoardColumn


@dataclass(frozen=True, slots=True)
class BoardRow:
    """A case on the board, or what one ``organ`` has in it ("": the case as a whole); no personal data.

    ``station``: who decides in it; ``due``: ISO day. The rest is as in ``domain.tasks.board.BoardPart``.
    """

    case: str
    organ: str
    station: str
    clerk: str
    bundle: int
    bundle_name: str
    open: bool
    due: str | None
    twice: bool
    unprinted: int
    unsealed: int
    originals: int


@dataclass(frozen=True, slots=True)
class BoardDays:
    """What days are compared with, ISO: ``today``, and the last day that counts as near (``soon``)."""

    today: str
    soon: str


@dataclass(frozen=True, slots=True)
class BoardCount:
    """One line of the board: cases of one window, organ, clerk or bundle. ``key``: as the list behind is asked for."""

    key: str
    late: int
    near: int
    open: int
    twice: int
    unprinted: int
    unsealed: int
    originals: int


@dataclass(frozen=True, slots=True)
class BoardCase:
    """One line of the list behind a number. ``applicant``: the name, or why it cannot be read here."""

    row: BoardRow
    number: str
    applicant: str
    state: str
    opened_at: str


class BoardReading(Protocol):
    """The board as it is stored."""

    def counts(self, by: BoardBy, days: BoardDays) -> tuple[BoardCount, ...]:
        """A line for every window, organ, clerk or bundle that has a case on the board; in no order."""
        ...

    def total(self, days: BoardDays) -> BoardCount:
        """All cases on the board."""
        ...

    def cases(
        self, column: BoardColumn, by: BoardBy | None, key: str, days: BoardDays, limit: int
    ) -> tuple[BoardCase, ...]:
        """The cases behind a number, the nearest day first. ``by`` None: those of all."""
        ...

    def bundle_names(self) -> Mapping[str, str]:
        """Key → name of the bundles on the board."""
        ...

    def worked_last(self) -> Mapping[str, tuple[str, int]]:
        """Station → who wrote the newest of its entries that a person wrote, and its time, as ``heard_of``."""
        ...

    def heard_of(self) -> Mapping[str, int]:
        """Station → time of the newest of its entries that came here, in microseconds since 1970."""
        ...


class BoardStore(BoardReading, Protocol):
    """Also writing, in the transaction that took the entries in."""

    def put(self, case: str, rows: Sequence[BoardRow]) -> None:
        """Replace the rows of a case; unchanged ones are not written."""
        ...


class HasBoard(Protocol):
    """What offers it for reading."""

    def board(self) -> BoardReading:
        """The supervisor's board."""
        ...


class HasBoardStore(Protocol):
    """What offers it for writing."""

    def board(self) -> BoardStore:
        """The supervisor's board."""
        ...
