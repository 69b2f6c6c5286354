"""A folded slip with a one-time code, to rate within seven days instead of on the pad; and entering that code.

The slip goes straight to the printer: it is no paper of the case, in no preview, file or list, and never printed again.
The station stores the digest of its code only.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta

from counter.domain.calendar.workdays import CHINA, civil_date
from counter.domain.case.case import Case
from counter.domain.case.invitation_events import CodeUsed, SlipPrinted
from counter.domain.document.document import A4
from counter.domain.errors import RuleRefused, WorldTrouble
from counter.domain.journal.entries import Entry, NewEntry
from counter.domain.journal.kinds import KINDS
from counter.domain.ratings.invitation import OPEN_FOR, Invitation, stage_to_rate
from counter.domain.ratings.rating import Channel, Stage
from counter.domain.ratings.slip_code import VALID_DAYS, Slip, digest_of, new_code, read_code
from counter.services.context.app import AppContext
from counter.services.context.ports import RatingSlot, Transaction
from counter.services.context.print_queue import JobState, PrinterState, PrintQueue
from counter.services.context.projection import read_case
from counter.services.papers.print_queueing import choose_printer
from counter.services.ratings import invite
from counter.services.ratings.close import close_slots, is_ended_by, refuse_while_open, settle
from counter.services.ratings.empty_log import require_empty_log
from counter.services.ratings.refuse import RefusalCause, refuse_rating
from counter.services.ratings.sure_clock import require_sure_clock
from counter.services.ratings.trust_office import required_card

SLIPS = "rating_slips"
TITLE = "评价条"
"""Job title of a slip; it does not name the case."""

SlipMaker = Callable[[Slip], bytes]

_ENDED = (JobState.SENT, JobState.FAILED)
_WORDS = {
    RefusalCause.CODE_UNKNOWN: "这不是本窗口打出的评价条，请核对编码，或到打出它的窗口评价。",
    RefusalCause.CODE_USED: "这张评价条已经用过了，一张只能用一次。",
    RefusalCause.CODE_EXPIRED: "这张评价条已经过期，或后来又请申请人评价过，不能再用了。",
}


@dataclass(frozen=True, slots=True)
class PrintedSlip:
    """The case after printing, and the print job, whose data ``clear_slip`` removes from the queue."""

    case: Case
    job: str


def print_slip(
    app: AppContext, case_id: str, clerk: str, make: SlipMaker, *, printer: str = "", page: str = A4
) -> PrintedSlip:
    """Print the slip and record it as the visit's one invitation.

    It is printed first: an unrecorded slip is worth nothing, but a recorded one that never came out would have used up
    the visit's only invitation. Raises RuleRefused (L9, recorded) where nothing may be rated; WorldTrouble when the
    slip was not sent; PrintUnsure when that is unknown: the slip is void then too.
    """
    required_card(app.journal)
    require_sure_clock(app.journal, clerk)
    now = app.clock.read().at
    until = civil_date(now) + timedelta(days=VALID_DAYS)
    closes_at = end_of(until)
    with invite.noting_refusals(app, case_id, clerk):
        stage_to_rate(read_case(app.journal, case_id), civil_date(now))
    to = choose_printer(app.queue.printers(), printer)
    if to.state is PrinterState.ABSENT:
        raise WorldTrouble(to.words)
    station = app.journal.station().named(app.jurisdiction.contacts)
    code = new_code(secrets.choice)
    job = app.queue.send(
        to.name, make(Slip(station.hall, station.window, code, until, station.banner, page)), TITLE
    )
    try:
        settle(app, lambda slot: is_ended_by(slot, case_id, now))
        with (
            invite.noting_refusals(app, case_id, clerk),
            app.journal.transaction() as tx,
        ):
            secret = invite.digest_of(code)
            slot = invite.write_invitation(app, tx, case_id, clerk, "slip", secret, closes_at)
            _note(tx, SlipPrinted(digest_of(code), Stage(slot.stage), until), clerk)
            case = invite.stored_case(app, tx, case_id)
            tx.commit()
    except BaseException:
        with suppress(WorldTrouble):
            app.queue.cancel(job)
        raise
    app.journal.clear_page_log()  # the last one's invitation may have been closed with it
    return PrintedSlip(case, job)


def end_of(until: date) -> datetime:
    """When a slip ends whose last day that is (UTC)."""
    return datetime.combine(until + timedelta(days=1), time(), CHINA).astimezone(UTC)


def use_code(app: AppContext, text: str, clerk: str) -> Invitation:
    """Open the invitation of a slip's code (代录); it uses the code up, whatever is chosen.

    Raises BadInput where it is no code; RuleRefused (L9, recorded) for one that is unknown here, used or expired, and
    while the page log cannot be emptied.
    """
    code = read_code(text)
    require_sure_clock(app.journal, clerk)
    require_empty_log(app.journal, clerk)
    now = app.clock.read().at
    invitation: Invitation | None = None
    with app.journal.transaction() as tx:
        own = _slot_of(tx, code)
        usable = _refusal(tx, digest_of(code), own, now) is None
        if usable and own is not None:
            refuse_while_open(tx, own.case, now)
    if usable:
        settle(
            app, lambda slot: own is not None and slot.case != own.case and is_ended_by(slot, own.case, now)
        )
    with app.journal.transaction() as tx:
        slot = _slot_of(tx, code)
        cause = _refusal(tx, digest_of(code), slot, now)
        if slot is not None and cause is None:
            refuse_while_open(tx, slot.case, now)
            over = [s for s in tx.rating_slots() if s.case != slot.case and is_ended_by(s, slot.case, now)]
            close_slots(app, tx, over)
            _note(tx, CodeUsed(digest_of(code)), clerk)
            invitation = _opened(app, tx, slot, code, now)
            tx.commit()
    if invitation is not None:
        app.journal.clear_page_log()
        return invitation
    assert cause is not None
    refuse_rating(app.journal, cause, actor=clerk)
    raise RuleRefused(_WORDS[cause], rule="L9", field="code")


def _slot_of(tx: Transaction, code: str) -> RatingSlot | None:
    """The open invitation of that code."""
    known = (invite.digest_of(code), digest_of(code))  # the second after a restoring, which knows no other
    return next((s for s in tx.rating_slots() if s.invitation in known), None)


def _opened(app: AppContext, tx: Transaction, slot: RatingSlot, code: str, now: datetime) -> Invitation:
    """Reopen the slip's slot for minutes, on the pad; its code is the secret."""
    digest, closes_at = invite.digest_of(code), now + OPEN_FOR
    slot = replace(slot, invitation=digest, opened_at=now.isoformat(), closes_at=closes_at.isoformat())
    slot = invite.store_pad_invitation(app, tx, slot)
    case = read_case(tx, slot.case)
    return replace(invite.invitation_of(case, slot, code), channel=Channel.PROXY)


