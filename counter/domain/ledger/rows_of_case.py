"""The rows of the ledger that a folded case gives: one for each item."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from counter.domain.calendar.workdays import civil_date
from counter.domain.case.case import Case
from counter.domain.case.case_item import CaseItem, ReturnedFiling, StoppedClock
from counter.domain.case.decision_paper import decision_paper
from counter.domain.case.item_ends import BY_APPLICANT, accepted_from, answered_on, ended_on, known_to_end
from counter.domain.case.item_state import ItemState
from counter.domain.case.paper_events import Way
from counter.domain.case.results.certificate import CaseCertificate, PresenceReason
from counter.domain.case.serial_clocks import AnswerBy, SerialClock, ended_clocks
from counter.domain.document.document import PaperKind
from counter.domain.guide.model import TimeLimit, TimeUnit
from counter.domain.ledger.row import OPEN_END, Accepted, ItemRow
from counter.domain.visit.verdict import Due, Outcome

TAKEN_OVER = "takeover"
SPOT = "spot"
"""``ItemRow.result`` of an item that was done at once."""
_ACCEPTING = (PaperKind.ACCEPTANCE_NOTICE, PaperKind.REGISTRATION_PROOF, PaperKind.GAP_NOTICE)
_INVITED, _RATING_OVER = "rating.invited", "rating.closed"
_TO_WORKING = "工作日"


def ledger_rows(case: Case, answer_by: AnswerBy) -> tuple[ItemRow, ...]:
    """Its rows in the order of its items; none of a case whose opening is not here, or whose take-over was undone.

    ``answer_by``: the region's term for an answer, by the calendar in force.
    """
    if case.loose or case.given_up:
        return ()
    whole = _Whole(case)
    return tuple(_row(case, whole, place, item, answer_by) for place, item in enumerate(case.items))


class _Whole:
    """What holds of the case as a whole."""

    def __init__(self, case: Case) -> None:
        taken = case.taken_over
        self.received = taken.received if taken is not None else case.received_on
        self.via = TAKEN_OVER if taken is not None else case.opened.via
        ends = [ended_on(item) for item in case.items]
        known = [end for end in ends if end is not None]
        self.ended_on = max(known) if known and len(known) == len(ends) else None
        self.ends = _ends_before(case)
        self.visits = case.visits_made
        visits = [case.elements.item(item.id).visits.count for item in case.items]
        published = [count for count in visits if count is not None]
        self.promised = max(published) if published and len(published) == len(visits) else None
        self.alone = sum(1 if count is None else count for count in visits)
        invited = [line.at for line in case.history if line.kind == _INVITED]
        closed = sum(line.kind == _RATING_OVER for line in case.history)
        self.invited_on = civil_date(min(invited)) if invited else None
        self.rating_over = int(bool(invited) and closed >= len(invited))

    def last_of(self, days: Iterable[date | None]) -> date:
        """The last day of any fact: of the case as a whole, or one of these."""
        every = (self.received, self.ended_on, self.invited_on, *days)
        return max(day for day in every if day is not None)


def _row(case: Case, whole: _Whole, place: int, item: CaseItem, answer_by: AnswerBy) -> ItemRow:
    ended, delivered = ended_on(item), _delivered(case, item)
    (accepted_on, how), told = _accepted(item), [civil_date(one.at) for one in item.told]
    answered, late = answered_on(item), _late_clocks(case, item, answer_by)
    gap_due, later, gaps_in = _gap_days(item, ended)
    days = (ended, answered, accepted_on, gaps_in, *told, later, delivered[0], *map(late_until, late))
    return ItemRow(
        case=case.id,
        item=item.id,
        place=place,
        number=case.number,
        bundle=case.opened.bundle,
        bundle_name=case.opened.bundle_name,
        item_name=item.asked.name,
        organ=item.asked.organ,
        procedure=item.asked.procedure.value,
        station=case.owner,
        received_at=_received_at(case),
        returned_on=_iso(ended) if item.state is ItemState.RETURNED else None,
        filings=_filings(item.filings),
        case_ends=_filings(whole.ends),
        clerk=case.clerk,
        via=whole.via,
        state=item.state.value,
        result=_result(item),
        open=int(ended is None),
        until=OPEN_END if ended is None else whole.last_of(days).isoformat(),
        received_on=whole.received.isoformat(),
        answer_from=_answer_from(case, item, whole.received).isoformat(),
        answered_on=_iso(answered),
        accepted_on=_iso(accepted_on),
        accepted_how=how,
        acceptance_number=_acceptance_number(case, item),
        statutory_limit=_limit(item.asked.statutory),
        promised_limit=_limit(item.asked.promised),
        statutory_due=_iso(_last_day(item, item.statutory)),
        promised_due=_iso(_last_day(item, item.promised)),
        due=_iso(_runs_until(item, SerialClock(case, item, answer_by))),
        **_late_fields(late),  # type: ignore[arg-type]  # each is of its field
        paused_days=sum((end - p.since).days for p in item.paused if (end := p.ended or ended) is not None),
        **_told_fields(told),  # type: ignore[arg-type]  # each is of its field
        gaps=len(item.gapped),
        gap_names="、".join(dict.fromkeys(gap.name for gap in item.gapped)),
        gap_due=_iso(gap_due),
        gap_late_on=_iso(later),
        gaps_in_on=_iso(gaps_in),
        ended_on=_iso(ended),
        certificates=json.dumps(list(_certificates(case, item)), ensure_ascii=False),
        delivered_on=_iso(delivered[0]),
        delivered_way=delivered[1],
        case_ended_on=_iso(whole.ended_on),
        saved=case.opened.saved,
        visits=whole.visits,
        visits_promised=whole.promised,
        visits_alone=whole.alone,
        invited_on=_iso(whole.invited_on),
        rating_over=whole.rating_over,
        official_number=case.official_for(item.id),
        follower=case.follower,
    )


def _received_at(case: Case) -> str:
    """The window at which it was handed in; a case may go to another one, its receipt does not."""
    intake = (one.station for one in case.presences if one.reason is PresenceReason.INTAKE)
    return next(intake, case.owner)


def _filings(filings: Iterable[ReturnedFiling]) -> str:
    found = [(one.again.isoformat(), one.returned.isoformat()) for one in filings]
    return json.dumps(found[::-1]) if found else ""


def _ends_before(case: Case) -> tuple[ReturnedFiling, ...]:
    """When every item of the case had ended, before one that had been returned came again."""
    found: dict[date, ReturnedFiling] = {}
    for again in sorted({one.again for item in case.items for one in item.filings}):
        ends = [_ended_before(item, again) for item in case.items]
        known = [end for end in ends if end is not None]
        if len(known) == len(ends):
            found.setdefault(max(known), ReturnedFiling(max(known), again))
    return tuple(found.values())


def _ended_before(item: CaseItem, day: date) -> date | None:
    """The day on which it had ended, as things stood before that day."""
    before = [one.returned for one in item.filings if one.returned <= day <= one.again]
    end = ended_on(item)
    return max((*before, *([end] if end is not None and end < day else [])), default=None)


def certificates_of(stored: str) -> tuple[tuple[str, str], ...]:
    """(name, number) of the certificates in ``ItemRow.certificates``; the number is personal."""
    return tuple((str(name), str(number)) for name, number in json.loads(stored))


def late_until(clock: StoppedClock) -> date:
    """The day that counts against a clock's own: paused time does not (许可法 45)."""
    return clock.day if clock.stood is None else min(clock.day, clock.stood)


