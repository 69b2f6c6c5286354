"""Days as a term's wording says them, to compare with the number and unit beside it (indicators 12 and 13)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from counter.domain.guide.model import ProcedureClass, TimeLimit, TimeUnit

_DIGITS = {c: n for n, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_SAID = re.compile(
    r"(\d+|[零〇一二两三四五六七八九十百]+)(个)?(工作日|自然日|法定工作日|日|天|周|星期|个?月)"
)
_WEEK = {TimeUnit.WORKING: 5, TimeUnit.NATURAL: 7}


@dataclass(frozen=True, slots=True)
class DaysInText:
    """One number of days in a wording. ``unit`` None: 日 or 天, which may be either."""

    days: int
    unit: TimeUnit | None


def said_in(text: str, unit: TimeUnit | None) -> tuple[DaysInText, ...]:
    """Every number of days a wording names; weeks count as 5 or 7 days by the unit beside them."""
    found = []
    for number, _, word in _SAID.findall(text):
        days = number_of(number)
        if "月" in word:
            continue
        if word in ("周", "星期"):
            found.append(DaysInText(days * _WEEK.get(unit or TimeUnit.NATURAL, 7), unit))
            continue
        named = TimeUnit.WORKING if "工作" in word else TimeUnit.NATURAL if word == "自然日" else None
        found.append(DaysInText(days, named))
    return tuple(found)


def number_of(text: str) -> int:
    """An Arabic or Chinese number below 1000."""
    if text.isdigit():
        return int(text)
    total, last = 0, 0
    for char in text:
        if char == "百":
            total, last = total + (last or 1) * 100, 0
        elif char == "十":
            total, last = total + (last or 1) * 10, 0
        else:
            last = _DIGITS[char]
    return total + last


def disagreement(limit: TimeLimit, procedure: ProcedureClass) -> str:
    """Where the wording of a term and its number or unit contradict each other, in words; empty where they agree.

    日 of a licence runs in working days (行政许可法 第八十二条); elsewhere it is a natural day.
    """
    if limit.days is None:
        return ""
    said = said_in(limit.text, limit.unit)
    if not said:
        return ""
    same = [one for one in said if one.days == limit.days]
    if not same and limit.days != sum(one.days for one in said):  # stages may add up
        words = "、".join(str(one.days) for one in said)
        return f"文字里写的是{words}日，天数填的是{limit.days}"
    if not same or any(_fits(one, limit.unit, procedure) for one in same):
        return ""
    return f"文字“{limit.text}”与单位“{unit_words(limit.unit)}”不一致"


def _fits(one: DaysInText, unit: TimeUnit | None, procedure: ProcedureClass) -> bool:
    if one.unit is not None:
        return one.unit is unit
    if unit is TimeUnit.WORKING:
        return procedure is ProcedureClass.LICENCE
    return unit is TimeUnit.NATURAL


def unit_words(unit: TimeUnit | None) -> str:
    """The unit in words."""
    match unit:
        case TimeUnit.WORKING:
            return "工作日"
        case TimeUnit.NATURAL:
            return "自然日"
        case TimeUnit.AT_ONCE:
            return "即时办结"
        case None:
            return "未注明"
