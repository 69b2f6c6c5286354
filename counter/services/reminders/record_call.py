"""Record what came of telling an applicant, take the last record back, show the number in full."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from counter.domain.calendar.workdays import civil_date
from counter.domain.case.case import Case
from counter.domain.case.fold.loose import case_here
from counter.domain.case.reminded import ReminderSaid
from counter.domain.case.reminder_events import (
    Milestone,
    ReminderKey,
    ReminderOutcome,
    ReminderSent,
    ReminderSentSealed,
    ReminderTakenBack,
    ReminderWay,
)
from counter.domain.case.reminders.hours import check_called_on
from counter.domain.case.reminders.plan import due_on
from counter.domain.errors import BadInput, RuleRefused
from counter.domain.tasks.reminders import plan_of
from counter.services.case.case_writer import open_writer
from counter.services.context.app import AppContext
from counter.services.context.ports import StaffRow
from counter.services.hall.staff import check_on_duty
from counter.services.hall.station_log import log_view
from counter.services.reminders.list_calls import number_of

PLACE = "reminders"
"""Where a number was shown in full (L11)."""

MOST_WORDS = 300

BY_HAND = frozenset(
    {
        ReminderOutcome.REACHED,
        ReminderOutcome.NO_ANSWER,
        ReminderOutcome.WRONG_NUMBER,
        ReminderOutcome.NO_MORE,
        ReminderOutcome.NOT_MADE,
    }
)
"""What a person records; the rest comes from the gateway's files."""


@dataclass(frozen=True, slots=True)
class CallDone:
    """What came of one call. ``about``: of these milestones, none: of all that are due. ``words``: what was said, and
    of ``NOT_MADE`` why nobody was told. ``day``: of the call, None: today.
    """

    outcome: ReminderOutcome
    way: ReminderWay = ReminderWay.PHONE
    about: Collection[Milestone] = ()
    words: str = ""
    day: date | None = None


def record_call(
    app: AppContext, case_id: str, done: CallDone, clerk: StaffRow, base: str | None = None
) -> Case:
    """Record it. Raises RuleRefused where nothing of it is to be told (any more), outside the hours, and while the
    number is known to be wrong; BadInput without a reason why nobody was told; StaleBase as every act.
    """
    check_on_duty(clerk)
    words = done.words.strip()[:MOST_WORDS]
    if done.outcome not in BY_HAND:
        raise BadInput("短信平台的结果用回执文件登记。", field="outcome")
    if done.outcome is ReminderOutcome.NOT_MADE and not words:
        raise BadInput("没有告知的，要写明原因。", field="words")
    with open_writer(app, case_id, clerk, base, adds=True) as writer:
        case, now = writer.case, writer.setting.now
        day = done.day or civil_date(now)
        if done.outcome is not ReminderOutcome.NOT_MADE:
            check_called_on(app.calendar, day, now)
            if case.reminding.wrong_number:
                raise RuleRefused("登记的号码不对，先更正号码再打。", rule="reminders", field="number")
        keys = _keys(app, case, done.about, civil_date(now))
        event = ReminderSent(keys, done.way, done.outcome, day)
        writer.add(event, ReminderSentSealed(number_of(case), words))
        return writer.commit()


def _keys(app: AppContext, case: Case, about: Collection[Milestone], today: date) -> tuple[ReminderKey, ...]:
    """What is told with one call: what is due, with the earlier calls it makes needless."""
    plan = plan_of(case, app.calendar, app.hall.authority)
    found = due_on(plan, today)
    keys = {k: None for one in found if not about or one.milestone in about for k in one.covered}
    open_keys = tuple(key for key in keys if not case.reminding.settled(key))
    if not open_keys and (later := [one.day for one in plan if one.day > today]):
        first = min(later)
        raise RuleRefused(
            f"今天没有要告知的；下一次是{first.month}月{first.day}日。", rule="reminders", field="case"
        )
    if not open_keys:
        raise RuleRefused(
            "这一件现在没有要告知的：已经告知过了，或者不用告知了。", rule="reminders", field="case"
        )
    return open_keys


def take_back(app: AppContext, case_id: str, clerk: StaffRow) -> Case:
    """Take back what this window recorded last of that case today. Raises RuleRefused where there is nothing."""
    check_on_duty(clerk)
    with open_writer(app, case_id, clerk, adds=True) as writer:
        today, station = civil_date(writer.setting.now), app.journal.station().code
        last = _last(writer.case, station)
        if last is None or today not in (last.day, civil_date(last.at)):
            raise RuleRefused("今天在本窗口没有登记过这一件的告知，没有可以收回的。", rule="reminders")
        writer.add(ReminderTakenBack(last.entry))
        return writer.commit()


def _last(case: Case, station: str) -> ReminderSaid | None:
    said = (one for one in reversed(case.reminding.holds) if one.station == station)
    return next((one for one in said if one.outcome in BY_HAND), None)


def show_number(app: AppContext, case_id: str, clerk: StaffRow) -> str:
    """The number in full, once this look is on record (L11). Raises BadInput where there is none here."""
    check_on_duty(clerk)
    case = case_here(app.journal.entries(case_id))
    number = "" if case is None or case.forgotten else number_of(case)
    if not number:
        raise BadInput("这一件没有可以打的号码。", field="case")
    log_view(app.journal, case_id=case_id, clerk=clerk.code, place=PLACE)
    return number
