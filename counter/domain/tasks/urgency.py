"""How near a day of 待办 is, from today, and its words."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from counter.domain.calendar.workdays import Calendar, civil_date
from counter.domain.tasks.task import Task, TaskKind
from counter.domain.text.day_words import near_day_text

HELD_AFTER = timedelta(minutes=30)
"""Materials that lie at a window longer than this without a receipt are 待办 (DESIGN §4, Drafts)."""


class Urgency(StrEnum):
    """How near a day is, the nearest first."""

    OVERDUE = "overdue"
    TODAY = "today"
    SOON = "soon"
    LATER = "later"

    @property
    def label(self) -> str:
        """The heading of its group."""
        return _LABELS[self]


_LABELS = {
    Urgency.OVERDUE: "已超期",
    Urgency.TODAY: "今天",
    Urgency.SOON: "快到期",
    Urgency.LATER: "以后",
}


@dataclass(frozen=True, slots=True)
class Today:
    """What days are compared with: the civil day, the calendar, and when the region begins to remind.

    ``remind_days``: how many working days before a day it counts as near. ``counted``: what was counted once: a long
    list has few different days.
    """

    day: date
    calendar: Calendar
    remind_days: int
    counted: dict[tuple[date, int], int] = field(default_factory=dict, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class TaskDay:
    """What the day of a task is today: its kind as of now, how near it is, and in words."""

    kind: TaskKind
    urgency: Urgency
    day: date | None
    day_words: str
    left_words: str


def task_day(task: Task, today: Today) -> TaskDay:
    """Follows from its kind, its day and whether that is provisional, and from nothing else."""
    shown = as_of(task, today.day)
    return TaskDay(
        shown.kind, urgency(shown, today), shown.day, day_words(shown, today.day), left_words(shown, today)
    )


def as_of(task: Task, today: date) -> Task:
    """The task as of that day: once its day is over it becomes its ``passed`` kind (e.g. 容缺逾期)."""
    over = task.day is not None and task.day < today
    return replace(task, kind=task.kind.passed) if over and task.kind.passed is not task.kind else task


def urgency(task: Task, today: Today) -> Urgency:
    """How near it is. Without a day it is for today, unless nobody here has to act (a paused clock)."""
    if task.day is None:
        return Urgency.LATER if task.kind.waits else Urgency.TODAY
    if task.day < today.day:
        return Urgency.OVERDUE
    if task.day == today.day:
        return Urgency.TODAY
    left = working_days_left(task.day, today, most=today.remind_days + 1)
    return Urgency.SOON if left <= today.remind_days else Urgency.LATER


def last_near(today: Today) -> date:
    """The last day that still counts as near (快到期)."""
    last = today.day
    while working_days_left(last + timedelta(days=1), today, most=today.remind_days + 1) <= today.remind_days:
        last += timedelta(days=1)
    return last


def working_days_left(day: date, today: Today, most: int = 1000) -> int:
    """Working days after today up to ``day``, that day included; counted no further than ``most``."""
    if (day, most) in today.counted:
        return today.counted[day, most]
    left, at = 0, today.day
    while at < day and left < most:
        at += timedelta(days=1)
        left += not today.calendar.is_rest(at)
    today.counted[day, most] = left
    return left


def day_words(task: Task, today: date) -> str:
    """``12月4日（含当日）前``; with the year where it is another one; empty where no day is set."""
    if task.day is None:
        return ""
    day = near_day_text(task.day, today)
    if task.kind is TaskKind.HELD:
        return f"{day}收"
    unsure = "，临时推算" if task.provisional else ""
    if task.kind is TaskKind.PUBLISHED:
        return f"{day}起登记{unsure}"
    return f"{day}（含当日）前{unsure}"


def left_words(task: Task, today: Today) -> str:
    """``还剩2个工作日``, ``今天到期``, ``已超期3天``; empty where no day is set."""
    if task.day is None:
        return ""
    if task.kind is TaskKind.HELD:
        days = (today.day - task.day).days
        return f"已放{days}天" if days else "今天收的"
    published = task.kind is TaskKind.PUBLISHED
    if task.day < today.day:
        days = (today.day - task.day).days
        return f"公告已满{days + 1}天" if published else f"已超期{days}天"
    if task.day == today.day:
        return "公告已满" if published else "今天到期"
    left = working_days_left(task.day, today)
    return f"还剩{left}个工作日" if left else "休息日到期"


def lacks_receipt(begun_at: datetime, now: datetime) -> bool:
    """True where papers taken in at ``begun_at`` have waited too long for their receipt, or since another day."""
    return now - begun_at > HELD_AFTER or civil_date(begun_at) < civil_date(now)


def held(begun_at: datetime, sheets: int) -> Task:
    """The task of papers at a window without a receipt; the clock runs from hand-over (L6)."""
    words = f"收了{sheets}份材料，还没有出收件凭证"
    return Task("", "", "", TaskKind.HELD, civil_date(begun_at), words)
