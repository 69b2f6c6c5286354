"""How long each organ takes, against what it promised: who is said to be slowest, and who is too small to be told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from counter.domain.figures.small_groups import LEAST_GROUP, hidden_groups
from counter.domain.figures.words import listed, tenths

DAYS = "个工作日"
PACE_WHY = f"不足{LEAST_GROUP}项的不算平均；只有一个这样的，连同项数次少的一个也不算，免得相减看出是哪一件。"
NEAR_PART = 0.9
"""From this part of the promise on it is said to be near."""


@dataclass(frozen=True, slots=True)
class PaceCount:
    """Items that ended after their acceptance and had a promise: how many, their working days together, and those that
    were promised together.
    """

    items: int
    days: int
    promised: int


@dataclass(frozen=True, slots=True)
class Pace:
    """One organ's. ``mean``, ``promise``: working days of one item; ``before``: the mean of the time before. None: too
    few items to be told, or none.
    """

    organ: str
    mean: float | None
    promise: float | None
    before: float | None = None

    @property
    def part(self) -> float | None:
        """How much of the promise was used: above 1 it was broken on average."""
        if self.mean is None or self.promise is None:
            return None
        if not self.promise:
            return 1.0 + self.mean if self.mean else 0.0
        return self.mean / self.promise

    @property
    def words(self) -> str:
        """The numbers beside its bar."""
        if self.mean is None or self.promise is None:
            return "件数少，不算平均"
        return f"平均{tenths(self.mean)}{DAYS}，承诺{tenths(self.promise)}"

    @property
    def state(self) -> str:
        """What the bar's colour says, in a word: ``超承诺``, ``快到承诺``; "" where there is nothing to say."""
        part = self.part
        if part is None or part < NEAR_PART:
            return ""
        return "超承诺" if part > 1 else "快到承诺"


def paces(now: Mapping[str, PaceCount], before: Mapping[str, PaceCount]) -> tuple[Pace, ...]:
    """Of every organ that ended anything, the one that used most of its promise first; those too small last, by name."""
    here = {organ: one for organ, one in now.items() if one.items}
    hidden, untold = (
        hidden_groups({organ: one.items for organ, one in side.items()}) for side in (here, before)
    )
    found = []
    for organ, one in here.items():
        if organ in hidden:
            found.append(Pace(organ, None, None))
            continue
        then = before.get(organ)
        known = then is not None and then.items and organ not in untold
        found.append(
            Pace(
                organ,
                one.days / one.items,
                one.promised / one.items,
                then.days / then.items if known and then is not None else None,
            )
        )
    return tuple(sorted(found, key=lambda p: (p.part is None, -(p.part or 0.0), p.organ)))


def pace_finding(found: Sequence[Pace]) -> str:
    """The sentence over them: who is slowest, by how much, and what was promised."""
    told = [one for one in found if one.part is not None]
    if not found:
        return "没有办结的承诺件"
    if not told:
        return f"办结都不足{LEAST_GROUP}项，不算平均"
    first = told[0]
    same = [one for one in told if one.words == first.words]
    names = listed([one.organ for one in same])
    over = sum((one.part or 0.0) > 1 for one in told)
    numbers = ("都是" if len(same) > 1 else "") + f"平均{tenths(first.mean or 0)}{DAYS}"
    promise = f"承诺{tenths(first.promise or 0)}{DAYS}"
    if len(told) == 1:
        return f"{names}{numbers}，{'超过' if over else ''}{promise}"
    slowest = max(one.mean or 0.0 for one in told) == first.mean
    if over > len(same):
        return f"{over}个部门平均超过承诺，{names}超得最多，{numbers}，{promise}"
    if over:
        return f"{names}{'最慢' if slowest else '超过承诺'}，{numbers}，{'超过' if slowest else ''}{promise}"
    return f"{names}{'最慢' if slowest else '离承诺最近'}，{numbers}，{promise}"
