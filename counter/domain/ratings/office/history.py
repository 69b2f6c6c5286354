"""A rating's history in plain Chinese, a sentence for each kind of entry; what staff typed goes with the person."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from counter.domain.journal.kinds import Facts, Fields

ASSIGNED = "rectification.assigned"


def tell(kind: str, facts: Facts | None) -> str:
    """What the entry did, for the rating's history."""
    if facts is None or (kind not in _WORDS and kind != ASSIGNED):
        return f"本版程序不认识的记录（{kind}），需升级"
    if kind == ASSIGNED:
        return _assigned(facts.payload, facts.personal or {})
    return _WORDS[kind](facts.payload)


def _registered(said: Fields) -> str:
    doubt = f"；存疑：{said['doubt']}" if said.get("doubt") else ""
    channel = "，代录" if said.get("channel") == "代录" else ""
    return f"收进评价：{said.get('grade', '')}（{said.get('mode', '')}{channel}）{doubt}"


def _opened(said: Fields) -> str:
    due = said.get("due")
    if not isinstance(due, Mapping):
        return "差评立案整改，时限待部门核定"
    return f"差评立案整改，{_date(str(due.get('day', '')))}（含当日）前办结：{due.get('text', '')}"


def _date(written: str) -> str:
    """A date as people write it; what is none stays as it is."""
    try:
        day = date.fromisoformat(written)
    except ValueError:
        return written
    return f"{day.year}年{day.month}月{day.day}日"


def _assigned(said: Fields, personal: Fields) -> str:
    why = f"，原因：{personal['why']}" if personal.get("why") else ""
    return f"由{said.get('owner', '')}承办{why}"


def _found(said: Fields) -> str:
    by = f"，复核人{said['reviewer']}" if said.get("reviewer") else ""
    return f"核实结论：{said.get('finding', '')}{by}"


def _measured(said: Fields) -> str:
    by = f"，{said['done_by']}前完成" if said.get("done_by") else ""
    return f"措施：{said.get('kind', '')}{by}"


def _called_back(said: Fields) -> str:
    again = f"，第二次评价：{said['again']}" if said.get("again") else ""
    return f"回访：{said.get('reached', '')}{again}"


def _proved(said: Fields) -> str:
    if said.get("reached") != "联系上":
        return f"向评价人核实：{said.get('reached', '')}"
    return "评价人确认是本人的评价，计入" if said.get("same") else "评价人说不是本人的评价，不计入"


_WORDS: Mapping[str, Callable[[Fields], str]] = {
    "rating.registered": _registered,
    "rating.proxy_confirmed": _proved,
    "rectification.opened": _opened,
    "rectification.contacted": lambda said: f"联系评价人（{said.get('how', '')}）：{said.get('reached', '')}",
    "rectification.found": _found,
    "rectification.measured": _measured,
    "rectification.answered": lambda said: f"出具差评整改反馈单 {said.get('number', '')}",
    "rectification.called_back": _called_back,
    "rectification.closed": lambda said: "整改办结",
    "paper.copied": lambda said: f"反馈单出了第{said.get('copy', '')}份",
    "person.viewed": lambda said: "查看了评价人的个人信息",
    "person.forgotten": lambda said: "个人信息已按规定清除",
}
