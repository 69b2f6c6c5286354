"""容缺受理通知书: accepted on a signed pledge; item, form, deadline, consequence of each paper (L4, S001 16(3))."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from counter.domain.case.item_events import Signer
from counter.domain.document.document import Block, Document, Paragraph
from counter.domain.guide.citation import in_book_marks
from counter.domain.guide.model import ProcedureClass
from counter.domain.hall.jurisdiction import PENDING, GapOutcome
from counter.domain.papers.compose.acceptance import items_table, together_paragraphs
from counter.domain.papers.compose.correction_notice import IN_TWO
from counter.domain.papers.parts import element_words, frame, materials_table
from counter.domain.papers.parts.by_procedure import by_class, overdue_words, time_words
from counter.domain.papers.parts.context import PaperContext
from counter.domain.papers.parts.details import Details
from counter.domain.papers.parts.missing_items import DATE_PENDING, collect_missing, deferred_table
from counter.domain.papers.parts.reminder_words import reminder_words
from counter.domain.papers.parts.wording import bring_to, by_day, quoted, you
from counter.domain.text.day_words import day_text
from counter.domain.visit import clocks
from counter.domain.visit.material import MaterialState

LICENCE_IN_WRITING = "《中华人民共和国行政许可法》第三十二条第二款"
"""受理 is given in writing, with seal and date."""

SIGNERS = {
    Signer.APPLICANT: "本人",
    Signer.LEGAL_REPRESENTATIVE: "法定代表人（负责人）",
    Signer.GUARDIAN: "法定代理人",
    Signer.AGENT: "委托代理人",
}

_OUTCOMES = {
    GapOutcome.REJECT: "决定不予批准并书面说明理由",
    GapOutcome.REVOKE: "决定撤销受理并书面说明理由",
    GapOutcome.WITHDRAWN: "决定按撤回申请处理并书面告知",
}

_DEFAULT_ARTICLE = "、第四十二条第一款（时限待核定）"
"""Of the same law: its own time for a licence whose own law names none, which its organ has yet to confirm."""


@dataclass(frozen=True, slots=True)
class PledgeTaken(Details):
    """For the 容缺受理通知书: the signed pledge it rests on."""

    number: str
    signer: Signer
    name: str
    day: date


def gap_notice(context: PaperContext) -> Document:
    """The notice of one organ's items accepted with gaps. ValueError without the signed pledge it rests on."""
    taken = context.details
    if not isinstance(taken, PledgeTaken):
        raise ValueError("an acceptance with gaps rests on a signed pledge")
    gaps = [gap.due for d in context.decided_items for gap in d.verdict.gaps]
    return frame.framed(context, _body(context, taken), [*gaps, *(d.due for d in context.decided_items)])


def _body(context: PaperContext, taken: PledgeTaken) -> Iterator[Block]:
    """What to bring, by when and the consequence; then what was accepted and what was taken in."""
    names = quoted(d.item.name for d in context.decided_items)
    yield Paragraph(
        f"{you(context.applicant)}{context.at_hand_over}就“{context.bundle_name}”中的{names}提出的申请，"
        f"主要{materials_table.completeness_words(context)}，{context.issuer.name}根据{_signed_by(taken)}"
        f"{day_text(taken.day)}签署的《容缺受理承诺书》（{taken.number}），{_on(context)}先予受理。"
    )
    yield Paragraph(_deadline(context), strong=True)
    yield Paragraph("".join(lapse_words(context)))
    yield deferred_table(context, context.decided_items, named=len(context.decided_items) > 1)
    promise = "除上列材料外，不需要提交其他任何材料。" if nothing_more(context) else ""
    small = bool(context.elements.items)  # their lines need the room: this notice has one sheet
    called = reminder_words(context, (g.due for d in context.decided_items for g in d.verdict.gaps))
    held = f"{promise}办理时限照常计算，材料补齐前不发办理结果。{called}"
    yield Paragraph(held, plain=small, small=small)
    yield items_table(context)
    yield from together_paragraphs(context)
    yield from materials_table.received_list(context, more=materials_table.unchecked_originals_note(context))
    for procedure, decided_items in by_class(context.decided_items).items():
        words = time_words(procedure, decided_items) + overdue_words(context, decided_items)
        yield Paragraph(words + _remedy_words(context, procedure), plain=True, small=True)
    yield from element_words.deferral_paragraphs(context)
    yield from element_words.contact_paragraphs(context)
    yield Paragraph(f"{_basis(context)}{IN_TWO}", plain=True, small=True)


