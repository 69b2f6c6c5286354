"""The organ's own decisions (不予受理、不予批准 …): drafted at the window, decided by the organ alone (L5, L8)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from counter.domain.guide import ProcedureClass
from counter.domain.item_record import Cause, Result
from counter.domain.papers import Block, Document, Paragraph
from counter.domain.paperwork import frame
from counter.domain.paperwork.classes import by_class
from counter.domain.paperwork.context import PaperContext
from counter.domain.paperwork.details import Proposed
from counter.domain.paperwork.words import CLASS_WORDS, day_text, you

NO_NUMBER = "（文号由决定机关编）"
DRAFT_MARK = "代拟稿：未经机关确认，不得送达"


def refusal(context: PaperContext) -> Document:
    """不予受理决定书, a draft until the organ's representative has confirmed it."""
    return _decision(context, "不予受理")


def rejection(context: PaperContext) -> Document:
    """不予批准决定书 and what stands in its place elsewhere, a draft until confirmed."""
    return _decision(context, "不予批准")


def _decision(context: PaperContext, what: str) -> Document:
    details = proposed(context)
    whole = frame.framed(context, _body(context, details, what), ())
    if details.confirmed_by:
        return whole
    return replace(
        whole,
        title=f"{whole.title}（代拟稿）",
        number=NO_NUMBER,
        date_text="",
        seal_organ="",
        qr="",
        marks=(DRAFT_MARK, *whole.marks),
        watermark=frame.WATERMARK if context.demo else "代拟稿",
        copy_text="第1联（共2联）　送决定机关",
    )


def proposed(context: PaperContext) -> Proposed:
    """What is proposed; without details what the window found of the items it was insisted on."""
    if isinstance(context.details, Proposed):
        return context.details
    reason = "".join(dict.fromkeys(d.verdict.reason for d in context.deals))
    return Proposed(Cause.INSISTED, Result.REFUSED, reason, "")


def _body(context: PaperContext, details: Proposed, what: str) -> Iterator[Block]:
    names = "、".join(d.item.name for d in context.deals)
    yield Paragraph(
        f"{you(context.applicant)}于{day_text(context.handed_over_on)}就“{context.bundle_name}”提出的{names}申请，"
        f"{context.issuer.name}决定{what}。理由：{details.reason}"
    )
    for procedure in by_class(context.deals):
        words = _remedies(context, procedure)
        if words:
            yield Paragraph(f"{CLASS_WORDS[procedure]}事项：{words}")
    if details.basis:
        yield Paragraph(f"依据：{details.basis}。", plain=True, small=True)


def _remedies(context: PaperContext, procedure: ProcedureClass) -> str:
    remedy = context.jurisdiction.remedies[procedure]
    if remedy.review_days is None or remedy.lawsuit_months is None:
        return ""
    return (
        f"对本决定不服的，可以自收到本决定书之日起{remedy.review_days}日内申请行政复议，"
        f"也可以在{remedy.lawsuit_months}个月内向人民法院提起行政诉讼。"
    )
