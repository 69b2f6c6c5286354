"""Acts on results as things that a case allows now: arrival, hand-out, what the organ takes back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from counter.domain.case.acts.acts import (
    CallInResult,
    HandOutResults,
    Possible,
    RegisterResult,
    TakeBackResult,
)
from counter.domain.case.acts.certificate_rules import may_have_results, why_not_delivered
from counter.domain.case.case import Case
from counter.domain.hall.authority import Authority


def result_offers(case: Case, authority: Authority, today: date) -> Iterator[Possible]:
    """The most urgent first: what is wrong and out, what waits for the applicant, what may still arrive. What its organ
    has not entrusted to this window is given out by the organ (L13).
    """
    wrong = tuple(one.id for one in case.certificates if one.to_call_in)
    if wrong:
        why = "机关收回的证照还在申请人手里，追回了登记在这里。"
        yield Possible(CallInResult, certificates=wrong, why=why, urgent=True)
    here = tuple(
        one.id
        for one in case.certificates
        if one.ready and one.medium.on_paper and not why_not_delivered(one, authority, today)
    )
    if here:
        why = "申请人来领的，核对证件，登记在这里。"
        yield Possible(HandOutResults, certificates=here, why=why, urgent=True)
    open_to = tuple(i.id for i in case.items if may_have_results(i))
    if open_to:
        why = "机关送来的证照、决定书，登记到柜。"
        yield Possible(RegisterResult, open_to, why=why)
    held = tuple(one.id for one in case.certificates if one.holds)
    if held:
        why = "证照有错，机关收回更正的，登记在这里。"
        yield Possible(TakeBackResult, certificates=held, why=why)