def _signed_by(taken: PledgeTaken) -> str:
    """Name and role; a role with a bracket of its own comes first, so that none is inside another."""
    role = SIGNERS[taken.signer]
    return f"{role}{taken.name}" if "（" in role else f"{taken.name}（{role}）"


def _on(context: PaperContext) -> str:
    return "" if context.untimely else f"于{day_text(context.issued_on)}"


def _deadline(context: PaperContext) -> str:
    """The most important sentence: how much, by when and where."""
    found = collect_missing(context.decided_items)
    days = sorted({gap.due.day: gap.due for x in found for _, gap in x.gaps if gap.due}.items())
    what, where = f"下面{len(found)}种材料", bring_to(context.jurisdiction)
    if context.untimely or not days:
        return f"请把{what}补到{where}。{DATE_PENDING if context.untimely else f'补交期限{PENDING}'}。"
    first = by_day(days[0][1])
    if len(days) > 1:
        return f"请按表里写明的日期，把{what}补到{where}，最早的是{first}。"
    return f"请在{first}，把{what}补到{where}。"


def nothing_more(context: PaperContext) -> bool:
    """True when only the deferred papers are left to hand in."""
    deferred = sum(h.state is MaterialState.DEFERRED for h in context.handed)
    return len(materials_table.listed(context)) + deferred == len(context.handed)


def _basis(context: PaperContext) -> str:
    found = [context.jurisdiction.gap.basis or ""]
    if any(d.item.procedure is ProcedureClass.LICENCE for d in context.decided_items):
        default = any(clocks.by_default(d.item.statutory, d.item.procedure) for d in context.decided_items)
        found.append(LICENCE_IN_WRITING + (_DEFAULT_ARTICLE if default else ""))
    found += [in_book_marks(basis) for d in context.decided_items for basis in d.item.basis]
    return f"依据：{'；'.join(dict.fromkeys(b for b in found if b)) or PENDING}。"


def lapse_words(context: PaperContext) -> Iterator[str]:
    """What follows where a deferred paper is not brought: an organ decides (L5), a company works by its own rules."""
    classes = tuple(by_class(context.decided_items))
    gap, issuer = context.jurisdiction.gap, context.issuer.name
    pending = "" if gap.settled else f"（该后果{PENDING}）"
    if any(c is not ProcedureClass.ENTERPRISE_SERVICE for c in classes):
        yield (
            f"到期没有补齐，或者补齐后仍不符合要求的，由{issuer}{_OUTCOMES[gap.outcome]}{pending}；"
            "没有该机关的决定，不自动生效。"
        )
    if ProcedureClass.ENTERPRISE_SERVICE in classes:
        yield f"到期没有补齐的，由{issuer}按其公开的服务规定处理，可以重新申请。"


def _remedy_words(context: PaperContext, procedure: ProcedureClass) -> str:
    """The remedies against such a decision where the class has them; empty for the others."""
    remedy = context.jurisdiction.remedies[procedure]
    if remedy.review_days is None or remedy.lawsuit_months is None:
        return ""
    return (
        f"对不予批准等决定不服的，可以自收到决定书之日起{remedy.review_days}日内申请行政复议，"
        f"或者{remedy.lawsuit_months}个月内向人民法院提起行政诉讼。"
    )
