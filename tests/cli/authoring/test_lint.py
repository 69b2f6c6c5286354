"""The guide's lint on the command line: what it lists, what it measures, and what people confirmed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from tests.cli.shop import counter

KEYS = ["version", "overlay", "counts", "checks", "asked", "bundles", "items", "findings"]
SAID = {"check": "i07", "reached": True, "share": 100, "text": "逐项核对", "by": "王某", "on": "2026-01-05"}


@pytest.fixture(scope="module")
def nowhere(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("nowhere") / "nothing"


def linted(nowhere: Path, *words: str) -> dict[str, Any]:
    done = counter("guide", "lint", *words, "--data", nowhere, "--json")
    assert done.code == 0
    return dict(done.json)


def evidence(folder: Path, *said: dict[str, object]) -> str:
    file = folder / "e.json"
    file.write_text(json.dumps({"evidence": said}), encoding="utf-8")
    return str(file)


def test_that_findings_are_no_error_and_the_keys_are_stable(nowhere: Path) -> None:
    told = linted(nowhere)
    assert list(told) == KEYS
    assert told["counts"]["must"] == len([f for f in told["findings"] if f["severity"] == "必改"])
    assert [c["indicator"] for c in told["checks"] if c["indicator"]] == list(range(1, 25))
    assert len(told["bundles"]) == 103
    assert linted(nowhere) == told
    assert not nowhere.exists()


def test_that_one_bundle_item_or_indicator_can_be_asked_for(nowhere: Path) -> None:
    bundle = linted(nowhere, "--bundle", "8")
    items = next(b["items"] for b in bundle["bundles"] if b["number"] == 8)
    assert {f["item"] for f in bundle["findings"]} == set(items)
    item = linted(nowhere, "--item", "food_business")
    assert {f["item"] for f in item["findings"]} == {"food_business"}
    assert item["asked"]["i19"] == {"met": 7, "unmet": 0, "unknown": 0}
    one = linted(nowhere, "--indicator", "18", "--bundle", "1")
    assert [c["id"] for c in one["checks"]] == ["i18"]
    assert {f["check"] for f in one["findings"]} <= {"i18"}


def test_that_a_person_reads_what_to_mend_first(nowhere: Path) -> None:
    said = counter("guide", "lint", "--data", nowhere).out
    assert "必改  事项“食品经营许可（新办）”" in said
    assert "需人工确认" in said
    assert "待补事实  事项“" not in said  # thousands of facts are added up
    assert "待补事实  事项“" in counter("guide", "lint", "--item", "wood", "--data", nowhere).out


def test_that_evidence_is_taken_in_from_json_and_toml(nowhere: Path, tmp_path: Path) -> None:
    toml = tmp_path / "e.toml"
    toml.write_text(
        '[[evidence]]\ncheck = "i07"\nreached = true\nshare = 100\ntext = "逐项核对"\nby = "王某"\non = 2026-01-05\n',
        encoding="utf-8",
    )
    for file in (evidence(tmp_path, SAID), str(toml)):
        told = linted(nowhere, "--evidence", file, "--indicator", "7")
        assert told["checks"][0]["reached"] == "yes"
        assert told["checks"][0]["evidence"] == {"text": "逐项核对", "by": "王某", "on": "2026-01-05"}


def test_that_evidence_cannot_overrule_what_is_computed(nowhere: Path, tmp_path: Path) -> None:
    file = evidence(tmp_path, {**SAID, "check": "i14"})
    done = counter("guide", "lint", "--evidence", file, "--data", nowhere)
    assert done.code == 2
    assert "不是需人工确认" in done.err


@pytest.mark.parametrize(
    "words",
    [
        ("--bundle", "104"),
        ("--item", "none"),
        ("--indicator", "25"),
        ("--indicator", "0"),
        ("--evidence", "/none.json"),
        ("--evidence", "/none.toml"),
        ("--out", "/none/x.csv"),
        ("--out", "/none/x.xlsx"),
    ],
)
def test_that_a_wrong_wish_is_one_sentence(nowhere: Path, words: tuple[str, str]) -> None:
    done = counter("guide", "lint", *words, "--data", nowhere)
    assert done.code == 2
    assert done.out == ""
    assert len(done.err.strip().splitlines()) == 1


def test_that_the_workbook_is_written_once_and_marked_in_a_demo(shared_profile: Path, tmp_path: Path) -> None:
    out = tmp_path / "x.xlsx"
    done = counter("guide", "lint", "--item", "wood", "--out", out, "--data", shared_profile, "--json")
    assert done.code == 0
    assert done.json["overlay"] == "演示"
    book = load_workbook(out)
    assert all("演示 无效" in name for name in book.sheetnames)
    assert book.worksheets[4].max_row == 1 + len(done.json["findings"])
    assert counter("guide", "lint", "--out", out, "--data", shared_profile).code == 2
