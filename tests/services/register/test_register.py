"""The hall's register over two windows: issued at one, taken in at the other, refused where it must be."""

from __future__ import annotations

import json
import shutil
from base64 import b64encode
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace as replace_fields

from counter.bootstrap.opening import create_profile, follow_settings, open_app
from counter.domain.calendar.workdays import civil_date
from counter.domain.errors import BadInput, RuleRefused
from counter.domain.hall.hall import HallConfig, StaffSeed
from counter.domain.hall.organ import OrganNames
from counter.domain.hall.register.records import (
    RegisteredAgreement,
    RegisteredHall,
    RegisteredOrgan,
    RegisteredStaff,
    RegisteredWindow,
    RegisterRecord,
)
from counter.domain.hall.register.register import Register, change_to, removal_of
from counter.services.context.app import AppContext
from counter.services.context.ports import StaffRow
from counter.services.hall.configure_hall import hall_config
from counter.services.hall.hall_register import hall_register
from counter.services.keys.hall_keys import certify_stations, revoke_key, trust_keys
from counter.services.keys.stated_heads import known_heads
from counter.services.keys.trusted import settled_keys, station_keys
from counter.services.papers.copy_paper import copy_paper
from counter.services.register.confirmations import awaited_issues, confirmation_lines
from counter.services.register.issue_register import confirm_register, issue_register
from counter.services.register.pictures import read_picture
from counter.services.register.register_file import TakenRegister, register_text, take_in_register
from tests.drawn_pictures import emblem_file
from tests.services.visit.test_file_case import complete, file
from tests.settings import demo_hall, somebody

HERE, THERE = "15220103", "15220104"
PEOPLE = (
    StaffSeed("W01", "阿木古郎", "clerk", "1234"),
    StaffSeed("S01", "苏日娜", "supervisor", "9876"),
    StaffSeed("S02", "乌云", "supervisor", "8765"),
)
MARKET = "市场监督管理局"
ORGAN_CODE = "11440232MB2D06811W"


def window(station: str, number: str) -> HallConfig:
    return replace(demo_hall(), station=station, window=number)


@dataclass
class Hall:
    """Two windows of one hall; the first holds the hall's key."""

    first: AppContext
    second: AppContext

    @property
    def today(self) -> date:
        return civil_date(self.first.journal.reading().at)

    def person(self, code: str = "S01", app: AppContext | None = None) -> StaffRow:
        return next(s for s in (app or self.first).journal.staff() if s.code == code)

    def issue(
        self, *records: RegisterRecord, day: date | None = None, agreed: str | None = "S02"
    ) -> Register:
        changes = tuple(change_to(r, day or self.today) for r in records)
        other = None if agreed is None else self.person(agreed)
        return issue_register(self.first.journal, changes, by=self.person(), agreed=other)

    def carry(self, text: str | None = None) -> TakenRegister:
        given = register_text(self.first.journal) if text is None else text
        return take_in_register(self.second.journal, given, by=self.person("S01", self.second))


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The two profiles as set up, certified by the first one's hall key."""
    folder = tmp_path_factory.mktemp("hall")
    create_profile(folder / "first", window(HERE, "03"), PEOPLE)
    create_profile(folder / "second", window(THERE, "04"), PEOPLE)
    with open_app(folder / "first") as first, open_app(folder / "second") as second:
        today = civil_date(first.journal.reading().at)
        settled_keys(first.journal, today)
        (asked,) = station_keys(second.journal)
        given = certify_stations(first.journal, [asked], code="S01", pin="9876", today=today, agreed="S02")
        trust_keys(second.journal, given, code="S01", pin="9876")
    return folder


@pytest.fixture
def hall(made: Path, tmp_path: Path) -> Iterator[Hall]:
    shutil.copytree(made, tmp_path / "hall", copy_function=shutil.copy2)
    with open_app(tmp_path / "hall" / "first") as first, open_app(tmp_path / "hall" / "second") as second:
        yield Hall(first, second)


def renamed(name: str = "乌兰浩特市政务服务中心", phone: str = "") -> RegisteredHall:
    return RegisteredHall(name, phone=phone)


