"""What the entries say of a profile's key slots, against an older ``keys.json`` that somebody put back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from counter.domain.hall.key_slot_events import KeySlotAdded, KeySlotRemoved
from counter.domain.hall.station_events import StationOpened
from counter.domain.journal.entries import Entry
from counter.domain.journal.kinds import kind_of
from counter.services.keys.slot_kinds import ASKED


@dataclass(frozen=True, slots=True)
class RecordedSlots:
    """``gone``: ids of slots that were taken away; ``asked``: ids of those that a person opens and that were not."""

    gone: frozenset[str] = frozenset()
    asked: frozenset[str] = frozenset()


def recorded_slots(entries: Iterable[Entry]) -> RecordedSlots:
    """The slots by the entries about keys and epochs of one station, in any order.

    A restoring begins anew: no slot comes back with a backup, and the restored card uses the first ids again.
    """
    gone: set[str] = set()
    asked: set[str] = set()
    for entry in sorted(entries, key=lambda one: (one.epoch, one.seq)):
        added, removed = kind_of(KeySlotAdded).read(entry), kind_of(KeySlotRemoved).read(entry)
        opened = kind_of(StationOpened).read(entry)
        if added is not None and added.kind_of_slot in ASKED:
            asked.add(added.slot)
        elif removed is not None:
            gone.add(removed.slot)
            asked.discard(removed.slot)
        elif opened is not None and opened.reason == "restored":
            gone.clear()
            asked.clear()
    return RecordedSlots(frozenset(gone), frozenset(asked))
