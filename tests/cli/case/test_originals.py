"""Originals by commands: ``auto`` claims none, says which nobody has seen, and takes in only what waits for one."""

from __future__ import annotations

from typing import Any

from tests.cli.shop import counter
from tests.cli.timed import Counter, item
from tests.cli.visits import visit, written

COMPANY: dict[str, Any] = {"bundle": 1, "answers": {}}
REGISTERED = "mkt_company"
WAITED = ("id_card_operator", "id_officers")


def test_that_auto_takes_in_only_what_waits_for_an_original_and_names_what_nobody_saw(hall: Counter) -> None:
    case = hall.open(answered=True, **COMPANY)
    held = item(case, REGISTERED)
    assert (held["state"], held["verdict"]) == ("received", "received")
    assert "原件还没核对" in held["reason"]
    assert set(WAITED) <= {one["id"] for one in case["unseen_originals"]}
    assert all(one["name"] for one in case["unseen_originals"])
    assert hall.show(case)["unseen_originals"] == case["unseen_originals"]


def test_that_the_answer_for_people_says_it_in_a_sentence(hall: Counter) -> None:
    case = hall.open(answered=True, **COMPANY)
    said = counter("case", "show", case["number"], "--data", hall.profile)
    assert f"有{len(case['unseen_originals'])}份没有登记看过原件，按未核处理" in said.out


def test_that_only_each_line_by_name_claims_an_original_seen(hall: Counter) -> None:
    case = hall.open(answered=True, **COMPANY)
    assert hall.refused("decide", case, REGISTERED).json["rule"] == "nothing_new"
    assert hall.refused("decide", case, REGISTERED, "--line", f"{WAITED[0]}=received").code == 2
    seen = [part for line in WAITED for part in ("--line", f"{line}=received,seen")]
    done = hall.do("decide", case, REGISTERED, *seen)
    assert item(done, REGISTERED)["state"] == "done"
    assert not set(WAITED) & {one["id"] for one in done["unseen_originals"]}


def test_that_a_visit_that_names_its_originals_as_seen_is_decided(hall: Counter) -> None:
    seen = {line: {"state": "received", "original_seen": True} for line in WAITED}
    case = hall.open(answered=True, materials=seen, **COMPANY)
    assert item(case, REGISTERED)["state"] == "done"


def test_that_the_original_of_what_is_missing_was_seen_by_nobody(hall: Counter) -> None:
    seen = {WAITED[0]: {"state": "missing", "original_seen": True}}
    case = hall.open(answered=True, **COMPANY)
    assert case["unseen_originals"]
    answers = hall.show(case)["answers"]
    file = written(hall.folder, visit(bundle=1, answers=answers, materials=seen))
    refused = hall.run("case", "open", file, "--no-papers")
    assert refused.code == 2
    assert "不能记原件看过" in refused.err
