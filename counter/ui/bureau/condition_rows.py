"""A condition as sentences that a person builds: rows of answers and local rules, in groups of 全部满足 or 任一满足."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from counter.domain.condition import ALWAYS, AllOf, Always, Answered, AnyOf, Condition, Not, SwitchOn
from counter.domain.condition_text import settled


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """``题 答 选项…``; ``negated``: 没有答."""

    question: str = ""
    options: tuple[str, ...] = ()
    negated: bool = False


@dataclass(frozen=True, slots=True)
class SwitchRow:
    """``本地规定 …``; ``negated``: 本地没有."""

    switch: str = ""
    negated: bool = False


@dataclass(frozen=True, slots=True)
class RowGroup:
    """``every``: 全部满足, else 任一满足."""

    every: bool = True
    rows: tuple[AnyRow, ...] = ()


AnyRow = AnswerRow | SwitchRow | RowGroup


def group_of(condition: Condition) -> RowGroup:
    """The rows that say the condition; 不是 goes down to the rows it is about."""
    row = _row(condition, negated=False)
    return row if isinstance(row, RowGroup) else RowGroup(rows=(row,))


def _row(condition: Condition, *, negated: bool) -> AnyRow:
    match condition:
        case Answered(question, options):
            return AnswerRow(question, options, negated)
        case SwitchOn(switch):
            return SwitchRow(switch, negated)
        case Not(part):
            return _row(part, negated=not negated)
        case AnyOf(parts) | AllOf(parts):
            every = isinstance(condition, AllOf) is not negated
            return RowGroup(every, tuple(_row(part, negated=negated) for part in parts))
        case Always():
            return RowGroup(every=not negated)


def condition_of(group: RowGroup) -> Condition | None:
    """What the rows say: nothing in them is always; None while a row is not finished."""
    parts = [_part(row) for row in group.rows]
    if not all(part is not None for part in parts):
        return None
    said = tuple(part for part in parts if part is not None)
    if not said:
        return ALWAYS
    return settled(AllOf(said) if group.every else AnyOf(said))


def _part(row: AnyRow) -> Condition | None:
    match row:
        case AnswerRow(question, options, negated):
            if not question or not options:
                return None
            atom: Condition = Answered(question, options)
            return Not(atom) if negated else atom
        case SwitchRow(switch, negated):
            if not switch:
                return None
            return Not(SwitchOn(switch)) if negated else SwitchOn(switch)
        case RowGroup():
            return condition_of(row) if row.rows else None


def first_open(rows: Sequence[AnyRow]) -> int | None:
    """The place of the first row that is not finished."""
    return next((place for place, row in enumerate(rows) if _part(row) is None), None)
