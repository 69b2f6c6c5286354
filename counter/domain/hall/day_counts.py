"""What is counted by hand at the end of a day or shift (实点), and differences until somebody explained them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from counter.domain.errors import BadInput
from counter.domain.journal.entries import Entry
from counter.domain.journal.kinds import Slot, event, kind_of

SUBJECT = "day_count"
"""The subject of all differences of a station."""

DIGITS = 5
"""Nobody counts more by hand; a longer number was scanned or mistyped."""


class CountedKind(StrEnum):
    """What is counted."""

    ORIGINALS = "originals"
    CERTIFICATES = "certificates"

    @property
    def label(self) -> str:
        """In plain Chinese."""
        return "原件" if self is CountedKind.ORIGINALS else "证照"

    @property
    def unit(self) -> str:
        """How it is counted: originals by the sheet, results by the piece (正副本算一件)."""
        return "份" if self is CountedKind.ORIGINALS else "件"


@dataclass(frozen=True, slots=True)
class ListedThing:
    """A row of the list that was counted by: number of the case, name, how many, and where it lies."""

    number: str
    name: str
    count: int
    place: str = ""


@dataclass(frozen=True, slots=True)
class HandCount:
    """One figure of the list and what was counted by hand; None: nobody counted (未点)."""

    what: CountedKind
    listed: int
    counted: int | None = None
    things: tuple[ListedThing, ...] = ()

    @property
    def differs(self) -> bool:
        """Whether it was counted, and not as listed."""
        return self.counted is not None and self.counted != self.listed


@dataclass(frozen=True, slots=True)
class CountsByHand:
    """What a person counted; None where nothing was entered. ``seen``: the listed figures (originals, certificates)
    as the person saw them, None where nobody looked at any. ``confirmed``: the person was shown that a count
    differs, and holds to it.
    """

    originals: int | None = None
    certificates: int | None = None
    seen: tuple[int, int] | None = None
    confirmed: bool = False

    def of(self, what: CountedKind) -> int | None:
        """What was counted of a kind."""
        return self.originals if what is CountedKind.ORIGINALS else self.certificates


def check_confirmed(counts: Iterable[HandCount], by: CountsByHand, who: str = "") -> None:
    """Raises BadInput where a count differs from the list and the person has not confirmed it: counted once more.

    ``who``: which of the two people of a shift it was.
    """
    differing = [one for one in counts if one.differs]
    if differing and not by.confirmed:
        found = "，".join(
            f"{one.what.label}应有{one.listed}{one.what.unit}、实点{one.counted}{one.what.unit}"
            for one in differing
        )
        counter = f"{who}点的和清单" if who else ""
        raise BadInput(
            f"{found}，{counter}不符。请再点一遍；确实不符的，确认以后记下，留待查明。", field="counts"
        )


def read_count(text: str, what: CountedKind) -> int | None:
    """A count as typed; None for an empty field. Raises BadInput for what is no number."""
    plain = text.strip()
    if not plain:
        return None
    if not (plain.isascii() and plain.isdigit() and len(plain) <= DIGITS):
        raise BadInput(f"{what.label}的实点要填数字，没有点就空着。", field=what.value)
    return int(plain)


@event("count.differed", slot=Slot.OWN)
@dataclass(frozen=True, slots=True)
class CountDiffered:
    """``count.differed``: what was counted is not what is listed. ``taken``: what the person who took the shift over
    counted, None where nobody took over or that person did not count. ``counted`` None: only that person did.
    """

    day: date
    what: CountedKind
    listed: int
    counted: int | None
    taken: int | None = None

    @property
    def off_by(self) -> int:
        """By how much; of two counts the later one, by who takes over, holds."""
        found = self.taken if self.taken is not None else self.counted
        return (self.listed if found is None else found) - self.listed

    @property
    def words(self) -> str:
        """What differs, in one plain sentence without its end."""
        unit, counted = (
            self.what.unit,
            [] if self.counted is None else [f"实点{self.counted}{self.what.unit}"],
        )
        if self.taken is not None:
            counted = [f"交班点{self.counted}{unit}"] if self.counted is not None else []
            counted.append(f"接班点{self.taken}{unit}")
        return f"{self.day.month}月{self.day.day}日{self.what.label}应有{self.listed}{unit}，{'，'.join(counted)}"


@dataclass(frozen=True, slots=True)
class CountExplainedSealed:
    """Why, in words that may name people."""

    why: str


@event("count.explained", sealed=CountExplainedSealed, slot=Slot.OWN)
@dataclass(frozen=True, slots=True)
class CountExplained:
    """``count.explained``: the difference with that entry id was found (``found``) or explained, by its actor."""

    difference: str
    what: CountedKind
    found: bool


@dataclass(frozen=True, slots=True)
class CountDifference:
    """The latest difference of a kind. ``entry``: its id; ``explained``: somebody said why; ``found``: it was found."""

    entry: str
    said: CountDiffered
    explained: bool = False
    found: bool = False


def differences(entries: Iterable[Entry]) -> dict[CountedKind, CountDifference]:
    """The latest difference of each kind: a later count takes the place of an earlier one."""
    found: dict[CountedKind, CountDifference] = {}
    for entry in entries:
        if (differed := kind_of(CountDiffered).read(entry)) is not None:
            found[differed.what] = CountDifference(entry.id, differed)
        elif (told := kind_of(CountExplained).read(entry)) is not None:
            last = found.get(told.what)
            if last is not None and last.entry == told.difference:
                found[told.what] = CountDifference(last.entry, last.said, True, told.found)
    return found


def is_news(known: CountDifference | None, differed: CountDiffered) -> bool:
    """Whether a difference is to be recorded: not where the same one waits, or was explained and is still there."""
    if known is None or known.found or known.said.off_by != differed.off_by:
        return True
    return _two_say_otherwise(differed) and not _two_say_otherwise(known.said)


def _two_say_otherwise(said: CountDiffered) -> bool:
    return said.taken is not None and said.counted is not None and said.taken != said.counted
