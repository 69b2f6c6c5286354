"""A shareable paper on the command line and in a visit file: never 缺 or 不符 without the writing (L2)."""

from __future__ import annotations

from typing import Any

import pytest

from tests.cli.timed import Counter, farm, item, kinds
from tests.cli.visits import written

DEED = "property_cert_own"
WRITING = {"organ": "自然资源局", "document": "乌自然函〔2026〕3号", "day": "2026-11-20"}


def refused(hall: Counter, **changes: Any) -> Any:
    """What a visit file is answered with that is not taken in."""
    said = hall.run("case", "open", written(hall.folder, farm(**changes)), "--no-papers")
    assert said.code in (1, 2), said.out
    return said.json


@pytest.mark.parametrize("state", ["missing", "defective", "deferred"])
@pytest.mark.parametrize("decision", ["auto", "keep"])
def test_that_no_visit_file_demands_it(hall: Counter, state: str, decision: str) -> None:
    said = refused(hall, materials={DEED: {"state": state, "note": "看不清"}}, decision=decision)
    assert (said["rule"], said["field"]) == ("L2", f"materials.{DEED}")


def test_that_the_others_missing_do_not_name_it(hall: Counter) -> None:
    own = {"id_card_operator": {"state": "received"}}
    case = hall.open(materials=own, others="missing", decision="keep")
    case = hall.do("decide", case, "mkt_individual")
    told = item(case, "mkt_individual")["told"][-1]["gaps"]
    assert "f_mkt_individual" in [g["line"] for g in told]
    assert DEED not in [g["line"] for g in told]


@pytest.mark.parametrize("left_out", list(WRITING))
def test_that_a_not_found_is_written_whole(hall: Counter, left_out: str) -> None:
    answer = {"answer": "not_found", **{k: v for k, v in WRITING.items() if k != left_out}}
    said = refused(hall, materials={DEED: {"state": "missing", "shared": answer}})
    assert said["field"] == f"materials.{DEED}.shared.{left_out}"


def test_that_a_not_found_lets_it_be_told_and_a_change_does_not(hall: Counter) -> None:
    answer = {"answer": "not_found", **WRITING}
    case = hall.open(materials={DEED: {"state": "missing", "shared": answer}})
    assert "correction_notice" in kinds(case)
    changed = {"state": "shared", "note": "地址改为二号街8号", "shared": {"answer": "changed"}}
    other = hall.open(materials={DEED: changed}, duplicate_reason="另一处")
    assert "correction_notice" not in kinds(other)
    assert refused(hall, materials={DEED: {**changed, "note": ""}}, duplicate_reason="再一处")["error"]


def test_that_a_not_found_after_filing_is_recorded_with_the_decision(hall: Counter) -> None:
    case = hall.open(materials={"f_signboard": {"state": "missing"}})
    assert hall.refused("decide", case, "signboard", "--not-found", f"{DEED}=自然资源局").code == 2
    found = ",".join(WRITING.values())
    after = hall.do("decide", case, "signboard", "--not-found", f"{DEED}={found}")
    last = item(after, "signboard")["told"][-1]
    assert (last["round"], last["again"], last["fact"]["lines"]) == (2, "new_fact", [DEED])
    assert {g["line"] for g in last["gaps"]} == {"f_signboard", DEED}


def test_that_a_not_found_among_the_materials_of_the_decision_says_the_same(hall: Counter) -> None:
    case = hall.open(materials={"f_signboard": {"state": "missing"}})
    owed: dict[str, dict[str, object]] = {DEED: {"state": "missing"}}
    bare = hall.json({"items": ["signboard"], "materials": owed, "others": "missing"})
    assert hall.refused("decide", case, "--file", bare).json["rule"] == "L2"
    owed[DEED]["shared"] = {"answer": "not_found", **WRITING}
    whole = hall.json({"items": ["signboard"], "materials": owed})
    last = item(hall.do("decide", case, "--file", whole), "signboard")["told"][-1]
    assert (last["round"], last["again"], last["fact"]["lines"]) == (2, "new_fact", [DEED])


@pytest.mark.parametrize("state", ["missing", "defective", "deferred"])
def test_that_no_supplement_makes_it_owed(hall: Counter, state: str) -> None:
    case = hall.open(materials={"f_signboard": {"state": "missing"}})
    assert hall.refused("supplement", case, "--line", f"{DEED}={state},note=看不清").code in (1, 2)
