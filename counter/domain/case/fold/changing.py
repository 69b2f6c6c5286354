"""How an entry changes one item of a case and leaves the others as they are."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from counter.domain.case.case import Case, CaseItem
from counter.domain.case.fold.changed_fields import with_fields
from counter.domain.journal.entries import Entry


def changed(case: Case, entry: Entry, item_id: str, now: Callable[[CaseItem], dict[str, Any]]) -> Case:
    """The case with ``now``'s fields on that item, changed at the entry's moment."""
    items = tuple(
        with_fields(i, changed_at=entry.at, **now(i)) if i.asked.id == item_id else i for i in case.items
    )
    return with_fields(case, items=items)
