"""How results of one person can leave the window otherwise than by collecting, and what is on its way (出件)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from counter.domain.calendar.workdays import civil_date
from counter.domain.case.acts.hand_out import ThingHere, ThingKind
from counter.domain.case.acts.sending import MOST_RETURNS, next_call
from counter.domain.case.case import Case
from counter.domain.case.results.certificate import CaseCertificate, CertificateState
from counter.domain.hall.authority import Act, Authority
from counter.domain.people.identity import mask_id


@dataclass(frozen=True, slots=True)
class GoingResult:
    """A result of a case, and what may be done with it now. ``name``: with its number masked; ``back``: its organ takes it
    again, for all calls were made or this window may not deliver it.
    """

    case: str
    id: str
    name: str
    post: bool
    send: bool
    call: bool
    back: bool


@dataclass(frozen=True, slots=True)
class OnItsWay:
    """A parcel, or a file of a platform (``by_post`` False), that has not been signed for or read. ``number``: of it;
    ``cases``: ids of those with something in it; ``to``: receiver, or the platform.
    """

    number: str
    by_post: bool
    since: date
    to: str
    cases: tuple[str, ...]
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Ways:
    """``address``: where a parcel of this person went last; ``receiver``: to whom, else the applicant."""

    results: tuple[GoingResult, ...] = ()
    under_way: tuple[OnItsWay, ...] = ()
    address: str = ""
    receiver: str = ""


NO_WAYS = Ways()


def ways_of(cases: Sequence[Case], offered: Iterable[ThingHere], authority: Authority, today: date) -> Ways:
    """Of all cases of one person; ``offered``: what lies here, with what may not be handed out."""
    lying = {one.id: not one.why_not for one in offered if one.kind is ThingKind.RESULT}
    postings = [p for case in cases for one in case.certificates for p in one.postings if p.address]
    last = max(postings, key=lambda one: one.day, default=None)
    applicant = next((case.applicant.name for case in cases if case.applicant is not None), "")
    going = (
        _going(case, one, lying.get(one.id), authority, today) for case in cases for one in case.certificates
    )
    return Ways(
        results=tuple(one for one in going if one.post or one.send or one.call or one.back),
        under_way=_under_way(cases),
        address="" if last is None else last.address,
        receiver=applicant if last is None else last.receiver,
    )


def _going(
    case: Case, one: CaseCertificate, lies: bool | None, authority: Authority, today: date
) -> GoingResult:
    """``lies``: whether it may be handed out here; None where it does not lie here."""
    here = lies is True
    entrusted = Act.DELIVER in authority.acts(one.organ, one.item, today)
    may_go = one.holds and one.state is not CertificateState.SENT_BACK and not one.delivered
    returns = sum(p.returned is not None for p in one.postings)
    return GoingResult(
        case=case.id,
        id=one.id,
        name=f"{one.name} {mask_id(one.number)}" if one.number else one.name,
        post=here and returns < MOST_RETURNS,
        send=one.medium.electronic and may_go and entrusted,
        call=here,
        back=(here and next_call(one) is None) or (lies is False and not entrusted),
    )


def _under_way(cases: Iterable[Case]) -> tuple[OnItsWay, ...]:
    found: dict[tuple[bool, str], OnItsWay] = {}
    for case in cases:
        for one in case.certificates:
            for way in _open_ways(one):
                before = found.get((way.by_post, way.number), way)
                found[way.by_post, way.number] = replace(
                    before,
                    cases=tuple(dict.fromkeys((*before.cases, case.id))),
                    names=tuple(dict.fromkeys((*before.names, one.name))),
                )
    return tuple(found.values())


def _open_ways(one: CaseCertificate) -> Iterable[OnItsWay]:
    for posting in one.postings:
        if posting.signed is None and posting.returned is None and posting.number:
            yield OnItsWay(posting.number, True, posting.day, posting.receiver, (), ())
    for sending in one.sendings:
        if sending.read is None and sending.file_number:
            day = civil_date(sending.at)
            yield OnItsWay(sending.file_number, False, day, sending.platform, (), ())
