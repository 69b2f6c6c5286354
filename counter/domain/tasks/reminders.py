"""What of telling the applicant (进度告知) is a task, each on its own day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from counter.domain.calendar.workdays import Calendar
from counter.domain.case.case import Case
from counter.domain.case.reminders.plan import PlannedReminder, planned
from counter.domain.tasks.delivery import delivered


@dataclass(frozen=True, slots=True)
class ToTell:
    """One thing to tell. ``item``: id where it is about one; ``wrong``: first another number is needed."""

    item: str
    day: date
    words: str
    unsure: bool = False
    wrong: bool = False


def to_tell(case: Case, calendar: Calendar) -> tuple[ToTell, ...]:
    """Each thing the applicant is still to be told; with a wrong number only that it is to be put right."""
    plan = plan_of(case, calendar)
    if plan and case.reminding.wrong_number:
        words = "登记的号码不是申请人的，请问到新的号码更正；问不到的，说明没有告知的原因"
        return (ToTell("", plan[0].day, words, wrong=True),)
    return tuple(
        ToTell(one.keys[0].item if len(one.keys) == 1 else "", one.day, _words(one), one.provisional)
        for one in plan
    )


def plan_of(case: Case, calendar: Calendar) -> tuple[PlannedReminder, ...]:
    """What is still to be told, as of how results are delivered here."""
    return planned(case, calendar, delivered)


def _words(one: PlannedReminder) -> str:
    last = f"（{one.due.month}月{one.due.day}日到期）" if one.due else ""
    promised = "，文书上写明要提醒的" if one.promised else ""
    return f"打电话告知申请人：{one.milestone.label}{last}{promised}"
