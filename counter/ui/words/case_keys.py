"""Words of asking to read a case of another window, and of answering that."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from counter.domain.case.key_events import KeyReason, KeyRefusal
from counter.services.exchange.case_key_standing import CaseKeyStanding, KeyAskState
from counter.services.exchange.reporting import clock_words

if TYPE_CHECKING:
    from counter.services.exchange.grant_keys import AnsweredRequest

translate = QCoreApplication.translate

GRANT = "grant"
"""The option that lets the window read; the others say why not."""

_BADGES = {
    KeyAskState.CLOSED: (translate("caseKeys", "看不到"), "shared"),
    KeyAskState.TO_ASK: (translate("caseKeys", "看不到"), "shared"),
    KeyAskState.ASKED: (translate("caseKeys", "已申请"), "gap"),
    KeyAskState.GRANTED: (translate("caseKeys", "已准许"), "received"),
    KeyAskState.LENT: (translate("caseKeys", "已准许"), "received"),
    KeyAskState.REFUSED: (translate("caseKeys", "没有准许"), "correct"),
}


def state_words(standing: CaseKeyStanding, request: AnsweredRequest | None) -> tuple[str, tuple[str, str]]:
    """The sentence, empty where there is nothing to say; word and tone of the badge."""
    if request is not None:
        said = translate("caseKeys", "窗口 {0} 申请查看这一件的资料（{1}）").format(
            request.station, request.why
        )
        if request.refused:
            said += translate("caseKeys", "。现在不能准：{0}").format(request.refused)
        more = len(standing.requests) - 1
        end = (
            translate("caseKeys", "；后面还有 {0} 个申请。").format(more)
            if more
            else translate("caseKeys", "。")
        )
        return said + end, (translate("caseKeys", "待答复"), "gap")
    words = _words(standing)
    return words, _BADGES.get(standing.state, ("", "shared"))


def answers(request: AnsweredRequest | None) -> tuple[tuple[str, str], ...]:
    """What may be chosen, as (option, caption): reasons to ask; or to grant, and reasons not to."""
    if request is None:
        return tuple((why.value, why.value) for why in KeyReason)
    granted = (
        ()
        if request.refused
        else ((GRANT, translate("caseKeys", "准许，到 {0} 为止").format(request.until)),)
    )
    return (
        *granted,
        *((why.value, translate("caseKeys", "不准：{0}").format(why.value)) for why in KeyRefusal),
    )


def _words(standing: CaseKeyStanding) -> str:
    whose = translate("caseKeys", "这一件有窗口 {0} 封存的个人资料，本窗口看不到").format(
        "、".join(standing.makers)
    )
    at = clock_words(standing.at) if standing.at is not None else ""
    said = {
        KeyAskState.NONE: "",
        KeyAskState.CLOSED: translate("caseKeys", "{whose}；已经办结，要看请找主办窗口。"),
        KeyAskState.TO_ASK: translate("caseKeys", "{whose}。收补交材料不用看；要看的，申请。"),
        KeyAskState.ASKED: translate(
            "caseKeys", "{at} 申请查看（{why}），等大厅准许；准了以后资料自动回来。"
        ),
        KeyAskState.GRANTED: translate(
            "caseKeys", "准许查看，到 {until} 为止；资料随下一次上报或收U盘回来。"
        ),
        KeyAskState.LENT: translate("caseKeys", "这是别的窗口的件，准许本窗口查看，到 {until} 为止。"),
        KeyAskState.REFUSED: translate("caseKeys", "{at} 的申请没有准许：{why}。有新的理由可以再申请。"),
    }[standing.state]
    return said.format(whose=whose, at=at, why=standing.why, until=standing.until)
