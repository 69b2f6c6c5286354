"""``counter staff`` in a hall with a register: changes go to it, PINs stay here, another window is told where."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest

from counter.bootstrap.opening import create_profile, open_app
from counter.domain.hall.hall import StaffSeed
from tests.cli.shop import Said, counter, pin_file
from tests.settings import demo_hall

PEOPLE = (
    StaffSeed("W01", "阿木古郎", "clerk", "407391"),
    StaffSeed("S01", "苏日娜", "supervisor", "9627"),
    StaffSeed("S02", "乌云", "supervisor", "8304"),
)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A real hall, and the recovery key on its paper."""
    folder = tmp_path_factory.mktemp("staff") / "hall"
    return folder, create_profile(folder, replace(demo_hall(), demo=False, overlay=None), PEOPLE)


@pytest.fixture
def hall(made: tuple[Path, str], tmp_path: Path) -> Iterator[Path]:
    shutil.copytree(made[0], tmp_path / "hall", copy_function=shutil.copy2)
    yield tmp_path / "hall"
    assert counter("check", "--data", tmp_path / "hall").code == 0


def staff(hall: Path, *arguments: str, typed: str = "", by: str = "S01") -> Said:
    proof = pin_file(hall.parent, {"S01": "9627", "S02": "8304", "W01": "407391"}[by])
    return counter(
        "staff", *arguments, "--by", by, "--pin-file", proof, "--data", hall, "--json", typed=typed
    )


def listed(hall: Path) -> dict[str, bool]:
    rows = counter("staff", "list", "--data", hall, "--json").json["staff"]
    return {row["code"]: row["active"] for row in rows}


def test_that_a_change_of_people_is_an_issue_of_the_register(hall: Path) -> None:
    assert staff(hall, "absent", "W01", "--until", "2099-01-01").json["register"] == 2
    assert "W01  阿木古郎  窗口人员（到2099年1月1日不在岗）" in counter("staff", "list", "--data", hall).out
    assert staff(hall, "absent", "W01", "--back").json["register"] == 3
    assert staff(hall, "leave", "W01", "2099-01-01").json["register"] == 4
    duty = ("--duty", "咨询导办", "--phone", "10000000011")
    said = staff(hall, "add", "w07", "其其格", *duty, typed="5837\n")
    assert said.code == 0, said.err
    assert staff(hall, "remove", "W01").json["register"] == 6
    assert listed(hall) == {"S01": True, "S02": True, "W01": False, "W07": True}


def test_that_a_supervisor_is_added_by_two_people(hall: Path) -> None:
    assert staff(hall, "leave", "W01", "2099-01-01").code == 0
    alone = staff(hall, "add", "S07", "其其格", "--role", "supervisor", typed="5837\n")
    assert (alone.code, alone.json["rule"]) == (1, "two_people")
    assert "S07" not in listed(hall)
    second = pin_file(hall.parent, "8304", "second")
    agreed = ("--agreed", "S02", "--agreed-pin-file", str(second))
    assert staff(hall, "add", "S07", "其其格", "--role", "supervisor", *agreed, typed="5837\n").code == 0


def test_that_a_forgotten_pin_is_set_with_a_code_shown_once(hall: Path) -> None:
    once = staff(hall, "reset-pin", "W01").json["once"]
    weak = counter("staff", "pin", "W01", "--data", hall, "--json", typed=f"{once}\n1234\n")
    assert "连着" in weak.json["error"]
    done = counter("staff", "pin", "W01", "--data", hall, "--json", typed=f"{once}\n5837\n")
    assert done.code == 0, done.err
    again = counter("staff", "pin", "W01", "--data", hall, "--json", typed=f"{once}\n6148\n")
    assert again.json["rule"] == "duty"
    assert counter("staff", "pin", "W01", "--data", hall, "--json", typed="5837\n6148\n").code == 0


def test_that_without_the_halls_key_the_command_says_where_to_do_it(hall: Path) -> None:
    staff(hall, "leave", "W01", "2099-01-01")
    key = (hall / "hall.key").rename(hall.parent / "away.key")
    for command in (("remove", "W01"), ("add", "W09", "某人"), ("absent", "W01")):
        said = staff(hall, *command, typed="5837\n")
        assert (said.code, "持有大厅密钥的窗口" in said.json["error"]) == (2, True), said.out
    assert listed(hall)["W01"]
    with open_app(hall) as app:
        assert all(row.code != "W09" for row in app.journal.staff())
    key.rename(hall / "hall.key")


