"""What of custody is a task: a slip that nobody signed, an original long at an organ, a paper that was not as said."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from counter.domain.calendar.workdays import Calendar, add_days, civil_date
from counter.domain.case.acts.custody import at_organ
from counter.domain.case.acts.rounds import open_mismatches, open_rounds
from counter.domain.case.case import Case
from counter.domain.case.item_events import Hands
from counter.domain.guide.terms import TimeUnit
from counter.domain.hall.jurisdiction import PENDING, Jurisdiction, Term
from counter.domain.visit.checklist import Line


@dataclass(frozen=True, slots=True)
class OriginalsOut:
    """Originals of one case at one organ. ``since``: the day of the longest; ``until``: by when they should be back,
    None where the place names no days.
    """

    organ: str
    names: tuple[str, ...]
    since: date
    until: date | None


def in_transit(case: Case) -> tuple[tuple[str, date, str], ...]:
    """(id of the slip, its day, words) of each slip that nobody has signed."""
    return tuple(
        (one.paper, one.day, _transit_words(one.number, one.organ, one.hands)) for one in open_rounds(case)
    )


def _transit_words(number: str, organ: str, hands: Hands) -> str:
    way = f"送{organ}，在途" if hands is Hands.TO_ORGAN else f"到{organ}取回"
    return f"物料流转单（汇总）{number}{way}，部门还没有签收"


def originals_out(case: Case, jurisdiction: Jurisdiction, calendar: Calendar) -> tuple[OriginalsOut, ...]:
    """Originals at organs, by organ; what is under way is not there yet."""
    if not case.custody:
        return ()
    found = []
    for organ in dict.fromkeys(handover.organ for handover in case.custody):
        taken = {m.line for one in open_rounds(case) if one.hands is Hands.TO_ORGAN for m in one.moved}
        lines = [x for x in case.lines if lent(case, x, organ) and x.id not in taken]
        if lines:
            since = min(since_at(case, line.id, organ) for line in lines)
            until = last_day(since, jurisdiction.originals_out, calendar)
            found.append(OriginalsOut(organ, tuple(line.name for line in lines), since, until))
    return tuple(found)


def lent(case: Case, line: Line, organ: str) -> int:
    """Originals of the applicant's that are with that organ; a form that was filled in for it stays in its file."""
    return 0 if line.form else max(0, at_organ(case, line, organ).originals)


def to_fetch_back(
    case: Case, jurisdiction: Jurisdiction, calendar: Calendar
) -> tuple[tuple[date | None, str], ...]:
    """(day, words) of the originals that are at organs, one for the case: the earliest day; nothing where none is."""
    out = originals_out(case, jurisdiction, calendar)
    if not out:
        return ()
    term = jurisdiction.originals_out
    days = f"；{term.days}天内要取回{'' if term.settled else f'，{PENDING}'}" if term.days else ""
    words = "；".join(
        f"原件在{one.organ}：{_listed(one.names)}（{one.since.month}月{one.since.day}日送出{days}）"
        for one in out
    )
    return ((min((one.until for one in out if one.until is not None), default=None), words),)


def to_settle(case: Case) -> tuple[tuple[date, str], ...]:
    """(day, words) of what was not as a slip says and is not settled, one for the case; nothing where all is."""
    found = tuple(open_mismatches(case))
    if not found:
        return ()
    words = "、".join(f"{one.name}{one.fault.label}（{one.organ}）" for one in found)
    return ((min(one.day for one in found), f"交接不符待了结：{words}"),)


def _listed(names: tuple[str, ...], most: int = 3) -> str:
    return "、".join(names[:most]) + (f"等{len(names)}份" if len(names) > most else "")


def since_at(case: Case, line: str, organ: str) -> date:
    """The day on which the sheets of a line that are with that organ last went there."""
    days = [
        civil_date(handover.at)
        for handover in case.custody
        if handover.organ == organ
        and handover.hands is Hands.TO_ORGAN
        and any(moved.line == line for moved in handover.moved)
    ]
    return max(days, default=civil_date(case.opened_at))


def last_day(since: date, term: Term, calendar: Calendar) -> date | None:
    """The last day of the period from ``since``; None where the place names none."""
    if term.days is None:
        return None
    return add_days(calendar, since, term.days, term.unit or TimeUnit.NATURAL).day
