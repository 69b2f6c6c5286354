"""Nobody alone gets the PIN of a second signature; a hall without a register; a code that passes on."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest

from counter.bootstrap.opening import create_profile, open_app
from counter.db.journal.journal import SqlJournal
from counter.domain.errors import BadInput, RuleRefused
from counter.domain.hall.account_events import PinCodeGiven
from counter.domain.hall.hall import StaffSeed
from counter.domain.hall.register.records import RegisteredStaff
from counter.domain.hall.register.register import change_to
from counter.domain.hall.station_events import StaffAdded
from counter.domain.journal.kinds import kind_of
from counter.services.context.ports import StaffRow
from counter.services.hall.hall_register import hall_register
from counter.services.hall.people import person_today, today_of
from counter.services.hall.pin_backing import NOBODY, PinBacker
from counter.services.hall.pins import give_code
from counter.services.hall.staff import add_staff, check_pin, retire_here, set_own_pin
from counter.services.keys.recovery_key import new_recovery_key
from counter.services.register.add_person import add_person
from counter.services.register.change_staff import Absence, enlist, set_absence, strike_off
from counter.services.register.issue_register import issue_register
from counter.ui.facades.bureau import BureauFacade
from tests.cli.shop import counter, pin_file
from tests.facades import facade_of
from tests.settings import demo_hall
from tests.trials import TellTrials

PINS = {"W01": "5837", "S01": "407391", "S02": "9627", "S03": "8304", "R01": "6148"}
PEOPLE = (
    StaffSeed("W01", "阿木古郎", "clerk", PINS["W01"]),
    StaffSeed("S01", "苏日娜", "supervisor", PINS["S01"]),
    StaffSeed("S02", "乌云", "supervisor", PINS["S02"]),
    StaffSeed("S03", "其木格", "supervisor", PINS["S03"]),
    StaffSeed("R01", "哈斯", "representative", PINS["R01"], "农牧局"),
)


class Hall:
    """A real hall and the recovery key on its paper."""

    def __init__(self, journal: SqlJournal, recovery_key: str) -> None:
        self.journal = journal
        self.recovery_key = recovery_key

    def row(self, code: str) -> StaffRow:
        row = person_today(self.journal, code)
        assert row is not None
        return row

    def code_for(self, code: str, backer: PinBacker = NOBODY, by: str = "S01") -> str:
        return give_code(self.journal, code, by=self.row(by), backer=backer)

    def with_(self, code: str) -> PinBacker:
        return PinBacker(agreed=check_pin(self.journal, code, PINS[code]))

    def register(self) -> None:
        """The first issue, signed by two."""
        changed = RegisteredStaff("W01", "阿木古郎", "clerk", phone="10000000011")
        enlist(self.journal, changed, by=self.row("S01"), agreed=self.row("S02"))


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    folder = tmp_path_factory.mktemp("giving") / "hall"
    return folder, create_profile(folder, replace(demo_hall(), demo=False, overlay=None), PEOPLE)


@pytest.fixture
def hall(made: tuple[Path, str], tmp_path: Path) -> Iterator[Hall]:
    shutil.copytree(made[0], tmp_path / "hall", copy_function=shutil.copy2)
    with open_app(tmp_path / "hall") as app:
        assert isinstance(app.journal, SqlJournal)
        yield Hall(app.journal, made[1])


def test_that_one_supervisor_gets_the_pin_of_no_second_signature_alone(hall: Hall) -> None:
    before = hall.journal.place()
    for whose in ("S02", "R01"):
        with pytest.raises(RuleRefused, match=r"本人以外的两个人.*S03 其木格") as refused:
            hall.code_for(whose)
        assert refused.value.field == "agreed"
        with pytest.raises(RuleRefused, match="本人以外的两个人"):  # the key is no way round the third one
            hall.code_for(whose, PinBacker(ask_recovery_key=lambda: hall.recovery_key))
        role, organ = ("representative", "农牧局") if whose == "R01" else ("supervisor", "")
        with pytest.raises(RuleRefused, match="两个人"):
            add_staff(
                hall.journal,
                code=whose,
                name=hall.row(whose).name,
                role=role,
                pin="3952",
                actor="S01",
                organ=organ,
            )
    for backer in (hall.with_("S01"), hall.with_("W01"), hall.with_("S02")):
        with pytest.raises(RuleRefused, match="也不能是要口令的本人"):
            hall.code_for("S02", backer)
    assert hall.journal.place() == before
    assert hall.code_for("W01")


def test_that_two_others_give_it_and_the_entry_names_both(hall: Hall) -> None:
    once = hall.code_for("S02", hall.with_("S03"))
    set_own_pin(hall.journal, code="S02", pin=once, ask_new_pin=lambda: "3952")
    assert check_pin(hall.journal, "S02", "3952").code == "S02"
    given = next(e for e in hall.journal.entries("staff/S02") if kind_of(PinCodeGiven).knows(e))
    event = kind_of(PinCodeGiven).read(given)
    assert event is not None
    assert (given.actor, event.agreed, event.recovery) == ("S01", "S03", False)
    add_staff(
        hall.journal,
        code="S02",
        name="乌云",
        role="supervisor",
        pin="7415",
        actor="S01",
        backer=hall.with_("S03"),
    )
    added = kind_of(StaffAdded).read(hall.journal.entries("staff/S02")[-1])
    assert added is not None
    assert added.agreed == "S03"


def test_that_the_recovery_key_is_the_second_proof_where_no_third_one_is_there(hall: Hall) -> None:
    hall.register()
    today = today_of(hall.journal)
    away = Absence(today, today + timedelta(days=3))
    set_absence(hall.journal, "S03", away, by=hall.row("S01"), agreed=hall.row("S02"))
    with pytest.raises(RuleRefused, match="恢复密钥") as refused:
        hall.code_for("S02")
    assert refused.value.field == "recovery_key"
    for wrong in (new_recovery_key(), "不是密钥"):
        with pytest.raises(BadInput):
            hall.code_for("S02", PinBacker(ask_recovery_key=partial(str, wrong)))
    assert hall.code_for("S02", PinBacker(ask_recovery_key=lambda: f" {hall.recovery_key.lower()} "))
    event = kind_of(PinCodeGiven).read(hall.journal.entries("staff/S02")[-1])
    assert event is not None
    assert (event.agreed, event.recovery) == ("", True)
    assert hall.code_for("S02", hall.with_("S03"))  # who is away may agree all the same


def test_that_a_hall_of_one_goes_on_as_it_is_and_its_second_is_nobodys_alone_from_then_on(
    tmp_path: Path,
) -> None:
    real = replace(demo_hall(), demo=False, overlay=None)
    key = create_profile(tmp_path / "one", real, PEOPLE[:2])
    with open_app(tmp_path / "one") as app:
        assert isinstance(app.journal, SqlJournal)
        hall = Hall(app.journal, key)
        second = RegisteredStaff("S02", "乌云", "supervisor")
        add_person(hall.journal, second, lambda: PINS["S02"], by=hall.row("S01"))
        with pytest.raises(RuleRefused, match="恢复密钥"):
            hall.code_for("S02")
        assert hall.code_for("S02", PinBacker(ask_recovery_key=lambda: key))
        with pytest.raises(RuleRefused, match="两个人"):  # without a register, too
            add_person(
                hall.journal, RegisteredStaff("S02", "乌云", "clerk"), lambda: "3952", by=hall.row("S01")
            )
        assert check_pin(hall.journal, "S02", PINS["S02"]).role == "supervisor"


def test_that_a_hall_without_a_register_takes_two_for_who_may_sign(hall: Hall) -> None:
    journal = hall.journal
    with pytest.raises(RuleRefused, match="要两个人"):
        retire_here(journal, "S02", by=hall.row("S01"))
    with pytest.raises(RuleRefused, match="要两个人"):
        add_staff(journal, code="S09", name="新人", role="admin", pin="3952", actor="S01")
    with pytest.raises(RuleRefused, match="输入自己的口令"):
        retire_here(journal, "W01", by=hall.row("W01"), agreed=hall.row("S01"))
    assert hall_register(journal).number == 0
    retire_here(journal, "S02", by=hall.row("S01"), agreed=hall.row("S03"))
    assert person_today(journal, "S02") is None
    retire_here(journal, "W01", by=hall.row("S01"))
    assert person_today(journal, "W01") is None


def test_that_in_a_bureau_nobody_alone_gets_the_pin_of_an_editor(tmp_path: Path) -> None:
    """Who had it wrote as that person, and approved it."""
    bureau = replace(demo_hall(), demo=False, overlay=None, bureau=True)
    editor = StaffSeed("B03", "萨仁高娃", "editor", "6148")
    key = create_profile(tmp_path / "bureau", bureau, (PEOPLE[1], editor))
    with open_app(tmp_path / "bureau") as app:
        assert isinstance(app.journal, SqlJournal)
        hall = Hall(app.journal, key)
        with pytest.raises(RuleRefused, match=r"萨仁高娃写的指南要另一个人核对.*恢复密钥") as refused:
            hall.code_for("B03")
        assert refused.value.field == "recovery_key"
        for role in ("editor", "clerk", "supervisor"):  # an invented one approves or writes as well
            with pytest.raises(RuleRefused, match="恢复密钥"):
                add_person(
                    hall.journal, RegisteredStaff("B09", "娜仁花", role), lambda: "3952", by=hall.row("S01")
                )
        with pytest.raises(RuleRefused, match="恢复密钥"):
            add_person(
                hall.journal, RegisteredStaff("B03", "萨仁高娃", "editor"), lambda: "3952", by=hall.row("S01")
            )
        assert check_pin(hall.journal, "B03", "6148").code == "B03"
        assert hall.code_for("B03", PinBacker(ask_recovery_key=lambda: key))
    facade = facade_of(BureauFacade, tmp_path / "bureau")
    facade.ready()
    try:
        with pytest.raises(RuleRefused, match="恢复密钥") as at_window:
            facade.give_code("B03", "S01", PINS["S01"])
        assert at_window.value.field == "recovery_key"
    finally:
        facade.close()
    proof = pin_file(tmp_path, PINS["S01"])
    for typed in (("reset-pin", "B03"), ("add", "B09", "娜仁花", "--role", "editor")):
        said = counter(
            "staff",
            *typed,
            "--by",
            "S01",
            "--pin-file",
            proof,
            "--data",
            tmp_path / "bureau",
            "--json",
            typed="3952\n",
        )
        assert (said.code, said.json["rule"], said.json["field"]) == (1, "two_people", "recovery_key")


KILLED = """
import json, os, signal, sys
from itertools import count
from pathlib import Path
from counter.bootstrap.opening import open_app
from counter.db.file.clock import SystemClock
from counter.domain.hall.register.records import RegisteredStaff
from counter.services.hall.hall_register import hall_register
from counter.services.hall.people import person_today
from counter.services.register.add_person import add_person

