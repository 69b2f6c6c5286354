"""PINs of a real hall: own change, one-time code, weak ones; the register carries none."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from counter.bootstrap.opening import create_profile, open_app
from counter.db.journal.journal import SqlJournal
from counter.db.profile.profile import open_journal
from counter.domain.calendar.workdays import civil_date
from counter.domain.errors import BadInput, RuleRefused
from counter.domain.hall.hall import StaffSeed
from counter.domain.hall.register.records import RegisteredStaff
from counter.domain.hall.register.register import change_to, removal_of
from counter.services.hall.people import people_on, people_today, person_today
from counter.services.hall.pins import give_code
from counter.services.hall.staff import (
    NewPinWanted,
    add_staff,
    asks_for_better_pin,
    check_pin,
    set_own_pin,
    sign_on,
)
from counter.services.register.issue_register import issue_register
from counter.services.register.register_file import register_text
from tests.db.toy import FakeClock
from tests.settings import demo_hall

PEOPLE = (
    StaffSeed("W01", "阿木古郎", "clerk", "1234"),
    StaffSeed("S01", "苏日娜", "supervisor", "407391"),
    StaffSeed("A01", "巴特尔", "admin", "862047"),
)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A real hall: what a demo is exempt from holds."""
    folder = tmp_path_factory.mktemp("real")
    create_profile(folder / "hall", replace(demo_hall(), demo=False, overlay=None), PEOPLE)
    return folder / "hall"


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock(datetime.now(UTC).replace(hour=2, minute=0) + timedelta(days=1))


@pytest.fixture
def journal(made: Path, tmp_path: Path, clock: FakeClock) -> Iterator[SqlJournal]:
    shutil.copytree(made, tmp_path / "hall", copy_function=shutil.copy2)
    with open_app(tmp_path / "hall") as app:
        opened = open_journal(tmp_path / "hall", clock, app.projector)
        yield opened
        opened.close()


def code_for(journal: SqlJournal, code: str, by: str = "S01") -> str:
    giver = person_today(journal, by)
    assert giver is not None
    return give_code(journal, code, by=giver)


def enlist(journal: SqlJournal, *people: RegisteredStaff) -> None:
    by = person_today(journal, "A01")
    assert by is not None
    today = civil_date(journal.reading().at)
    second = person_today(journal, "S01")
    issue_register(
        journal, [change_to(p, today) for p in people], by=by, agreed=second, reason="登记人员，改名"
    )


def test_that_a_weak_pin_of_before_signs_on_and_is_asked_to_be_changed(journal: SqlJournal) -> None:
    row = sign_on(journal, code="W01", pin="1234")
    assert "数字是连着的" in asks_for_better_pin(journal, row, "1234")
    set_own_pin(journal, code="W01", pin="1234", ask_new_pin=lambda: "4073")
    assert asks_for_better_pin(journal, sign_on(journal, code="W01", pin="4073"), "4073") == ""
    with pytest.raises(RuleRefused):
        check_pin(journal, "W01", "1234")


@pytest.mark.parametrize("weak", ["1111", "2580", "19850204", "12", "abcd", "1234567890123"])
def test_that_a_weak_or_malformed_new_pin_is_refused_and_the_old_one_stays(
    journal: SqlJournal, weak: str
) -> None:
    with pytest.raises(BadInput):
        set_own_pin(journal, code="W01", pin="1234", ask_new_pin=lambda: weak)
    with pytest.raises(BadInput):
        add_staff(journal, code="W02", name="其其格", role="clerk", pin=weak, actor="A01")
    assert check_pin(journal, "W01", "1234").code == "W01"


def test_that_no_pin_reads_as_somebodys_code(journal: SqlJournal) -> None:
    """Codes are shown where they are typed, and a PIN may land there."""
    enlist(journal, RegisteredStaff("4073", "其其格", "clerk"))
    with pytest.raises(BadInput, match="和别人的工号一样"):
        set_own_pin(journal, code="W01", pin="1234", ask_new_pin=lambda: "4073")


def test_that_a_one_time_code_lets_a_person_set_a_pin_once_and_opens_nothing_else(
    journal: SqlJournal,
) -> None:
    once = code_for(journal, "W01")
    assert len(once) == 8
    full_width = "".join(chr(ord(digit) + 0xFEE0) for digit in once)
    for read_out in (once, f"{once[:4]} {once[4:]}", f"{once[:4]}-{once[4:]}", full_width):
        with pytest.raises(NewPinWanted):
            sign_on(journal, code="W01", pin=read_out)
    with pytest.raises(BadInput, match="不能当口令"):
        set_own_pin(journal, code="W01", pin=once, ask_new_pin=lambda: once)
    set_own_pin(journal, code="W01", pin=f"{once[:4]} {once[4:]}", ask_new_pin=lambda: "4073")
    assert sign_on(journal, code="W01", pin="4073").name == "阿木古郎"
    with pytest.raises(RuleRefused, match="不对"):
        set_own_pin(journal, code="W01", pin=once, ask_new_pin=lambda: "9627")


