"""Numbers as a person says them: with their unit, a part with its whole, a change with its direction."""

from __future__ import annotations

from collections.abc import Sequence

from counter.domain.figures.small_groups import LEAST_RATE

_MOST_NAMED = 2


def tenths(number: float) -> str:
    """With one decimal, without it where the number is whole: ``13.8``, ``15``."""
    return f"{number:.1f}".removesuffix(".0")


def percent(part: int, of: int) -> str:
    """``97.6%``; 100% and 0% only where they are exact. Of few, both numbers: ``3项里2项`` says the caller."""
    found = round(part * 1000 / of)
    if 0 < part < of:
        found = min(max(found, 1), 999)
    return f"{tenths(found / 10)}%"


def part_words(part: int, of: int, unit: str) -> str:
    """A part of a whole: in a hundred from ``LEAST_RATE`` on, with both numbers; ``—`` of nothing."""
    if not of:
        return "—"
    return f"{percent(part, of)}（{part}/{of}{unit}）" if of >= LEAST_RATE else f"{of}{unit}里{part}{unit}"


def listed(names: Sequence[str]) -> str:
    """``农牧局``, ``农牧局和税务局``, ``农牧局等3个``: never more than two names in a title."""
    if len(names) <= _MOST_NAMED:
        return "和".join(names)
    return f"{names[0]}等{len(names)}个"


def compared(now: float, then: float, unit: str, than: str) -> str:
    """``比上期多2项``, ``比上期低1.2个百分点``, ``和上期一样``. Parts of numbers are higher, whole ones more."""
    if tenths(now) == tenths(then):
        return f"和{than}一样"
    measured = unit.startswith(("个百分点", "个工作日"))
    more, less = ("高", "低") if measured else ("多", "少")
    return f"比{than}{more if now > then else less}{tenths(abs(now - then))}{unit}"
