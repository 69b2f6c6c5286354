"""Seal what the applicant chose on the pad, by the same steps and with the same bytes whatever it was (L9).

Two boxes are made every time, one or both of them empty inside: the named one stays in the invitation's slot until that
is closed, the anonymous one in the day's buffer, without case, time or order. Both overwrite the placeholders written
with the invitation, so that no page of the file is added or freed by a choice.
"""

from __future__ import annotations

import hmac
import unicodedata
import uuid
from dataclasses import dataclass, replace

from counter.domain.calendar.workdays import civil_date
from counter.domain.case.case import Case
from counter.domain.case.case_item import CaseItem
from counter.domain.case.events import ItemAccepted, ItemCompleted
from counter.domain.case.fold import fold
from counter.domain.case.item_events import ItemDeemed, ItemGapped
from counter.domain.errors import RuleRefused, WorldTrouble
from counter.domain.journal.entries import Entry
from counter.domain.journal.kinds import kind_of
from counter.domain.people.applicant import Applicant, ApplicantKind
from counter.domain.ratings.invitation import Invitation, rated_items
from counter.domain.ratings.rating import Channel, Choice, Grade, Mode, ReasonList, Stage, check_choice
from counter.domain.ratings.sealed_box import AnonymousRating, Boxed, NamedRating, Nothing, RatedItem, Rater
from counter.domain.visit.verdict import Outcome
from counter.services.context.app import AppContext
from counter.services.context.ports import RatingSlot, StationIdentity
from counter.services.hall.people import people_today
from counter.services.ratings.close import day_of, is_over, is_slip
from counter.services.ratings.invite import digest_of
from counter.services.ratings.refuse import RefusalCause, refuse_rating
from counter.services.ratings.seal import seal
from counter.services.ratings.trust_office import required_card

PAD = "pad"
"""The actor of what is written at the applicant's screen."""

_OVER = "这次评价已经结束了。"
"""Shown for a second try and for a late one: the clerk's window must not tell them apart."""

_NOT_SEALED = "评价没有存下，请申请人在屏上再选一次；一直这样，请告诉系统管理员。"
_NO_CHOICE = Choice(Grade.VERY_SATISFIED, Mode.NAMED)


@dataclass(frozen=True, slots=True)
class _Occasion:
    """Everything of a rating besides the choice."""

    case: Case
    items: tuple[CaseItem, ...]
    slot: RatingSlot
    station: StationIdentity
    clerk_name: str
    channel: Channel
    code: str
    at: str


def cast_rating(app: AppContext, invitation: Invitation, choice: Choice | None, reasons: ReasonList) -> None:
    """Seal the choice (None: 不评价), once for an invitation; nothing is returned.

    Raises BadInput for reasons or words that do not belong; RuleRefused (L9) too late (recorded) or for a second time
    (not recorded: its time would reveal that this visit had been answered). WorldTrouble, the same for every choice,
    where it could not be sealed.
    """
    if choice is not None:
        choice = replace(choice, words=_plain(choice.words))
        check_choice(choice, reasons)
    key = required_card(app.journal).public_key
    with app.journal.transaction() as tx:
        slot = tx.rating_slot(invitation.case)
        cause = _refusal(app, slot, invitation)
        if slot is not None and cause is None:
            visit = _visit(app, tx.entries(slot.case), slot, invitation)
            sealed = _sealed(key, visit, choice, reasons)
            if sealed is None:
                raise WorldTrouble(_NOT_SEALED)
            if tx.fill_rating_slot(slot, *sealed):
                tx.commit()
            else:  # the clock was put forward and back, and its day has been batched meanwhile
                cause = RefusalCause.SessionClosed
    if cause is None:
        app.journal.clear_page_log()  # the page log has box and case side by side
        return
    if cause is not RefusalCause.TWICE:
        refuse_rating(app.journal, cause, actor=PAD)
    raise RuleRefused(_OVER, rule="L9")


def _plain(words: str) -> str:
    """The words without line breaks and control characters, which would need more space than a box has."""
    return "".join(" " if unicodedata.category(c) in ("Cc", "Cs") else c for c in words).strip()


def _refusal(app: AppContext, slot: RatingSlot | None, invitation: Invitation) -> RefusalCause | None:
    if slot is None or not hmac.compare_digest(slot.invitation, digest_of(invitation.id)):
        return RefusalCause.SessionClosed
    if is_slip(slot) or is_over(slot, app.clock.read().at):  # asked first: the same answered or not
        return RefusalCause.SessionClosed
    return RefusalCause.TWICE if slot.box is not None and slot.waiting is None else None


def _visit(
    app: AppContext, entries: tuple[Entry, ...], slot: RatingSlot, invitation: Invitation
) -> _Occasion:
    case = fold(entries)
    assert case is not None  # an invitation is of a case that was opened
    names = {row.code: row.name for row in people_today(app.journal)}
    proxy = invitation.channel is Channel.PROXY
    return _Occasion(
        case=case,
        items=rated_items(case, entries),
        slot=slot,
        station=app.journal.station(),
        clerk_name=names.get(slot.clerk, ""),
        channel=invitation.channel,
        code=invitation.id if proxy else "",
        at=app.clock.read().at.isoformat(),
    )


def _sealed(
    key: str, visit: _Occasion, choice: Choice | None, reasons: ReasonList
) -> tuple[bytes, bytes] | None:
    """Both boxes; None where sealing failed, without the reason, which would reveal the sort of choice."""
    try:
        named, anonymous = _boxed(visit, choice, reasons)
        return seal(key, named), seal(key, anonymous)
    except Exception:  # noqa: BLE001 - any detail would reveal something of the choice
        return None


def _boxed(visit: _Occasion, choice: Choice | None, reasons: ReasonList) -> tuple[Boxed, Boxed]:
    """The named and the anonymous content; at most one of them is a rating.

    Both are composed for every choice and for 不评价, so that none takes a different path or time.
    """
    written = choice or _NO_CHOICE
    named = _named(visit, written, reasons.version)
    anonymous = _anonymous(visit, written, reasons.version)
    mode = None if choice is None else choice.mode
    return named if mode is Mode.NAMED else Nothing(), anonymous if mode is Mode.ANONYMOUS else Nothing()


def _named(visit: _Occasion, choice: Choice, version: str) -> NamedRating:
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


def _anonymous(visit: _Occasion, choice: Choice, version: str) -> AnonymousRating:
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
        words=choice.words,  # no code of a slip: it would lead through the station's journal to the case
    )


def _rater(applicant: Applicant | None) -> Rater:
    """The applicant, also where an agent came; another person's telephone only where the applicant gave none."""
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


_ACCEPTING = {kind_of(event).name for event in (ItemAccepted, ItemGapped, ItemCompleted, ItemDeemed)}


def _accepted_on(case: Case) -> str:
    """The civil day on which the first item was accepted or done; "" where there is none yet."""
    days = [civil_date(h.at) for h in case.history if h.kind in _ACCEPTING]
    return min(days).isoformat() if days else ""
