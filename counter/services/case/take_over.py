"""Take over a workbook of running cases (接转): all of it in one transaction, signed by two people, no new paper."""

from __future__ import annotations

import hashlib
from dataclasses import replace

from uuid_utils import uuid7

from counter.domain.calendar.workdays import civil_date
from counter.domain.case.fold import fold
from counter.domain.case.take_over.plan import PlannedCase
from counter.domain.case.take_over_events import CasesTakenOver, CaseTakenOver, TakenCase
from counter.domain.document import numbering
from counter.domain.errors import RuleRefused
from counter.domain.hall.consent import Consent
from counter.domain.journal.entries import NewEntry
from counter.domain.visit.visit import Setting
from counter.services.case.check_take_over import faultless_cases, refuse_elsewhere
from counter.services.case.taken_batches import SUBJECT, TakenBatch
from counter.services.context.app import AppContext
from counter.services.context.ports import StaffRow, Transaction
from counter.services.context.projection import store
from counter.services.hall.closing import check_open
from counter.services.hall.second_supervisor import second_supervisor
from counter.services.hall.serving import require_serving
from counter.services.hall.staff import check_on_duty


def take_over(app: AppContext, content: bytes, clerk: StaffRow, consent: Consent) -> TakenBatch:
    """Take over every case of the workbook, or none. ``clerk``: who prepared it and is signed on.

    Raises BadInput with the first fault; RuleRefused unless another person, a supervisor, confirms by PIN, in an office
    or a bureau, and while the clock is in doubt.
    """
    check_on_duty(clerk)
    refuse_elsewhere(app.journal)
    require_serving(serves=app.hall.serves)
    check_open(app.journal)
    if app.journal.untimely():
        raise RuleRefused("时间待核，分不清今天是哪天。请值班负责人先确认时间，再接转。", rule="clock")
    setting = app.setting()
    faultless_cases(
        app.journal, setting, content
    )  # most faults are found before a PIN is asked and the file locked
    second = second_supervisor(app.journal, clerk, consent, "接转")
    with app.journal.transaction() as tx:
        planned = faultless_cases(tx, setting, content)  # the second of two take-overs sees the first
        batch = str(uuid7())
        cases = tuple(_write(app, tx, one, batch, clerk, second, setting) for one in planned)
        digest = hashlib.sha256(content).hexdigest()
        event = CasesTakenOver(batch, digest, cases, clerk.code, second.code)
        entry = tx.append(NewEntry(SUBJECT, event, tx.last_id(SUBJECT)), actor=clerk.code)
        tx.commit()
    return TakenBatch(batch, entry.at, cases, clerk.code, second.code)


def _write(
    app: AppContext,
    tx: Transaction,
    planned: PlannedCase,
    batch: str,
    clerk: StaffRow,
    second: StaffRow,
    setting: Setting,
) -> TakenCase:
    """Append the two entries of one case and store its rows."""
    station, today, case_id = app.journal.station(), civil_date(setting.now), str(uuid7())
    serial = tx.next_number(numbering.case_series(today))
    number = numbering.case_number(station.code, station.epoch, today, serial)
    opened, sealed = planned.opened(number, setting)
    first = tx.append(NewEntry(case_id, opened, None, sealed), actor=clerk.code)
    taken = _signed(planned, batch, clerk, second)
    then = tx.append(NewEntry(case_id, taken, first.id, planned.sealed), actor=clerk.code)
    case = fold((first, then))
    assert case is not None
    store(tx, app.projector.rows_of(case))
    return TakenCase(case_id, number, taken.source, taken.number)


def _signed(planned: PlannedCase, batch: str, clerk: StaffRow, second: StaffRow) -> CaseTakenOver:
    """The event with its batch, ids of its papers, and the two people."""
    papers = tuple(replace(paper, paper=str(uuid7())) for paper in planned.taken.papers)
    return replace(
        planned.taken, batch=batch, papers=papers, prepared_by=clerk.code, confirmed_by=second.code
    )
