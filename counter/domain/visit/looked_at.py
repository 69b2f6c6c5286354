"""Lines of a checklist not looked at yet (未看): untouched is not missing.

A line that starts as MISSING without a record was not looked at; one recorded as MISSING was looked for and is
absent. Only the second may be named as lacking in a notice (许可法 32(1)(4), S001 16(2): all gaps at once, after
checking).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from counter.domain.visit.checklist import Line
from counter.domain.visit.material import Brought, MaterialState

UNSEEN_WORD = "未看"
"""The clerk's word for a line not looked at."""

UNSEEN = "unseen"
"""Name of the rule of an item with such lines, and of their state in machine-readable output."""


def is_unseen(line: Line, brought: Mapping[str, Brought]) -> bool:
    """True while the clerk has not checked for this paper. A shareable paper is looked up, not looked for."""
    return line.initial is MaterialState.MISSING and line.id not in brought and not line.shareable


def unseen_lines(lines: Iterable[Line], brought: Mapping[str, Brought]) -> tuple[Line, ...]:
    """The lines not looked at, in the order of the list."""
    return tuple(line for line in lines if is_unseen(line, brought))


def unseen_for(item: str, lines: Iterable[Line], brought: Mapping[str, Brought]) -> tuple[Line, ...]:
    """Lines not looked at that this item needs for acceptance."""
    return tuple(
        line
        for line in unseen_lines(lines, brought)
        if any(need.item == item and need.later is None for need in line.needs)
    )


def unseen_as_missing(lines: Iterable[Line], brought: Mapping[str, Brought]) -> dict[str, Brought]:
    """For the clerk's 其余都没带: every line not looked at so far, recorded as missing."""
    return {line.id: Brought(MaterialState.MISSING) for line in unseen_lines(lines, brought)}


_MOST_NAMES = 3


def listed_names(lines: tuple[Line, ...]) -> str:
    """The lines' names, at most three of them, then 等."""
    names = "、".join(line.name for line in lines[:_MOST_NAMES])
    return names if len(lines) <= _MOST_NAMES else f"{names}等"
