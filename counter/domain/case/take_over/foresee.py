"""The case that a planned take-over would make, before anything is written (试算)."""

from __future__ import annotations

from counter.domain.case.case import Case
from counter.domain.case.fold.changing import opened_by
from counter.domain.case.fold.taken_over import as_it_stood
from counter.domain.case.take_over.plan import PlannedCase
from counter.domain.journal.entries import Entry
from counter.domain.visit.visit import Setting


def foreseen(planned: PlannedCase, setting: Setting) -> Case:
    """The case as it would stand now; its id is the earlier number, and it has no number here yet."""
    opened, sealed = planned.opened("", setting)
    entry = Entry(
        id="",
        station="",
        epoch=0,
        seq=0,
        at=setting.now,
        boot="",
        monotonic_ns=0,
        actor="",
        kind="",
        version=1,
        subject=planned.taken.number,
        previous_entry_id=None,
        payload=b"",
        sealed=None,
        prev=b"",
        hash=b"",
    )
    return as_it_stood(opened_by(entry, opened, sealed), planned.taken, planned.sealed)