class Killing(SystemClock):
    left = -1

    def read(self):
        self.left -= 1
        if self.left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return super().read()

for reads in count(3, 4):
    pid = os.fork()
    if not pid:
        clock = Killing()
        with open_app(Path(sys.argv[1]), clock) as app:
            by = person_today(app.journal, "S01")
            clock.left = reads
            add_person(app.journal, RegisteredStaff("W07", "其其格", "clerk"), lambda: "3952", by=by)
        os._exit(0)
    status = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    with open_app(Path(sys.argv[1])) as app:
        pin = any(row.code == "W07" and row.pin_hash for row in app.journal.staff())
        there = person_today(app.journal, "W07") is not None
        print(json.dumps([status, hall_register(app.journal).number, there, pin]))
    if status == 0:
        break
"""


def test_that_a_person_added_is_killed_in_between_with_register_and_pin_or_without_both(
    hall: Hall, record_property: TellTrials
) -> None:
    hall.register()
    number = hall_register(hall.journal).number
    child = subprocess.run(
        [sys.executable, "-P", "-c", KILLED, str(hall.journal.profile)],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": str(Path.cwd())},
    )
    ended = [json.loads(line) for line in child.stdout.splitlines()]
    assert "Traceback" not in child.stderr, child.stderr
    assert len(ended) > 2, ended
    assert ended[-1] == [0, number + 1, True, True]
    assert {tuple(one) for one in ended[:-1]} == {(-signal.SIGKILL, number, False, False)}
    record_property("trials", len(ended) - 1)


def test_that_a_code_that_passes_to_another_person_passes_no_pin(hall: Hall) -> None:
    hall.register()
    by, agreed, today = hall.row("S01"), hall.row("S02"), today_of(hall.journal)
    strike_off(hall.journal, "W01", by=by)
    issue_register(hall.journal, (change_to(RegisteredStaff("W01", "其其格", "clerk"), today),), by=by)
    assert hall.row("W01").name == "其其格"
    with pytest.raises(RuleRefused, match="不对"):
        check_pin(hall.journal, "W01", PINS["W01"])
    set_own_pin(hall.journal, code="W01", pin=hall.code_for("W01"), ask_new_pin=lambda: "3952")
    assert check_pin(hall.journal, "W01", "3952").name == "其其格"
    over = RegisteredStaff("W01", "娜仁花", "clerk")
    with pytest.raises(BadInput, match="起始日期") as unclear:
        issue_register(hall.journal, (change_to(over, today),), by=by)
    assert unclear.value.field == "人员 W01 姓名"
    issue_register(hall.journal, (change_to(over, today),), by=by, reason="改名")
    assert check_pin(hall.journal, "W01", "3952").name == "娜仁花"
    add_person(
        hall.journal, replace_name(over, "图雅"), lambda: "7415", by=by, backer=PinBacker(agreed=agreed)
    )
    stated = hall_register(hall.journal).on(today).staff["W01"]
    assert (stated.name, stated.since) == ("图雅", today)
    assert check_pin(hall.journal, "W01", "7415").name == "图雅"


def test_that_a_deputy_who_is_away_stands_in_for_nobody(hall: Hall) -> None:
    hall.register()
    by, agreed, today = hall.row("S01"), hall.row("S02"), today_of(hall.journal)
    second = RegisteredStaff("W02", "娜仁花", "clerk", away_since=today, away_until=today + timedelta(days=2))
    enlist(hall.journal, second, by=by)
    with pytest.raises(BadInput, match=r"娜仁花自己.*不能代阿木古郎的班") as refused:
        set_absence(hall.journal, "W01", Absence(today, None, "W02"), by=by)
    assert refused.value.field == "deputy"
    edited = RegisteredStaff("W01", "阿木古郎", "clerk", phone="1", away_since=today, deputy="W02")
    with pytest.raises(BadInput, match="娜仁花自己") as at_cell:
        issue_register(hall.journal, (change_to(edited, today),), by=by, agreed=agreed)
    assert at_cell.value.field == "人员 W01 代班"
    later = Absence(today + timedelta(days=3), None, "W02")
    set_absence(hall.journal, "W01", later, by=by)


def replace_name(person: RegisteredStaff, name: str) -> RegisteredStaff:
    return RegisteredStaff(person.code, name, person.role)
