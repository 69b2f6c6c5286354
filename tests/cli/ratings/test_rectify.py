"""``counter rating card|take-in`` and ``counter rectify …``: the office by its command line, and what it refuses."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from counter.bootstrap.opening import open_app
from counter.bootstrap.program import program
from counter.domain.ratings.pack import pack_text, read_card
from counter.domain.ratings.rating import Grade
from counter.domain.ratings.sealed_box import AnonymousRating, Boxed, NamedRating
from counter.services.context.app import AppContext
from tests.cli.shop import Said, counter, set_up_demo
from tests.services.office import SetClock
from tests.services.rating_office import CASE, Station, anonymous, named, rating_office_on

BY = ("--clerk", "C03")


@dataclass
class OfficeDoor:
    """Commands on one office, at the time the test says."""

    profile: Path
    folder: Path
    clock: SetClock
    station: Station

    def run(self, *arguments: str | Path, typed: str = "") -> Said:
        """One command, with ``--json``."""

        def opened(profile: Path) -> AbstractContextManager[AppContext]:
            return open_app(profile, self.clock)

        through = replace(program(), open_app=opened)
        return counter(*arguments, "--data", self.profile, "--json", typed=typed, through=through)

    def done(self, *arguments: str | Path, typed: str = "") -> Any:
        """One command that is done; what it answers."""
        said = self.run(*arguments, typed=typed)
        assert said.code == 0, said.err
        return said.json

    def refused(self, *arguments: str | Path, typed: str = "", code: int = 1) -> str:
        """One command that is refused in a sentence."""
        said = self.run(*arguments, typed=typed)
        assert said.code == code, (said.code, said.out, said.err)
        return str(said.json["error"])

    def pack(self, *boxes: Boxed) -> Path:
        """A pack of the window as a file."""
        card = self.folder / "card.json"
        self.done("rating", "card", "--out", card, "--replace")
        key = read_card(card.read_text(encoding="utf-8")).public_key
        file = self.folder / "pack.json"
        file.write_text(pack_text(self.station.pack(key, boxes)), encoding="utf-8")
        return file

    def take(self, *boxes: Boxed) -> Any:
        """Take these in."""
        return self.done("rating", "take-in", self.pack(*boxes), *BY, "--trust", "C01", typed="8642\n")


@pytest.fixture
def office(tmp_path: Path) -> Iterator[OfficeDoor]:
    profile = tmp_path / "office"
    with rating_office_on(profile) as opened:
        clock = opened.clock
    yield OfficeDoor(profile, tmp_path, clock, Station())
    assert counter("check", "--data", profile).code == 0


def test_that_a_bad_rating_is_put_right_by_commands_alone(office: OfficeDoor) -> None:
    rating = named()
    assert office.take(rating)["rectifications"] == 1
    (line,) = office.done("rectify", "list")["rectifications"]
    assert (line["rating"], line["due"], line["next"]) == (
        rating.id,
        "2026-11-27",
        "定由谁承办（不能是被评的人）。",
    )
    about = (CASE, *BY)
    paper = office.folder / "answer.pdf"
    office.done("rectify", "assign", *about, "--owner", "c03")
    office.done("rectify", "contact", *about, "--reached", "yes", "--how", "电话", "--words", "说没给清单")
    office.done("rectify", "find", *about, "--finding", "true", "--facts", "没有打印清单")
    office.done("rectify", "measure", *about, "--kind", "by_day", "--words", "学习", "--done-by", "11-25")
    answered = office.done("rectify", "answer", *about, "--words", "对不起。", "--out", paper)
    assert paper.read_bytes().startswith(b"%PDF")
    assert answered["rectification"]["answers"] == [{"number": "乌政服改综90A〔2026〕1号", "copies": 1}]
    office.done("rectify", "call-back", *about, "--reached", "yes", "--words", "好", "--again", "满意")
    closed = office.done("rectify", "close", *about)
    assert (closed["loop"], closed["rectification"]["again"]) == ("closed", "满意")
    assert office.done("rectify", "list")["rectifications"] == []
    assert len(office.done("rectify", "list", "--all")["rectifications"]) == 1
    assert office.done("rectify", "paper", *about, "--out", paper, "--replace")["copy"] == 2


def test_that_a_reviewer_types_the_own_pin(office: OfficeDoor) -> None:
    office.take(named())
    office.done("rectify", "assign", CASE, *BY, "--owner", "C01")
    office.done("rectify", "contact", CASE, *BY, "--reached", "no_answer", "--how", "phone")
    find = ("rectify", "find", CASE, *BY, "--finding", "mistaken", "--facts", "说点错了")
    assert "复核" in office.refused(*find)
    assert "口令" in office.refused(*find, "--reviewer", "C02", typed="0000\n")
    assert "负责人" in office.refused(*find, "--reviewer", "C03", typed="3456\n")
    assert "承办人" in office.refused(*find, "--reviewer", "C01", typed="8642\n")
    assert office.done(*find, "--reviewer", "C02", typed="7531\n")["standing"] == "set_aside"


def test_that_full_data_are_shown_to_somebody_only_and_logged(office: OfficeDoor) -> None:
    office.take(named())
    masked = office.done("rectify", "show", CASE)
    assert masked["rater"]["phone"] == "100****5678"
    assert "巴图吉雅" not in str(masked)
    assert "巴图吉雅" not in counter("rectify", "show", CASE, "--data", office.profile).out
    office.refused("rectify", "show", CASE, "--full", code=2)
    full = office.done("rectify", "show", CASE, "--full", *BY)
    assert full["rater"]["phone"] == "10000005678"
    assert full["rater"]["name"] == "巴图吉雅"
    assert full["history"][-1]["text"] == "查看了评价人的个人信息"


def test_that_a_rating_is_found_by_its_tail_and_two_are_asked_back(office: OfficeDoor) -> None:
    one, two = named(), named(grade=Grade.SATISFIED, reasons=("413",))
    office.take(one, two)
    assert office.done("rectify", "show", one.id[-8:].upper())["rating"] == one.id
    assert one.id in office.refused("rectify", "show", CASE, code=2)
    assert "没有编号" in office.refused("rectify", "show", "abc", code=2)


def test_that_a_window_has_neither_card_nor_rectifications(office: OfficeDoor, tmp_path: Path) -> None:
    window = tmp_path / "window"
    set_up_demo(window)
    pack = office.pack(named())
    for command in (
        ("rating", "card", "--out", tmp_path / "x"),
        ("rating", "take-in", pack, "--clerk", "W01"),
        ("rectify", "list"),
        ("rectify", "show", CASE),
    ):
        said = counter(*command, "--data", window)
        assert said.code == 1, said.err
        assert "差评处理室" in said.err
    assert not (tmp_path / "x").exists()


def test_that_a_real_window_sends_its_pack_and_its_hall_vouches_for_it(
    office: OfficeDoor, tmp_path: Path
) -> None:
    window, card, keys, pack = (tmp_path / name for name in ("window", "card.json", "keys.json", "sent.json"))
    set_up_demo(window)
    office.done("rating", "card", "--out", card)
    at_window = ("--data", window)
    assert counter("rating", "handler", card, "--by", "S01", *at_window, typed="9876\n").code == 0
    assert counter("rating", "pack", "--out", pack, *at_window).code == 0
    assert "没有核实过" in office.refused("rating", "take-in", pack, *BY)
    assert counter("keys", "export", "--out", keys, *at_window).code == 0
    office.done("keys", "trust", keys, "--by", "C01", typed="8642\n")
    assert office.done("rating", "take-in", pack, *BY)["already"] is False
    assert office.done("rating", "take-in", pack, *BY)["already"] is True


def test_that_a_file_that_is_no_pack_is_told_in_one_sentence(office: OfficeDoor) -> None:
    file = office.folder / "junk.json"
    whole = json.loads(office.pack(named()).read_text(encoding="utf-8"))
    for junk in (
        "",
        "[]",
        "\ufffe",
        json.dumps({**whole, "named": ["!"]}),
        json.dumps({**whole, "epoch": "x"}),
        json.dumps({**whole, "hall": "\ud800"}),
    ):
        file.write_text(junk, encoding="utf-8")
        office.refused("rating", "take-in", file, *BY, code=2)
    file.write_bytes(b"\xff\xfe\x00")
    office.refused("rating", "take-in", file, *BY, code=2)
    office.refused("rating", "take-in", office.folder / "none", *BY, code=2)
    office.refused("rating", "take-in", office.pack(), code=2)  # nobody says who took it in


def test_that_an_answer_that_cannot_be_written_takes_no_number(office: OfficeDoor) -> None:
    office.take(anonymous())
    (line,) = office.done("rectify", "list")["rectifications"]
    about = (line["rating"], *BY)
    office.done("rectify", "assign", *about, "--owner", "C03")
    office.done("rectify", "find", *about, "--finding", "属实", "--facts", "是的")
    office.done("rectify", "measure", *about, "--kind", "at_once", "--words", "改了")
    nowhere = office.folder / "no" / "where.pdf"
    office.refused("rectify", "answer", *about, "--words", "好", "--out", nowhere, code=2)
    assert office.done("rectify", "show", line["rating"])["rectification"]["answers"] == []


def test_that_whatever_is_typed_ends_in_a_sentence(office: OfficeDoor) -> None:
    chance = random.Random(38)  # 办法第三十八条
    ratings: list[NamedRating | AnonymousRating] = [named(), anonymous()]
    ratings.append(named(grade=Grade.SATISFIED, reasons=("413",), case=""))
    office.take(*ratings)
    odd = (
        "",
        " ",
        "C01",
        "C02",
        "c03",
        "W01",
        "\udcff",
        "一\x00二",
        "长" * 3000,
        "-1",
        "yes",
        "属实",
        "true",
    )
    values = (
        *odd,
        "by_day",
        "at_once",
        "explain",
        "误评",
        "电话",
        "sms",
        "no_answer",
        "满意",
        "2026-13-40",
        "11-25",
    )
    acts = {
        "assign": ("--owner", "--why"),
        "contact": ("--reached", "--how", "--words"),
        "find": ("--finding", "--facts", "--reviewer"),
        "measure": ("--kind", "--words", "--done-by"),
        "answer": ("--words",),
        "call-back": ("--reached", "--words", "--again"),
        "close": (),
        "confirm-proxy": ("--reached",),
    }
    codes = []
    for _ in range(220):
        act = chance.choice(list(acts))
        words: list[str] = [chance.choice([*(r.id for r in ratings), CASE, chance.choice(odd)])]
        said_ones = [option for option in acts[act] if chance.random() < 0.9]
        words += [f"{option}={_fitting(chance, option, values)}" for option in said_ones]
        clerk = chance.choice(("C01", "C02", "C03", "C03", chance.choice(odd)))
        said = office.run("rectify", act, *words, f"--clerk={clerk}", typed="7531\n")
        assert said.code in (0, 1, 2), (act, words, said.err)
        codes.append(said.code)
    assert {0, 1, 2} == set(codes)


FITTING = {
    "--owner": ("C01", "C03"),
    "--reached": ("yes", "no_answer", "declined"),
    "--how": ("电话",),
    "--words": ("说了。",),
    "--finding": ("true", "untrue", "mistaken"),
    "--facts": ("查到了。",),
    "--reviewer": ("C02",),
    "--kind": ("at_once", "explain"),
    "--done-by": ("2026-11-25",),
    "--again": ("满意", "不满意"),
    "--why": ("换人",),
}


def _fitting(chance: random.Random, option: str, values: tuple[str, ...]) -> str:
    """Mostly something that belongs there, so that the way is really gone, and now and then anything."""
    return chance.choice(FITTING[option] if chance.random() < 0.7 else values)


def test_that_a_real_office_is_a_hall_file_that_says_so(tmp_path: Path) -> None:
    file, profile = tmp_path / "hall.toml", tmp_path / "real"
    values = {"station": "15220191", "hall": "某某差评处理室", "window": "91", "region": "乌兰浩特市"}
    lines = [f'{key} = "{value}"' for key, value in {**values, "jurisdiction": "xingan"}.items()]
    file.write_text("\n".join([*lines, "office = true"]), encoding="utf-8")
    people = ("--staff", "C01:格根塔娜:supervisor", "--staff", "C02:哈斯额尔敦:supervisor")
    said = counter("setup", "--hall", file, *people, "--data", profile, typed="8317\n2749\n")
    assert said.code == 0, said.err
    assert "差评处理室" in said.out
    card = tmp_path / "card.json"
    assert counter("rating", "card", "--out", card, "--data", profile).code == 0
    assert read_card(card.read_text(encoding="utf-8")).demo is False


def test_that_setting_up_an_office_makes_its_key_and_asks_like_any_other(tmp_path: Path) -> None:
    profile = tmp_path / "office"
    said = counter("setup", "--demo-office", "--data", profile, "--json")
    assert said.code == 0, said.err
    assert said.json["office"] is True
    assert (profile / "handler.key").is_file()
    again = counter("setup", "--demo-office", "--data", profile)
    assert again.code == 2
    assert "不会覆盖" in again.err
