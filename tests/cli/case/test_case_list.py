"""``counter case list``: what is to be done, by day and kind, for people and machines."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.shop import Said, counter
from tests.cli.visits import NAME, visit, written
from tests.services.case.neighbours import HERE, THERE, neighbours_on


def listed(profile: Path, *arguments: str) -> Said:
    return counter("case", "list", *arguments, "--data", profile, "--json")


@pytest.fixture
def kept(profile: Path, tmp_path: Path) -> Path:
    """A profile with one case that was only taken in."""
    file = written(tmp_path, visit(decision="keep"))
    assert counter("case", "open", file, "--no-papers", "--data", profile).code == 0
    return profile


def test_that_what_is_to_be_done_is_listed_for_machines(kept: Path) -> None:
    said = listed(kept, "--due").json
    assert {"notice", "unprinted"} <= {task["kind"] for task in said["tasks"]}
    assert said["total"] == len(said["tasks"]) == sum(said["kinds"].values())
    assert {task["applicant"] for task in said["tasks"]} == {NAME}


def test_that_people_read_it_in_groups(kept: Path) -> None:
    said = counter("case", "list", "--due", "--data", kept)
    assert said.code == 0
    assert "今天\n" in said.out
    assert "未出纸" in said.out


@pytest.mark.parametrize("kind", ["unprinted", "未出纸"])
def test_that_a_kind_is_named_by_code_or_in_chinese(kept: Path, kind: str) -> None:
    tasks = listed(kept, "--due", "--kind", kind).json["tasks"]
    assert {task["kind"] for task in tasks} == {"unprinted"}


def test_that_a_day_ends_the_list(kept: Path) -> None:
    tasks = listed(kept, "--due", "--until", "2026-01-01").json["tasks"]
    assert all(task["day"] is None for task in tasks)


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (("--due", "--until", "下周"), "--until"),
        (("--due", "--kind", "nonsense"), "--kind"),
        (("--kind", "gap"), "--due"),
        (("--hall",), "--due"),
    ],
)
def test_that_what_cannot_be_meant_is_said(kept: Path, arguments: tuple[str, ...], named: str) -> None:
    said = listed(kept, *arguments)
    assert (said.code, said.json["field"]) == (2, named)


def test_that_nothing_to_be_done_is_an_answer(shared_profile: Path) -> None:
    assert listed(shared_profile, "--due").json["tasks"] == []
    assert counter("case", "list", "--due", "--data", shared_profile).out == "没有要办的。\n"


def test_that_without_due_the_newest_cases_are_listed(kept: Path) -> None:
    newest = listed(kept).json
    assert [case["applicant"] for case in newest["cases"]] == [NAME]
    assert newest["more"] is False


def test_that_the_whole_halls_tasks_are_for_who_may_see_others_work(tmp_path: Path) -> None:
    with neighbours_on(tmp_path) as both:
        theirs = both.other.file(both.other.visit())
        both.tell(both.other, both.owner)
    here = tmp_path / HERE
    own = listed(here, "--due").json["tasks"]
    assert theirs.number not in {task["number"] for task in own}
    (tmp_path / "pins").mkdir()
    clerk, lead = tmp_path / "pins" / "W01", tmp_path / "pins" / "S01"
    clerk.write_text("1234\n", encoding="utf-8")
    lead.write_text("9876\n", encoding="utf-8")
    refused = listed(here, "--due", "--hall", "--clerk", "W01", "--pin-file", str(clerk))
    assert (refused.code, refused.json["rule"]) == (1, "duty")
    asked = ("--due", "--hall", "--clerk", "S01", "--pin-file", str(lead))
    tasks = listed(here, *asked).json["tasks"]
    assert {task["station"] for task in tasks if task["number"] == theirs.number} == {THERE}
    words = counter("case", "list", *asked, "--data", here).out
    assert f"窗口 {THERE}" in words
