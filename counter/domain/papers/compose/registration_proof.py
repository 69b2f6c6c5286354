"""登记备案凭据: registered, filed or served on the spot by the organ's own people at this window (当场办结)."""

from __future__ import annotations

from collections.abc import Iterator

from counter.domain.document.document import Block, Document, Paragraph, Table
from counter.domain.guide.model import ProcedureClass
from counter.domain.papers.compose.acceptance import NOTHING_MORE, bases, collection_words, nothing_more
from counter.domain.papers.parts import element_words, frame, materials_table
from counter.domain.papers.parts.by_procedure import by_class
from counter.domain.papers.parts.context import DecidedItem, PaperContext
from counter.domain.papers.parts.wording import you
from counter.domain.text.day_words import day_text

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
        f"{materials_table.completeness_words(context)}，{context.issuer.name}已当场办结。"
    )
    yield Table(
        head=("事项", "办理情况", "办理结果", "办结日期"),
        rows=tuple(_row(context, d) for d in context.decided_items),
        widths=(0.34, 0.17, 0.25, 0.24),
    )
    table = materials_table.materials_table(context)
    if table is not None:
        yield table
    yield from materials_table.notes_after_table(context)
    asked = (NOTHING_MORE if nothing_more(context) else "") + materials_table.unchecked_originals_note(
        context
    )
    if asked:
        yield Paragraph(asked)
    mend = "发现登记内容有误的，请及时向登记机关申请更正。"
    registered = ProcedureClass.REGISTRATION in by_class(context.decided_items)
    proof = f"本凭据证明已经办结，不代替证照等办理结果；办理结果{collection_words(context)}。"
    yield Paragraph(proof + (mend if registered else ""), plain=True, small=True)
    yield from element_words.fee_paragraphs(context)
    yield from element_words.contact_paragraphs(context)
    yield from bases(context)


def _row(context: PaperContext, decided: DecidedItem) -> tuple[str, str, str, str]:
    done = _DONE_WORDS.get(decided.item.procedure, "当场办结")
    return (
        decided.item.name,
        done,
        decided.item.result or "—",
        "时间待核" if context.untimely else day_text(context.issued_on),
    )
