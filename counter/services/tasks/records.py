"""Records for the supervisor (记录): found across all cases by day, person, kind and case; unusual ones first (L11).

Nothing sealed is opened here: what a record says comes from open payloads. Every call reads the disk and belongs on a
background thread.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING

import counter.domain.ratings.rating_records
import counter.domain.tasks.records.case_records
import counter.domain.tasks.records.hall_records
import counter.domain.tasks.records.room_records  # noqa: F401  # each for the records it declares
from counter.domain.calendar.workdays import CHINA
from counter.domain.case.fold import fold
from counter.domain.case.person_events import PersonViewed
from counter.domain.errors import BadInput, RuleRefused
from counter.domain.hall.kept_numbers import OVERSIGHT_WINDOW
from counter.domain.hall.rights import Capability, may
from counter.domain.journal.codec import Unreadable
from counter.domain.journal.entries import Entry
from counter.domain.journal.kinds import kind_of
from counter.domain.tasks.records.late import CLOCK_ENDS, DATED_EVENTS, in_time, late_entries, may_be_late
from counter.domain.tasks.records.office_hours import office_hours
from counter.domain.tasks.records.record import (
    AuditRecord,
    RecordKind,
    Surroundings,
    compared_events,
    events_of,
    in_order,
    records_of,
)
from counter.domain.tasks.records.unusual import ACT_WITHIN, HABIT, beyond_habit
from counter.services.hall.people import person_today

if TYPE_CHECKING:
    from counter.services.context.app import AppContext
    from counter.services.context.ports import Journal, StaffRow

MOST = 5_000
"""Most records of one answer; ``FoundRecords.total`` counts all."""
NEAR = timedelta(minutes=30)
"""How far around a record its neighbours are looked for."""
FOLDED_AT_ONCE = 200
BEGINNING = datetime(1970, 1, 2, tzinfo=CHINA)
"""Nothing is older."""
_LOOKED = kind_of(PersonViewed).name
_STAFF = "staff/"


@dataclass(frozen=True, slots=True)
class RecordFilter:
    """What is asked for. ``since``/``until``: civil days, both included; ``case``: number or id; no kinds: all."""

    since: date
    until: date
    clerk: str = ""
    kinds: tuple[RecordKind, ...] = ()
    case: str = ""
    unusual: bool = False


@dataclass(frozen=True, slots=True)
class FoundRecords:
    """One page of the answer. ``total``/``unusual``: of all that match; ``hours_said``: the hall gives its hours."""

    records: tuple[AuditRecord, ...]
    total: int
    unusual: int
    hours_said: bool


def check_may_see_records(journal: Journal, code: str) -> StaffRow:
    """The supervisor with that code, whose PIN was checked before; the one place that says who may.

    Raises RuleRefused for anybody else.
    """
    row = person_today(journal, code)
    if row is None or not may(row.role, Capability.AUDIT):
        raise RuleRefused("“记录”只给值班负责人看，要本人的口令。", rule="L11", field="by")
    return row


def find_records(
    app: AppContext, wanted: RecordFilter, *, by: str, offset: int = 0, limit: int = MOST
) -> FoundRecords:
    """The records that match, unusual first, then the newest; ``by``: a supervisor whose PIN was checked.

    Raises RuleRefused for anybody else; BadInput where the days are the wrong way round or the case is unknown.
    """
    check_may_see_records(app.journal, by)
    found = matching_records(app, wanted)
    shown = found[offset : offset + limit]
    return FoundRecords(
        named(app.journal, shown),
        len(found),
        sum(1 for one in found if one.unusual),
        office_hours(app.hall.hours).first is not None,
    )


def neighbours(app: AppContext, record: AuditRecord, *, by: str) -> tuple[AuditRecord, ...]:
    """Records of anybody in the half hour before and after that one, itself included, in order of time.

    Raises RuleRefused for anybody but a supervisor.
    """
    check_may_see_records(app.journal, by)
    found = _between(app, record.at - NEAR, record.at + NEAR, RecordFilter(date.min, date.max))
    return named(app.journal, sorted(found, key=lambda one: (one.at, one.place)))


def matching_records(app: AppContext, wanted: RecordFilter) -> list[AuditRecord]:
    """All that match, in their order, without the numbers of their cases. Raises BadInput as ``find_records``."""
    if wanted.since > wanted.until:
        raise BadInput(
            f"起始日期 {wanted.since.isoformat()} 晚于截止日期 {wanted.until.isoformat()}，请对调。",
            field="since",
        )
    end = _begin(wanted.until) + (timedelta(days=1) if wanted.until < date.max else timedelta())
    found = _between(app, _begin(wanted.since), end, wanted)
    kinds = frozenset(wanted.kinds)
    return in_order(
        one for one in found if (not kinds or one.kind in kinds) and (one.unusual or not wanted.unusual)
    )


def named(journal: Journal, records: Sequence[AuditRecord]) -> tuple[AuditRecord, ...]:
    """The records with the number of the case they are about, or what else they are about."""
    numbers = journal.case_numbers({one.subject for one in records})
    return tuple(replace(one, about=numbers.get(one.subject) or _about(one.subject)) for one in records)


def _about(subject: str) -> str:
    """What a record is about that is about no case; empty where its kind says it already."""
    return f"工号 {subject.removeprefix(_STAFF)}" if subject.startswith(_STAFF) else ""


def _begin(day: date) -> datetime:
    return max(BEGINNING, datetime.combine(day, time(), CHINA))


def _between(app: AppContext, since: datetime, until: datetime, wanted: RecordFilter) -> list[AuditRecord]:
    journal = app.journal
    actor, subject = wanted.clerk.strip().upper(), _case_id(journal, wanted.case)
    events = events_of(wanted.kinds)
    entries = journal.entries_between(events, since, until, actor=actor, subject=subject)
    elsewhere = _looks_elsewhere(journal, events, (since, until), (actor, subject))
    late = _late(app, entries)
    only_late = CLOCK_ENDS - events_of(set(RecordKind) - {RecordKind.LATE})
    entries = tuple(one for one in entries if one.kind not in only_late or one.id in late)
    around = Surroundings(
        calendar=app.calendar,
        hours=office_hours(app.hall.hours),
        with_act=journal.with_act([one.id for one in entries if one.kind == _LOOKED], ACT_WITHIN),
        often=_often(journal, entries, since, until, (actor, subject)),
        late=late,
        before=_before(journal, events, entries),
        elsewhere={one.id: one.station for one in elsewhere},
    )
    return records_of((*entries, *elsewhere), around)


def _looks_elsewhere(
    journal: Journal, events: Collection[str], span: tuple[datetime, datetime], wanted: tuple[str, str]
) -> tuple[Entry, ...]:
    """Looks from the supervisor's room at cases of this window. Nobody's habit here is judged by them."""
    if _LOOKED not in events:
        return ()
    actor, subject = wanted
    return journal.entries_between({_LOOKED}, *span, actor=actor, subject=subject, by=OVERSIGHT_WINDOW)


def _case_id(journal: Journal, number: str) -> str:
    """Id of the case asked for; empty where none is."""
    if not number.strip():
        return ""
    row = journal.case_row(number)
    if row is None:
        raise BadInput(f"没有编号是“{number.strip()[:40]}”的办件。", field="case")
    return row.case


def _often(
    journal: Journal, entries: Iterable[Entry], since: datetime, until: datetime, wanted: tuple[str, str]
) -> Mapping[str, str]:
    """Looks beyond the habit of who took them: with those of the time before, also on other cases. ``wanted``: code of
    the person and id of the case asked for.
    """
    looks = [one for one in entries if one.kind == _LOOKED]
    if not looks:
        return {}
    actor, case = wanted
    if not case:  # these are all of that time
        return beyond_habit((*journal.entries_between({_LOOKED}, since - HABIT, since, actor=actor), *looks))
    return beyond_habit(journal.entries_between({_LOOKED}, since - HABIT, until, actor=actor))


def _late(app: AppContext, entries: Iterable[Entry]) -> Mapping[str, tuple[str, ...]]:
    """Sentences about clocks that these entries ended late. Only cases that may be late are folded."""
    cases = sorted({one.subject for one in entries if one.kind in CLOCK_ENDS and not in_time(one)})
    suspects: list[str] = []
    for start in range(0, len(cases), FOLDED_AT_ONCE):
        dated = app.journal.closed_entries(cases[start : start + FOLDED_AT_ONCE], DATED_EVENTS)
        suspects += [case for case, own in groupby(dated, attrgetter("subject")) if may_be_late(own)]
    found: dict[str, tuple[str, ...]] = {}
    for start in range(0, len(suspects), FOLDED_AT_ONCE):
        read = app.journal.closed_entries(suspects[start : start + FOLDED_AT_ONCE])
        for _, grouped in groupby(read, attrgetter("subject")):
            own = tuple(grouped)
            try:
                case = fold(own)
            except (Unreadable, ValueError):  # ``counter check`` names the entry
                continue
            if case is not None:
                found |= late_entries(case, own, app.calendar, app.projector.place.answer_by)
    return found


def _before(journal: Journal, events: Iterable[str], entries: Iterable[Entry]) -> dict[str, Entry]:
    """The entry of the same kind and subject before each one that is compared with it; there are few of these kinds."""
    kinds = compared_events(events)
    subjects = sorted({one.subject for one in entries if one.kind in kinds})
    if not subjects:
        return {}
    last: dict[tuple[str, str], Entry] = {}
    found: dict[str, Entry] = {}
    for one in journal.closed_entries(subjects, kinds):
        if (one.kind, one.subject) in last:
            found[one.id] = last[one.kind, one.subject]
        last[one.kind, one.subject] = one
    return found
