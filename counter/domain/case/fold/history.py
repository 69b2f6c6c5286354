"""The history of a case in plain Chinese: sentences of events that need more than a pattern; never personal data."""

from __future__ import annotations

from datetime import date

from counter.domain.calendar.moment_input import moment_in_full
from counter.domain.case.acts.pause import excludes_procedure
from counter.domain.case.clock_events import ClockExtended, EventDated
from counter.domain.case.events import ApplicantIdentified, MaterialsReceived, PaperCopied
from counter.domain.case.item_events import (
    RESULT_WORDS,
    Ending,
    Hands,
    ItemConcluded,
    ItemEnded,
    ItemTold,
)
from counter.domain.case.material_events import MaterialRelieved
from counter.domain.case.organ_events import KnownBy
from counter.domain.case.paper_events import PaperPrinted, PaperPublished, PaperServed
from counter.domain.case.screen_events import ApplicantReplied
from counter.domain.case.withdrawal_events import WithdrawalSigned
from counter.domain.document.document import STRIP_COPY
from counter.domain.document.numbering import grouped
from counter.domain.people.applicant import PARTY_WORDS, Party
from counter.domain.text.day_words import day_text
from counter.domain.visit.material import MaterialState

ENDING_WORDS = {
    Ending.WITHDRAWN: "申请人撤回",
    Ending.DROPPED: "申请人不再办理",
    Ending.RETURNED: "退件",
}
"""How an item ended without a decision, in the clerk's words."""


MOVED_WORDS = {
    Hands.TO_ORGAN: "材料转交部门",
    Hands.TO_WINDOW: "材料从部门转回",
    Hands.TO_APPLICANT: "材料退还申请人",
}
"""Where papers went, in the clerk's words."""


def materials_received(event: MaterialsReceived) -> str:
    """What was taken in, looked at or given back."""
    states = [line.state for line in event.lines.values()]
    if states and set(states) == {MaterialState.MISSING.value}:
        return f"材料 {len(states)} 份记为未交"
    if event.seen_later:  # taken in before: only looked at now
        return f"核对收存材料的原件 {len(event.seen_later)} 份"
    together = len(event.seen_together)
    seen = f"，原件都已看过（{together}份）一次登记" if together else ""
    names = "、".join(paper.name for paper in event.returned)
    back = f"；当场退还 {len(event.returned)} 份（情形改过，不再要）：{names}" if names else ""
    return f"收下材料 {states.count(MaterialState.RECEIVED.value)} 份{seen}{back}"


def applicant_confirmed(event: ApplicantReplied) -> str:
    """What the applicant pressed on the screen."""
    seen = f"看了{event.pages_shown}页（共{event.pages}页），" if event.pages else ""
    words = "对" if event.right else "有不对的地方"
    return f"申请人在屏上{seen}说“{words}”{'' if event.same else '，之后又改过'}"


def applicant_identified(event: ApplicantIdentified) -> str:
    """What was corrected in a registration."""
    what = [
        words
        for done, words in (
            (event.name_changed, "姓名（名称）已更正"),
            (event.number_changed, "号码已更正"),
            (event.confirmed, "对照过证件，就是这个号码"),
        )
        if done
    ]
    whose = PARTY_WORDS[Party(event.who)]
    others = "、".join(grouped(number) for number in event.same)
    same = f"；同一件事另有在办的：{others}，请核对要不要都办" if others else ""
    if event.slip:
        by = f"，{event.consented_by} 同意" if event.consented_by else ""
        return f"更正{whose}的登记：{'，'.join(what) or '电话已更正'}{by}{same}"
    return f"核对{whose}的登记：{'，'.join(what) or '补齐登记'}；以前出具的文书不变{same}"


def material_relieved(event: MaterialRelieved) -> str:
    """Which papers a newer version of the guide no longer asks for."""
    how = "改为共享获取" if event.shared else "不再要"
    names = "、".join(line.name for line in event.lines)
    return f"指南第{event.number}版{how}，按从轻的过渡规则不用再交：{names}"


