"""Words of asking to read a case of another window, and of answering that."""

from __future__ import annotations

from typing import TYPE_CHECKING

from counter.domain.case.key_events import KeyReason, KeyRefusal
from counter.services.exchange.case_key_standing import CaseKeyStanding, KeyAskState
from counter.services.exchange.reporting import clock_words

if TYPE_CHECKING:
    from counter.services.exchange.grant_keys import AnsweredRequest

GRANT = "grant"
"""The option that lets the window read; the others say why not."""

_BADGES = {
    KeyAskState.CLOSED: ("看不到", "shared"),
    KeyAskState.TO_ASK: ("看不到", "shared"),
    KeyAskState.ASKED: ("已申请", "gap"),
    KeyAskState.GRANTED: ("已授权", "received"),
    KeyAskState.LENT: ("已授权", "received"),
    KeyAskState.REFUSED: ("已拒绝", "correct"),
}


def state_words(standing: CaseKeyStanding, request: AnsweredRequest | None) -> tuple[str, tuple[str, str]]:
    """The sentence, empty where there is nothing to say; word and tone of the badge."""
    if request is not None:
        said = f"窗口 {request.station} 申请查看这一件的资料（{request.why}）"
        if request.refused:
            said += f"。现在不能准：{request.refused}"
        more = len(standing.requests) - 1
        return said + (f"；后面还有 {more} 个申请。" if more else "。"), ("待答复", "gap")
    words = _words(standing)
    return words, _BADGES.get(standing.state, ("", "shared"))


def answers(request: AnsweredRequest | None) -> tuple[tuple[str, str], ...]:
    """What may be chosen, as (option, caption): reasons to ask; or to grant, and reasons not to."""
    if request is None:
        return tuple((why.value, why.value) for why in KeyReason)
    granted = () if request.refused else ((GRANT, f"准许，到 {request.until} 为止"),)
    return (*granted, *((why.value, f"不准：{why.value}") for why in KeyRefusal))


def _words(standing: CaseKeyStanding) -> str:
    whose = f"这一件有窗口 {'、'.join(standing.makers)} 封存的个人资料，本窗口看不到"
    at = clock_words(standing.at) if standing.at is not None else ""
    return {
        KeyAskState.NONE: "",
        KeyAskState.CLOSED: f"{whose}；已经办结，要看请找主办窗口。",
        KeyAskState.TO_ASK: f"{whose}。收补交材料不用看；要看的，申请。",
        KeyAskState.ASKED: f"{at} 申请查看（{standing.why}），待主管单位授权；准了以后资料自动回来。",
        KeyAskState.GRANTED: f"准许查看，到 {standing.until} 为止；资料随下一次上报或收盘回来。",
        KeyAskState.LENT: f"这是别的窗口的件，准许本窗口查看，到 {standing.until} 为止。",
        KeyAskState.REFUSED: f"{at} 的申请没有准：{standing.why}。有新的理由可以再申请。",
    }[standing.state]
