"""A file for the hall's SMS gateway, written only by a person with the own PIN, and counted in the journal."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

from counter.domain.calendar.workdays import civil_date
from counter.domain.case.fold import fold
from counter.domain.case.fold.loose import case_here
from counter.domain.case.reminder_events import (
    SUBJECT,
    ReminderOutcome,
    ReminderSent,
    ReminderSentSealed,
    RemindersHanded,
    ReminderWay,
)
from counter.domain.case.reminders.gateway import GatewayForm, GatewayMessage, rows_of, takes_messages
from counter.domain.case.reminders.hours import check_hours
from counter.domain.case.reminders.plan import PlannedReminder, due_on
from counter.domain.case.reminders.texts import ReminderTexts, written_words
from counter.domain.errors import RuleRefused
from counter.domain.journal.entries import NewEntry
from counter.domain.journal.kinds import kind_of
from counter.domain.tasks.reminders import plan_of
from counter.services.context.projection import store
from counter.services.hall.serving import require_serving
from counter.services.hall.staff import check_on_duty, check_pin
from counter.services.reminders.list_calls import contacts_of, number_of, waiting_cases
from counter.services.spreadsheet.writer import WorkbookSheet, workbook

if TYPE_CHECKING:
    from datetime import date

    from counter.domain.case.case import Case
    from counter.domain.journal.entries import Entry
    from counter.services.context.app import AppContext
    from counter.services.context.ports import Transaction

MOST = 2_000
"""Most cases of one file."""


@dataclass(frozen=True, slots=True)
class GatewayFile:
    """A file to be saved; its entries are written. ``by_phone``: cases that a message cannot reach."""

    content: bytes
    batch: str
    count: int
    by_phone: int


@dataclass(frozen=True, slots=True)
class _Handed:
    case: Case
    about: PlannedReminder
    message: GatewayMessage


def hand_to_gateway(
    app: AppContext,
    texts: ReminderTexts,
    form: GatewayForm,
    *,
    code: str,
    pin: str,
    as_workbook: bool = False,
    keep: Callable[[bytes], object] | None = None,
) -> GatewayFile:
    """What is to be told today, to mobile numbers, as messages; each is recorded as handed over before the file leaves,
    so that it is never sent twice.

    ``keep`` puts the content on the disk before the transaction, so that a full disk hands nothing over; the caller
    gives the file its name after this has returned. What is past its last day, and what was tried in vain by a message,
    is told by telephone. Raises RuleRefused for a wrong PIN, outside the hours, and where there is nothing to send;
    StaleBase where one of the cases changed meanwhile.
    """
    person = check_pin(app.journal, code, pin)
    check_on_duty(person)
    require_serving(serves=app.hall.serves)
    now = app.clock.read().at
    check_hours(app.calendar, now)
    today = civil_date(now)
    cases = waiting_cases(app, today)[:MOST]
    earlier = app.journal.entries(SUBJECT)
    batch = _next_batch(app, earlier, today)
    handed = _messages(app, texts, cases, batch, today)
    if not handed:
        raise RuleRefused("没有可以发短信的：要告知的都打电话，或者今天没有要告知的。", rule="reminders")
    content = _content(app, form, [one.message for one in handed], as_workbook=as_workbook)
    if keep is not None:
        keep(content)
    event = RemindersHanded(batch, len(handed), sha256(content).hexdigest())
    with app.journal.transaction() as tx:
        tx.append(NewEntry(SUBJECT, event, earlier[-1].id if earlier else None), actor=person.code)
        _record(app, tx, handed, today, person.code)
        tx.commit()
    reached = {one.case.id for one in handed}
    return GatewayFile(content, batch, len(handed), len(set(cases) - reached))


def _record(app: AppContext, tx: Transaction, handed: Sequence[_Handed], today: date, actor: str) -> None:
    """Each message at its case, which must be as it was read for the file."""
    base: dict[str, str | None] = {}
    for one in handed:
        event = ReminderSent(
            one.about.covered, ReminderWay.SMS, ReminderOutcome.HANDED, today, one.message.id
        )
        sealed = ReminderSentSealed(one.message.number, one.message.text)
        known = base.get(one.case.id, one.case.base)
        base[one.case.id] = tx.append(NewEntry(one.case.id, event, known, sealed), actor=actor).id
    for case_id in base:
        case = fold(tx.entries(case_id))
        if case is not None:
            store(tx, app.projector.rows_of(case))


def _next_batch(app: AppContext, earlier: Sequence[Entry], today: date) -> str:
    kind = kind_of(RemindersHanded)
    before = sum(kind.knows(entry) for entry in earlier)
    station = app.journal.station()
    return f"{station.code}{station.epoch}-{today:%y%m%d}-{before + 1}"


def _messages(
    app: AppContext, texts: ReminderTexts, cases: list[str], batch: str, today: date
) -> list[_Handed]:
    contacts = contacts_of(app)
    mark = f"【{app.hall.banner}】" if app.hall.banner else ""
    found: list[_Handed] = []
    for case_id in cases:
        case = case_here(app.journal.entries(case_id))
        if case is None or case.reminding.wrong_number or not takes_messages(number_of(case)):
            continue
        for about in due_on(plan_of(case, app.calendar, app.hall.authority), today):
            if _by_phone(case, about, today):
                continue
            text = mark + written_words(texts, case, about, contacts)
            message = GatewayMessage(f"{batch}-{len(found) + 1}", number_of(case), text)
            found.append(_Handed(case, about, message))
    return found


def _by_phone(case: Case, about: PlannedReminder, today: date) -> bool:
    """Past its last day, or a message about it failed before."""
    late = about.due is not None and about.due < today
    last = [case.reminding.latest(key) for key in about.keys]
    return late or any(one is not None and one.outcome is ReminderOutcome.FAILED for one in last)


def _content(
    app: AppContext, form: GatewayForm, messages: list[GatewayMessage], *, as_workbook: bool
) -> bytes:
    head, rows = tuple(words for words, _ in form.columns), rows_of(form, messages)
    if as_workbook:
        sheet = WorkbookSheet("短信", head, rows, taken_in=True)
        return workbook((sheet,), app.clock.read().at, app.hall.banner)
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(head)
    writer.writerows(rows)
    return out.getvalue().encode(form.encoding, "replace")
