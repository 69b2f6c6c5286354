"""Put finished cases into the archive (归档) by the hall's approved schedule, and take one out again."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from counter.domain.calendar.workdays import civil_date
from counter.domain.case.acts.ownership import refuse_elsewhere
from counter.domain.case.archive.archiving import Waiting, check_archiving, finished_on
from counter.domain.case.archive.retention import RetentionPeriod, schedule_in
from counter.domain.case.archive_events import (
    CaseArchived,
    CaseUnarchived,
    CaseUnarchivedSealed,
    RetentionApproved,
)
from counter.domain.case.case import Case
from counter.domain.case.fold import fold
from counter.domain.errors import BadInput, RuleRefused
from counter.domain.hall.consent import Consent
from counter.domain.hall.rights import Capability
from counter.domain.journal.entries import NewEntry
from counter.domain.text.printable import fault_unseen
from counter.services.case.archive_lacks import Gaps, gaps_of_streams, lacks_of
from counter.services.context.app import AppContext
from counter.services.context.ports import Journal, StaffRow, Transaction
from counter.services.context.projection import store
from counter.services.hall.rights import check_right
from counter.services.hall.second_supervisor import second_supervisor
from counter.services.hall.staff import check_on_duty

SUBJECT = "hall/retention"
"""Subject of the entries about the hall's schedule."""

LEAST_LETTERS = 4
"""Least letters of a reason."""

LONGEST_NUMBER = 60
"""Characters of a file number: it stays in the open for ever."""


@dataclass(frozen=True, slots=True)
class Archived:
    """A case that was archived. ``period``: how long it is kept."""

    case: str
    number: str
    period: RetentionPeriod


def schedule_in_force(source: Journal | Transaction) -> RetentionApproved | None:
    """The hall's newest approved schedule, None where it has none."""
    return schedule_in(source.entries(SUBJECT))


def archive_case(
    app: AppContext, case_id: str, clerk: StaffRow, file_number: str = "", *, wait_days: int
) -> Archived:
    """Archive one case. ``file_number``: 档号; ``wait_days``: as the hall waits (``ArchiveProfile``).

    Raises RuleRefused as ``check_archiving``, BadInput where there is no such case, or for a file number that is none.
    """
    check_on_duty(clerk)
    check_right(app.journal, clerk, Capability.SERVE, field="clerk")
    file_number = file_number.strip()
    if len(file_number) > LONGEST_NUMBER or fault_unseen(file_number):
        raise BadInput(f"档号要在{LONGEST_NUMBER}个字以内，不能有看不见的字。", field="file_number")
    with app.journal.transaction() as tx:
        case = _case(tx, case_id)
        refuse_elsewhere(case, app.journal.station().code)
        schedule = schedule_in_force(tx)
        gaps = gaps_of_streams(app.journal)
        period = check_archiving(case, schedule, _left(app, case, schedule, gaps), _waiting(app, wait_days))
        assert schedule is not None  # ``check_archiving`` refuses without one
        event = CaseArchived(schedule.document, period.years, finished_on(case), period.until, file_number)
        tx.append(NewEntry(case.id, event, case.base), actor=clerk.code)
        store(tx, app.projector(tx.entries(case.id)))
        tx.commit()
    return Archived(case.id, case.number, period)


def unarchive_case(app: AppContext, case_id: str, clerk: StaffRow, consent: Consent, reason: str) -> Case:
    """Take a case out of the archive, so that acts are possible again.

    Raises BadInput without a reason, RuleRefused for a case that is not archived or whose person was forgotten, and
    unless another person, a supervisor, agrees by PIN.
    """
    check_on_duty(clerk)
    check_right(app.journal, clerk, Capability.SERVE, field="clerk")
    if sum(c.isalnum() for c in reason) < LEAST_LETTERS:
        raise BadInput(f"请写明为什么取消归档，至少{LEAST_LETTERS}个字。", field="reason")
    second = second_supervisor(app.journal, clerk, consent, "取消归档")
    with app.journal.transaction() as tx:
        case = _case(tx, case_id)
        if case.forgotten:
            raise RuleRefused("这件办件的个人信息已经清除，不能再办理。", rule="forgotten")
        if case.archived is None:
            raise RuleRefused("这件办件没有归档。", rule="archive")
        refuse_elsewhere(case, app.journal.station().code)
        event = CaseUnarchived(second.code)
        new = NewEntry(case.id, event, case.base, CaseUnarchivedSealed(reason.strip()))
        tx.append(new, actor=clerk.code)
        store(tx, app.projector(tx.entries(case.id)))
        tx.commit()
    return _case(app.journal, case_id)


def archivable(app: AppContext, before: date | None = None, *, wait_days: int) -> Iterable[Case]:
    """The cases that may be archived now, oldest first; ``before``: only those finished before that day."""
    schedule, gaps, waiting = (
        schedule_in_force(app.journal),
        gaps_of_streams(app.journal),
        _waiting(app, wait_days),
    )
    for case in closed_cases(app.journal):
        if case.archived is not None or (before is not None and finished_on(case) >= before):
            continue
        try:
            check_archiving(case, schedule, _left(app, case, schedule, gaps), waiting)
        except RuleRefused:
            continue
        yield case


def closed_cases(journal: Journal) -> Iterable[Case]:
    """Every case in which nothing is open, oldest first."""
    for subject in journal.closed_cases():
        case = fold(journal.entries(subject))
        if case is not None:
            yield case


def _waiting(app: AppContext, days: int) -> Waiting:
    return Waiting(days, civil_date(app.clock.read().at))


def _left(app: AppContext, case: Case, schedule: RetentionApproved | None, gaps: Gaps) -> tuple[str, ...]:
    """What stops the archiving, in words, as the archivist's list has it."""
    return tuple(lack.words for lack in lacks_of(app, case, schedule, gaps) if lack.stops)


def _case(source: Journal | Transaction, case_id: str) -> Case:
    case = fold(source.entries(case_id))
    if case is None:
        raise BadInput("没有这件办件。", field="case")
    return case
