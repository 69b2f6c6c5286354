"""Keep on record that PINs were typed wrong: the count of tries itself is forgotten after a right one."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from counter.domain.hall.pin_events import SUBJECT, PinLocked, PinWrong
from counter.domain.hall.pin_lock import FREE, settled
from counter.domain.journal.entries import ClockReading, NewEntry
from counter.domain.journal.kinds import kind_of
from counter.services.context.ports import Journal, Transaction

AGAIN_AFTER = timedelta(hours=1)
"""Codes that nobody has are without number: about all of them together at most one entry in this time.

A code of the list is locked for up to 15 minutes after each try (``hall.pin_lock``), which bounds its own entries to
about four an hour. So nobody can fill the journal by typing.
"""
_LOCKED = kind_of(PinLocked).name
_NOBODY = ""


def note_wrong_runs(
    tx: Transaction, now: ClockReading, codes: Mapping[str, str], *, right: str = "", ended: str = ""
) -> None:
    """Append ``pin.wrong`` for each run of wrong PINs that is over and locked nothing, and forget its count.

    ``codes``: key of the tries → code, of people on the list; ``right``: key for which the right PIN was just typed,
    whose own try was counted as well; ``ended``: one that gets another PIN. A run that locked is on record as
    ``pin.locked``.
    """
    for key, code in codes.items():
        tries = tx.wrong_pins(key)
        if tries is None or tries.wrong > FREE + (key == right):
            continue
        wrong = tries.wrong - (key == right)
        if wrong < 1 or (key not in (right, ended) and settled(tries, now) is not None):
            continue
        last = "" if key == right else tries.last.at.isoformat(timespec="seconds")
        event = PinWrong(code, wrong, last, key == right)
        tx.append(NewEntry(SUBJECT, event, tx.last_id(SUBJECT)), actor=_NOBODY)
        tx.forget_wrong_pins(key)


def note_lock(journal: Journal, key: str, code: str) -> None:
    """Append ``pin.locked`` after the wrong PIN that began a lock. ``key``: of the tries; ``code``: empty for a code
    that is not on the list. Called before the caller learns that the PIN was wrong, so that killing the program
    afterwards hides nothing."""
    now = journal.reading().at
    if code == _NOBODY:
        recent = journal.entries_between({_LOCKED}, now - AGAIN_AFTER, now + AGAIN_AFTER, subject=SUBJECT)
        if any(
            isinstance(event := kind_of(PinLocked).read(one), PinLocked) and not event.code for one in recent
        ):
            return
    with journal.transaction() as tx:
        tries = tx.wrong_pins(key)
        event = PinLocked(code, tries.wrong if tries else 0)
        tx.append(NewEntry(SUBJECT, event, tx.last_id(SUBJECT)), actor=_NOBODY)
        tx.commit()
