"""``counter calendar``: periods reckoned on the command line, and a year's arrangement imported by a file."""

from __future__ import annotations

import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter.cli.command_line import build_parser
from counter.cli.io.dates_in_words import read_day
from counter.domain.errors import BadInput
from tests.arrangements import file_of, own_form, public_form, without
from tests.cli.shop import Said, counter
from tests.cli.test_usage import english
from tests.trials import TellTrials


def due(profile: Path, *words: str) -> Said:
    """A period reckoned."""
    return counter("calendar", "due", *words, "--data", profile, "--json")


def imported(profile: Path, file: Path, *words: str, typed: str = "") -> Said:
    """A file imported."""
    return counter("calendar", "import", file, *words, "--data", profile, "--json", typed=typed)


@pytest.mark.parametrize(
    ("day", "count", "unit", "end", "provisional"),
    [
        ("2026-09-18", "5", "working", "2026-09-24", False),  # 上班的周日 9月20日
        ("2026-09-30", "5", "working", "2026-10-13", False),  # 国庆节，10月10日上班
        ("2026-02-13", "3", "working", "2026-02-25", False),  # 春节，2月14日上班
        ("2026-02-14", "1", "working", "2026-02-24", False),
        ("2026-04-30", "3", "working", "2026-05-08", False),
        ("2026-11-20", "10", "working", "2026-12-04", False),
        ("2026-11-20", "20", "working", "2026-12-18", False),
        ("2026-12-25", "10", "working", "2027-01-11", True),  # 跨年
        ("2026-09-24", "7", "natural", "2026-10-08", False),  # 届满在国庆节
        ("2026-11-20", "1", "自然日", "2026-11-23", False),
        ("2026年12月25日", "0", "工作日", "2026-12-25", False),
        ("20261120", "１０", "working", "2026-12-04", False),
        ("2026/11/20", "3650", "natural", "2036-11-17", True),
    ],
)
def test_that_a_period_is_reckoned_where_no_profile_is_set_up(
    tmp_path: Path, day: str, count: str, unit: str, end: str, provisional: bool
) -> None:
    said = due(tmp_path / "nothing", day, count, unit)
    assert said.code == 0, said.err
    assert (said.json["date"], said.json["provisional"]) == (end, provisional)
    assert (said.json["calendar"], said.json["days"]) == ("2026-1+2027-0", int(count))
    assert said.json["unit"] in ("working", "natural")
    assert not (tmp_path / "nothing").exists()


def test_that_people_are_told_what_was_skipped_and_how_sure_it_is(tmp_path: Path) -> None:
    said = counter("calendar", "due", "2026-02-13", "3", "working", "--data", tmp_path / "x").out
    assert "2026年2月25日 星期三" in said
    assert "2月15日至23日（春节）" in said
    assert "2月14日（星期六）" in said
    assert "暂定" not in said
    unsure = counter("calendar", "due", "2026-12-25", "10", "working", "--data", tmp_path / "x").out
    assert "2027年1月1日（元旦）" in unsure
    assert "暂定" in unsure


@pytest.mark.parametrize(
    ("words", "field"),
    [
        (("2026-13-01", "5", "working"), "日期"),
        (("2026-02-29", "5", "working"), "日期"),
        (("2026-1/2", "5", "working"), "日期"),
        (("1999-01-01", "5", "working"), "日期"),
        (("明天", "5", "working"), "日期"),
        (("2026-12-25", "-1", "working"), "天数"),
        (("2026-12-25", "3651", "working"), "天数"),
        (("2026-12-25", "1_0", "working"), "天数"),
        (("2026-12-25", "9" * 5000, "natural"), "天数"),
        (("2026-12-25", "五", "working"), "天数"),
        (("2026-12-25", "5", "woking"), "单位"),
        (("2026-12-25", "5", "at_once"), "单位"),
    ],
)
def test_that_what_cannot_be_read_is_one_sentence(tmp_path: Path, words: tuple[str, ...], field: str) -> None:
    said = due(tmp_path / "nothing", *words)
    assert said.code == 2
    assert said.json["field"] == field
    assert len(said.err.splitlines()) == 1
    assert len(said.err) < 300


@given(st.dates(min_value=read_day("20000101"), max_value=read_day("21001231")))
def test_that_every_day_is_read_in_every_way_it_is_written(day: object) -> None:
    text = str(day)
    year, month, date = text.split("-")
    ways = (text, text.replace("-", ""), text.replace("-", "/"), f"{year}年{int(month)}月{int(date)}日")
    assert {str(read_day(way)) for way in ways} == {text}


@given(st.text(max_size=30))
def test_that_no_text_is_more_than_a_day_or_a_sentence(text: str) -> None:
    with suppress(BadInput):
        assert 2000 <= read_day(text).year <= 2100


