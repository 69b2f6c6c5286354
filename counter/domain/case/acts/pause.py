"""特别程序: time that is not counted, once the applicant was notified in writing (许可法 42, 45; DOMAIN §7).

The item's days move by as many days as the special procedure took; an organ's extension is in ``extension``. Without a
written notice the clock never stops: it is paused from the day on which the organ's own notice, or the one issued here,
was served.
"""

from __future__ import annotations

from datetime import date, timedelta

from counter.domain.calendar.workdays import Calendar, add_days
from counter.domain.case.acts.acts import PauseClock, ResumeClock
from counter.domain.case.case import Case
from counter.domain.case.case_item import CaseItem, Paused
from counter.domain.case.clock_events import ProcedureTold
from counter.domain.case.handled_together import is_together
from counter.domain.case.issued_paper import IssuedPaper
from counter.domain.case.item_events import Pause
from counter.domain.errors import BadInput, RuleRefused
from counter.domain.guide.model import ProcedureClass, TimeUnit
from counter.domain.visit.verdict import Due

MOST_DAYS = 366
"""Most days of a special procedure; more is a typing error."""

LEFT_OUT, EXTENDED = "，扣除特别程序", "，延长审批"
"""Added to a period's words: why its day moved."""


def check_pause(item: CaseItem, act: PauseClock, today: date) -> None:
    """Raises RuleRefused when no clock runs or it is paused already, BadInput without notice and day of service."""
    if not item.state.accepted:
        raise RuleRefused(f"“{item.asked.name}”{item.state.label}，没有在走的办理时限。", rule="L6")
    if item.pausing:
        raise RuleRefused(f"“{item.asked.name}”已经在特别程序中。", rule="L6")
    if act.pause is Pause.EXTENSION:
        raise RuleRefused(
            "延长办理期限不是特别程序：由机关批准，用“批准延期”登记。", rule="L6", field="pause"
        )
    if not act.notice.strip() and act.served is None:
        _check_new_notice(item, act, today)
    else:
        _check_own_notice(item, act, today)


def _check_own_notice(item: CaseItem, act: PauseClock, today: date) -> None:
    """Check the organ's own notice: number and day of service."""
    if not act.notice.strip():
        raise BadInput("特别程序要先书面告知申请人：请写明告知书的文号。", field="notice")
    if act.served is None:
        raise BadInput("请写明告知书的送达日期。", field="served")
    _check_days(act)
    if act.what.strip() or act.basis.strip() or act.until is not None:
        raise BadInput("机关已经自己书面告知的，只登记文号和送达日期。", field="notice")
    if act.served > today:
        raise BadInput("告知书的送达日期还没有到。", field="served")
    accepted = item.accepted_on
    if accepted is not None and not item.untimely and act.served < accepted:
        raise BadInput("告知书的送达日期早于受理。", field="served")
    _check_since(item, act.served, field="served")


def _check_since(item: CaseItem, day: date, *, field: str) -> None:
    """Raises BadInput where ``day`` lies in an earlier procedure, RuleRefused where every period was over before it.

    No day is left out twice, and what has run out cannot stand any more: the decision is late and stays so.
    """
    ended = max((p.ended for p in item.paused if p.ended and p.pause is not Pause.EXTENSION), default=None)
    if ended is not None and day < ended:
        raise BadInput(
            f"上一次特别程序到{ended.isoformat()}才结束，这一次不能从那以前算起，同一天不能扣除两次。",
            field=field,
        )
    last = last_day(item)
    if last is not None and day > last:
        raise RuleRefused(
            f"“{item.asked.name}”的办理期限到{last.isoformat()}已经届满，特别程序不能再停止计时；超期照实记录。",
            rule="L6",
            field=field,
        )


def last_day(item: CaseItem) -> date | None:
    """The day on which the longest of its periods is over; None where it has none."""
    return max((d.day for d in (item.due, item.statutory, item.promised) if d is not None), default=None)


def _check_new_notice(item: CaseItem, act: PauseClock, today: date) -> None:
    """Check the content of the notice issued here: what is done, why, and how long it takes (许可法 45)."""
    if item.dates_held:
        raise RuleRefused("时间待核，日期还没有定，先确定日期再告知特别程序。", rule="L6")
    _check_since(item, today, field="item")
    if not act.what.strip():
        raise BadInput("请写明要做什么，例如对场所环境进行检测。", field="what")
    if not act.basis.strip():
        raise BadInput("请写明依据：哪部法、第几条要求这个程序。", field="basis")
    if (act.days is None) == (act.until is None):
        raise BadInput("请写明所需时间：要多少天，或者到哪一天，写一样。", field="days")
    _check_days(act)
    if act.until is not None and not today < act.until <= today + timedelta(days=2 * MOST_DAYS):
        raise BadInput("所需时间的最后一天要在今天以后，请核对。", field="until")


def _check_days(act: PauseClock) -> None:
    if act.days is not None and not 0 < act.days <= MOST_DAYS:
        raise BadInput(f"所需时间写1到{MOST_DAYS}天。", field="days")


def unserved(case: Case, item: CaseItem) -> tuple[IssuedPaper, ...]:
    """Notices of its special procedures that were issued here and are not served: they pause no clock yet."""
    notices = {procedure.paper for procedure in item.procedures}
    return tuple(p for p in case.papers if p.id in notices and p.stage.binding and p.serving is None)


def procedure_of_notice(case: Case, paper: IssuedPaper) -> tuple[CaseItem, ProcedureTold] | None:
    """The item and the procedure of that notice; None for any other paper."""
    found = ((i, procedure) for i in case.items for procedure in i.procedures if procedure.paper == paper.id)
    return next(found, None)