def _runs_until(item: CaseItem, serial: SerialClock) -> date | None:
    """The day by which something has to be done, or had to when the applicant ended it; None where an organ's result
    ended it, and while a special procedure that began in time lets the clock stand.
    """
    if item.state.closed and item.state not in BY_APPLICANT:
        return None
    running = item.ran if item.state.closed else item.due
    dues = (running, item.statutory, item.promised) if item.decided else (running,)
    first = serial.runs_until(min((due.day for due in dues if due is not None), default=None))
    return None if first is None or _stands(item, first) else first


def _last_day(item: CaseItem, due: Due | None) -> date | None:
    """Of a period; None where the item ended while its clock stood: nobody knows what would have been its last day."""
    if due is None or (item.state.closed and _stands(item, due.day)):
        return None
    return due.day


def _stands(item: CaseItem, day: date) -> bool:
    """Whether a special procedure that has not ended began before that day was over."""
    return any(one.ended is None and day >= one.since for one in item.paused)


def _gap_days(item: CaseItem, ended: date | None) -> tuple[date | None, date | None, date | None]:
    """The last day of what was deferred, the day after it where the item was not ended by then, and the day on which
    the last of it came.
    """
    due = max((gap.due.day for gap in item.gapped if gap.due is not None), default=None)
    later = None if due is None or (ended is not None and ended <= due) else due + timedelta(days=1)
    return due, later, None if item.gaps_in_at is None else civil_date(item.gaps_in_at)


