"""A window's PC burns and is set up again from a backup: the recovery key, typed once, reads what the hub kept."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from counter.bootstrap.opening import create_profile, open_app
from counter.services.exchange.enrolment import enrolment_text
from counter.services.exchange.keys_at_hub import note_keys
from counter.services.keys.recovery_key import new_recovery_key
from tests.cli.shop import Said, counter, pin_file
from tests.cli.visits import person, visit, written
from tests.db.hub.cluster import COUNTY, Hub
from tests.db.hub.test_round import PASSPHRASE
from tests.services.office import PEOPLE
from tests.settings import demo_hall

pytestmark = pytest.mark.postgres
CODE, NAME, UNREAD = "15222101", "其木格", "（资料待授权）"


class Burnt:
    """The window before and after. ``key``: as written down; ``file``: the last backup; ``numbers``: filed after it."""

    def __init__(self, hub: Hub, folder: Path) -> None:
        self.hub, self.folder, self.profile = hub, folder, folder / "before"
        self.key = create_profile(self.profile, replace(demo_hall(), station=CODE), PEOPLE)
        self.enrolment = folder / "enrolment"
        self.enrolment.write_text(
            enrolment_text(hub.enrol(CODE, county=COUNTY), PASSPHRASE), encoding="utf-8"
        )
        self.join()
        self.file_case("巴图")
        self.done("sync", "now")
        stick = folder / "stick"
        stick.mkdir()
        self.file = Path(self.done("backup", "--to", stick).json["file"])
        self.numbers = [self.file_case(NAME, reason) for reason in ("甲", "乙")]
        self.done("sync", "now")

    def run(self, *words: str | Path, typed: str = "") -> Said:
        """One command at the window."""
        return counter(*words, "--data", self.profile, "--json", typed=typed)

    def done(self, *words: str | Path, typed: str = "") -> Said:
        """One that must not be refused."""
        said = self.run(*words, typed=typed)
        assert said.code == 0, (words, said.err, said.out)
        return said

    def join(self) -> None:
        pin = pin_file(self.folder, "9876", "supervisor")
        self.done("sync", "join", self.enrolment, "--by", "S01", "--pin-file", pin, typed=f"{PASSPHRASE}\n")

    def file_case(self, name: str, reason: str = "又一处") -> str:
        file = written(self.folder, visit(applicant=person(name=name), duplicate_reason=reason))
        return str(self.done("case", "open", file, "--no-papers").json["number"])

    def burn(self) -> None:
        """The PC is gone; a new one is set up from the backup."""
        shutil.rmtree(self.profile)
        self.profile = self.folder / "after"
        self.done("restore", self.file, typed=f"{self.key}\n")

    def applicant(self, number: str) -> Any:
        """As the list of cases shows it."""
        (row,) = self.done("case", "find", number).json["cases"]
        return row["applicant"]

    def asks(self) -> list[tuple[str, str]]:
        """What the page 上报 says about names that cannot be read, and what to do."""
        matters = self.done("sync", "status").json["matters"]
        return [(one["words"], one["to_do"]) for one in matters if "读不出" in one["words"]]

    def case_id(self, number: str) -> str:
        """Its id."""
        with open_app(self.profile) as app:
            row = app.journal.case_row(number)
            assert row is not None
            return row.case


@pytest.fixture
def burnt(hub: Hub, tmp_path: Path) -> Burnt:
    return Burnt(hub, tmp_path)


def test_that_the_recovery_key_typed_once_reads_what_the_hub_gave_back(burnt: Burnt) -> None:
    burnt.burn()
    burnt.done("sync", "now")
    assert [burnt.applicant(number) for number in burnt.numbers] == [UNREAD] * 2
    assert [("2 件" in words, "counter recover" in to_do) for words, to_do in burnt.asks()] == [(True, True)]
    other = new_recovery_key()
    assert burnt.run("recover", typed=f"{other}\n").code != 0
    assert burnt.run("recover", typed=f"{burnt.key[:-1]}\n").code != 0
    assert [burnt.applicant(number) for number in burnt.numbers] == [UNREAD] * 2
    said = burnt.done("recover", typed=f"{burnt.key}\n")
    assert said.json["opened"] == 2
    assert [burnt.applicant(number) for number in burnt.numbers] == [NAME] * 2
    assert burnt.asks() == []
    assert counter("check", "--data", burnt.profile).code == 0
    again = counter("recover", "--data", burnt.profile, typed=f"{burnt.key}\n")
    assert (again.code, "取回" in again.out) == (0, False)  # nothing waits any more
    burnt.done("sync", "now")
    assert burnt.asks() == []


def test_that_what_was_read_again_goes_to_a_hub_that_was_put_back(burnt: Burnt) -> None:
    """A second fire loses nothing: the wraps of before are made again like those of today."""
    burnt.burn()
    burnt.done("sync", "now")
    burnt.done("recover", typed=f"{burnt.key}\n")
    burnt.done("sync", "now")
    burnt.hub.sql("DELETE FROM hub.key_wraps")  # as a hub put back to before them
    with open_app(burnt.profile) as app:
        note_keys(app, hub="")
    burnt.done("sync", "now")
    kept = burnt.hub.sql("SELECT DISTINCT subject FROM hub.key_wraps WHERE recipient LIKE 'recovery:%'")
    assert {str(subject) for (subject,) in kept} >= {burnt.case_id(number) for number in burnt.numbers}


def test_that_changing_the_keys_asks_for_the_old_recovery_key_while_something_waits_for_it(
    burnt: Burnt,
) -> None:
    burnt.burn()
    burnt.done("sync", "now")
    by = ("--by", "S01", "--pin-file", pin_file(burnt.folder, "9876", "supervisor"))
    other = new_recovery_key()
    wrong = burnt.run("keys", "rotate", "data", *by, typed=f"{other}\n")
    assert wrong.code != 0
    assert "什么也没有换" in wrong.err + wrong.out
    new = burnt.done("keys", "rotate", "data", *by, typed=f"{burnt.key}\n").json["recovery_key"]
    assert [burnt.applicant(number) for number in burnt.numbers] == [NAME] * 2
    assert burnt.run("recover", typed=f"{burnt.key}\n").code != 0
    burnt.done("sync", "now")
    assert burnt.done("recover", typed=f"{new}\n").json["opened"] == 0
    assert [burnt.applicant(number) for number in burnt.numbers] == [NAME] * 2
