"""收件凭证: materials are taken in, the decision is still to come (收件≠受理; DOMAIN §2)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from counter.domain.document.document import Block, Document, Paragraph, Table
from counter.domain.guide.model import ProcedureClass
from counter.domain.hall.jurisdiction import PENDING
from counter.domain.papers.parts import element_words, frame, materials_table
from counter.domain.papers.parts.by_procedure import answer_by, by_class, notice_basis, notice_words, waiting
from counter.domain.papers.parts.context import DecidedItem, PaperContext
from counter.domain.papers.parts.missing_items import MissingPaper, collect_missing, missing_copies
from counter.domain.papers.parts.wording import by_day, quoted, you
from counter.domain.text.day_words import day_text
from counter.domain.visit.material import MaterialState
from counter.domain.visit.originals import ORIGINALS
from counter.domain.visit.verdict import GUARDIAN, UNDECIDED, Due, Outcome


def intake_receipt(context: PaperContext) -> Document:
    """The receipt: what was taken in and when, what happens next and by when, and what silence means."""
    return frame.framed(context, _body(context), _dues(context))


def _dues(context: PaperContext) -> list[Due | None]:
    return [_due(context, decided) for decided in context.decided_items]


def _due(context: PaperContext, decided: DecidedItem) -> Due | None:
    if waiting(decided):
        return None
    return answer_by(context, decided.item.procedure).first


def _body(context: PaperContext) -> Iterator[Block]:
    at = context.handed_over_local
    hour = f"{at.hour}时{at.minute:02d}分" if context.hour_known else ""
    moment = "" if context.untimely else f"于{day_text(at.date())}{hour}"
    table = materials_table.materials_table(context)
    yield Paragraph(
        f"{you(context.applicant)}{moment}就“{context.bundle_name}”中的下列事项提出申请，{_taken(context)}，"
        "不等于已经受理。"
    )
    for words in materials_table.originals_required(context):
        yield Paragraph(words, strong=True)
    yield Table(
        head=("事项", "下一步", "最迟答复"),
        rows=tuple((d.item.name, _next(context, d), _by(context, d)) for d in context.decided_items),
        widths=(0.32, 0.3, 0.38),
        strong=tuple((n, 2) for n, d in enumerate(context.decided_items) if _due(context, d) is not None),
    )
    if table is not None:
        yield table
    yield from _not_brought(context)
    yield from materials_table.notes_after_table(context)
    if context.answered_from != context.handed_over_on and not context.untimely:
        yield Paragraph(
            f"答复时限自{day_text(context.answered_from)}起计算：这一天补正材料交来，或者前面的事项办结。"
        )
    for procedure, decided_items in by_class(context.decided_items).items():
        yield Paragraph(notice_words(context, procedure, decided_items))
    yield from element_words.receipt_paragraphs(context)
    yield from element_words.contact_paragraphs(context)
    basis = notice_basis(context)
    if basis:
        yield Paragraph(f"依据：{basis}。", plain=True, small=True)


def _taken(context: PaperContext) -> str:
    """What the receipt proves; papers that the applicant does not bring (待前序、共享) are not called received."""
    if materials_table.any_taken(context):
        return "本窗口已收到下列申请材料。本凭证证明收到材料"
    free = "；下列材料免交" if materials_table.count(context) else ""
    return f"申请已经登记，材料尚未收到{free}。本凭证证明提出申请"


def _not_brought(context: PaperContext) -> Iterator[Block]:
    """That something was not handed in, of items which their organ decides on: a fact, and who will ask for it.

    The window may not ask for it in that organ's name (L3, L13). What is wrong with a paper that lies here stands in
    its row.
    """
    sent_on = [d for d in context.decided_items if d.verdict.rule == "L13"]
    lacks = [m for m in collect_missing(sent_on) if m.gaps[0][1].state != MaterialState.DEFECTIVE]
    if not lacks:
        return
    organs = _organs(context, (d for m in lacks for d, _ in m.gaps))
    who = organs[0] if len(organs) == 1 else "括号里的机关各自"
    written = any(d.item.procedure is not ProcedureClass.ENTERPRISE_SERVICE for m in lacks for d, _ in m.gaps)
    yield Paragraph(
        f"没有交来的材料：{'、'.join(_lacking(context, m, named=len(organs) > 1) for m in lacks)}。"
        f"要不要补交、怎样补交，由{who}{'书面' if written else ''}一次告知。"
    )


def _organs(context: PaperContext, decided_items: Iterable[DecidedItem]) -> list[str]:
    return list(dict.fromkeys(context.jurisdiction.organ(d.item.organ).name for d in decided_items))


def _lacking(context: PaperContext, paper: MissingPaper, *, named: bool) -> str:
    """Its name; of copies that are short how many are not there; ``named``: for which organs it is."""
    short = missing_copies(paper)
    organs = _organs(context, (d for d, _ in paper.gaps)) if named else []
    aside = "，".join(filter(None, (short, "、".join(organs))))
    return f"{paper.name}（{aside}）" if aside else paper.name


def _next(context: PaperContext, decided: DecidedItem) -> str:
    """The next step of one item, by what the window found."""
    before = quoted(context.item_name(i) for i in decided.verdict.waits_for)
    if decided.verdict.outcome is Outcome.RECEIVED and before:
        return f"等{before}办结后，{_handed_on(context, decided)}"
    match decided.verdict.outcome:
        case Outcome.CORRECT:
            return "须补齐补正，另发书面通知书，一次告知"
        case Outcome.WAIT:
            return f"等{before or '前面的事项'}办结后接着办"
        case Outcome.ACCEPT_WITH_GAPS:
            return "可以容缺受理，承诺书签署后出具容缺受理通知书"
        case Outcome.PROPOSE_REFUSAL:
            return "申请人坚持提交，由该机关作出书面决定"
        case _:
            return _handed_on(context, decided)


def _handed_on(context: PaperContext, decided: DecidedItem) -> str:
    """Who goes on with what was only taken in."""
    if decided.item.procedure is ProcedureClass.ENTERPRISE_SERVICE:
        return f"转交{context.jurisdiction.organ(decided.item.organ).name}办理"
    organ = f"转{context.jurisdiction.organ(decided.item.organ).name}决定是否受理"
    if decided.verdict.rule == "L13":
        return organ
    # a decision that was taken back is the organ's to take anew where it entrusts nothing to the window (L13)
    return _AFTER.get(decided.verdict.rule, "待决定是否受理" if decided.verdict.entrusted else organ)


_AFTER = {
    GUARDIAN: "登记法定代理人后决定是否受理",
    UNDECIDED: "情形认定后决定是否受理",
    ORIGINALS: "原件核对后决定是否受理",
}


def _by(context: PaperContext, decided: DecidedItem) -> str:
    if waiting(decided):
        return "自前一事项办结时起算"
    due = _due(context, decided)
    if due is not None:  # a receipt of a draft may come out after its day
        return f"{day_text(due.day)}（已过）" if due.day < context.issued_on else by_day(due)
    if context.untimely:
        return "时间待核，核定后告知"
    if decided.item.procedure is ProcedureClass.ENTERPRISE_SERVICE:
        return "按该单位的服务承诺"
    return PENDING
