"""The guide's way from an office file to every window, by commands alone."""

from __future__ import annotations

import json
from pathlib import Path
from typing import NamedTuple

import pytest

from counter.domain.guide.library import canonical
from counter.services.authoring.files.workbook import guide_workbook
from tests.cli.shop import Said, counter
from tests.guide_files import small

CHECKER, EDITOR, SUPERVISOR = "8246\n", "3579\n", "9876\n"


class Pair(NamedTuple):
    """A bureau and a window that believes it, and a folder for what travels."""

    bureau: Path
    window: Path
    folder: Path

    def there(self, *words: str | Path, typed: str = EDITOR) -> Said:
        """A command at the bureau."""
        return counter("guide", *words, "--data", self.bureau, "--json", typed=typed)

    def here(self, *words: str | Path, typed: str = SUPERVISOR) -> Said:
        """A command at the window."""
        return counter("guide", *words, "--data", self.window, "--json", typed=typed)


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory) -> Pair:
    """Both, as one command sets them up."""
    folder = tmp_path_factory.mktemp("pair")
    said = counter("setup", "--demo", "--bureau", folder / "b", "--data", folder / "w", "--json")
    assert said.code == 0, said.err
    assert said.json["bureau_key"]
    return Pair(folder / "b", folder / "w", folder)


def _written(folder: Path, name: str) -> Path:
    """The small library whose first bundle bears that name, as a file."""
    library = small()
    library["bundles"]["1"]["name"] = name
    file = folder / f"{name}.json"
    file.write_bytes(canonical(library))
    return file


def test_that_a_file_goes_from_the_bureau_to_the_window_by_commands(pair: Pair) -> None:
    pack, card = pair.folder / "1.指南包", pair.folder / "card.json"
    put = pair.there(
        "import", _written(pair.folder, "我要开甲店"), "--whole", "--agree", "删去", "--by", "B03"
    ).json
    assert (put["changed"], put["editors"], put["draft_faults"]) == (True, ["B03"], [])
    handed = pair.there("submit", "--by", "B03")
    assert (handed.code, handed.json["editors"], len(handed.json["remarks"])) == (0, ["B03"], 2)
    assert pair.there("versions").json["draft"]["state"] == "submitted"
    back = pair.there("send-back", "--by", "B01", "--reason", "写明出具机关", typed=CHECKER)
    assert back.code == 0
    assert pair.there("versions").json["draft"]["sent_back"] == "写明出具机关"
    assert pair.there("submit", "--by", "B03").code == 0
    without = pair.there("approve", "--by", "B01", typed=CHECKER)
    assert (without.code, "必改" in without.json["error"]) == (1, True)
    assert "口令" not in without.err  # nobody typed it for nothing
    approved = pair.there("approve", "--by", "B01", "--kept", "原有的，没有改到", typed=CHECKER)
    assert approved.code == 0
    shown, _ = approved.err.split("值班负责人 B01 的口令：")
    assert "随程序带的指南" in shown
    assert "改名为“我要开甲店”" in shown
    assert "材料1：" in shown  # what is new is unfolded
    assert shown.index("必改") < shown.index("保留的理由：原有的，没有改到")
    assert len(approved.json["findings"]) == approved.json["must"] > 0
    assert {"sentence", "inside"} <= set(approved.json["changes"][0])
    for no_day in ("明天", "2099W011"):
        wrong = pair.there("publish", "--by", "B01", "--effective", no_day, typed=CHECKER)
        assert (wrong.code, wrong.json["field"]) == (2, "--effective")
    how = ("--effective", "2099-01-01", "--transition", "lighter")
    said = pair.there("publish", "--by", "B01", *how, typed=CHECKER)
    assert (said.json["number"], said.json["transition"]) == (1, "lighter")
    assert pair.there("pack", "1", "--out", pack).json["bytes"] == pack.stat().st_size
    assert (
        pair.there("card", "--out", card).json["fingerprint"]
        == pair.here("trust").json["bureau"]["fingerprint"]
    )
    taken = pair.here("import", pack, "--by", "S01").json
    assert (taken["number"], taken["already"], taken["in_force"]) == (1, False, False)
    assert pair.here("versions").json["versions"][0]["stands"] == "coming"
    probes = {p["id"]: p["words"] for p in counter("doctor", "--data", pair.window, "--json").json["probes"]}
    assert "2099-01-01 起用第1版" in probes["guide"]
    assert "指南编辑室" in probes["guide_key"]
    assert pair.here("import", pack, "--by", "S01").json["already"]
    exported = pair.folder / "1.json"
    assert pair.here("export", "--version", "1", "--out", exported).code == 0
    assert json.loads(exported.read_bytes())["bundles"]["1"]["name"] == "我要开甲店"
    (pair.window / "guides" / f"{said.json['digest']}.json").unlink()
    assert [f["kind"] for f in counter("check", "--data", pair.window, "--json").json["faults"]] == [
        "guide.library"
    ]
    assert pair.here("import", pack, "--by", "S01").json["already"]
    for profile in (pair.window, pair.bureau):
        assert counter("check", "--data", profile, "--json").json["clean"]