def test_that_the_desk_card_shows_the_own_duty_and_phone(hall: Path, tmp_path: Path) -> None:
    duty = ("--duty", "咨询导办", "--phone", "10000000011")
    staff(hall, "leave", "W01", "2099-01-01")
    assert staff(hall, "add", "W01", "阿木古郎", *duty, typed="5837\n").code == 0
    out = tmp_path / "card.pdf"
    said = counter("staff", "card", "W01", "--out", out, "--data", hall, "--json")
    assert said.code == 0, said.err
    with pypdfium2.PdfDocument(out) as document:
        page = document[0]
        assert [round(side / 72 * 25.4) for side in page.get_size()] == [148, 105]
        text = page.get_textpage().get_text_range()
    for words in ("阿木古郎", "咨询导办", "10000000011", "12345", "03号窗口"):
        assert words in text
    assert "无效" not in text
    assert counter("staff", "card", "X99", "--out", tmp_path / "x.pdf", "--data", hall).code == 2
    assert not (tmp_path / "x.pdf").exists()


def test_that_the_pin_of_the_other_supervisor_takes_two_or_the_recovery_key(
    hall: Path, made: tuple[Path, str]
) -> None:
    alone = staff(hall, "reset-pin", "S02")
    assert (alone.code, alone.json["rule"], alone.json["field"]) == (1, "two_people", "recovery_key")
    wrong = staff(hall, "reset-pin", "S02", "--recovery-key", typed="1234\n")
    assert (wrong.code, wrong.json["field"]) == (2, "recovery_key")
    once = staff(hall, "reset-pin", "S02", "--recovery-key", typed=f"{made[1]}\n")
    assert len(once.json["once"]) == 8
    add = ("add", "S02", "乌云", "--role", "supervisor")
    assert staff(hall, *add, typed="5837\n").json["field"] == "recovery_key"
    second = pin_file(hall.parent, "8304", "second")
    agreed = ("--agreed", "S02", "--agreed-pin-file", str(second))
    assert staff(hall, "add", "S03", "其木格", *add[3:], *agreed, typed="5837\n").code == 0
    assert "S02 乌云" in staff(hall, "reset-pin", "S03").json["error"]
    assert staff(hall, "reset-pin", "S03", *agreed).code == 0
    shown = counter("records", "--by", "S01", "--pin-file", pin_file(hall.parent, "9627"), "--data", hall)
    assert "用恢复密钥作第二个证明" in shown.out
    assert "S02 同意" in shown.out


def test_that_two_supervisors_change_each_other_only_together_without_a_register(hall: Path) -> None:
    alone = staff(hall, "remove", "S02")
    assert (alone.code, alone.json["rule"]) == (1, "two_people")
    second = pin_file(hall.parent, "8304", "second")
    assert staff(hall, "remove", "S02", "--agreed", "S02", "--agreed-pin-file", str(second)).code == 0
    assert not listed(hall)["S02"]


@pytest.mark.parametrize(
    "command",
    [
        ("leave", "W01", "昨天"), ("leave", "W01", "2020-01-01"), ("leave", "X99", "2099-01-01"),
        ("absent", "W01", "--since", "2099-02-01", "--until", "2099-01-01"), ("absent", "W01", "--back"),
        ("absent", "W01", "--deputy", "W01"), ("remove", "X99"), ("reset-pin", "X99"), ("reset-pin", "S01"),
    ],
)  # fmt: skip
def test_that_bad_input_is_one_sentence_and_changes_nothing(hall: Path, command: tuple[str, ...]) -> None:
    before = listed(hall)
    said = staff(hall, *command)
    assert said.code in (1, 2)
    assert said.json["error"]
    assert "Traceback" not in said.err
    assert listed(hall) == before


def test_that_an_unknown_duty_is_refused_and_one_that_cannot_be_kept_is_said(hall: Path) -> None:
    unknown = staff(hall, "add", "W09", "某人", "--duty", "看门", typed="5837\n")
    assert (unknown.code, unknown.json["error"]) == (
        2,
        "职责没有“看门”，可写：" + unknown.json["error"].split("可写：")[1],
    )
    assert "W09" not in listed(hall)
    plain = ("--by", "S01", "--pin-file", str(pin_file(hall.parent, "9627")))
    words = ("staff", "add", "W09", "某人", "--duty", "咨询导办", *plain, "--data", hall)
    assert "还没有登记册，职责、电话没有记下" in counter(*words, typed="5837\n").out
