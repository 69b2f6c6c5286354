"""Results of a check: how many units meet it, and flaws with location, words and remedy."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """必改: wrong. 待补事实: not given yet. 提示: acceptable, but to be looked at."""

    MUST = "必改"
    FACT = "待补事实"
    NOTE = "提示"


@dataclass(frozen=True, slots=True)
class Where:
    """Location in the guide: ids, and ``words`` for people."""

    words: str = ""
    bundle: int | None = None
    item: str = ""
    material: str = ""
    question: str = ""
    paper: str = ""


@dataclass(frozen=True, slots=True)
class Flaw:
    """One finding. ``check``: id of the check, which has the source."""

    check: str
    severity: Severity
    place: Where
    wrong: str
    todo: str


@dataclass(frozen=True, slots=True)
class Tally:
    """Units of a check: how many meet it, fail it, and how many are unknown."""

    met: int = 0
    unmet: int = 0
    unknown: int = 0

    @property
    def base(self) -> int:
        """Number of all units."""
        return self.met + self.unmet + self.unknown

    def __add__(self, other: Tally) -> Tally:
        return Tally(self.met + other.met, self.unmet + other.unmet, self.unknown + other.unknown)


@dataclass(frozen=True, slots=True)
class LintVerdict:
    """Result of a check for one unit (a material, a form, a day …), with a flaw's words where there is one.

    ``part`` is the material's key where the unit is a material.
    """

    tally: Tally
    severity: Severity | None = None
    wrong: str = ""
    todo: str = ""
    part: str = ""


_MET, _UNMET, _UNKNOWN = Tally(met=1), Tally(unmet=1), Tally(unknown=1)
GOOD = LintVerdict(_MET)
UNKNOWN_UNIT = LintVerdict(_UNKNOWN)
"""Unknown, without a flaw because another check reports it."""


def wrong(words: str, todo: str, part: str = "") -> LintVerdict:
    """A unit that is wrong (必改)."""
    return LintVerdict(_UNMET, Severity.MUST, words, todo, part)


def missing(words: str, todo: str, part: str = "") -> LintVerdict:
    """A unit not given yet (待补事实)."""
    return LintVerdict(_UNKNOWN, Severity.FACT, words, todo, part)


def note(words: str, todo: str, part: str = "") -> LintVerdict:
    """A unit that meets the check but should be looked at (提示)."""
    return LintVerdict(_MET, Severity.NOTE, words, todo, part)
