"""补正材料接收凭证: what was brought afterwards, what follows, and what of the notice is still open (L3).

It never asks for anything: what is still wrong was on the notice, everything else needs a notice of its own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from counter.domain.calendar.workdays import CHINA
from counter.domain.document.document import Block, Document, Paragraph, Table
from counter.domain.guide.model import ProcedureClass
from counter.domain.hall.jurisdiction import HALL
from counter.domain.papers.compose.acceptance import LICENCE_ACCEPTED
from counter.domain.papers.compose.receipt_for_owner import TakenForOwner, receipt_for_owner
from counter.domain.papers.parts import frame, materials_table
from counter.domain.papers.parts.by_procedure import by_class, time_words
from counter.domain.papers.parts.context import DecidedItem, PaperContext, RecordedLine
from counter.domain.papers.parts.details import Details
from counter.domain.papers.parts.wording import bring_to, by_day, quoted, you
from counter.domain.text.day_words import day_text
from counter.domain.visit.material import Brought, MaterialState
from counter.domain.visit.originals import ORIGINALS
from counter.domain.visit.verdict import Due, Gap, Outcome

NOTHING_NEW = "这些都是原通知书已经写明的内容，没有增加新的要求。"
"""A promise the program keeps: a second round needs a new fact or a supervisor's reason, and its own notice (L3)."""

_PERSONS = ("本人", "申请人")


@dataclass(frozen=True, slots=True)
class Supplemented(Details):
    """For the 补正材料接收凭证: what was brought this time, and what of the notice is still wrong.

    ``lines``: (line id, name, what was recorded this time). ``still``: open gaps, each of them on the notice.
    ``whole``: ids of items that are complete. ``notice``: number of the notice answered; "" unknown.
    ``asked_by``: line id → number of the notice that asked for it, where several notices are answered at once.
    ``notified``: ids of items whose notice is in force; None: every item. Nothing was notified of the other items
    yet, and a receipt does not do it. ``earlier``: line id → sheets of it taken in before, which the record includes.
    ``over``: item id → the last day of what came for it this time and was deferred, where that day had passed.
    """

    lines: tuple[tuple[str, str, Brought], ...]
    still: tuple[Gap, ...]
    whole: tuple[str, ...]
    brought_by: str = ""
    relation: str = ""
    notice: str = ""
    notified: tuple[str, ...] | None = None
    asked_by: Mapping[str, str] = field(default_factory=dict)
    earlier: Mapping[str, int] = field(default_factory=dict)
    over: Mapping[str, date] = field(default_factory=dict)


def supplement_receipt(context: PaperContext) -> Document:
    """The receipt of one organ's items; that of another window where the details say so. ValueError without details."""
    details = context.details
    if isinstance(details, TakenForOwner):
        return receipt_for_owner(context)
    if not isinstance(details, Supplemented):
        raise ValueError("a supplement receipt needs to know what was brought")
    return frame.framed(context, _body(context, details), _dues(context, details))


def _body(context: PaperContext, details: Supplemented) -> Iterator[Block]:
    brought, still = _brought(context, details), _still(context, details)
    listed = materials_table.listed(replace(context, handed=brought))
    results = {h.line.id: _result(context, details, h) for h in listed}
    yield Paragraph(_opening(context, details, list(results.values())))
    if listed:
        yield _brought_table(details, listed, results)
    if still:
        yield Paragraph(_ask(context, still), strong=True)
        yield _still_table(context, still)
        yield Paragraph(NOTHING_NEW)
    yield Table(
        head=("事项", "材料情况", "接下来"),
        rows=tuple((d.item.name, *_state(context, details, d)) for d in context.decided_items),
        widths=(0.28, 0.24, 0.48),
        strong=tuple((n, 2) for n, d in enumerate(context.decided_items) if _whole(details, d)),
    )
    if any(materials_table.identity_paper_shown(h) for h in brought):
        yield Paragraph(materials_table.TAKE_BACK)
    for words in materials_table.originals_required(context):
        yield Paragraph(words)
    counted = [
        d for d in context.decided_items if _whole(details, d) and _accepts(d)
    ]  # what is done has no time to count
    for procedure, decided_items in by_class(counted).items():
        yield Paragraph(time_words(procedure, decided_items), plain=True, small=True)
    if ProcedureClass.LICENCE in by_class(counted):
        yield Paragraph(f"依据：{LICENCE_ACCEPTED}。", plain=True, small=True)


