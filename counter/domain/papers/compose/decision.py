"""The organ's own decisions (不予受理、不予批准 …): drafted at the window, decided by the organ alone (L5, L8).

A draft cannot be taken for the paper itself: no number, no date, no QR, no space for seal or applicant's signature,
and 代拟稿 in its title, its marks and across the page.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from counter.domain.case.item_events import Cause, Result
from counter.domain.case.organ_events import KnownBy
from counter.domain.document.document import Block, Document, Paragraph, Table
from counter.domain.guide.citation import in_book_marks, without_citation
from counter.domain.guide.model import ProcedureClass
from counter.domain.hall.jurisdiction import PENDING
from counter.domain.papers.parts import frame
from counter.domain.papers.parts.by_procedure import by_class
from counter.domain.papers.parts.context import PaperContext
from counter.domain.papers.parts.decision_recourse import contact, remedies, still_to_write
from counter.domain.papers.parts.decision_wording import (
    WORDINGS,
    DecisionForm,
    decides,
    form_of,
    operative,
    title_of,
)
from counter.domain.papers.parts.details import ProposedDecision
from counter.domain.papers.parts.wording import by_day, quoted, you
from counter.domain.text.day_words import day_text
from counter.domain.visit.material import MaterialState
from counter.domain.visit.verdict import Gap

NO_NUMBER = "（文号由决定{who}编）"
DRAFT_MARK = "代拟稿：未经{who}确认，不得送达"
DRAFT_WATERMARK = "代拟稿"

LICENSING_LAW = "《中华人民共和国行政许可法》"
_LICENCE_ARTICLE = {
    "not_needed": f"{LICENSING_LAW}第三十二条第一款第一项、第二款",
    "elsewhere": f"{LICENSING_LAW}第三十二条第一款第二项、第二款",
}
_LICENCE_REFUSED = f"{LICENSING_LAW}第三十二条"
_LICENCE_WRITTEN = f"{LICENSING_LAW}第三十二条第二款"
"""Acceptance or refusal of a licence application is given in writing, sealed and dated."""
_LICENCE_TOLD = f"{LICENSING_LAW}第三十二条第一款第四项"
"""Incomplete material was notified at once, completely."""
_LICENCE_REJECTED = f"{LICENSING_LAW}第三十八条第二款"
"""A rejection is in writing, with reasons and remedies."""

ABSENT = "没有交来"
"""What became of a paper that did not come at all."""

_GAPS = (Cause.GAP_EXPIRED, Cause.GAP_WRONG)
_WRONG = (Cause.GAP_WRONG, Cause.CORRECTION_WRONG)

_GIVEN_BACK = frozenset(
    {DecisionForm.REFUSED, DecisionForm.WITHDRAWN, DecisionForm.ABANDONED, DecisionForm.RETURNED}
)
"""Forms that end the application without a decision on it: all papers are returned."""


def refusal(context: PaperContext) -> Document:
    """不予受理决定书: the organ's answer to what the applicant insists on; a draft until it is confirmed."""
    return _decision(context)


def rejection(context: PaperContext) -> Document:
    """不予批准决定书, or its equivalent in this jurisdiction (撤销受理 …); a draft until it is confirmed."""
    return _decision(context)


def proposed(context: PaperContext) -> ProposedDecision:
    """The proposal; without details that of a refusal, from the verdicts of the items insisted on."""
    if isinstance(context.details, ProposedDecision):
        return context.details
    reason = "".join(dict.fromkeys(d.verdict.ground or d.verdict.reason for d in context.decided_items))
    return ProposedDecision(Cause.INSISTED, Result.REFUSED, reason, "")


def _decision(context: PaperContext) -> Document:
    details = proposed(context)
    form = form_of(details.cause, context.jurisdiction)
    whole = frame.framed(context, _body(context, details, form), ())
    marks = frame.also_open(whole.marks, "逾期后果") if _unsettled(context, details) else whole.marks
    titled = replace(whole, title=title_of(form, _classes(context)), marks=marks)
    return titled if details.confirmed_by else _as_draft(context, titled)


