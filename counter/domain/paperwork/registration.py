"""登记备案凭据: registered, filed or served on the spot by the organ's own people at this window (当场办结)."""

from __future__ import annotations

from collections.abc import Iterator

from counter.domain.guide import ProcedureClass
from counter.domain.papers import Block, Document, Paragraph, Table
from counter.domain.paperwork import frame, materials
from counter.domain.paperwork.acceptance import NOTHING_MORE, bases, nothing_more
from counter.domain.paperwork.classes import by_class
from counter.domain.paperwork.context import Deal, PaperContext
from counter.domain.paperwork.words import day_text, you

_DONE_WORDS = {
    ProcedureClass.REGISTRATION: "当场登记",
    ProcedureClass.FILING: "当场备案",
}


def registration_proof(context: PaperContext) -> Document:
    """The proof that an item was done on the spot; the certificate itself is the organ's own paper."""
    return frame.framed(context, _body(context), ())


def _body(context: PaperContext) -> Iterator[Block]:
    yield Paragraph(
        f"{you(context.applicant)}{context.at_hand_over}就“{context.bundle_name}”中的下列事项提交的"
        f"{materials.whole_words(context)}，{context.issuer.name}已当场办结。"
    )
    yield Table(
        head=("事项", "办理情况", "办理结果", "办结日期"),
        rows=tuple(_row(context, d) for d in context.deals),
        widths=(0.34, 0.17, 0.25, 0.24),
    )
    table = materials.materials_table(context)
    if table is not None:
        yield table
    yield from materials.after_table(context)
    asked = (NOTHING_MORE if nothing_more(context) else "") + materials.later_seen(context)
    if asked:
        yield Paragraph(asked)
    mend = "发现登记内容有误的，请及时向登记机关申请更正。"
    registered = ProcedureClass.REGISTRATION in by_class(context.deals)
    proof = f"本凭据证明已经办结，不代替证照等办理结果；办理结果{context.jurisdiction.wording['delivery']}。"
    yield Paragraph(proof + (mend if registered else ""), plain=True, small=True)
    yield from bases(context)


def _row(context: PaperContext, deal: Deal) -> tuple[str, str, str, str]:
    done = _DONE_WORDS.get(deal.item.procedure, "当场办结")
    return (
        deal.item.name,
        done,
        deal.item.result or "—",
        "时间待核" if context.untimely else day_text(context.issued_on),
    )
