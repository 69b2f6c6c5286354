"""Pause an item's clock for a special procedure and resume it (特别程序); both need a written notice (许可法 45)."""

from __future__ import annotations

from datetime import date

from counter.domain.calendar.workdays import civil_date
from counter.domain.case.acts import pause
from counter.domain.case.acts.acts import PauseClock, ResumeClock
from counter.domain.case.case import Case
from counter.domain.case.case_item import CaseItem
from counter.domain.case.clock_events import (
    ClockPaused,
    ClockResumed,
    EventDated,
    ProcedureTold,
    ProcedureToldSealed,
)
from counter.domain.case.issued_paper import IssuedPaper
from counter.domain.case.issued_verdict import recorded_verdict
from counter.domain.document.document import TITLES, PaperKind
from counter.domain.errors import BadInput, RuleRefused
from counter.domain.papers.compose.special_procedure import Procedure, ProcedureOver
from counter.domain.visit import clocks
from counter.domain.visit.verdict import Due
from counter.domain.visit.visit import PaperPlan
from counter.services.case.case_writer import CaseWriter, open_writer
from counter.services.case.void_papers import void_procedure_notices
from counter.services.context.app import AppContext
from counter.services.context.ports import StaffRow

LEFT_OUT_BASIS = "第四十五条"
"""Article by which the time of a special procedure is left out of the common period too."""


def pause_clock(
    app: AppContext, case_id: str, act: PauseClock, clerk: StaffRow, base: str | None = None
) -> Case:
    """Record a special procedure begun by the organ's own notice, or issue that notice for the organ, to be served.

    Raises RuleRefused for issuing where the organ entrusted nothing to this window (L13), or while the clock is in
    doubt: the procedure's time is counted from the notice.
    """
    with open_writer(app, case_id, clerk, base) as writer:
        item = _item(writer, act.item)
        pause.check_pause(item, act, civil_date(writer.setting.now))
        if act.served is None:
            if not _entrusted(writer, item):
                raise RuleRefused(
                    f"本窗口没有{item.asked.organ}的授权，特别程序由该机关自己书面告知；请登记它的告知书文号和送达日期。",
                    rule="L13",
                    field="notice",
                )
            void_procedure_notices(writer, item, "重新告知，以新的告知书为准。")
            _issue_notice(writer, item, act)
            if writer.untimely:
                raise RuleRefused(
                    "时间待核，定不了特别程序的日期。请值班负责人先确认时间，再告知。", rule="clock"
                )
            return writer.commit()
        void_procedure_notices(writer, item, "机关已经自己告知。")
        event = ClockPaused(item.id, item.asked.name, act.pause, act.notice.strip(), act.served, act.days)
        writer.add(event)
        return writer.commit()


def pause_by_notice(writer: CaseWriter, paper: IssuedPaper, day: date) -> None:
    """Stop the clock as of ``day``, on which a notice issued here is served. Nothing for any other paper."""
    found = pause.procedure_of_notice(writer.case, paper)
    if found is None:
        return
    item, notice = found
    until = pause.over_by(item, notice, day, writer.setting.calendar)
    event = ClockPaused(
        item.id, item.asked.name, notice.pause, notice.number, day, notice.days, until=until, paper=paper.id
    )
    writer.add(event)


def resume_clock(
    app: AppContext, case_id: str, act: ResumeClock, clerk: StaffRow, base: str | None = None
) -> Case:
    """Record its end; the days of the item, and the common day of licences handled together, move by its duration.

    For an organ that entrusted the window a notice tells the applicant the duration and the new day.
    """
    with open_writer(app, case_id, clerk, base) as writer:
        item = _item(writer, act.item)
        since = pause.check_resume(writer.case, item, act, civil_date(writer.setting.now))
        days = pause.days_between(writer.setting.calendar, item, since, act.day)
        event = pause.event_moved(writer.case, item, act.day, writer.setting.calendar)
        _resume(writer, item, act, since, days)
        if event is not None:
            writer.add(EventDated(event, f"{clocks.EVENT_BASIS}、{LEFT_OUT_BASIS}"))
        if item.state.accepted and _entrusted(writer, item):
            _issue_end(writer, item, act.day, days)
        return writer.commit()


def _issue_notice(writer: CaseWriter, item: CaseItem, act: PauseClock) -> None:
    details = Procedure(
        act.pause,
        act.what.strip(),
        act.basis.strip(),
        act.days,
        act.until,
        pause.unit_of(item),
        item.accepted_on,
    )
    paper = writer.issue(_plan(PaperKind.PROCEDURE_NOTICE, item), (recorded_verdict(item),), details)
    event = ProcedureTold(
        item.id,
        item.asked.name,
        act.pause,
        paper.id,
        paper.number,
        details.basis,
        days=act.days,
        until=act.until,
    )
    writer.add(event, ProcedureToldSealed(details.what))


def _issue_end(writer: CaseWriter, before: CaseItem, ended: date, days: int) -> None:
    paused = next(p for p in before.paused if p.ended is None)
    current = writer.case.item(before.id)
    assert current is not None
    details = ProcedureOver(
        paused.pause,
        paused.notice,
        paused.since,
        ended,
        days,
        pause.unit_of(before),
        announced=paused.days,
        until=paused.until.day if paused.until is not None and paused.days is None else None,
        before=min((d for d in (before.due, before.statutory, before.promised) if d), key=_day, default=None),
    )
    writer.issue(_plan(PaperKind.PROCEDURE_END, before), (recorded_verdict(current),), details)


def _day(due: Due) -> date:
    return due.day


def _plan(kind: PaperKind, item: CaseItem) -> PaperPlan:
    return PaperPlan(kind, TITLES[kind], item.asked.organ, (item.id,))


def _entrusted(writer: CaseWriter, item: CaseItem) -> bool:
    today = civil_date(writer.setting.now)
    return writer.setting.authority.entrusts(item.asked.organ, item.id, today)


def _resume(writer: CaseWriter, item: CaseItem, act: ResumeClock, since: date, days: int) -> None:
    calendar = writer.setting.calendar
    event = ClockResumed(
        item.id,
        item.asked.name,
        act.day,
        due=pause.left_out(item.due, item, calendar, since, days),
        statutory=pause.left_out(item.statutory, item, calendar, since, days),
        promised=pause.left_out(item.promised, item, calendar, since, days),
    )
    writer.add(event)


def _item(writer: CaseWriter, item_id: str) -> CaseItem:
    item = writer.case.item(item_id)
    if item is None:
        raise BadInput(f"这件办件里没有事项“{item_id}”。", field="item")
    return item
