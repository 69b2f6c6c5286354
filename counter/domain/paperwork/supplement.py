"""补正材料接收凭证: what was brought afterwards, what follows, and what of the notice is still open (L3)."""

from __future__ import annotations

from collections.abc import Iterator

from counter.domain.papers import Block, Document, Paragraph, Table
from counter.domain.paperwork import frame
from counter.domain.paperwork.context import Deal, PaperContext
from counter.domain.paperwork.details import Supplemented
from counter.domain.paperwork.words import by_day, day_text, you
from counter.domain.verdict import Due, Gap


def supplement_receipt(context: PaperContext) -> Document:
    """The receipt. ValueError without its details."""
    details = context.details
    if not isinstance(details, Supplemented):
        raise ValueError("a supplement receipt needs to know what was brought")
    return frame.framed(context, _body(context, details), _dues(context, details))


def _dues(context: PaperContext, details: Supplemented) -> list[Due | None]:
    if context.untimely:
        return []
    return [d.due for d in context.deals if d.item.id in details.whole] + [g.due for g in details.still]


def _body(context: PaperContext, details: Supplemented) -> Iterator[Block]:
    at = context.issued_on
    notice = f"{details.notice}通知书" if details.notice else "书面通知"
    yield Paragraph(
        f"{you(context.applicant)}于{day_text(at)}就“{context.bundle_name}”按{notice}补交了下列材料，本窗口已收到。"
    )
    yield Table(
        head=("序号", "材料", "份数"),
        rows=tuple((str(n), name, str(b.copies or "—")) for n, (_, name, b) in enumerate(details.lines, 1)),
        widths=(0.1, 0.7, 0.2),
        numeric=(0, 2),
    )
    yield Table(
        head=("事项", "办理情况"),
        rows=tuple((d.item.name, _next(context, details, d)) for d in context.deals),
        widths=(0.35, 0.65),
    )
    if details.still:
        yield Paragraph("仍不符合的，都是原通知书已经写明的内容，没有增加新的要求：")
        yield Table(
            head=("材料", "还要怎样补", "期限"),
            rows=tuple((g.name, g.text, _by(context, g)) for g in details.still),
            widths=(0.3, 0.4, 0.3),
        )


def _next(context: PaperContext, details: Supplemented, deal: Deal) -> str:
    if deal.item.id in details.whole:
        return f"材料已齐，{day_text(context.issued_on)}受理"
    return "仍有材料不符合，见下表"


def _by(context: PaperContext, gap: Gap) -> str:
    return by_day(gap.due) if gap.due is not None and not context.untimely else "按原通知书"
