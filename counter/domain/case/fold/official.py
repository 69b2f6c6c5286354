"""The step of the fold about the platform's numbers of a case and its items."""

from __future__ import annotations

from counter.domain.case.case import Case
from counter.domain.case.fold.changed_fields import with_fields
from counter.domain.case.fold.changing import CASE
from counter.domain.case.official_events import (
    OfficialNumber,
    OfficialNumbered,
    OfficialNumberedSealed,
    numbered_words,
)
from counter.domain.journal.entries import Entry


@CASE.on(OfficialNumbered, numbered_words)
def _number(case: Case, entry: Entry, event: OfficialNumbered, sealed: OfficialNumberedSealed | None) -> Case:
    others = tuple(one for one in case.official if one.item != event.item)
    new = (OfficialNumber(event.item, event.number),) if event.number else ()
    return with_fields(case, official=(*others, *new))
