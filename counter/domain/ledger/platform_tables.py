"""Items of cases as rows of the national platform's tables (up_pro_accept, _process, _material, _special_procedure,
_result), and what is lacking in each.

Names of tables and fields: DOMAIN §5 (as found in a published interface; 待部门核定 with the platform's operator).
Codes: 办件类型, 特别程序, 服务对象, 办理形式 by GB/T 39046-2020 appendix A. Nothing is made up: a field that nobody
recorded is empty, and named.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from counter.domain.calendar.workdays import civil_time
from counter.domain.case.acts.rejudge import is_doubted
from counter.domain.case.case import Case
from counter.domain.case.case_item import CaseItem
from counter.domain.case.handled_together import bound, common_day
from counter.domain.case.issued_paper import IssuedPaper
from counter.domain.case.item_ends import ended_on
from counter.domain.case.item_events import RESULT_WORDS, Pause
from counter.domain.case.item_state import ItemState
from counter.domain.case.official_events import implementation_of
from counter.domain.case.stages import CaseStage, Delivered, item_step
from counter.domain.case.take_over_events import start_of
from counter.domain.document.document import PaperKind
from counter.domain.document.numbering import grouped
from counter.domain.guide.details import Codes
from counter.domain.ledger.platform_party import party_kind
from counter.domain.people.applicant import Applicant
from counter.domain.text.credit_code import CREDIT_CODE_LENGTH
from counter.domain.visit.material import MaterialState

Value = str | int | date | datetime | None
Row = Mapping[str, Value]

IMPLEMENTATION_CODE = 31
"""Characters of an implementation code (实施编码): credit code 18, level 1, basic code 12."""

_WINDOW = "1"  # 办理形式: 1 窗口
_AT_ONCE, _PROMISED = "1", "2"  # 办件类型: 1 即办件, 2 承诺件
_EXTENSION, _OTHER = "1", "2"  # 特别程序: 1 延长审批, 2 其他
_ACCEPTING = (PaperKind.ACCEPTANCE_NOTICE, PaperKind.REGISTRATION_PROOF, PaperKind.GAP_NOTICE)

TABLES: Mapping[str, Mapping[str, str]] = {
    "up_pro_accept": {
        "project_no": "办件编号",
        "local_no": "窗口编号",
        "task_code": "实施编码",
        "task_version": "事项版本",
        "task_name": "事项名称",
        "dept_name": "受理部门",
        "dept_code": "受理部门编码",
        "accepted_by": "受理人",
        "accepted_at": "受理时间",
        "accept_document": "受理文书编号",
        "promised_on": "承诺办结时间",
        "handle_kind": "办件类型",
        "handle_form": "办理形式",
        "party_kind": "申请人类型",
        "party_name": "申请人名称",
        "party_number": "申请人证件号码",
        "contact_name": "联系人",
        "contact_phone": "联系电话",
        "agent_name": "代理人",
        "agent_number": "代理人证件号码",
        "summary": "办理摘要",
    },
    "up_pro_process": {
        "project_no": "办件编号",
        "local_no": "窗口编号",
        "task_code": "实施编码",
        "step": "环节名称",
        "act": "业务动作",
        "dept_name": "办理部门",
        "handled_by": "办理人",
        "opinion": "意见",
        "begun_on": "开始日期",
        "ended_on": "结束日期",
    },
    "up_pro_material": {
        "project_no": "办件编号",
        "local_no": "窗口编号",
        "task_code": "实施编码",
        "material_name": "材料名称",
        "taken_as": "收取方式",
        "count": "收取数量",
    },
    "up_pro_special_procedure": {
        "project_no": "办件编号",
        "local_no": "窗口编号",
        "task_code": "实施编码",
        "kind": "种类",
        "name": "名称",
        "ground": "启动理由或依据",
        "begun_on": "开始日期",
        "ended_on": "结束日期",
        "result": "结果",
    },
    "up_pro_result": {
        "project_no": "办件编号",
        "local_no": "窗口编号",
        "task_code": "实施编码",
        "result": "办结结果",
        "decided_on": "办结时间",
        "certificate_name": "结果证照名称",
        "certificate_number": "结果证照编号",
        "by_post": "是否快递",
    },
}
"""Tables, their fields in order, and the head of each column."""

_TAKEN_AS = {
    MaterialState.RECEIVED: "纸质收取",
    MaterialState.DEFECTIVE: "纸质收取",
    MaterialState.SHARED: "共享获取",
    MaterialState.E_LICENCE: "电子证照",
    MaterialState.PLEDGED: "告知承诺",
    MaterialState.DEFERRED: "容缺后补",
}

_RESULTS = {
    ItemState.WITHDRAWN: "申请人撤回",
    ItemState.DROPPED: "申请人不再办理",
    ItemState.RETURNED: "退件",
    ItemState.DONE: "当场办结",
}


@dataclass(frozen=True, slots=True)
class PlatformItem:
    """An item as the platform's tables hold it. ``rows``: table → rows; ``lacks``: what is empty and why;
    ``kept_back``: without its implementation code it belongs to no item there, so nothing of it is exported.
    """

    number: str
    name: str
    rows: Mapping[str, tuple[Row, ...]]
    lacks: tuple[str, ...]
    kept_back: bool


def with_numbers_used_twice(items: Iterable[PlatformItem]) -> tuple[PlatformItem, ...]:
    """The same, each naming other cases under whose official number it goes too.

    A window refuses a number that it knows of another case; two windows that recorded it while apart both have it.
    """
    found = tuple(items)
    cases: dict[str, set[str]] = {}
    for one in found:
        if official := _official(one):
            cases.setdefault(official, set()).add(one.number)
    return tuple(
        replace(one, lacks=(*one.lacks, _USED_TWICE.format("、".join(grouped(n) for n in sorted(others)))))
        if (others := cases.get(_official(one), set()) - {one.number})
        else one
        for one in found
    )


_USED_TWICE = "官方办件编号：和办件 {0} 的一样，一个号只能是一件，请核对后更正"


def _official(item: PlatformItem) -> str:
    accepted = item.rows["up_pro_accept"]
    return str(accepted[0]["project_no"] or "") if accepted else ""


@dataclass(frozen=True, slots=True)
class PlatformNames:
    """What is not in a case: ``organs``: their codes by name in the guide, as the hall's register states them;
    ``staff``: names by code.
    """

    organs: Mapping[str, str]
    staff: Mapping[str, str]


def platform_item(
    case: Case, item: CaseItem, codes: Codes, delivered: Delivered, names: PlatformNames
) -> PlatformItem:
    """One item. ``codes``: as the guide publishes them; personal data are in the rows as recorded."""
    code = codes.implementation.strip()
    known = len(code) == IMPLEMENTATION_CODE
    head: dict[str, Value] = {
        "project_no": case.official_for(item.id),
        "local_no": case.number,
        "task_code": code,
    }
    rows: dict[str, tuple[Row, ...]] = {
        "up_pro_accept": tuple(_accept(case, item, head, names)),
        "up_pro_process": tuple(_process(case, item, head, delivered, names)),
        "up_pro_material": tuple(_materials(case, item, head)),
        "up_pro_special_procedure": tuple(_procedures(item, head)),
        "up_pro_result": tuple(_result(case, item, head)),
    }
    lacks = tuple(_lacks(case, item, code, names.organs.get(item.asked.organ, ""), known=known))
    return PlatformItem(case.number, item.asked.name, rows, lacks, kept_back=not known)


def _accepting_clerk(case: Case, item: CaseItem) -> str:
    """Who issued the first paper of the acceptance that stands; the clerk who filed, where none was issued."""
    at = item.at
    return next(
        (p.clerk for p in case.papers if p.kind in _ACCEPTING and item.id in p.items and _since(case, p, at)),
        case.clerk,
    )


def _since(case: Case, paper: IssuedPaper, at: datetime | None) -> bool:
    """Whether it is of that acceptance, or of a clock in doubt that says nothing of the order."""
    return at is not None and (paper.issued_at >= at or is_doubted(case, paper.issued_at))


def _accept(case: Case, item: CaseItem, head: Row, names: PlatformNames) -> Iterator[Row]:
    day = item.accepted_on or item.deemed_on
    if day is None:
        return
    paper = next(
        (p for p in case.papers if p.kind in _ACCEPTING and item.id in p.items and p.stage.binding), None
    )
    yield {
        **head,
        "task_version": case.opened.guide_version,
        "task_name": item.asked.name,
        "dept_name": item.asked.organ,
        "dept_code": names.organs.get(item.asked.organ, ""),
        "accepted_by": _named(names, _accepting_clerk(case, item)),
        "accepted_at": _accepted_at(item, day),
        "accept_document": paper.number if paper is not None else "",
        "promised_on": _day(bound(item.promised or item.statutory, common_day(case, item.asked))),
        "handle_kind": _AT_ONCE if item.state is ItemState.DONE else _PROMISED,
        "handle_form": _WINDOW,
        **_party(case.applicant),
        "summary": case.opened.bundle_name,
    }


def _accepted_at(item: CaseItem, day: date) -> Value:
    """The moment where this window accepted; of the organ's own acceptance and of silence the day alone is known."""
    if item.at is None or item.organ_accepted is not None or item.deemed_on is not None:
        return day
    if item.at == start_of(day):  # confirmed afterwards: nobody knows the hour
        return day
    return civil_time(item.at).replace(tzinfo=None)


