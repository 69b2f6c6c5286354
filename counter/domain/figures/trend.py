"""A row of periods: what the last one is among them, in one sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from counter.domain.figures.words import compared

_LEAST_FOR_EXTREME = 4
"""Periods of which one may be called the highest: of two or three it says nothing."""


@dataclass(frozen=True, slots=True)
class Point:
    """One period. ``value`` None: it cannot be told, or there is nothing to divide by; ``words``: the number with its
    unit, or why there is none. ``year_ago``, ``ago_words``: the same period a year before. ``running``: not over yet.
    """

    label: str
    value: float | None
    words: str
    year_ago: float | None = None
    ago_words: str = ""
    running: bool = False

    @property
    def spoken(self) -> str:
        """The period, its number, and last year's."""
        ago = f"，去年同期{self.ago_words}" if self.ago_words else ""
        return f"{self.label} {self.words}{ago}{'（还没到期末）' if self.running else ''}"


def trend_finding(points: Sequence[Point], unit: str) -> str:
    """What the newest finished period is among the finished ones; "" where there is nothing to compare. One that still
    runs is never called low for the days that have not come: the one before it is named instead.
    """
    over = [point for point in points if not point.running]
    newest = over[-1] if over else None
    if newest is None or newest.value is None:
        return ""
    others = [point.value for point in over[:-1] if point.value is not None]
    said = []
    if len(others) + 1 >= _LEAST_FOR_EXTREME and not min(others) <= newest.value <= max(others):
        said.append(f"{len(others) + 1}期里{'最高' if newest.value > max(others) else '最低'}")
    elif len(over) > 1 and over[-2].value is not None:
        said.append(compared(newest.value, over[-2].value, unit, "上期"))
    if newest.year_ago is not None:
        said.append(compared(newest.value, newest.year_ago, unit, "去年同期"))
    lead = newest.label if said and points[-1].running else ""
    return lead + "，".join(said)
