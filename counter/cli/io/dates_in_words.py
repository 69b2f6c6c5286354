"""Dates, periods and calendars: read from a command line, written as text and as plain values."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, timedelta

from counter.domain.calendar.workdays import (
    Calendar,
    CalendarYear,
    Reckoned,
    Rest,
    rests_between,
    worked_weekends,
)
from counter.domain.errors import BadInput
from counter.domain.guide.model import TimeUnit
from counter.domain.text.day_input import read_whole_day
from counter.domain.text.day_words import day_text
from counter.services.hall.import_calendar import Imported

MOST_DAYS = 3650
MOST_NUMBERS = 10
"""So many case numbers are listed; their count is always given."""

_MOST_RESTS = 20
_YEARS = range(2000, 2101)
_UNITS = {
    "working": TimeUnit.WORKING,
    "工作日": TimeUnit.WORKING,
    "natural": TimeUnit.NATURAL,
    "自然日": TimeUnit.NATURAL,
}
_UNIT_WORDS = {TimeUnit.WORKING: "个工作日", TimeUnit.NATURAL: "个自然日"}
_WEEKDAYS = "一二三四五六日"
_ONE_DAY = timedelta(days=1)


def read_day(text: str) -> date:
    """A day with its year, in any form that people write. Raises BadInput."""
    try:
        day = read_whole_day(text)
    except BadInput as wrong:
        raise BadInput(wrong.sentence, field="日期") from wrong
    if day.year not in _YEARS:
        raise BadInput(f"“{text[:40]}”不是日期，年份要在{_YEARS[0]}到{_YEARS[-1]}之间。", field="日期")
    return day


def read_count(text: str) -> int:
    """A number of days from 0 to 3650. Raises BadInput."""
    plain = unicodedata.normalize("NFKC", text).strip()
    if not re.fullmatch(r"[0-9]{1,9}", plain) or int(plain) > MOST_DAYS:
        raise BadInput(f"天数要写 0 到 {MOST_DAYS} 的整数，不能是“{text[:40]}”。", field="天数")
    return int(plain)


def read_unit(text: str) -> TimeUnit:
    """``working`` or ``natural``. Raises BadInput."""
    unit = _UNITS.get(text.strip().lower())
    if unit is None:
        raise BadInput(
            f"单位只能是 working（工作日）或 natural（自然日），不能是“{text[:40]}”。", field="单位"
        )
    return unit


def due_data(
    calendar: Calendar, start: date, count: int, unit: TimeUnit, reckoned: Reckoned
) -> dict[str, object]:
    """A computed date as plain values."""
    skipped = _skipped(calendar, start, count, unit, reckoned)
    return {
        "date": reckoned.day.isoformat(),
        "provisional": reckoned.provisional,
        "calendar": calendar.version,
        "days": count,
        "unit": unit.value,
        "from": start.isoformat(),
        "skipped": [{"name": r.name, "from": r.first.isoformat(), "to": r.last.isoformat()} for r in skipped],
    }


def due_words(calendar: Calendar, start: date, count: int, unit: TimeUnit, reckoned: Reckoned) -> str:
    """A computed date as text, with the skipped days and its certainty."""
    day = reckoned.day
    sure = "（暂定）" if reckoned.provisional else ""
    lines = [
        f"{day_text(start)}（当日不算）起 {count} {_UNIT_WORDS[unit]}：{day_text(day)} 星期{_weekday(day)}{sure}"
    ]
    skipped = _skipped(calendar, start, count, unit, reckoned)
    if skipped:
        listed = "、".join(_rest_words(r, start.year) for r in skipped[:_MOST_RESTS])
        more = f"……共 {sum((r.last - r.first).days + 1 for r in skipped)} 天"
        why = "跳过休息日" if unit is TimeUnit.WORKING else "届满在休息日，顺延跳过"
        lines.append(f"{why}：{listed}{more if len(skipped) > _MOST_RESTS else ''}")
    worked = worked_weekends(calendar, start + _ONE_DAY, day) if unit is TimeUnit.WORKING and count else ()
    if worked:
        listed = "、".join(f"{_short(d, start.year)}（星期{_weekday(d)}）" for d in worked[:_MOST_RESTS])
        lines.append(f"调休上班，照算：{listed}{'……' if len(worked) > _MOST_RESTS else ''}")
    if reckoned.provisional:
        lines.append("暂定：有的年份放假安排还没有导入（counter calendar list），导入后日期可能变。")
    lines.append(f"日历：{calendar.version}")
    return "\n".join(lines)


def list_data(calendar: Calendar) -> dict[str, object]:
    """The known years, as plain values."""
    return {
        "calendar": calendar.version,
        "years": [year_data(calendar.years[year]) for year in sorted(calendar.years)],
    }


def list_words(calendar: Calendar) -> str:
    """The known years, as text."""
    return "\n".join(_year_words(calendar.years[year]) for year in sorted(calendar.years))


def year_data(year: CalendarYear) -> dict[str, object]:
    """One year, as plain values."""
    return {
        "year": year.year,
        "version": year.version,
        "official": year.official,
        "off": len(year.off),
        "worked": len(year.worked),
        "source": year.source,
    }


def import_data(done: Imported) -> dict[str, object]:
    """The result of an import, as plain values."""
    return {
        **year_data(done.year),
        "imported": done.new,
        "replaced": done.replaced,
        "calendar": done.calendar.version,
        "affected": {"count": len(done.touched), "numbers": list(done.touched[:MOST_NUMBERS])},
    }


def import_words(done: Imported) -> str:
    """The result of an import, as text."""
    year = done.year
    if not done.new:
        return f"{year.year}年的放假安排与现行的（{year.version}）逐日相同，没有改动。"
    instead = f"，替换 {done.replaced}" if done.replaced else ""
    lines = [
        f"已导入{_year_words(year)}{instead}。",
        "从现在起按它推算期限，已经打开的窗口也是。",
    ]
    if done.touched:
        listed = "、".join(done.touched[:MOST_NUMBERS])
        more = "等" if len(done.touched) > MOST_NUMBERS else ""
        lines.append(
            f"有 {len(done.touched)} 件未办结的办件，期限落在{year.year}年，可能受影响，已告知的日期没有改，请核对："
            f"{listed}{more}"
        )
    return "\n".join(lines)


def _year_words(year: CalendarYear) -> str:
    state = "正式" if year.official else "暂定，放假安排未导入"
    days = f"放假 {len(year.off)} 天（含连休的周末），调休上班 {len(year.worked)} 天"
    return f"{year.year}年（{state}，{year.version}）：{days}。依据：{year.source}"


def _skipped(
    calendar: Calendar, start: date, count: int, unit: TimeUnit, reckoned: Reckoned
) -> tuple[Rest, ...]:
    """Rest days that extended the period: all of them, or for natural days those at its end."""
    if not count:
        return ()
    first = start + (_ONE_DAY if unit is TimeUnit.WORKING else timedelta(days=count))
    return rests_between(calendar, first, reckoned.day)


def _rest_words(rest: Rest, year: int) -> str:
    if rest.first == rest.last:
        return f"{_short(rest.first, year)}（{rest.name}）"
    to = rest.last
    end = f"{to.day}日" if (to.year, to.month) == (rest.first.year, rest.first.month) else _short(to, year)
    return f"{_short(rest.first, year)}至{end}（{rest.name}）"


def _short(day: date, year: int) -> str:
    return f"{day.month}月{day.day}日" if day.year == year else day_text(day)


def _weekday(day: date) -> str:
    return _WEEKDAYS[day.weekday()]
