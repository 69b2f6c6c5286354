"""The hall changes on a day: each change one command; the next day's papers are right, yesterday's stay as they were.

Friday: cases are filed at two windows, then the hall changes. The other window gets one file. Monday: new cases.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest

from tests.cli.shop import pin_file
from tests.cli.visits import ANSWERS, person
from tests.journeys.own_hall import (
    CITY,
    HALL,
    HALL_PHONE,
    LEADS,
    MANUAL,
    MARKET,
    ORGANS,
    OWN_PIN,
    REPRESENTATIVES,
    OwnHall,
    Paper,
    add_windows,
    agreement_number,
    fill_in_register,
    give_pins,
    set_up_first,
)
from tests.printing.pages import bare, text_of

TAX = "税务局"
NEW_PHONE = "0482-0000099"
OLD_NAME, NEW_NAME = ORGANS[MARKET][0], "扎赉特旗市场监督管理和知识产权局"
RENEWED = "扎授协〔2027〕4号"
LAST_DAY, FIRST_DAY, ON_LEAVE = "2026-11-20", "2026-11-21", "2026-11-27"
CHANGES = {
    "phone": ("hall", "edit", "大厅", "-", f"咨询电话={NEW_PHONE}", "--from", FIRST_DAY),
    "name": ("hall", "edit", "部门", MARKET, f"全称={NEW_NAME}", "--from", FIRST_DAY),
    "ended": ("hall", "edit", "授权协议", agreement_number(TAX), f"截止日期={LAST_DAY}", "--agreed", "S02"),
    "lapsed": ("hall", "edit", "授权协议", agreement_number(CITY), f"截止日期={LAST_DAY}", "--agreed", "S02"),
    "renewed": (
        *("hall", "edit", "授权协议", RENEWED, f"部门={TAX}", "授权=收件、受理、送达"),
        *(f"起始日期={FIRST_DAY}", "截止日期=2028-12-31", "--agreed", "S02"),
    ),
    "gone": ("staff", "leave", "W05", LAST_DAY),
    "leave": (
        *("staff", "absent", "R01", "--since", FIRST_DAY, "--until", ON_LEAVE),
        *("--deputy", "R02", "--agreed", "S02"),
    ),
}
"""Each change of the day as its one command."""

ITEM = "mkt_individual"
WITH_SIGN = {**ANSWERS, "q_sign": "shop"}
BASIS = "《中华人民共和国市场主体登记管理条例》第十九条"


@dataclass
class Day:
    """A case of Friday with its papers as they were then, and another one that goes on."""

    hall: OwnHall
    case: Mapping[str, Any]
    papers: Mapping[str, Paper]
    open: Mapping[str, Any]


@pytest.fixture(scope="module")
def day(tmp_path_factory: pytest.TempPathFactory) -> Day:
    """The hall on Monday; everything was changed on Friday after that case."""
    hall = OwnHall(tmp_path_factory.mktemp("hall"))
    set_up_first(hall)
    fill_in_register(hall)
    add_windows(hall)
    give_pins(hall, "01", ["W01", "R01", "R02"])
    give_pins(hall, "02", ["W05", "W06", "R01", "R02"])
    case = hall.file("02", "W05", "friday", answers=WITH_SIGN)
    before = hall.papers("02", case)
    going_on = hall.file("02", "W05", "open", applicant=person(name="高娃", id_number="999999198502024569"))
    hall.clock.at += timedelta(hours=5)
    first, second = (pin for _, pin in LEADS.values())
    for words in CHANGES.values():
        pins = [first, second] if "--agreed" in words else [first]
        hall.run("01", *words, "--by", "S01", answers=pins)
    register = hall.folder / "登记册-周五.json"
    hall.run("01", "hall", "export", "--signed", "--out", register)
    hall.run("02", "hall", "take", register, "--by", "S01", answers=[first])
    hall.clock.at += timedelta(days=3, hours=-5)
    return Day(hall, case, before, going_on)


def test_that_the_manual_has_each_change_as_one_command(day: Day) -> None:
    manual = MANUAL.read_text(encoding="utf-8")
    for words in CHANGES.values():
        assert f"counter {' '.join(words[: 3 if words[0] == 'hall' else 2])} " in manual


def test_that_a_case_and_its_reprint_stay_as_they_were(day: Day) -> None:
    hall, case = day.hall, day.case
    assert hall.papers("02", case) == day.papers
    kept = hall.folder / "重打.pdf"
    pin = pin_file(hall.folder, OWN_PIN)
    out = ("--out", kept, "--clerk", "W06", "--pin-file", pin)
    hall.run("02", "paper", case["number"], "acceptance_notice", *out)
    words = bare(text_of(kept.read_bytes()))
    assert bare(OLD_NAME) in words
    assert bare(NEW_NAME) not in words
    for window in ("01", "02"):
        assert hall.run(window, "verify", kept)["verdict"] == "genuine"


@pytest.mark.parametrize(("window", "clerk"), [("01", "W01"), ("02", "W06")])
def test_that_the_papers_of_the_next_day_are_right_at_every_window(day: Day, window: str, clerk: str) -> None:
    hall = day.hall
    case = hall.file(window, clerk, "monday", applicant=person(name="娜日", id_number="999999197703037898"))
    papers = hall.papers(window, case).values()
    for paper in papers:
        new, old = (NEW_NAME, OLD_NAME) if paper.organ == MARKET else (RENEWED, agreement_number(TAX))
        assert new in paper.words
        assert old not in paper.words
    out = hall.folder / f"告知单-{window}.pdf"
    hall.run(window, "guide", "sheet", "8", "--out", out)
    words = bare(text_of(out.read_bytes()))
    assert (NEW_PHONE in words, HALL_PHONE in words) == (True, False)


def test_that_a_case_of_before_goes_on_under_what_is_true_now(day: Day) -> None:
    hall, number, pin = day.hall, day.open["number"], pin_file(day.hall.folder, OWN_PIN)
    before = hall.papers("02", day.open)
    by = ("--clerk", "W06", "--pin-file", pin, "--no-papers")
    granted = ("granted", "--day", "2026-11-23", "--by", "王科长", "--document", "扎市监准〔2026〕1号")
    hall.run("02", "case", "result", number, ITEM, *granted, "--certificate", "92152223TEST", *by)
    hall.run("02", "case", "decide", number, "--papers-valid", *by)
    after = hall.papers("02", day.open)
    assert {id: after[id] for id in before} == before
    new = [paper for id, paper in after.items() if id not in before]
    assert {paper.organ for paper in new} == {MARKET, TAX}
    for paper in new:
        assert (NEW_NAME if paper.organ == MARKET else RENEWED) in paper.words
        assert agreement_number(TAX) not in paper.words


def test_that_who_left_works_no_more_at_any_window(day: Day) -> None:
    hall = day.hall
    pin = pin_file(hall.folder, OWN_PIN)
    for code, done in (("W05", False), ("W06", True)):
        sign_on = ("session", "open", "--clerk", code, "--pin-file", pin)
        assert (hall.said("02", *sign_on).code == 0) == done
    for window in ("01", "02"):
        assert "W05" not in [p["code"] for p in hall.run(window, "staff", "list")["staff"] if p["active"]]


def test_that_the_deputy_confirms_for_a_representative_on_leave_by_an_own_mandate(day: Day) -> None:
    hall = day.hall
    case = hall.file("02", "W06", "refused", applicant=person(name="斯琴", id_number="999999198809164523"))
    pin = pin_file(hall.folder, OWN_PIN)
    by = ("--clerk", "W06", "--no-papers")
    act = ("case", "propose", case["number"], ITEM, "--reason", "经营场所不符合规定", "--basis", BASIS)
    draft = hall.run("02", *act, *by, "--pin-file", pin)["papers"][0]["id"]
    confirm = ("case", "result", case["number"], ITEM, "rejected", "--day", "2026-11-23", "--confirms", draft)
    own = ("--pin-file", pin, "--clerk-pin-file", pin)
    away = hall.said("02", *confirm, *by, *own, "--representative", "R01")
    assert (away.code, away.json["rule"], "R02" in away.json["error"]) == (1, "L8", True), away.err
    done = hall.run("02", *confirm, *by, *own, "--representative", "R02")
    paper = next(p for p in hall.papers("02", done).values() if p.kind == "rejection" and p.number)
    for words in (REPRESENTATIVES["R02"][0], "扎授权〔2026〕R02", NEW_NAME, "扎赉特旗人民法院"):
        assert words in paper.words, words


def test_that_what_no_agreement_covers_any_more_is_only_received_and_handed_on(day: Day) -> None:
    hall = day.hall
    who = person(name="布和", id_number="999999199306187357")
    case = hall.file("02", "W06", "sign", applicant=who, answers=WITH_SIGN)
    assert {i["id"]: i["state"] for i in case["items"]}["signboard"] == "received"
    assert any(agreement_number(CITY) in p.words for p in day.papers.values())
    (paper,) = [p for p in hall.papers("02", case).values() if p.organ not in ORGANS]
    assert paper.kind == "intake_receipt"
    assert f"转{ORGANS[CITY][0]}决定是否受理" in paper.words
    assert f'"seal_organ": "{HALL}"' in paper.words
    assert "机关名称" not in paper.words
    assert (NEW_PHONE in paper.words, "授权文件" in paper.words) == (True, False)