def clear_slip(queue: PrintQueue, job: str) -> bool:
    """Remove a slip's job from the queue once it came out or failed, so that it cannot be printed again.

    True: there is nothing left to clear. Raises WorldTrouble when the print system does not answer.
    """
    state = queue.job(job).state
    if state in _ENDED:
        queue.cancel(job)
    return state in _ENDED or state is JobState.GONE


def clear_left_slips(app: AppContext) -> None:
    """Clear slips that a crash left in the queue; those still waiting for the printer are left."""
    since = app.clock.read().at - timedelta(days=VALID_DAYS)
    last = None
    with suppress(WorldTrouble):
        while (job := app.queue.find(TITLE, since)) not in (None, last):
            assert job is not None
            if not clear_slip(app.queue, job):
                return
            last = job


def slip_events(entries: Sequence[Entry]) -> list[SlipPrinted | CodeUsed]:
    """The events of the subject ``rating_slips``, in order."""
    events: list[SlipPrinted | CodeUsed] = []
    for entry in entries:
        event = KINDS.read(entry)
        if isinstance(event, SlipPrinted | CodeUsed):
            events.append(event)
    return events


def _note(tx: Transaction, event: SlipPrinted | CodeUsed, clerk: str) -> None:
    tx.append(NewEntry(SLIPS, event, tx.last_id(SLIPS)), actor=clerk)


def _refusal(tx: Transaction, digest: str, slot: RatingSlot | None, now: datetime) -> RefusalCause | None:
    events = slip_events(tx.entries(SLIPS))
    printed = {one.digest: one for one in events if isinstance(one, SlipPrinted)}
    used = {one.digest for one in events if isinstance(one, CodeUsed)}
    if digest not in printed:
        return RefusalCause.CODE_UNKNOWN
    if digest in used:
        return RefusalCause.CODE_USED
    return RefusalCause.CODE_EXPIRED if slot is None or civil_date(now) > printed[digest].until else None