def _as_draft(context: PaperContext, document: Document) -> Document:
    """The same words without number, date, QR and seal."""
    who = _who(context)
    return replace(
        document,
        title=f"{document.title}（{DRAFT_WATERMARK}）",
        number=NO_NUMBER.format(who=who),
        seal_organ="",
        date_text="",
        sign_lines=(
            f"{who}意见（同意、修改、不同意）：",
            f"{'首席代表' if who == '机关' else '负责人'}签名：　　　　　　　　　　　　　年　　月　　日",
        ),
        qr="",
        marks=(DRAFT_MARK.format(who=who), *document.marks),
        watermark=context.watermark or DRAFT_WATERMARK,
        copy_text=f"第1联（共2联）　送决定{who}",
    )


def _who(context: PaperContext) -> str:
    """A water company is no organ (机关)."""
    return "单位" if context.issuer.company else "机关"


def _classes(context: PaperContext) -> tuple[ProcedureClass, ...]:
    return tuple(by_class(context.decided_items))


def _unsettled(context: PaperContext, details: ProposedDecision) -> bool:
    """True where the jurisdiction profile has not settled the consequence."""
    if details.cause in (Cause.GAP_EXPIRED, Cause.GAP_WRONG):
        return not context.jurisdiction.gap.settled
    if details.cause in (Cause.CORRECTION_LAPSED, Cause.CORRECTION_WRONG):
        return not context.jurisdiction.correction.settled
    return False


def _body(context: PaperContext, details: ProposedDecision, form: DecisionForm) -> Iterator[Block]:
    yield from _facts(context, details)
    yield Paragraph(_reason(context, details))
    yield Paragraph(_operative(context, form))
    yield from _given_back(context, details, form)
    yield from remedies(context, details, "决定书" if form in _DECISIONS else "告知书")
    if WORDINGS[form].again and details.cause is not Cause.NEGATIVE_RESULT:
        yield Paragraph(f"{you(context.applicant)}备齐材料后，可以重新提出申请。")
    yield from still_to_write(context, details)
    yield contact(context, details)
    yield Paragraph(f"依据：{_basis(context, details)}。", plain=True, small=True)
    if details.confirmed_by:
        yield Paragraph(
            f"{_confirmation(context, details)}本文书一式两份，一份交申请人，一份存档。",
            plain=True,
            small=True,
        )
    else:
        yield Paragraph(
            f"本稿由窗口代{context.issuer.name}拟写，供其决定时使用，不是决定。确认后由该{_who(context)}编号、盖章、"
            "注明日期，一式两份，交申请人签收。",
            plain=True,
            small=True,
        )


def _confirmation(context: PaperContext, details: ProposedDecision) -> str:
    """Who confirmed for the issuer, and how (L8)."""
    if details.known_by is KnownBy.PAPER:
        return f"按{context.issuer.name}签发的文书（{details.signed_paper}，签发人{details.confirmed_by}）登记确认。"
    by = f"{'' if context.issuer.company else '首席代表'}{details.confirmed_by}"
    by += f"（授权书{details.mandate}）" if details.mandate else ""
    how = "以本人口令" if details.known_by is KnownBy.PIN else ""
    return f"{context.issuer.name}{by}于{day_text(context.issued_on)}{how}确认。"


def _reason(context: PaperContext, details: ProposedDecision) -> str:
    reason = without_citation(details.reason.strip(), in_book_marks(details.basis)) or (
        f"（由{context.issuer.name}填写）" if not details.confirmed_by else PENDING
    )
    return f"理由：{reason}{'' if reason.endswith(('。', '！', '）')) else '。'}"


