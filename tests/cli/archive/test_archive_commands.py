"""``counter archive``: from the list to the handing over, as a script sees it."""

from __future__ import annotations

from pathlib import Path

import pytest

from counter.services.case.archive_case import archive_case
from tests.cli.shop import Said, counter, pin_file
from tests.services.archive.archived_case import hall_with_two_leads
from tests.services.archive.lived import NAME, collected, lived
from tests.services.case.test_archive import scheduled


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str, str]:
    """The profile, the number of an archived case, and of one that still lacks something."""
    folder = tmp_path_factory.mktemp("archive-commands")
    with hall_with_two_leads(folder / "profile") as office:
        scheduled(office)
        case = collected(office, lived(office))
        archive_case(office.app, case.id, office.clerk, wait_days=0)
        other = lived(office)
        return folder / "profile", case.number, other.number


def run(hall: tuple[Path, str, str], *words: str | Path) -> Said:
    return counter("archive", *words, "--data", hall[0], "--json")


def test_that_a_file_goes_its_way_from_the_command_line(hall: tuple[Path, str, str], tmp_path: Path) -> None:
    _, number, other = hall
    one, two = pin_file(tmp_path, "9876", "one"), pin_file(tmp_path, "5926", "two")
    by = ("--by", "S01", "--pin-file", one)
    rows = {row["number"]: row for row in run(hall, "list").json["files"]}
    assert (rows[number]["stage"], rows[other]["stage"]) == ("archived", "lacking")
    assert any("还没有领走" in lack["words"] or "领取" in lack["words"] for lack in rows[other]["lacks"])
    assert all(lack["where"] for lack in rows[other]["lacks"])
    said_once = [lack["words"] for lack in rows[other]["lacks"]]
    assert not [words for words in said_once if words.startswith(("没人领取", "流转待签收", "交接不符："))]
    plain = counter("archive", "list", "--data", hall[0]).out
    assert NAME not in plain
    assert "→ 待办里的" in plain

    out = tmp_path / "packages"
    assert "没有文件夹" in run(hall, "pack", number, "--out", out, *by).err
    out.mkdir()
    both = run(hall, "pack", number, other, "--out", out, "--box", "2026-03", *by)
    assert both.code == 1
    assert [one["number"] for one in both.json["refused"]] == [other]
    (done,) = both.json["packed"]
    file = Path(done["file"])
    assert [path.name for path in out.iterdir()] == [file.name]
    assert file.stat().st_mode & 0o077 == 0
    before = file.read_bytes()
    for more in (
        (),
        ("--replace",),
    ):  # begun again, after it was cut short between file and entry: the same bytes
        again = run(hall, "pack", number, "--out", out, *more, *by)
        assert again.code == 0, again.err
        assert (again.json["packed"][0]["again"], file.read_bytes() == before) == (True, True)
    file.write_bytes(before[:-1])
    again = run(hall, "pack", number, "--out", out, *by)
    assert (again.code, "加 --replace" in again.err, file.read_bytes()) == (2, True, before[:-1])
    assert run(hall, "pack", number, "--out", out, "--replace", *by).code == 0
    said = run(hall, "check", file)
    assert (said.code, said.json["faults"], said.json["version"]) == (0, [], 1)
    assert all("盒号 2026-03" in words for words in said.json["on_paper"])
    assert NAME not in said.out

    listed = (number, "--list", "乌政服移〔2026〕1号", "--to", "乌兰浩特市档案馆")
    for suffix, start in ((".pdf", b"%PDF"), (".xlsx", b"PK")):
        assert run(hall, "hand-over-list", *listed, "--out", tmp_path / f"清册{suffix}").code == 0
        assert (tmp_path / f"清册{suffix}").read_bytes().startswith(start)
    assert "结尾" in run(hall, "hand-over-list", *listed, "--out", tmp_path / "清册.txt").err
    signed = (*listed, "--received-by", "萨仁", "--agreed", "S02", "--agreed-pin-file", two, *by)
    assert "要写全年月日" in run(hall, "hand-over", *signed, "--day", "去年").err
    assert run(hall, "hand-over", *signed, "--day", "2026-11-20").json == {"handed_over": [number]}
    assert number not in [row["number"] for row in run(hall, "list").json["files"]]
    assert number in [row["number"] for row in run(hall, "list", "--all").json["files"]]


def test_that_a_changed_package_is_an_error_in_chinese(hall: tuple[Path, str, str], tmp_path: Path) -> None:
    (tmp_path / "x.zip").write_bytes(b"no zip")
    said = run(hall, "check", tmp_path / "x.zip")
    assert (said.code, len(said.err.splitlines())) == (2, 1)
    (tmp_path / "empty").mkdir()
    said = run(hall, "check", tmp_path / "empty")
    assert said.code == 1
    assert "没有校验清单.txt" in said.json["faults"][0]
