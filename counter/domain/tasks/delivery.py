"""Until when a result has to reach the applicant, and whether it did (送达)."""

from __future__ import annotations

from counter.domain.calendar.workdays import Calendar, add_working_days
from counter.domain.case.acts.certificate_rules import why_not_delivered
from counter.domain.case.acts.sending import waits_since
from counter.domain.case.case import Case
from counter.domain.case.case_item import CaseItem, Conclusion
from counter.domain.case.decision_paper import decision_paper
from counter.domain.case.item_state import ItemState
from counter.domain.case.organ_events import HandsOver
from counter.domain.case.paper_events import REACHED
from counter.domain.case.results.certificate import CaseCertificate, CertificateState
from counter.domain.document.document import PaperKind
from counter.domain.hall.authority import Authority
from counter.domain.hall.jurisdiction import Jurisdiction
from counter.domain.visit.verdict import Due

_WITHIN = 10  # working days from the decision (行政许可法 Art. 44, 82)


def delivered(case: Case, item: CaseItem) -> bool:
    """Whether the result itself reached the applicant, or there is nothing to be given.

    A proof of delivery of another paper says nothing of it. A decision that was issued here reached the applicant once
    it was served. Only of results recorded before results were things the proof of delivery after them is all there is.
    """
    if things := case.results_of(item.id):
        return all(one.delivered for one in things)
    conclusion = item.conclusion
    if conclusion is None:
        return False
    if conclusion.hands_over is HandsOver.NOTHING:
        return True
    if (paper := decision_paper(case, item)) is not None:
        return paper.stage in REACHED
    return conclusion.hands_over is None and _proved(case, item, conclusion)


def _proved(case: Case, item: CaseItem, conclusion: Conclusion) -> bool:
    proofs = (p for p in case.papers if p.kind == PaperKind.PROOF_OF_DELIVERY and p.stage.binding)
    return any(item.id in p.items and (p.earlier or p.issued_at >= conclusion.at) for p in proofs)


def delivery_due(item: CaseItem, jurisdiction: Jurisdiction, calendar: Calendar) -> Due | None:
    """A licence is handed out within ten working days of the decision (许可法 44, 82); others have no clock here."""
    if item.conclusion is None or not jurisdiction.notice[item.asked.procedure].deemed:
        return None
    return Due(*add_working_days(calendar, item.conclusion.day, _WITHIN), "")


NOT_COME = ("还没有送达", "等更正后的")
"""How the words of a delivery end while the result itself has not come."""


def waits_for_delivery(case: Case, item: CaseItem) -> bool:
    """True for a granted item, or one done on the spot whose result lies here, that the applicant has not got yet.

    What its organ took again because nobody came (交回机关) is the organ's to deliver: nothing of it is done here.
    """
    here = case.results_of(item.id)
    if here and all(one.delivered or one.state is CertificateState.SENT_BACK for one in here):
        return False
    if item.state is ItemState.GRANTED:
        return item.conclusion is not None and not delivered(case, item)
    if item.state is ItemState.DONE:
        things = [one for one in case.certificates if one.item == item.id]
        return bool(things) and not delivered(case, item)
    return any(not one.delivered for one in case.results_of(item.id))


def delivery_words(case: Case, item: CaseItem, authority: Authority | None = None) -> str:
    """What is still to be done until the applicant has the result. ``authority``: what its organ had not entrusted to
    this hall when it came goes back to the organ (L13); None: everything is entrusted.
    """
    owed = (one for one in case.results_of(item.id) if not one.delivered)
    things = [one for one in owed if one.state is not CertificateState.SENT_BACK]
    if things:
        return "；".join(_thing_words(one, authority) for one in things)
    wrong = next(
        (c for c in case.certificates if c.item == item.id and not c.holds and not c.replaced_by), None
    )
    if wrong is not None:
        return f"{wrong.name}机关收回了，{NOT_COME[1]}"
    return f"{item.asked.result}{NOT_COME[0]}"


def _thing_words(one: CaseCertificate, authority: Authority | None) -> str:
    place = f"（{one.place}）" if one.place else ""
    if one.ready and authority is not None and why_not_delivered(one, authority, waits_since(one)):
        return f"{one.name}在柜{place}，由{one.organ}自己送达，请交回机关"
    match one.state:
        case CertificateState.POSTED:
            return f"{one.name}已寄出，等签收"
        case CertificateState.SENT:
            return f"{one.name}已推送，等申请人阅看"
        case CertificateState.RETURNED:
            return f"{one.name}邮件退回{place}，联系申请人"
    return f"{one.name}在柜{place}，等申请人领取" if one.medium.on_paper else f"{one.name}等推送给申请人"


def call_in_words(case: Case, item: CaseItem) -> str:
    """Which wrong results of the item the applicant still has; "" for none."""
    names = [one.name for one in case.certificates if one.item == item.id and one.to_call_in]
    return f"{'、'.join(names)}有错，机关已经收回，请追回" if names else ""