def _operative(context: PaperContext, form: DecisionForm) -> str:
    """The operative sentence; classes with different words get a clause each."""
    clauses: dict[str, list[str]] = {}
    for decided in context.decided_items:
        clauses.setdefault(operative(form, decided.item.procedure), []).append(decided.item.name)
    clauses_text = "，".join(f"{quoted(names)}的申请{does}" for does, names in clauses.items())
    verb = "决定：" if decides(_classes(context)) and form in _DECISIONS else "告知："
    return f"{context.issuer.name}{verb}{clauses_text}。"


_DECISIONS = frozenset({DecisionForm.REFUSED, DecisionForm.REJECTED, DecisionForm.REVOKED})


def _given_back(context: PaperContext, details: ProposedDecision, form: DecisionForm) -> Iterator[Block]:
    """The papers to return: as named in the proposal, else all of them where the application ends."""
    sheets = {h.line.name: h.brought.copies for h in context.handed}
    copies = {h.line.name: "（复印件）" for h in context.handed if h.line.never_kept}
    names = details.returned
    if not names and form in _GIVEN_BACK:
        taken = (MaterialState.RECEIVED, MaterialState.DEFECTIVE)
        names = tuple(h.line.name for h in context.handed if h.state in taken and h.brought.copies)
    if not names:
        return
    whole = "全部" if form in _GIVEN_BACK else "下列"
    yield Paragraph(f"退还{whole}申请材料，请凭本文书领取：")
    yield Table(
        head=("序号", "退还的材料", "份数"),
        rows=tuple(
            (str(n), f"{name}{copies.get(name, '')}", str(sheets.get(name) or "—"))
            for n, name in enumerate(names, 1)
        ),
        widths=(0.1, 0.76, 0.14),
        numeric=(0, 2),
    )


def refusal_basis(procedure: ProcedureClass, ground: str, cited: str | None) -> str:
    """Legal basis of refusing one item: the guide's citation, for licences also Art. 32 by its ground."""
    law = _LICENCE_ARTICLE.get(ground, _LICENCE_WRITTEN) if procedure is ProcedureClass.LICENCE else ""
    return "；".join(b for b in (in_book_marks(cited or ""), law) if b)


def _licensing(cause: Cause, form: DecisionForm) -> str:
    """The licensing law's article for such an end of an application; "" for a lapse it does not know."""
    if form is DecisionForm.REJECTED:
        return _LICENCE_REJECTED
    if cause in (Cause.CORRECTION_LAPSED, Cause.CORRECTION_WRONG):
        return f"{_LICENCE_TOLD}、第二款" if form is DecisionForm.REFUSED else _LICENCE_TOLD
    return ""


def _basis(context: PaperContext, details: ProposedDecision) -> str:
    """Legal basis of the decision: as proposed, the jurisdiction's rule, for licences the licensing law."""
    found = [details.basis]
    jurisdiction = context.jurisdiction
    classes = _classes(context)
    match details.cause:
        case Cause.GAP_EXPIRED | Cause.GAP_WRONG:
            found.append(jurisdiction.gap.basis or "")
        case Cause.CORRECTION_LAPSED | Cause.CORRECTION_WRONG:
            found.append(jurisdiction.correction.basis or "")
        case Cause.INSISTED if ProcedureClass.LICENCE in classes and _LICENCE_REFUSED not in details.basis:
            law = _LICENCE_ARTICLE.get(details.ground, _LICENCE_WRITTEN)
            found.append(law if len(classes) == 1 else f"{law}（行政许可事项）")
        case Cause.NEGATIVE_RESULT if not details.basis:
            found += [b for d in context.decided_items for b in d.item.basis]
    if ProcedureClass.LICENCE in classes:
        found.append(_licensing(details.cause, form_of(details.cause, jurisdiction)))
    for procedure in classes:
        remedy = jurisdiction.remedies[procedure]
        if remedy.review_days is not None:
            found.append(remedy.basis or "")
    return "；".join(dict.fromkeys(in_book_marks(b) for b in found if b)) or PENDING