def test_that_the_first_change_also_writes_the_set_up_as_an_issue_of_its_own(hall: Hall) -> None:
    before = hall_config(hall.first.journal)
    register = hall.issue(renamed(phone="0482-0000001"))
    assert register.number == 2
    after = hall_config(hall.first.journal)
    assert (after.phone, after.register) == ("0482-0000001", 2)
    assert after.agreements == before.agreements
    assert set(register.on(hall.today).staff) == {"W01", "S01", "S02"}


def test_that_a_change_holds_from_its_day_on_and_not_earlier(hall: Hall) -> None:
    tomorrow = hall.today + timedelta(days=1)
    register = hall.issue(
        renamed(phone="0482-0000101"), RegisteredOrgan(MARKET, name="某市市监局", mark="乌市监"), day=tomorrow
    )
    assert hall_config(hall.first.journal).phone == ""
    assert [c.in_force for c in register.planned(hall.today)] == [tomorrow, tomorrow]
    state = register.on(tomorrow)
    assert state.hall is not None
    assert state.hall.phone == "0482-0000101"
    assert state.organs[0].name == "某市市监局"


def test_that_what_the_register_states_of_an_organ_is_its_name_and_mark_at_the_window(hall: Hall) -> None:
    hall.issue(RegisteredOrgan(MARKET, name="乌兰浩特市市场监管局", mark="乌市监", phone="0482-0000002"))
    config = hall_config(hall.first.journal)
    assert config.organ_names[MARKET] == OrganNames("乌兰浩特市市场监管局", "乌市监")
    hall.issue(RegisteredOrgan(MARKET, code=ORGAN_CODE))  # nothing but its code
    assert hall_config(hall.first.journal).organ_names[MARKET] == OrganNames(code=ORGAN_CODE)
    assert config.organs[MARKET].phone == "0482-0000002"


def again(app: AppContext, case: str, paper: str) -> Mapping[str, object]:
    """The content of a paper as it is printed again."""
    copied = copy_paper(app.journal, app.projector, app.papers, case_id=case, wanted=paper, clerk="W01")
    return copied.paper.content or {}


def test_that_an_emblem_reaches_every_window_and_its_new_papers_and_filed_ones_keep_theirs(
    hall: Hall,
) -> None:
    """S001 Art. 29: one file carries it; what was printed is printed again as it was."""
    before = file(hall.first, complete(hall.first))
    emblem = read_picture(emblem_file(), "emblem", "统一标识")
    with pytest.raises(BadInput, match="没有图片"):
        hall.issue(replace_fields(renamed(), emblem=emblem.digest))
    hall.issue(emblem, replace_fields(renamed(), emblem=emblem.digest))
    given = register_text(hall.first.journal)
    assert given.count(b64encode(emblem.content).decode()) == 1
    hall.carry(given)
    for app in (hall.first, hall.second):
        config = hall_config(app.journal)
        assert (config.emblem, config.emblem_picture) == (emblem.dots, emblem.content)
    with pytest.raises(RuleRefused, match="签名不对"):
        hall.carry(given.replace(emblem.dots, "1:1:1:eNpjAAAAAQAB"))
    app = follow_settings(hall.first)
    visit = replace(complete(app), applicant=somebody(name="图雅", id_number="999999198502024569"))
    printed = [
        {again(app, filed.case.id, paper.id).get("emblem", "") for paper in filed.papers}
        for filed in (before, file(app, visit))
    ]
    assert printed == [{""}, {emblem.dots}]
    hall.issue(renamed(phone="0482-0000001"))
    assert hall_config(hall.first.journal).emblem == ""


def test_that_a_windows_own_telephone_comes_before_the_halls(hall: Hall) -> None:
    hall.issue(renamed(phone="0482-0000001"), RegisteredWindow(HERE, "03", phone="0482-0000011"))
    hall.carry()
    assert hall_config(hall.first.journal).phone == "0482-0000011"
    assert hall_config(hall.second.journal).phone == "0482-0000001"


