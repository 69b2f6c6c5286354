"""What of telling the applicant (进度告知) is a task, each on its own day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from counter.domain.calendar.workdays import Calendar
from counter.domain.case.case import Case
from counter.domain.case.reminders.plan import PlannedReminder, planned
from counter.domain.hall.authority import Authority
from counter.domain.tasks.delivery import delivered


@dataclass(frozen=True, slots=True)
class ToTell:
    """The next call about a case: the day of what comes first. ``wrong``: first another number is needed."""

    day: date
    words: str
    unsure: bool = False
    wrong: bool = False


def to_tell(case: Case, calendar: Calendar, authority: Authority | None = None) -> ToTell | None:
    """The next call, one for each case however much it is about; with a wrong number, that this is to be put right."""
    plan = plan_of(case, calendar, authority)
    if not plan:
        return None
    first = [one for one in plan if one.day == plan[0].day]
    if case.reminding.wrong_number:
        words = "登记的号码不是申请人的，请问到新的号码更正；问不到的，说明没有告知的原因"
        return ToTell(first[0].day, words, wrong=True)
    unsure = any(one.provisional for one in first)
    return ToTell(first[0].day, "打电话告知申请人：" + "、".join(map(_words, first)), unsure)


def plan_of(
    case: Case, calendar: Calendar, authority: Authority | None = None
) -> tuple[PlannedReminder, ...]:
    """What is still to be told, as of how results are delivered here; ``authority`` as in ``planned``."""
    return planned(case, calendar, delivered, authority)


def _words(one: PlannedReminder) -> str:
    last = f"（{one.due.month}月{one.due.day}日到期）" if one.due else ""
    promised = "，文书上写明要提醒的" if one.promised else ""
    return f"{one.milestone.label}{last}{promised}"
