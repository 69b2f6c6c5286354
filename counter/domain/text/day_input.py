"""Parse a day as people type it at a counter: 12.4, 12月4日, 20261204, 今天, 下周五, 十二月四日 and the like.

Full matches only: text around a date is an error (2026-11-24今天), and nothing is guessed that two people would read
differently.
"""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from datetime import date, timedelta

from counter.domain.errors import BadInput
from counter.domain.text.day_words import near_day_text

_YEAR = r"(?P<y>\d{4}|\d{2})"
_FORMS = tuple(
    re.compile(form, re.ASCII)
    for form in (
        _YEAR + r"(?P<s>[-./ ])(?P<m>\d{1,2})(?P=s)(?P<d>\d{1,2})",
        _YEAR + r"年(?P<m>\d{1,2})月(?P<d>\d{1,2})[日号]?",
        r"(?P<y>\d{4})(?P<m>\d{2})(?P<d>\d{2})",
        r"(?P<m>\d{1,2})[-./ ](?P<d>\d{1,2})",
        r"(?P<m>\d{1,2})月(?P<d>\d{1,2})[日号]?",
        r"(?P<m>\d{2})(?P<d>\d{2})",
    )
)
_ISO = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")

_NEAR = {
    "今天": 0,
    "今日": 0,
    "明天": 1,
    "明日": 1,
    "后天": 2,
    "大后天": 3,
    "昨天": -1,
    "昨日": -1,
    "前天": -2,
}
_AWAY = re.compile(r"(?P<n>\d{1,3})[天日](?P<way>以?后|以?前)", re.ASCII)
_WEEKDAY = re.compile(r"(?P<week>[本这下上]?)个?(?:周|星期|礼拜)(?P<day>[一二三四五六日天])")
_SAID_TOO = re.compile(r"(?P<rest>.*\d[日号]?)[ (]*(?:周|星期|礼拜)(?P<day>[一二三四五六日天])\)?")
"""A date with its weekday behind it, as the program itself shows it."""

_WEEKS = {"": 0, "本": 0, "这": 0, "下": 7, "上": -7}
_DAYS = "一二三四五六日"
_CHINESE = str.maketrans("〇零○一二三四五六七八九", "000123456789")
_CHINESE_NUMBER = re.compile("[〇零○一二三四五六七八九十]+(?=[年月日号])")
_DASHES = str.maketrans(
    dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-") | dict.fromkeys("。、·", ".")
)
_AROUND_MARKS = re.compile(r"\s*([-./年月日号])\s*")

_FIRST, _LAST = 1900, 2199
"""Range of years accepted."""

_MONTHS, _MOST_DAYS = 12, 31
_SHOWN = 20
_SOME_DAY = date(2026, 12, 4)
"""An example where nobody knows what day it is."""


def read_day(text: str, today: date, field: str = "day") -> date:
    """The day. Without a year it is the one nearest to ``today``; a weekday is one of this week.

    Raises BadInput for anything else.
    """
    plain = _plain(text)
    if plain == "":
        return today
    said = _SAID_TOO.fullmatch(plain)
    day = _named(plain, today) or _written(said["rest"] if said else plain, today, field)
    if day is None or not _FIRST <= day.year <= _LAST:
        raise BadInput(f"“{_short(text)}”不是日期，请写成 {today.isoformat()} 这样。", field=field)
    if said and not _same_weekday(said["day"], day):
        raise BadInput(f"{day_in_words(day, today)}，不是周{said['day']}，请核对是哪一天。", field=field)
    return day


def read_whole_day(text: str, field: str = "day") -> date:
    """A day written out with its year, as files and registers need it, for they are read years later.

    Raises BadInput for anything else.
    """
    if re.match(r"[0-9]{4}", _plain(text)):
        return read_day(text, _SOME_DAY, field)
    raise BadInput(f"“{_short(text)}”要写全年月日，例如 {_SOME_DAY.isoformat()}。", field=field)


def day_in_words(day: date, today: date) -> str:
    """A day as it is said back: 12月4日 周五; with the year where it is another one."""
    return f"{near_day_text(day, today)} 周{_DAYS[day.weekday()]}"


