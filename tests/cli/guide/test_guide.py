"""The guide as the command line shows it."""

from __future__ import annotations

from pathlib import Path

import pytest

from counter.bootstrap.opening import open_app
from tests.cli.shop import counter
from tests.cli.visits import ANSWERS, visit, written
from tests.printing.pages import bare, text_of


def test_that_all_bundles_are_listed(shared_profile: Path) -> None:
    listed = counter("guide", "list", "--data", shared_profile, "--json").json["bundles"]
    assert [b["number"] for b in listed] == list(range(1, 104))


def test_that_the_guide_is_shown_before_anything_is_set_up(tmp_path: Path) -> None:
    shown = counter("guide", "show", "8", "--data", tmp_path / "nothing", "--json").json
    assert shown["overlay"] is None
    assert not (tmp_path / "nothing").exists()


def test_that_every_line_says_its_states_and_why(shared_profile: Path, tmp_path: Path) -> None:
    file = written(tmp_path, ANSWERS)
    shown = counter("guide", "show", "8", "--answers", file, "--data", shared_profile, "--json").json
    assert [i["id"] for i in shown["items"]] == ["mkt_individual", "tax_new", "food_small_catering"]
    for line in shown["materials"]:
        assert line["initial"] in line["states"]
        assert line["items"]
        assert all(why["text"] for why in line["why"])
    assert all(i["why"]["text"] for i in shown["items"])


def test_that_an_answer_that_fires_a_rule_stands_in_its_why(shared_profile: Path, tmp_path: Path) -> None:
    file = written(tmp_path, ANSWERS)
    items = counter("guide", "show", "8", "--answers", file, "--data", shared_profile, "--json").json["items"]
    why = next(i["why"] for i in items if i["id"] == "mkt_individual")
    assert "个体工商户" in [a["answer"] for a in why["answers"]]


def test_that_a_visit_file_serves_as_answers(shared_profile: Path, tmp_path: Path) -> None:
    plain, whole = written(tmp_path, ANSWERS, "a.json"), written(tmp_path, visit(), "v.json")
    told = [
        counter("guide", "show", "8", "--answers", file, "--data", shared_profile, "--json").out
        for file in (plain, whole)
    ]
    assert told[0] == told[1]


def test_that_a_person_reads_the_same_list(shared_profile: Path, tmp_path: Path) -> None:
    said = counter(
        "guide", "show", "8", "--answers", written(tmp_path, ANSWERS), "--data", shared_profile
    ).out
    assert "小餐饮店登记" in said
    assert "因为：" in said
    assert "待前序" in said


@pytest.mark.parametrize(
    ("arguments", "answers"),
    [
        (("guide", "show", "104"), None),
        (("guide", "show", "-1"), None),
        (("guide", "show", "8.5"), None),
        (("guide", "show", "八"), None),
        (("guide", "show", "8"), {"q_moon": "yes"}),
        (("guide", "show", "8"), {"q_entity": "外星人"}),
        (("guide", "show", "8"), [1, 2]),
        (("guide", "show", "8"), "{"),
    ],
)
def test_that_what_the_guide_does_not_know_is_bad_input(
    shared_profile: Path, tmp_path: Path, arguments: tuple[str, ...], answers: object
) -> None:
    given = () if answers is None else ("--answers", written(tmp_path, answers))
    said = counter(*arguments, *given, "--data", shared_profile)
    assert said.code == 2
    assert said.err.strip()
    assert said.out == ""


def test_that_a_sheet_tells_everything_and_is_logged_without_a_name(profile: Path, tmp_path: Path) -> None:
    out = tmp_path / "告知单.pdf"
    answers = written(tmp_path, visit())  # a whole visit file names somebody; the sheet must not
    told = counter(
        "guide", "sheet", "8", "--answers", answers, "--out", out, "--data", profile, "--json"
    ).json
    shown = counter("guide", "show", "8", "--answers", answers, "--data", profile, "--json").json
    assert told["items"] == [i["id"] for i in shown["items"]]
    assert told["materials"] == [m["id"] for m in shown["materials"]]
    words = bare(text_of(out.read_bytes()))
    assert [m["name"] for m in shown["materials"] if bare(m["name"]) not in words] == []
    assert visit()["applicant"]["name"] not in words
    with open_app(profile) as app:
        entry = app.journal.entries(told["id"])[0]
    assert (entry.kind, entry.actor, entry.personal) == ("sheet.given", "cli", None)
    assert visit()["applicant"]["name"] not in entry.payload.decode()
    assert counter("check", "--data", profile).code == 0


@pytest.mark.parametrize(
    ("material", "why"),
    [
        ("food_small_catering/1", "没有给"),
        ("food_small_catering/99", "没有这样材料"),
        ("../../x", "没有这样材料"),
        ("", "没有这样材料"),
    ],
)
def test_that_a_form_that_the_guide_does_not_have_is_told(
    shared_profile: Path, tmp_path: Path, material: str, why: str
) -> None:
    said = counter("guide", "form", material, "--out", tmp_path / "表.pdf", "--data", shared_profile)
    assert (said.code, said.out) == (2, "")
    assert why in said.err
    assert not (tmp_path / "表.pdf").exists()


def test_that_a_sheet_that_cannot_be_written_is_not_logged(profile: Path, tmp_path: Path) -> None:
    before = counter("check", "--data", profile, "--json").json["entries"]
    said = counter("guide", "sheet", "8", "--out", tmp_path / "nowhere" / "a.pdf", "--data", profile)
    assert said.code == 2
    assert counter("check", "--data", profile, "--json").json["entries"] == before


def test_that_a_sheet_without_answers_says_what_each_answer_changes(profile: Path, tmp_path: Path) -> None:
    out = tmp_path / "a.pdf"
    told = counter("guide", "sheet", "31", "--out", out, "--clerk", "w01", "--data", profile, "--json").json
    assert "q_premises" in told["open"]
    assert "还没定下来的" in bare(text_of(out.read_bytes()))


def test_that_only_people_on_duty_give_sheets_under_their_name(profile: Path, tmp_path: Path) -> None:
    said = counter("guide", "sheet", "8", "--out", tmp_path / "a.pdf", "--clerk", "W99", "--data", profile)
    assert said.code == 2
    assert not (tmp_path / "a.pdf").exists()
