"""受理通知书: the organ has accepted; it states the day by which the decision is due (DOMAIN §2)."""

from __future__ import annotations

from collections.abc import Iterator

from counter.domain.document.document import Block, Document, Paragraph, Table
from counter.domain.guide.citation import in_book_marks
from counter.domain.guide.model import ProcedureClass, TimeUnit
from counter.domain.hall.jurisdiction import PENDING
from counter.domain.papers.parts import element_words, frame, materials_table
from counter.domain.papers.parts.by_procedure import by_class, overdue_words, time_words
from counter.domain.papers.parts.context import DecidedItem, PaperContext
from counter.domain.papers.parts.wording import DEFAULT_ARTICLE, by_day, limit_text, statutory_text, you
from counter.domain.text.day_words import day_text
from counter.domain.visit import clocks
from counter.domain.visit.verdict import Due

NOTHING_MORE = "除上列材料外，不需要提交其他任何材料。"
"""A promise the program keeps: complete material was accepted, and nothing may be asked twice (L1, L3)."""

LICENCE_ACCEPTED = "《中华人民共和国行政许可法》第三十二条第一款第五项、第二款"
"""Complete material has to be accepted, in writing, with seal and date."""


def acceptance_notice(context: PaperContext) -> Document:
    """The notice of acceptance of one organ's items (行政许可法 Art. 32(1)(5) for licences; S001 Art. 16(一))."""
    return frame.framed(context, _body(context), [_due(context, d) for d in context.decided_items])


def _due(context: PaperContext, decided: DecidedItem) -> Due | None:
    return None if context.untimely else decided.due


def _body(context: PaperContext) -> Iterator[Block]:
    accepted = context.decided_on or context.issued_on
    when = "当日" if accepted == context.handed_over_on else day_text(accepted)
    on = (
        f"{context.issuer.name}予以受理（受理日待核，核定后换发）"
        if context.untimely
        else (f"{context.issuer.name}于{when}受理")
    )
    yield Paragraph(
        f"{you(context.applicant)}{context.at_hand_over}就“{context.bundle_name}”中的下列事项提出的"
        f"申请，{materials_table.completeness_words(context)}，{on}。"
    )
    yield items_table(context)
    table = materials_table.materials_table(context)
    if table is not None:
        yield table
    yield from materials_table.notes_after_table(context)
    asked = (NOTHING_MORE if nothing_more(context) else "") + materials_table.unchecked_originals_note(
        context
    )
    if asked:
        yield Paragraph(asked)
    for procedure, decided_items in by_class(context.decided_items).items():
        words = time_words(procedure, decided_items) + overdue_words(context, decided_items)
        yield Paragraph(words, plain=True, small=True)
    yield from together_paragraphs(context)
    yield from element_words.term_paragraphs(context)
    yield from element_words.contact_paragraphs(context)
    yield Paragraph(_delivery(context), plain=True, small=True)
    yield from bases(context)


def items_table(context: PaperContext) -> Table:
    """事项 法定时限 承诺时限 最迟办结 of what is accepted."""
    return Table(
        head=("事项", "法定时限", "承诺时限", "最迟办结"),
        rows=tuple(_row(context, d) for d in context.decided_items),
        widths=(0.24, 0.2, 0.16, 0.4),
    )


def _row(context: PaperContext, decided: DecidedItem) -> tuple[str, str, str, str]:
    whole = _common_day(context, decided)
    return (
        decided.item.name,
        whole.text if whole is not None else _own_term(decided),
        limit_text(decided.item.promised, decided.item.procedure),
        _by(context, decided),
    )


def _by(context: PaperContext, decided: DecidedItem) -> str:
    due = _due(context, decided)
    if due is not None:
        return by_day(due)
    if context.untimely:
        return "时间待核，核定后告知"
    return "即办" if decided.item.statutory.unit is TimeUnit.AT_ONCE else PENDING


def together_paragraphs(context: PaperContext) -> Iterator[Paragraph]:
    """Why the term of all licences together stands in the table: each one's own ends later (许可法 42(2))."""
    found = [d for d in context.decided_items if _common_day(context, d) is not None]
    if found:
        own = "、".join(f"“{d.item.name}”（自己的法定时限{_own_term(d)}）" for d in found)
        yield Paragraph(
            f"{own}与其他许可一并办理，从第一项许可受理次日起共{clocks.EVENT_DAYS}个工作日，"
            f"这个总期限先届满，最迟办结日期按它（{clocks.EVENT_BASIS}）。",
            plain=True,
            small=True,
        )


def _own_term(decided: DecidedItem) -> str:
    return statutory_text(decided.item.statutory, decided.item.procedure)


def _common_day(context: PaperContext, decided: DecidedItem) -> Due | None:
    """The day of all licences together where it is the one that binds: earlier than its own term ends."""
    due = _due(context, decided)
    return due if due is not None and clocks.is_event_day(due) else None


def nothing_more(context: PaperContext) -> bool:
    """True when nothing of these items is left to hand in; results of earlier items do not count."""
    return bool(context.handed) and len(materials_table.listed(context)) == len(context.handed)


def _delivery(context: PaperContext) -> str:
    results = [d.item.result for d in context.decided_items if d.item.result not in ("", "—")]
    named = f"办理结果（{'、'.join(dict.fromkeys(results))}）" if results else "办理结果"
    licence = any(d.item.procedure is ProcedureClass.LICENCE for d in context.decided_items)
    within = "；准予许可的，自决定之日起10个工作日内送达证件" if licence else ""
    return f"{named}{collection_words(context)}{within}。"


def collection_words(context: PaperContext) -> str:
    """How the result reaches the applicant: nobody is sent to a window that may not hand it out (L13)."""
    if context.delivers:
        return context.jurisdiction.wording["delivery"]
    return f"由{context.issuer.name}自己送达，本窗口不代发"


def bases(context: PaperContext) -> Iterator[Paragraph]:
    """The legal basis: of the acceptance where a law rules it, and of each item as the guide cites it."""
    cited = [in_book_marks(b) for d in context.decided_items for b in d.item.basis]
    if any(d.item.procedure is ProcedureClass.LICENCE for d in context.decided_items):
        default = any(clocks.by_default(d.item.statutory, d.item.procedure) for d in context.decided_items)
        cited.insert(0, LICENCE_ACCEPTED + (DEFAULT_ARTICLE if default else ""))
    yield Paragraph(f"依据：{'；'.join(dict.fromkeys(cited)) or PENDING}。", plain=True, small=True)
