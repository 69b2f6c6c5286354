"""Checks of terms: shortened promises, at-once items, statutory and promised time with their units."""

from __future__ import annotations

from collections.abc import Iterator

from counter.domain.authoring.lint.days_in_text import disagreement
from counter.domain.authoring.lint.finding import GOOD, LintVerdict, Severity, Tally, missing, wrong
from counter.domain.authoring.lint.subject import Subject
from counter.domain.guide.details import Handling
from counter.domain.guide.model import TimeLimit, TimeUnit


def shortened(s: Subject) -> Iterator[LintVerdict]:
    """Days saved by the promise, of the statutory days (指标1: 缩减的比例达到50%).

    The unit is a day, so that the share of a department is that of its days. A promise in another unit cannot be
    compared, nor can one with a statutory term that nobody has read at its source; an item without a statutory number
    of days does not count at all.
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
    """Marked 即办件 or 承诺件, and in agreement with the promise (指标2: 即办件占比达到20%)."""
    promise = s.item.promised
    immediate = promise is not None and promise.unit is TimeUnit.AT_ONCE
    match s.said.handling:
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
