"""Confirm, as the second person, what one did with the hall's keys while there was no other (双人, 补确认)."""

from __future__ import annotations

from counter.domain.errors import BadInput, RuleRefused
from counter.domain.hall.first_people import SETUP
from counter.domain.hall.key_slot_events import KeySlotAdded, KeySlotRemoved
from counter.domain.hall.let_in_events import BatchLetIn
from counter.domain.hall.ring_events import RingExported, RingImported, RingOpened
from counter.domain.journal.entries import Entry
from counter.domain.journal.kinds import kind_of
from counter.domain.papers.verify.trusted_keys import (
    HallKeyExported,
    KeyRevoked,
    KeysConfirmed,
    KeysRotated,
    KeysTrusted,
)
from counter.services.context.ports import Journal, StaffRow
from counter.services.hall.rights import check_agrees
from counter.services.keys.trusted import SUBJECT, append

_BY_PEOPLE = ("certified", "replaced")
"""How keys came to be trusted by two people's word, and not by a signature."""


def unconfirmed(journal: Journal) -> tuple[Entry, ...]:
    """Entries of one person that wait for a second: keys certified, revoked, exported and changed, batches let in, the
    ring, slots.
    """
    entries = journal.entries(SUBJECT)
    done = {
        entry
        for event in (kind_of(KeysConfirmed).read(e) for e in entries)
        if event is not None
        for entry in event.entries
    }
    return tuple(e for e in entries if _of_one(e) and e.id not in done)


def confirm_keys(journal: Journal, *, by: StaffRow) -> tuple[Entry, ...]:
    """Confirm all of them; returns what was confirmed. ``by``: whose PIN was just checked.

    Raises BadInput where none waits, RuleRefused for who did one of them or may not agree.
    """
    check_agrees(journal, by)
    waiting = unconfirmed(journal)
    if not waiting:
        raise BadInput("没有等第二个人确认的密钥事项。", field="confirms")
    if any(entry.actor == by.code for entry in waiting):
        raise RuleRefused("自己做的要由另一个人确认。", rule="two_people", field="agreed")
    append(journal, KeysConfirmed(tuple(e.id for e in waiting)), actor=by.code)
    return waiting


def _of_one(entry: Entry) -> bool:
    trusted = kind_of(KeysTrusted).read(entry)
    if trusted is not None:
        return trusted.how in _BY_PEOPLE and not trusted.agreed_by
    slot = kind_of(KeySlotAdded).read(entry) or kind_of(KeySlotRemoved).read(entry)
    if slot is not None:
        return entry.actor != SETUP and not slot.agreed_by
    alone = (
        kind_of(RingOpened).read(entry)
        or kind_of(RingExported).read(entry)
        or kind_of(RingImported).read(entry)
        or kind_of(KeyRevoked).read(entry)
        or kind_of(BatchLetIn).read(entry)
        or kind_of(HallKeyExported).read(entry)
        or kind_of(KeysRotated).read(entry)
    )
    return alone is not None and not alone.agreed_by
