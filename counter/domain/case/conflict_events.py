"""Events about the windows of a case: contradicting records settled, and the case handed over to another window."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from counter.domain.journal.kinds import HistoryOf, Meeting, Slot, event


@dataclass(frozen=True, slots=True)
class ConflictSettledSealed:
    """Why, in words that may name somebody."""

    reason: str


@event(
    "conflict.settled",
    sealed=ConflictSettledSealed,
    slot=Slot.NAMED,
    of=HistoryOf.CASE,
    meets=Meeting.DECIDES,
    same=("stands", "taken_back"),
)
@dataclass(frozen=True, slots=True)
class ConflictSettled:
    """``conflict.settled``: of the records ``claims`` (ids) about one thing, ``stands`` holds, the others do not.

    ``in_slot``, ``key``: the thing, as in ``Conflict``. ``station``: where what stands was recorded. ``taken_back``:
    ids of the papers that are withdrawn in writing; ``supervisor``: who settled it.
    """

    in_slot: Slot
    key: str
    claims: tuple[str, ...]
    stands: str
    station: str
    supervisor: str
    taken_back: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CaseHandedOverSealed:
    """Why, in words that may name somebody."""

    reason: str


@dataclass(frozen=True, slots=True)
class HandedOriginal:
    """Originals of one line of the checklist that go along: how many."""

    line: str
    count: int


@event(
    "case.handed_over",
    sealed=CaseHandedOverSealed,
    slot=Slot.OWNER,
    of=HistoryOf.CASE,
    meets=Meeting.DECIDES,
    same=("to",),
)
@dataclass(frozen=True, slots=True)
class CaseHandedOver:
    """``case.handed_over``: the station ``to`` decides in the case from now on (移交). ``agreed_by``: a second one.

    ``originals``: what goes along; ``closing``: the giving window closes for good (撤窗); ``claimed``: written by
    ``to`` itself, because the window that owned it is gone (接管).
    """

    to: str
    agreed_by: str
    originals: tuple[HandedOriginal, ...] = ()
    closing: bool = False
    claimed: bool = False

    LATER: ClassVar = ("originals", "closing", "claimed")


@dataclass(frozen=True, slots=True)
class HandOverReceivedSealed:
    """What was said of originals that did not come, which may name somebody."""

    note: str


@event(
    "hand_over.received",
    sealed=HandOverReceivedSealed,
    slot=Slot.OWNER,
    of=HistoryOf.CASE,
    meets=Meeting.ADDS,
)
@dataclass(frozen=True, slots=True)
class HandOverReceived:
    """``hand_over.received``: the new window has the case (接收移交). ``originals``: what it has in hand of those that
    go along; ``missing``: ids of the lines whose originals it has not.
    """

    originals: tuple[HandedOriginal, ...] = ()
    missing: tuple[str, ...] = ()
