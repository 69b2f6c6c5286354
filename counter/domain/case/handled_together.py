"""The common day of licences handled together (行政许可法 42(2)): it binds each that is accepted, beside its own days.

Its own last day is often earlier; of one that was accepted late, because it had to be put right, it is not. One that
comes after another licence of its case (串联) is not handled together with it: its organ receives it with the
completion of the other (DOMAIN §6), and has its own term from then on.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from counter.domain.case.case import Case
from counter.domain.case.case_item import CaseItem
from counter.domain.visit import clocks
from counter.domain.visit.checklist import ChecklistItem
from counter.domain.visit.verdict import Due


def common_clock_paused(case: Case) -> bool:
    """True while a licence handled together with others is in a special procedure and the common day moves."""
    return case.event_due is not None and any(
        i.pausing and not i.state.closed and is_together(case, i.asked) for i in case.items
    )


def common_day(case: Case, asked: ChecklistItem) -> Due | None:
    """By when all licences of the case have to be decided that are handled together with this one; None for what is
    not, and while that clock stands.
    """
    return case.event_due if is_together(case, asked) and not common_clock_paused(case) else None


def is_together(case: Case, asked: ChecklistItem) -> bool:
    """Whether it is one of the licences that are handled together."""
    return asked.id in clocks.together(one.asked for one in case.items)


def whole_ends_first(case: Case, item: CaseItem, day: date) -> Due | None:
    """The common day where no day of its own that still runs on ``day`` is earlier: its organ can extend nothing."""
    common = common_day(case, item.asked)
    running = [due.day for due in (item.statutory, item.promised) if due is not None and due.day >= day]
    return common if common is not None and all(common.day <= own for own in running) else None


def own_day(item: CaseItem) -> Due | None:
    """By when its organ has to decide it, whatever it is handled together with."""
    known = [due for due in (item.statutory, item.promised) if due is not None]
    return min(known, key=lambda due: due.day, default=item.due)


def bound(due: Due | None, common: Due | None) -> Due | None:
    """The earlier of its own day and the common one; None where it has none, because a clock is in doubt."""
    return common if due is not None and common is not None and common.day < due.day else due


def bound_together(case: Case) -> Case:
    """The case with the common day in its licences, where it is the one that binds; without it while none of them is
    accepted: the only acceptance was taken back.
    """
    if case.event_due is None:
        return case
    begun = [i.state.accepted or i.state.closed for i in case.items if is_together(case, i.asked)]
    if begun and not any(begun):
        return replace(case, event_due=None)
    items = tuple(_bound(case, item) for item in case.items)
    changed = any(now is not before for now, before in zip(items, case.items, strict=True))
    return replace(case, items=items) if changed else case


def _bound(case: Case, item: CaseItem) -> CaseItem:
    if not item.state.accepted or item.dates_held:
        return item
    due = bound(own_day(item), common_day(case, item.asked))
    return item if due == item.due else replace(item, due=due)
