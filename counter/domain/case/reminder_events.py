"""Events about telling an applicant how the case goes (进度告知, S001 18): agreed to, made, taken back, given to the
SMS gateway. None decides anything: they commute with everything, so that two windows that both called both stand.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from counter.domain.journal.kinds import HistoryOf, Slot, event

SUBJECT = "reminders"
"""The subject of what the SMS gateway was given and answered."""


class Milestone(StrEnum):
    """What an applicant is told. Nothing about ratings is ever among it."""

    ACCEPTED = "accepted"
    TOLD = "told"
    CORRECTION_NEAR = "correction_near"
    CORRECTION_LAST = "correction_last"
    GAP_NEAR = "gap_near"
    GAP_LAST = "gap_last"
    PAUSED = "paused"
    RESUMED = "resumed"
    READY = "ready"
    POSTED = "posted"

    @property
    def label(self) -> str:
        """The milestone in plain Chinese."""
        return _LABELS[self]


_LABELS = {
    Milestone.ACCEPTED: "已受理",
    Milestone.TOLD: "要补正",
    Milestone.CORRECTION_NEAR: "补正快到期",
    Milestone.CORRECTION_LAST: "补正到期前",
    Milestone.GAP_NEAR: "容缺补交快到期",
    Milestone.GAP_LAST: "容缺补交到期前",
    Milestone.PAUSED: "特别程序开始",
    Milestone.RESUMED: "特别程序结束",
    Milestone.READY: "结果可以领取",
    Milestone.POSTED: "结果已寄出",
}


class ReminderWay(StrEnum):
    """How somebody was told."""

    PHONE = "电话"
    SMS = "短信"
    WECHAT = "微信"
    MAIL = "邮件"


class ReminderOutcome(StrEnum):
    """What came of it. ``NOT_MADE``: nobody was told, and why is stated."""

    REACHED = "reached"
    NO_ANSWER = "no_answer"
    WRONG_NUMBER = "wrong_number"
    NO_MORE = "no_more"
    HANDED = "handed"
    DELIVERED = "delivered"
    FAILED = "failed"
    NOT_MADE = "not_made"

    @property
    def label(self) -> str:
        """The outcome in plain Chinese."""
        return _OUTCOME_LABELS[self]


_OUTCOME_LABELS = {
    ReminderOutcome.REACHED: "已告知",
    ReminderOutcome.NO_ANSWER: "没人接",
    ReminderOutcome.WRONG_NUMBER: "号码不对",
    ReminderOutcome.NO_MORE: "要求不再提醒",
    ReminderOutcome.HANDED: "已交短信平台",
    ReminderOutcome.DELIVERED: "短信已送达",
    ReminderOutcome.FAILED: "短信没有送到",
    ReminderOutcome.NOT_MADE: "没有告知，已说明原因",
}


@dataclass(frozen=True, slots=True)
class ReminderKey:
    """One milestone of one item. ``stamp``: what tells it from the next one: its last day, round or beginning."""

    milestone: Milestone
    item: str
    stamp: str


@dataclass(frozen=True, slots=True)
class ReminderAgreedSealed:
    """The number to be called."""

    number: str


@event("reminder.agreed", sealed=ReminderAgreedSealed, slot=Slot.NONE, of=HistoryOf.CASE)
@dataclass(frozen=True, slots=True)
class ReminderAgreed:
    """``reminder.agreed``: the applicant agreed to be reminded, at the sealed number, or agrees no longer (``day``)."""

    agreed: bool
    day: date


@dataclass(frozen=True, slots=True)
class ReminderSentSealed:
    """The number called, and the words: what was said or written, or why nobody was told."""

    number: str
    words: str = ""


@event("reminder.sent", sealed=ReminderSentSealed, slot=Slot.NONE, of=HistoryOf.CASE)
@dataclass(frozen=True, slots=True)
class ReminderSent:
    """``reminder.sent``: an applicant was told of these milestones, or it was tried, on a civil day.

    ``message``: id in the file for the SMS gateway, also of its answer; "" for a call.
    """

    keys: tuple[ReminderKey, ...]
    way: ReminderWay
    outcome: ReminderOutcome
    day: date
    message: str = ""


@event("reminder.taken_back", slot=Slot.NONE, of=HistoryOf.CASE)
@dataclass(frozen=True, slots=True)
class ReminderTakenBack:
    """``reminder.taken_back``: a wrong key had been pressed: what the entry ``sent`` (id) says does not hold."""

    sent: str


@event("reminders.handed", slot=Slot.OWN)
@dataclass(frozen=True, slots=True)
class RemindersHanded:
    """``reminders.handed``: a file for the SMS gateway with so many messages. ``batch``: how their ids begin."""

    batch: str
    count: int
    digest: str


@event("reminders.answered", slot=Slot.OWN)
@dataclass(frozen=True, slots=True)
class RemindersAnswered:
    """``reminders.answered``: the gateway's answers were taken in: how many were delivered, failed, known to nobody."""

    delivered: int
    failed: int
    unknown: int
    digest: str


def sent_words(event: ReminderSent) -> str:
    """The sentence of a reminder in the history of a case."""
    about = "、".join(dict.fromkeys(key.milestone.label for key in event.keys))
    return f"{event.way}告知（{about}）：{event.outcome.label}"


def agreed_words(event: ReminderAgreed) -> str:
    """The sentence of an agreement in the history of a case."""
    return "申请人同意提醒，留了电话" if event.agreed else "申请人不要提醒了"