def _brought_table(
    details: Supplemented, listed: tuple[RecordedLine, ...], results: dict[str, _Result]
) -> Table:
    """The result of each paper, and the notice that asked for it where several are answered."""
    rows = [
        (str(n), h.line.name, _copies(details, h), results[h.line.id].words + _together(details, h))
        for n, h in enumerate(listed, 1)
    ]
    head, widths = ("序号", "材料", "份数", "核对结果"), (0.08, 0.44, 0.1, 0.38)
    if len(set(details.asked_by.values())) < 2:
        return Table(head, tuple(rows), widths, numeric=(0, 2))
    by = [details.asked_by.get(h.line.id) or "—" for h in listed]
    wider = tuple((*row, number) for row, number in zip(rows, by, strict=True))
    return Table((*head, "按哪份通知书"), wider, (0.08, 0.34, 0.08, 0.24, 0.26), numeric=(0, 2))


def _copies(details: Supplemented, handed: RecordedLine) -> str:
    """Sheets brought this time."""
    return str(handed.brought.copies - details.earlier.get(handed.line.id, 0) or "—")


def _together(details: Supplemented, handed: RecordedLine) -> str:
    """The sum, where some were taken in before."""
    return f"（连同以前交的共{handed.brought.copies}份）" if handed.line.id in details.earlier else ""


class _Came(StrEnum):
    """The result of checking one paper: exactly one of these."""

    TAKEN = "已收下"
    OPEN = "还要补"
    LATER = "现在不用交"


@dataclass(frozen=True, slots=True)
class _Result:
    """The result of a paper, in the words of its row."""

    came: _Came
    words: str


def _result(context: PaperContext, details: Supplemented, handed: RecordedLine) -> _Result:
    """The one state of a row; the list of open papers and the items' rows follow it."""
    notified = any(gap.line == handed.line.id for gap in _still(context, details))
    after = "见下表" if notified else "另行书面告知"
    if handed.state is MaterialState.DEFECTIVE and not notified and all(n.later for n in handed.needs):
        return _Result(_Came.LATER, "不符合，现在不用交")  # these items only ask for it after acceptance
    if handed.state is MaterialState.DEFECTIVE:
        return _Result(_Came.OPEN, f"{'仍不符合' if notified else '不符合'}，{after}")
    if notified or _short(context, details, handed):
        return _Result(_Came.OPEN, f"份数不足，{after}")
    return _Result(_Came.TAKEN, materials_table.taken(context, handed))


def _short(context: PaperContext, details: Supplemented, handed: RecordedLine) -> bool:
    """Too few copies for an item of which nothing was notified yet."""
    not_notified = {
        d.item.id for d in context.decided_items if not _whole(details, d) and not _notified(details, d)
    }
    wanted = [n.copies for n in handed.needs if n.item in not_notified and n.later is None]
    return handed.state is MaterialState.RECEIVED and handed.brought.copies < max(wanted, default=0)


def _opening(context: PaperContext, details: Supplemented, results: list[_Result]) -> str:
    """Which case and notice it answers, when, who came, and how much of it is in order."""
    at = context.issued_at.astimezone(CHINA)
    moment = "" if context.untimely else f"于{day_text(at.date())}{at.hour}时{at.minute:02d}分"
    numbers = "、".join(dict.fromkeys(details.asked_by.values())) or details.notice
    notice = f"按{numbers}通知书" if numbers else ""
    return (
        f"{you(context.applicant)}就“{context.bundle_name}”提出的申请，{notice}{moment}"
        f"{_how_much(results)}{_bearer(details)}。"
    )


def _how_much(results: list[_Result]) -> str:
    if not results:
        return "到窗口补交，没有交来纸质材料"
    counted, found = f"补交下列{len(results)}种材料", Counter(result.came for result in results)
    if len(found) == 1:
        return f"{counted}，{'都' if len(results) > 1 else ''}{results[0].came}"
    return f"{counted}，其中{'，'.join(f'{found[came]}种{came}' for came in _Came if found[came])}"


