"""The findings over the office's charts: computed from what may be told, so that no title says what a chart hides."""

from __future__ import annotations

from collections.abc import Sequence

from counter.domain.figures.trend import Point, trend_finding
from counter.domain.figures.words import listed
from counter.domain.ratings.figures import Figures, Group, Reason, Share

_WHOLE = 100.0
_NAMED = 2


def by_satisfaction(groups: Sequence[Group]) -> tuple[Group, ...]:
    """The least satisfied first, of equals the larger; hidden ones last, by name: their order tells nothing."""
    return tuple(
        sorted(groups, key=lambda g: (g.hidden, _value(g.satisfied), -(g.counted or 0), g.label, g.key))
    )


def whole_finding(total: Group) -> str:
    """Of all that counts: how many were satisfied, how many were not."""
    satisfied = total.satisfied
    if satisfied is None:
        return "没有计入的评价"
    bad = f"差评{total.bad}件" if total.bad else "没有差评"
    return f"满意的{satisfied.percent}，{bad}"


def group_finding(groups: Sequence[Group], whole: str) -> str:
    """Who is least satisfied among groups that may be told. ``whole``: what they all are together (各大厅)."""
    told = [(group, group.satisfied) for group in groups if group.satisfied is not None]
    if not told:
        return f"{whole}件数少，都不单列" if groups else f"{whole}没有计入的评价"
    values = [_value(satisfied) for _, satisfied in told]
    lowest = min(values)
    names = [group.label for group, satisfied in told if _value(satisfied) == lowest]
    percent = next(satisfied.percent for _, satisfied in told if _value(satisfied) == lowest)
    if len(told) == 1:
        return f"{names[0]}满意率{percent}"
    if len(names) == len(told):
        return f"{whole}满意率都是{percent}"
    return f"{listed(names)}满意率最低，{percent}"


def reason_finding(reasons: Sequence[Reason]) -> str:
    """What was said most often."""
    told = [(reason.words, reason.times) for reason in reasons if reason.times is not None]
    if not told:
        return "没有人选原因" if not reasons else "每条原因选的人都少，不单列"
    top = max(times for _, times in told)
    names = [f"“{words}”" for words, times in told if times == top]
    rest = "等" if len(names) > _NAMED else ""
    each = "各" if len(names) > 1 else ""
    return f"说得最多的是{'、'.join(names[:_NAMED])}{rest}（{each}{top}次）"


def satisfaction_points(groups: Sequence[Group]) -> tuple[Point, ...]:
    """满意率 of every month that there is; a small one is said to be hidden. The same month a year before beside it."""
    known = {group.key: group.satisfied for group in groups if group.satisfied is not None}
    return tuple(_point(group, known.get(_year_before(group.key))) for group in groups)


def trend_title(figures: Figures) -> str:
    """What the newest month is among the others."""
    points = satisfaction_points(figures.trend)
    newest = points[-1] if points else None
    if newest is None or newest.value is None:
        return "满意率走势"
    found = trend_finding(points, "个百分点")
    return f"{newest.label}满意率{newest.words}" + (f"，{found}" if found else "")


def _point(group: Group, ago: Share | None) -> Point:
    label = f"{int(group.label[5:7])}月"
    satisfied = group.satisfied
    if satisfied is None:
        return Point(label, None, "不单列")
    before = None if ago is None else _WHOLE * _value(ago)
    return Point(
        label, _WHOLE * _value(satisfied), satisfied.percent, before, "" if ago is None else ago.percent
    )


def _year_before(month: str) -> str:
    return f"{int(month[:4]) - 1:04d}{month[4:]}"


def _value(satisfied: Share | None) -> float:
    return 0.0 if satisfied is None else satisfied.part / satisfied.of
