"""The day's telephone list: whom to tell what, with the sentence to read aloud."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from counter.domain.calendar.workdays import civil_date, civil_time
from counter.domain.case.acts.at_any_time import reminder_number
from counter.domain.case.fold.loose import case_here
from counter.domain.case.reminders.hours import may_call
from counter.domain.case.reminders.plan import PlannedReminder, due_on
from counter.domain.case.reminders.texts import ReminderTexts, address, said_words, tail_of
from counter.domain.people.identity import mask_phone
from counter.domain.tasks.reminders import plan_of
from counter.domain.tasks.task import TaskKind
from counter.services.context.ports import TaskSpan

if TYPE_CHECKING:
    from counter.domain.case.case import Case
    from counter.domain.hall.jurisdiction import Contacts
    from counter.services.context.app import AppContext

MOST = 300
"""Most calls of a list; ``CallList.more`` says that there are others."""


@dataclass(frozen=True, slots=True)
class CallRow:
    """One call: everything one applicant is to be told about one case today.

    ``base``: id of the last entry seen; ``who``: 王*; ``masked``: the number masked, "" where there is none here;
    ``about``: what it is about, in words; ``sentence``: to be read aloud; ``overdue``: its day passed without a call;
    ``promised``: a notice promises it; ``tried``: the tries of today; ``wrong``: first another number is needed.
    """

    case: str
    base: str
    number: str
    tail: str
    bundle: str
    who: str
    masked: str
    about: str
    sentence: str
    reminders: tuple[PlannedReminder, ...]
    day: date
    overdue: bool
    promised: bool
    tried: str = ""
    wrong: bool = False


@dataclass(frozen=True, slots=True)
class CallList:
    """The calls of today, those tried already last. ``open``: somebody may be called now; outside the hours there are
    no rows, and ``waiting`` says how many cases wait. ``more``: there are others than the listed ones.
    """

    rows: tuple[CallRow, ...]
    open: bool
    waiting: int
    more: bool = False


def list_calls(app: AppContext, texts: ReminderTexts) -> CallList:
    """Whom this window calls today, who waits longest first."""
    now = app.clock.read().at
    today = civil_date(now)
    cases = waiting_cases(app, today)
    if not may_call(app.calendar, now):
        return CallList((), open=False, waiting=len(cases))
    rows = [row for case in cases[:MOST] if (row := call_of(app, texts, case, today)) is not None]
    rows.sort(key=lambda row: (bool(row.tried), not row.overdue, not row.promised, row.day))
    return CallList(tuple(rows), open=True, waiting=len(rows), more=len(cases) > MOST)


def waiting_cases(app: AppContext, today: date) -> list[str]:
    """Ids of this window's cases with somebody to be told by that day, each once, the earliest first."""
    span = TaskSpan(None, today.isoformat(), True, (TaskKind.REMIND.value, TaskKind.PHONE.value))
    lines = app.journal.tasks(span, 4 * MOST)
    return list(dict.fromkeys(line.task.case for line in lines if not line.task.station))


def call_of(app: AppContext, texts: ReminderTexts, case_id: str, today: date) -> CallRow | None:
    """The call about one case; None where nothing is to be told by that day."""
    case = case_here(app.journal.entries(case_id))
    found = () if case is None else due_on(plan_of(case, app.calendar, app.hall.authority), today)
    if case is None or not found:
        return None
    number = number_of(case)
    day = min(one.day for one in found)
    return CallRow(
        case=case.id,
        base=case.base,
        number=case.number,
        tail=tail_of(case),
        bundle=case.opened.bundle_name,
        who=address(case),
        masked=mask_phone(number) if number else "",
        about="、".join(dict.fromkeys(one.milestone.label for one in found)),
        sentence=said_words(texts, case, found, contacts_of(app), today),
        reminders=found,
        day=day,
        overdue=day < today,
        promised=any(one.promised for one in found),
        tried=_tried(case, found, today),
        wrong=case.reminding.wrong_number,
    )


def number_of(case: Case) -> str:
    """The number to call, "" where there is none here."""
    return reminder_number(case)


def contacts_of(app: AppContext) -> Contacts:
    """The hall's name and telephone as its papers say them."""
    contacts = app.jurisdiction.contacts
    return replace(contacts, hall_name=app.journal.station().named(contacts).hall)


def _tried(case: Case, found: tuple[PlannedReminder, ...], today: date) -> str:
    keys = {key for one in found for key in one.keys}
    tries = [one for one in case.reminding.holds if one.day == today and keys & set(one.keys)]
    return "，".join(f"{civil_time(one.at):%H:%M} {one.outcome.label}" for one in tries)
