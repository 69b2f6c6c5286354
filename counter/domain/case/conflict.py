"""Records of two stations that contradict each other (记录有矛盾), until somebody settles it (DESIGN §5)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from counter.domain.journal.kinds import Slot


@dataclass(frozen=True, slots=True)
class CaseClaim:
    """What one record says where another contradicts it. ``entry``: its id; ``actor``: code of who wrote it.

    ``words``: its sentence in the history; ``papers``: ids of the papers that were issued by it.
    """

    entry: str
    station: str
    actor: str
    at: datetime
    kind: str
    words: str
    papers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Conflict:
    """Claims about one thing, made without knowledge of each other, in the order of the replay; nothing wins.

    ``key``: what exactly in the slot (id of an item, a paper, a line), "" where the slot is one thing. ``soft``: only
    noted, e.g. a paper served on two days: the later one counts for the applicant, and nothing is held up.
    ``unauthorised``: what contradicts is of windows that do not own the case; what the owner recorded holds meanwhile.
    """

    slot: Slot
    key: str
    claims: tuple[CaseClaim, ...]
    soft: bool = False
    unauthorised: bool = False

    @property
    def holds_up(self) -> bool:
        """Whether nothing may be decided in it until it is settled."""
        return not self.soft and not self.unauthorised

    @property
    def since(self) -> datetime:
        """When it began: the time of its last claim."""
        return max(claim.at for claim in self.claims)
