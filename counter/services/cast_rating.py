"""Seal what the applicant chose on the pad: the same steps and the same bytes, whatever it was (L9).

Two boxes are made every time, one of them or both holding nothing: the named one stays in the invitation's slot until
that is closed, the anonymous one drops into the day's buffer, which knows neither case nor time nor order.
"""

from __future__ import annotations

import hmac
import unicodedata
import uuid
from dataclasses import dataclass, replace

from counter.domain.applicant import Applicant, ApplicantKind
from counter.domain.case import Case, CaseItem
from counter.domain.entries import Entry
from counter.domain.errors import RuleRefused
from counter.domain.folding import fold
from counter.domain.invitation import Invitation, rated_items
from counter.domain.rating import Channel, Choice, Mode, ReasonList, Stage, check_choice
from counter.domain.rating_box import AnonymousRating, Boxed, NamedRating, Nothing, RatedItem, Rater
from counter.domain.verdict import Outcome
from counter.domain.workdays import civil_date
from counter.services.close_ratings import day_of, in_a_pocket, is_over
from counter.services.house import House
from counter.services.invite_rating import digest_of
from counter.services.ports import RatingSlot, StationIdentity
from counter.services.rating_seal import seal
from counter.services.refuse_rating import Cause, refuse_rating
from counter.services.trust_handler import required_card

PAD = "pad"
"""The actor of what is written at the applicant's screen."""

_WORDS = {
    Cause.TWICE: "这次的评价已经收到了，不能再评一次。",
    Cause.CLOSED: "这次评价已经结束了。",
}


@dataclass(frozen=True, slots=True)
class _Visit:
    """What a rating says besides the choice."""

    case: Case
    items: tuple[CaseItem, ...]
    slot: RatingSlot
    station: StationIdentity
    clerk_name: str
    channel: Channel
    code: str
    at: str


def cast_rating(house: House, invitation: Invitation, choice: Choice | None, reasons: ReasonList) -> None:
    """Seal the choice (None: 不评价); nothing is answered, so that nothing tells. Once for an invitation.

    Raises BadInput for reasons or words that do not belong; RuleRefused (L9), noted, a second time or too late.
    """
    if choice is not None:
        choice = replace(choice, words=_plain(choice.words))
        check_choice(choice, reasons)
    key = required_card(house.journal).public_key
    with house.journal.transaction() as tx:
        slot = tx.rating_slot(invitation.case)
        cause = _refusal(house, slot, invitation)
        if slot is not None and cause is None:
            visit = _visit(house, tx.entries(slot.case), slot, invitation)
            named, anonymous = _boxed(visit, choice, reasons)
            tx.put_rating_slot(replace(slot, box=seal(key, named)))
            tx.put_anonymous_box(day_of(slot), seal(key, anonymous))
            tx.commit()
    if cause is None:
        house.journal.forget_order()  # which box came with which case stands in the log of pages
        return
    refuse_rating(house.journal, cause, actor=PAD)
    raise RuleRefused(_WORDS[cause], rule="L9")


def _plain(words: str) -> str:
    """Without line breaks and other controls: written out they would need more room than a box has."""
    return "".join(" " if unicodedata.category(c) in ("Cc", "Cs") else c for c in words).strip()


def _refusal(house: House, slot: RatingSlot | None, invitation: Invitation) -> Cause | None:
    if slot is None or not hmac.compare_digest(slot.invitation, digest_of(invitation.id)):
        return Cause.CLOSED
    if slot.box is not None:
        return Cause.TWICE
    return Cause.CLOSED if in_a_pocket(slot) or is_over(slot, house.clock.read().at) else None


def _visit(house: House, entries: tuple[Entry, ...], slot: RatingSlot, invitation: Invitation) -> _Visit:
    case = fold(entries)
    assert case is not None  # an invitation is of a case that was opened
    names = {row.code: row.name for row in house.journal.staff()}
    proxy = invitation.channel is Channel.PROXY
    return _Visit(
        case=case,
        items=rated_items(case, entries),
        slot=slot,
        station=house.journal.station(),
        clerk_name=names.get(slot.clerk, ""),
        channel=invitation.channel,
        code=invitation.id if proxy else "",
        at=house.clock.read().at.isoformat(),
    )


def _boxed(visit: _Visit, choice: Choice | None, reasons: ReasonList) -> tuple[Boxed, Boxed]:
    """The named and the anonymous content; at most one of them is a rating."""
    if choice is None:
        return Nothing(), Nothing()
    if choice.mode is Mode.NAMED:
        return _named(visit, choice, reasons.version), Nothing()
    return Nothing(), _anonymous(visit, choice, reasons.version)


def _named(visit: _Visit, choice: Choice, version: str) -> NamedRating:
    station, case = visit.station, visit.case
    return NamedRating(
        id=str(uuid.uuid4()),
        hall=station.hall,
        region=station.region,
        station=station.code,
        window=station.window,
        clerk=visit.slot.clerk,
        clerk_name=visit.clerk_name,
        case=case.number,
        bundle=case.opened.bundle,
        bundle_name=case.opened.bundle_name,
        items=tuple(RatedItem(i.id, i.asked.name, i.asked.organ) for i in visit.items),
        stage=Stage(visit.slot.stage),
        channel=visit.channel,
        at=visit.at,
        grade=choice.grade,
        reasons=choice.reasons,
        reasons_version=version,
        words=choice.words,
        rater=_rater(case.applicant),
        accepted_on=_accepted_on(case),
        on_the_spot=all(i.decided and i.outcome is Outcome.DONE for i in visit.items),
        code=visit.code,
    )


def _anonymous(visit: _Visit, choice: Choice, version: str) -> AnonymousRating:
    return AnonymousRating(
        id=str(uuid.uuid4()),
        hall=visit.station.hall,
        region=visit.station.region,
        bundle=visit.case.opened.bundle,
        bundle_name=visit.case.opened.bundle_name,
        stage=Stage(visit.slot.stage),
        channel=visit.channel,
        day=day_of(visit.slot),
        grade=choice.grade,
        reasons=choice.reasons,
        reasons_version=version,
        words=choice.words,
        code=visit.code,
    )


def _rater(applicant: Applicant | None) -> Rater:
    """The applicant, also where an agent came; the agent's telephone only where the applicant gave none."""
    if applicant is None:  # 个人信息已清除
        return Rater("person", "", "", "", "")
    person = applicant.person
    others = [applicant.guardian.person if applicant.guardian else None]
    others.append(applicant.agent.person if applicant.agent else None)
    phone = next((p.phone for p in (person, *others) if p is not None and p.phone), "")
    id_type, id_number = (person.id_type.value, person.id_number) if person else ("", "")
    if applicant.kind is ApplicantKind.PERSON:
        return Rater("person", applicant.name, id_type, id_number, phone)
    if applicant.uscc:
        id_type, id_number = "uscc", applicant.uscc
    return Rater("organisation", applicant.name, id_type, id_number, phone)


def _accepted_on(case: Case) -> str:
    """The civil day on which the first item was accepted or done; empty where none is yet."""
    decided = ("item.accepted", "item.accepted_with_gaps", "item.completed", "item.deemed_accepted")
    days = [civil_date(h.at) for h in case.history if h.kind in decided]
    return min(days).isoformat() if days else ""
