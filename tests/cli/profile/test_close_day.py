"""``close-day``, ``heads`` and ``check --against``: what is proved, what is not, and what cannot be used."""

from __future__ import annotations

import json
import shutil
from datetime import datetime
from pathlib import Path

import pytest

from counter.domain.calendar.workdays import civil_time
from tests.cli.shop import counter, pin_file, set_up_demo
from tests.cli.visits import visit, written


@pytest.fixture(scope="module")
def worked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A demo hall with a visit and its day closed: ``profile`` and ``day.pdf`` in one folder."""
    folder = tmp_path_factory.mktemp("closed")
    set_up_demo(folder / "profile")
    pin = pin_file(folder)
    (folder / "papers").mkdir()
    profile = ("--data", folder / "profile")
    told = counter(
        "case", "open", written(folder, visit()), "--papers", folder / "papers", "--pin-file", pin, *profile
    )
    assert told.code == 0, told.err
    told = counter(
        "close-day", "--clerk", "W01", "--pin-file", pin, "--out", folder / "day.pdf", *profile, "--json"
    )
    assert told.code == 0, told.err
    (folder / "code").write_text(told.json["code"], encoding="utf-8")
    return folder


def test_that_a_check_says_what_evidence_proves_and_alone_promises_nothing(worked: Path) -> None:
    profile = ("--data", worked / "profile")
    alone = counter("check", *profile)
    assert alone.code == 0
    assert "单凭本机看不出来" in alone.out
    assert counter("heads", "export", "--out", worked / "heads.json", *profile).code == 0
    paper = next(iter((worked / "papers").glob("*.pdf")))
    evidence = [
        *("--against", worked / "day.pdf", "--against", paper, "--against", worked / "heads.json"),
        *("--against", (worked / "code").read_text(encoding="utf-8")),
        *("--against", worked / "profile" / "heads" / "1.head"),
    ]
    told = counter("check", *evidence, *profile, "--json")
    assert (told.code, {one["standing"] for one in told.json["against"]}) == (0, {"agrees"})
    assert len(told.json["against"]) == 5
    assert "日结单一致到 A 期第" in counter("check", *evidence, *profile).out
    assert "单凭本机看不出来" not in counter("check", *evidence, *profile).out
    listed = counter("heads", "list", *profile, "--json").json["heads"]
    assert [one["station"] for one in listed] == ["15220103"]
    at = civil_time(datetime.fromisoformat(listed[0]["at"]))
    assert f"{at:%Y-%m-%d %H:%M}" in counter("heads", "list", *profile).out  # as the clock on the wall had it


def test_that_a_day_closed_again_tells_what_its_sheet_has_not(tmp_path: Path) -> None:
    set_up_demo(tmp_path / "profile")
    here = ("--data", tmp_path / "profile")
    who = ("--clerk", "W01", "--pin-file", pin_file(tmp_path))
    first = counter("close-day", *who, "--out", tmp_path / "1.pdf", *here)
    assert (first.code, "日结以后又办了" in first.out) == (0, False), first.err
    counter("case", "open", written(tmp_path, visit()), "--no-papers", *here)
    again = counter("close-day", *who, "--out", tmp_path / "2.pdf", *here)
    assert "日结以后又办了 1 件，那一张里没有" in again.out
    anew = ("--anew", "--reason", "日结以后又来了人")
    assert counter("close-day", *who, *anew, "--out", tmp_path / "3.pdf", *here).code == 0
    last = counter("close-day", *who, "--out", tmp_path / "4.pdf", *here)
    assert "日结以后又办了" not in last.out


def test_that_the_list_of_a_window_that_closes_goes_by_command_and_its_code_is_evidence(
    worked: Path, tmp_path: Path
) -> None:
    profile, pin = ("--data", worked / "profile"), pin_file(tmp_path)
    file = tmp_path / "list.pdf"
    who = ("--clerk", "W01", "--pin-file", pin)
    told = counter("hall", "held", *who, "--out", file, *profile, "--json")
    assert (told.code, told.json["file"]) == (0, str(file)), told.err
    assert [one["gone"] for one in told.json["cases"]] == [False]
    assert file.read_bytes().startswith(b"%PDF")
    for evidence in (told.json["code"], str(file)):
        said = counter("check", "--against", evidence, *profile, "--json")
        assert (said.code, said.json["against"][0]["standing"]) == (0, "agrees")
    assert counter("hall", "held", *who, "--out", file, *profile).code == 2  # it lies there already
    assert "要移交的办件 1 件" in counter("hall", "held", *who, *profile).out


def test_that_useless_evidence_is_told_and_accuses_nobody(worked: Path, tmp_path: Path) -> None:
    profile = ("--data", worked / "profile")
    (tmp_path / "empty.json").write_text("{}", encoding="utf-8")
    (tmp_path / "a.txt").write_text("你好", encoding="utf-8")
    head = json.loads((worked / "profile" / "heads" / "1.head").read_text(encoding="utf-8"))
    (tmp_path / "forged.head").write_text(json.dumps({**head, "seq": 9}), encoding="utf-8")
    (tmp_path / "wrong.head").write_text(json.dumps({**head, "seq": "9"}), encoding="utf-8")
    for given in ("empty.json", "a.txt", "forged.head", "wrong.head"):
        told = counter("check", "--against", tmp_path / given, *profile, "--json")
        assert (told.code, [one["standing"] for one in told.json["against"]]) == (2, ["unusable"]), given
    assert "单凭本机看不出来" in counter("check", "--against", tmp_path / "a.txt", *profile).out
    missing = counter("check", "--against", tmp_path / "none.pdf", *profile)
    assert (missing.code, "没有这个文件" in missing.err) == (2, True)


def test_that_damaged_data_are_told_although_nothing_can_be_compared(worked: Path, tmp_path: Path) -> None:
    set_up_demo(tmp_path / "profile")
    (tmp_path / "profile" / "counter.db").write_bytes(bytes(8192))
    told = counter("check", "--against", worked / "day.pdf", "--data", tmp_path / "profile", "--json")
    assert (told.code, told.json["clean"], told.json["against"]) == (1, False, [])
    assert "没有对照凭据" in told.json["limits"]


def test_that_another_window_cannot_use_the_sheet(worked: Path, tmp_path: Path) -> None:
    set_up_demo(tmp_path / "other")
    told = counter("check", "--against", worked / "day.pdf", "--data", tmp_path / "other", "--json")
    assert told.json["against"][0]["standing"] == "unusable"  # the same demo station, another key
    assert "密钥被换过" in told.json["against"][0]["advice"]


def test_that_a_sheet_finds_a_profile_put_back_from_before_it(worked: Path, tmp_path: Path) -> None:
    set_up_demo(tmp_path / "profile")
    shutil.copytree(tmp_path / "profile", tmp_path / "backup")
    pin = pin_file(tmp_path)
    closing = ("--clerk", "W01", "--pin-file", pin, "--out", tmp_path / "day.pdf")
    assert counter("close-day", *closing, "--data", tmp_path / "profile").code == 0
    told = counter("check", "--against", tmp_path / "day.pdf", "--data", tmp_path / "backup", "--json")
    assert (told.code, told.json["against"][0]["standing"]) == (1, "cut")


def test_that_counts_differences_and_a_shift_go_by_command_too(tmp_path: Path) -> None:
    set_up_demo(tmp_path / "profile")
    profile = ("--data", tmp_path / "profile")
    pin, lead = pin_file(tmp_path), tmp_path / "lead"
    lead.write_text("9876\n", encoding="utf-8")
    (tmp_path / "papers").mkdir()
    written_visit = written(tmp_path, visit())
    told = counter(
        "case", "open", written_visit, "--papers", tmp_path / "papers", "--pin-file", pin, *profile
    )
    assert told.code == 0, told.err
    listed = counter("counted", *profile, "--json").json
    here = sum(one["count"] for one in listed["originals"])
    shift = (
        *("hand-over-shift", "--clerk", "W01", "--pin-file", pin, "--to", "S01", "--to-pin-file", lead),
        *("--originals", str(here), "--taken-originals", str(here), "--out", tmp_path / "shift.pdf"),
    )
    told = counter(*shift, *profile, "--json")
    assert (told.code, told.json["giver"], told.json["taker"]) == (0, "W01", "S01"), told.err
    back = (
        *("hand-over-shift", "--clerk", "S01", "--pin-file", lead, "--to", "W01", "--to-pin-file", pin),
        *("--originals", str(here), "--taken-originals", str(here + 2), "--out", tmp_path / "back.pdf"),
    )
    told = counter(*back, *profile)
    assert (told.code, "接班人点的和清单不符" in told.err, "--differs" in told.err) == (2, True, True)
    told = counter(*back, "--differs", *profile)
    assert told.code == 0, told.err
    assert "（S01） 交给 阿木古郎（W01）" in told.out
    assert f"交班人点{here}份，接班人点{here + 2}份　不符，已记下" in told.out
    told = counter(*back, "--replace", *profile)  # once more is the same sheet again
    assert (told.code, "再存同样的一张" in told.out) == (0, True)
    explained = ("counted", "--explain", "originals", "--why", "多点了", "--clerk", "W01", "--pin-file", pin)
    assert counter(*explained, *profile).code == 0
    closing = ("close-day", "--clerk", "W01", "--pin-file", pin, "--out", tmp_path / "day.pdf")
    for wrong in ("x", "-1"):
        told = counter(*closing, f"--originals={wrong}", *profile)
        assert (told.code, "要填数字" in told.err) == (2, True)
    told = counter(*closing, "--originals", str(here + 1), *profile)
    assert (told.code, "再点一遍" in told.err, "--differs" in told.err) == (2, True, True)
    assert not (tmp_path / "day.pdf").exists()
    told = counter(*closing, "--originals", str(here + 1), "--differs", *profile, "--json")
    assert (told.code, told.json["counts"]["originals"]["counted"]) == (0, here + 1), told.err
    again = counter(*closing, "--replace", "--originals", str(here), *profile)
    assert (again.code, "点数没有记" in again.out) == (0, True)
    assert "点数没有记" not in counter(*closing, "--replace", *profile).out
    assert "不符，等说明" in counter("counted", *profile).out
    told = counter(
        *("counted", "--explain", "originals", "--why", "多点了一份", "--clerk", "W01", "--pin-file", pin),
        *profile,
    )
    assert told.code == 0, told.err
    assert "不符" not in counter("counted", *profile).out
