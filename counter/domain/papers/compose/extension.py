"""延期决定通知书: the organ's head approved more time; why, by how much, and the new last day (许可法 42)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from counter.domain.case.organ_events import KnownBy
from counter.domain.document.document import Block, Document, Paragraph, Table
from counter.domain.hall.jurisdiction import PENDING
from counter.domain.papers.compose.correction_notice import IN_TWO
from counter.domain.papers.parts import frame
from counter.domain.papers.parts.by_procedure import overdue_words
from counter.domain.papers.parts.context import PaperContext
from counter.domain.papers.parts.details import Details
from counter.domain.papers.parts.wording import by_day, you
from counter.domain.text.day_words import day_text
from counter.domain.visit.verdict import Due


@dataclass(frozen=True, slots=True)
class Extension(Details):
    """For the 延期决定通知书: by how much and why, by which law, and the last day ``before`` and ``after``.

    ``missed``: the promised day where it was over before; it is told as that, and no extension makes it good.

    ``known_by``: whether the representative ``by`` confirmed the head's approval by PIN, or the organ by ``document``.
    """

    days: int
    reason: str
    basis: str
    accepted_on: date | None
    before: Due | None
    after: Due | None
    known_by: KnownBy
    by: str
    document: str
    signed_on: date | None
    mandate: str = ""
    missed: Due | None = None


def extension_notice(context: PaperContext) -> Document:
    """The notice of an extension that the organ approved. ValueError without its details."""
    details = context.details
    if not isinstance(details, Extension):
        raise ValueError("a notice of an extension needs to know what was approved")
    return frame.framed(context, _body(context, details), [details.after])


def _body(context: PaperContext, details: Extension) -> Iterator[Block]:
    decided = context.decided_items[0]
    accepted = f"于{day_text(details.accepted_on)}受理" if details.accepted_on is not None else "已经受理"
    yield Paragraph(
        f"{you(context.applicant)}就“{context.bundle_name}”中的“{decided.item.name}”提出的申请，"
        f"{context.issuer.name}{accepted}，不能在原期限以内作出决定。经本机关负责人批准，延长办理期限，现将理由告知如下："
    )
    yield Table(
        head=(),
        rows=(
            ("延长的理由", details.reason),
            ("延长的期限", f"{details.days}个工作日"),
            ("原最迟办结", _before(details)),
            ("现最迟办结", _by(details.after)),
            ("批准的说明", _approval(context, details)),
        ),
        widths=(0.22, 0.78),
        numeric=(0,),
        strong=((3, 1),),
    )
    yield Paragraph("同一事项只延长一次。本通知书不要求提交任何材料；已经书面告知要补交的，原期限不变。")
    verdict = replace(decided.verdict, due=details.after)
    words = overdue_words(context, (replace(decided, verdict=verdict),))
    yield Paragraph(words, plain=True, small=True)
    yield Paragraph(f"依据：{details.basis}。{IN_TWO}", plain=True, small=True)


def _approval(context: PaperContext, details: Extension) -> str:
    if details.known_by is KnownBy.PIN:
        mandate = f"（授权书{details.mandate}）" if details.mandate else ""
        return f"首席代表{details.by}{mandate}以本人口令确认，{day_text(context.issued_on)}"
    day = f"，{day_text(details.signed_on)}" if details.signed_on is not None else ""
    return f"{details.document}{day}，签发人{details.by}"


def _before(details: Extension) -> str:
    if details.missed is None:
        return _by(details.before)
    return f"{_by(details.before)}（法定时限）；承诺的{day_text(details.missed.day)}已经过了"


def _by(due: Due | None) -> str:
    return by_day(due) if due is not None else PENDING
