"""Whether what a notice asked for has come since."""

from __future__ import annotations

from counter.domain.case.case import Case
from counter.domain.case.case_item import CaseItem
from counter.domain.visit.material import MaterialState

_STILL_OPEN = (MaterialState.MISSING, MaterialState.DEFECTIVE, MaterialState.DEFERRED)


def is_in(case: Case, item: CaseItem, line_id: str) -> bool:
    """True where what was asked for has been brought since, in as many copies as this item needs."""
    line, brought = case.checklist.line(line_id), case.brought.get(line_id)
    if brought is None or brought.state in _STILL_OPEN:
        return False
    needed = max((n.copies for n in line.needs if n.item == item.id), default=0) if line else 0
    return brought.state is not MaterialState.RECEIVED or brought.copies >= needed
