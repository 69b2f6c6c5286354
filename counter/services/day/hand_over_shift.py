"""Hand a shift over (交班): two people, each by the own PIN, count what lies here and sign for the open work."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from counter.domain.calendar.workdays import civil_date, civil_time
from counter.domain.errors import BadInput, RuleRefused
from counter.domain.hall.consent import Consent
from counter.domain.hall.day_counts import CountsByHand
from counter.domain.hall.day_events import SHIFTS, SUBJECT, DayClosed, ShiftHandedOver, ShiftTask
from counter.domain.journal.entries import Entry, NewEntry
from counter.domain.journal.kinds import kind_of
from counter.domain.tasks.scope import TaskScope
from counter.services.day.close_day import ClosedDay, read_closing
from counter.services.day.counting import hand_counts, note_differences
from counter.services.day.day_series import entries_of_day, series_of
from counter.services.day.figures import day_figures
from counter.services.hall.staff import check_on_duty, check_pin
from counter.services.tasks.list_tasks import count_tasks, list_tasks

if TYPE_CHECKING:
    from counter.services.context.app import AppContext
    from counter.services.context.ports import Journal, StaffRow

MOST_TASKS = 12
"""Tasks that a sheet names; the rest is counted."""


def hand_over_shift(
    app: AppContext, giver: Consent, taker: Consent, given: CountsByHand, taken: CountsByHand
) -> ClosedDay:
    """One entry that both answer for. The cases stay the giver's: what goes over is the window and the list.

    The same hand-over given twice is only read again. Raises RuleRefused for a wrong PIN, for one person under two
    codes and for somebody who does not serve here; BadInput where the shift is somebody else's, where today was
    closed already, and as ``close_day`` for a list that changed.
    """
    from_, to = _people(app, giver, taker)
    journal, today = app.journal, civil_date(app.clock.read().at)
    work = list_tasks(app, clerk=from_, scope=TaskScope.MINE, limit=MOST_TASKS)
    numbers = count_tasks(app, clerk=from_, scope=TaskScope.MINE)
    with journal.transaction() as tx:
        shifts = _of_day(tx.entries(SHIFTS), today)
        if shifts:
            last, said = shifts[-1]
            if (said.giver, said.taker) == (from_.code, to.code):
                return read_closing(journal, last, again=True)
            if said.taker != from_.code:
                raise BadInput(
                    f"这一班{civil_time(last.at):%H:%M}已由{said.giver}交给{said.taker}，要由{said.taker}来交。",
                    field="giver",
                )
        if wrong := no_shift_any_more(tx.entries(SUBJECT), today):
            raise BadInput(wrong, field="day")
        entries = entries_of_day(journal, today)
        counts = hand_counts(tx.held(), journal.station().code, given, "交班人")
        hand_counts(tx.held(), journal.station().code, taken, "接班人")
        theirs = tuple(taken.of(one.what) for one in counts)
        event = ShiftHandedOver(
            day=today,
            shift=len(shifts) + 1,
            giver=from_.code,
            taker=to.code,
            entries=len(entries),
            series=tuple(series_of(journal, entries)),
            figures=day_figures(app, entries),
            counts=counts,
            taken=theirs,
            open=numbers.total,
            pressing=numbers.pressing,
            tasks=tuple(ShiftTask(one.number, one.kind.label) for one in work),
        )
        entry = tx.append(NewEntry(SHIFTS, event, tx.last_id(SHIFTS)), actor=to.code)
        note_differences(tx, today, counts, theirs, actor=to.code)
        tx.commit()
    return read_closing(journal, entry, again=False)


def no_shift_any_more(closings: Iterable[Entry], today: date) -> str:
    """Why no shift is handed over after the closing of the day, as a sentence; "" before it."""
    over = any(one.day == today for one in _closings(closings))
    return "今天已经日结，日结是当天最后一次；后来又办了的，连同后来的另打一张。" if over else ""


def last_shift(journal: Journal, day: date) -> ClosedDay | None:
    """The last hand-over of that day, to be printed again; None where there was none."""
    shifts = _of_day(journal.entries(SHIFTS), day)
    return read_closing(journal, shifts[-1][0], again=True) if shifts else None


def _people(app: AppContext, giver: Consent, taker: Consent) -> tuple[StaffRow, StaffRow]:
    """Both, proved; codes are compared before a PIN is tried."""
    if giver.code.strip().upper() == taker.code.strip().upper():
        raise _one_person()
    from_ = check_pin(app.journal, giver.code, giver.pin)
    to = check_pin(app.journal, taker.code, taker.pin)
    if from_.name == to.name:
        raise _one_person()
    check_on_duty(from_)
    check_on_duty(to)
    return from_, to


def _one_person() -> RuleRefused:
    return RuleRefused("交班要两个人：接班的人自己点、自己输工号和口令。", rule="two_people", field="taker")


def _closings(entries: Iterable[Entry]) -> list[DayClosed]:
    kind = kind_of(DayClosed)
    return [said for one in entries if (said := kind.read(one)) is not None]


def _of_day(entries: Iterable[Entry], day: date) -> list[tuple[Entry, ShiftHandedOver]]:
    kind = kind_of(ShiftHandedOver)
    return [(one, said) for one in entries if (said := kind.read(one)) is not None and said.day == day]
