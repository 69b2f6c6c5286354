"""Parse the guide's wording 原件/复印件: what is shown, and how many sheets are kept."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class CopiesRequired:
    """``shown``: an original is looked at and handed back. ``originals``/``copies``: how many of each are kept.

    ``either``: the one sheet kept may be an original or a copy. ``electronic``: a file will do. ``each``: sheets of
    every person where it is counted by people (1 where it is only shown), else 0; ``people``: how many there are, 0
    where not known.
    """

    shown: bool = False
    originals: int = 0
    copies: int = 0
    either: bool = False
    electronic: bool = False
    each: int = 0
    people: int = 0

    @property
    def original(self) -> bool:
        """An original has to be shown or handed in."""
        return self.shown or self.originals > 0

    @property
    def kept(self) -> int:
        """Sheets that stay with the window (份)."""
        return self.originals + self.copies

    @property
    def text(self) -> str:
        """In words for the page and the paper."""
        by_people = self.each > 0 and not self.people
        parts = []
        if self.originals:
            parts.append("原件" if by_people else f"原件{self.originals}份")
        elif self.shown:
            parts.append("核对原件" if self.copies else "出示原件，当场退还")
        if self.copies:
            kind = "原件或复印件" if self.either else "复印件"
            parts.append(kind if by_people else f"{kind}{self.copies}份")
        if self.electronic:
            parts.append("电子件也可" if parts else "电子件")
        words = "，".join(parts) or "出示原件，当场退还"
        if not self.each:
            return words
        if by_people:
            return f"{words}，{BY_PEOPLE}（每人{self.each}份）"
        shown = "" if self.kept else f"{self.people}人，"
        return f"{words}（{shown}每人{self.each}份）"


BY_PEOPLE = "按人数"
"""Words of a line counted by people before their number is known."""


def for_people(wanted: CopiesRequired, people: int | None) -> CopiesRequired:
    """The sheets for that many people; None: not known, counted as one."""
    many = people or 1
    return replace(
        wanted,
        originals=wanted.originals * many,
        copies=wanted.copies * many,
        each=max(wanted.originals, wanted.copies, 1),
        people=people or 0,
    )


def is_understood(wording: str) -> bool:
    """Whether ``read`` can parse the wording."""
    return "查验" in wording or "核对" in wording or wording in WORDINGS


WORDINGS = ("原件", "复印件", "原件和复印件", "原件或复印件", "原件（查验）", "原件或电子", "电子")
"""Wordings that ``read`` parses, besides any with 查验 or 核对 (original only looked at)."""


def read(wording: str, copies: int, *, never_kept: bool = False) -> CopiesRequired:
    """Parse the guide's wording. An identity paper is never kept, whatever the wording (L12: PEERS §4). Raises
    ValueError."""
    if "查验" in wording or "核对" in wording:
        return CopiesRequired(shown=True)
    match wording:
        case "复印件":
            return CopiesRequired(copies=copies)
        case "原件和复印件":
            return CopiesRequired(shown=True, copies=copies)
        case "原件或复印件":
            return CopiesRequired(copies=copies, either=True)
        case "原件或电子":
            return CopiesRequired(originals=0 if never_kept else copies, shown=never_kept, electronic=True)
        case "电子":
            return CopiesRequired(electronic=True)
        case "原件":
            return CopiesRequired(shown=True) if never_kept else CopiesRequired(originals=copies)
        case _:
            raise ValueError(f"original_copy not understood: {wording!r}")


def strictest(wanted: Iterable[CopiesRequired]) -> CopiesRequired:
    """One set that satisfies every need: the largest number of each; electronic only where every need accepts it.

    ``each`` and ``people`` are those of the largest need; where the people of one are not known, ``people`` is 0.
    """
    needs = tuple(wanted)
    copying = [w for w in needs if w.copies]
    counted = [w for w in needs if w.each]
    uncounted = [w for w in counted if not w.people]
    most = max(uncounted or counted, key=lambda w: (w.kept, w.people), default=CopiesRequired())
    kept = max((w.kept for w in needs), default=0)
    by_people = bool(uncounted) or most.kept >= kept
    return CopiesRequired(
        shown=any(w.shown for w in needs),
        originals=max((w.originals for w in needs), default=0),
        copies=max((w.copies for w in needs), default=0),
        either=bool(copying) and all(w.either for w in copying),
        electronic=bool(needs) and all(w.electronic for w in needs),
        each=most.each if by_people else 0,
        people=most.people if by_people else 0,
    )