def iso_day(text: str) -> date | None:
    """A day in the form 2026-11-20, as files write it; None for anything else.

    ``date.fromisoformat`` alone would also accept week dates such as 2026-W47-1.
    """
    try:
        return date.fromisoformat(text) if _ISO.fullmatch(text) else None
    except ValueError:
        return None


def _plain(text: str) -> str:
    """Half width, Chinese numbers as digits, dashes and blanks as people mean them."""
    plain = unicodedata.normalize("NFKC", text).translate(_DASHES).strip()
    if "月" in plain:
        plain = _CHINESE_NUMBER.sub(_digits, plain)
    return _AROUND_MARKS.sub(r"\1", plain)


def _digits(found: re.Match[str]) -> str:
    """二〇二六 → 2026, 十二 → 12, 二十 → 20."""
    tens, ten, ones = found[0].partition("十")
    if not ten:
        return tens.translate(_CHINESE)
    if len(tens) > 1 or len(ones) > 1:
        return found[0]
    return f"{tens.translate(_CHINESE) or 1}{ones.translate(_CHINESE) or 0}"


def _named(plain: str, today: date) -> date | None:
    if plain in _NEAR:
        return today + timedelta(days=_NEAR[plain])
    if away := _AWAY.fullmatch(plain):
        return today + timedelta(days=int(away["n"]) * (1 if away["way"].endswith("后") else -1))
    if named := _WEEKDAY.fullmatch(plain):
        monday = today - timedelta(days=today.weekday())
        return monday + timedelta(days=_WEEKS[named["week"]] + _number_of(named["day"]))
    return None


def _written(plain: str, today: date, field: str) -> date | None:
    """The nearest such day; None for what is no date. Raises BadInput where no calendar has it or where it may be
    one of two."""
    if re.fullmatch(r"[0-9]{3}", plain):
        return _of_three_digits(plain, today, field)
    found = next(filter(None, (form.fullmatch(plain) for form in _FORMS)), None)
    if found is None:
        if re.fullmatch(r"[0-9]{1,2}[日号]?", plain):
            words = f"“{plain}”没有写几月，请写成 {today.month}-{today.day} 或者 {today.isoformat()} 这样。"
            raise BadInput(words, field=field)
        return None
    parts = found.groupdict()
    month, day = int(parts["m"]), int(parts["d"])
    year = _year(parts["y"]) if "y" in parts else None
    if not (1 <= month <= _MONTHS and 1 <= day <= _MOST_DAYS and (year is None or _FIRST <= year <= _LAST)):
        return None
    nearest = _nearest(year, month, day, today)
    if nearest is None:
        which = "" if year is None else f"{year}年"
        raise BadInput(f"{which}{month}月没有{day}日，请写成 {today.isoformat()} 这样。", field=field)
    return nearest


def _of_three_digits(plain: str, today: date, field: str) -> date | None:
    """925 is 9月25日; 112 may be 1月12日 or 11月2日."""
    ways = ((int(plain[:1]), int(plain[1:])), (int(plain[:2]), int(plain[2:])))
    days = [day for way in ways if (day := _nearest(None, *way, today)) is not None]
    if len(days) > 1:
        words = "还是".join(f"{day.month}月{day.day}日" for day in days)
        raise BadInput(f"“{plain}”是{words}？请写成 {today.isoformat()} 这样。", field=field)
    return days[0] if days else None


def _nearest(year: int | None, month: int, day: int, today: date) -> date | None:
    """That day, of the year nearest to ``today`` where none is given; None where no calendar has it."""
    years = (today.year - 1, today.year, today.year + 1) if year is None else (year,)
    if not (1 <= month <= _MONTHS and all(_FIRST <= y <= _LAST for y in years)):
        return None
    every = [date(y, month, day) for y in years if 1 <= day <= monthrange(y, month)[1]]
    return min(every, key=lambda d: abs(d - today), default=None)


def _year(text: str) -> int:
    return int(text) if len(text) == 4 else 2000 + int(text)


def _same_weekday(said: str, day: date) -> bool:
    return _number_of(said) == day.weekday()


def _number_of(weekday: str) -> int:
    return _DAYS.index("日" if weekday == "天" else weekday)


def _short(text: str) -> str:
    plain = " ".join(unicodedata.normalize("NFKC", text).split())
    return plain if len(plain) <= _SHOWN else f"{plain[:_SHOWN]}……"
