"""一次性告知汇总单: all gaps of all organs on one page, as an overview; the organs' own notices bind."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from counter.domain.document.document import TITLES, Block, Document, PaperKind, Paragraph, Table
from counter.domain.hall.jurisdiction import PENDING
from counter.domain.papers.parts import frame
from counter.domain.papers.parts.context import DecidedItem, PaperContext
from counter.domain.papers.parts.missing_items import (
    DATE_PENDING,
    MissingPaper,
    collect_missing,
    problem_words,
    requirement_words,
)
from counter.domain.papers.parts.wording import bring_to, by_day, circled, you
from counter.domain.visit.verdict import Due, Outcome

_PAPER_OF = {
    Outcome.CORRECT: PaperKind.CORRECTION_NOTICE,
    Outcome.ACCEPT_WITH_GAPS: PaperKind.PLEDGE,
}

_Groups = dict[tuple[str, PaperKind], tuple[DecidedItem, ...]]
"""Items by the organ's name here and the paper that notifies them; their positions are the circled numbers."""


def cover_sheet(context: PaperContext) -> Document:
    """The overview from the hall: no number, no seal, nothing to sign (DESIGN §7)."""
    dues = [lack.first for lack in _lacks(context)]
    whole = frame.framed(context, _body(context), dues)
    return replace(whole, number="", seal_organ="", date_text="", sign_lines=())


def _notified(context: PaperContext) -> tuple[DecidedItem, ...]:
    """Items whose gaps a paper of this round notifies."""
    return tuple(d for d in context.decided_items if d.verdict.outcome in _PAPER_OF and d.verdict.gaps)


def _lacks(context: PaperContext) -> tuple[MissingPaper, ...]:
    """Every paper once, whichever organs ask for it (一套材料), the most urgent first."""
    return tuple(sorted(collect_missing(_notified(context)), key=lambda lack: _day(lack.first)))


def _day(due: Due | None) -> date:
    return due.day if due is not None else date.max


def _groups(context: PaperContext) -> _Groups:
    """Items by organ and paper, in the order of their first paper in the table."""
    found: _Groups = {}
    for lack in _lacks(context):
        for decided, _ in lack.gaps:
            key = _key(context, decided)
            if decided not in found.get(key, ()):
                found[key] = (*found.get(key, ()), decided)
    return found


def _key(context: PaperContext, decided: DecidedItem) -> tuple[str, PaperKind]:
    """Organ and kind of the paper that notifies it: after the pledge is signed, the 容缺受理通知书."""
    kind = _PAPER_OF[decided.verdict.outcome]
    signed = kind is PaperKind.PLEDGE and decided.verdict.rule == "standing"
    return context.jurisdiction.organ(decided.verdict.organ).name, PaperKind.GAP_NOTICE if signed else kind


def _body(context: PaperContext) -> Iterator[Block]:
    """First how much to bring, by when and where, and what else happens; then the lists, by day."""
    groups, found = _groups(context), _lacks(context)
    yield Paragraph(
        f"{you(context.applicant)}{context.at_hand_over}就“{context.bundle_name}”提出的申请，"
        f"还差{len(found)}种材料，每种交一次即可。"
    )
    yield Paragraph(_deadline(context, found), strong=True)
    yield Paragraph("到期没有补齐的，由各部门按通知书、承诺书上写明的办法处理。")
    for heading, some in _by_day(context, found).items():
        yield Paragraph(heading, plain=True, strong=True)
        yield _table(context, groups, some)
    for n, ((organ, kind), decided_items) in enumerate(groups.items(), 1):
        names = "、".join(d.item.name for d in decided_items)
        yield Paragraph(f"{circled(n)}{organ}《{TITLES[kind]}》：{names}", plain=True, small=True)
    yield Paragraph(
        "本单只为方便准备材料，期限、依据和逾期后果以各部门的通知书、承诺书为准；"
        "除其中写明的材料外，不需要提交其他任何材料。补交以后，本单写的会变，请看新的一份或者接收凭证。",
        plain=True,
        small=True,
    )


def _deadline(context: PaperContext, found: tuple[MissingPaper, ...]) -> str:
    """The most important sentence: by when and where; the days of the lists where there are several."""
    where = bring_to(context.jurisdiction)
    days = [] if context.untimely else [x.first for x in found if x.first is not None]
    if not days:
        return f"请把下面{len(found)}种材料补到{where}。"
    if len({due.day for due in days}) == 1 and len(days) == len(found):
        return f"请在{by_day(days[0])}，把下面{len(found)}种材料补到{where}。"
    return f"请按下面写明的日期，把{len(found)}种材料补到{where}，最早的是{by_day(days[0])}。"


def _by_day(context: PaperContext, found: tuple[MissingPaper, ...]) -> dict[str, tuple[MissingPaper, ...]]:
    """The papers under the day by which they have to be there, the earliest first."""
    days: dict[str, tuple[MissingPaper, ...]] = {}
    for lack in found:
        heading = _heading(context, lack)
        days[heading] = (*days.get(heading, ()), lack)
    return days


def _heading(context: PaperContext, lack: MissingPaper) -> str:
    if context.untimely:
        return f"{DATE_PENDING}："
    if lack.first is not None:
        return f"{by_day(lack.first)}要交的："
    returned = context.jurisdiction.correction.returned
    resubmitted = all(d.item.id in returned for d, _ in lack.gaps)
    return "没有期限、补齐后重新申请的：" if resubmitted else f"期限{PENDING}的："


def _table(context: PaperContext, groups: _Groups, some: tuple[MissingPaper, ...]) -> Table:
    numbers = {key: n for n, key in enumerate(groups, 1)}

    def whose(lack: MissingPaper) -> str:
        return "".join(circled(n) for n in sorted({numbers[_key(context, d)] for d, _ in lack.gaps}))

    masks = context.jurisdiction.masks
    return Table(
        head=("材料", "问题和要求", "部门"),
        rows=tuple((x.name, f"{problem_words(x, masks)}；{requirement_words(x)}", whose(x)) for x in some),
        widths=(0.45, 0.43, 0.12),
        numeric=(2,),
    )
