"""``counter hall …``: shown, changed, carried and taken in on the command line; what is wrong is told in a sentence."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from openpyxl import load_workbook

from counter.bootstrap.opening import create_profile
from counter.domain.hall.hall import StaffSeed
from tests.cli.shop import Said, counter, pin_file
from tests.drawn_pictures import emblem_file
from tests.settings import demo_hall

PEOPLE = (
    StaffSeed("W01", "阿木古郎", "clerk", "1234"),
    StaffSeed("S01", "苏日娜", "supervisor", "9876"),
    StaffSeed("S02", "乌云", "supervisor", "8765"),
)
Hall = Callable[..., Said]


@pytest.fixture
def hall(tmp_path: Path) -> Hall:
    """Runs ``counter hall WORDS`` on a demo profile, signed by S01 where ``sign`` says so, by both with ``two``."""
    create_profile(tmp_path / "profile", demo_hall(), PEOPLE)
    first, second = pin_file(tmp_path, "9876", "s01"), pin_file(tmp_path, "8765", "s02")

    def run(*words: str | Path, sign: bool = False, two: bool = False) -> Said:
        more: list[str | Path] = ["--by", "S01", "--pin-file", first] if sign or two else []
        more += ["--agreed", "S02", "--agreed-pin-file", second] if two else []
        return counter("hall", *words, *more, "--data", tmp_path / "profile")

    return run


def test_that_a_phone_is_changed_in_one_command_and_shown(hall: Hall) -> None:
    said = hall("edit", "大厅", "-", "咨询电话=0482-0000001", "--reason", "换号", sign=True)
    assert said.code == 0, said.err
    assert "登记册第2号" in said.out
    assert "咨询电话 （空） → 0482-0000001" in said.out
    shown = hall("show", "大厅", "--json")
    assert shown.json["number"] == 2
    assert shown.json["hall"][0]["咨询电话"] == "0482-0000001"


def test_that_an_emblem_is_put_in_from_a_file_and_taken_out(hall: Hall, tmp_path: Path) -> None:
    """S001 Art. 29."""
    file = tmp_path / "标识=1.png"
    file.write_bytes(emblem_file())
    missing = hall("edit", "大厅", "-", "统一标识=没有.png", sign=True)
    assert (missing.code, "找不到文件" in missing.err) == (2, True)
    said = hall("edit", "大厅", "-", f"统一标识={file}", sign=True)
    assert said.code == 0, said.err
    assert "新增 图片" in said.out
    key = hall("show", "大厅", "--json").json["hall"][0]["统一标识"]
    assert f"统一标识 （空） → {key}" in said.out
    assert hall("edit", "大厅", "-", "统一标识=", sign=True).code == 0
    assert hall("show", "大厅", "--json").json["hall"][0]["统一标识"] is None


@pytest.mark.parametrize("head", ["全称", "全称（盖章）", "全称(盖章)"])
def test_that_a_column_is_named_with_or_without_its_brackets(hall: Hall, head: str) -> None:
    name = "乌兰浩特市市场监督管理局"
    said = hall("edit", "部门", "市场监督管理局", f"{head}={name}", sign=True)
    assert said.code == 0, said.err
    assert hall("show", "部门", "--json").json["organ"][0]["全称（盖章）"] == name


def test_that_a_change_of_tomorrow_is_planned_and_not_in_force(hall: Hall) -> None:
    tomorrow = (date.today() + timedelta(days=2)).isoformat()  # the profile's own clock is the machine's
    assert hall("edit", "大厅", "-", "咨询电话=0482-0000001", "--from", tomorrow, sign=True).code == 0
    shown = hall("show", "大厅")
    assert "0482-0000001" not in shown.out.split("还没到日子的")[0]
    assert f"{tomorrow} 起" in shown.out
    assert "0482-0000001" in hall("show", "大厅", "--on", tomorrow).out


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (("edit", "大厅", "-", "咨询电话=无"), 2, "只写号码"),
        (("edit", "大厅", "-", "电话=0482-0000001"), 2, "大厅的栏有：名称、地址、咨询电话"),
        (("edit", "厅", "-", "名称=某"), 2, "没有“厅”这一类"),
        (("edit", "人员", "W09", "姓名=图雅"), 2, "“岗位”要填写"),
        (("edit", "人员", "W09", "姓名=图雅", "岗位=主任"), 2, "不在可填的词里"),
        (("edit", "人员", "W09", "姓名=图雅", "岗位=窗口人员", "截止日期=明年"), 2, "不是日期"),
        (("edit", "部门", "某某局", "电话=0482-0000001"), 2, "办事指南里没有“某某局”"),
        (("remove", "人员", "W99"), 2, "没有“W99”"),
        (("edit", "人员", "W01", "工号=W09"), 2, "不能改"),
        (("edit", "大厅", "-", "地址=一号", "--reason", "搬\x1b[2J"), 2, "原因"),
        (("edit", "授权协议", "演示授权〔2026〕3号", "截止日期=2028-01-01"), 1, "要两个人"),
        (("edit", "授权协议", "演示授权〔2026〕1号", "截止日期=2028-01-01"), 2, "有几行"),
        (("edit", "大厅", "-", "咨询电话=0482-0000001", "--from", "改天"), 2, "不是日期"),
    ],
)
def test_that_what_is_wrong_is_told_in_a_sentence_and_nothing_is_written(
    hall: Hall, words: tuple[str, ...], code: int, says: str
) -> None:
    said = hall(*words, sign=True)
    assert said.code == code
    assert says in said.err
    assert hall("show", "--json").json["number"] == 0


def test_that_an_agreement_is_ended_and_renewed_by_two(hall: Hall) -> None:
    until = "截止日期=2028-12-31"
    assert hall("edit", "授权协议", "演示授权〔2026〕3号", until, two=True).code == 0
    covered = hall("coverage", "--json").json["items"]
    assert any(row["until"] == "2028-12-31" for row in covered)


def test_that_a_clerk_who_left_may_no_longer_act(hall: Hall) -> None:
    assert hall("remove", "人员", "W01", sign=True).code == 0
    assert all(row["工号"] != "W01" for row in hall("show", "人员", "--json").json["staff"])


def test_that_a_workbook_is_checked_compared_and_taken(hall: Hall, tmp_path: Path) -> None:
    file = tmp_path / "登记册.xlsx"
    assert hall("export", "--out", file).code == 0
    book = load_workbook(file)
    book["大厅"]["B2"] = "五一南路88号"
    book.save(file)
    dry = hall("import", file, "--dry-run")
    assert "地址 （空） → 五一南路88号" in dry.out
    assert hall("show", "--json").json["number"] == 0
    assert hall("import", file, sign=True).code == 0
    assert hall("show", "大厅", "--json").json["hall"][0]["地址"] == "五一南路88号"
    book["人员"]["C2"] = "主任"
    book.save(file)
    wrong = hall("import", file, sign=True)
    assert wrong.code == 2
    assert any(line.startswith("“人员”表第2行C列“岗位”") for line in wrong.err.splitlines())
    assert hall("show", "--json").json["number"] == 2


def test_that_a_workbook_of_an_older_register_puts_nothing_back_unasked(hall: Hall, tmp_path: Path) -> None:
    file = tmp_path / "登记册.xlsx"
    assert hall("export", "--out", file).code == 0
    book = load_workbook(file)
    book["大厅"]["B2"] = "五一南路88号"
    book.save(file)
    assert (
        hall("edit", "大厅", "-", "咨询电话=0482-0000001", sign=True).code == 0
    )  # by somebody else meanwhile
    refused = hall("import", file, sign=True)
    assert refused.code == 1
    assert "后来改过的，照这份表会改回去" in refused.err
    assert "--over 2" in refused.err
    assert hall("show", "大厅", "--json").json["hall"][0]["咨询电话"] == "0482-0000001"
    dry = hall("import", file, "--dry-run")
    assert "咨询电话 0482-0000001 → （空）" in dry.out
    assert hall("import", file, "--over", "1", sign=True).code == 1  # yet another one came
    assert hall("import", file, "--over", "2", sign=True).code == 0
    assert hall("show", "大厅", "--json").json["hall"][0]["地址"] == "五一南路88号"


def test_that_the_register_is_carried_to_another_window(hall: Hall, tmp_path: Path) -> None:
    other = tmp_path / "other"
    create_profile(other, replace(demo_hall(), station="15220104", window="04"), PEOPLE)
    pin, here = pin_file(tmp_path, "9876", "pin"), tmp_path / "profile"
    by = ("--by", "S01", "--pin-file", pin)
    assert hall("edit", "大厅", "-", "咨询电话=0482-0000001", sign=True).code == 0
    file = tmp_path / "登记册.json"
    assert hall("export", "--signed", "--out", file).code == 0
    foreign = counter("hall", "take", file, *by, "--data", other)
    assert foreign.code == 1
    assert "不是本大厅的" in foreign.err
    request, answer = tmp_path / "request.json", tmp_path / "answer.json"
    assert counter("keys", "request", "--out", request, "--data", other).code == 0
    agreed = ("--agreed", "S02", "--agreed-pin-file", pin_file(tmp_path, "8765", "second"))
    assert counter("keys", "certify", request, "--out", answer, *by, *agreed, "--data", here).code == 0
    assert counter("keys", "trust", answer, *by, "--data", other).code == 0
    taken = counter("hall", "take", file, *by, "--data", other)
    assert taken.code == 0, taken.err
    assert "采用了登记册第2号" in taken.out
    assert "0482-0000001" in counter("hall", "show", "大厅", "--data", other).out
    assert "本窗口已经有了" in counter("hall", "take", file, *by, "--data", other).out


def test_that_the_card_for_new_windows_is_answered_once(hall: Hall, tmp_path: Path) -> None:
    assert hall("edit", "大厅", "-", "咨询电话=0482-0000001", sign=True).code == 0
    said = hall("card", "--out", tmp_path / "card.json", sign=True)
    assert (said.code, said.out.count("入厅卡写到")) == (0, 1)


def test_that_a_reminder_names_its_row_once(hall: Hall) -> None:
    twin = ("edit", "人员", "W09", "姓名=阿木古郎", "岗位=窗口人员")
    said = hall(*twin, sign=True)
    assert said.err.count("提醒：人员 W09 阿木古郎 姓名：有两个阿木古郎") == 1


def test_that_an_administrator_sets_no_clerks_pin_in_the_place_of_the_own_one(tmp_path: Path) -> None:
    create_profile(tmp_path / "profile", demo_hall(), (*PEOPLE, StaffSeed("A01", "巴图", "admin", "7531")))
    by = ("--by", "A01", "--pin-file", pin_file(tmp_path, "7531", "a01"), "--data", tmp_path / "profile")
    assert counter("hall", "edit", "大厅", "-", "地址=一号", *by).code == 0
    for code, name, role, done in (("W01", "阿木古郎", "clerk", 1), ("S01", "苏日娜", "supervisor", 0)):
        said = counter("staff", "add", code, name, "--role", role, *by, typed="5837\n")
        assert said.code == done, said.err


def test_that_an_agreement_gets_another_line_from_the_one_it_has(hall: Hall) -> None:
    said = hall("edit", "授权协议", "演示授权〔2026〕3号", "行号=2", "授权=收件", two=True)
    assert (said.code, "新增 授权协议" in said.out) == (0, True), said.err
