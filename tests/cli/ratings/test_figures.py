"""``counter rating list|export|totals`` and ``counter rectify export`` as a person at the office types them."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest

from counter.bootstrap.opening import create_profile, open_app
from counter.domain.ratings.rating import Grade, Mode
from tests.cli.timed import Counter
from tests.rated import HALLS, MORNING, PEOPLE, office_hall, rating, register
from tests.services.office import SetClock

PIN = "9876\n"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Counter]:
    """An office with some ratings; ``counter check`` is clean at the end."""
    clock = SetClock(MORNING)
    create_profile(tmp_path / "p", office_hall(), PEOPLE, clock)
    with open_app(tmp_path / "p", clock) as app:
        register(app.journal, [rating(n) for n in range(12)])
        register(app.journal, [rating(n, mode=Mode.ANONYMOUS) for n in range(20, 26)])
        register(app.journal, [rating(n, grade=Grade.DISSATISFIED) for n in range(30, 34)])
        register(app.journal, [rating(40, hall=HALLS[1])])
    counter = Counter(tmp_path / "p", tmp_path, clock)
    yield counter
    assert counter.run("check").code == 0


def test_that_everybody_sees_figures_and_only_a_supervisor_ratings(office: Counter) -> None:
    said = office.run("rating", "list")
    assert said.code == 0, said.err
    assert said.json["total"]["counted"] == 22
    assert [h["counted"] for h in said.json["halls"]] == [22, None]
    assert "ratings" not in said.json
    rows = office.run("rating", "list", "--mode", "匿名", "--by", "S01", typed=PIN)
    assert len(rows.json["ratings"]) == 6
    refused = office.run("rating", "list", "--by", "W09", typed="1234\n")
    assert refused.code == 1


def test_that_what_must_be_put_right_is_listed_and_a_small_group_is_not(office: Counter) -> None:
    bad = office.run("rating", "list", "--loop", "整改中", "--by", "S01", typed=PIN)
    assert [r["grade"] for r in bad.json["ratings"]] == ["不满意"] * 4
    small = office.run("rating", "list", "--hall", HALLS[1], "--by", "S01", typed=PIN)
    assert small.code == 1
    assert "太少" in small.json["error"]


@pytest.mark.parametrize("odd", [("--grade", "好"), ("--since", "昨天"), ("--loop", "x"), ("--mode", "全部")])
def test_that_a_word_nobody_knows_is_refused_by_name(office: Counter, odd: tuple[str, str]) -> None:
    said = office.run("rating", "list", *odd)
    assert said.code == 2
    assert said.json["field"] == odd[0]


def test_that_a_platform_must_be_named_and_its_file_is_for_this_account_only(office: Counter) -> None:
    out = office.folder / "report.json"
    nameless = office.run("rating", "export", "--platform", "", "--out", out, "--by", "S01", typed=PIN)
    assert nameless.code == 2
    assert "gbt39046" in nameless.json["error"]
    said = office.run("rating", "export", "--platform", "gbt39046", "--out", out, "--by", "S01", typed=PIN)
    assert said.code == 0, said.err
    assert said.json["count"] == 17
    records = json.loads(out.read_text(encoding="utf-8"))["records"]
    assert {r["satisfaction"] for r in records} == {"2", "4"}
    assert os.name != "posix" or out.stat().st_mode & 0o077 == 0
    again = office.run("rating", "export", "--platform", "hall", "--out", out, "--by", "S01", typed=PIN)
    assert again.code == 2
    assert "已经存在" in again.json["error"]


def test_that_nothing_is_left_or_noted_where_the_pin_or_the_place_is_wrong(office: Counter) -> None:
    out = office.folder / "report.xlsx"
    wrong = office.run("rating", "export", "--platform", "hall", "--out", out, "--by", "S01", typed="0000\n")
    assert wrong.code == 1
    nowhere = office.folder / "no" / "such" / "report.xlsx"
    lost = office.run("rating", "export", "--platform", "hall", "--out", nowhere, "--by", "S01", typed=PIN)
    assert lost.code == 2
    odd = office.run(
        "rating", "export", "--platform", "hall", "--out", "report.csv", "--by", "S01", typed=PIN
    )
    assert odd.code == 2
    assert not [f for f in office.folder.iterdir() if "report" in f.name]
    with open_app(office.profile, office.clock) as app:
        assert not [e for e in app.journal.entries("office") if e.kind == "ratings.exported"]


def test_that_figures_and_the_ledger_come_as_workbooks(office: Counter) -> None:
    figures, ledger = office.folder / "统计.xlsx", office.folder / "台账.xlsx"
    said = office.run("rating", "export", "--figures", "--out", figures, "--by", "S01", typed=PIN)
    assert said.code == 0, said.err
    assert openpyxl.load_workbook(figures).sheetnames[0] == "总表（演示 无效）"
    said = office.run("rectify", "export", "--out", ledger, "--by", "S01", typed=PIN)
    assert said.code == 0, said.err
    assert said.json["count"] == 4
    assert openpyxl.load_workbook(ledger)["整改台账（演示 无效）"].max_row == 5


def test_that_totals_are_published_for_the_only_window_and_one_by_one(office: Counter) -> None:
    out = office.folder / "totals.json"
    said = office.run("rating", "totals", "--out", out, "--by", "S01", typed=PIN)
    assert said.code == 0, said.err
    assert (said.json["station"], said.json["until"], said.json["new"]) == ("15220103", "2026-11", ["W01"])
    strange = office.run(
        "rating", "totals", "--in", out
    )  # another window's, and the office vouches for itself only
    assert strange.code == 2
    twice = office.run("rating", "totals", "--out", office.folder / "b.json", "--by", "S01", typed=PIN)
    assert twice.code == 1
    assert not (office.folder / "b.json").exists()


def test_that_a_clerk_sees_his_own_totals_with_his_own_pin_only(office: Counter, hall: Counter) -> None:
    keys, totals = office.folder / "keys.json", office.folder / "totals.json"
    hall.clock.at = MORNING
    for said in (
        hall.run("rating", "totals", "--mine", "W01", typed="1234\n"),
        office.run("keys", "export", "--out", keys),
        hall.run("keys", "trust", keys, "--by", "S01", typed=PIN),
        office.run("rating", "totals", "--out", totals, "--by", "S01", typed=PIN),
        hall.run("rating", "totals", "--in", totals),
    ):
        assert said.code == 0, said.err
    own = hall.run("rating", "totals", "--mine", "W01", typed="1234\n")
    assert own.json["totals"] == {"ratings": 17, "bad_least": 4, "bad_most": 4, "until": "2026-11"}
    assert hall.run("rating", "totals", "--mine", "W01", typed="9876\n").code == 1


def test_that_a_window_is_told_that_it_is_no_office(hall: Counter) -> None:
    for command in (
        ("rating", "list"),
        ("rating", "export", "--figures", "--out", hall.folder / "a.xlsx", "--by", "S01"),
        ("rating", "totals", "--out", hall.folder / "a.json", "--by", "S01"),
        ("rectify", "export", "--out", hall.folder / "a.xlsx", "--by", "S01"),
    ):
        said = hall.run(*command, typed=PIN)
        assert said.code == 1, said.out
        assert "不是差评处理室" in said.json["error"]
