"""``counter guide diff``: two versions compared on the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from counter.domain.guide.entries import Library
from counter.domain.guide.library import canonical
from tests.cli.shop import counter
from tests.guide_files import small, small_workbook

KEYS = ["old", "new", "count", "more", "less", "bundles", "changes"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small library as a workbook, and a later one as a library file."""
    made = tmp_path_factory.mktemp("guides")
    (made / "old.xlsx").write_bytes(small_workbook())
    (made / "new.json").write_bytes(canonical(_later()))
    return made


def _later() -> Library:
    library = small()
    library["items"]["sign_board"]["materials"][0]["copies"] = 2
    library["items"]["register"]["statutory"].update(days=5, text="5个工作日")
    library["bundles"]["2"]["note"] = "新的说明"
    library["common_hints"][0]["text"] = "请先预约"
    return library


def test_that_files_are_compared_without_a_profile_and_told_bundle_by_bundle(folder: Path) -> None:
    files = (folder / "old.xlsx", folder / "new.json")
    done = counter("guide", "diff", *files, "--data", folder / "none")
    assert done.code == 0
    lines = done.out.splitlines()
    assert lines[0].startswith("old.xlsx（G")
    assert lines[0].endswith("变化4处")
    assert "不限于哪件事  变化1处" in lines
    assert "1 我要开小店  变化1处" in lines
    assert "1 我要开小店、2 我要挂牌子  变化1处" in lines
    assert "  － 事项“设立登记”：法定时限由20个工作日缩短为5个工作日。" in lines
    assert "  · 写上了说明：“新的说明”。" in lines
    assert not (folder / "none").exists()


def test_that_a_script_gets_every_change_with_its_place(folder: Path) -> None:
    files = (folder / "old.xlsx", folder / "new.json")
    told = counter("guide", "diff", *files, "--bundle", "2", "--data", folder / "none", "--json").json
    assert list(told) == KEYS
    assert (told["count"], told["more"], told["less"]) == (3, 1, 0)
    assert told["bundles"] == [{"number": 2, "name": "我要挂牌子", "changes": 3}]
    copies = next(c for c in told["changes"] if c["effect"] == "more")
    assert (copies["item"], copies["material"], copies["bundles"]) == ("sign_board", "sign_board/1", [1, 2])


def test_that_what_ships_is_what_is_used_where_nothing_was_taken_in(folder: Path) -> None:
    done = counter("guide", "diff", "shipped", "current", "--data", folder / "none")
    assert (done.code, done.out.splitlines()[-1]) == (0, "两边没有不同。")


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("shipped", "第9版"), "还没有设置窗口"),
        (("shipped", "昨天的"), "看不懂"),
        (("shipped", "draft"), "不是指南编辑室"),
        (("shipped", "nothing.json"), "nothing.json"),
        (("shipped", "shipped", "--bundle", "999"), "两边都没有第999件事"),
    ],
)
def test_that_what_cannot_be_compared_is_told_in_one_sentence(
    folder: Path, words: tuple[str, ...], sentence: str
) -> None:
    done = counter("guide", "diff", *words, "--data", folder / "none")
    assert done.code in (1, 2)
    assert sentence in done.err


def test_that_a_faulty_file_is_not_compared(folder: Path) -> None:
    broken = small()
    del broken["papers"]["drawing"]
    (folder / "broken.json").write_bytes(canonical(broken))
    done = counter("guide", "diff", folder / "old.xlsx", folder / "broken.json", "--data", folder / "none")
    assert done.code == 2
    assert "guide check" in done.err


def test_that_a_new_bundle_unfolds_when_asked_and_a_script_always_gets_it(folder: Path) -> None:
    fewer = small()
    del fewer["bundles"]["1"]
    (folder / "fewer.json").write_bytes(canonical(fewer))
    words = ("guide", "diff", folder / "fewer.json", folder / "old.xlsx", "--data", folder / "none")
    folded, unfolded = counter(*words), counter(*words, "--unfold")
    assert "情形题1：" not in folded.out
    assert "--unfold" in folded.out
    assert "      情形题1：以什么身份经营？（个体户／公司）" in unfolded.out
    change = next(c for c in counter(*words, "--json").json["changes"] if c["added"])
    assert change["inside"][0] == {"depth": 0, "sentence": "情形题1：以什么身份经营？（个体户／公司）"}
