"""A whole visit through the command line, and what is refused with nothing stored."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from counter.domain.document.numbering import grouped
from tests.cli.prying import traces
from tests.cli.shop import Said, counter
from tests.cli.visits import ANSWERS, ID_NUMBER, NAME, PHONE, person, visit, written
from tests.printing.pages import bare, text_of

VERDICTS = {"accept", "done", "accept_with_gaps", "correct", "wait", "propose_refusal", "received"}
CASE_NUMBER = re.compile(r"15220103A\d{6}\d{4}\d")


def opened(profile: Path, folder: Path, **changes: Any) -> Said:
    """``case open`` of a visit file in ``folder``."""
    return counter("case", "open", written(folder, visit(**changes)), "--data", profile, "--json")


def stored(profile: Path) -> list[Any]:
    """Every case in the profile, and how many entries it has."""
    found = counter("case", "find", "15220103", "--data", profile, "--json").json["cases"]
    return [found, counter("check", "--data", profile, "--json").json["entries"]]


def test_a_whole_visit(profile: Path, tmp_path: Path) -> None:
    answer = opened(profile, tmp_path).json
    number = answer["number"]
    assert CASE_NUMBER.fullmatch(number)
    assert answer["state"] == "accepted"
    assert {i["verdict"] for i in answer["items"]} == {"accept", "done"}

    shown = counter("case", "show", number, "--data", profile, "--json").json
    assert shown["items"] == answer["items"]
    assert [h["kind"] for h in shown["history"]][:2] == ["case.opened", "materials.received"]

    for text in (number, number[-5:], NAME[:2], "btjy", ID_NUMBER, PHONE[-4:]):
        found = counter("case", "find", text, "--data", profile, "--json").json["cases"]
        assert [c["number"] for c in found] == [number], text

    out = tmp_path / "受理.pdf"
    paper = counter("paper", number, "acceptance_notice", "--out", out, "--data", profile, "--json").json
    words = pypdfium2.PdfDocument(out)[0].get_textpage().get_text_range()
    assert paper["number"] in words
    assert NAME in words
    assert "演示" in words

    assert counter("check", "--data", profile).code == 0


def test_that_an_acceptance_paper_also_leaves_as_a5_and_as_a_strip(profile: Path, tmp_path: Path) -> None:
    number = opened(profile, tmp_path).json["number"]
    paper = ("paper", number, "acceptance_notice", "--data", profile, "--json")
    strip = counter(*paper, "--page", "80mm", "--out", tmp_path / "strip.pdf").json
    small = counter(*paper, "--page", "A5", "--out", tmp_path / "a5.pdf").json
    assert (strip["copy"], strip["page"]) == (0, "80mm")
    assert small["page"] == "A5"
    assert "不作凭证" in bare(text_of((tmp_path / "strip.pdf").read_bytes()))
    assert counter(*paper, "--page", "A3", "--out", tmp_path / "x.pdf").code == 2
    assert not (tmp_path / "x.pdf").exists()


def test_that_the_answer_has_the_promised_shape(profile: Path, tmp_path: Path) -> None:
    answer = opened(profile, tmp_path).json
    assert list(answer)[:4] == ["number", "state", "items", "papers"]
    for item in answer["items"]:
        assert item["id"]
        assert item["verdict"] in VERDICTS
        assert item["due"] is None or date.fromisoformat(item["due"]).year >= 2026
        assert isinstance(item["provisional"], bool)
        assert isinstance(item["gaps"], list)
    for paper in answer["papers"]:
        assert paper["kind"]
        assert paper["number"]
        assert Path(paper["file"]).read_bytes().startswith(b"%PDF")


def test_that_papers_are_left_where_they_are_wanted(profile: Path, tmp_path: Path) -> None:
    file, out = written(tmp_path, visit()), tmp_path / "out"
    missing = counter("case", "open", file, "--papers", out, "--data", profile, "--json")
    assert missing.code == 2
    assert stored(profile)[0] == []
    out.mkdir()
    answer = counter("case", "open", file, "--papers", out, "--data", profile, "--json").json
    assert {Path(p["file"]).parent for p in answer["papers"]} == {out}


def test_that_no_paper_leaves_when_none_is_wanted(profile: Path, tmp_path: Path) -> None:
    answer = counter(
        "case", "open", written(tmp_path, visit()), "--no-papers", "--data", profile, "--json"
    ).json
    assert [p["file"] for p in answer["papers"]] == [None] * len(answer["papers"])
    assert list(tmp_path.glob("*.pdf")) == []
    shown = counter("case", "show", answer["number"], "--data", profile, "--json").json
    assert {p["copies"] for p in shown["papers"]} == {0}


def test_that_every_copy_has_a_serial_and_an_entry(profile: Path, tmp_path: Path) -> None:
    number = opened(profile, tmp_path).json["number"]
    serials = [
        counter(
            "paper", number, "acceptance_notice", "--out", tmp_path / name, "--data", profile, "--json"
        ).json["copy"]
        for name in ("p.pdf", "q.pdf")
    ]
    assert serials == [2, 3]  # the first left beside the visit file
    history = counter("case", "show", number, "--data", profile, "--json").json["history"]
    assert [h["kind"] for h in history].count("paper.copied") == 3 + 2


def test_that_a_kept_visit_is_received_and_nothing_is_decided(profile: Path, tmp_path: Path) -> None:
    answer = opened(profile, tmp_path, decision="keep").json
    assert answer["state"] == "received"
    assert {i["verdict"] for i in answer["items"]} == {
        "received",
        "wait",
    }  # later items wait for earlier ones
    assert {p["kind"] for p in answer["papers"]} == {"intake_receipt"}


def test_that_a_missing_paper_leads_to_correction_and_is_named(profile: Path, tmp_path: Path) -> None:
    answer = opened(profile, tmp_path, materials={"f_mkt_individual": {"state": "missing"}}).json
    verdicts = {i["id"]: i["verdict"] for i in answer["items"]}
    gaps = {i["id"]: i["gaps"] for i in answer["items"]}
    assert verdicts["mkt_individual"] == "correct"
    assert gaps["mkt_individual"] == ["f_mkt_individual"]


def test_that_personal_numbers_are_masked_on_the_screen(profile: Path, tmp_path: Path) -> None:
    number = opened(profile, tmp_path).json["number"]
    for said in (
        counter("case", "show", number, "--data", profile),
        counter("case", "show", number, "--data", profile, "--json"),
        counter("case", "find", NAME, "--data", profile, "--json"),
    ):
        assert ID_NUMBER not in said.out
        assert PHONE not in said.out


def test_that_the_visit_is_read_from_standard_input(profile: Path) -> None:
    said = counter("case", "open", "-", "--data", profile, "--json", typed=json.dumps(visit()))
    assert said.json["state"] == "accepted"
    assert {p["file"] for p in said.json["papers"]} == {None}


def test_that_the_same_person_needs_a_reason_for_a_second_case(profile: Path, tmp_path: Path) -> None:
    first = opened(profile, tmp_path).json["number"]
    again = opened(profile, tmp_path)
    assert (again.code, again.json["rule"]) == (1, "duplicate")
    assert grouped(first) in again.err
    assert opened(profile, tmp_path, duplicate_reason="另一处经营场所").code == 0


def test_that_a_refused_combination_names_the_reason_and_stores_nothing(
    profile: Path, tmp_path: Path
) -> None:
    before = stored(profile)
    said = opened(profile, tmp_path, bundle=7, answers={"q_entity": "个体工商户"})
    assert said.code == 1
    assert "条例" in said.json["error"]
    assert stored(profile) == before


def test_that_insisting_on_it_takes_the_papers_in_for_the_organ(profile: Path, tmp_path: Path) -> None:
    answers = {"q_entity": "个体工商户"}
    asked = counter(
        "guide", "show", "7", "--answers", written(tmp_path, answers, "a.json"), "--data", profile, "--json"
    ).json
    assert asked["stops"]
    said = opened(profile, tmp_path, bundle=7, answers=answers, insisted=["bundle"], decision="keep")
    assert said.code in (0, 1), (
        said.err
    )  # 1 only for questions that are still open, never for the refusal itself
    if said.code:
        assert "还没回答" in said.err


BY_RULE: dict[str, dict[str, Any]] = {
    "a paper that nobody asks for": {"materials": {"moon_rock": {"state": "received"}}},
    "a paper of another bundle": {"materials": {"birth_certificate_paper": {"state": "received"}}},
    "a state that the guide does not allow": {"materials": {"f_mkt_individual": {"state": "shared"}}},
    "a gap that the guide does not allow": {"materials": {"id_card_operator": {"state": "deferred"}}},
    "a question left open": {"answers": {"q_entity": "individual"}},
    "nothing brought": {"others": "missing"},
    "a wrong check digit": {"applicant": person(id_number="999999199001011230")},
    "a date of birth that never was": {"applicant": person(id_number="999999199002301234")},
}
BY_INPUT: dict[str, dict[str, Any]] = {
    "an unknown clerk": {"clerk": "W99"},
    "an unknown bundle": {"bundle": 400},
    "an unknown option": {"answers": {**ANSWERS, "q_entity": "外星人"}},
    "an unknown key": {"colour": "red"},
    "a thousand copies": {"materials": {"id_card_operator": {"state": "received", "copies": 1000}}},
    "less than no copies": {"materials": {"id_card_operator": {"state": "received", "copies": -1}}},
    "a defect without a reason": {"materials": {"id_card_operator": {"state": "defective"}}},
    "a NUL": {"applicant": person(name="巴\x00图")},
}  # fmt: skip


@pytest.mark.parametrize(
    ("code", "changes"),
    [(1, c) for c in BY_RULE.values()] + [(2, c) for c in BY_INPUT.values()],
    ids=[*BY_RULE, *BY_INPUT],
)
def test_that_a_refusal_stores_nothing_and_uses_no_number(
    shared_profile: Path, tmp_path: Path, code: int, changes: dict[str, Any]
) -> None:
    before = stored(shared_profile)
    said = opened(shared_profile, tmp_path, **changes)
    assert said.code == code, said.err
    assert said.json["error"]
    assert "field" in said.json
    assert stored(shared_profile) == before
    assert list(tmp_path.glob("*.pdf")) == []


def test_that_a_doubtful_number_never_keeps_papers_out(profile: Path, tmp_path: Path) -> None:
    answer = opened(profile, tmp_path, applicant=person(id_number="999999199001011230"), decision="keep").json
    assert answer["state"] == "received"


@pytest.mark.parametrize(
    "number", ["", "0", "15220103A26112099999", "'; DROP TABLE entries; --", "编号\x00", "九" * 5000]
)
def test_that_an_unknown_number_is_one_sentence(shared_profile: Path, number: str) -> None:
    for said in (
        counter("case", "show", number, "--data", shared_profile),
        counter("paper", number, "acceptance_notice", "--out", "x.pdf", "--data", shared_profile),
    ):
        assert said.code == 2
        assert len(said.err.splitlines()) == 1


@pytest.mark.parametrize("text", ["巴 OR 1=1", "NEAR(a b)", "15220103A%26", "雅* 巴*", "x" * 3000])
def test_that_a_search_takes_every_text_as_text(profile: Path, tmp_path: Path, text: str) -> None:
    opened(profile, tmp_path)
    said = counter("case", "find", text, "--data", profile, "--json")
    assert said.code == 0, said.err
    assert said.json["cases"] == []


@pytest.mark.parametrize("text", ["", " ", "%", "_", '"', "'", "\\", "-", "；"])
def test_that_a_search_for_nothing_is_asked_back(shared_profile: Path, text: str) -> None:
    said = counter("case", "find", f" {text}", "--data", shared_profile, "--json")
    assert (said.code, said.json["field"]) == (2, "内容")


def test_that_a_paper_that_is_not_there_is_named_with_those_that_are(profile: Path, tmp_path: Path) -> None:
    number = opened(profile, tmp_path).json["number"]
    said = counter("paper", number, "gap_notice", "--out", tmp_path / "x.pdf", "--data", profile)
    assert said.code == 2
    assert "受理通知书（" in said.err


@pytest.mark.parametrize("out", ["no/such/folder/x.pdf", ".", "x\x00.pdf"])
def test_that_a_copy_that_cannot_be_written_does_not_count(profile: Path, tmp_path: Path, out: str) -> None:
    number = opened(profile, tmp_path).json["number"]
    before = stored(profile)
    said = counter("paper", number, "acceptance_notice", "--out", f"{tmp_path}/{out}", "--data", profile)
    assert said.code == 2, said.err
    assert stored(profile) == before
    assert list(tmp_path.glob(".*.part")) == []


def test_that_the_command_line_leaves_no_person_in_plain_sight(
    profile: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    temporary = tmp_path / "tmp"
    temporary.mkdir()
    monkeypatch.setenv("TMPDIR", str(temporary))
    opened(profile, tmp_path)
    opened(profile, tmp_path, clerk="W99")
    assert traces([profile, temporary], [NAME, ID_NUMBER, PHONE]) == []
