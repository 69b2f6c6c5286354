"""Who follows a case from its first day to its last (跟踪人, S000 二(六): 专人全流程跟踪服务)."""

from __future__ import annotations

from dataclasses import dataclass

from counter.domain.journal.kinds import HistoryOf, Slot, event


@dataclass(frozen=True, slots=True)
class FollowerChangedSealed:
    """Why, in words that may name somebody."""

    reason: str


@event("case.followed", sealed=FollowerChangedSealed, slot=Slot.NONE, of=HistoryOf.CASE)
@dataclass(frozen=True, slots=True)
class FollowerChanged:
    """``case.followed``: ``to`` (code) follows the case from now on.

    Nothing is written at the filing: until it is passed on, whoever filed it follows it.
    """

    to: str


def followed_words(event: FollowerChanged) -> str:
    """To whom."""
    return f"跟踪人改为 {event.to}"