def test_that_the_other_window_is_right_after_one_file(hall: Hall) -> None:
    hall.issue(renamed(phone="0482-0000003"))
    taken = hall.carry()
    assert len(taken.fresh) == 2
    assert hall_config(hall.second.journal).phone == "0482-0000003"
    assert hall_config(hall.second.journal).window == "04"
    assert [one.taken_from for one in hall_register(hall.second.journal).issued] == [HERE, HERE]
    assert hall.carry().fresh == ()


def test_that_an_older_register_is_refused(hall: Hall) -> None:
    hall.issue(renamed(phone="0482-0000101"))
    old = register_text(hall.first.journal)
    hall.issue(renamed(phone="0482-0000102"))
    hall.carry()
    with pytest.raises(RuleRefused, match="第2号，本窗口已经是第3号"):
        hall.carry(old)


def altered(text: str, old: str, new: str) -> str:
    assert old in text
    return text.replace(old, new)


def test_that_an_altered_register_is_refused_and_nothing_of_it_is_taken(hall: Hall) -> None:
    hall.issue(renamed(phone="0482-0000004"))
    with pytest.raises(RuleRefused, match="签名不对"):
        hall.carry(altered(register_text(hall.first.journal), "0482-0000004", "0482-0000009"))
    assert hall_register(hall.second.journal).number == 0


def test_that_a_register_with_a_missing_issue_is_refused(hall: Hall) -> None:
    hall.issue(renamed(phone="0482-0000101"))
    values = json.loads(register_text(hall.first.journal))
    del values["issues"][0]
    with pytest.raises(RuleRefused, match="接不上"):
        hall.carry(json.dumps(values))


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"form": "counter-register-1"}', '{"form": "counter-keys-1"}']
)
def test_that_a_file_that_is_no_register_is_named_so(hall: Hall, text: str) -> None:
    with pytest.raises(BadInput, match="不是大厅登记册"):
        hall.carry(text)


def test_that_a_register_of_a_newer_program_asks_for_an_upgrade(hall: Hall) -> None:
    with pytest.raises(BadInput, match="升级"):
        hall.carry('{"form": "counter-register-3"}')


def test_that_another_halls_register_is_refused(hall: Hall, tmp_path: Path) -> None:
    create_profile(tmp_path / "other", window("15220201", "01"), PEOPLE)
    with open_app(tmp_path / "other") as other:
        keeper = next(s for s in other.journal.staff() if s.code == "S01")
        change = change_to(renamed(phone="0482-0000101"), hall.today)
        issue_register(other.journal, (change,), by=keeper, agreed=hall.person("S02"))
        text = register_text(other.journal)
    with pytest.raises(RuleRefused, match="不是本大厅的"):
        hall.carry(text)


def test_that_a_register_signed_at_a_station_whose_key_is_revoked_is_refused(hall: Hall) -> None:
    hall.issue(renamed(phone="0482-0000101"))
    epoch, day = hall.first.journal.station().epoch, hall.today
    revoke_key(
        hall.first.journal,
        HERE,
        epoch,
        "电脑被盗",
        since=day,
        today=day,
        code="S01",
        pin="9876",
        agreed="S02",
    )
    with pytest.raises(RuleRefused, match="已作废"):
        hall.carry()


def test_that_a_window_without_the_halls_key_issues_nothing(hall: Hall) -> None:
    with pytest.raises(BadInput, match="没有大厅密钥"):
        issue_register(
            hall.second.journal, (change_to(renamed(), hall.today),), by=hall.person("S01", hall.second)
        )


def test_that_the_next_paper_names_the_hall_as_the_register_does_and_an_old_case_keeps_its_papers(
    hall: Hall,
) -> None:
    old = file(hall.first, complete(hall.first))
    hall.issue(renamed("乌兰浩特市便民中心"), RegisteredWindow(HERE, "07"))
    app = follow_settings(hall.first)
    visit = replace(complete(app), applicant=somebody(name="图雅", id_number="999999198502024569"))
    new = file(app, visit).papers[0]
    assert "乌兰浩特市便民中心" in repr(new.document)
    assert "便民中心" not in repr(again(app, old.case.id, old.papers[0].id))


def agreement(number: str = "演示授权〔2026〕9号") -> RegisteredAgreement:
    return RegisteredAgreement(number, MARKET, ("accept",), hall_day(0), hall_day(30))


