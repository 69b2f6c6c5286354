"""The history of a case in plain Chinese: one sentence for each kind of entry."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from counter.domain.case.acts.pause import LEFT_OUT
from counter.domain.case.item_events import RESULT_WORDS, Ending, Result
from counter.domain.case.organ_events import KnownBy
from counter.domain.document.document import STRIP_COPY
from counter.domain.journal.kinds import Facts, Fields
from counter.domain.people.applicant import PARTY_WORDS, Party


def tell(kind: str, facts: Facts | None) -> str:
    """What the entry did, for the case's history; never personal data."""
    if facts is None or kind not in _WORDS:
        return f"本版程序不认识的记录（{kind}），需升级"
    return _WORDS[kind](facts.payload)


ENDING_WORDS = {
    Ending.WITHDRAWN: "申请人撤回",
    Ending.DROPPED: "申请人不再办理",
    Ending.RETURNED: "退件",
}
"""How an item ended without a decision, in the clerk's words."""


def _named(words: str) -> Callable[[Fields], str]:
    return lambda said: words.format(**{k: said.get(k, "") for k in ("name", "title", "number", "copy")})


def _received(said: Fields) -> str:
    lines = said.get("lines")
    states = [v.get("state") for v in lines.values()] if isinstance(lines, dict) else []
    if states and set(states) == {"missing"}:
        return f"材料 {len(states)} 份记为未交"
    together, later = (_many(said.get(key)) for key in ("seen_together", "seen_later"))
    if later:  # taken in before: only looked at now
        return f"核对收存材料的原件 {later} 份"
    seen = f"，原件都已看过（{together}份）一次登记" if together else ""
    return f"收下材料 {states.count('received')} 份{seen}{_given_back(said.get('returned'))}"


def _many(names: object) -> int:
    return len(names) if isinstance(names, list | tuple) else 0


def _given_back(returned: object) -> str:
    papers = returned if isinstance(returned, list) else []
    names = [str(x.get("name", "")) for x in papers if isinstance(x, dict)]
    return f"；当场退还 {len(names)} 份（情形改过，不再要）：{'、'.join(names)}" if names else ""


def _confirmed(said: Fields) -> str:
    seen = f"看了{said.get('pages_shown')}页（共{said['pages']}页），" if said.get("pages") else ""
    words = "对" if said.get("right") else "有不对的地方"
    return f"申请人在屏上{seen}说“{words}”{'' if said.get('same') else '，之后又改过'}"


def _identified(said: Fields) -> str:
    whose = PARTY_WORDS[Party(str(said.get("who")))]
    what = [word for key, word in _PUT_IN_ORDER.items() if said.get(key)]
    return f"核对{whose}的登记：{'，'.join(what) or '补齐登记'}；以前出具的文书不变"


_PUT_IN_ORDER = {
    "name_changed": "姓名（名称）已更正",
    "number_changed": "号码已更正",
    "confirmed": "对照过证件，就是这个号码",
}


def _supplemented(said: Fields) -> str:
    lines = said.get("lines")
    return f"补交材料 {len(lines) if isinstance(lines, dict) else 0} 项"


def _relieved(said: Fields) -> str:
    lines = said.get("lines")
    names = [str(x.get("name", "")) for x in lines if isinstance(x, dict)] if isinstance(lines, list) else []
    how = "改为共享获取" if said.get("shared") else "不再要"
    return f"指南第{said.get('number')}版{how}，按从轻的过渡规则不用再交：{'、'.join(names)}"


def _told(said: Fields) -> str:
    gaps = said.get("gaps")
    number = len(gaps) if isinstance(gaps, list) else 0
    again = "" if said.get("round") == 1 else f"（第{said.get('round')}轮）"
    how = "退还材料并一次告知" if said.get("returned") else "一次告知需补正"
    return f"{how}{number}项{again}：{said.get('name', '')}{_why_again(said)}"


def _why_again(said: Fields) -> str:
    """Why a further round was allowed, without anybody's words."""
    if said.get("fact_day"):
        day = date.fromisoformat(str(said.get("fact_day")))
        return f"（新的事实，文书日期{day.year}年{day.month}月{day.day}日）"
    return f"（值班负责人{said.get('supervisor')}同意）" if said.get("supervisor") else ""


def _concluded(said: Fields) -> str:
    words = (
        f"机关结果·{RESULT_WORDS[Result(str(said.get('result')))]}：{said.get('name', '')}{_known_by(said)}"
    )
    against = said.get("against")
    broken = (
        [str(b.get("words", "")) for b in against if isinstance(b, dict)] if isinstance(against, list) else []
    )
    if said.get("review_body"):
        words += f"；写明行政复议机关{said['review_body']}、{said.get('court', '')}"
    return f"{words}；与规则不符：{''.join(broken)}" if broken else words


