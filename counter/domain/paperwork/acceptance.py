"""受理通知书: the organ has accepted; it states the day by which the decision is due (DOMAIN §2)."""

from __future__ import annotations

from collections.abc import Iterator

from counter.domain.guide import ProcedureClass
from counter.domain.jurisdiction import PENDING
from counter.domain.papers import Block, Document, Paragraph, Table
from counter.domain.paperwork import frame, materials
from counter.domain.paperwork.classes import by_class, overdue_words, time_words
from counter.domain.paperwork.context import Deal, PaperContext
from counter.domain.paperwork.words import by_day, day_text, limit_text, you
from counter.domain.verdict import Due

NOTHING_MORE = "除上列材料外，不需要提交其他任何材料。"
"""A promise the program keeps: complete material was accepted, and nothing may be asked twice (L1, L3)."""


def acceptance_notice(context: PaperContext) -> Document:
    """The notice of acceptance of one organ's items (行政许可法 Art. 32(1)(5) for licences; S001 Art. 16(一))."""
    return frame.framed(context, _body(context), [_due(context, d) for d in context.deals])


def _due(context: PaperContext, deal: Deal) -> Due | None:
    return None if context.untimely else deal.due


def _body(context: PaperContext) -> Iterator[Block]:
    who, organ = you(context.applicant), context.issuer.name
    yield Paragraph(
        f"{who}于{day_text(context.handed_over_on)}就“{context.bundle_name}”中的下列事项提出的申请，材料齐全、"
        f"符合规定形式，{organ}予以受理，受理日期为{day_text(context.issued_on)}。"
    )
    yield Table(
        head=("事项", "法定时限", "承诺时限", "最迟办结"),
        rows=tuple(_row(context, d) for d in context.deals),
        widths=(0.31, 0.21, 0.2, 0.28),
    )
    table = materials.materials_table(context)
    if table is not None:
        yield Paragraph("收到和核验的材料：")
        yield table
    yield from materials.after_table(context)
    if nothing_more(context):
        yield Paragraph(NOTHING_MORE)
    for procedure, deals in by_class(context.deals).items():
        yield Paragraph(time_words(procedure) + overdue_words(context, procedure, deals))
    yield Paragraph(_delivery(context))
    yield from bases(context)


def _row(context: PaperContext, deal: Deal) -> tuple[str, str, str, str]:
    item = deal.item
    promised = limit_text(item.promised, item.procedure) if item.promised else f"未公布（{PENDING}）"
    due = _due(context, deal)
    if due is not None:
        by = by_day(due)
    else:
        by = "时间待核，核定后告知" if context.untimely else PENDING
    return item.name, limit_text(item.statutory, item.procedure), promised, by


def nothing_more(context: PaperContext) -> bool:
    """True when nothing of these items is left to hand in, now or later."""
    return bool(context.handed) and all(h.state in materials.PRESENTED for h in context.handed)


def _delivery(context: PaperContext) -> str:
    results = [d.item.result for d in context.deals if d.item.result not in ("", "—")]
    named = f"办理结果（{'、'.join(dict.fromkeys(results))}）" if results else "办理结果"
    licence = any(d.item.procedure is ProcedureClass.LICENCE for d in context.deals)
    within = "；准予行政许可的，自作出决定之日起10个工作日内颁发、送达证件" if licence else ""
    return f"{named}{context.jurisdiction.wording['delivery']}{within}。{context.jurisdiction.wording['progress']}。"


def bases(context: PaperContext) -> Iterator[Paragraph]:
    """Legal basis lines: of the acceptance where a law rules it, and of each item as the guide cites it."""
    if any(d.item.procedure is ProcedureClass.LICENCE for d in context.deals):
        yield Paragraph(
            "受理依据：《中华人民共和国行政许可法》第三十二条第一款第五项、第二款。", plain=True, small=True
        )
    cited = list(dict.fromkeys(b for d in context.deals for b in d.item.basis))
    yield Paragraph(f"设定依据：{'；'.join(cited) or PENDING}。", plain=True, small=True)
    acting = frame.authority(context)
    if acting is not None:
        yield acting
