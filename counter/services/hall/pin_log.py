"""Keep on record that wrong PINs locked a code: the count of tries itself is forgotten after a right one."""

from __future__ import annotations

from datetime import timedelta

from counter.domain.hall.pin_events import SUBJECT, PinLocked
from counter.domain.journal.entries import NewEntry
from counter.domain.journal.kinds import kind_of
from counter.services.context.ports import Journal

AGAIN_AFTER = timedelta(hours=1)
"""Codes that nobody has are without number: about all of them together at most one entry in this time.

A code of the list is locked for up to 15 minutes after each try (``hall.pin_lock``), which bounds its own entries to
about four an hour. So nobody can fill the journal by typing.
"""
_LOCKED = kind_of(PinLocked).name
_NOBODY = ""


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