def test_that_a_workbook_is_joined_to_the_draft_and_a_faulty_one_changes_nothing(pair: Pair) -> None:
    before = pair.there("versions").json["draft"]["version"]
    library = small()
    library["bundles"]["1"]["name"] = "我要开乙店"
    book = pair.folder / "乙.xlsx"
    book.write_bytes(guide_workbook(library))
    assert pair.there("import", book, "--by", "B03").json["changed"]
    assert pair.there("versions").json["draft"]["version"] != before
    library["bundles"]["1"]["items"][0]["item"] = "gone"
    bad = pair.folder / "bad.json"
    bad.write_bytes(canonical(library))
    said = pair.there("import", bad, "--by", "B03")
    assert (said.code, said.json["clean"], len(said.json["faults"])) == (2, False, 1)
    assert pair.there("lint", "--draft").json["version"] == pair.there("versions").json["draft"]["version"]
    out = pair.folder / "draft.json"
    assert pair.there("export", "--draft", "--out", out).code == 0
    assert json.loads(out.read_bytes())["bundles"]["1"]["name"] == "我要开乙店"


def test_that_an_import_says_what_goes_before_it_is_taken_and_bulk_needs_the_word(pair: Pair) -> None:
    library = json.loads(_written(pair.folder, "我要开戊店").read_bytes())
    for bundle in library["bundles"].values():
        bundle.pop("refuse", None)
    file = pair.folder / "少了表.json"
    file.write_bytes(canonical(library))
    draft = pair.there("versions").json["draft"]["version"]
    looked = pair.there("import", file, "--look")
    assert (looked.code, "口令" in looked.err) == (0, False)
    (gone,) = [one for one in looked.json["tally"] if one["kind"] == "不能办"]
    assert (gone["before"], gone["after"], gone["gone"], gone["in_bulk"]) == (2, 0, 2, True)
    for more in ((), ("--agree", "好")):
        said = pair.there("import", file, *more, "--by", "B03")
        assert (said.code, "口令" in said.err) == (1, False)
        assert "不能办：原有2，以后0（去掉2）" in said.json["error"]
    assert pair.there("versions").json["draft"]["version"] == draft
    taken = pair.there("import", file, "--agree", "删去", "--by", "B03")
    assert (taken.code, taken.json["changed"]) == (0, True)
    assert taken.err.index("不能办：原有2，以后0（去掉2）") < taken.err.index("口令")
    pack = pair.folder / "1.指南包"
    assert pair.here("import", pack, "--look", "--by", "S01").code == 2


def test_that_nobody_acts_in_another_ones_name(pair: Pair) -> None:
    """Who edited does not check: the name behind an edit is proved by the person's own PIN."""
    file = _written(pair.folder, "我要开丁店")
    for words in (("import", file), ("submit",)):
        said = pair.there(*words, "--by", "B03", typed=CHECKER)
        assert (said.code, "口令不对" in said.json["error"]) == (1, True)
    pack = pair.folder / "1.指南包"
    clerk = pair.here("import", pack, "--by", "W01", typed="1234\n")
    assert (clerk.code, "值班负责人" in clerk.json["error"]) == (1, True)