def check_begins(case: Case, paper: IssuedPaper, day: date) -> None:
    """Raises RuleRefused where serving this notice on ``day`` can no longer pause the clock; other papers pass."""
    found = procedure_of_notice(case, paper)
    if found is None:
        return
    item, procedure = found
    if not item.state.accepted:
        raise RuleRefused(f"“{item.asked.name}”{item.state.label}，这份告知书不用再送达。", rule="L6")
    if item.pausing:
        raise RuleRefused(f"“{item.asked.name}”已经在特别程序中。", rule="L6")
    _check_since(item, day, field="day")
    if procedure.until is not None and day > procedure.until:
        raise RuleRefused(
            f"{paper.number} 写的所需时间到{procedure.until.isoformat()}已经过了，请重新出具告知书。",
            rule="L6",
            field="papers",
        )


def over_by(item: CaseItem, procedure: ProcedureTold, served: date, calendar: Calendar) -> Due:
    """By when the procedure should be over, by the notice and from the day it was served."""
    if procedure.until is not None:
        return Due(procedure.until, False, "")
    assert procedure.days is not None
    return Due(*add_days(calendar, served, procedure.days, unit_of(item)), "")


def may_end(case: Case, item: CaseItem) -> bool:
    """True in a special procedure whose end moves a day: the item's own, or the common one of all licences."""
    moves_others = case.event_due is not None and is_together(case, item.asked)
    running = any(is_together(case, i.asked) and not i.state.closed for i in case.items)
    countable = item.state.accepted or (moves_others and running)
    return item.pausing and countable


def check_resume(case: Case, item: CaseItem, act: ResumeClock, today: date) -> date:
    """Since when the clock was paused. Raises RuleRefused when it is not, BadInput for an impossible day."""
    running = next((p for p in item.paused if p.ended is None), None)
    if running is None:
        raise RuleRefused(f"“{item.asked.name}”没有在特别程序中。", rule="L6")
    if not may_end(case, item):
        raise RuleRefused(f"“{item.asked.name}”{item.state.label}，没有要恢复的时限。", rule="L6")
    if not running.since <= act.day <= today:
        raise BadInput("结束日期要在告知送达以后、今天以前。", field="day")
    return running.since


def moved(due: Due | None, item: CaseItem, calendar: Calendar, days: int, why: str = LEFT_OUT) -> Due | None:
    """The day after ``days`` more days of the item's own unit, with ``why`` added once to its words; None for None."""
    if due is None or days == 0:
        return due
    day, provisional = add_days(calendar, due.day, days, unit_of(item))
    return Due(day, provisional or due.provisional, _with_reason(due, why))


def left_out(due: Due | None, item: CaseItem, calendar: Calendar, since: date, days: int) -> Due | None:
    """The day without the time of a special procedure that began on ``since``.

    A period that was over before stays as it is: a missed promise is not made good by a later procedure.
    """
    return due if due is not None and due.day < since else moved(due, item, calendar, days)


def event_moved(case: Case, item: CaseItem, ended: date, calendar: Calendar) -> Due | None:
    """The day of all licences handled together, once this item's special procedure ended; None where nothing moves.

    The time it takes is not counted into the forty-five days either (许可法 45: 本节规定的期限, to which Art. 42(2)
    belongs); days on which two licences were paused are left out once. An extension of one item is its own organ's and
    moves nothing here: the whole is extended by the government alone (Art. 42(2)).
    """
    due = case.event_due
    if due is None or not is_together(case, item.asked):
        return None
    others = [i for i in case.items if is_together(case, i.asked)]
    before = {day for i in others for p in i.paused for day in _left_out(p, calendar)}
    running = next((p for p in item.paused if p.ended is None), None)
    if running is None or running.pause is Pause.EXTENSION or due.day < running.since:
        return None
    days = len(_worked(calendar, running.since, ended) - before)
    if not days:
        return None
    day, provisional = add_days(calendar, due.day, days, TimeUnit.WORKING)
    return Due(day, provisional or due.provisional, _with_reason(due, LEFT_OUT))


def excludes_procedure(due: Due) -> bool:
    """True where a special procedure is left out of the days; entries record that in the words of the day only."""
    return LEFT_OUT in due.text


def was_extended(due: Due) -> bool:
    """True where an extension moved the day; entries record that in the words of the day only."""
    return EXTENDED in due.text


def _with_reason(due: Due, why: str) -> str:
    return due.text if why in due.text else f"{due.text}{why}"


def _left_out(paused: Paused, calendar: Calendar) -> frozenset[date]:
    if paused.pause is Pause.EXTENSION or paused.ended is None:
        return frozenset()
    return _worked(calendar, paused.since, paused.ended)


def _worked(calendar: Calendar, since: date, until: date) -> frozenset[date]:
    days = (since + timedelta(days=n) for n in range(1, (until - since).days + 1))
    return frozenset(day for day in days if not calendar.is_rest(day))


def days_between(calendar: Calendar, item: CaseItem, since: date, until: date) -> int:
    """How many days of the item's own unit lie after ``since`` up to and with ``until``."""
    span = (until - since).days
    if unit_of(item) is TimeUnit.NATURAL:
        return span
    return sum(not calendar.is_rest(since + timedelta(days=n)) for n in range(1, span + 1))


def unit_of(item: CaseItem) -> TimeUnit:
    """In which days the item's time is counted; a licence's are working days (许可法 Art. 82)."""
    natural = item.asked.statutory.unit is TimeUnit.NATURAL
    licence = item.asked.procedure is ProcedureClass.LICENCE
    return TimeUnit.NATURAL if natural and not licence else TimeUnit.WORKING
