"""Close invitations to rate: when their time is over, or by a clerk in his own name; never by a choice (L9).

An invitation leaves the same data whether it was used, declined or not answered: two entries, and two boxes of one
size. Boxes that were not filled are filled here with nothing inside.
"""

from __future__ import annotations

import base64
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from random import SystemRandom

from counter.domain.calendar.workdays import CHINA, civil_date
from counter.domain.case.case import Case
from counter.domain.case.invitation_events import RatingClosed
from counter.domain.errors import RuleRefused
from counter.domain.journal.entries import NewEntry
from counter.domain.ratings.invitation import OPEN_FOR
from counter.domain.ratings.sealed_box import Nothing, RatingBoxed
from counter.services.context.app import AppContext
from counter.services.context.ports import RatingSlot, Transaction
from counter.services.context.projection import read_case, store
from counter.services.ratings.refuse import SUBJECT
from counter.services.ratings.seal import seal
from counter.services.ratings.trust_office import required_card

SYSTEM = "system"
"""Actor of what time alone does."""


def close_ratings(
    app: AppContext, case: str | None = None, *, everything: bool = False, by: str = SYSTEM
) -> tuple[Case, ...]:
    """Close invitations that are due; that case's, due or not; or ``everything`` a crash left on the pad. Returns the
    cases, in no order.

    ``by``: code of the clerk who cuts the case's invitation short; it is recorded and, by month, reported to the
    office. A printed slip is closed by its last day only.
    """
    now = app.clock.read().at

    def is_wanted(slot: RatingSlot) -> bool:
        return _due(slot, now) or (not is_slip(slot) and (everything or slot.case == case))

    settled = settle(app, is_wanted)
    with app.journal.transaction() as tx:
        wanted = [slot for slot in tx.rating_slots() if slot.case in settled and is_wanted(slot)]
        closed = close_slots(app, tx, wanted, by)
        if wanted:
            tx.commit()
    if wanted:
        app.journal.clear_page_log()  # the page log shows what was written together
    return closed


def settle(app: AppContext, ends: Callable[[RatingSlot], bool] = lambda slot: True) -> frozenset[str]:
    """Fill the boxes of unanswered invitations as a choice would, before they end. Returns the cases whose invitations
    end.

    In transactions of its own with the page log emptied after each: the log's header counts these, so that a copy taken
    in the evening would otherwise reveal how many had answered.
    """
    with app.journal.transaction() as tx:
        ending = [slot for slot in tx.rating_slots() if ends(slot)]
    for slot in ending:
        if slot.waiting is not None:
            _fill_with_nothing(app, slot.case)
            app.journal.clear_page_log()
    return frozenset(slot.case for slot in ending)


def _fill_with_nothing(app: AppContext, case: str) -> None:
    key = required_card(app.journal).public_key
    with app.journal.transaction() as tx:
        slot = tx.rating_slot(case)
        if slot is None or slot.waiting is None:  # answered at the last moment
            return
        if tx.fill_rating_slot(slot, seal(key, Nothing()), seal(key, Nothing())):
            tx.commit()


def close_slots(
    app: AppContext, tx: Transaction, slots: Sequence[RatingSlot], by: str = SYSTEM
) -> tuple[Case, ...]:
    """Close these invitations inside a transaction, in a random order."""
    if not slots:
        return ()
    now = app.clock.read().at
    key = required_card(app.journal).public_key
    shuffled = list(slots)
    SystemRandom().shuffle(shuffled)
    cases, boxes = [], []
    for slot in shuffled:
        who = SYSTEM if _due(slot, now) else by
        tx.append(NewEntry(slot.case, RatingClosed(), tx.last_id(slot.case)), actor=who)
        if slot.box is None:
            tx.put_anonymous_box(day_of(slot), seal(key, Nothing()))
        boxes.append((slot.box or seal(key, Nothing()), day_of(slot)))
        tx.erase_rating_slot(slot.case)
        case = read_case(tx, slot.case)
        store(tx, app.projector.rows_of(case))
        cases.append(case)
    for box, day in sorted(boxes):
        event = RatingBoxed(base64.b64encode(box).decode(), day)
        tx.append(NewEntry(SUBJECT, event, tx.last_id(SUBJECT)), actor=SYSTEM)
    return tuple(cases)


def refuse_while_open(tx: Transaction, case: str, now: datetime) -> None:
    """Raises RuleRefused while another case's invitation runs on the pad: it is never ended unannounced (L9)."""
    for slot in tx.rating_slots():
        if slot.case != case and not is_slip(slot) and not _due(slot, now):
            until = slot_ends(slot)
            raise RuleRefused(
                f"上一位的评价时间未到，{until}自动结束。请稍等；要提前结束，先按“现在结束”，会记下是您结束的。",
                rule="rating.open",
                field="rating",
            )


def is_ended_by(slot: RatingSlot, case: str, now: datetime) -> bool:
    """True where inviting for ``case`` ends this invitation: its own earlier one, or one on the pad that is over."""
    return slot.case == case or (not is_slip(slot) and _due(slot, now))


def slot_ends(slot: RatingSlot) -> str:
    """When it ends by itself, as a clock time (14:05:20)."""
    return _moment(slot.closes_at).astimezone(CHINA).strftime("%H:%M:%S")


def is_slip(slot: RatingSlot) -> bool:
    """True for the invitation of a printed slip whose code was not entered yet: it stays open for days."""
    return _moment(slot.closes_at) - _moment(slot.opened_at) > OPEN_FOR


def day_of(slot: RatingSlot) -> str:
    """The civil day (ISO) whose buffer the invitation's anonymous box belongs to, whenever it is added."""
    return civil_date(_moment(slot.closes_at)).isoformat()


def is_over(slot: RatingSlot, now: datetime) -> bool:
    """True once its time is over."""
    return now >= _moment(slot.closes_at)


def _due(slot: RatingSlot, now: datetime) -> bool:
    """Over; or the clock went back behind its start: a wrong clock must not keep an invitation open."""
    return is_over(slot, now) or (now < _moment(slot.opened_at) and not is_slip(slot))


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)
