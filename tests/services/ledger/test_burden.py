"""The figures on burden (少交、少跑、提前几天、一日内答复、二次补正、怎样送达), recounted by hand from raw entries.

Under a guide that publishes visits and promises, with results handed out, posted and sent: what the drawn visits of
``recount`` have none of. Nothing of the program counts here but the report itself.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from counter import config
from counter.domain.calendar.workdays import CHINA
from counter.domain.case.acts.acts import Conclude, Decide, HandOutResults, Supplement, Withdraw
from counter.domain.case.acts.certificates import GivenResult
from counter.domain.case.acts.correction import BySupervisor
from counter.domain.case.acts.sending import EndPosting, EndSending, PostResults, SendResults
from counter.domain.case.case import Case
from counter.domain.case.item_events import Result, Signer
from counter.domain.case.results.events import CollectorKind, Medium, Payer, ReadBy
from counter.domain.ledger.report import LedgerReport
from counter.domain.visit.material import Brought, MaterialState
from counter.services.ledger.report import monthly_report
from counter.services.results import sending
from tests.complete_guide import complete_guide
from tests.services.ledger.recount import RawEntry, civil, moment, read_rest_days
from tests.services.ledger.test_recount import person, raw, template
from tests.services.office import DEFERRED, MISSING, RECEIVED, SUPERVISOR, Office, office_on
from tests.services.papers.test_receipt_counts import EXISTING, LICENCE
from tests.services.results.test_results import named
from tests.services.visit.test_published_elements import DEFERRABLE, MAIN, gapped, under
from tests.settings import somebody

FIRST = date(2026, 10, 26)
TWICE = 3
"""The serial of the case that is told to correct a second time."""

WRONG = Brought(MaterialState.DEFECTIVE, note="没有盖章")
WAYS = ("window", "post", "electronic", "none")


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    begun = datetime(2026, 10, 26, tzinfo=UTC)  # a clock that goes back is in doubt, and no date is set then
    with office_on(tmp_path_factory.mktemp("burden") / "profile", begun) as opened:
        made = under(opened, complete_guide())
        made.at(FIRST.isoformat(), 8)
        live(made, [*(one_life(made, serial) for serial in range(8)), gap_life(made)])
        made.file(made.visit(8, applicant=somebody(name="某店")))  # two items want one paper
        made.at("2026-11-23", 17)
        yield made


Life = Iterator[date]
"""A life that says on which day it goes on."""


def live(office: Office, lives: list[Life]) -> None:
    """All of them, each day's steps before the next day's: the clock never goes back."""
    waiting = [(next(life), place, life) for place, life in enumerate(lives)]
    while waiting:
        waiting.sort(key=lambda one: one[:2])
        day, place, life = waiting.pop(0)
        if office.clock.at.astimezone(CHINA).date() < day:
            office.at(day.isoformat(), 9)
        office.later(minutes=1)
        if following := next(life, None):
            waiting.append((following, place, life))


def one_life(office: Office, serial: int) -> Life:
    """Every second case is told to correct and comes again; granted after some days; its result goes its way."""
    begun = FIRST + timedelta(days=serial)
    yield begun
    lacking = {MAIN: MISSING} if serial % 2 else {}
    visit = office.visit(answers=EXISTING, brought=lacking, applicant=somebody())
    case = office.file(replace(visit, duplicate_reason="另一处"))
    if lacking:
        yield begun + timedelta(days=2)
        case = office.do(office.printed(case), Supplement({MAIN: WRONG if serial == TWICE else RECEIVED}))
    if serial == TWICE:
        again = BySupervisor("上次告知写错了要求", SUPERVISOR)
        case = office.do(case, Decide((LICENCE,), reopening=again))
        yield begun + timedelta(days=4)
        case = office.do(office.printed(case), Supplement({MAIN: RECEIVED}))
    decided = begun + timedelta(days=7 + serial % 5)
    yield decided
    way = WAYS[serial % len(WAYS)]
    case = ended(office, office.now(case), way, decided)
    yield decided + timedelta(days=1)
    yield from given(office, case, way, decided + timedelta(days=1))


def gap_life(office: Office) -> Life:
    """Accepted with a gap that nobody fills; the organ does not grant it."""
    begun = FIRST + timedelta(days=1)
    yield begun
    visit = office.visit(answers=EXISTING, brought={DEFERRABLE: DEFERRED}, applicant=somebody())
    case = gapped(office, office.file(replace(visit, duplicate_reason="另一处")))
    decided = date(2026, 11, 20)
    yield decided
    said = {**named(), "signed_on": decided} if "signed_on" in named() else named()
    office.do(office.now(case), Conclude(LICENCE, Result.REJECTED, decided, **said))


def ended(office: Office, case: Case, way: str, day: date) -> Case:
    """The licence granted with a thing, other accepted items without one, what is left withdrawn."""
    medium = Medium.ELECTRONIC if way == "electronic" else Medium.PAPER
    sheets = {"originals": 0, "place": ""} if medium is Medium.ELECTRONIC else {"place": "A-1"}
    for item in case.items:
        if not item.state.accepted:
            continue
        number = f"{case.number[-4:]}{item.id}"
        thing = GivenResult(f"证{number}", f"号{number}", item.asked.organ, medium, issued_on=day, **sheets)  # type: ignore[arg-type]
        things: dict[str, Any] = {"things": (thing,)} if item.id == LICENCE else {"nothing": True}
        case = office.do(
            case, Conclude(item.id, Result.GRANTED, day, f"许〔2026〕{number}号", "那顺", **things)
        )
    left = tuple(item.id for item in case.items if not item.state.closed)
    if not left:
        return case
    return office.do(case, Withdraw(left, "不办了", written=day, signer=Signer.APPLICANT, name="巴图吉雅"))


def given(office: Office, case: Case, way: str, day: date) -> Life:
    ids, clerk = tuple(one.id for one in case.certificates), office.clerk
    number = f"EA{case.number[-9:]}CN"
    if way == "window":
        office.do(case, HandOutResults(ids, day, CollectorKind.APPLICANT, "某", "居民身份证"))
    elif way == "post":
        parcel = PostResults(ids, day, Payer.HALL, number, "某路1号", "某", "本人同意")
        sending.post_results(office.app, case.id, parcel, clerk)
        yield day + timedelta(days=2)
        end = EndPosting(number, day + timedelta(days=2), False, "本人")
        sending.end_posting(office.app, case.id, end, clerk)
    elif way == "electronic":
        sent = SendResults(ids, "蒙速办", number, office.clock.at)
        sending.send_results(office.app, case.id, sent, clerk)
        yield day + timedelta(days=3)
        read = EndSending(number, office.clock.at - timedelta(days=1), ReadBy.READ)
        sending.end_sending(office.app, case.id, read, clerk)


class ByHand:
    """What the entries say, case by case."""

    def __init__(self, entries: list[RawEntry], first: date, last: date) -> None:
        self.first, self.last = first, last
        self.off, self.worked = read_rest_days(config.resources_folder() / "calendars")
        self.cases: dict[str, dict[str, Any]] = {}
        for subject, at, kind, raw_said in entries:
            self.take(subject, civil(at), kind, json.loads(raw_said))

    def take(self, subject: str, day: date, kind: str, said: dict[str, Any]) -> None:
        if kind == "case.opened":
            items = {one["id"]: {"after": one["after"], "told": []} for one in said["items"]}
            begun = moment(said["begun_at"])
            self.cases[subject] = {
                "items": items,
                "things": {},
                "came": {day},
                "saved": said["saved"],
                "begun": begun,
            }
        case = self.cases.get(subject)
        if case is None:
            return
        item = case["items"].get(said.get("item", ""), {})
        if kind == "supplement.received":
            case["came"].add(day)
        elif kind == "item.told":
            item["told"].append(day)
            item.setdefault("answered", day)
        elif kind in ("item.accepted", "item.accepted_with_gaps", "item.completed"):
            item["gap_due"] = max((gap["due"]["day"] for gap in said["gaps"] if gap["due"]), default=None)
            item["accepted"], item["spot"] = day, kind == "item.completed"
            item.setdefault("answered", day)
            for term in ("statutory", "promised"):
                item[term] = date.fromisoformat(said[term]["day"]) if said.get(term) else None
            if item["spot"]:
                item["ended"] = day
        elif kind == "item.concluded":
            item["ended"], item["result"] = date.fromisoformat(said["day"]), said["result"]
        elif kind == "item.ended":
            item.update(ended=day, statutory=None, promised=None, result=said["ending"])
        elif kind == "result.arrived":
            case["things"][said["certificate"]] = {"item": said["item"]}
        for key in said.get("certificates", ()) if kind.startswith("result.") else ():
            self.reached(case, case["things"][key], kind, said)

    def reached(self, case: dict[str, Any], thing: dict[str, Any], kind: str, said: dict[str, Any]) -> None:
        if kind == "result.handed_out":
            thing.update(way="by_window", day=date.fromisoformat(said["day"]))
            case["came"].add(thing["day"])
        elif kind == "result.post_signed":
            thing.update(way="by_post", day=date.fromisoformat(said["day"]))
        elif kind == "result.read":
            thing.update(way="electronic", day=moment(said["at"]))

    def is_in(self, day: date | None) -> bool:
        return day is not None and self.first <= day <= self.last

    def working(self, start: date, end: date) -> int:
        sign, low, high = (1, start, end) if end >= start else (-1, end, start)
        days = [low + timedelta(days=n) for n in range(1, (high - low).days + 1)]
        worked = [
            d
            for d in days
            if d.isoformat() in self.worked or (d.weekday() < 5 and d.isoformat() not in self.off)
        ]
        return sign * len(worked)

    def figures(self) -> Counter[str]:
        found: Counter[str] = Counter()
        for case in self.cases.values():
            items = list(case["items"].values())
            found["papers_saved"] += case["saved"] * self.is_in(case["begun"])
            ends = [one.get("ended") for one in items]
            if all(ends) and self.is_in(max(ends)):
                found["visits"] += len(case["came"])
                found["visits_alone"] += len(items)  # the guide publishes one visit for each
                found["more_visits"] += len(case["came"]) > 1
            for thing in case["things"].values():
                if self.is_in(thing.get("day")):
                    found[thing["way"]] += 1
            for item in items:
                self.of_item(found, case, item)
        return found

    def of_item(self, found: Counter[str], case: dict[str, Any], item: dict[str, Any]) -> None:
        before = [case["items"][key].get("ended") for key in item["after"] if key in case["items"]]
        since = max([case["begun"], *(day for day in before if day)])
        if self.is_in(item.get("answered")):
            found["answered"] += 1
            found["answered_in_a_day"] += self.working(since, item["answered"]) <= 1
        told = item["told"]
        found["corrected"] += bool(told) and self.is_in(told[0])
        found["corrected_again"] += len(told) > 1 and self.is_in(told[1])
        if gap := item.get("gap_due"):
            found["gapped"] += self.is_in(item["accepted"])
            found["gaps_late"] += self.is_in(date.fromisoformat(gap) + timedelta(days=1))  # nothing came
        for result in ("rejected", "withdrawn"):
            found[result] += item.get("result") == result and self.is_in(item["ended"])
        if not self.is_in(item.get("ended")) or item.get("spot"):
            return
        for term, name, count in (
            ("statutory", "ahead_of_law", "with_law_term"),
            ("promised", "ahead_of_promise", "with_promise"),
        ):
            if item.get(term):
                found[count] += 1
                found[name] += self.working(item["ended"], item[term])


NAMES = (
    *("papers_saved", "visits", "visits_alone", "more_visits", "by_window", "by_post", "electronic"),
    *("ahead_of_law", "with_law_term", "ahead_of_promise", "with_promise"),
    *("answered", "answered_in_a_day", "corrected", "corrected_again"),
    *("gapped", "gaps_late", "rejected", "withdrawn"),
)


def report(office: Office) -> LedgerReport:
    return monthly_report(office.app, person(office), 2026, 11, template()).now


def test_that_the_figures_on_burden_equal_a_recount_by_hand(office: Office) -> None:
    found = report(office)
    counted = ByHand(raw(office), found.period.first, found.period.last).figures()
    assert {name: found.figures[name] for name in NAMES} == {name: counted[name] for name in NAMES}
    assert min(counted[name] for name in NAMES) > 0, counted


def test_that_one_more_visit_moves_what_it_concerns_and_nothing_else(office: Office) -> None:
    """The last thing on the shelf is fetched on a day of its own."""
    before = report(office).figures
    case = next(c for c in cases_of(office) if any(one.ready for one in c.certificates))
    day = office.clock.at.date()
    ids = tuple(one.id for one in case.certificates)
    office.do(case, HandOutResults(ids, day, CollectorKind.APPLICANT, "某", "居民身份证"))
    after = report(office).figures
    moved = {name: after[name] - before[name] for name in after if after[name] != before[name]}
    assert moved.pop("more_visits", 1) == 1  # once above what the guide promises it stays one case
    assert moved == {"visits": 1, "by_window": 1}


def cases_of(office: Office) -> Iterator[Case]:
    from counter.services.context.projection import read_case

    since, until = datetime(2026, 1, 1, tzinfo=office.clock.at.tzinfo), office.clock.at
    for entry in office.app.journal.entries_between(("case.opened",), since, until):
        yield read_case(office.app.journal, entry.subject)
