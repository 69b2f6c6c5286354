"""What came through the hub comes into force as the file does: by the same people, on the same day, once."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from counter.bootstrap.opening import create_profile, open_app
from counter.domain.calendar.arrangement_file import arrangement_from
from counter.domain.calendar.workdays import civil_date
from counter.domain.errors import BadInput, RuleRefused
from counter.domain.hall.register.records import RegisteredHall
from counter.domain.hall.register.register import change_to
from counter.domain.journal.exchange.parcel_states import KeptParcel
from counter.domain.journal.exchange.parcels import PADDED_TO
from counter.domain.papers.verify.trusted_keys import KeysTrusted
from counter.domain.ratings.rating import Choice
from counter.services.context.app import AppContext
from counter.services.exchange.enrolment import Enrolment, enrolment_text
from counter.services.exchange.join_hub import join_hub
from counter.services.exchange.reporting_standing import reporting_standing
from counter.services.exchange.round import RoundDone, exchange_round
from counter.services.exchange.round_marks import begin_marks
from counter.services.guide.versions import guide_versions
from counter.services.hall.calendar_in_force import known_calendar
from counter.services.hall.hall_register import hall_register
from counter.services.hall.import_calendar import import_calendar
from counter.services.keys.back_offices import handler_card
from counter.services.keys.trusted import append, settled_keys
from counter.services.parcels.send_files import send_calendar, send_what_changed
from counter.services.parcels.take_parcel import set_aside, settle_known, take_parcel
from counter.services.ratings.pack import OPERATOR, pack_ratings
from counter.services.register.issue_register import issue_register
from tests.arrangements import public_form
from tests.services.bureau import TODAY, bureau_on, window_on
from tests.services.exchange.memory_hub import MemoryHub
from tests.services.office import FRIDAY, PEOPLE, SetClock, office_on
from tests.services.rated import NAMED, Rated, trust
from tests.services.rating_office import rating_office_on
from tests.services.register.test_register import Hall, hall, made
from tests.services.window_and_office import Both
from tests.settings import demo_hall

__all__ = ["hall", "made"]
PHRASE = "一共十二个字符的登记密语"


def joined(app: AppContext, hub: MemoryHub, kind: str = "window") -> None:
    hub.parcels.kinds[app.journal.station().code] = kind
    begin_marks(app, hub.name)


def exchange(app: AppContext, hub: MemoryHub) -> RoundDone:
    """As ``bootstrap.exchange`` does it."""
    send_what_changed(app)
    done = exchange_round(app, lambda: hub.port(app.journal.station().code), "machine")
    settle_known(app)
    return done


def parcels(app: AppContext) -> list[KeptParcel]:
    """The oldest first."""
    return sorted(app.journal.exchange().parcels().every(), key=lambda one: one.id)


def states(app: AppContext) -> list[tuple[str, str]]:
    return [(one.name, one.state.value) for one in parcels(app)]


def take(app: AppContext, kind: str, **who: str) -> str:
    waiting = [one for one in parcels(app) if one.kind == kind and one.state.value == "waits"]
    return take_parcel(app, waiting[-1].id, **who)


@pytest.fixture
def both(tmp_path: Path) -> Iterator[Both]:
    with rating_office_on(tmp_path / "office") as office, office_on(tmp_path / "window", FRIDAY) as window:
        trust(window.app, handler_card(office.app.journal))
        yield Both(Rated(window, X25519PrivateKey.generate()), office)


def test_that_a_pack_reaches_the_office_alone_and_tells_nobody_who_was_silent(both: Both) -> None:
    hub, window, office = MemoryHub(), both.window.app, both.office.app
    joined(window, hub)
    joined(office, hub, "office")
    lengths = set[int]()
    texts: list[str] = []
    for choices in ((NAMED, NAMED), (None, None), (None, Choice(NAMED.grade, NAMED.mode))):
        both.day(*choices)
        pack_ratings(window, texts.append, actor=OPERATOR)
        assert exchange(window, hub).parcels.sent == 1
        body = hub.parcels.there[hub.parcels.newest][0].body
        lengths.add(len(body))
        told = json.loads(texts[-1])
        secrets = [*told["named"], told["hall"], "outcomes", "handler_key", NAMED.words]
        assert all(one.encode() not in body for one in secrets)
    assert len(lengths) == 1
    assert min(lengths) > PADDED_TO
    today = civil_date(window.clock.read().at)
    halls = tuple(settled_keys(window.journal, today).halls.values())
    done = exchange(office, hub)
    assert (done.sent, done.pulled.new, done.parcels.received) == (0, 0, 3)
    assert hub.batches == [] or all(one.station != office.journal.station().code for one in hub.batches)
    assert [name for name, _ in states(office)] == ["评价包"] * 3
    with pytest.raises(RuleRefused, match="没有核实过"):
        take_parcel(office, parcels(office)[0].id, code="C03", pin="3456")
    assert "没有核实过" in parcels(office)[0].why
    certificates = settled_keys(window.journal, today).certificates
    append(office.journal, KeysTrusted("imported", halls=halls, certificates=certificates), actor="C01")
    both.office.clock.at = both.window.office.clock.at
    for one in parcels(office):
        words = take_parcel(office, one.id, code="C03", pin="3456")
        assert "收进" in words
    assert {state for _, state in states(office)} == {"taken"}
    assert both.office.take(texts[0]).already  # the same bytes as the file
    exchange(office, hub)
    exchange(window, hub)
    assert {state for _, state in states(window)} == {"received"}
    assert len(office.journal.entries("office")) == 3


def test_that_an_office_joins_the_hub_as_what_it_is_and_reports_nothing(both: Both) -> None:
    office, window, hub = both.office.app, both.window.app, MemoryHub()
    for app, kind, told in ((office, "window", "--kind office"), (window, "office", "--kind window")):
        lead = next(one for one in app.journal.staff() if one.role == "supervisor")
        with pytest.raises(BadInput, match=told):
            join_hub(app, enrolment(app, kind), lambda: PHRASE, by=lead)
    join_hub(office, enrolment(office, "office"), lambda: PHRASE, by=both.office.who("C01"))
    joined(window, hub)
    hub.parcels.kinds[office.journal.station().code] = "office"
    both.day(NAMED)
    pack_ratings(window, str, actor=OPERATOR)
    for app in (window, office):
        assert not exchange(app, hub).sentence
    tone, words = reporting_standing(office).light(office.clock.read().at)
    assert (tone.value, words.startswith("文件收发到")) == ("warn", True)
    assert words.endswith("1 个文件等人收")
    assert reporting_standing(office).waiting.count == 0
    assert all(one.station != office.journal.station().code for one in hub.batches)


def enrolment(app: AppContext, kind: str) -> str:
    code = app.journal.station().code
    texts = {"host": "hub.example", "database": "hub", "login": "d", "secret": "s", "ca": "", "hub": "hub-1"}
    made = Enrolment(**texts, port=1, county="152201", hall="厅", station=code, kind=kind, demo=True)
    return enrolment_text(made, PHRASE)


def test_that_a_guide_waits_for_its_people_and_for_its_day(tmp_path: Path) -> None:
    clock, hub, later = SetClock(FRIDAY), MemoryHub(), TODAY + timedelta(days=3)
    with bureau_on(tmp_path / "bureau", clock) as bureau, window_on(tmp_path / "window", clock) as window:
        joined(bureau.app, hub, "bureau")
        joined(window, hub)
        publication = bureau.release("第一版", effective=later)
        pack = bureau.pack(1)
        bureau.pack(1)
        exchange(bureau.app, hub)
        exchange(window, hub)
        assert states(window) == [("指南包", "waits")]
        with pytest.raises(RuleRefused, match="还没有采用指南编辑室的公钥"):
            take(window, "guide", code="S01", pin="9876")
        bureau.believed_by(window)
        with pytest.raises((BadInput, RuleRefused)):
            take(window, "guide", code="W01", pin="1234")
        assert states(window) == [("指南包", "waits")]
        assert f"{later.isoformat()} 起施行" in take(window, "guide", code="S01", pin="9876")
        versions = guide_versions(window.journal)
        assert versions.in_force(TODAY) is None
        known = versions.in_force(later)
        assert known is not None
        assert known.publication == publication
        assert [one.by for one in parcels(window)] == ["S01"]
        assert hub.parcels.there[1][0].body.endswith(pack) or pack in hub.parcels.there[1][0].body
        hub.parcels.put_back()
        exchange(bureau.app, hub)
        exchange(window, hub)
        assert states(window) == [("指南包", "taken")]


def test_that_register_certificates_and_calendar_follow_the_hall_and_no_other(hall: Hall) -> None:
    hub, first, second = MemoryHub(), hall.first, hall.second
    joined(first, hub)
    joined(second, hub)
    assert exchange(first, hub).parcels.sent == 1  # the certificates
    issue(hall, "0482-0000001")
    assert exchange(first, hub).parcels.sent == 1
    assert exchange(first, hub).parcels.sent == 0
    exchange(second, hub)
    assert states(second) == [("窗口证书和作废", "taken"), ("大厅登记册", "waits")]
    issue(hall, "0482-0000002")
    exchange(first, hub)
    exchange(second, hub)
    with pytest.raises(RuleRefused):
        take(second, "register", code="W01", pin="4321")
    assert parcels(second)[-1].why == ""
    assert "第3号" in take(second, "register", code="W01", pin="1234")
    assert hall_register(second.journal).number == 3
    assert [state for _, state in states(second)] == ["taken", "known", "taken"]
    imported = import_calendar(
        first.journal, first.calendar, arrangement_from(public_form()), sha256="ab" * 32
    )
    assert send_calendar(first, imported.year, json.dumps(public_form()).encode(), "")
    exchange(first, hub)
    exchange(second, hub)
    assert states(second)[-1] == ("放假安排", "waits")
    assert known_calendar(second.journal, second.calendar).years[2027].official is False
    assert "2027年的放假安排已生效" in take(second, "calendar", code="W01", pin="1234")
    assert known_calendar(second.journal, second.calendar).years[2027].official
    issue(hall, "0482-0000003")
    exchange(first, hub)
    exchange(second, hub)
    waiting = parcels(second)[-1]
    set_aside(second, waiting.id, code="W01", pin="1234")
    assert (parcels(second)[-1].state.value, parcels(second)[-1].by) == ("refused", "W01")
    with pytest.raises(BadInput, match="不等人收"):
        take_parcel(second, waiting.id, code="W01", pin="1234")
    with pytest.raises(BadInput, match="这里没有第 99 个"):
        take_parcel(second, 99, code="W01", pin="1234")


def test_that_another_halls_register_bothers_nobody(hall: Hall, tmp_path: Path) -> None:
    hub = MemoryHub()
    create_profile(tmp_path / "other", replace(demo_hall(), station="15220999", window="09"), PEOPLE)
    with open_app(tmp_path / "other") as other:
        joined(hall.first, hub)
        joined(other, hub)
        settled_keys(other.journal, TODAY)
        issue(hall, "0482-0000001")
        exchange(hall.first, hub)
        exchange(other, hub)
        assert states(other) == [("大厅登记册", "not_ours"), ("窗口证书和作废", "held")]


def issue(hall: Hall, phone: str) -> None:
    change = change_to(RegisteredHall("乌兰浩特市政务服务中心", phone=phone), hall.today)
    issue_register(hall.first.journal, (change,), by=hall.person(), agreed=hall.person("S02"))
