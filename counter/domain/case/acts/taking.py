"""Acts about papers that one window takes in for another (代收)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from counter.domain.visit.material import Brought


@dataclass(frozen=True, slots=True)
class NamedPaper:
    """One paper as the applicant's sheet calls it (代收). ``copies``: sheets; ``original_seen``: by the clerk."""

    name: str
    copies: int = 1
    original_seen: bool = False


@dataclass(frozen=True, slots=True)
class TakeNamed:
    """Papers are taken in for a case of another window that is not known here (代收材料).

    ``case_number``: as printed; ``applicant``: name by the sheet or the identity card; ``sheet``: number of the sheet
    that asks for them.
    """

    case_number: str
    papers: tuple[NamedPaper, ...]
    applicant: str
    brought_by: str = ""
    relation: str = ""
    sheet: str = ""


@dataclass(frozen=True, slots=True)
class CheckTaken:
    """The owner has in hand and looked at what other windows took in (核对代收材料).

    ``lines``: line id → what was found, where it is not as recorded there.
    """

    lines: Mapping[str, Brought]
