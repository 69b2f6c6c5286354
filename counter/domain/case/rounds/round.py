"""A round of custody and what was not as its slip says, as one case knows them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from counter.domain.case.item_events import Hands, MovedPaper
from counter.domain.case.rounds.events import MismatchEnd, MismatchKind


@dataclass(frozen=True, slots=True)
class CaseRound:
    """One slip with papers of this case on it; fields as of ``RoundMade``.

    ``station``: code of the window that made it; ``ended``: the day on which it was signed or given up, None while it
    is under way; ``left``: lines that did not change hands; ``void``: nothing went. ``signed_by``: "" where not known.
    """

    id: str
    number: str
    code: str
    paper: str
    cases: tuple[str, ...]
    organ: str
    hands: Hands
    moved: tuple[MovedPaper, ...]
    items: tuple[str, ...]
    day: date
    at: datetime
    station: str
    ended: date | None = None
    left: tuple[str, ...] = ()
    void: bool = False
    signed_by: str = ""

    @property
    def under_way(self) -> bool:
        """True until the organ has signed, or the slip is void (在途)."""
        return self.ended is None


@dataclass(frozen=True, slots=True)
class Mismatch:
    """One paper that was not as the slip says (交接不符). ``settled``: the day on which it was, None while it is open.

    ``seen_by``, ``words``, ``settled_words``: "" where they cannot be read here.
    """

    id: str
    line: str
    name: str
    organ: str
    fault: MismatchKind
    day: date
    round: str = ""
    seen_by: str = ""
    words: str = ""
    settled: date | None = None
    end: MismatchEnd | None = None
    settled_words: str = ""
