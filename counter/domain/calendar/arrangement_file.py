"""Read a year's holiday arrangement from a file in one of two formats, with strict checks (L7).

Our own format is that of ``resources/calendars``::

{"year": 2027, "status": "official", "source": "国务院办公厅关于2027年部分节假日安排的通知 https://…", "off":
[{"name": "元旦", "from": "2027-01-01", "to": "2027-01-03"}, …], "worked": ["2027-02-14", …]}

The other is that of the public project NateScarlet/holiday-cn, recognised by ``days``::

{"year": 2027, "papers": ["https://…"], "days": [{"name": "元旦", "date": "2027-01-01", "isOffDay": true}, …]}

A calendar moves everybody's statutory dates, so an incomplete file, one of another year or one without a source is
refused, each in one sentence. Holidays by the lunar calendar are checked within the span they can fall into.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from datetime import date, timedelta

from counter.domain.calendar.workdays import FIXED_HOLIDAYS, CalendarYear, calendar_from
from counter.domain.errors import BadInput

MOST_BYTES = 200_000
"""An arrangement has about 40 days: some kilobytes. Anything much larger is another file."""

_MOST_DAYS = 120
_MOST_SOURCE = 500
_MOST_NAME = 30
_LEAST_SOURCE = 6
_SECOND_OF_MAY_SINCE = 2025  # 全国年节及纪念日放假办法 as revised in 2024
_LUNAR = (
    ("春节", (1, 20), (2, 24), 4),  # the new moon falls between 21 January and 21 February
    ("清明节", (4, 4), (4, 6), 1),
    ("端午节", (5, 25), (6, 28), 1),
    ("中秋节", (9, 6), (10, 9), 1),
)
"""Holidays without a fixed date: name, the span they can fall into, days off in a row (Art. 2 of the same)."""


def arrangement_from(value: object, source: str = "") -> CalendarYear:
    """The arrangement of a parsed file; ``source``: the importer's statement of its origin, added to the file's.

    ``version`` of the result is empty: the import numbers it. Raises BadInput in one sentence.
    """
    if not isinstance(value, Mapping):
        raise BadInput("放假日历文件应是一组“键: 值”。", field="file")
    if value.get("year") is None:
        raise BadInput("放假日历没有写明是哪一年（year）。", field="year")
    if not isinstance(value["year"], int):
        raise BadInput("放假日历里的 year 应是四位年份，请改正后再导入。", field="year")
    form = _from_days(value) if "days" in value else value
    values = {**form, "source": _source(form.get("source"), source), "version": "-"}
    year = calendar_from(values).years
    (found,) = year.values()
    _check_names(found)
    _check_statutory(found)
    return CalendarYear(found.year, found.official, found.off, found.worked, "", found.source, found.names)


def _from_days(data: Mapping[str, object]) -> dict[str, object]:
    """Our own format of a holiday-cn file."""
    rows = data["days"]
    year = data["year"]
    if not isinstance(rows, list):
        raise BadInput("放假日历里的 days 应是一个列表。", field="days")
    if not rows:
        raise BadInput(f"{year}年的 days 是空的：放假安排还没有公布，等公布后再导入。", field="days")
    if len(rows) > _MOST_DAYS:
        raise BadInput(f"{year}年的 days 有{len(rows)}天，一年的放假安排不会这么多，请核对。", field="days")
    off: list[object] = []
    worked: list[object] = []
    for number, row in enumerate(rows, 1):
        if not isinstance(row, Mapping) or not isinstance(row.get("isOffDay"), bool):
            raise BadInput(
                f"days 的第{number}条应写 name、date 和 isOffDay（true 或 false）。", field=f"days[{number}]"
            )
        day = row.get("date")
        if row["isOffDay"]:
            off.append({"name": row.get("name"), "from": day, "to": day})
        else:
            worked.append(day)
    return {"year": year, "status": "official", "source": _papers(data), "off": off, "worked": worked}


def _papers(data: Mapping[str, object]) -> str:
    papers = data.get("papers", [])
    if not isinstance(papers, list) or not all(isinstance(p, str) for p in papers):
        raise BadInput("放假日历里的 papers 应是通知网址的列表。", field="papers")
    return "；".join(p.strip() for p in papers if p.strip())


def _source(in_file: object, values: str) -> str:
    """The source of the arrangement: the file's and the importer's statements."""
    if in_file is not None and not isinstance(in_file, str):
        raise BadInput("放假日历里的 source 应写成文字。", field="source")
    whole = "；".join(dict.fromkeys(t for t in ((in_file or "").strip(), values.strip()) if t))
    if len(whole) < _LEAST_SOURCE:
        raise BadInput(
            "没有写明依据哪份文件：请在文件里写 source（或 papers），"
            '或加 --source "国务院办公厅关于……的通知（文号或网址）"。',
            field="source",
        )
    if len(whole) > _MOST_SOURCE or any(unicodedata.category(c).startswith("C") for c in whole):
        raise BadInput(f"依据文件要写成一行文字，不超过{_MOST_SOURCE}字。", field="source")
    return whole


def _check_names(year: CalendarYear) -> None:
    """Names of holidays must be short and printable."""
    for name in year.names.values():
        if len(name) > _MOST_NAME or not name.isprintable():
            raise BadInput(
                f"{year.year}年放假日历里的节日名称要写成一行文字，不超过{_MOST_NAME}字。", field="name"
            )


def _check_statutory(year: CalendarYear) -> None:
    """Every statutory day is a day off in any arrangement (放假办法 Art. 2); else the file is incomplete."""
    fixed = [(m, d) for m, d in FIXED_HOLIDAYS if (m, d) != (5, 2) or year.year >= _SECOND_OF_MAY_SINCE]
    missing = [f"{m}月{d}日" for m, d in fixed if date(year.year, m, d) not in year.off]
    missing += [name for name, first, last, days in _LUNAR if _longest(year, first, last) < days]
    if missing:
        raise BadInput(
            f"{year.year}年放假日历缺少法定节假日：{'、'.join(missing)}。文件可能不完整，请核对通知原文。",
            field="off",
        )


def _longest(year: CalendarYear, first: tuple[int, int], last: tuple[int, int]) -> int:
    """The most days off in a row between two dates of the year."""
    begin, end = date(year.year, *first), date(year.year, *last)
    longest = row = 0
    for n in range((end - begin).days + 1):
        row = row + 1 if begin + timedelta(days=n) in year.off else 0
        longest = max(longest, row)
    return longest
