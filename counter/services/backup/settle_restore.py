"""Settle the first opening of a restored profile: what is missing is written into the journal, nobody forgotten comes
back.

Every step may be repeated: a kill in the middle leaves the note, and the next opening goes on.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta

from counter.domain.calendar.workdays import civil_date
from counter.domain.case.fold import fold
from counter.domain.case.invitation_events import CodeUsed, RatingClosed, RatingInvited, SlipPrinted
from counter.domain.hall.backup.events import SUBJECT, ProfileRestored
from counter.domain.hall.backup.loss import RestoreNote
from counter.domain.journal.entries import Entry, NewEntry
from counter.domain.journal.kinds import KINDS, kind_of
from counter.domain.ratings.invitation import OPEN_FOR, served_by
from counter.domain.ratings.lost_boxes import RatingsLost, lost_days
from counter.domain.ratings.sealed_box import RatingBoxed, RatingsBatched
from counter.services.context.ports import Journal, RatingSlot, Transaction
from counter.services.hall.restorings import restorings
from counter.services.ratings.slip import end_of

PutRows = Callable[[Transaction, str], None]
SYSTEM = "system"
LOSSES = "rating_losses"
"""Subject of ``ratings.lost``."""
FORGOTTEN_AGAIN = "恢复的备份比清除早，按其他备份的清单再次清除"
_LOOK_BACK = timedelta(days=40)
"""Longer than a slip is valid, or a day's boxes wait to be written."""
_READ = (RatingInvited, RatingClosed, RatingBoxed, RatingsBatched, SlipPrinted, CodeUsed)
_KINDS = {kind_of(kind).name for kind in _READ}


def settle_restore(journal: Journal, put_rows: PutRows, note: RestoreNote) -> None:
    """Write what came back and what did not, and forget again who was forgotten. The caller removes the note then.

    ``put_rows``: writes the rows of a case anew.
    """
    for subject in note.forgotten:
        known = journal.entries(subject)
        if known and not any(entry.forgotten for entry in known):
            journal.forget(subject, actor=SYSTEM, reason=FORGOTTEN_AGAIN)
    with journal.transaction() as tx:
        if any(one.backup == note.backup for one in restorings(tx.entries(SUBJECT))):
            return
        _lose_ratings(journal, put_rows, tx, note)
        event = ProfileRestored(
            backup=note.backup,
            made_at=note.made_at,
            head=note.head,
            entries=note.entries,
            series=note.series,
            forgotten=len(note.forgotten),
        )
        tx.append(NewEntry(SUBJECT, event, tx.last_id(SUBJECT)), actor=SYSTEM)
        tx.commit()


def _lose_ratings(journal: Journal, put_rows: PutRows, tx: Transaction, note: RestoreNote) -> None:
    """No backup holds open invitations or the day's anonymous boxes: close the ones, count the others.

    A slip in somebody's hand stays good: what its invitation needs stands in the journal.
    """
    made = datetime.fromisoformat(note.made_at)
    boxed: list[str] = []
    batched: list[tuple[str, int]] = []
    invited: dict[str, Entry] = {}
    found = journal.entries_between(_KINDS, made - _LOOK_BACK, made + timedelta(days=1))
    for entry in sorted(found, key=lambda e: (e.epoch, e.seq)):
        if (box := kind_of(RatingBoxed).read(entry)) is not None:
            boxed.append(box.day)
        elif (batch := kind_of(RatingsBatched).read(entry)) is not None:
            batched.append((batch.day.isoformat(), len(batch.boxes)))
        elif entry.kind == kind_of(RatingInvited).name:
            invited[entry.subject] = entry
        elif entry.kind == kind_of(RatingClosed).name:
            invited.pop(entry.subject, None)
    slips = _open_slips(found, made)
    lost = [entry for case, entry in sorted(invited.items()) if not _keep_slip(tx, entry, slips)]
    for entry in lost:
        tx.append(NewEntry(entry.subject, RatingClosed(), tx.last_id(entry.subject)), actor=SYSTEM)
        put_rows(tx, entry.subject)
    days = lost_days(boxed, batched, (civil_date(e.at + OPEN_FOR).isoformat() for e in lost))
    if days:
        tx.append(NewEntry(LOSSES, RatingsLost(days), tx.last_id(LOSSES)), actor=SYSTEM)


def _open_slips(found: Sequence[Entry], now: datetime) -> dict[tuple[int, int], SlipPrinted]:
    """Slips that may still come back, by epoch and number of their entry."""
    events = [(entry, KINDS.read(entry)) for entry in found]
    used = {event.digest for _, event in events if isinstance(event, CodeUsed)}
    return {
        (entry.epoch, entry.seq): event
        for entry, event in events
        if isinstance(event, SlipPrinted) and event.digest not in used and end_of(event.until) > now
    }


def _keep_slip(tx: Transaction, invited: Entry, slips: Mapping[tuple[int, int], SlipPrinted]) -> bool:
    """Store the invitation of a slip again; False where it is of none. The slip's entry follows the invitation's."""
    slip = slips.get((invited.epoch, invited.seq + 1))
    if slip is None:
        return False
    case = fold(tx.entries(invited.subject))
    clerk = (served_by(case, civil_date(invited.at)) if case is not None else None) or invited.actor
    opened_at, closes_at = invited.at.isoformat(), end_of(slip.until).isoformat()
    tx.put_rating_slot(
        RatingSlot(invited.subject, slip.digest, slip.stage.value, clerk, opened_at, closes_at)
    )
    return True
