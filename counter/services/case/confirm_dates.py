"""Set days that were held while the clock was in doubt; a supervisor confirms the true day (确定日期)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time

from counter.domain.calendar.workdays import CHINA, civil_date
from counter.domain.case import clock_events
from counter.domain.case.acts.acts import SetDates
from counter.domain.case.acts.correction import still_asked
from counter.domain.case.acts.rejudge import is_doubted, opening_doubted, receipt_doubted, receipt_of
from counter.domain.case.case import Case
from counter.domain.case.case_item import CaseItem
from counter.domain.case.issued_paper import IssuedPaper
from counter.domain.case.item_state import ItemState
from counter.domain.document import numbering
from counter.domain.document.document import PaperKind
from counter.domain.errors import BadInput, RuleRefused
from counter.domain.text.day_words import day_text
from counter.domain.visit import clocks
from counter.domain.visit.verdict import Due
from counter.domain.visit.visit import Setting
from counter.services.case.case_writer import CaseWriter, open_writer
from counter.services.case.reissue_paper import asked_of, replace_paper
from counter.services.case.write_verdicts import date_event
from counter.services.context.app import AppContext
from counter.services.context.ports import StaffRow
from counter.services.hall.staff import consented

_DATED = (
    PaperKind.ACCEPTANCE_NOTICE,
    PaperKind.CORRECTION_NOTICE,
    PaperKind.GAP_NOTICE,
    PaperKind.INTAKE_RECEIPT,
    PaperKind.PLEDGE,
    PaperKind.REGISTRATION_PROOF,
)
"""Papers that were issued with 时间待核 in place of their day."""


def confirm_dates(
    app: AppContext, case_id: str, act: SetDates, clerk: StaffRow, base: str | None = None
) -> Case:
    """Count every held day from ``act.day`` and reissue the papers that lack it.

    Raises RuleRefused without a supervisor, while the clock is still in doubt, or where nothing is held; BadInput for a
    future day or one before receipt.
    """
    consented(app.journal, act.consent)
    if app.journal.untimely():
        raise RuleRefused("时钟还没有确认，请先校准并确认时间，再定日期。", rule="clock")
    with open_writer(app, case_id, clerk, base) as writer:
        before = writer.case
        held = tuple(i for i in before.items if i.dates_held)
        if not held and not opening_doubted(before):
            raise RuleRefused("这件办件没有待定的日期。", rule="clock")
        if act.day > civil_date(writer.setting.now):
            raise BadInput("日期还没有到，请核对。", field="day")
        earliest = _earliest(before)
        if act.day < earliest <= civil_date(writer.setting.now):  # one to come was a clock put forward
            raise BadInput(f"日期早于收件，最早是{day_text(earliest)}，请核对。", field="day")
        then = replace(writer.setting, now=datetime.combine(act.day, time(12), CHINA))
        for item in held:
            writer.add(_dates(before, item, then))
        if not held:  # decided since by a sure clock: only hand-over is not
            writer.add(_hand_over(before.items[0], act.day))
        date_event(writer)
        writer.visit = replace(writer.visit, begun_at=writer.case.begun_at)
        ids = {i.id for i in held if not i.state.closed or i.state is ItemState.DONE}
        for paper in before.papers:
            if paper.stage.binding and paper.kind in _DATED and ids & set(paper.items):
                _replace(writer, paper, act.day)
        return writer.commit()


def _earliest(case: Case) -> date:
    """The first day that can be the true one. A clock in doubt says nothing of hand-over; the number of a case that was
    opened by one names the last sure day before it.
    """
    if case.confirmed_on is not None:
        return case.confirmed_on
    if is_doubted(case, case.opened_at):
        return numbering.parse_case_number(case.number).day
    return civil_date(min(case.opened.begun_at, case.opened_at))


def _replace(writer: CaseWriter, paper: IssuedPaper, day: date) -> None:
    """Reissue the paper; a correction notice only for items of which something may still be demanded (L2)."""
    items = paper.items
    if paper.kind == PaperKind.CORRECTION_NOTICE:
        concerned = (i for i in writer.case.items if i.id in items)
        items = tuple(
            i.id
            for i in concerned
            if i.state is not ItemState.TO_CORRECT or still_asked(writer.case, asked_of(i))
        )
    if items:
        replace_paper(writer, paper, "dates_set", items, decided_on=day)


def _hand_over(item: CaseItem, day: date) -> clock_events.DatesSet:
    return clock_events.DatesSet(
        item.id,
        item.asked.name,
        item.due,
        item.statutory,
        item.promised,
        gaps=item.gap_dues,
        why="clock",
        handed_over=day,
    )


def _answer_by(case: Case, item: CaseItem, then: Setting) -> Due | None:
    """By when what was answered meanwhile had to be answered; None where it was not, or nobody knows since when."""
    told = item.told[:-1] if item.told and item.told[-1].at == item.at else item.told
    answered = item.decided or told != item.told
    receipt = receipt_of(case, item)
    if not answered or receipt_doubted(case, item) or (told and told[-1].at >= receipt):
        return None
    return clocks.notice_due_from(item.asked.procedure, then, receipt)


def _dates(case: Case, item: CaseItem, then: Setting) -> clock_events.DatesSet:
    asked, day = item.asked, civil_date(then.now)
    opened = day if opening_doubted(case) else None
    event = clock_events.DatesSet(
        item.id,
        asked.name,
        why="clock",
        confirmed=day,
        handed_over=opened,
        answer_by=None if opened is not None else _answer_by(case, item, then),
    )
    if item.state.closed:  # nothing runs; on which day it was done counts in every figure
        return replace(event, due=item.due, statutory=item.statutory, promised=item.promised)
    if item.state is ItemState.TO_CORRECT:
        due = clocks.correction_due(asked, then)
        gaps = still_asked(case, asked_of(item))
        return replace(event, due=due, gaps=tuple(replace(g, due=due) for g in gaps))
    if item.state is ItemState.ACCEPTED:
        due, statutory, promised = clocks.decision_dues(asked, then)
        return replace(event, due=due, statutory=statutory, promised=promised)
    if item.state is ItemState.WAITING:
        return event
    due = clocks.notice_due_from(asked.procedure, then, then.now)
    return replace(event, due=due, received=day)
