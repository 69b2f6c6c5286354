"""Untouched is not missing, by commands: a correction that leaves materials unnamed names them and is refused."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.cli.case.test_case import opened, stored
from tests.cli.shop import counter

PLAN = "floor_plan"
ONE_MISSING: dict[str, Any] = {
    "others": None,
    "materials": {PLAN: {"state": "missing"}, "lease": {"state": "received"}},
}


def items(said: dict[str, Any]) -> dict[str, str]:
    return {i["id"]: i["verdict"] for i in said["items"]}


def test_that_a_correction_without_others_is_refused_and_names_what_it_leaves_open(
    shared_profile: Path, tmp_path: Path
) -> None:
    before = stored(shared_profile)
    said = opened(shared_profile, tmp_path, **ONE_MISSING, decision="correct")
    assert (said.code, said.json["rule"]) == (1, "unseen")
    uncovered = said.json["uncovered"]
    assert len(uncovered) > 3
    assert not {PLAN, "lease"} & {line["id"] for line in uncovered}
    for line in uncovered:
        assert line["id"] in said.err
        assert line["name"] in said.err
    assert said.json["field"] == f"materials.{uncovered[0]['id']}"
    assert stored(shared_profile) == before
    assert list(tmp_path.glob("*.pdf")) == []


def test_that_auto_takes_in_only_what_was_not_looked_at_wholly(profile: Path, tmp_path: Path) -> None:
    answer = opened(profile, tmp_path, **ONE_MISSING).json
    assert set(items(answer).values()) == {"received"}
    assert {p["kind"] for p in answer["papers"]} == {"intake_receipt"}
    assert all(not i["gaps"] or i["gaps"] == [PLAN] for i in answer["items"])
    shown = counter("case", "show", answer["number"], "--data", profile, "--json").json
    states = {m["id"]: m["state"] for m in shown["materials"]}
    assert (states[PLAN], states["lease"]) == ("missing", "received")
    assert states["id_card_operator"] == "unseen"
    assert "未看" in counter("case", "show", answer["number"], "--data", profile).out


@pytest.mark.parametrize("decision", ["auto", "correct"])
def test_that_others_missing_says_they_were_looked_for(profile: Path, tmp_path: Path, decision: str) -> None:
    answer = opened(profile, tmp_path, **{**ONE_MISSING, "others": "missing"}, decision=decision).json
    assert set(items(answer).values()) == {"correct"}


def test_that_correct_decides_like_auto_where_everything_is_named(profile: Path, tmp_path: Path) -> None:
    assert set(items(opened(profile, tmp_path, decision="correct").json).values()) == {"accept", "done"}


def test_that_another_obstacle_speaks_before_what_was_not_looked_at(
    shared_profile: Path, tmp_path: Path
) -> None:
    said = opened(shared_profile, tmp_path, others=None, materials={}, decision="correct")
    assert (said.code, said.json["field"]) == (1, "materials")
    assert "uncovered" not in said.json


def test_that_a_kept_case_is_decided_later_only_with_a_word_for_the_rest(
    profile: Path, tmp_path: Path
) -> None:
    number = opened(profile, tmp_path, **ONE_MISSING, decision="keep").json["number"]
    acting = ("case", "decide", number, "food_small_catering", "--clerk", "W01", "--data", profile, "--json")
    refused = counter(*acting)
    assert (refused.code, refused.json["rule"]) == (1, "unseen")
    assert refused.json["field"] == "others"
    assert "--others missing" in refused.json["error"]
    named = refused.json["uncovered"]
    assert {key for line in named for key in line} == {"id", "name", "items"}
    assert all("food_small_catering" in line["items"] for line in named)
    assert not {PLAN, "lease"} & {line["id"] for line in named}
    assert all(f"{line['id']} {line['name']}" in refused.err for line in named)
    assert counter(*acting, "--others", "received").code == 2
    told = counter(*acting, "--others", "missing").json
    assert items(told)["food_small_catering"] == "correct"
    assert items(told)["mkt_individual"] == "received"
