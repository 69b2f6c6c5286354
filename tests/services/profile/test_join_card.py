"""A second window joins a hall by one file, works at once, and is certified by two people."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from counter.bootstrap.opening import open_app, setting_up
from counter.db.profile.room_mark import ROOM_MARK
from counter.domain.calendar.workdays import civil_date
from counter.domain.errors import BadInput, CounterError, RuleRefused
from counter.domain.hall.consent import Consent
from counter.domain.hall.hall import HallConfig, StaffSeed
from counter.domain.hall.register.records import RegisteredHall, RegisteredWindow
from counter.domain.hall.register.settings import settings_on
from counter.services.context.app import AppContext
from counter.services.hall.hall_register import hall_register
from counter.services.keys.files import read_request
from counter.services.keys.trusted import settled_keys, trusted_keys
from counter.services.profile.admit_window import admit_windows
from counter.services.profile.join_card import (
    first_supervisors,
    join_card_text,
    join_hall,
    joining_person,
    joining_settings,
    read_join_card,
)
from counter.services.profile.set_up_window import set_up_window
from counter.services.register.issue_register import confirm_register, open_register
from counter.services.register.register_file import take_in_register

FIRST, SECOND = "15220101", "15220102"
PEOPLE = (
    StaffSeed("S01", "苏日娜", "supervisor", "9876"),
    StaffSeed("S02", "乌云", "supervisor", "8765"),
    StaffSeed("W01", "阿木古郎", "clerk", "1234"),
)
HALL = "乌兰浩特市政务服务中心"


@dataclass
class TwoWindows:
    first: AppContext
    second: AppContext
    card: str
    request: str


def config(station: str = FIRST) -> HallConfig:
    return HallConfig(station, HALL, station[-2:], "乌兰浩特市", "xingan", phone="1000000-0001")


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TwoWindows]:
    """The first window set up, a card written there, the second set up by it."""
    folder = tmp_path_factory.mktemp("hall")
    with setting_up(folder / "one", config(), PEOPLE) as new:
        with new.open_app() as app:
            named = RegisteredHall(HALL, phone="1000000-0001", complaint="1000000-0009")
            set_up_window(app, records=(named, RegisteredWindow(SECOND, "02", "二楼")))
        new.finish()
    with open_app(folder / "one") as first:
        card = join_card_text(first, code="S01", pin="9876")
        given = read_join_card(card)
        day = given.proved.register.on(civil_date(first.clock.read().at))
        window = next(w for w in day.windows if w.station == SECOND)
        person = joining_person(first_supervisors(day)[0], "4680")
        with setting_up(folder / "two", joining_settings(given, window, day), (person,)) as new:
            with new.open_app() as app:
                request = join_hall(app, given, actor="setup")
            new.finish()
        with open_app(folder / "two") as second:
            yield TwoWindows(first, second, card, request)


def test_that_the_first_issue_states_the_set_up_and_waits_for_a_second_person(hall: TwoWindows) -> None:
    register = hall_register(hall.first.journal)
    today = register.on(civil_date(hall.first.clock.read().at))
    assert register.number == 1
    assert today.hall is not None
    assert today.hall.complaint == "1000000-0009"
    assert [(w.station, w.place) for w in today.windows] == [(FIRST, ""), (SECOND, "二楼")]
    assert set(today.staff) == {"S01", "S02", "W01"}
    assert [one.issue.number for one in register.unconfirmed()] == [1]
    s01, s02 = (next(s for s in hall.first.journal.staff() if s.code == c) for c in ("S01", "S02"))
    assert open_register(hall.first.journal, by=s01).number == 1  # there is one already
    with pytest.raises(RuleRefused, match="另一个人"):
        confirm_register(hall.first.journal, by=s01)
    assert confirm_register(hall.first.journal, by=s02).unconfirmed() == ()


def test_that_a_card_names_hall_and_fingerprint_and_holds_no_secret(hall: TwoWindows) -> None:
    given = read_join_card(hall.card)
    seed = hall.first.journal.hall_seed()
    assert seed is not None
    assert given.hall == HALL
    assert given.fingerprint.replace(" ", "").isalnum()
    assert len(given.fingerprint) == 19
    assert seed.hex() not in hall.card
    assert "pin" not in hall.card


def test_that_a_new_window_knows_the_hall_before_it_is_certified(hall: TwoWindows) -> None:
    second = hall.second
    assert (second.hall.hall, second.hall.window, second.hall.place) == (HALL, "02", "二楼")
    assert (second.hall.phone, second.hall.complaint) == ("1000000-0001", "1000000-0009")
    assert [s.code for s in second.journal.staff()] == ["S01"]
    assert second.journal.hall_seed() is None
    assert not trusted_keys(second.journal).has(second.journal.public_key().hex())
    settled_keys(second.journal, civil_date(second.clock.read().at))
    assert second.journal.hall_seed() is None  # it makes no hall key of its own


def test_that_two_people_admit_a_window_and_it_takes_the_register_back(hall: TwoWindows) -> None:
    asked = read_request(hall.request)
    with pytest.raises(RuleRefused, match=r"要两个人.*S02 乌云"):
        admit_windows(hall.first, [asked], code="S01", pin="9876")
    for wrong in (Consent("S01", "9876"), Consent("W01", "1234"), Consent("S02", "1111")):
        with pytest.raises(RuleRefused):
            admit_windows(hall.first, [asked], code="S01", pin="9876", second=wrong)
    assert not trusted_keys(hall.first.journal).has(asked.public_key)
    answer = admit_windows(hall.first, [asked], code="S01", pin="9876", second=Consent("S02", "8765"))
    by = next(s for s in hall.second.journal.staff())
    took = take_in_register(hall.second.journal, answer, by=by)
    assert (took.keys, take_in_register(hall.second.journal, answer, by=by).keys) == (True, False)
    assert trusted_keys(hall.second.journal).has(asked.public_key)


def test_that_a_window_that_is_not_registered_or_has_a_key_is_not_admitted(
    hall: TwoWindows, tmp_path: Path
) -> None:
    second = Consent("S02", "8765")
    for station, why in (("15220199", "登记册里没有窗口"), (FIRST, "已经有一把密钥")):
        with setting_up(tmp_path / station, config(station), PEOPLE[:1]) as new, new.open_app() as app:
            asked = read_request(join_hall(app, read_join_card(hall.card), actor="setup"))
        with pytest.raises(RuleRefused, match=why):
            admit_windows(hall.first, [asked], code="S01", pin="9876", second=second)


def spoilt(card: str, change: Callable[[dict[str, object]], object]) -> str:
    values = json.loads(card)
    change(values)
    return json.dumps(values)


def other_bureau(values: dict[str, object]) -> None:
    values["bureau"] = {
        "bureau": "别的编辑室",
        "region": "",
        "public_key": "00" * 32,
        "since": "2026-01-01",
        "demo": False,
    }


def cut_register(values: dict[str, object]) -> None:
    register = json.loads(str(values["register"]))
    register["issues"] = register["issues"][1:]
    values["register"] = json.dumps(register)


@pytest.mark.parametrize(
    "change",
    [
        lambda v: v.update(form="counter-register-1"),
        lambda v: v.update(region="阿尔山市"),
        lambda v: v.update(demo=True),
        lambda v: v.update(signature="00" * 64),
        lambda v: v.update(signature="签名"),
        lambda v: v.pop("register"),
        lambda v: v.update(register="{}"),
        other_bureau,
        cut_register,
    ],
)
def test_that_a_changed_card_is_refused_in_one_sentence(
    hall: TwoWindows, change: Callable[[dict[str, object]], object]
) -> None:
    with pytest.raises(CounterError) as refused:
        read_join_card(spoilt(hall.card, change))
    assert refused.value.sentence.count("\n") == 0


@pytest.mark.parametrize("text", ["", "{}", "[]", "[" * 100_000, "PK\x03\x04", "null"])
def test_that_another_file_is_no_card(text: str) -> None:
    with pytest.raises(BadInput, match="不是入厅卡"):
        read_join_card(text)


def test_that_a_registered_room_joins_as_a_room_and_stays_one(hall: TwoWindows, tmp_path: Path) -> None:
    given = read_join_card(hall.card)
    day = given.proved.register.on(civil_date(hall.first.clock.read().at))
    room = RegisteredWindow("15220192", "值班主管室")
    settings = joining_settings(given, room, day)
    assert (settings.kind, settings.serves, settings.window) == ("oversight", False, "值班主管室")
    assert settings_on(settings, day).kind == "oversight"  # the register states the rest
    person = joining_person(first_supervisors(day)[0], "4680")
    with setting_up(tmp_path / "room", settings, (person,)) as new:
        with new.open_app() as app:
            join_hall(app, given, actor="setup")
            assert app.journal.hall_seed() is None  # the hall has its key
        new.finish()
    mark = tmp_path / "room" / ROOM_MARK
    assert mark.exists()
    mark.unlink()
    with open_app(tmp_path / "room") as app:
        assert app.hall.oversight
    assert mark.exists()  # lost with a restore, it is there again
    assert not (hall.first.journal.profile / ROOM_MARK).exists()  # type: ignore[attr-defined]
