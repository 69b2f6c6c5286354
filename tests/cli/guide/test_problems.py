"""``counter guide read`` and ``guide problem``: the lines, what is wrong in them, the letter and the answer."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.shop import Said, counter, set_up_demo

LINE = "material:mkt_individual/2"


@pytest.fixture
def profile(tmp_path: Path) -> Path:
    folder = tmp_path / "profile"
    set_up_demo(folder)
    return folder


def guide(profile: Path, *arguments: str | Path) -> Said:
    return counter("guide", *arguments, "--data", profile, "--json")


def report(profile: Path, *more: str) -> Said:
    said = ("--kind", "多要了材料", "--reason", "能共享核验。", "--clerk", "W01")
    return guide(profile, "problem", "report", "8", "--line", LINE, *said, *more)


def test_that_a_guide_is_read_whole_and_by_a_word(shared_profile: Path) -> None:
    whole = guide(shared_profile, "read", "8").json["lines"]
    assert {"head", "question", "answer", "item", "fact", "material", "note"} == {x["kind"] for x in whole}
    assert LINE in [x["id"] for x in whole]
    found = guide(shared_profile, "read", "8", "--find", "租赁合同").json["lines"]
    assert 0 < len(found) < len(whole)
    words = counter("guide", "read", "8", "--data", shared_profile).out
    assert "【待部门核定】" in words


def test_that_a_problem_goes_from_report_to_letter_to_answer(profile: Path, tmp_path: Path) -> None:
    assert report(profile).json["number"] == 1
    out = tmp_path / "信.pdf"
    letter = guide(profile, "problem", "letter", "--out", out, "--clerk", "W01").json
    assert letter["problems"] == [1]
    assert out.read_bytes().startswith(b"%PDF")
    again = tmp_path / "again.pdf"
    assert guide(profile, "problem", "letter", "--number", letter["letter"], "--out", again).code == 0
    assert again.exists()
    told = guide(profile, "problem", "list", "--open").json
    assert [(p["number"], p["letter"]) for p in told["problems"]] == [(1, letter["letter"])]
    answer = ("--document", "兴政服函〔2026〕7号", "--change", "不再要。", "--clerk", "W01")
    assert guide(profile, "problem", "answer", "1", *answer).json["answer"]["change"] == "不再要。"
    assert guide(profile, "problem", "list", "--open").json["problems"] == []
    assert counter("check", "--data", profile).code == 0


def test_that_bad_input_is_told_in_a_sentence(profile: Path, tmp_path: Path) -> None:
    assert report(profile, "--kind", "胡来").code == 2
    assert report(profile, "--line", "material:nothing/1").code == 2
    assert report(profile, "--reason", "来人 999999199001011238").code == 2
    assert report(profile, "--clerk", "Z99").code == 2
    assert (
        guide(profile, "problem", "answer", "7", "--document", "函", "--change", "改", "--clerk", "W01").code
        == 2
    )
    nothing = guide(profile, "problem", "letter", "--out", tmp_path / "x.pdf", "--clerk", "W01")
    assert nothing.code == 1
    assert not (tmp_path / "x.pdf").exists()
    assert guide(profile, "problem", "list").json["problems"] == []
