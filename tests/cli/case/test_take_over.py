"""``counter takeover``: template, check, take by two people, list, undo; with bad input one sentence, nothing taken."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from counter.domain.calendar.workdays import civil_date
from tests.cli.shop import counter, pin_file
from tests.take_over_files import ACCEPTED, CASE, GAP, TOLD, filled, one_case

OLD = str(CASE["原编号"])


def days_ago(days: int) -> str:
    """A civil day before today: the command line has the machine's clock."""
    return (civil_date(datetime.now(UTC)) - timedelta(days=days)).isoformat()


def workbook(folder: Path, **changes: object) -> Path:
    """A filled workbook of true days that lie before today."""
    accepted = {**ACCEPTED, "这个状态的日期": days_ago(6), **changes}
    told = {**TOLD, "这个状态的日期": days_ago(6)}
    rows = one_case(
        accepted,
        told,
        gaps=({**GAP, "最迟日期": days_ago(-9)},),
        case=({"交件日期": days_ago(7)},),
    )
    file = folder / "接转.xlsx"
    file.write_bytes(filled(rows))
    return file


def test_that_running_cases_are_taken_over_and_undone_from_the_command_line(
    profile: Path, tmp_path: Path
) -> None:
    here: tuple[Any, ...] = ("--data", profile, "--json")
    out = tmp_path / "模板.xlsx"
    assert counter("takeover", "template", "--out", out, *here).code == 0
    assert load_workbook(out).sheetnames == ["说明", "办件", "事项", "材料", "缺项", "对照"]
    file = workbook(tmp_path)
    clerk, leader = pin_file(tmp_path), pin_file(tmp_path, "9876", "leader")
    reading = ("--clerk", "W01", "--pin-file", clerk)
    said = counter("takeover", "check", file, *reading, *here)
    assert (said.code, said.json["faults"]) == (0, [])
    assert [i["state"] for i in said.json["cases"][0]["items"]] == ["accepted", "to_correct"]
    assert counter("takeover", "list", *reading, *here).json == {"batches": []}
    signed = ("--clerk", "W01", "--clerk-pin-file", clerk, "--by", "S01", "--pin-file", leader)
    alone = counter("takeover", "take", file, "--clerk", "W01", "--by", "w01", "--pin-file", clerk, *here)
    assert alone.code == 1
    done = counter("takeover", "take", file, *signed, *here)
    assert done.code == 0, done.err
    number = done.json["cases"][0]["number"]
    shown = counter("case", "show", OLD, *reading, *here)
    assert (shown.code, shown.json["number"]) == (0, number)
    assert "接转自旧综窗系统，原编号OLD-2026-0118" in shown.out
    again = counter("takeover", "take", file, *signed, *here)
    assert (again.code, "已经接转过" in again.out + again.err) == (2, True)
    excel = tmp_path / "接转的.xlsx"
    assert counter("takeover", "list", "--out", excel, *reading, *here).code == 0
    assert excel.stat().st_size > 1000
    short = counter("takeover", "undo", *signed, "--reason", "选错了", *here)
    assert (short.code, "至少4个字" in short.out + short.err) == (2, True), (
        "something was written: how much more?"
    )
    undone = counter("takeover", "undo", *signed, "--reason", "选错了文件", *here)
    assert undone.code == 0, undone.err
    assert counter("case", "show", OLD, *reading, *here).code == 2
    assert counter("takeover", "undo", *signed, "--reason", "选错了文件", *here).code == 1
    assert counter("check", *here).code == 0


def test_that_bad_input_is_told_and_takes_nothing(profile: Path, tmp_path: Path) -> None:
    here: tuple[Any, ...] = ("--data", profile)
    clerk = pin_file(tmp_path)
    reading = ("--clerk", "W01", "--pin-file", clerk)
    file = workbook(tmp_path, 这个状态的日期="昨天")
    said = counter("takeover", "check", file, *reading, *here)
    assert said.code == 2
    assert "“事项”表第2行E列“这个状态的日期”：“昨天”不是写全了年月日的日期" in said.out
    note = tmp_path / "别的.txt"
    note.write_text("不是表格", encoding="utf-8")
    for wrong in (note, tmp_path / "没有.xlsx", tmp_path):
        said = counter("takeover", "check", wrong, *reading, *here)
        assert (said.code, "Traceback" in said.err) == (2, False), said.err
    assert counter("takeover", "undo", *reading, "--by", "S01", "--reason", "没有接转过", *here).code in (
        1,
        2,
    )
