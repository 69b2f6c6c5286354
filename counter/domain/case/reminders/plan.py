"""Which milestones an applicant is still to be told of, by rule from the folded case; never anything about ratings.

A milestone is told once. It falls away with what it is about: the gap was closed, the paper that says so was served,
the item ended, the applicant asked for no more.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from counter.domain.calendar.workdays import Calendar, civil_date, working_days_before
from counter.domain.case.acts.certificate_rules import why_not_delivered
from counter.domain.case.brought_since import is_in
from counter.domain.case.case import Case
from counter.domain.case.case_item import CaseItem
from counter.domain.case.item_events import Pause
from counter.domain.case.item_state import ItemState
from counter.domain.case.organ_events import HandsOver
from counter.domain.case.paper_events import REACHED
from counter.domain.case.reminder_events import Milestone, ReminderKey
from counter.domain.case.results.certificate import CertificateState
from counter.domain.document.document import PaperKind
from counter.domain.hall.authority import Authority
from counter.domain.visit.verdict import Due

NEAR, LAST = 3, 1
"""So many working days before a last day the applicant is told: 到期前3个、1个工作日 (DOMAIN §1)."""

Delivered = Callable[[Case, CaseItem], bool]

_ACCEPTING = (PaperKind.ACCEPTANCE_NOTICE, PaperKind.GAP_NOTICE, PaperKind.REGISTRATION_PROOF)
_PROMISED = frozenset({Milestone.CORRECTION_LAST, Milestone.GAP_LAST})


@dataclass(frozen=True, slots=True)
class PlannedReminder:
    """One thing to tell. ``keys``: its items; ``day``: on which it is to be told, a working day; ``due``: the last day
    it is about, None where it is about none; ``provisional``: a year not yet arranged may move it (L7).
    """

    milestone: Milestone
    keys: tuple[ReminderKey, ...]
    day: date
    due: date | None = None
    provisional: bool = False

    @property
    def promised(self) -> bool:
        """Whether the notice that set the last day promises it."""
        return self.milestone in _PROMISED

    @property
    def covered(self) -> tuple[ReminderKey, ...]:
        """What is told with it: its keys, and the earlier call about the same last day."""
        near = {Milestone.CORRECTION_LAST: Milestone.CORRECTION_NEAR, Milestone.GAP_LAST: Milestone.GAP_NEAR}
        earlier = near.get(self.milestone)
        more = () if earlier is None else tuple(ReminderKey(earlier, k.item, k.stamp) for k in self.keys)
        return (*self.keys, *more)


def planned(
    case: Case, calendar: Calendar, delivered: Delivered, authority: Authority | None = None
) -> tuple[PlannedReminder, ...]:
    """What is still to be told, the earliest day first. None without consent and a number, and none of a case whose
    person is forgotten. ``delivered``: whether the result of an item reached the applicant. ``authority``: nobody is
    told to fetch here what its organ has not entrusted to this hall on that day (L13); None: everything is entrusted.
    """
    if not _wanted(case):
        return ()
    since = case.reminding.since
    found: dict[tuple[Milestone, date, date | None], list[ReminderKey]] = {}
    unsure: set[tuple[Milestone, date, date | None]] = set()
    for key, day, due in _all(case, calendar, delivered, authority):
        if case.reminding.settled(key) or (since is not None and day <= since):
            continue
        place = (key.milestone, day, None if due is None else due.day)
        found.setdefault(place, []).append(key)
        if due is not None and due.provisional:
            unsure.add(place)
    made = [PlannedReminder(p[0], tuple(keys), p[1], p[2], p in unsure) for p, keys in found.items()]
    return tuple(sorted(made, key=lambda one: (one.day, list(Milestone).index(one.milestone))))


def due_on(plan: Iterable[PlannedReminder], today: date) -> tuple[PlannedReminder, ...]:
    """What is to be told by that day; of two calls about the same last day only the later one."""
    ripe = [one for one in plan if one.day <= today]
    later = {key for one in ripe for key in one.covered if key not in one.keys}
    return tuple(one for one in ripe if not set(one.keys) <= later)


def _wanted(case: Case) -> bool:
    said = case.reminding
    gone = case.forgotten or case.given_up or case.loose or case.archived is not None
    return said.wanted and not (gone or case.needs_upgrade)


_Found = tuple[ReminderKey, date, Due | None]


def _all(
    case: Case, calendar: Calendar, delivered: Delivered, authority: Authority | None
) -> Iterator[_Found]:
    for item in case.items:
        if item.state is ItemState.CONFLICT:
            continue
        if item.state.closed:
            yield from _result(case, item, calendar, delivered, authority)
        elif item.state is ItemState.TO_CORRECT:
            yield from _correction(case, item, calendar)
        elif item.state.accepted:
            yield from _accepted(case, item, calendar)


def _result(
    case: Case, item: CaseItem, calendar: Calendar, delivered: Delivered, authority: Authority | None
) -> Iterator[_Found]:
    """What lies here to be collected, or is on its way; a result that is a thing only once it is here."""
    things = case.results_of(item.id)
    for one in things:
        sent = one.postings[-1] if one.postings else None
        if one.state is CertificateState.POSTED and sent is not None:
            yield _after(calendar, ReminderKey(Milestone.POSTED, item.id, sent.id), sent.day)
        elif one.ready and one.medium.on_paper:  # nobody comes for a file
            back = sent.returned if sent is not None else None
            stamp = f"{one.id}:{len(one.postings)}"
            call = _after(calendar, ReminderKey(Milestone.READY, item.id, stamp), back or one.arrived)
            if authority is None or not why_not_delivered(one, authority, call[1]):
                yield call
    end = item.conclusion
    if item.state is not ItemState.GRANTED or end is None or things or end.hands_over is HandsOver.THING:
        return
    if not delivered(case, item):
        yield _after(calendar, ReminderKey(Milestone.READY, item.id, end.day.isoformat()), end.day)


def _correction(case: Case, item: CaseItem, calendar: Calendar) -> Iterator[_Found]:
    if not item.told or item.proposal is not None:
        return
    notice = item.told[-1]
    if notice.returned or all(is_in(case, item, gap.line) for gap in notice.gaps):
        return
    day = civil_date(notice.at)
    if not _served(case, item, (PaperKind.CORRECTION_NOTICE,), day):
        yield _after(calendar, ReminderKey(Milestone.TOLD, item.id, str(notice.round)), day)
    if notice.due is not None:
        yield from _before(
            calendar, item, notice.due, day, Milestone.CORRECTION_NEAR, Milestone.CORRECTION_LAST
        )


def _accepted(case: Case, item: CaseItem, calendar: Calendar) -> Iterator[_Found]:
    day = item.accepted_on
    if day is not None and not _served(case, item, _ACCEPTING, day):
        yield _after(calendar, ReminderKey(Milestone.ACCEPTED, item.id, day.isoformat()), day)
    if item.proposal is None and day is not None:
        earliest = min((g.due for g in item.gap_dues if g.due is not None), key=_day_of, default=None)
        if earliest is not None:
            yield from _before(calendar, item, earliest, day, Milestone.GAP_NEAR, Milestone.GAP_LAST)
    procedures = [one for one in item.paused if one.pause is not Pause.EXTENSION]  # that has its own notice
    for pause in procedures[-1:]:
        if pause.ended is None and not _numbered_served(case, pause.notice):
            yield _after(
                calendar, ReminderKey(Milestone.PAUSED, item.id, pause.since.isoformat()), pause.since
            )
        elif pause.ended is not None and not _served(case, item, (PaperKind.PROCEDURE_END,), pause.ended):
            yield _after(
                calendar, ReminderKey(Milestone.RESUMED, item.id, pause.ended.isoformat()), pause.ended
            )


def _after(calendar: Calendar, key: ReminderKey, day: date) -> _Found:
    """The next working day: on the day itself the applicant mostly stands at the window."""
    return key, calendar.next_working_day(day + timedelta(days=1)), None


def _before(
    calendar: Calendar, item: CaseItem, due: Due, told: date, near: Milestone, last: Milestone
) -> Iterator[_Found]:
    """The two calls before a last day; none of them on the day on which it was told, or before that."""
    days = {
        near: working_days_before(calendar, due.day, NEAR),
        last: working_days_before(calendar, due.day, LAST),
    }
    for milestone, day in days.items():
        if day > told:
            yield ReminderKey(milestone, item.id, due.day.isoformat()), day, due


def _served(case: Case, item: CaseItem, kinds: tuple[PaperKind, ...], since: date) -> bool:
    """Whether such a paper of the item, made on that day or later, was handed to the applicant."""
    return any(
        p.kind in kinds and item.id in p.items and p.stage in REACHED and civil_date(p.issued_at) >= since
        for p in case.papers
    )


def _numbered_served(case: Case, number: str) -> bool:
    return bool(number) and any(p.number == number and p.stage in REACHED for p in case.papers)


def _day_of(due: Due) -> date:
    return due.day
