"""Parse a moment as people type it at a counter: 14:30, 昨天 14:30, 11-24 14:30, 11月24日下午2点半 and the like."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime, time

from counter.domain.calendar.workdays import CHINA, civil_date
from counter.domain.errors import BadInput
from counter.domain.text.day_input import read_day
from counter.domain.text.day_words import day_text

_TIME = re.compile(
    r"(?P<day>.*?)[ T]?(?P<half>上午|早上|凌晨|中午|下午|傍晚|晚上)? ?"
    r"(?P<h>\d{1,2}) ?(?:(?P<colon>:)(?P<m>\d{2})(?::(?P<s>\d{2})(?:\.\d+)?)?"
    r"|[点时](?: ?(?:(?P<minute>\d{1,2}) ?分?|(?P<half_past>半)|整))?)",
    re.ASCII,
)
_DIGITS_AFTER = re.compile(r"(?<= )([01]\d|2[0-3])([0-5]\d)$", re.ASCII)
"""0930 behind a day; alone it might be the day 9月30日."""
_DIGITS_ALONE = re.compile(r"^(\d{1,2})[.。]?([0-5]\d)$", re.ASCII)
"""0930, 930, 9.30 where nothing but a time is asked for."""
_AFTERNOON = ("下午", "傍晚", "晚上")
_NOON, _NIGHT, _AT_NOON = 12, "凌晨", "中午"


def read_moment(text: str, now: datetime, field: str = "at") -> datetime:
    """The moment, aware; nothing or 现在: ``now``. Without a day it is today, without a year the nearest.

    Raises BadInput for what is none, and for a day without its time: nobody makes one up.
    """
    plain = re.sub(r"\s+", " ", unicodedata.normalize("NFKC", text)).strip()
    if plain in ("", "现在"):
        return now
    today = civil_date(now)
    if _is_day(plain, today):
        raise BadInput(f"“{plain}”没有写几点几分，请写成 {_example(now)} 这样。", field=field)
    found = _TIME.fullmatch(_DIGITS_AFTER.sub(r"\1:\2", plain))
    clock = None if found is None else _time_of(found.groupdict())
    if found is None or clock is None:
        raise BadInput(f"“{plain[:30]}”不是时间，请写成 {_example(now)} 这样。", field=field)
    return datetime.combine(_day_of(found["day"].strip(), today, now, field), clock, CHINA)


def moment_on(day: date, clock: str, field: str = "at") -> datetime:
    """That time of day (14:30, 下午2点半) on ``day``. Raises BadInput for what is no time."""
    plain = re.sub(r"\s+", " ", unicodedata.normalize("NFKC", clock)).strip()
    found = _TIME.fullmatch(_DIGITS_ALONE.sub(r"\1:\2", plain))
    at = None if found is None or found["day"].strip() else _time_of(found.groupdict())
    if at is None:
        raise BadInput(f"“{plain[:30]}”不是几点几分，请写成 14:30 这样。", field=field)
    return datetime.combine(day, at, CHINA)


def moment_in_full(at: datetime) -> str:
    """The moment as people write it: 2026年11月24日 14:30."""
    local = at.astimezone(CHINA)
    return f"{day_text(local)} {local:%H:%M}"


def _is_day(plain: str, today: date) -> bool:
    try:
        read_day(plain, today)
    except BadInput:
        return False
    return True


def _day_of(words: str, today: date, now: datetime, field: str) -> date:
    try:
        return read_day(words, today, field)
    except BadInput as wrong:
        raise BadInput(f"“{words[:30]}”不是日期，请写成 {_example(now)} 这样。", field=field) from wrong


def _time_of(parts: dict[str, str | None]) -> time | None:
    """The time of day; None where no clock has it."""
    hour, half = int(parts["h"] or 0), parts["half"]
    minute = 30 if parts["half_past"] else int(parts["m"] or parts["minute"] or 0)
    if (half in _AFTERNOON and hour < _NOON) or (half == _AT_NOON and hour < _NOON - 1):
        hour += _NOON
    elif half == _NIGHT and hour == _NOON:
        hour = 0
    try:
        return time(hour, minute, int(parts["s"] or 0))
    except ValueError:
        return None


def _example(now: datetime) -> str:
    return f"{now.astimezone(CHINA):%m-%d %H:%M}"
