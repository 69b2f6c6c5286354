"""The parts common to all papers: seal block, date, signature line, foot, marks, codes, copy mark."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from counter.domain.calendar.workdays import civil_time
from counter.domain.document.document import ACCEPTING, OWN_STATEMENTS, Block, Document, PaperKind, Paragraph
from counter.domain.document.numbering import grouped
from counter.domain.hall.any_window import any_window
from counter.domain.hall.jurisdiction import PENDING, TO_FILL
from counter.domain.hall.window_name import window_name
from counter.domain.papers.parts import materials_table
from counter.domain.papers.parts.context import PaperContext
from counter.domain.papers.parts.copies import copy_text
from counter.domain.papers.parts.qr_essentials import Essentials, qr_text
from counter.domain.papers.parts.wording import addressee, party_lines
from counter.domain.people.applicant import PARTY_WORDS, Applicant, ApplicantKind, Party
from counter.domain.text.day_words import day_text
from counter.domain.visit.identified_party import TO_CHECK, numbers_to_check
from counter.domain.visit.verdict import Due

IN_DOUBT = "时间待核"
"""Mark of every paper with a date from a clock in doubt."""

SIGN_LINE = "{who}签收：　　　　　　　　　　　　　年　　月　　日"


SIGNED_AT = "{what}：　　　　年　　月　　日　　时"
"""When the paper was signed or served, on a line of its own: beside a seal there is no space for a longer one."""


def framed(context: PaperContext, body: Iterable[Block], dues: Iterable[Due | None]) -> Document:
    """The Document around ``body``. ``dues`` are the dates the paper states; the nearest goes into the QR."""
    stated = [d for d in dues if d is not None]
    nearest = min((d.day for d in stated), default=None)
    to_check = numbers_to_check(context.applicant, context.issued_on)
    essentials = Essentials(
        case_number=context.case_number,
        kind=context.kind.value,
        number=context.paper_number,
        issued=context.issued_on,
        items=len(context.decided_items),
        materials=materials_table.count(context),
        deadline=None if context.untimely else nearest,
        copy=context.copy,
        case_id=context.case_id,
    )
    return Document(
        kind=context.kind,
        title=context.title,
        number=context.paper_number,
        addressee=addressee(context.applicant),
        body=(*body, *_closing(context, to_check)),
        seal_organ=context.jurisdiction.seal_name(context.organ),
        date_text=f"{day_text(context.issued_on)}{f'（{IN_DOUBT}）' if context.untimely else ''}",
        sign_lines=(SIGN_LINE.format(who=signer(context.applicant)),),
        foot=_foot(context),
        code=context.case_number,
        code_text=grouped(context.case_number),
        qr=qr_text(essentials),
        watermark=context.watermark,
        marks=_marks(context, stated, to_check),
        copy_text=copy_text(context.copy),
        issued=civil_time(context.issued_at),
        emblem=context.jurisdiction.emblem,
    )


def _closing(context: PaperContext, to_check: Collection[Party]) -> tuple[Paragraph, ...]:
    """Who applied, who handled it and on whose behalf: small print under the body."""
    handler = f"{_handler(context)}{_authority(context)}"
    lines = (*party_lines(context.applicant, context.jurisdiction.masks, to_check), handler)
    return tuple(Paragraph(text, plain=True, small=True) for text in lines)


def _handler(context: PaperContext) -> str:
    """Who handled it; on the receipt also who follows the case to its end, and where to ring (跟踪人, S000 二(六))."""
    if context.kind is not PaperKind.INTAKE_RECEIPT:
        return f"承办人：{context.clerk}"
    phone = context.jurisdiction.contacts.hall_phone or f"（{TO_FILL}）"
    if not context.follower:
        return f"承办人、跟踪人：{context.clerk}　跟踪人电话 {phone}"
    return f"承办人：{context.clerk}　跟踪人：{context.follower}　跟踪人电话 {phone}"


def _authority(context: PaperContext) -> str:
    """On whose behalf the window acts, and in what (行政许可法 Art. 24; S001 Art. 32).

    Receiving and accepting can be entrusted to the window, deciding cannot: that is done by the organ's own people.
    """
    if not context.agreements or context.kind in OWN_STATEMENTS:
        return ""
    papers = f"（授权文件：{'、'.join(context.agreements)}）"
    organ = context.issuer.name
    if context.kind is PaperKind.REGISTRATION_PROOF:
        return f"　受{organ}委托收件{papers}，由该机关驻窗人员当场办结"
    return f"　受{organ}委托{'受理' if context.kind in ACCEPTING else '收件'}{papers}"


def signer(applicant: Applicant) -> str:
    """Who signs the receipt: the guardian instead of the person; the agent beside him."""
    if applicant.guardian is not None and applicant.agent is None:
        return "法定代理人"
    return "申请人（法定代理人、代理人）" if applicant.guardian is not None else "申请人（代理人）"


_OPEN = f"{PENDING}："
"""Begins the mark that names what its organ has yet to confirm."""

_FOR_THE_FILE = frozenset({PaperKind.TRANSFER_SLIP, PaperKind.ROUND_SLIP, PaperKind.PROOF_OF_DELIVERY})
"""Sheets between offices and of the file, without contacts for questions and complaints."""


def own_sign_lines(applicant: Applicant, who: str, act: str) -> tuple[str, ...]:
    """Signature lines of an applicant's statement; ``act``: what an agent's authority has to name."""
    himself = "法定代理人" if applicant.guardian is not None else "本人"
    if applicant.kind is ApplicantKind.ORGANISATION:
        himself = "法定代表人（负责人）"
    return (
        f"{who}（签名或者盖章）：　　　　　　　　　　　　　　年　　月　　日",
        f"签署人身份：□{himself}　□委托代理人（附授权{act}的委托书）",
    )


def _foot(context: PaperContext) -> tuple[str, ...]:
    contacts = context.jurisdiction.contacts
    window = window_name(context.window)
    phone = context.phone or contacts.hall_phone or f"（{TO_FILL}）"
    issued = civil_time(context.issued_at)
    for_applicant = context.kind not in _FOR_THE_FILE
    lines = (
        f"{context.hall} {window}{f'（{contacts.window_place}）' if contacts.window_place else ''}",
        f"地址：{contacts.hall_address}" if contacts.hall_address else "",
        f"咨询：{phone}　投诉：{context.complaint}" if for_applicant else "",
        context.jurisdiction.wording["progress"] if for_applicant else "",
        f"{issued:%Y-%m-%d %H:%M} 出具{f'（{IN_DOUBT}）' if context.untimely else ''}",
    )
    return tuple(text for text in lines if text)


def _marks(context: PaperContext, dues: Iterable[Due], to_check: Collection[Party]) -> tuple[str, ...]:
    open_ones = "、".join(_unsettled(context))
    marks = [_OPEN + open_ones] if open_ones else []
    marks += [f"{PARTY_WORDS[party]}{TO_CHECK}" for party in Party if party in to_check]
    if context.untimely:
        marks.append(IN_DOUBT)
    if any(d.provisional for d in dues):
        marks.append("日期临时推算：该年放假安排尚未公布")
    return tuple(marks)


def also_open(marks: tuple[str, ...], what: str) -> tuple[str, ...]:
    """The marks with one thing more that is to be confirmed."""
    named = tuple(f"{mark}、{what}" if mark.startswith(_OPEN) else mark for mark in marks)
    return named if named != marks else (_OPEN + what, *marks)


_BROUGHT_AFTERWARDS = frozenset(
    {
        PaperKind.CORRECTION_NOTICE,
        PaperKind.GAP_NOTICE,
        PaperKind.COVER_SHEET,
        PaperKind.SUPPLEMENT_RECEIPT,
    }
)
"""Papers that say where something is to be brought."""


def _unsettled(context: PaperContext) -> Iterator[str]:
    """Parts of this paper its organ has yet to confirm, by name, for those who sign it."""
    if context.kind is PaperKind.ERRATUM:
        return  # it states nothing of items, limits and materials, and the hall speaks for itself
    if not all(d.item.evidence.official for d in context.decided_items):
        yield "事项"
    limits = all(
        d.item.statutory.evidence.official and d.item.promised is not None for d in context.decided_items
    )
    if not limits and not context.elements.items:  # else each limit that is open says so where it stands
        yield "时限"
    if not all(h.line.evidence.official for h in context.handed):
        yield "材料"
    if not context.issuer.settled:
        yield "机关名称"
    if any_window(context.jurisdiction) and context.kind in _BROUGHT_AFTERWARDS:
        yield "补交到任一窗口"
    if not _periods_settled(context):
        yield "补交期限和后果"


def _periods_settled(context: PaperContext) -> bool:
    """False where the paper states a period or consequence of the jurisdiction that is not confirmed."""
    gap, correction = context.jurisdiction.gap, context.jurisdiction.correction
    if context.kind in (PaperKind.PLEDGE, PaperKind.GAP_NOTICE):
        return gap.settled and (gap.term.settled or _own_days(context))
    return context.kind is not PaperKind.CORRECTION_NOTICE or (correction.settled and correction.term.settled)


def _own_days(context: PaperContext) -> bool:
    """True where days are published for every paper that is deferred, so that the place's own term is not used."""
    days = [
        context.deferral_days(d.item.id, gap.line) for d in context.decided_items for gap in d.verdict.gaps
    ]
    return bool(days) and None not in days
