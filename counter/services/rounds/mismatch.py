"""What was not as a slip says (交接不符): on record when it is seen, a task until it is settled."""

from __future__ import annotations

from uuid_utils import uuid7

from counter.domain.calendar.workdays import civil_date
from counter.domain.case.acts import rounds as rules
from counter.domain.case.acts.rounds import SeenMismatch
from counter.domain.case.case import Case
from counter.domain.case.rounds.events import (
    MismatchEnd,
    MismatchFound,
    MismatchFoundSealed,
    MismatchSettled,
    MismatchSettledSealed,
)
from counter.services.case.case_writer import open_writer
from counter.services.context.app import AppContext
from counter.services.context.ports import StaffRow
from counter.services.hall.staff import check_on_duty


def record_mismatch(app: AppContext, case_id: str, seen: SeenMismatch, clerk: StaffRow) -> Case:
    """Record that a paper was missing, torn, or another one. Raises as ``check_mismatch``."""
    check_on_duty(clerk)
    with open_writer(app, case_id, clerk, adds=True) as writer:
        name = rules.check_mismatch(writer.case, seen)
        today = civil_date(writer.setting.now)
        event = MismatchFound(str(uuid7()), seen.line, name, seen.organ, seen.fault, today, seen.round)
        writer.add(event, MismatchFoundSealed(seen.seen_by.strip(), seen.words.strip()))
        return writer.commit()


def settle_mismatch(
    app: AppContext, case_id: str, mismatch: str, end: MismatchEnd, words: str, clerk: StaffRow
) -> Case:
    """Record how it ended. Raises as ``check_settled``."""
    check_on_duty(clerk)
    with open_writer(app, case_id, clerk, adds=True) as writer:
        one = rules.check_settled(writer.case, mismatch, end, words)
        today = civil_date(writer.setting.now)
        writer.add(MismatchSettled(one.id, one.name, end, today), MismatchSettledSealed(words.strip()))
        return writer.commit()
