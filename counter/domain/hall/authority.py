"""What a station may do for an organ by agreement (授权协议, L13): receive, accept, deliver, decide on the spot."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class Act(StrEnum):
    """Acts an organ may entrust to the window by agreement (S001 Art. 32); deciding stays the organ's own."""

    RECEIVE = "receive"  # 收件
    ACCEPT = "accept"  # 受理
    DELIVER = "deliver"  # 送达
    ON_THE_SPOT = "on_the_spot"  # 当场办结：该机关首席代表驻窗当场登记、备案


TAKES_IN = frozenset({Act.RECEIVE, Act.ACCEPT, Act.ON_THE_SPOT})
"""Acts by which the window speaks for the organ before it decides; whoever may accept an item also takes it in."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """One agreement with one organ. ``items`` empty: every item of the organ. Dates are inclusive.

    ``unseen_originals``: the organ consents to acceptance although an original to be looked at was not seen
    (原件未核先受理); papers then name the agreement.
    """

    organ: str
    acts: frozenset[Act]
    number: str
    valid_from: date
    valid_until: date
    items: tuple[str, ...] = ()
    unseen_originals: bool = False

    def covers(self, organ: str, item: str, day: date) -> bool:
        """True when this agreement covers that organ and item on that day."""
        applies = self.organ == organ and (not self.items or item in self.items)
        return applies and self.valid_from <= day <= self.valid_until


@dataclass(frozen=True, slots=True)
class Authority:
    """All agreements of a station."""

    agreements: tuple[Agreement, ...] = ()
    _covering: dict[tuple[str, str, date], tuple[Agreement, ...]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def acts(self, organ: str, item: str, day: date) -> frozenset[Act]:
        """Acts allowed for that organ and item on that day; RECEIVE always is (S001 33: 前台综合受理)."""
        return frozenset({Act.RECEIVE}).union(*(a.acts for a in self.covering(organ, item, day)))

    @property
    def delivering(self) -> str:
        """Key of what of it concerns delivery: task rows computed by another one are computed anew."""
        found = (a for a in self.agreements if Act.DELIVER in a.acts)
        said = sorted((a.organ, a.items, a.valid_from.isoformat(), a.valid_until.isoformat()) for a in found)
        return hashlib.blake2b(repr(said).encode(), digest_size=8).hexdigest()

    def entrusts(self, organ: str, item: str, day: date) -> bool:
        """True when the organ entrusted taking in or accepting that item: only then may a paper be issued in its name.

        Who may only hand its papers out (送达) receives nothing for it: what is filed is the hall's own, and the
        organ's days have not begun (L6, L13).
        """
        return any(a.acts & TAKES_IN for a in self.covering(organ, item, day))

    def consents_unseen(self, organ: str, item: str, day: date) -> tuple[str, ...]:
        """Numbers of the agreements in which the organ consents to accepting that item with originals not seen."""
        return tuple(dict.fromkeys(a.number for a in self.covering(organ, item, day) if a.unseen_originals))

    def covering(self, organ: str, item: str, day: date) -> tuple[Agreement, ...]:
        """The agreements that cover that organ and item on that day, in their order."""
        asked = organ, item, day
        found = self._covering.get(asked)
        if found is None:  # cached: one act asks for the same few dozens of times
            found = tuple(a for a in self.agreements if a.organ == organ and a.covers(organ, item, day))
            self._covering[asked] = found
        return found

    def covering_any(self, items: Sequence[tuple[str, str]], day: date) -> list[Agreement]:
        """The agreements that cover any of these (organ, item) pairs on that day."""
        organs = {organ for organ, _ in items}
        return [
            a
            for a in self.agreements
            if a.organ in organs and any(a.covers(organ, item, day) for organ, item in items)
        ]
