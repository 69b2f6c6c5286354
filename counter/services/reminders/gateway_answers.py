"""Take in what the SMS gateway answers: delivered or failed, by the id of the message. Twice changes nothing."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING

from counter.domain.calendar.workdays import civil_date
from counter.domain.case.case import Case
from counter.domain.case.fold.loose import case_here
from counter.domain.case.reminded import ReminderSaid
from counter.domain.case.reminder_events import (
    SUBJECT,
    ReminderOutcome,
    RemindersAnswered,
    ReminderSent,
    ReminderSentSealed,
    ReminderWay,
)
from counter.domain.case.reminders.gateway import Answers, GatewayForm, answers_in
from counter.domain.errors import BadInput
from counter.domain.journal.entries import NewEntry
from counter.domain.journal.kinds import kind_of
from counter.services.context.projection import store
from counter.services.hall.staff import check_on_duty, check_pin
from counter.services.spreadsheet.safety import BROKEN, check_archive

if TYPE_CHECKING:
    from counter.services.context.app import AppContext
    from counter.services.context.ports import Transaction

LOOK_BACK = timedelta(days=120)
"""How long ago a message may have been handed over."""

MOST_BYTES, MOST_ROWS = 8_000_000, 20_000
_ANSWERS = (ReminderOutcome.DELIVERED, ReminderOutcome.FAILED)


@dataclass(frozen=True, slots=True)
class TakenAnswers:
    """How many messages were delivered and failed, as new; ``known``: said before. ``unknown``: ids that are none of
    this window's messages, or of a case whose person is forgotten; ``unclear``: ids whose result no word explains.
    """

    delivered: int
    failed: int
    known: int
    unknown: tuple[str, ...]
    unclear: tuple[str, ...]


def take_answers(app: AppContext, form: GatewayForm, content: bytes, *, code: str, pin: str) -> TakenAnswers:
    """Record what is new in the file. Raises RuleRefused for a wrong PIN, BadInput for a file that cannot be read."""
    person = check_pin(app.journal, code, pin)
    check_on_duty(person)
    answers = answers_in(form, _rows(content))
    now = app.clock.read().at
    cases = _cases_by_message(app, now)
    with app.journal.transaction() as tx:
        count = dict.fromkeys(_ANSWERS, 0)
        known, unknown = 0, [one for one in answers.outcomes if one not in cases]
        changed: list[str] = []
        for case_id, messages in _by_case(answers, cases).items():
            case = case_here(tx.entries(case_id))
            if case is None or case.forgotten:
                unknown += messages
                continue
            for message in messages:
                outcome = answers.outcomes[message]
                if (event := _news(case, message, outcome, now)) is None:
                    known += 1
                    continue
                tx.append(
                    NewEntry(case_id, event, tx.last_id(case_id), ReminderSentSealed("")), actor=person.code
                )
                count[outcome] += 1
                changed.append(case_id)
        delivered, failed = count[ReminderOutcome.DELIVERED], count[ReminderOutcome.FAILED]
        taken = TakenAnswers(delivered, failed, known, tuple(unknown), answers.unclear)
        if changed:
            _finish(app, tx, changed, taken, content, person.code)
    return taken


def _finish(
    app: AppContext, tx: Transaction, changed: Iterable[str], taken: TakenAnswers, content: bytes, by: str
) -> None:
    for case_id in dict.fromkeys(changed):
        case = case_here(tx.entries(case_id))
        if case is not None:
            store(tx, app.projector.rows_of(case))
    event = RemindersAnswered(taken.delivered, taken.failed, len(taken.unknown), sha256(content).hexdigest())
    tx.append(NewEntry(SUBJECT, event, tx.last_id(SUBJECT)), actor=by)
    tx.commit()


def _cases_by_message(app: AppContext, now: datetime) -> dict[str, str]:
    kind = kind_of(ReminderSent)
    found = app.journal.entries_between((kind.name,), now - LOOK_BACK, now + timedelta(days=1))
    said = ((entry.subject, kind.read(entry)) for entry in found)
    return {
        one.message: case
        for case, one in said
        if one is not None and one.message and one.outcome is ReminderOutcome.HANDED
    }


def _by_case(answers: Answers, cases: dict[str, str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for message in answers.outcomes:
        if message in cases:
            found.setdefault(cases[message], []).append(message)
    return found


def _news(case: Case, message: str, outcome: ReminderOutcome, now: datetime) -> ReminderSent | None:
    """The event, or None where the gateway said the same before."""
    about: list[ReminderSaid] = [one for one in case.reminding.holds if one.message == message]
    handed = next((one for one in about if one.outcome is ReminderOutcome.HANDED), None)
    answers = [one.outcome for one in about if one.outcome in _ANSWERS]
    if handed is None or (answers and answers[-1] is outcome):
        return None
    return ReminderSent(handed.keys, ReminderWay.SMS, outcome, civil_date(now), message)


def _rows(content: bytes) -> Sequence[Sequence[str]]:
    """The rows of a CSV file or of the first sheet of a workbook, as text."""
    if len(content) > MOST_BYTES:
        raise BadInput("回执文件太大了，请按天分开。", field="file")
    if content.startswith(b"PK"):
        return _workbook_rows(content)
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        try:
            return list(csv.reader(io.StringIO(text, newline="")))[:MOST_ROWS]
        except csv.Error:
            break
    raise BadInput("回执文件读不出来，请存成 CSV（UTF-8 或 GBK）或者 .xlsx。", field="file")


def _workbook_rows(content: bytes) -> Sequence[Sequence[str]]:
    from openpyxl import load_workbook  # heavy, and only needed here

    check_archive(content)
    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        sheet = book.worksheets[0]
        rows = sheet.iter_rows(max_row=MOST_ROWS, values_only=True)
        return [["" if cell is None else str(cell) for cell in row] for row in rows]
    except (*BROKEN, KeyError, IndexError) as error:
        raise BadInput("回执文件读不出来，请存成 CSV 或者 .xlsx。", field="file") from error