def _bearer(details: Supplemented) -> str:
    """Who brought it where it was not the applicant; his relation in words."""
    if not details.brought_by or details.relation in _PERSONS:
        return ""
    relation = f"，与申请人关系：{details.relation}" if details.relation else ""
    return f"（由{details.brought_by}代交{relation}）"


def _brought(context: PaperContext, details: Supplemented) -> tuple[RecordedLine, ...]:
    """What was handed over this time of this organ's lines, as recorded."""
    recorded = {line: brought for line, _, brought in details.lines}
    return tuple(replace(h, brought=recorded[h.line.id]) for h in context.handed if h.line.id in recorded)


def _whole(details: Supplemented, decided: DecidedItem) -> bool:
    return decided.item.id in details.whole


def _notified(details: Supplemented, decided: DecidedItem) -> bool:
    return details.notified is None or decided.item.id in details.notified


def _gapped(decided: DecidedItem) -> bool:
    """Already accepted with gaps; a verdict that only allows it is not enough."""
    return decided.verdict.outcome is Outcome.ACCEPT_WITH_GAPS and decided.verdict.rule == "standing"


def _state(context: PaperContext, details: Supplemented, decided: DecidedItem) -> tuple[str, str]:
    """State of one item's materials, and what happens next."""
    if _gapped(decided):
        return _gap_state(context, details, decided)
    if _whole(details, decided):
        return "已补齐", _next(context, decided)
    if not _notified(details, decided):
        onward = decided.verdict.outcome is Outcome.PROPOSE_REFUSAL or decided.verdict.rule == "L13"
        in_writing = "哪里不符合、还要补什么，由另发的书面通知书一次告知"
        return "还没有决定", _next(context, decided) if onward else in_writing
    by = _deadline(context, details, decided)
    until = f"原期限不变：{by}" if by else "按原通知书继续补齐"
    return "还没有补齐", f"{_over(context, details, decided) or until}。全部补齐之日为受理之日"


def _gap_state(context: PaperContext, details: Supplemented, decided: DecidedItem) -> tuple[str, str]:
    due = None if context.untimely else decided.due
    ends = f"，最迟{by_day(due)}办结" if due is not None else ""
    if _whole(details, decided):
        return "容缺材料已补齐", f"{_came_late(context, details, decided)}审查继续{ends}"
    by = _deadline(context, details, decided)
    until = f"原期限不变：{by}" if by else "按容缺受理通知书继续补交"
    late = _came_late(context, details, decided)
    rest = _over(context, details, decided) or (f"{late}其余的{until}" if late else until)
    return "容缺材料还没有补齐", f"{rest}；审查继续{ends}"


def _next(context: PaperContext, decided: DecidedItem) -> str:
    """What follows when everything is in; the day all was in is the day of acceptance (DOMAIN §2)."""
    day = "受理日待核，核定后告知" if context.untimely else f"受理日为{day_text(context.issued_on)}"
    before = quoted(context.item_name(i) for i in decided.verdict.waits_for)
    organ = context.jurisdiction.organ(decided.item.organ).name
    match decided.verdict.outcome:
        case Outcome.ACCEPT:
            due = None if context.untimely else decided.due
            ends = f"，最迟{by_day(due)}办结" if due is not None else ""
            return f"{day}{ends}；受理通知书随附" if _accepts(decided) else f"此前已经受理，审查继续{ends}"
        case Outcome.DONE:
            return "当场办结，登记备案凭据随附"
        case Outcome.WAIT:
            return f"等{before or '前面的事项'}办结后接着办"
        case Outcome.ACCEPT_WITH_GAPS:
            return "可以容缺受理，签承诺书后受理"
        case Outcome.PROPOSE_REFUSAL:
            return f"由{organ}书面决定"
        case _ if decided.item.procedure is ProcedureClass.ENTERPRISE_SERVICE:
            return f"转交{organ}办理"
        case _ if context.organ == HALL or decided.verdict.rule == "L13":
            return f"转{organ}决定是否受理"
        case _ if decided.verdict.rule == ORIGINALS:
            return "原件核对后决定是否受理"
        case _:
            return "待决定是否受理"