@pytest.mark.parametrize("form", [own_form(), public_form()], ids=["own", "public"])
def test_that_an_import_settles_the_year_and_moves_what_was_wrong(
    profile: Path, tmp_path: Path, form: dict[str, object]
) -> None:
    before = due(profile, "2026-12-25", "10", "working").json
    assert (before["date"], before["provisional"]) == ("2027-01-11", True)
    said = imported(profile, file_of(tmp_path, form))
    assert said.code == 0, said.err
    assert said.json["version"] == "2027-1"
    assert said.json["imported"] is True
    assert said.json["affected"] == {"count": 0, "numbers": []}
    after = due(profile, "2026-12-25", "10", "working").json
    assert (after["date"], after["provisional"]) == ("2027-01-09", False)
    assert after["calendar"] == "2026-1+2027-1"
    assert counter("check", "--rebuild", "--data", profile).code == 0
    assert "已公布 2026、2027" in counter("doctor", "--data", profile).out


def test_that_the_same_file_again_says_so_and_adds_nothing(profile: Path, tmp_path: Path) -> None:
    file = file_of(tmp_path, public_form())
    imported(profile, file)
    again = counter("calendar", "import", file, "--data", profile)
    assert again.code == 0
    assert "没有改动" in again.out
    assert imported(profile, file).json["imported"] is False
    years = counter("calendar", "list", "--data", profile, "--json").json["years"]
    assert [(y["year"], y["version"], y["official"]) for y in years] == [
        (2026, "2026-1", True),
        (2027, "2027-1", True),
    ]


def test_that_an_official_year_is_replaced_by_a_supervisor_only(profile: Path, tmp_path: Path) -> None:
    imported(profile, file_of(tmp_path, public_form()))
    other = file_of(tmp_path, without("2027-01-09"), "other.json")
    refused = imported(profile, other)
    assert (refused.code, refused.json["rule"]) == (1, "L7")
    assert imported(profile, other, "--replace").code == 2
    assert imported(profile, other, "--by", "S01").code == 2
    assert imported(profile, other, "--replace", "--by", "S01", typed="0000\n").code == 1
    assert imported(profile, other, "--replace", "--by", "W01", typed="1234\n").code == 1
    assert due(profile, "2026-12-25", "10", "working").json["calendar"] == "2026-1+2027-1"
    done = imported(profile, other, "--replace", "--by", "S01", typed="9876\n")
    assert (done.code, done.json["version"], done.json["replaced"]) == (0, "2027-2", "2027-1")


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("", "JSON"),
        ('{"year": 2027, "days": [', "第1行"),
        ("[" * 100_000, "层次太深"),
        ("[]", "一组"),
        (" " * 200_001, "不像是放假日历"),
        ('{"year": 2027, "year": 2026}', "写了两次"),
        ('{"year": 2027, "papers": [], "days": []}', "还没有公布"),
        ('{"year": ' + "9" * 5000 + ', "days": []}', "数字太长"),
    ],
)
def test_that_a_damaged_file_leaves_the_old_calendar_in_force(
    shared_profile: Path, tmp_path: Path, text: str, word: str
) -> None:
    said = imported(shared_profile, file_of(tmp_path, text))
    assert said.code == 2
    assert word in said.json["error"]
    assert len(said.err.splitlines()) == 1
    assert due(shared_profile, "2026-12-25", "10", "working").json["calendar"] == "2026-1+2027-0"


def test_that_a_file_cut_anywhere_is_refused(
    shared_profile: Path, tmp_path: Path, record_property: TellTrials
) -> None:
    whole = file_of(tmp_path, public_form()).read_text(encoding="utf-8")
    for end in range(1, len(whole) - 1, 131):
        assert imported(shared_profile, file_of(tmp_path, whole[:end])).code == 2
        record_property("trials", 1)


def test_that_a_document_must_be_named(profile: Path, tmp_path: Path) -> None:
    file = file_of(tmp_path, public_form(papers=[]))
    said = imported(profile, file)
    assert (said.code, said.json["field"]) == (2, "source")
    named = imported(profile, file, "--source", "国务院办公厅关于2027年部分节假日安排的通知")
    assert named.json["source"] == "国务院办公厅关于2027年部分节假日安排的通知"


def test_that_importing_needs_a_profile(tmp_path: Path) -> None:
    said = imported(tmp_path / "nothing", file_of(tmp_path, public_form()))
    assert said.code == 2
    assert "setup" in said.json["error"]


def test_that_of_two_different_imports_at_once_one_is_taken_and_one_refused(
    profile: Path, tmp_path: Path
) -> None:
    files = (
        file_of(tmp_path, public_form(), "a.json"),
        file_of(tmp_path, without("2027-01-09"), "b.json"),
    )
    command = [sys.executable, "-P", "-m", "counter", "calendar", "import", "--data", str(profile)]
    programs = [
        subprocess.Popen([*command, str(file)], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        for file in files
    ]
    codes = []
    for program in programs:
        program.communicate(timeout=60)
        codes.append(program.returncode)
    assert sorted(codes) == [0, 1]
    assert due(profile, "2026-12-25", "10", "working").json["calendar"] == "2026-1+2027-1"
    assert counter("check", "--data", profile).code == 0


@pytest.mark.parametrize("words", [(), ("import",), ("due",), ("list",)], ids=" ".join)
def test_that_help_is_chinese_and_shows_the_form(
    words: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        build_parser().parse_args(["calendar", *words, "--help"])
    said = capsys.readouterr().out
    assert english(said) == []
    assert ("isOffDay" in said) == (words == ("import",))
