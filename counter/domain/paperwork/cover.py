"""一次性告知汇总单: all gaps of all organs on one page, for the reader's plan; the organs' own notices rule."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from counter.domain.papers import TITLES, Block, Document, PaperKind, Paragraph, Table
from counter.domain.paperwork import frame
from counter.domain.paperwork.context import Deal, PaperContext
from counter.domain.paperwork.lacking import HELD, Lack, day_words, lacks, remedy, trouble
from counter.domain.paperwork.words import day_text, you
from counter.domain.verdict import Outcome

_PAPER_OF = {
    Outcome.CORRECT: PaperKind.CORRECTION_NOTICE,
    Outcome.ACCEPT_WITH_GAPS: PaperKind.PLEDGE,
}

_Groups = dict[tuple[str, PaperKind], tuple[Deal, ...]]
"""Items by the organ's name here and the paper that tells of them."""


def cover_sheet(context: PaperContext) -> Document:
    """The overview from the hall: no number, no seal, nothing to sign (DESIGN §7)."""
    dues = [lack.first for deals in _groups(context).values() for lack in lacks(deals)]
    whole = frame.framed(context, _body(context), dues)
    return replace(whole, number="", seal_organ="", date_text="", sign_lines=())


def _groups(context: PaperContext) -> _Groups:
    """Items by organ and paper, those that have to be seen to first in front."""
    found: _Groups = {}
    for deal in context.deals:
        kind = _PAPER_OF.get(deal.verdict.outcome)
        if kind is not None and deal.verdict.gaps:
            key = (context.jurisdiction.organ(deal.verdict.organ).name, kind)
            found[key] = (*found.get(key, ()), deal)
    return dict(sorted(found.items(), key=lambda pair: _first(pair[1])))


def _first(deals: tuple[Deal, ...]) -> date:
    return min((_day(lack) for lack in lacks(deals)), default=date.max)


def _body(context: PaperContext) -> Iterator[Block]:
    groups = _groups(context)
    organs = dict.fromkeys(organ for organ, _ in groups)
    count = len({gap.line for deals in groups.values() for d in deals for gap in d.verdict.gaps})
    yield Paragraph(
        f"{you(context.applicant)}于{day_text(context.handed_over_on)}就“{context.bundle_name}”提出的申请，"
        f"还要向{len(organs)}个部门（单位）补交{count}样材料，汇总如下，最急的排在前面："
    )
    yield _table(context, groups)
    yield Paragraph("材料可以一次交到任一政务服务窗口，不用分别去各部门。")
    yield Paragraph(
        "本单只为方便准备材料，期限、依据和逾期后果以各部门的通知书、承诺书为准；"
        "除其中写明的材料外，不需要提交其他任何材料。",
        plain=True,
        small=True,
    )


def _table(context: PaperContext, groups: _Groups) -> Table:
    """One row for each paper under each organ; what another organ asks for too is brought once (一套材料)."""
    rows: list[tuple[str, ...]] = []
    strong: list[tuple[int, int]] = []
    told: set[str] = set()
    earliest = min((_first(deals) for deals in groups.values()), default=date.max)
    for (organ, kind), deals in groups.items():
        whose = f"{organ}\n《{TITLES[kind]}》"
        for lack in sorted(lacks(deals), key=_day):
            wanted = "同前，交一次即可" if lack.line in told else _wanted(context, lack)
            told.add(lack.line)
            if _day(lack) == earliest != date.max and not context.untimely:
                strong.append((len(rows), 1))
            rows.append((whose, _by(context, lack), lack.name, wanted, lack.item_names))
            whose = ""
    return Table(
        head=("部门和文书", "最迟日期", "材料", "问题和要求", "用于事项"),
        rows=tuple(rows),
        widths=(0.22, 0.18, 0.2, 0.21, 0.19),
        strong=tuple(strong),
    )


def _day(lack: Lack) -> date:
    return lack.first.day if lack.first is not None else date.max


def _by(context: PaperContext, lack: Lack) -> str:
    if context.untimely:
        return HELD
    returned = context.jurisdiction.correction.returned
    if lack.first is None and all(d.item.id in returned for d, _ in lack.gaps):
        return "不设期限，补齐后重新申请"
    return day_words(context, lack.first)


def _wanted(context: PaperContext, lack: Lack) -> str:
    return f"{trouble(lack, context.jurisdiction.masks)}；{remedy(lack)}"
