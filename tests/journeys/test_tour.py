"""The tour drives the real window through whole visits, and fails loudly when something does not appear."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import NoReturn

import pypdfium2
import pytest

from counter.bootstrap.program import program
from counter.cli.main import main
from counter.domain.papers.parts.brackets import full_width
from counter.ui.tour.people import BAKER, COOK, FARMER, MOTHER
from tests.cli.prying import traces

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What one tour leaves, run as a person would run it."""
    folder = tmp_path_factory.mktemp("tour")
    temporary = folder / "tmp"
    temporary.mkdir()
    done = subprocess.run(
        [sys.executable, "-P", "-m", "counter", "tour", "--out", str(folder / "out")],
        env={
            **os.environ,
            "QT_QPA_PLATFORM": "offscreen",
            "TMPDIR": str(temporary),
            "HOME": str(folder / "home"),
            "XDG_CONFIG_HOME": "",
            "XDG_CACHE_HOME": str(folder / "cache"),
        },
        capture_output=True,
        text=True,
        timeout=900,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return folder / "out"


def words_of(file: Path) -> str:
    document = pypdfium2.PdfDocument(file)
    return "".join(page.get_textpage().get_text_range() for page in document)


def test_that_every_visit_leaves_its_papers(out: Path) -> None:
    papers = {file.stem: words_of(file) for file in out.glob("*.pdf")}
    kinds = {stem.split("-")[0] for stem in papers}
    assert kinds == {
        "一次性告知单",
        "一次性告知汇总单",
        "办事指南问题反映",
        "受理通知书",
        "容缺受理承诺书",
        "容缺受理通知书",
        "撤回申请书",
        "收件凭证",
        "材料补齐补正通知书",
        "特别程序告知书",
        "登记备案凭据",
        "补正材料接收凭证",
    }
    for stem, words in papers.items():
        assert full_width(stem.partition("-")[2]) in words  # its own number, or the matter it is about
        assert "演示" in words


def test_that_the_farm_gets_one_notice_from_each_organ_and_what_it_asks_stands_on_it(out: Path) -> None:
    [correction] = out.glob("材料补齐补正通知书-*.pdf")
    [gap] = out.glob("容缺受理通知书-*.pdf")
    assert "参保人员名册" in words_of(correction)
    assert "人员信息" in words_of(gap)
    assert "参保人员名册" not in words_of(gap)
    summary = words_of(out / "一次性告知汇总单.pdf")
    assert "参保人员名册" in summary
    assert "人员信息" in summary


def test_that_whoever_only_asks_stays_unnamed(out: Path) -> None:
    [sheet] = out.glob("一次性告知单-*.pdf")
    assert not any(person.name in words_of(sheet) for person in (COOK, BAKER, MOTHER, FARMER))


def test_that_the_papers_name_whoever_was_scanned_or_typed(out: Path) -> None:
    everything = "".join(words_of(file) for file in out.glob("*.pdf"))
    for person in (COOK, BAKER, FARMER):
        assert person.name in everything


def test_that_the_pictures_are_numbered_in_the_order_of_the_visits(out: Path) -> None:
    names = sorted(file.name for file in out.glob("*.png"))
    assert len(names) >= 35
    assert [int(re.match(r"\d+", name)[0]) for name in names] == list(range(1, len(names) + 1))  # type: ignore[index]
    assert not any("failed" in name for name in names)


def test_that_the_throw_away_profile_is_thrown_away(out: Path) -> None:
    temporary = out.parent / "tmp"
    assert list(temporary.iterdir()) == []
    assert [path for path in (out.parent / "home").rglob("*") if path.is_file()] == []
    secrets = [said for who in (COOK, BAKER, MOTHER, FARMER) for said in (who.name, who.number, who.phone)]
    assert traces([temporary], secrets) == []


def test_that_a_tour_that_cannot_go_on_is_exit_code_3_with_its_reason(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(_: Path) -> NoReturn:
        raise AssertionError("small_restaurant：没有等到办件编号")

    code = main(["tour", "--out", str(tmp_path / "out")], replace(program(), run_tour=broken))
    assert code == 3
    assert "没有等到办件编号" in capsys.readouterr().err


def test_that_a_folder_that_cannot_be_made_is_bad_input(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert main(["tour", "--out", str(tmp_path / "file" / "out")], program()) == 2
