"""Remedies and contacts on a decision: review, suit, whom to ask; in a draft what its organ still has to write."""

from __future__ import annotations

from collections.abc import Iterator

from counter.domain.document.document import Block, Paragraph, Table
from counter.domain.guide.model import ProcedureClass
from counter.domain.hall.organ import Recourse
from counter.domain.hall.recourse import Suggestion, suggested_body, suggested_court
from counter.domain.papers.parts.by_procedure import by_class
from counter.domain.papers.parts.context import PaperContext
from counter.domain.papers.parts.details import ProposedDecision
from counter.domain.papers.parts.wording import CLASS_WORDS

_BODY, _COURT, _PHONE = "行政复议机关", "人民法院", "联系电话"
_BLANK = "＿" * 10
"""A line for the organ's handwriting."""
_OPEN = "（{what}，确认时写明）"


def remedies(context: PaperContext, details: ProposedDecision, paper: str) -> Iterator[Block]:
    """Review or suit against it, only for a class that has them (行政复议法 Art. 20, 行政诉讼法 Art. 46).

    ``paper``: 决定书 or 告知书. Review need not come first: that is for an organ that stays silent (行政复议法 Art.
    23(1)(3)). Raises ValueError for a confirmed decision that names no body or court: none may leave (Art. 20(3)).
    """
    recourse, classes = _recourse(context, details), tuple(by_class(context.decided_items))
    alike: dict[tuple[int, int], list[str]] = {}
    for procedure in classes:
        remedy = context.jurisdiction.remedies[procedure]
        if remedy.review_days is not None and remedy.lawsuit_months is not None:
            alike.setdefault((remedy.review_days, remedy.lawsuit_months), []).append(CLASS_WORDS[procedure])
    for (days, months), named in alike.items():
        if details.confirmed_by and not (recourse.review_body and recourse.court):
            raise ValueError("a confirmed decision names the review body and the court")
        several = f"（{'、'.join(named)}事项）" if len(named) < len(classes) else ""
        yield Paragraph(
            f"对上述处理{several}不服的，可以自收到本{paper}之日起{days}日内向"
            f"{recourse.review_body or _OPEN.format(what=_BODY)}申请行政复议，也可以自收到本{paper}之日起"
            f"{months}个月内依法向{recourse.court or _OPEN.format(what=_COURT)}提起行政诉讼。"
        )


def contact(context: PaperContext, details: ProposedDecision) -> Paragraph:
    """Whom to ask about the reasons (S001 Art. 17(二)), and where to complain.

    Without the organ's own telephone the hall's is given, named as such.
    """
    organ, contacts = context.issuer, context.jurisdiction.contacts
    phone, hall = _recourse(context, details).phone, contacts.hall_phone
    if not phone and hall:
        ask = f"对理由有疑问的，可以问{organ.name}，也可以向本窗口询问（大厅电话：{hall}）"
        return Paragraph(f"{ask}，或者拨打{contacts.complaint}反映。", plain=True, small=True)
    if not phone and details.confirmed_by:
        raise ValueError("a confirmed decision names a telephone")
    ask = f"对理由有疑问的，请与{organ.name}联系，电话：{phone or '（确认时写明）'}"
    return Paragraph(f"{ask}；也可以向本窗口询问，或者拨打{contacts.complaint}反映。", plain=True, small=True)


def still_to_write(context: PaperContext, details: ProposedDecision) -> Iterator[Block]:
    """What is not settled yet, with the law's suggestion and space to write; nothing when confirmed."""
    if details.confirmed_by:
        return
    rows = tuple((what, _suggested(suggestion), _BLANK) for what, suggestion in _open(context))
    if rows:
        yield Paragraph("确认时要写明的（建议按法律推定，没有确认以前不算数）：")
        yield Table(head=("要写明的", "建议", "写明"), rows=rows, widths=(0.19, 0.46, 0.35))


def _open(context: PaperContext) -> Iterator[tuple[str, Suggestion]]:
    recourse, here = context.recourse, context.jurisdiction
    if any(_has_remedies(context, procedure) for procedure in by_class(context.decided_items)):
        if not recourse.review_body:
            yield _BODY, suggested_body(here, context.organ)
        if not recourse.court:
            yield _COURT, suggested_court(here, context.organ)
    if not (recourse.phone or here.contacts.hall_phone):
        yield _PHONE, Suggestion(why="—")


def _has_remedies(context: PaperContext, procedure: ProcedureClass) -> bool:
    remedy = context.jurisdiction.remedies[procedure]
    return remedy.review_days is not None and remedy.lawsuit_months is not None


def _suggested(suggestion: Suggestion) -> str:
    if suggestion.words:
        return f"建议：{suggestion.words}（{suggestion.why}）"
    return suggestion.why or "没有建议"


def _recourse(context: PaperContext, details: ProposedDecision) -> Recourse:
    """That of the confirmation; of a draft what is known without it."""
    return details.recourse if details.confirmed_by else context.recourse
