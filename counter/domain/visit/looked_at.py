"""Which lines of a checklist nobody has looked at yet (未看): untouched is not missing.

A line that starts as MISSING and of which nothing was recorded was not looked at; one recorded as MISSING was looked
at and is not there. Only the second may be told to the applicant as lacking (许可法 32(1)(4), S001 16(2): what is told
is what was checked, once and whole).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from counter.domain.visit.checklist import Line
from counter.domain.visit.material import Brought, MaterialState

UNSEEN_WORD = "未看"
"""What a list calls a line that nobody has looked at."""

UNSEEN = "unseen"
"""The rule that speaks while an item has such lines, and how a machine-readable answer calls their state."""


def is_unseen(line: Line, brought: Mapping[str, Brought]) -> bool:
    """True while nobody has looked whether this paper is here. What is had by sharing is looked up, not looked for."""
    return line.initial is MaterialState.MISSING and line.id not in brought and not line.shareable


def unseen_lines(lines: Iterable[Line], brought: Mapping[str, Brought]) -> tuple[Line, ...]:
    """The lines of which nothing was recorded, in the order of the list."""
    return tuple(line for line in lines if is_unseen(line, brought))


def unseen_for(item: str, lines: Iterable[Line], brought: Mapping[str, Brought]) -> tuple[Line, ...]:
    """Those that this item needs before it can be accepted; what it only needs later holds nothing up."""
    return tuple(
        line
        for line in unseen_lines(lines, brought)
        if any(need.item == item and need.later is None for need in line.needs)
    )


def rest_missing(lines: Iterable[Line], brought: Mapping[str, Brought]) -> dict[str, Brought]:
    """The deliberate word 其余都没带: every line not looked at so far was looked for and is not there."""
    return {line.id: Brought(MaterialState.MISSING) for line in unseen_lines(lines, brought)}


def named(lines: tuple[Line, ...], most: int = 3) -> str:
    """Their names, the first few and how many there are more."""
    names = "、".join(line.name for line in lines[:most])
    return names if len(lines) <= most else f"{names}等"
