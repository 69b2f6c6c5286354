"""Silence past the statute's clock is written down as acceptance, dated from receipt (视为受理, L6)."""

from __future__ import annotations

from counter.domain.acts import Deem
from counter.domain.case import Case
from counter.domain.deeming import deemed_dates, overdue, tell_by
from counter.domain.errors import RuleRefused
from counter.domain.folding import fold
from counter.domain.item_record import ItemDeemed
from counter.domain.workdays import civil_date
from counter.services.dossier import open_dossier
from counter.services.house import House
from counter.services.ports import StaffRow

CLOCK = StaffRow("CLOCK", "系统计时", "clerk", "", active=False)
"""Who writes what follows from time alone: nobody decided it."""


def deem_accepted(house: House, case_id: str, act: Deem, clerk: StaffRow, base: str | None = None) -> Case:
    """Write every item of the case that is accepted by silence. Raises RuleRefused when none is."""
    with open_dossier(house, case_id, clerk, base) as dossier:
        before, setting = dossier.case, dossier.setting
        late = overdue(before, setting)
        if not late:
            raise RuleRefused("这件办件没有到视为受理的时候。", rule="L6")
        for item in late:
            told_by = tell_by(before, item, setting)
            assert told_by is not None
            since, due, statutory, promised = deemed_dates(before, item, setting)
            said = ItemDeemed(
                item.id, item.asked.name, item.asked.organ, since, told_by.day, due, statutory, promised
            )
            dossier.add("item.deemed_accepted", said)
        return dossier.keep()


def deem_overdue(house: House) -> tuple[Case, ...]:
    """Look through open cases with a day that has passed, and write what silence has made of them.

    Called when a window opens and when a day turns. Does nothing while the clock is in doubt.
    """
    if house.journal.untimely():
        return ()
    found = []
    today = civil_date(house.setting().now)
    for row in house.journal.open_cases_due_by(today.isoformat()):
        case = fold(house.journal.entries(row.case))
        if case is not None and not case.needs_upgrade and overdue(case, house.setting()):
            found.append(deem_accepted(house, case.id, Deem(), CLOCK))
    return tuple(found)
