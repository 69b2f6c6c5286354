"""The verdict (结论) of one item at the counter: decided here and nowhere else (DESIGN §2.5)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Outcome(StrEnum):
    """结论. The words are those of DESIGN §8's ``verdicts``."""

    ACCEPT = "accept"  # 受理
    DONE = "done"  # 当场办结
    ACCEPT_WITH_GAPS = "accept_with_gaps"  # 容缺受理
    CORRECT = "correct"  # 补齐补正
    WAIT = "wait"  # 待前序
    PROPOSE_REFUSAL = "propose_refusal"  # 拟不予受理
    RECEIVED = "received"  # 收件转办


@dataclass(frozen=True, slots=True)
class Gap:
    """One thing an item still lacks: the line, what is wrong (missing, defective, deferred, undecided), in words."""

    line: str
    name: str
    state: str
    text: str


@dataclass(frozen=True, slots=True)
class Due:
    """A date something is due, inclusive. ``provisional`` where the calendar of that year is not yet published (L7)."""

    day: date
    provisional: bool
    text: str  # e.g. 法定20个工作日


@dataclass(frozen=True, slots=True)
class Verdict:
    """What would be decided for one item now, and why.

    ``reason``: one plain sentence; ``rule``: which rule of docs/rules.md spoke; ``due``: when the organ has to decide
    (accept), or by when this window has to decide (received, correct, wait); ``statutory`` / ``promised`` due dates
    where the guide gives a number; ``waits_for``: ids of earlier items of this visit.
    """

    item: str
    item_name: str
    organ: str
    outcome: Outcome
    reason: str
    rule: str
    gaps: tuple[Gap, ...] = ()
    due: Due | None = None
    statutory: Due | None = None
    promised: Due | None = None
    waits_for: tuple[str, ...] = ()