def _named(names: PlatformNames, code: str) -> str:
    return names.staff.get(code, code)


def _day(due: object) -> date | None:
    return getattr(due, "day", None)


def _party(applicant: Applicant | None) -> Row:
    if applicant is None:  # another window's, or forgotten
        return dict.fromkeys(
            (
                "party_kind",
                "party_name",
                "party_number",
                "contact_name",
                "contact_phone",
                "agent_name",
                "agent_number",
            ),
            "",
        )
    person, agent = applicant.person, applicant.agent
    return {
        "party_kind": party_kind(applicant).code,
        "party_name": applicant.name,
        "party_number": applicant.uscc or (person.id_number if person is not None else ""),
        "contact_name": person.name if person is not None else "",
        "contact_phone": person.phone if person is not None else "",
        "agent_name": agent.person.name if agent is not None else "",
        "agent_number": agent.person.id_number if agent is not None else "",
    }


def _process(
    case: Case, item: CaseItem, head: Row, delivered: Delivered, names: PlatformNames
) -> Iterator[Row]:
    """The stages that the item is through, each from the end of the one before."""
    since: date | None = None
    for stage in CaseStage:
        step = item_step(case, item, stage, delivered)
        if step is None or not step.done:
            continue
        yield {
            **head,
            "step": stage.label,
            "act": _act(item, stage),
            "dept_name": item.asked.organ,
            "handled_by": _handler(case, item, stage, names),
            "opinion": item.reason if stage is CaseStage.ACCEPTANCE else "",
            "begun_on": since or step.day,
            "ended_on": step.day,
        }
        since = step.day or since


