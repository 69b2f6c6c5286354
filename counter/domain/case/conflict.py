"""Records of two stations that contradict each other (记录有矛盾), until somebody settles it (DESIGN §5)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from counter.domain.journal.kinds import Slot


@dataclass(frozen=True, slots=True)
class CaseClaim:
    """What one record says where another contradicts it. ``entry``: its id; ``actor``: code of who wrote it; ``epoch``:
    of the machine, where one window had two.

    ``words``: its sentence in the history; ``papers``: ids of the papers that were issued by it.
    """

    entry: str
    station: str
    actor: str
    at: datetime
    kind: str
    words: str
    papers: tuple[str, ...] = ()
    epoch: int = 1


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

    @property
    def of_one_window(self) -> bool:
        """Whether two machines wrote as one window: it was put back while the first went on."""
        return len({claim.station for claim in self.claims}) == 1


def whose_words(conflicts: Iterable[Conflict]) -> str:
    """``窗口 15220103、15220104``, or ``窗口 15220103 的两台电脑``."""
    found = tuple(conflicts)
    stations = "、".join(dict.fromkeys(claim.station for one in found for claim in one.claims))
    return f"窗口 {stations}" + (" 的两台电脑" if all(one.of_one_window for one in found) else "")
