"""Events about reading a case of another window: its key was asked for, shared or not, destroyed with that of the
owner.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from counter.domain.journal.entries import FORGOTTEN_HERE
from counter.domain.journal.exchange.key_cards import ReadingKey
from counter.domain.journal.kinds import HistoryOf, Slot, event


class KeyReason(StrEnum):
    """Why a window asks to read a case of another. A choice, because the reason stays in the open: never whom."""

    SUPPLEMENT = "来本窗口补正"
    ENQUIRY = "来本窗口查询"
    HANDED_OVER = "移交后接着办"
    COMPLAINT = "投诉信访核实"
    INSPECTION = "上级检查"


class KeyRefusal(StrEnum):
    """Why a holder of the ring does not let a window read. A choice too."""

    AT_OWNER = "请到主办窗口办理"
    NOT_NEEDED = "补交材料不用看这些资料"
    NO_REASON = "理由不足"
    WRONG_CASE = "不是来的人的件"


@event("key.requested", slot=Slot.NONE, of=HistoryOf.CASE)
@dataclass(frozen=True, slots=True)
class KeyRequested:
    """``key.requested``: the entry's station asks to read the case. ``why``: one of ``KeyReason``; ``reading_key``:
    what the keys are to be wrapped to.
    """

    why: str
    reading_key: ReadingKey


@event("key.shared", slot=Slot.NONE, of=HistoryOf.CASE)
@dataclass(frozen=True, slots=True)
class KeyShared:
    """``key.shared``: a holder of the hall ring let a station read the case until a civil day (ISO), inclusive.

    ``request``: id of the entry that asked; ``makers``: whose keys were given.
    """

    station: str
    epoch: int
    makers: tuple[str, ...]
    why: str
    until: str
    request: str


@event("key.refused", slot=Slot.NONE, of=HistoryOf.CASE)
@dataclass(frozen=True, slots=True)
class KeyRefused:
    """``key.refused``: a holder of the hall ring did not let a station read the case. ``why``: one of ``KeyRefusal``;
    ``request``: id of the entry that asked. The station may ask again.
    """

    station: str
    epoch: int
    why: str
    request: str


class ForgettingReason(StrEnum):
    """Why a window asks the owner to clear a person's data. A choice, because the reason stays in the open."""

    PERSON = "本人申请"
    PERIOD = "保管期限已满"
    MISTAKE = "录错了人"


@event("forgetting.asked", slot=Slot.NONE, of=HistoryOf.CASE)
@dataclass(frozen=True, slots=True)
class ForgettingAsked:
    """``forgetting.asked``: the entry's station asks the owner to clear the personal data (请求清除), who alone may.

    ``why``: one of ``ForgettingReason``.
    """

    why: str


@event(FORGOTTEN_HERE, slot=Slot.NONE, of=HistoryOf.CASE)
@dataclass(frozen=True, slots=True)
class ForgottenHere:
    """``person.forgotten_here``: this station destroyed its keys, wraps and rows of a person whom the owner of the case
    forgot. ``forgotten``: id of the owner's entry.
    """

    forgotten: str


def requested_words(event: KeyRequested) -> str:
    """The sentence of a request in the history of a case."""
    return f"窗口 {event.reading_key.station} 申请查看这一件的资料（{event.why}）"


def shared_words(event: KeyShared) -> str:
    """The sentence of a grant in the history of a case."""
    return f"准许窗口 {event.station} 查看这一件的资料（{event.why}），到 {event.until} 为止"


def refused_words(event: KeyRefused) -> str:
    """The sentence of a refusal in the history of a case."""
    return f"没有准许窗口 {event.station} 查看这一件的资料（{event.why}）"