def _still(context: PaperContext, details: Supplemented) -> tuple[Gap, ...]:
    """Open gaps of this organ's notified items, each paper once."""
    mine = {
        h.line.id
        for h in context.handed
        for n in h.needs
        for d in context.decided_items
        if n.item == d.item.id and not _whole(details, d) and _notified(details, d)
    }
    return tuple({g.line: g for g in details.still if g.line in mine}.values())


def _deadline(context: PaperContext, details: Supplemented, decided: DecidedItem) -> str:
    """The earliest deadline of the notice for an item, which stays; "" where none is certain."""
    first = _first_due(context, details, decided)
    return "" if first is None else by_day(first)


def _first_due(context: PaperContext, details: Supplemented, decided: DecidedItem) -> Due | None:
    lines = {h.line.id for h in context.handed if any(n.item == decided.item.id for n in h.needs)}
    dues = [g.due for g in details.still if g.line in lines and g.due is not None]
    return None if context.untimely else min(dues, key=lambda d: d.day, default=None)


def _over(context: PaperContext, details: Supplemented, decided: DecidedItem) -> str:
    """After the deadline: until the organ has decided the papers may still be brought."""
    due = _first_due(context, details, decided)
    if due is None or due.day >= context.issued_on:
        return ""
    organ = context.jurisdiction.organ(decided.item.organ).name
    return f"原期限（{day_text(due.day)}）已过；{organ}决定以前仍可以补齐，是否采纳由其决定"


def _came_late(context: PaperContext, details: Supplemented, decided: DecidedItem) -> str:
    """Of what came this time: the organ has to decide on it, and nobody here that it is in order (S001 16(三))."""
    day = None if context.untimely else details.over.get(decided.item.id)
    if day is None:
        return ""
    return f"原期限（{day_text(day)}）已过，是否采纳由{context.jurisdiction.organ(decided.item.organ).name}决定；"


def _ask(context: PaperContext, still: tuple[Gap, ...]) -> str:
    """How much is still to be brought, by when and where; no day that has passed is given."""
    days = [] if context.untimely else [g.due for g in still if g.due is not None]
    what, where = f"下面{len(still)}种材料", bring_to(context.jurisdiction)
    if len(days) < len(still) or any(due.day < context.issued_on for due in days):
        return f"还差{what}，请补到{where}。"
    if len({due.day for due in days}) > 1:
        return f"请按表里写明的日期，把{what}补到{where}，最早的是{by_day(min(days, key=lambda d: d.day))}。"
    return f"请在{by_day(days[0])}，把{what}补到{where}。"


def _still_table(context: PaperContext, still: tuple[Gap, ...]) -> Table:
    rows = tuple(
        (str(n), g.name, _lack(g), g.standard or "按通知书", _by(context, g.due))
        for n, g in enumerate(still, 1)
    )
    return Table(
        head=("序号", "材料", "还差什么", "应当怎样交", "最迟交到"),
        rows=rows,
        widths=(0.08, 0.26, 0.24, 0.2, 0.22),
        numeric=(0,),
        strong=tuple((n, 4) for n in range(len(rows))),
    )


def _lack(gap: Gap) -> str:
    """What is wrong, without repeating the paper's name."""
    bare = gap.text.removeprefix(gap.name).lstrip("：")
    return bare or "没有交齐"


def _by(context: PaperContext, due: Due | None) -> str:
    if due is None or context.untimely:
        return "按通知书"
    return f"{day_text(due.day)}（已过）" if due.day < context.issued_on else by_day(due)


def _dues(context: PaperContext, details: Supplemented) -> list[Due | None]:
    """Every date the paper states; the nearest goes into the QR."""
    if context.untimely:
        return []
    accepted = Outcome.ACCEPT
    dues = [
        d.due
        for d in context.decided_items
        if _gapped(d) or (_whole(details, d) and d.verdict.outcome is accepted)
    ]
    return [*dues, *(g.due for g in _still(context, details))]


def _accepts(decided: DecidedItem) -> bool:
    """Accepted by this act, not on an earlier day with a notice of its own."""
    return decided.verdict.outcome is Outcome.ACCEPT and decided.verdict.rule != "standing"
