"""The common day of licences handled together (行政许可法 42(2)): it binds each that is accepted, beside its own days.

Its own last day is often earlier; of one that was accepted late, because it came after another one, it is not.
"""

from __future__ import annotations

from dataclasses import replace

from counter.domain.case.case import Case
from counter.domain.case.case_item import CaseItem
from counter.domain.guide.model import ProcedureClass
from counter.domain.visit.verdict import Due


def common_clock_paused(case: Case) -> bool:
    """True while a licence handled together with others is in a special procedure and the common day moves."""
    return case.event_due is not None and any(
        i.pausing and i.asked.procedure is ProcedureClass.LICENCE and not i.state.closed for i in case.items
    )


def common_day(case: Case, procedure: ProcedureClass) -> Due | None:
    """By when all licences of the case have to be decided; None for another class, and while that clock stands."""
    licence = procedure is ProcedureClass.LICENCE
    return case.event_due if licence and not common_clock_paused(case) else None


def own_day(item: CaseItem) -> Due | None:
    """By when its organ has to decide it, whatever it is handled together with."""
    known = [due for due in (item.statutory, item.promised) if due is not None]
    return min(known, key=lambda due: due.day, default=item.due)


def bound(due: Due | None, common: Due | None) -> Due | None:
    """The earlier of its own day and the common one; None where it has none, because a clock is in doubt."""
    return common if due is not None and common is not None and common.day < due.day else due


def bound_together(case: Case) -> Case:
    """The case with the common day in its licences, where it is the one that binds."""
    if case.event_due is None:
        return case
    items = tuple(_bound(case, item) for item in case.items)
    changed = any(now is not before for now, before in zip(items, case.items, strict=True))
    return replace(case, items=items) if changed else case


def _bound(case: Case, item: CaseItem) -> CaseItem:
    if not item.state.accepted or item.dates_held or item.asked.procedure is not ProcedureClass.LICENCE:
        return item
    due = bound(own_day(item), common_day(case, item.asked.procedure))
    return item if due == item.due else replace(item, due=due)
