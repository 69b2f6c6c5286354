"""Checks of terms: shortened promises, at-once items, statutory and promised time, wording against numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from counter.domain.authoring.lint.finding import GOOD, LintVerdict, Severity, Tally, missing, wrong
from counter.domain.authoring.lint.subject import Subject
from counter.domain.guide.details import Handling
from counter.domain.guide.model import ProcedureClass, TimeLimit, TimeUnit


def shortened(s: Subject) -> Iterator[LintVerdict]:
    """Days saved by the promise, of the statutory days (指标1: 缩减的比例达到50%).

    The unit is a day, so that a department's share is that of its days. A promise in another unit, or against a
    statutory term not read at its source, cannot be compared and is unknown; an item without a statutory number of
    days does not count.
    """
    legal, promise = s.item.statutory, s.item.promised
    if not legal.days or legal.unit is TimeUnit.AT_ONCE:
        return
    if promise is not None and promise.unit is legal.unit and (promise.days or 0) > legal.days:
        yield LintVerdict(
            Tally(unmet=legal.days),
            Severity.MUST,
            f"承诺时限{promise.days}日比法定时限{legal.days}日还长",
            "把承诺时限改到法定时限以内，或者核对法定时限是否填错。",
        )
    elif promise is None or not legal.evidence.official:
        yield LintVerdict(Tally(unknown=legal.days))
    elif promise.unit is TimeUnit.AT_ONCE:
        yield LintVerdict(Tally(met=legal.days))
    elif promise.days is None or promise.unit is not legal.unit:
        yield LintVerdict(Tally(unknown=legal.days))
    else:
        yield LintVerdict(Tally(met=legal.days - promise.days, unmet=promise.days))


def at_once(s: Subject) -> Iterator[LintVerdict]:
    """即办件 or 承诺件 is marked, consistent with the promise (指标2: 即办件占比达到20%)."""
    promise = s.item.promised
    immediate = promise is not None and promise.unit is TimeUnit.AT_ONCE
    match s.details.handling:
        case Handling.UNKNOWN:
            yield missing("没有标明是即办件还是承诺件", "由部门核定办件类型后填写“即办件”或“承诺件”。")
        case Handling.AT_ONCE if promise is not None and not immediate:
            yield wrong(
                f"标为即办件，承诺时限却写“{promise.text}”", "即办件的承诺时限写“即时办结”，或改为承诺件。"
            )
        case Handling.PROMISED if immediate:
            yield wrong("承诺时限是即时办结，却标为承诺件", "改为即办件，或核对承诺时限。")
        case Handling.AT_ONCE:
            yield GOOD
        case _:
            yield LintVerdict(Tally(unmet=1))


def statutory(s: Subject) -> Iterator[LintVerdict]:
    """法定办结时限 with its unit, read at its source (办法第九条；指标12)."""
    yield from _term(s, s.item.statutory, "法定办结时限")


def promised(s: Subject) -> Iterator[LintVerdict]:
    """承诺办结时限 with its unit (办法第九条；指标13)."""
    if s.item.promised is None:
        yield missing("没有承诺办结时限", "由部门按实际业务核定承诺天数，注明工作日还是自然日。")
    else:
        yield from _term(s, s.item.promised, "承诺办结时限")


def _term(s: Subject, limit: TimeLimit, name: str) -> Iterator[LintVerdict]:
    if limit.unit is TimeUnit.AT_ONCE:
        if limit.days:
            yield wrong(f"{name}既写即时办结又写{limit.days}天", "只留一个。")
        elif not limit.evidence.official:
            yield missing(f"{name}“{limit.text}”未在原文核对", "请部门对照依据原文核定。")
        else:
            yield GOOD
    elif limit.days is None:
        yield missing(
            f"{name}没有天数（现写：{limit.text or '空'}）", "由部门核定天数，注明工作日还是自然日。"
        )
    elif limit.days < 0:
        yield wrong(f"{name}是{limit.days}天", "改为实际天数。")
    elif limit.unit is None:
        yield wrong(f"{name}{limit.days}天没有说明是工作日还是自然日", "补上单位：工作日或自然日。")
    elif apart := disagreement(limit, s.item.procedure):
        yield wrong(f"{name}自相矛盾：{apart}", "核对依据原文，把文字、天数、单位改成一致。")
    elif not limit.evidence.official:
        yield missing(f"{name}“{limit.text}”未在原文核对", "请部门对照依据原文核定。")
    else:
        yield GOOD


_DIGITS = {c: n for n, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_DAYS_IN_WORDS = re.compile(
    r"(\d+|[零〇一二两三四五六七八九十百]+)(个)?(工作日|自然日|法定工作日|日|天|周|星期|个?月)"
)
_WEEK = {TimeUnit.WORKING: 5, TimeUnit.NATURAL: 7}


@dataclass(frozen=True, slots=True)
class DaysInText:
    """A number of days in a wording. ``unit`` None: 日 or 天, which may be either."""

    days: int
    unit: TimeUnit | None


def days_in(text: str, unit: TimeUnit | None) -> tuple[DaysInText, ...]:
    """Every number of days in a wording; weeks count as 5 or 7 days by the unit of the term."""
    found = []
    for number, _, word in _DAYS_IN_WORDS.findall(text):
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
    """How the wording of a term contradicts its number or unit; empty where they agree.

    日 of a licence are working days (行政许可法 第八十二条); elsewhere natural days.
    """
    if limit.days is None:
        return ""
    named = days_in(limit.text, limit.unit)
    if not named:
        return ""
    same = [one for one in named if one.days == limit.days]
    if not same and limit.days != sum(one.days for one in named):  # stages may add up
        words = "、".join(str(one.days) for one in named)
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
    """The unit in Chinese."""
    match unit:
        case TimeUnit.WORKING:
            return "工作日"
        case TimeUnit.NATURAL:
            return "自然日"
        case TimeUnit.AT_ONCE:
            return "即时办结"
        case None:
            return "未注明"
