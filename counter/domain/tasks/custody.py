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


def out_words(out: OriginalsOut, term: Term) -> str:
    """What is where, and whose days these are."""
    names = "、".join(out.names[:3]) + (f"等{len(out.names)}份" if len(out.names) > 3 else "")
    sent = f"{out.since.month}月{out.since.day}日送出"
    pending = "" if term.settled else f"，{PENDING}"
    days = f"；{term.days}天内要取回{pending}" if term.days else ""
    return f"原件在{out.organ}：{names}（{sent}{days}）"


def mismatches(case: Case) -> tuple[tuple[date, str], ...]:
    """(day, words) of what is not settled."""
    return tuple(
        (one.day, f"交接不符待了结：{one.name}{one.fault.label}（{one.organ}）")
        for one in open_mismatches(case)
    )


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
