"""Setting up, people on duty and the way back when a key is lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from counter import config
from tests.cli.prying import traces
from tests.cli.shop import counter, set_up_demo

HALL = """
station = "15220104"
hall = "乌兰浩特市政务服务中心"
window = "04"
region = "乌兰浩特市"
jurisdiction = "xingan"
"""


def hall_file(folder: Path, text: str = HALL) -> Path:
    file = folder / "hall.toml"
    file.write_text(text, encoding="utf-8")
    return file


def test_that_the_recovery_key_is_shown_once_and_kept_nowhere(tmp_path: Path) -> None:
    profile = tmp_path / "profile"
    said = counter("setup", "--demo", "--data", profile)
    keys = [word for word in said.out.split() if word.count("-") >= 4 and "/" not in word]
    assert said.code == 0
    assert len(keys) == 1
    assert traces([profile], [keys[0], keys[0].replace("-", "")]) == []
    for again in (("doctor",), ("staff", "list"), ("check",)):
        assert keys[0] not in counter(*again, "--data", profile).out


def test_that_an_existing_profile_is_never_set_up_again(profile: Path) -> None:
    before = {p: p.read_bytes() for p in profile.rglob("*") if p.is_file()}
    said = counter("setup", "--demo", "--data", profile)
    assert said.code == 2
    assert "不会覆盖" in said.err
    assert {p: p.read_bytes() for p in profile.rglob("*") if p.is_file()} == before


def test_that_a_real_hall_asks_for_every_pin(tmp_path: Path) -> None:
    profile = tmp_path / "profile"
    people = ("--staff", "W01:阿木古郎:clerk", "--staff", "S01：苏日娜：supervisor")
    said = counter(
        "setup", "--hall", hall_file(tmp_path), *people, "--data", profile, "--json", typed="8317\n2749\n"
    )
    assert said.code == 0, said.err
    assert said.json["demo"] is False
    assert [p["code"] for p in said.json["staff"]] == ["W01", "S01"]
    assert "8317" not in said.out + said.err


def test_that_a_demo_window_its_office_and_its_bureau_are_set_up_at_one_stroke(tmp_path: Path) -> None:
    folders = {which: tmp_path / which for which in ("window", "office", "bureau")}
    words = ("setup", "--demo", "--data", folders["window"], "--office", folders["office"])
    said = counter(*words, "--bureau", folders["bureau"])
    assert said.code == 0, said.err
    keys = [word for word in said.out.split() if word.count("-") >= 4 and "/" not in word]
    assert len(set(keys)) == 3
    assert said.out.index(keys[-1]) < said.out.index("已设好：")
    for folder in folders.values():
        assert counter("check", "--data", folder).code == 0


def test_that_the_pages_of_a_window_set_up_by_command_say_what_they_are_for(tmp_path: Path) -> None:
    assert counter("setup", "--demo", "--data", tmp_path / "p").code == 0
    assert config.read_preferences(tmp_path / "p").hints == ()


@pytest.mark.parametrize("which", ["--office", "--bureau"])
def test_that_a_refused_office_or_bureau_leaves_no_window_either(tmp_path: Path, which: str) -> None:
    (tmp_path / "file").write_text("x")
    words = ("setup", "--demo", "--data", tmp_path / "p", which)
    said = counter(*words, tmp_path / "file" / "below")
    assert said.code == 2
    assert not (tmp_path / "p").exists()
    assert counter(*words, tmp_path / "other").code == 0


def test_that_an_office_that_is_there_already_is_refused_before_anything_is_made(
    tmp_path: Path, shared_profile: Path
) -> None:
    before = {p: p.read_bytes() for p in shared_profile.rglob("*") if p.is_file()}
    said = counter("setup", "--demo", "--data", tmp_path / "p", "--office", shared_profile)
    assert (said.code, (tmp_path / "p").exists()) == (2, False)
    assert {p: p.read_bytes() for p in shared_profile.rglob("*") if p.is_file()} == before


SUPERVISOR = ("--staff", "S01:苏日娜:supervisor")
UNFIT = {
    "no people": (HALL, (), "staff"),
    "no supervisor": (HALL, ("--staff", "W01:阿木古郎:clerk"), "staff.role"),
    "an unknown role": (HALL, (*SUPERVISOR, "--staff", "W01:阿木古郎:chief"), "staff.role"),
    "no name": (HALL, (*SUPERVISOR, "--staff", "W01"), "staff.name"),
    "a code with a blank": (HALL, (*SUPERVISOR, "--staff", "W 1:阿木古郎"), "staff.code"),
    "a code twice": (HALL, (*SUPERVISOR, *SUPERVISOR), "staff.code"),
    "a PIN in the file of a real hall": (
        f'{HALL}[[staff]]\ncode = "S01"\nname = "苏日娜"\nrole = "supervisor"\npin = "8317"\n', (), "staff.pin"),
    "no station": (HALL.replace("station", "stadion"), SUPERVISOR, "station"),
    "a short station": (HALL.replace("15220104", "152201"), SUPERVISOR, "station"),
    "an unknown place": (HALL.replace("xingan", "mars"), SUPERVISOR, None),
    "a place outside the folder": (HALL.replace("xingan", "../halls/demo"), SUPERVISOR, None),
    "no TOML": ("station = ", SUPERVISOR, None),
}  # fmt: skip


@pytest.mark.parametrize(("text", "people", "field"), UNFIT.values(), ids=UNFIT.keys())
def test_that_an_unfit_hall_leaves_nothing_behind(
    tmp_path: Path, text: str, people: tuple[str, ...], field: str | None
) -> None:
    profile = tmp_path / "profile"
    said = counter(
        "setup", "--hall", hall_file(tmp_path, text), *people, "--data", profile, "--json", typed="8317\n" * 4
    )
    assert said.code == 2, said.err
    assert said.json["error"]
    if field is not None:
        assert said.json["field"] == field
    assert not profile.exists()


@pytest.mark.parametrize("pin", ["", "12", "12345678901234", "12a4", "１２３４"])
def test_that_a_pin_of_the_wrong_form_is_refused(tmp_path: Path, pin: str) -> None:
    profile = tmp_path / "profile"
    said = counter("setup", "--hall", hall_file(tmp_path), *SUPERVISOR, "--data", profile, typed=f"{pin}\n")
    assert said.code == 2
    assert not profile.exists()


def test_that_a_supervisor_lets_somebody_new_act(profile: Path) -> None:
    said = counter("staff", "add", "w07", "其其格", "--by", "S01", "--data", profile, typed="9876\n4321\n")
    assert said.code == 0, said.err
    listed = counter("staff", "list", "--data", profile, "--json").json["staff"]
    assert {
        "code": "W07",
        "name": "其其格",
        "role": "clerk",
        "active": True,
        "organ": "",
        "away": "",
    } in listed


@pytest.mark.parametrize(("by", "pin"), [("S01", "0000"), ("W01", "1234"), ("X99", "1234"), ("S01", "")])
def test_that_nobody_but_a_supervisor_adds_people(shared_profile: Path, by: str, pin: str) -> None:
    said = counter(
        "staff", "add", "W07", "其其格", "--by", by, "--data", shared_profile, typed=f"{pin}\n4321\n"
    )
    assert said.code == 1
    assert "W07" not in counter("staff", "list", "--data", shared_profile).out


def test_that_a_lost_key_comes_back_with_the_recovery_key(tmp_path: Path) -> None:
    profile = tmp_path / "profile"
    recovery = set_up_demo(profile)
    (profile / "key.secret").unlink()
    lost = counter("staff", "list", "--data", profile)
    assert lost.code == 2
    assert "恢复" in lost.err
    assert counter("recover", "--data", profile, typed="AAAAA-BBBBB-CCCCC-DDDDD\n").code == 2
    assert counter("staff", "list", "--data", profile).code == 2
    assert counter("recover", "--data", profile, typed=f" {recovery.lower()} \n").code == 0
    assert "W01" in counter("staff", "list", "--data", profile).out


def test_that_there_is_nothing_to_recover_where_nothing_is(tmp_path: Path) -> None:
    assert counter("recover", "--data", tmp_path, typed="x\n").code == 2


def test_that_a_real_hall_is_not_set_up_with_a_pin_that_is_guessed(tmp_path: Path) -> None:
    said = counter(
        "setup", "--hall", hall_file(tmp_path), *SUPERVISOR, "--data", tmp_path / "p", typed="1234\n"
    )
    assert said.code == 2
    assert "容易被猜到" in said.err
    assert not (tmp_path / "p").exists()