# ── what happened before the decision, with its dates ────────────────────────────────────────────────


def _facts(context: PaperContext, details: ProposedDecision) -> Iterator[Block]:
    """The story in one paragraph, and where something was not brought a table of it: what, how, by when, what came."""
    if details.cause in (Cause.INSISTED, Cause.NEGATIVE_RESULT):
        yield Paragraph(f"{_applied(context)}{_plain(context, details)}")
        return
    lacking = _lacking(context, details)
    table = _table(lacking)
    yield Paragraph(f"{_applied(context)}{_lapse(context, details, bool(lacking))}")
    if table is not None:
        yield table


def _applied(context: PaperContext) -> str:
    names = quoted(d.item.name for d in context.decided_items)
    return f"{you(context.applicant)}{context.at_hand_over}就“{context.bundle_name}”中的{names}提出申请。"


def _plain(context: PaperContext, details: ProposedDecision) -> str:
    if details.cause is Cause.INSISTED:
        return f"窗口说明情况后，{you(context.applicant)}要求提交，材料已经收下，转{context.issuer.name}书面答复。"
    if details.accepted_on is None:
        return f"{context.issuer.name}已经审查。"
    return f"{context.issuer.name}{_on(context, details.accepted_on)}受理，已经审查完毕。"


def _lapse(context: PaperContext, details: ProposedDecision, listed: bool) -> str:
    """How the missing papers were notified, and what came of it."""
    organ, number = context.issuer.name, f"（{details.notice}）" if details.notice else ""
    if details.cause in _GAPS:
        begun = (
            f"{organ}按{you(context.applicant)}的书面承诺{_on(context, details.accepted_on)}容缺受理，"
            f"并{_on(context, details.told_on)}书面告知应当补交的材料和期限{number}。"
        )
    else:
        begun = (
            f"因材料不齐全或者不符合规定形式，{organ}{_on(context, details.told_on)}书面一次告知需要补齐补正的全部内容"
            f"和期限{number}。"
        )
    materials = "下列材料" if listed else "应当补交的材料"
    if details.cause in _WRONG:
        came = (
            f"{you(context.applicant)}{_on(context, details.came_on)}补交，"
            if details.came_on
            else "补交后，"
        )
        absent = any(_situation(g) == ABSENT for g in _lacking(context, details))
        return f"{begun}{came}{materials}仍不符合要求{'或者没有交来' if absent else ''}："
    return f"{begun}期限届满，{materials}没有交来：" if listed else f"{begun}期限届满，{materials}没有交来。"


def _on(context: PaperContext, day: date | None) -> str:
    """``于…`` the day; empty while the clock is in doubt."""
    return f"于{day_text(day)}" if day is not None and not context.untimely else ""


def _lacking(context: PaperContext, details: ProposedDecision) -> tuple[Gap, ...]:
    """Open gaps, each paper once: of the proposal, else of the items' verdicts."""
    gaps = details.lacking or tuple(g for d in context.decided_items for g in d.verdict.gaps)
    return tuple({g.line: g for g in gaps}.values())


def _situation(gap: Gap) -> str:
    """What came of it, without the paper's name once more."""
    if gap.state in (MaterialState.MISSING, MaterialState.DEFERRED):
        return ABSENT
    return gap.text.removeprefix(gap.name).lstrip("：") or "没有补齐"


def _table(lacking: tuple[Gap, ...]) -> Table | None:
    if not lacking:
        return None
    return Table(
        head=("序号", "材料", "应当怎样交", "期限", "情况"),
        rows=tuple(
            (
                str(n),
                g.name,
                g.standard or "按通知书",
                by_day(g.due) if g.due is not None else "按通知书",
                _situation(g),
            )
            for n, g in enumerate(lacking, 1)
        ),
        widths=(0.08, 0.27, 0.22, 0.23, 0.2),
        numeric=(0,),
    )
