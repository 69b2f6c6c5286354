"""What a check says: how many units meet it, and the flaws found, each with its place, its words and what to do."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """必改: what stands there is wrong. 待补事实: nobody has said it yet. 提示: it may stay, but look at it."""

    MUST = "必改"
    FACT = "待补事实"
    NOTE = "提示"


@dataclass(frozen=True, slots=True)
class Where:
    """Where in the guide: ids, and ``words`` for people."""

    words: str = ""
    bundle: int | None = None
    item: str = ""
    material: str = ""
    question: str = ""
    paper: str = ""


@dataclass(frozen=True, slots=True)
class Flaw:
    """One finding. ``check`` names the check, which carries its source."""

    check: str
    severity: Severity
    place: Where
    wrong: str
    todo: str


@dataclass(frozen=True, slots=True)
class Tally:
    """Units of a check: how many meet it, fail it, and how many nobody can say anything about."""

    met: int = 0
    unmet: int = 0
    unknown: int = 0

    @property
    def base(self) -> int:
        """All units the check is about."""
        return self.met + self.unmet + self.unknown

    def __add__(self, other: Tally) -> Tally:
        return Tally(self.met + other.met, self.unmet + other.unmet, self.unknown + other.unknown)


@dataclass(frozen=True, slots=True)
class LintVerdict:
    """What a check says about one unit (a material, a form, a day …), with a flaw's words where there is one.

    ``part`` is the material's key where the unit is a material.
    """

    tally: Tally
    severity: Severity | None = None
    wrong: str = ""
    todo: str = ""
    part: str = ""


_MET, _UNMET, _UNKNOWN = Tally(met=1), Tally(unmet=1), Tally(unknown=1)
GOOD = LintVerdict(_MET)
NOT_SAID = LintVerdict(_UNKNOWN)
"""Unknown, and another check's flaw says so already."""


def wrong(words: str, todo: str, part: str = "") -> LintVerdict:
    """What stands there is wrong (必改)."""
    return LintVerdict(_UNMET, Severity.MUST, words, todo, part)


def missing(words: str, todo: str, part: str = "") -> LintVerdict:
    """Nobody has said it (待补事实)."""
    return LintVerdict(_UNKNOWN, Severity.FACT, words, todo, part)


def note(words: str, todo: str, part: str = "") -> LintVerdict:
    """It meets the check and still deserves a look (提示)."""
    return LintVerdict(_MET, Severity.NOTE, words, todo, part)
