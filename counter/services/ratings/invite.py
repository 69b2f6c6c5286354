"""Invite the applicant to rate on the pad, once for a visit and only after an outcome (L9)."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime

from counter.domain.calendar.workdays import civil_date
from counter.domain.case.case import Case
from counter.domain.case.fold import fold
from counter.domain.case.invitation_events import RatingInvited
from counter.domain.errors import RuleRefused
from counter.domain.journal.entries import NewEntry
from counter.domain.journal.kinds import kind_of
from counter.domain.ratings.invitation import OPEN_FOR, Invitation, served_by, stage_to_rate
from counter.domain.ratings.rating import Stage
from counter.domain.ratings.sealed_box import Nothing, mark_of
from counter.services.context.app import AppContext
from counter.services.context.ports import RatingSlot, Transaction
from counter.services.context.projection import read_case, store
from counter.services.ratings.close import close_slots, day_of, is_ended_by, refuse_while_open, settle
from counter.services.ratings.empty_log import require_empty_log
from counter.services.ratings.refuse import RefusalCause, refuse_rating
from counter.services.ratings.seal import seal
from counter.services.ratings.sure_clock import require_sure_clock
from counter.services.ratings.trust_office import required_card


def check_invitable(app: AppContext, case_id: str, clerk: str) -> None:
    """Raises RuleRefused (L9, recorded) before an outcome, for a second time or while the page log cannot be emptied,
    and without a handler's key, and while the clock is doubted: what no screen would change.
    """
    required_card(app.journal)
    require_sure_clock(app.journal, clerk)
    require_empty_log(app.journal, clerk)
    with noting_refusals(app, case_id, clerk):
        stage_to_rate(read_case(app.journal, case_id), civil_date(app.clock.read().at))


def invite_rating(app: AppContext, case_id: str, clerk: str) -> tuple[Case, Invitation]:
    """Open the invitation of this visit. Raises as ``check_invitable``; ``rating.open`` while another invitation runs
    on the pad.
    """
    check_invitable(app, case_id, clerk)
    now = app.clock.read().at
    with app.journal.transaction() as tx:
        refuse_while_open(tx, case_id, now)
    settle(app, lambda slot: is_ended_by(slot, case_id, now))
    secret = secrets.token_urlsafe(32)
    closes_at = now + OPEN_FOR
    with noting_refusals(app, case_id, clerk), app.journal.transaction() as tx:
        slot = write_invitation(app, tx, case_id, clerk, "pad", digest_of(secret), closes_at)
        case = stored_case(app, tx, case_id)
        tx.commit()
    app.journal.clear_page_log()
    return case, invitation_of(case, slot, secret)


def write_invitation(
    app: AppContext, tx: Transaction, case_id: str, clerk: str, how: str, digest: str, closes_at: datetime
) -> RatingSlot:
    """Write the entry and the slot of an invitation. ``how``: pad | slip; ``digest``: of its secret. Raises as above.

    The rating is of the clerk who served the applicant, not of the one who invites.
    """
    now = app.clock.read().at
    case, today = read_case(tx, case_id), civil_date(now)
    stage = stage_to_rate(case, today)
    if how == "pad":
        refuse_while_open(tx, case_id, now)
    close_slots(app, tx, [s for s in tx.rating_slots() if is_ended_by(s, case_id, now)])
    event = RatingInvited(stage, how)
    tx.append(NewEntry(case_id, event, tx.last_id(case_id)), actor=clerk)
    rated = served_by(case, today) or clerk
    slot = RatingSlot(case_id, digest, stage.value, rated, now.isoformat(), closes_at.isoformat())
    return store_pad_invitation(app, tx, slot) if how == "pad" else store_slip_invitation(tx, slot)


def store_pad_invitation(app: AppContext, tx: Transaction, slot: RatingSlot) -> RatingSlot:
    """Store an invitation that may be answered now, with two placeholder boxes that a choice overwrites.

    Space allocated only by those who answer would shift all pages written later, and so reveal them in any copy of the
    file.
    """
    key = required_card(app.journal).public_key
    named, anonymous = seal(key, Nothing()), seal(key, Nothing())
    slot = replace(slot, box=named, waiting=mark_of(anonymous))
    tx.put_rating_slot(slot)
    tx.put_anonymous_box(day_of(slot), anonymous)
    return slot


def store_slip_invitation(tx: Transaction, slot: RatingSlot) -> RatingSlot:
    """Store the invitation of a printed slip; entering its code is an entry of its own."""
    tx.put_rating_slot(slot)
    return slot


def invitation_of(case: Case, slot: RatingSlot, secret: str) -> Invitation:
    """The pad's view of a slot."""
    return Invitation(
        id=secret,
        case=case.id,
        number=case.number,
        bundle_name=case.opened.bundle_name,
        stage=Stage(slot.stage),
        closes_at=datetime.fromisoformat(slot.closes_at),
    )


def stored_case(app: AppContext, tx: Transaction, case_id: str) -> Case:
    """Fold the case, write its rows and return it."""
    case = read_case(tx, case_id)
    store(tx, app.projector.rows_of(case))
    return case


def digest_of(secret: str) -> str:
    """Digest of an invitation's secret, which the slot stores."""
    return hashlib.sha256(secret.encode()).hexdigest()


@contextmanager
def noting_refusals(app: AppContext, case_id: str, clerk: str) -> Iterator[None]:
    """Record an invitation that the rule refuses, after its transaction was rolled back."""
    try:
        yield
    except RuleRefused as refused:
        if refused.rule == "L9":
            refuse_rating(app.journal, _cause(app, case_id), actor=clerk)
        raise


def _cause(app: AppContext, case_id: str) -> RefusalCause:
    case, today = fold(app.journal.entries(case_id)), civil_date(app.clock.read().at)
    invited = [] if case is None else [h.at for h in case.history if h.kind == kind_of(RatingInvited).name]
    return (
        RefusalCause.TWICE if any(civil_date(at) == today for at in invited) else RefusalCause.BEFORE_OUTCOME
    )