def _limit(limit: TimeLimit | None) -> str:
    """In days where a number is published, else in its words."""
    if limit is None:
        return ""
    if limit.unit is TimeUnit.AT_ONCE:
        return "当场"
    if limit.days is None or limit.unit is None:
        return limit.text
    return f"{limit.days}{'个工作日' if limit.unit is TimeUnit.WORKING else '日'}"


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _result(item: CaseItem) -> str:
    if not item.state.closed:
        return ""
    if item.state in BY_APPLICANT:
        return item.state.value
    return SPOT if item.state is ItemState.DONE or item.conclusion is None else item.conclusion.result.value


def _accepted(item: CaseItem) -> tuple[date | None, str]:
    """When and how."""
    since = accepted_from(item)
    if since is None:
        return None, ""
    if item.organ_accepted is not None:
        return since, Accepted.ORGAN
    if item.deemed_on is not None:
        return since, Accepted.DEEMED
    if item.state is ItemState.DONE or item.outcome is Outcome.DONE:
        return since, Accepted.SPOT
    return since, Accepted.GAPS if item.gapped else Accepted.NOTICE


def _answer_from(case: Case, item: CaseItem, received: date) -> date:
    """Hand-over, or when it was known that the items it depends on had ended: before that nobody could answer (L6)."""
    ends = [known_to_end(one) for one in case.items if one.id in item.asked.after]
    return max([received, *(end for end in ends if end is not None)])


def _late_clocks(case: Case, item: CaseItem, answer_by: AnswerBy) -> list[StoppedClock]:
    """Clocks that ended after their day, the latest first."""
    return sorted(
        (one for one in ended_clocks(case, item, answer_by) if late_until(one) > one.due.day),
        key=lambda one: (late_until(one) - one.due.day, late_until(one)),
        reverse=True,
    )


def _told_fields(told: list[date]) -> dict[str, str | int | None]:
    """The fields of a row about its rounds of corrections."""
    first, again = (_iso(next(iter(told[n:]), None)) for n in (0, 1))
    return {"rounds": len(told), "told_on": first, "told_again_on": again}


def _late_fields(late: list[StoppedClock]) -> dict[str, str | int | None]:
    """The fields of a row about its late clocks."""
    days = [(one.due.day.isoformat(), late_until(one).isoformat()) for one in late]
    due, on = days[0] if days else (None, None)
    working = bool(late) and (_TO_WORKING in late[0].due.text or not late[0].due.text)
    return {
        "late_due": due,
        "late_on": on,
        "late_working": int(working),
        "also_late": json.dumps(days[1:]) if days[1:] else "",
    }


def _acceptance_number(case: Case, item: CaseItem) -> str:
    """Of the last acceptance paper that still holds."""
    papers = (p for p in reversed(case.papers) if p.kind in _ACCEPTING and p.stage.binding)
    return next((p.number for p in papers if item.id in p.items and p.number), "")


def _certificates(case: Case, item: CaseItem) -> Iterator[tuple[str, str]]:
    """Name and number of what holds; of a result recorded before results were things, the number alone is known."""
    things = case.results_of(item.id)
    yield from ((one.name, one.number or "") for one in things)
    if not things and item.conclusion is not None and item.conclusion.certificate:
        yield item.asked.result, item.conclusion.certificate


def _delivered(case: Case, item: CaseItem) -> tuple[date | None, str]:
    """When and how the last of its results reached the applicant, or the decision that was issued here; not while one
    of them has not.
    """
    things = case.results_of(item.id)
    if things:
        days = [one.delivered_on for one in things if one.delivered_on is not None]
        if len(days) < len(things):
            return None, ""
        last = max(things, key=lambda one: one.delivered_on or date.min)
        return last.delivered_on, _way(case, last).value
    paper = decision_paper(case, item)
    if paper is None or paper.serving is None:
        return None, ""
    return paper.serving.day, paper.serving.way.value


def _way(case: Case, certificate: CaseCertificate) -> Way:
    hand_out = next((one for one in case.hand_outs if one.id == certificate.hand_out), None)
    if hand_out is not None:
        return hand_out.way
    return Way.POST if any(one.signed for one in certificate.postings) else Way.ELECTRONIC