def _known_by(said: Fields) -> str:
    """Which way the organ's decision is known here; older entries do not say it."""
    by = said.get("by", "")
    match said.get("known_by"):
        case KnownBy.PIN:
            return f"（首席代表{by}以本人口令确认）"
        case KnownBy.PAPER:
            paper = said.get("signed_document") or said.get("document", "")
            day = date.fromisoformat(str(said.get("signed_on") or said.get("day")))
            when = f"{day.year}年{day.month}月{day.day}日"
            return f"（按机关签发的文书登记：{paper}，{when}，签发人{by}）"
        case _:
            return ""


def _ended(said: Fields) -> str:
    return f"{ENDING_WORDS[Ending(str(said.get('ending')))]}：{said.get('name', '')}"


def _voided(said: Fields) -> str:
    items = said.get("items")
    return f"收回决定（{len(items) if isinstance(items, list) else 0}个事项），恢复为已收件"


def _event_dated(said: Fields) -> str:
    due = said.get("due")
    if not isinstance(due, dict):
        return "几项许可一并办理，定下总期限"
    day = date.fromisoformat(str(due.get("day")))
    how = "总期限顺延到" if LEFT_OUT in str(due.get("text", "")) else "总期限定到"
    return f"几项许可一并办理，{how}{day.year}年{day.month}月{day.day}日"


def _moved(said: Fields) -> str:
    where = {"to_organ": "材料转交部门", "to_window": "材料从部门转回", "to_applicant": "材料退还申请人"}
    return where.get(str(said.get("hands")), "材料流转")


def _copied(said: Fields) -> str:
    lacking = said.get("lacking")
    more = f"，有{lacking}个字印成了〓，待手写补上" if lacking else ""
    if said.get("copy") == STRIP_COPY:
        return f"打出凭条 {said.get('number') or '（无文号）'}{more}"
    return f"打出第 {said.get('copy')} 份 {said.get('number') or '（无文号）'}{more}"


def _printed(said: Fields) -> str:
    number = said.get("number") or "（无文号）"
    if said.get("handed_over"):
        return f"窗口说明：{number} 纸质件已当面交（手工开具或者别处打印），本机没有出过纸"
    return f"已出纸 {said.get('number', '')}"


_WORDS: dict[str, Callable[[Fields], str]] = {
    "case.opened": lambda said: f"登记“{said.get('bundle_name', '')}”，办件编号 {said.get('number', '')}",
    "materials.received": _received,
    "applicant.identified": _identified,
    "item.accepted": _named("受理：{name}"),
    "item.completed": _named("当场办结：{name}"),
    "item.held": _named("收件待办：{name}"),
    "item.told": _told,
    "pledge.signed": _named("容缺承诺书已签 {number}"),
    "item.accepted_with_gaps": _named("容缺受理：{name}"),
    "supplement.received": _supplemented,
    "material.relieved": _relieved,
    "item.deemed_accepted": _named("逾期未告知，视为受理：{name}"),
    "item.proposed": _named("拟出决定代拟稿，待机关决定：{name}"),
    "item.organ_accepted": lambda said: (
        f"机关受理（{said.get('document', '')}，{said.get('day', '')}）：{said.get('name', '')}"
    ),
    "item.concluded": _concluded,
    "decision.noted": _named("与规则不符的决定，值班负责人已阅：{name}"),
    "withdrawal.signed": lambda said: (
        f"撤回申请书已签 {said['number']}" if said.get("number") else "收到申请人自己写的撤回申请"
    ),
    "item.ended": _ended,
    "decision.voided": _voided,
    "procedure.told": _named("告知需要特别程序（{number}），送达后暂停计时：{name}"),
    "clock.paused": _named("特别程序开始，暂停计时：{name}"),
    "clock.extended": lambda said: (
        f"办理期限延长{said.get('days')}个工作日：{said.get('name', '')}{_known_by(said)}"
    ),
    "clock.resumed": _named("特别程序结束，继续计时：{name}"),
    "dates.set": _named("确定日期：{name}"),
    "event.dated": _event_dated,
    "custody.moved": _moved,
    "paper.issued": _named("出具《{title}》{number}"),
    "paper.copied": _copied,
    "paper.queued": _named("已送打印 {number}"),
    "paper.failed": _named("没打出来 {number}"),
    "paper.printed": _printed,
    "paper.stamped": _named("已盖章 {number}"),
    "paper.served": lambda said: (
        f"{'送达时拒签' if said.get('declined') else '已送达'} {said.get('number', '')}"
    ),
    "paper.voided": _named("作废 {number}"),
    "paper.superseded": _named("{number} 已换发新的一份"),
    "applicant.confirmed": _confirmed,
    "signature.drawn": lambda said: "申请人在屏上手写了签名（以纸面签名为准）",
    "rating.invited": lambda said: f"请申请人评价（{said.get('stage', '')}）",
    "rating.closed": lambda said: "评价邀请已结束",
    "rating.slip_printed": lambda said: f"打出评价条，{said.get('until', '')} 前有效",
    "rating.code_used": lambda said: "评价条的编码已用",
    "person.viewed": lambda said: "查看了完整的个人信息",
    "person.forgotten": lambda said: "个人信息已按规定清除",
}
