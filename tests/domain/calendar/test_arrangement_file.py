"""A holiday arrangement handed in as a file: two forms, one meaning, and no half of one gets in (L7)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter.domain.calendar.arrangement_file import arrangement_from
from counter.domain.calendar.events import (
    CalendarImported,
    arrangement,
    imported,
    in_force,
    next_version,
    same_days,
)
from counter.domain.calendar.workdays import (
    Calendar,
    add_natural_days,
    add_working_days,
    rests_between,
    worked_weekends,
)
from counter.domain.errors import BadInput
from counter.domain.journal import codec
from counter.domain.journal.entries import Entry, canonical_bytes
from counter.domain.journal.kinds import kind_of
from tests.arrangements import own_form, public_form, without
from tests.settings import calendar

OWN = arrangement_from(own_form())
NOW = Calendar({**calendar().years, 2027: replace(OWN, version="2027-1")})
DAYS = st.dates(date(2026, 1, 1), date(2027, 12, 31))


def entry(payload: object, kind: str = kind_of(CalendarImported).name, version: int = 1) -> Entry:
    """A stored entry with that payload."""
    stored = payload if isinstance(payload, bytes) else canonical_bytes(payload)
    at = datetime(2026, 12, 1, tzinfo=UTC)
    return Entry(
        "id", "s", 1, 1, at, "b", 0, "import", kind, version, "calendar", None, stored, None, b"", b""
    )


def test_that_both_forms_mean_the_same_days() -> None:
    public = arrangement_from(public_form())
    assert (public.off, public.worked, public.official) == (OWN.off, OWN.worked, True)
    assert public.names[date(2027, 2, 5)] == OWN.names[date(2027, 2, 5)] == "春节"


def test_that_a_file_without_ordinary_weekends_means_the_same_days() -> None:
    bare = without("2027-05-02")
    bare["days"] = [d for d in public_form()["days"] if d["date"] not in ("2027-01-02", "2027-01-03")]
    assert same_days(arrangement_from(bare), OWN)
    assert not same_days(arrangement_from(without("2027-01-09")), OWN)


def test_that_what_shipped_for_2026_could_be_imported() -> None:
    shipped = calendar().years[2026]
    days = [{"name": "放假", "date": d.isoformat(), "isOffDay": True} for d in sorted(shipped.off)]
    days += [{"name": "上班", "date": d.isoformat(), "isOffDay": False} for d in sorted(shipped.worked)]
    found = arrangement_from({"year": 2026, "papers": [shipped.source], "days": days})
    assert same_days(found, shipped)


def test_that_the_document_of_the_file_and_of_the_importer_are_both_kept() -> None:
    said = "国务院办公厅关于2027年部分节假日安排的通知"
    assert arrangement_from(public_form(), said).source == f"https://notice.invalid/2027；{said}"
    assert arrangement_from(public_form(papers=[]), said).source == said


@pytest.mark.parametrize(
    ("value", "field", "word"),
    [
        ([], "file", "一组"),
        (public_form(year=None), "year", "哪一年"),
        (public_form(year="2027"), "year", "四位年份"),
        (own_form(year=27), "year", "四位年份"),
        (public_form(days=[]), "days", "还没有公布"),
        (public_form(days={}), "days", "列表"),
        (public_form(days=["2027-01-01"]), "days[1]", "第1条"),
        (public_form(days=[{"name": "元旦", "date": "2027-01-01", "isOffDay": 1}]), "days[1]", "第1条"),
        (public_form(days=public_form()["days"] * 4), "days", "不会这么多"),
        (public_form(papers=[]), "source", "--source"),
        (public_form(papers="x"), "papers", "列表"),
        (own_form(source=None), "source", "--source"),
        (own_form(source=7), "source", "文字"),
        (own_form(source="国办通知\n第二行"), "source", "一行"),
        (own_form(source="通" * 501), "source", "500"),
        (own_form(status=None), "status", "official"),
        (own_form(worked=["2027-01-04"]), "worked", "周一至周五"),
        (own_form(worked=["2027-01-02"]), "worked", "同时列为放假和上班"),
        (own_form(worked=["2029-01-06"]), "worked", "不属于2027年"),
        (own_form(worked=["2027-02-30"]), "worked", "不是日期"),
        (own_form(off=[]), "off", "1月1日"),
        (without("2027-05-02"), "off", "5月2日"),
        (without("2027-10-03"), "off", "10月3日"),
        (without("2027-02-08"), "off", "春节"),
        (without("2027-06-09"), "off", "端午节"),
        (own_form(off=[*own_form()["off"][:-1], {**own_form()["off"][-1], "name": "\x1b[2J"}]), "name", "名称"),
    ],
)  # fmt: skip
def test_that_a_file_that_is_not_whole_is_refused_in_one_sentence(
    value: Mapping[str, Any], field: str, word: str
) -> None:
    with pytest.raises(BadInput) as caught:
        arrangement_from(value)
    assert caught.value.field == field
    assert word in caught.value.sentence


def test_that_the_second_of_may_was_no_statutory_day_before_2025() -> None:
    off = [{"name": "x", "from": f"2024-{a}", "to": f"2024-{b}"} for a, b in (
        ("01-01", "01-01"), ("02-10", "02-17"), ("04-04", "04-06"), ("05-01", "05-01"), ("06-10", "06-10"),
        ("09-15", "09-17"), ("10-01", "10-07"))]  # fmt: skip
    old = {"year": 2024, "status": "official", "source": "测试用的安排", "off": off, "worked": []}
    assert arrangement_from(old).year == 2024


def test_that_an_arrangement_read_back_from_its_entry_is_the_same() -> None:
    said = imported(replace(OWN, version="2027-1"), "ab" * 32)
    back = arrangement(codec.read(type(said), codec.write(said)))
    assert back == replace(OWN, version="2027-1")
    assert dict(back.names) == dict(OWN.names)
    assert len(said.off) == 7


def test_that_the_last_import_of_a_year_is_in_force() -> None:
    first = codec.write(imported(replace(OWN, version="2027-1"), ""))
    other = arrangement_from(without("2027-01-09"))
    second = codec.write(imported(replace(other, version="2027-2"), ""))
    known = in_force(calendar(), [entry(first), entry(second)])
    assert known.version == "2026-1+2027-2"
    assert known.is_rest(date(2027, 1, 9))
    assert next_version(2027, known, [entry(first), entry(second)]) == "2027-3"
    assert next_version(2026, known, []) == "2026-2"
    assert next_version(2028, known, []) == "2028-1"


@pytest.mark.parametrize(
    "unreadable",
    [entry({"year": 2027}), entry(b"\xff"), entry({}, version=9), entry({}, kind="calendar.revoked")],
)
def test_that_an_entry_nobody_can_read_leaves_the_shipped_calendar(unreadable: Entry) -> None:
    assert in_force(calendar(), [unreadable]) == calendar()


def test_that_a_provisional_import_never_hides_what_a_newer_program_ships() -> None:
    early = codec.write(imported(replace(OWN, official=False, version="2027-1"), ""))
    assert in_force(NOW, [entry(early)]) == NOW
    assert not in_force(calendar(), [entry(early)]).official(2027)


@given(DAYS, st.integers(0, 300))
def test_that_no_period_ends_on_a_rest_day_of_an_imported_year(start: date, count: int) -> None:
    for reckon in (add_working_days, add_natural_days):
        end = reckon(NOW, start, count).day
        assert end == start if count == 0 else not NOW.is_rest(end)
        assert reckon(NOW, start, count + 1).day >= end


@given(DAYS, st.integers(0, 90))
def test_that_days_skipped_and_days_counted_make_up_the_whole_period(start: date, count: int) -> None:
    end = add_working_days(NOW, start, count).day
    skipped = rests_between(NOW, start + timedelta(days=1), end)
    assert sum((r.last - r.first).days + 1 for r in skipped) + count == (end - start).days


def test_that_rest_days_are_named_and_worked_weekends_told_apart() -> None:
    rests = rests_between(NOW, date(2027, 1, 1), date(2027, 1, 17))
    assert [(r.first.day, r.last.day, r.name) for r in rests] == [
        (1, 3, "元旦"),
        (10, 10, "周末"),
        (16, 17, "周末"),
    ]
    assert worked_weekends(NOW, date(2027, 1, 1), date(2027, 1, 17)) == (date(2027, 1, 9),)
