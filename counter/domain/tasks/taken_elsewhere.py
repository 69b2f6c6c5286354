"""What is to be done about papers that another window than the owner took in (代收), at the one and at the other."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from counter.domain.calendar.workdays import civil_date
from counter.domain.case.case import Case, TakenElsewhere

_MOST = 3


def to_check(case: Case) -> tuple[tuple[date, str], ...]:
    """The owner looks at what came, one task for all: since when, and in words; none where nothing waits."""
    waiting = [one for one in case.taken_elsewhere if not one.checked]
    if not waiting:
        return ()
    stations = "、".join(dict.fromkeys(one.station for one in waiting))
    words = f"外窗口代收，待核对：{_names(case, waiting)}（窗口 {stations} 收）"
    return ((civil_date(min(one.at for one in waiting)), words),)


def for_owner(case: Case, station: str) -> tuple[str, ...]:
    """Where it was taken in, one task until the owner has it in hand, at first until the case is known here."""
    waiting = [one for one in case.taken_elsewhere if one.station == station and not one.checked]
    if not waiting:
        return ()
    until = "等原件信息" if case.loose else f"待转交窗口 {case.owner} 核对"
    return (f"代收材料，{until}：{_names(case, waiting)}",)


def _names(case: Case, taken: Iterable[TakenElsewhere]) -> str:
    names = []
    for one in taken:
        names += [*(line.name for line in case.lines if line.id in one.lines), *one.unnamed]
    return "、".join(names[:_MOST]) + (f"等{len(names)}项" if len(names) > _MOST else "")