def item_told(event: ItemTold) -> str:
    """How many gaps were notified, in which round, and why again."""
    again = "" if event.round == 1 else f"（第{event.round}轮）"
    how = "退还材料并一次告知" if event.returned else "一次告知需补正"
    why = f"（值班负责人{event.supervisor}同意）" if event.supervisor else ""
    if event.fact_day:
        why = f"（新的事实，文书日期{day_text(event.fact_day)}）"
    return f"{how}{len(event.gaps)}项{again}：{event.name}{why}"


def item_concluded(event: ItemConcluded) -> str:
    """The organ's result, how it is known, and the rules it breaks."""
    known = _known_by(event, event.signed_document or event.document, event.signed_on or event.day)
    result = event.extent.label if event.extent else RESULT_WORDS[event.result]
    words = f"机关结果·{result}：{event.name}{known}"
    if event.review_body:
        words += f"；写明行政复议机关{event.review_body}、{event.court}"
    broken = "".join(breach.words for breach in event.against)
    return f"{words}；与规则不符：{broken}" if event.against else words


def clock_extended(event: ClockExtended) -> str:
    """By how much, and how the organ's decision is known."""
    known = _known_by(event, event.document, event.day)
    return f"办理期限延长{event.days}个工作日：{event.name}{known}"


def _known_by(event: ItemConcluded | ClockExtended, paper: str, day: date) -> str:
    """How the organ's decision is known here; "" in older entries."""
    match event.known_by:
        case KnownBy.PIN:
            mandate = f"，授权书{event.mandate}" if event.mandate else ""
            return f"（首席代表{event.by}以本人口令确认{mandate}）"
        case KnownBy.PAPER:
            return f"（按机关签发的文书登记：{paper}，{day_text(day)}，签发人{event.by}）"
        case _:
            return ""


def item_ended(event: ItemEnded) -> str:
    """How an item ended without a decision."""
    return f"{ENDING_WORDS[event.ending]}：{event.name}"


def withdrawal_signed(event: WithdrawalSigned) -> str:
    """On which paper the applicant withdrew."""
    return f"撤回申请书已签 {event.number}" if event.number else "收到申请人自己写的撤回申请"


def event_dated(event: EventDated) -> str:
    """The common day of several licences."""
    how = "总期限顺延到" if excludes_procedure(event.due) else "总期限定到"
    return f"几项许可一并办理，{how}{day_text(event.due.day)}"


def paper_copied(event: PaperCopied) -> str:
    """Which sheet left the program, and what has to be written in by hand."""
    more = f"，有{event.lacking}个字印成了〓，待手写补上" if event.lacking else ""
    number = event.number or "（无文号）"
    if event.copy == STRIP_COPY:
        return f"打出凭条 {number}{more}"
    return f"打出第 {event.copy} 份 {number}{more}"


def paper_printed(event: PaperPrinted) -> str:
    """That a sheet is out, or was made elsewhere."""
    if event.handed_over:
        number = event.number or "（无文号）"
        return f"窗口说明：{number} 纸质件已当面交（手工开具或者别处打印），本机没有出过纸"
    return f"已出纸 {event.number}"


def paper_served(event: PaperServed) -> str:
    """That a paper was served, published until it counts as served, or signing for it declined."""
    at = f"（{moment_in_full(event.at)}，照平台的记录）" if event.at is not None else ""
    if event.announced is not None:
        published, served = day_text(event.announced), day_text(event.day)
        return (
            f"公告送达 {event.number}：{published}发出公告，满三十日，{served}视为送达"
            "（参照《民事诉讼法》第九十五条，待部门核定）"
        )
    return f"{'送达时拒签' if event.declined else '已送达'} {event.number}{at}"


def paper_published(event: PaperPublished) -> str:
    """That it was published and does not count as served yet."""
    return (
        f"发出公告 {event.number}：{day_text(event.day)}公告，满三十日才视为送达"
        "（参照《民事诉讼法》第九十五条，待部门核定）"
    )