def test_that_a_one_time_code_ends_with_the_day_and_with_the_next_one(
    journal: SqlJournal, clock: FakeClock
) -> None:
    first = code_for(journal, "W01")
    second = code_for(journal, "W01")
    with pytest.raises(RuleRefused, match="不对"):
        check_pin(journal, "W01", first)
    clock.passes(timedelta(days=1))
    with pytest.raises(RuleRefused, match="不对"):
        check_pin(journal, "W01", second)


def test_that_a_code_is_stored_only_as_a_hash_and_never_given_to_oneself(journal: SqlJournal) -> None:
    once = code_for(journal, "W01")
    for entry in journal.entries("staff/W01"):
        assert once not in repr(entry)
    with pytest.raises(RuleRefused, match="自己的口令"):
        code_for(journal, "S01")
    with pytest.raises(RuleRefused, match="系统管理员只给"):
        code_for(journal, "W01", by="A01")
    with pytest.raises(BadInput):
        code_for(journal, "X99")


def test_that_wrong_codes_lock_as_wrong_pins_do(journal: SqlJournal) -> None:
    once = code_for(journal, "W01")
    for _ in range(5):
        with pytest.raises(RuleRefused):
            check_pin(journal, "W01", "00000001")
    with pytest.raises(RuleRefused, match="连着输错"):
        check_pin(journal, "W01", once)


def test_that_somebody_whom_the_register_brought_signs_on_first_with_a_code(journal: SqlJournal) -> None:
    enlist(journal, RegisteredStaff("W07", "其其格", "clerk"))
    assert person_today(journal, "W07") is not None
    with pytest.raises(RuleRefused, match="不对"):
        sign_on(journal, code="W07", pin="")
    set_own_pin(journal, code="W07", pin=code_for(journal, "W07"), ask_new_pin=lambda: "4073")
    assert sign_on(journal, code="W07", pin="4073").name == "其其格"


def test_that_the_register_says_who_acts_with_which_name_and_until_which_day(
    journal: SqlJournal, clock: FakeClock
) -> None:
    today = civil_date(journal.reading().at)
    enlist(
        journal,
        RegisteredStaff("W01", "阿木古郎（改名）", "clerk", until=today),
        RegisteredStaff("W08", "未来", "clerk", since=today + timedelta(days=1)),
    )
    assert sign_on(journal, code="W01", pin="1234").name == "阿木古郎（改名）"
    assert person_today(journal, "W08") is None
    clock.passes(timedelta(days=1))  # without opening anything anew
    with pytest.raises(RuleRefused, match="不对"):
        sign_on(journal, code="W01", pin="1234")
    assert person_today(journal, "W08") is not None
    left = next(row for row in people_today(journal) if row.code == "W01")
    assert (left.active, left.name) == (False, "阿木古郎")
    assert next(r for r in people_on(journal, today) if r.code == "W01").active


def test_that_the_role_of_the_register_counts_and_not_the_one_of_the_set_up(journal: SqlJournal) -> None:
    enlist(journal, RegisteredStaff("W01", "阿木古郎", "signer", "农牧局"))
    with pytest.raises(RuleRefused, match="不对"):
        check_pin(journal, "W01", "1234")


def test_that_the_register_file_holds_neither_pins_nor_hashes(journal: SqlJournal) -> None:
    enlist(journal, RegisteredStaff("W07", "其其格", "clerk"))
    once = code_for(journal, "W07")
    set_own_pin(journal, code="W07", pin=once, ask_new_pin=lambda: "40739162")
    text = register_text(journal)
    assert "其其格" in text
    for secret in (
        "argon2",
        "40739162",
        once,
        "407391",
        "862047",
        *(r.pin_hash[-20:] for r in journal.staff()),
    ):
        assert secret not in text


def test_that_somebody_taken_out_of_the_register_cannot_come_back_with_the_old_pin(
    journal: SqlJournal,
) -> None:
    by = person_today(journal, "A01")
    assert by is not None
    today = civil_date(journal.reading().at)
    issue_register(journal, [removal_of(RegisteredStaff("W01", "阿木古郎", "clerk"), today)], by=by)
    with pytest.raises(RuleRefused, match="不对"):
        sign_on(journal, code="W01", pin="1234")
