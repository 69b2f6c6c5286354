"""Let in a batch that waits because the key that signed it was revoked (放行): two people, a reason, on record.

A revocation says from which day on a key is not to be believed; of what came by stick only people can tell whether it
was written before. What they let in is proved in every other respect, and they answer for it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from counter.domain.calendar.workdays import civil_date
from counter.domain.errors import BadInput
from counter.domain.hall.let_in_events import BatchLetIn
from counter.domain.hall.rights import Capability
from counter.domain.journal.entries import NewEntry, moment
from counter.domain.journal.exchange.batch import (
    BatchRange,
    BatchRefused,
    SentEntry,
    is_joint,
    unpack_batch,
)
from counter.domain.journal.exchange.standing import BatchTakenIn, HeldBatch, HeldReason
from counter.services.context.app import AppContext
from counter.services.exchange.take_in_batches import settle_held
from counter.services.hall.second_person import check_second
from counter.services.hall.staff import authorised
from counter.services.keys.trusted import SUBJECT

LEAST_LETTERS = 4
"""Least letters of a reason."""


@dataclass(frozen=True, slots=True)
class RevokedBatch:
    """A batch that waits for people. ``id``: SHA-256 of its bytes, hex; ``cases``: how many it tells of; ``written``:
    first and last civil day of its entries, ISO, as its writer says, "" of an empty one.
    """

    id: str
    range: BatchRange
    via: str
    since: datetime
    cases: int
    written: tuple[str, str]


def revoked_batches(app: AppContext) -> tuple[RevokedBatch, ...]:
    """All of them, the oldest first. Nothing is changed."""
    held = app.journal.exchange().held()
    found = (_described(app, one) for one in held if one.kept and one.why == HeldReason.REVOKED)
    return tuple(one for one in found if one is not None)


def let_in_held(
    app: AppContext, wanted: str, reason: str, *, code: str, pin: str, agreed: str = ""
) -> BatchTakenIn:
    """Let in the one batch whose id begins so; what became of it. ``agreed``: code of a second person whose PIN was
    just checked.

    Raises BadInput without a reason, where no such batch waits or several do; RuleRefused for anyone but who keeps the
    keys, and with one person where a second exists.
    """
    by = authorised(app.journal, Capability.ADMINISTER, code=code, pin=pin)
    reason = reason.strip()
    if sum(c.isalnum() for c in reason) < LEAST_LETTERS or len(reason) > 200:
        raise BadInput(f"请写明凭什么认为是作废以前写的，{LEAST_LETTERS}到200个字。", field="reason")
    second = check_second(app.journal, by, agreed, "放行作废密钥签的记录")
    one = _meant(app, wanted)
    with app.journal.transaction() as tx:
        event = BatchLetIn(one.id, *one.range, reason=reason, agreed_by=second)
        tx.append(NewEntry(SUBJECT, event, tx.last_id(SUBJECT)), actor=by.code)
        tx.commit()
    taken = settle_held(app)
    return next(result for result in taken if result.range == one.range)


def _meant(app: AppContext, wanted: str) -> RevokedBatch:
    start = wanted.strip().lower()
    found = [one for one in revoked_batches(app) if start and one.id.startswith(start)]
    if len(found) != 1:
        what = "有几批都是" if found else "没有"
        raise BadInput(f"{what}“{wanted[:40]}”这一批等放行（counter sync held）。", field="batch")
    return found[0]


def _described(app: AppContext, one: HeldBatch) -> RevokedBatch | None:
    body = app.journal.exchange().held_body(one.digest)
    if body is None or one.range is None:
        return None
    try:
        batch = unpack_batch(body)
    except BatchRefused:
        return None
    sent = [entry for entry in batch.entries if isinstance(entry, SentEntry)]
    days = sorted(civil_date(moment(entry.at)).isoformat() for entry in sent)
    cases = {entry.subject for entry in sent if is_joint(entry.subject)}
    return RevokedBatch(
        one.digest.hex(), one.range, one.via, one.since, len(cases), (days[0], days[-1]) if days else ("", "")
    )
