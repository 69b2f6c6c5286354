"""The small sentences under a day's numbers: each beside the same weekday a week before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from counter.domain.figures.small_groups import LEAST_RATE
from counter.domain.figures.words import listed, part_words, percent

_LONG_NAME = 12
_WEEKDAYS = "一二三四五六日"


@dataclass(frozen=True, slots=True)
class NumberSaid:
    """A number with its unit, and the sentence under it."""

    number: str
    unit: str
    note: str


def intake_words(cases: int, items: int, last_week: int, then: date) -> NumberSaid:
    """How many cases came in, with their items."""
    return NumberSaid(str(cases), "件", f"{items}项；{_day(then)}{last_week}件")


def answer_words(part: int, of: int, part_then: int, of_then: int, then: date) -> NumberSaid:
    """How many of the day's answers were given within a working day; in a hundred only of enough."""
    ago = f"{_day(then)}{_short(part_then, of_then)}" if of_then else f"{_day(then)}没有答复"
    if not of:
        return NumberSaid("—", "", f"今天还没有答复；{ago}")
    if of < LEAST_RATE:
        return NumberSaid(str(part), f"/{of}项", ago)
    return NumberSaid(percent(part, of), "", f"{part}/{of}项；{ago}")


def correction_words(
    corrected: int, again: int, answered: int, missed: Sequence[tuple[str, int]]
) -> NumberSaid:
    """How many items were told to correct, their part of the answers, and what was missed most."""
    parts = []
    if corrected and answered >= max(LEAST_RATE, corrected):
        parts.append(f"占答复的{percent(corrected, answered)}")
    if again:
        parts.append(f"二次补正{again}项")
    if missed:
        parts.append(f"最多缺：{listed([_brief(name) for name, _ in missed])}（{missed[0][1]}件）")
    return NumberSaid(
        str(corrected), "项", "；".join(parts) or ("今天没有补正" if not corrected else "没有哪样缺得多")
    )


def waiting_words(waiting: int, long: int, days: int) -> NumberSaid:
    """Results that wait to be collected, and those that wait too long."""
    return NumberSaid(str(waiting), "份", f"满{days}天的{long}份" if long else f"没有满{days}天的")


def _day(then: date) -> str:
    return f"上周{_WEEKDAYS[then.weekday()]}"


def _short(part: int, of: int) -> str:
    return percent(part, of) if of >= LEAST_RATE else part_words(part, of, "项")


def _brief(name: str) -> str:
    """A long name without what stands in brackets at its end."""
    return name.partition("（")[0] or name if len(name) > _LONG_NAME else name