def hall_day(days: int) -> date:
    return civil_date(datetime.now(UTC)) + timedelta(days=days)


def test_that_an_agreement_takes_two_people(hall: Hall) -> None:
    with pytest.raises(RuleRefused, match="要两个人"):
        hall.issue(agreement(), agreed=None)
    with pytest.raises(RuleRefused, match="另一个人"):
        hall.issue(agreement(), agreed="S01")
    with pytest.raises(RuleRefused, match="阿木古郎不是"):
        hall.issue(agreement(), agreed="W01")
    issued = hall.issue(agreement()).issued[-1].issue
    assert (issued.by, issued.agreed_by) == ("S01", "S02")


def test_that_who_is_alone_signs_and_the_second_confirms_later(tmp_path: Path) -> None:
    create_profile(tmp_path / "alone", window(HERE, "03"), PEOPLE[:2])
    with open_app(tmp_path / "alone") as app:
        keeper = next(s for s in app.journal.staff() if s.code == "S01")
        register = issue_register(app.journal, (change_to(agreement(), hall_day(0)),), by=keeper)
        assert [one.issue.number for one in register.unconfirmed()] == [1, 2]
        with pytest.raises(RuleRefused, match="另一个人"):
            confirm_register(app.journal, by=keeper)
        second = replace(keeper, code="S02", name="乌云")
        assert confirm_register(app.journal, by=second).unconfirmed() == ()
        with pytest.raises(BadInput, match="没有等"):
            confirm_register(app.journal, by=second)


def test_that_two_who_change_the_register_confirm_the_set_up_and_nothing_else_unseen(tmp_path: Path) -> None:
    create_profile(tmp_path / "alone", window(HERE, "03"), PEOPLE[:2])
    with open_app(tmp_path / "alone") as app:
        first = next(s for s in app.journal.staff() if s.code == "S01")
        second = replace(first, code="S02", name="乌云")
        issue_register(app.journal, (change_to(agreement(), hall_day(0)),), by=first, reason="农牧局授权")
        register = issue_register(
            app.journal, (change_to(agreement("二"), hall_day(0)),), by=first, agreed=second
        )
        assert register.issued[-1].issue.confirms == (1,)
        assert [one.issue.number for one in register.unconfirmed()] == [2]
        (waits,) = awaited_issues(app.journal, register)
        assert "第2号（农牧局授权，S01 签的）等另一位" in waits.words
        after = confirm_register(app.journal, by=second)
        assert confirmation_lines(app.journal, after) == ("已确认第2号（农牧局授权，S01 签的）。",)


def test_that_a_partial_confirmation_says_what_waits_and_for_whom(hall: Hall) -> None:
    journal = hall.first.journal
    issue_register(journal, (change_to(renamed(), hall.today),), by=hall.person("S02"), reason="改名称")
    with pytest.raises(RuleRefused, match="第1号是自己改的"):
        confirm_register(journal, by=hall.person("S02"))
    (waits,) = awaited_issues(journal, hall_register(journal))
    assert (waits.number, waits.by, waits.who) == (1, "S02", ("S01 苏日娜",))
    assert confirmation_lines(journal, hall_register(journal)) == (
        "还在等：第1号（设置时的内容，S02 签的）等S01 苏日娜确认。",
    )


def test_that_who_left_is_no_longer_in_the_register(hall: Hall) -> None:
    clerk = RegisteredStaff("W01", "阿木古郎", "clerk")
    register = issue_register(
        hall.first.journal, (removal_of(clerk, hall.today),), by=hall.person(), agreed=hall.person("S02")
    )
    assert "W01" not in register.on(hall.today).staff
    assert len(register.history("staff", "W01")) == 2


def test_that_a_register_brings_the_heads_that_its_maker_knows(hall: Hall) -> None:
    hall.issue(agreement())
    hall.carry()
    (kept,) = known_heads(hall.second.journal)
    station = hall.first.journal.station()
    assert (kept.station, kept.epoch) == (station.code, station.epoch)
    assert hall.first.journal.hash_at(kept.epoch, kept.seq) == bytes.fromhex(kept.hash)
