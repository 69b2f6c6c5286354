"""Facade of the page 拷到U盘 / 收U盘: what waits, what was copied last, and the sticks. Imported with the page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from counter.services.exchange.courier_partners import (
    CARRIED_REFUSED,
    CarriedRefused,
    halls_of_window,
    last_copied,
    read_mark,
    windows_of_hall,
)
from counter.services.exchange.own_batches import waiting
from counter.services.exchange.reporting import clock_words
from counter.services.keys.trusted import trusted_keys
from counter.ui.facades.base import ProfileFacade
from counter.ui.facades.exchange import Stick


@dataclass(frozen=True, slots=True)
class CourierView:
    """``waiting``: own entries that are not reported, ``since`` when; ``copied``: when and as which file they were
    copied last, "" for never; ``receives``: other windows report to this one; ``reports``: this one reports to a hall;
    ``refused``: why the hub refused what was carried for others; ``files``: titles of those that go with the next copy.
    """

    waiting: int
    since: str
    copied: str
    receives: bool
    reports: bool
    refused: tuple[str, ...] = ()
    files: tuple[str, ...] = ()


class CourierFacade:
    """Members run off the UI thread; they raise ``CounterError`` with one sentence."""

    def __init__(self, profile: ProfileFacade) -> None:
        self._profile = profile

    def view(self) -> CourierView:
        """How it stands."""
        app = self._profile.app
        left, copied, trust = waiting(app), last_copied(app), trusted_keys(app.journal)
        words = f"{clock_words(datetime.fromisoformat(copied.at))}，{copied.file}" if copied.at else ""
        return CourierView(
            left.count,
            "" if left.since is None else clock_words(left.since),
            words,
            receives=bool(windows_of_hall(app, trust)),
            reports=bool(halls_of_window(app, trust)),
            files=tuple(one.title for one in app.journal.exchange().parcels().for_hall()),
            refused=read_mark(app.journal.exchange(), CARRIED_REFUSED, CarriedRefused).sentences,
        )

    def sticks(self) -> Sequence[Stick]:
        """What is plugged in; may wait for a slow disk."""
        tools = self._profile.courier
        return () if tools is None else tools.sticks()
