"""Record items that silence past the statutory clock has accepted, dated from receipt (视为受理, L6)."""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta

from counter.domain.calendar.workdays import civil_date
from counter.domain.case.acts.acts import Deem
from counter.domain.case.acts.deemed import deemed_dates, last_notice_day, overdue, unserved_notice_day
from counter.domain.case.case import Case
from counter.domain.case.fold import fold
from counter.domain.case.item_events import ItemDeemed
from counter.domain.errors import RuleRefused
from counter.domain.tasks.task import TaskKind
from counter.services.case.case_writer import open_writer
from counter.services.case.void_papers import void_pledges
from counter.services.case.write_verdicts import date_event
from counter.services.context.app import AppContext
from counter.services.context.ports import StaffRow, TaskSpan

MOST_AT_ONCE = 200
"""Cases examined in one call; the next call examines the others."""

CLOCK = StaffRow("CLOCK", "系统计时", "clerk", "", active=False)
"""Actor of entries that follow from time alone."""


def deem_accepted(app: AppContext, case_id: str, act: Deem, clerk: StaffRow, base: str | None = None) -> Case:
    """Record every item of the case that is accepted by silence. Raises RuleRefused when none is."""
    with open_writer(app, case_id, clerk, base) as writer:
        before, setting = writer.case, writer.setting
        late = overdue(before, setting)
        if not late and clerk is not CLOCK:
            # only a person can know that a notice was never served
            late = tuple(i for i in before.items if unserved_notice_day(before, i, setting) is not None)
        if not late:
            raise RuleRefused("这件办件没有到视为受理的时候。", rule="L6")
        for item in late:
            notice_day = last_notice_day(before, item, setting) or unserved_notice_day(before, item, setting)
            assert notice_day is not None
            since, due, statutory, promised = deemed_dates(before, item, setting)
            event = ItemDeemed(
                item.id,
                item.asked.name,
                item.asked.organ,
                since,
                notice_day.day,
                due,
                statutory,
                promised,
            )
            writer.add(event)
        date_event(writer)
        void_pledges(writer)
        return writer.commit()


def deem_overdue(app: AppContext) -> tuple[Case, ...]:
    """Record the acceptance by silence of all cases whose last day to notify has passed; returns those cases.

    Called at every sign-on and view of the task list. Does nothing while the clock is in doubt. A case that cannot be
    written now (it came from another window, its key has not) stays in the list and holds up no other.
    """
    if app.journal.untimely():
        return ()
    found = []
    yesterday = civil_date(app.setting().now) - timedelta(days=1)
    late = TaskSpan(until=yesterday.isoformat(), kinds=(TaskKind.DEEMED.value,))
    waiting = app.journal.tasks(late, MOST_AT_ONCE)
    for case_id in dict.fromkeys(line.task.case for line in waiting):
        case = fold(app.journal.entries(case_id))
        if case is not None and not case.needs_upgrade and overdue(case, app.setting()):
            with suppress(RuleRefused):
                found.append(deem_accepted(app, case.id, Deem(), CLOCK))
    return tuple(found)
