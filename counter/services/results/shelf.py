"""The shelf (出件): who has something to collect, how long it has lain here, and all that one person can be given."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from counter.domain.calendar.workdays import civil_date
from counter.domain.case.acts import hand_out
from counter.domain.case.acts.hand_out import Awaited, ThingHere
from counter.domain.case.case import Case
from counter.domain.case.results.certificate import CertificateState, PreparedHandOut
from counter.domain.case.results.events import Medium
from counter.domain.document.numbering import is_case_number, parse_case_number
from counter.domain.people.identity import mask_id
from counter.services.context.app import AppContext
from counter.services.context.ports import CaseRow
from counter.services.context.projection import read_case
from counter.services.context.result_ports import ResultLine, ResultRow
from counter.services.results.ways import NO_WAYS, Ways, ways_of

MOST = 2_000
"""Most results of the list."""
MOST_CASES = 200
"""Most cases of one person that are looked at, the newest first."""
RED_AFTER = 30
"""Days after which a person has to be called."""
_HERE = (CertificateState.HERE.value, CertificateState.RETURNED.value)


@dataclass(frozen=True, slots=True)
class ShelfPerson:
    """One who has something here, or at another window, which ``places`` names. ``key``: by which all the cases are
    known: credit code, ID number, else the case.

    ``masked``: the number masked; ``results``: names of what can be taken; ``to_send``: of what is electronic alone and
    waits to be sent. ``since``: the day of the one that has lain here longest, None where nothing does. ``calls``: made
    about those.
    """

    key: str
    name: str
    masked: str
    results: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    since: date | None = None
    days: int = 0
    calls: int = 0
    to_send: tuple[str, ...] = ()

    @property
    def red(self) -> bool:
        """True from thirty days on."""
        return self.days >= RED_AFTER


@dataclass(frozen=True, slots=True)
class Shelf:
    """The list. ``waiting``: results that lie here; ``today``: of them arrived today; ``more``: some are left out;
    ``to_send``: electronic ones that wait to be sent, of which nothing lies here.
    """

    people: tuple[ShelfPerson, ...]
    waiting: int
    today: int
    more: bool = False
    to_send: int = 0


@dataclass(frozen=True, slots=True)
class CaseVisits:
    """How often the applicant came for one case, this time included, and what the guide promised (None: not stated)."""

    case: str
    bundle_name: str
    made: int
    promised: int | None


@dataclass(frozen=True, slots=True)
class PickUp:
    """All of one person. ``bases``: id of each case → id of its last entry; ``waiting``: proofs nothing was given on.

    ``agent``: name of the agent with a mandate in one of the cases, or ""; ``himself``: what the applicant is called.
    ``ways``: how results can go otherwise than by collecting.
    """

    person: ShelfPerson
    offered: tuple[ThingHere, ...]
    awaited: tuple[Awaited, ...]
    visits: tuple[CaseVisits, ...]
    bases: dict[str, str]
    numbers: dict[str, str]
    waiting: tuple[PreparedHandOut, ...] = ()
    agent: str = ""
    himself: str = "本人"
    ways: Ways = NO_WAYS


def shelf(app: AppContext) -> Shelf:
    """Everybody who has something to collect here, who waits longest first."""
    today = civil_date(app.clock.read().at)
    lines = app.journal.results().listed(_HERE, MOST + 1)
    people = _people(app, lines[:MOST], today)
    lying = [line for line in lines[:MOST] if _on_paper(line.result)]
    arrived = sum(line.result.arrived == today.isoformat() for line in lying)
    return Shelf(people, len(lying), arrived, len(lines) > MOST, len(lines[:MOST]) - len(lying))


def _on_paper(row: ResultRow) -> bool:
    return Medium(row.medium).on_paper


def find_people(app: AppContext, text: str) -> tuple[ShelfPerson, ...]:
    """People found by a number of a case, an ID, a credit code or a part of the name, with or without things here.

    The same name with another number is another person.
    """
    today = civil_date(app.clock.read().at)
    rows: dict[str, CaseRow] = {}
    for row in app.journal.find_cases(text, MOST_CASES):
        rows.setdefault(_key(row), row)
    there = {one.key: one for one in shelf(app).people}
    return tuple(there.get(key) or _person(app, key, row, (), today) for key, row in rows.items())


def why_nobody(app: AppContext, text: str) -> str:
    """Why that text found nobody, with what to do: a receipt of another window that is not known here goes there."""
    if is_case_number(text):
        number = parse_case_number(text)
        if number.station != app.journal.station().code:
            return (
                f"{number.text} 是窗口 {number.station} 收的件，这里还没有它的记录："
                "请到那个窗口，或者等它上报（收U盘）以后再扫。"
            )
    return f"没有找到“{text.strip()[:30]}”的办件。再扫一次，或者换姓名找。"


def pick_up(app: AppContext, key: str) -> PickUp | None:
    """Everything of that person: what can be given, what is not here yet. None where no case is known."""
    today, setting = civil_date(app.clock.read().at), app.setting()
    station = app.journal.station().code
    rows = cases_of(app, key)
    if not rows:
        return None
    own = {row.case for row in rows}
    ready = [line for line in app.journal.results().listed(_HERE, MOST) if line.result.case in own]
    person = next((one for one in _people(app, ready, today) if one.key == key), None)
    cases = tuple(read_case(app.journal, row.case) for row in rows)
    offered = tuple(one for case in cases for one in hand_out.offered(case, setting, station, today))
    concerned = {one.case for one in offered}
    agents = (c.applicant.agent.person.name for c in cases if c.applicant and c.applicant.agent)
    return PickUp(
        person=person or _person(app, key, rows[0], (), today),
        offered=tuple(sorted(offered, key=lambda one: list(hand_out.ThingKind).index(one.kind))),
        awaited=tuple(one for case in cases for one in hand_out.awaited(case)),
        visits=tuple(_visits(case, today) for case in cases if case.id in concerned),
        bases={case.id: case.base for case in cases},
        numbers={case.id: case.number for case in cases},
        waiting=_waiting(cases),
        agent=next(agents, ""),
        himself=hand_out.self_words(cases[0].applicant),
        ways=ways_of(cases, offered, setting.authority, today),
    )


def cases_of(app: AppContext, key: str) -> tuple[CaseRow, ...]:
    """Rows of the cases of that person, the newest first."""
    found = (row for row in app.journal.find_cases(key, MOST_CASES) if _key(row) == key)
    rows = tuple(found)
    alone = None if rows else app.journal.case_row(key)
    return rows if alone is None else (alone,)


def _people(app: AppContext, lines: Iterable[ResultLine], today: date) -> tuple[ShelfPerson, ...]:
    grouped: dict[str, list[ResultLine]] = {}
    rows: dict[str, CaseRow] = {}
    known: dict[str, CaseRow | None] = {}
    for line in lines:
        case = line.result.case
        row = known.setdefault(case, None) or app.journal.case_row(case)
        known[case] = row
        if row is not None:
            grouped.setdefault(_key(row), []).append(line)
            rows.setdefault(_key(row), row)
    people = (_person(app, key, rows[key], own, today) for key, own in grouped.items())
    return tuple(sorted(people, key=lambda one: (one.since or today, one.name)))


def _person(app: AppContext, key: str, row: CaseRow, lines: Sequence[ResultLine], today: date) -> ShelfPerson:
    results = [line.result for line in lines if _on_paper(line.result)]
    station = app.journal.station().code
    places = (hand_out.place_seen(one.place, one.station, station) for one in results)
    since = min((date.fromisoformat(one.arrived) for one in results), default=None)
    days = 0 if since is None else (today - since).days
    return ShelfPerson(
        key=key,
        name=row.applicant,
        masked=mask_id(row.id_numbers[0]) if row.id_numbers else "",
        results=tuple(one.name for one in results),
        places=tuple(dict.fromkeys(filter(None, places))),
        since=since,
        days=days,
        calls=_calls(app, {one.case for one in results}) if days >= RED_AFTER else 0,
        to_send=tuple(line.result.name for line in lines if not _on_paper(line.result)),
    )


def _calls(app: AppContext, cases: Iterable[str]) -> int:
    """Only of who has waited long: their cases alone are read."""
    found = (read_case(app.journal, case) for case in cases)
    return max((len(one.calls) for case in found for one in case.certificates if one.ready), default=0)


def _key(row: CaseRow) -> str:
    return row.id_numbers[0] if row.id_numbers else row.case


def _visits(case: Case, today: date) -> CaseVisits:
    made = len({one.day for one in case.presences} | {today})
    stated = (case.elements.item(i.id).visits.count for i in case.items)
    counts = [count for count in stated if count is not None]
    return CaseVisits(case.id, case.opened.bundle_name, made, max(counts, default=None))


def _waiting(cases: Iterable[Case]) -> tuple[PreparedHandOut, ...]:
    found: dict[str, PreparedHandOut] = {}
    for case in cases:
        for one in case.prepared:
            before = found.get(one.id)
            found[one.id] = one if before is None else _joined(before, one)
    return tuple(found.values())


def _joined(one: PreparedHandOut, other: PreparedHandOut) -> PreparedHandOut:
    """One proof as several cases record it: everything on it."""
    return replace(
        one,
        certificates=(*one.certificates, *other.certificates),
        papers=(*one.papers, *other.papers),
        originals=(*one.originals, *other.originals),
    )
