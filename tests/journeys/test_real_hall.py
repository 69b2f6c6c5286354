"""From nothing to the first lawful visit of a hall with 3 windows, 12 organs and 20 people, as the manual says."""

from __future__ import annotations

import re

import pytest

from tests.cli.shop import counter, pin_file
from tests.journeys.own_hall import (
    ADDRESS,
    CLERKS,
    COMPLAINT,
    HALL,
    HALL_PHONE,
    MANUAL,
    MARKET,
    ORGANS,
    OWN_PIN,
    WINDOWS,
    OwnHall,
    agreement_number,
    give_pins,
    own_hall,
)
from tests.printing.pages import bare, text_of

COUNTED = re.compile(r"(\d+) 条命令，回答 (\d+) 个问题，工作簿填 (\d+) 行")


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> OwnHall:
    return own_hall(tmp_path_factory.mktemp("hall"))


def test_that_the_manual_says_how_many_acts_it_takes_until_the_first_visit(hall: OwnHall) -> None:
    told = COUNTED.search(MANUAL.read_text(encoding="utf-8"))
    assert told is not None
    acts = hall.until_first_visit
    assert tuple(map(int, told.groups())) == (acts.commands, acts.answers, acts.rows)


def test_that_every_window_has_the_whole_register_and_its_own_certificate(hall: OwnHall) -> None:
    numbers = set()
    for window in WINDOWS:
        shown = hall.run(window, "hall", "show")
        numbers.add(shown["number"])
        assert (len(shown["window"]), len(shown["organ"]), len(shown["staff"])) == (3, 12, 20)
        assert hall.run(window, "keys", "list")["own_certified"] is True
        assert counter("check", "--data", hall.profile(window)).code == 0
    assert len(numbers) == 1


def test_that_the_first_visit_at_the_last_window_is_lawful_and_its_papers_say_whose_they_are(
    hall: OwnHall,
) -> None:
    case = hall.file("03", CLERKS["03"][0], "first")
    assert case["number"].startswith("15222303")
    papers = hall.papers("03", case)
    organs = {paper.organ for paper in papers.values()}
    assert organs == {MARKET, "税务局"}
    for paper in papers.values():
        name, mark = ORGANS[paper.organ]
        phone = f"0482-00000{40 + list(ORGANS).index(paper.organ)}"
        foot = (f"{HALL} 03号窗口", ADDRESS, f"咨询：{phone}", f"投诉：{COMPLAINT}")
        for words in (*foot, name, agreement_number(paper.organ), "（W09）"):
            assert words in paper.words, words
        assert paper.number.startswith(mark)
        assert "由大厅填写" not in paper.words
        assert "无效" not in paper.words
    assert {paper.kind for paper in papers.values()} == {"acceptance_notice", "intake_receipt"}


def test_that_the_sheet_for_who_only_asks_bears_hall_window_and_phones(hall: OwnHall) -> None:
    out = hall.folder / "告知单.pdf"
    hall.run("02", "guide", "sheet", "8", "--out", out)
    words = bare(text_of(out.read_bytes()))
    for said in (HALL, "02号窗口", ADDRESS, HALL_PHONE, COMPLAINT):
        assert bare(said) in words, said
    assert "由大厅填写" not in words


def test_that_a_person_works_at_another_window_after_an_own_pin_there(hall: OwnHall) -> None:
    code, pin = CLERKS["03"][0], pin_file(hall.folder, OWN_PIN)
    sign_on = ("session", "open", "--clerk", code, "--pin-file", pin)
    assert (hall.said("01", *sign_on).code, hall.said("03", *sign_on).code) == (1, 0)
    give_pins(hall, "01", [code])
    assert hall.said("01", *sign_on).code == 0
