"""``counter rating handler|pack`` at a window, and the whole way of a rating to the office by command lines."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from counter.bootstrap.opening import open_app
from counter.domain.hall.first_people import SETUP
from counter.domain.ratings.pack import pack_text, read_pack, signed_pack
from counter.domain.ratings.rating import Choice, Grade, Mode
from counter.services.hall.staff import add_staff
from counter.services.ratings.cast import cast_rating
from counter.services.ratings.close import close_ratings
from counter.services.ratings.invite import invite_rating
from tests.cli.shop import counter, pin_file
from tests.cli.timed import PIN, Counter
from tests.journeys.dying import AFTER_COMMIT, BEFORE_COMMIT, IN_FILE, KILLED, attempt_command
from tests.services.rated import reasons


@pytest.fixture
def office(tmp_path: Path) -> Path:
    """A demo office of its own folder."""
    folder = tmp_path / "office"
    said = counter("setup", "--demo-office", "--data", folder, "--json")
    assert said.code == 0, said.err
    return folder


@pytest.fixture
def card(office: Path, tmp_path: Path) -> Path:
    file = tmp_path / "公钥.json"
    assert counter("rating", "card", "--out", file, "--data", office).code == 0
    return file


def trusted(hall: Counter, card: Path) -> None:
    assert hall.run("rating", "handler", card, "--by", "S01", typed=PIN).code == 0


def rate(hall: Counter, number: str, choice: Choice | None) -> None:
    """Somebody rates on the pad."""
    with open_app(hall.profile, hall.clock) as app:
        row = app.journal.case_row(number)
        assert row is not None
        invitation = invite_rating(app, row.case, "W01")[1]
        cast_rating(app, invitation, choice, reasons())
        close_ratings(app, row.case)


def test_that_a_key_is_taken_by_a_supervisor_who_sees_its_fingerprint(hall: Counter, card: Path) -> None:
    assert hall.run("rating", "handler").json["handler"] is None
    said = hall.run("rating", "handler", card, "--by", "S01", typed=PIN)
    assert said.code == 0, said.err
    fingerprint = said.json["handler"]["fingerprint"]
    assert len(fingerprint.replace(" ", "")) == 16
    assert fingerprint in said.err  # shown before the PIN is asked for
    assert hall.run("rating", "handler").json["handler"]["fingerprint"] == fingerprint


def test_that_a_wrong_pin_a_clerk_and_a_wrong_file_are_told_in_one_sentence(
    hall: Counter, card: Path, tmp_path: Path
) -> None:
    assert hall.run("rating", "handler", card, "--by", "S01", typed="0000\n").code == 1
    assert hall.run("rating", "handler", card, "--by", "W01", typed="1234\n").code == 1
    assert hall.run("rating", "handler", card).code == 2
    for text in ("", "{}", "公钥", json.dumps({**json.loads(card.read_text()), "public_key": "00"})):
        bad = tmp_path / "bad.json"
        bad.write_text(text, encoding="utf-8")
        said = hall.run("rating", "handler", bad, "--by", "S01", typed=PIN)
        assert said.code == 2
        assert said.json["error"].endswith("。")
    assert hall.run("rating", "handler", tmp_path / "none.json", "--by", "S01", typed=PIN).code == 2
    real = tmp_path / "real.json"
    real.write_text(json.dumps({**json.loads(card.read_text()), "demo": False}), encoding="utf-8")
    assert hall.run("rating", "handler", real, "--by", "S01", typed=PIN).code == 1


def test_that_without_a_key_there_is_no_pack(hall: Counter, tmp_path: Path) -> None:
    said = hall.run("rating", "pack", "--out", tmp_path / "pack.json")
    assert said.code == 1
    assert "第12章采用公钥" in said.json["error"]
    assert not (tmp_path / "pack.json").exists()


def test_that_a_rating_reaches_the_office_and_a_second_taking_changes_nothing(
    hall: Counter, card: Path, office: Path, tmp_path: Path
) -> None:
    trusted(hall, card)
    rate(hall, hall.open()["number"], Choice(Grade.DISSATISFIED, Mode.NAMED, ("213",), "等得太久"))
    hall.clock.at = hall.clock.at.replace(day=hall.clock.at.day + 1)
    file = tmp_path / "pack.json"
    made = hall.run("rating", "pack", "--out", file)
    assert made.code == 0, made.err
    assert (made.json["closed"], made.json["days"]) == (1, ["2026-11-20"])
    take = ("rating", "take-in", file, "--clerk", "C03", "--trust", "C01", "--data", office, "--json")
    taken = counter(*take, typed="8642\n")
    assert taken.code == 0, taken.err
    assert (taken.json["named"], taken.json["anonymous"], taken.json["invited"]) == (1, 0, 1)
    assert taken.json["rectifications"] == 1
    assert (taken.json["faults"], taken.json["never_asked"], taken.json["no_accounts"]) == ([], 0, False)
    (window,) = counter("rating", "windows", "--data", office, "--json").json["windows"]
    assert [(d["day"], d["outcomes"], d["never_asked"], d["closed"]) for d in window["days"]] == [
        ("2026-11-20", 1, 0, 1)
    ]
    assert counter("rating", "windows", "--station", "15220199", "--data", office).code == 2
    assert counter(*take, typed="8642\n").json["already"]
    assert hall.run("rating", "pack", "--out", file, "--replace").json["closed"] == 0
    again = hall.run("rating", "pack", "--out", file, "--all", "--replace").json
    assert again["closed"] == 1
    known = counter(*take, typed="8642\n")
    assert (known.json["named"], known.json["anonymous"], known.json["rectifications"]) == (0, 0, 0)


def test_that_no_rating_is_in_no_pack_when_the_program_is_killed_while_it_packs(
    hall: Counter, card: Path, office: Path, tmp_path: Path
) -> None:
    trusted(hall, card)
    for n, moment in enumerate((IN_FILE, BEFORE_COMMIT, AFTER_COMMIT)):
        case = hall.open(duplicate_reason=f"第{n}处养殖场")["number"]
        rate(hall, case, Choice(Grade.DISSATISFIED, Mode.NAMED, ("213",), f"第{n}次等得太久"))
        hall.clock.at += timedelta(days=1)
        pack = tmp_path / f"{n}.json"

        def run(file: Path = pack) -> object:
            return hall.run("rating", "pack", "--out", file)

        assert attempt_command(run, moment, "ratings.packed") == KILLED
        assert pack.exists() == (moment != IN_FILE), moment
    last = tmp_path / "last.json"
    assert hall.run("rating", "pack", "--out", last).code == 0
    found = []
    for file in sorted(tmp_path.glob("*.json")):
        if file.name[0] in "12l":
            take = ("rating", "take-in", file, "--clerk", "C03", "--trust", "C01", "--data", office, "--json")
            found.append(counter(*take, typed="8642\n").json["named"])
    assert sum(found) == 3


def pack_of_a_bad_rating(hall: Counter, card: Path, folder: Path) -> Path:
    """The pack of a day on which one person was dissatisfied, by name."""
    trusted(hall, card)
    rate(hall, hall.open()["number"], Choice(Grade.DISSATISFIED, Mode.NAMED, ("213",), "等得太久"))
    hall.clock.at = hall.clock.at.replace(day=hall.clock.at.day + 1)
    file = folder / "pack.json"
    assert hall.run("rating", "pack", "--out", file).code == 0
    return file


def test_that_who_may_vouch_for_a_window_is_the_same_by_a_file_as_by_typing(
    hall: Counter, card: Path, office: Path, tmp_path: Path
) -> None:
    """Where the office has an administrator the keys are the administrator's, not the supervisor's."""
    file = pack_of_a_bad_rating(hall, card, tmp_path)
    with open_app(office) as app:
        add_staff(app.journal, code="A01", name="青格乐", role="admin", pin="4826", actor=SETUP)
    take = ("rating", "take-in", file, "--clerk", "C03", "--data", office, "--trust")
    supervisor = pin_file(tmp_path, "8642", "supervisor")
    refused = [counter(*take, "C01", typed="8642\n"), counter(*take, "C01", "--pin-file", supervisor)]
    assert [(said.code, "系统管理员" in said.err) for said in refused] == [(1, True), (1, True)]
    taken = counter(*take, "A01", "--pin-file", pin_file(tmp_path, "4826", "admin"))
    assert taken.code == 0, taken.err


def test_that_a_box_taken_out_of_a_pack_is_told_on_the_command_line(
    hall: Counter, card: Path, office: Path, tmp_path: Path
) -> None:
    file = pack_of_a_bad_rating(hall, card, tmp_path)
    pack = replace(read_pack(file.read_text(encoding="utf-8")), named=())
    with open_app(hall.profile, hall.clock) as app:  # who holds the station's key signs what he likes
        file.write_text(pack_text(signed_pack(pack, app.journal.sign)), encoding="utf-8")
    take = ("rating", "take-in", file, "--clerk", "C03", "--trust", "C01", "--data", office)
    taken = counter(*take, "--json", typed="8642\n")
    assert taken.json["faults"] == ["2026-11-20：账上有的实名封件少了1份"]
    assert "对不上" in counter("rating", "windows", "--data", office).out
    assert counter("rating", "windows", "--data", hall.profile).code == 1


def test_that_a_pack_that_cannot_be_written_is_told_and_not_noted(
    hall: Counter, card: Path, tmp_path: Path
) -> None:
    trusted(hall, card)
    assert hall.run("rating", "pack", "--out", tmp_path / "none" / "pack.json").code == 2
    with open_app(hall.profile, hall.clock) as app:
        assert not app.journal.entries("rating_packs")


def test_that_a_clerk_who_seldom_asks_is_a_line_by_month_beside_the_hall(
    hall: Counter, card: Path, office: Path, tmp_path: Path
) -> None:
    trusted(hall, card)
    rate(hall, hall.open()["number"], Choice(Grade.VERY_SATISFIED, Mode.NAMED))
    for n in range(5):
        hall.open(duplicate_reason=f"另一处养殖场{n}")
    file = tmp_path / "pack.json"
    take = ("rating", "take-in", file, "--clerk", "C03", "--trust", "C01")
    windows = ("rating", "windows", "--clerks", "--data", office)
    there = replace(hall, profile=office)
    hall.clock.at = hall.clock.at.replace(day=30)
    assert hall.run("rating", "pack", "--out", file).code == 0
    assert there.run(*take, typed="8642\n").json["faults"] == []
    assert "还没有过完的月份" in counter(*windows).out
    hall.clock.at = hall.clock.at.replace(month=12, day=2)
    assert hall.run("rating", "pack", "--out", file, "--replace").code == 0
    assert there.run(*take, typed="8642\n").json["faults"] == []
    ((month,),) = (w["months"] for w in counter(*windows, "--json").json["windows"])
    assert (month["month"], month["compared"], month["hall"]["never_asked"]) == ("2026-11", True, 5)
    assert month["clerks"] == [
        {
            "clerk": "W01",
            "others": False,
            "mixed": False,
            "outcomes": 6,
            "asked": 1,
            "never_asked": 5,
            "cut_short": 1,
            "slips": 0,
        }
    ]
    said = counter(*windows).out
    assert "2026-11　本大厅：办出结果6　没请过83.3%" in said
    assert "W01　办出结果6　请过1　没请过5（83.3%）　提前结束1（100.0%）　评价条0" in said
    assert "2026-11-20　" not in said
    assert "W01" not in counter("rating", "windows", "--data", office).out
    assert hall.run("rating", "windows").code != 0