def test_that_a_file_of_evidence_counts_in_the_lint(pair: Pair) -> None:
    row = {
        "check": "i08",
        "reached": True,
        "share": 48.7,
        "text": "盟网站",
        "by": "格根塔娜",
        "on": "2026-11-20",
    }
    file = pair.folder / "evidence.json"
    file.write_text(json.dumps({"evidence": [row]}), encoding="utf-8")
    assert pair.there("evidence", file, "--by", "B03").json["evidence"] == [{"check": "i08", "reached": True}]
    told = pair.there("lint", "--draft", "--indicator", "8").json["checks"]
    assert [one["evidence"]["by"] for one in told if one["id"] == "i08"] == ["格根塔娜"]
    file.write_text(json.dumps({"evidence": [row, {**row, "check": "i01"}]}), encoding="utf-8")
    assert pair.there("evidence", file, "--by", "B03").code == 2


def test_that_each_file_in_the_wrong_place_is_one_sentence(pair: Pair) -> None:
    file = _written(pair.folder, "我要开丙店")
    at_window = pair.here("import", file, "--by", "W01")
    assert (at_window.code, "指南编辑室" in at_window.json["error"]) == (2, True)
    half = pair.folder / "half.指南包"
    half.write_bytes(b"PK\x03\x04..........................header.json")
    assert "不完整" in pair.here("import", half, "--by", "S01").json["error"]
    nobody = pair.here("import", half)
    assert (nobody.code, nobody.json["field"]) == (2, "--by")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("pack", "7", "--out", "7.指南包"), "没有指南第7版"),
        (("pack", "1", "--out", "1.zip"), "结尾"),
        (("export", "--version", "9", "--out", "9.json"), "没有指南第9版"),
        (("export", "--version", "1", "--draft", "--out", "9.json"), "不能同时"),
        (("submit", "--by", "B99"), "没有工号"),
    ],
)
def test_that_a_wrong_order_is_told(pair: Pair, words: tuple[str, ...], told: str) -> None:
    said = pair.there(*words)
    assert said.code == 2
    assert told in said.json["error"]


@pytest.mark.parametrize(
    "words", [("submit", "--by", "W01"), ("card", "--out", "x"), ("pack", "1", "--out", "1.guide")]
)
def test_that_a_window_does_nothing_of_the_bureaus(pair: Pair, words: tuple[str, ...]) -> None:
    said = pair.here(*words)
    assert said.code == 1
    assert "不是指南编辑室" in said.json["error"]


def test_that_a_second_key_takes_the_place_of_the_first_only_when_it_is_said(
    pair: Pair, tmp_path: Path
) -> None:
    other, card = tmp_path / "b", tmp_path / "card.json"
    assert counter("setup", "--demo-bureau", "--data", other, "--json").code == 0
    new = counter("guide", "card", "--out", card, "--data", other, "--json").json["fingerprint"]
    old = pair.here("trust").json["bureau"]["fingerprint"]
    refused = pair.here("trust", card, "--by", "S01")
    assert (refused.code, refused.json["field"]) == (1, "--replace")
    assert old in refused.json["error"]
    assert new in refused.json["error"]
    assert "口令" not in refused.err
    assert pair.here("trust", card, "--by", "W01", "--replace", typed="1234\n").code == 1
    assert pair.here("trust").json["bureau"]["fingerprint"] == old
    done = pair.here("trust", card, "--by", "S01", "--replace")
    assert old in done.err
    assert (done.json["bureau"]["fingerprint"], done.json["replaced"]["fingerprint"]) == (new, old)
    again = pair.folder / "again.json"
    pair.there("card", "--out", again)
    assert pair.here("trust", again, "--by", "S01", "--replace").json["replaced"]["fingerprint"] == new
    assert pair.here("trust", again, "--by", "S01").json["replaced"] is None  # the same key once more


def test_that_the_demo_bureau_can_be_set_up_alone_and_never_over_another(pair: Pair, tmp_path: Path) -> None:
    said = counter("setup", "--demo-bureau", "--data", tmp_path / "b", "--json")
    assert (said.code, said.json["bureau"], said.json["office"]) == (0, True, False)
    again = counter("setup", "--demo", "--bureau", pair.bureau, "--data", tmp_path / "w", "--json")
    assert (again.code, again.json["field"]) == (2, "--bureau")
    assert not (tmp_path / "w").exists()
    alone = counter("setup", "--demo-office", "--bureau", tmp_path / "x", "--data", tmp_path / "o", "--json")
    assert (alone.code, alone.json["field"]) == (2, "--bureau")