def _handler(case: Case, item: CaseItem, stage: CaseStage, names: PlatformNames) -> str:
    """Who did it, as far as an entry says; who examined at the organ, and who handed out, none does."""
    if stage is CaseStage.APPLICATION:
        return _named(names, case.clerk)
    if stage is CaseStage.ACCEPTANCE and item.deemed_on is None and item.organ_accepted is None:
        return _named(names, _accepting_clerk(case, item))
    if stage is CaseStage.DECISION and item.conclusion is not None:
        return item.conclusion.by
    return ""


def _act(item: CaseItem, stage: CaseStage) -> str:
    if stage is CaseStage.DECISION and item.conclusion is not None:
        return RESULT_WORDS[item.conclusion.result]
    if stage is CaseStage.ACCEPTANCE and item.deemed_on is not None:
        return "视为受理"
    return stage.label


def _materials(case: Case, item: CaseItem, head: Row) -> Iterator[Row]:
    for line in case.lines:
        brought = case.brought_of(line)
        if item.id in line.items and brought.state in _TAKEN_AS:
            yield {
                **head,
                "material_name": line.name,
                "taken_as": _TAKEN_AS[brought.state],
                "count": brought.copies,
            }


def _procedures(item: CaseItem, head: Row) -> Iterator[Row]:
    for paused in item.paused:
        ended = paused.ended or ended_on(item)
        yield {
            **head,
            "kind": _EXTENSION if paused.pause is Pause.EXTENSION else _OTHER,
            "name": paused.pause.value,
            "ground": paused.notice,
            "begun_on": paused.since,
            "ended_on": ended,
            "result": "已结束" if ended is not None else "正在进行",
        }


def _result(case: Case, item: CaseItem, head: Row) -> Iterator[Row]:
    if not item.state.closed and item.state is not ItemState.DONE:
        return
    conclusion = item.conclusion
    words = _RESULTS.get(item.state) or (
        RESULT_WORDS[conclusion.result] if conclusion is not None else item.state.label
    )
    things = case.results_of(item.id)
    for thing in things or (None,):
        yield {
            **head,
            "result": words,
            "decided_on": ended_on(item),
            "certificate_name": thing.name if thing is not None else "",
            "certificate_number": (thing.number or "") if thing is not None else "",
            "by_post": "是" if thing is not None and thing.postings else "否",
        }


def _lacks(case: Case, item: CaseItem, code: str, organ_code: str, *, known: bool) -> Iterator[str]:
    if not known:
        yield "指南里没有31位实施编码：整项不导出，请在指南编辑里填实施编码"
    official = case.official_for(item.id)
    if not official:
        yield "官方办件编号：平台给号，这里没有登记"
    elif known and implementation_of(official) != code:
        yield "官方办件编号：前31位和指南里的实施编码不一样，请核对是不是这个事项的"
    yield from _organ_lacks(item.asked.organ, organ_code, code[:CREDIT_CODE_LENGTH] if known else "")
    if case.applicant is None:
        yield "申请人资料：不在这个窗口，或者已经清除"
        return
    if kind_lacks := party_kind(case.applicant).lacks:
        yield f"申请人类型：{kind_lacks}"
    party = _party(case.applicant)
    yield from (
        f"{TABLES['up_pro_accept'][name]}：没有登记"
        for name in ("party_number", "contact_phone")
        if not party[name]
    )
    if item.conclusion is not None and item.state is ItemState.GRANTED and not case.results_of(item.id):
        yield "结果证照名称、编号：还没有登记到柜"


def _organ_lacks(organ: str, code: str, implementing: str) -> Iterator[str]:
    """``implementing``: the credit code that the item's implementation code begins with, "" where that is not known."""
    if not code:
        hint = f"；实施编码前18位是 {implementing}，核对后可以照填" if implementing else ""
        yield f"受理部门编码：登记册里{organ}没有填统一社会信用代码（大厅、部门）{hint}"
    elif implementing and implementing != code:
        yield f"受理部门编码：登记册里{organ}的代码和实施编码前18位（{implementing}）不一样，请核对"
