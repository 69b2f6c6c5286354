"""Steps of the fold about telling the applicant how the case goes."""

from __future__ import annotations

from counter.domain.case.case import Case
from counter.domain.case.fold.changed_fields import with_fields
from counter.domain.case.fold.changing import CASE
from counter.domain.case.reminded import ReminderSaid
from counter.domain.case.reminder_events import (
    ReminderAgreed,
    ReminderAgreedSealed,
    ReminderSent,
    ReminderSentSealed,
    ReminderTakenBack,
    agreed_words,
    sent_words,
)
from counter.domain.journal.entries import Entry


@CASE.on(ReminderAgreed, agreed_words)
def _agree(case: Case, entry: Entry, event: ReminderAgreed, sealed: ReminderAgreedSealed | None) -> Case:
    now = case.reminding
    number = "" if sealed is None else sealed.number
    since = now.since if now.wanted else event.day  # another number for what was agreed before
    return with_fields(
        case,
        reminding=with_fields(
            now, agreed=event.agreed, since=since, number=number, asked_after=len(now.said)
        ),
    )


@CASE.on(ReminderSent, sent_words)
def _send(case: Case, entry: Entry, event: ReminderSent, sealed: ReminderSentSealed | None) -> Case:
    said = ReminderSaid(
        entry=entry.id,
        at=entry.at,
        station=entry.station,
        clerk=entry.actor,
        keys=event.keys,
        way=event.way,
        outcome=event.outcome,
        day=event.day,
        message=event.message,
        words=None if sealed is None else sealed.words,
    )
    return with_fields(case, reminding=with_fields(case.reminding, said=(*case.reminding.said, said)))


@CASE.on(ReminderTakenBack, "上一条告知登记错了，已收回")
def _take_back(case: Case, entry: Entry, event: ReminderTakenBack, sealed: None) -> Case:
    now = case.reminding
    said = tuple(with_fields(one, undone=True) if one.entry == event.sent else one for one in now.said)
    return with_fields(case, reminding=with_fields(now, said=said))
