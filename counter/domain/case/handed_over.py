"""A case that changed its window (移交), as the case knows it: from where, with which originals, signed for or not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from counter.domain.case.conflict_events import HandedOriginal


@dataclass(frozen=True, slots=True)
class HandedOver:
    """The last change of the window. ``station``, ``to``: from and to; ``originals``: what goes along, by line.

    ``closing``: the giving window closes for good (撤窗); ``claimed``: nobody gave it, ``to`` took it over because the
    other window is gone (接管). ``received``: the new window signed for it; ``missing``: lines whose originals it had
    not in hand when it did.
    """

    station: str
    to: str
    at: datetime
    originals: tuple[HandedOriginal, ...] = ()
    closing: bool = False
    claimed: bool = False
    received: bool = False
    missing: tuple[str, ...] = ()

    @property
    def waits(self) -> bool:
        """Whether the new window still has to sign, or an original has not arrived."""
        return not self.claimed and (not self.received or bool(self.missing))
