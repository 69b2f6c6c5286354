"""``counter case list``: what is to be done, by day and kind, for people and machines."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.shop import Said, counter
from tests.cli.visits import NAME, visit, written


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
