"""Papers taken in for a case whose opening is not here (待归件的办理): shown as what they are until it comes.

Such a case has a number, what was taken in, the receipts and a history; all else is empty. The fold proper takes over
as soon as the opening is here, and nothing expires.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from counter.domain.case.case import Case
from counter.domain.case.events import CaseOpened
from counter.domain.case.fold import fold, noted
from counter.domain.case.fold.changed_fields import with_fields
from counter.domain.case.fold.changing import CASE
from counter.domain.case.material_events import SupplementReceived
from counter.domain.document.numbering import is_case_number, parse_case_number
from counter.domain.journal.causality import Causes, base_of
from counter.domain.journal.entries import Entry
from counter.domain.journal.exchange.scope import is_withheld
from counter.domain.journal.kinds import kind_of

UNKNOWN_BUNDLE = "（原件信息还没有到）"
_SUPPLEMENT = kind_of(SupplementReceived)


def unopened(case_id: str, number: str, at: datetime, clerk: str = "") -> Case:
    """A case of which nothing is known but its paper: id and number."""
    owner = parse_case_number(number).station if is_case_number(number) else ""
    opened = CaseOpened(
        number=number,
        bundle=0,
        bundle_name=UNKNOWN_BUNDLE,
        guide_version="",
        overlay=None,
        jurisdiction="",
        calendar_version="",
        answers=(),
        items=(),
        lines=(),
        saved=0,
        begun_at=at,
    )
    return Case(case_id, number, opened, at, clerk, base="", owner=owner, loose=True)


def loose_case(entries: Iterable[Entry]) -> Case | None:
    """The case of which only such papers are here; None where nothing of the kind is, or where it was opened."""
    causes = Causes(tuple(entries))
    order = causes.ordered
    first = next((entry for entry in order if _SUPPLEMENT.knows(entry)), None)
    if first is None or any(CASE.opening.knows(entry) for entry in order):
        return None
    number = _SUPPLEMENT.both(first)[0].case_number
    if not number:
        return None
    replayed = CASE.run(order, unopened(first.subject, number, first.at, first.actor))
    assert replayed is not None
    heads = Causes(tuple(entry for entry in order if not is_withheld(entry.kind))).heads
    return with_fields(noted(replayed), base=base_of(heads) or "")


def case_here(entries: Iterable[Entry]) -> Case | None:
    """The case as far as it is known here: folded, or of what was taken in before its opening; None for neither."""
    every = tuple(entries)
    return fold(every) or loose_case(every)
