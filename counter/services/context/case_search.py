"""Finding cases: what is searched, narrowed to and ordered by."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from counter.services.context.rows import FoundCases


class CaseOrder(StrEnum):
    """By what found cases are put in order."""

    NUMBER = "number"
    APPLICANT = "applicant"
    BUNDLE = "bundle"
    STATE = "state"
    OPENED = "opened"
    DUE = "due"
    CLERK = "clerk"


@dataclass(frozen=True, slots=True)
class CaseFilter:
    """Empty: no matter. ``organ``: of one of its items; ``since``, ``until``: civil days of receipt, both included.
    A case without a day due comes after those that have one, in either direction.
    """

    state: str = ""
    organ: str = ""
    clerk: str = ""
    since: date | None = None
    until: date | None = None
    order: CaseOrder = CaseOrder.OPENED
    descending: bool = True

    @property
    def narrows(self) -> bool:
        """Whether it leaves cases out."""
        return bool(self.state or self.organ or self.clerk or self.since or self.until)


@dataclass(frozen=True, slots=True)
class CaseChoices:
    """What occurs in the cases that are here, in the order of lists."""

    states: tuple[str, ...] = ()
    organs: tuple[str, ...] = ()
    clerks: tuple[str, ...] = ()


class FindsCases(Protocol):
    """Part of the journal."""

    def find_cases(self, text: str, limit: int = 50, wanted: CaseFilter | None = None) -> FoundCases:
        """Cases by number or its tail, part of a name, pinyin initials, id number or phone tail; newest first.

        ``wanted``: only these, in its order; of a text that very many match, among the newest of them.
        """
        ...

    def case_choices(self) -> CaseChoices:
        """States, organs and clerks that occur."""
        ...
