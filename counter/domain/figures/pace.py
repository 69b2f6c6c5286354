"""How long each organ takes, against what it promised: who is said to be slowest, and who is too small to be told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from counter.domain.figures.small_groups import LEAST_GROUP, hidden_groups
from counter.domain.figures.words import listed, tenths

DAYS = "个工作日"
PACE_WHY = f"不足{LEAST_GROUP}项的不算平均；只有一个这样的，连同项数次少的一个也不算，免得相减看出是哪一件。"
NEAR_PART = 0.9
"""From this part of the limit on it is said to be near."""


class Limit(StrEnum):
    """What an organ's days are held against: what it promised, where that is not published what the law gives."""

    PROMISE = "promise"
    LAW = "law"
    NONE = "none"

    @property
    def label(self) -> str:
        """In plain Chinese."""
        return {Limit.PROMISE: "承诺", Limit.LAW: "法定时限", Limit.NONE: "指南没有时限"}[self]


@dataclass(frozen=True, slots=True)
class PaceCount:
    """An organ's items that ended after their acceptance, their working days together; of them those with a promise,
    and those with a limit of the law, with their days and the days they were given.
    """

    decided: int
    decided_days: int = 0
    kept: int = 0
    kept_days: int = 0
    promised: int = 0
    lawful: int = 0
    lawful_days: int = 0
    given: int = 0

    def basis(self) -> tuple[Limit, int, int, int]:
        """What they are held against, how many, their days and the limit's: the promise where enough items have one."""
        if self.kept >= LEAST_GROUP:
            return Limit.PROMISE, self.kept, self.kept_days, self.promised
        if self.lawful >= LEAST_GROUP:
            return Limit.LAW, self.lawful, self.lawful_days, self.given
        return Limit.NONE, self.decided, self.decided_days, 0


@dataclass(frozen=True, slots=True)
class Pace:
    """One organ's. ``mean``, ``given``: working days of one item, and those of its limit; ``before``: the mean of the
    time before, by the same limit. ``mean`` None: too few items to be told; ``given`` None: no limit is known.
    """

    organ: str
    limit: Limit
    mean: float | None
    given: float | None = None
    before: float | None = None

    @property
    def part(self) -> float | None:
        """How much of the limit was used: above 1 it was broken on average. None where none is told."""
        if self.mean is None or self.given is None:
            return None
        if not self.given:
            return 1.0 + self.mean if self.mean else 0.0
        return self.mean / self.given

    @property
    def words(self) -> str:
        """The numbers beside its bar."""
        if self.mean is None:
            return "件数少，不算平均"
        if self.given is None:
            return f"平均{tenths(self.mean)}{DAYS}，{self.limit.label}"
        return f"平均{tenths(self.mean)}，{self.limit.label}{tenths(self.given)}{DAYS}"

    @property
    def state(self) -> str:
        """What the bar's colour says, in a word: ``超承诺``, ``快到承诺``; "" where there is nothing to say."""
        part = self.part
        if part is None or part < NEAR_PART:
            return ""
        return f"{'超' if part > 1 else '快到'}{self.limit.label}"


def paces(now: Mapping[str, PaceCount], before: Mapping[str, PaceCount]) -> tuple[Pace, ...]:
    """Of every organ that decided anything, who used most of the limit first, then those without one, the
    slowest first; those too small last, by name.
    """
    here = {organ: one for organ, one in now.items() if one.decided}
    hidden, untold = (
        hidden_groups({organ: one.decided for organ, one in side.items()}) for side in (here, before)
    )
    found = []
    for organ, one in here.items():
        limit, items, days, given = one.basis()
        if organ in hidden:
            found.append(Pace(organ, Limit.NONE, None))
            continue
        then = None if organ in untold or organ not in before else before[organ].basis()
        earlier = then[2] / then[1] if then is not None and then[0] is limit and then[1] else None
        mean_given = None if limit is Limit.NONE else given / items
        found.append(Pace(organ, limit, days / items, mean_given, earlier))
    return tuple(
        sorted(
            found, key=lambda p: (p.mean is None, p.part is None, -(p.part or 0.0), -(p.mean or 0.0), p.organ)
        )
    )


def pace_finding(found: Sequence[Pace]) -> str:
    """The sentence over them: who is slowest, by how much, and what was promised."""
    told = [one for one in found if one.part is not None]
    if not found:
        return "没有要算天数的办结"
    if not any(one.mean is not None for one in found):
        return f"办结都不足{LEAST_GROUP}项，不算平均"
    if not told:
        first = found[0]
        return f"{first.organ}平均{tenths(first.mean or 0)}{DAYS}{'，最慢' if len(found) > 1 else ''}；指南没有时限"
    first = told[0]
    same = [one for one in told if one.words == first.words]
    names, limit = listed([one.organ for one in same]), first.limit.label
    over = sum((one.part or 0.0) > 1 for one in told)
    numbers = ("都是" if len(same) > 1 else "") + f"平均{tenths(first.mean or 0)}{DAYS}"
    given = f"{limit}{tenths(first.given or 0)}{DAYS}"
    if len(told) == 1:
        return f"{names}{numbers}，{'超过' if over else ''}{given}"
    slowest = max(one.mean or 0.0 for one in found) == first.mean
    if over > len(same):
        return f"{over}个部门平均超过期限，{names}超得最多，{numbers}，{given}"
    if over:
        return (
            f"{names}{'最慢' if slowest else f'超过{limit}'}，{numbers}，{'超过' if slowest else ''}{given}"
        )
    return f"{names}{'最慢' if slowest else f'用掉{limit}最多'}，{numbers}，{given}"
