"""What a measure of the ledger is in SQL, over rows ``l`` of its table."""

from __future__ import annotations

from dataclasses import fields

from counter.domain.ledger.measures import FIRST, LAST, Condition, LedgerMeasure, Of, Test
from counter.domain.ledger.row import ItemRow

FIELDS = tuple(one.name for one in fields(ItemRow))
NAMES = {"case": "case_id", "open": "is_open"}
"""Fields that are called otherwise in the table, because SQL has these words."""
DUE, ENDED_ON = "c.value ->> 0", "c.value ->> 1"
"""Of a clock in a list of them: its last day, and the day on which it ended. Of a returned filing: the day on which it
came again, and the day on which it ended.
"""


def sum_of(measure: LedgerMeasure, *, once: bool, at_window: bool = False) -> str:
    """The count of a measure as an SQL aggregate over rows ``l``; the filter stops at its first condition not met.

    ``once``: the first row of every case that counts is among them and stands for it. A day of the case lies in the
    span of each of its rows. ``at_window``: as in ``condition``.
    """
    counts = condition(measure, at_window=at_window)
    met, first = f"FILTER (WHERE {counts})", f"FILTER (WHERE l.place = 0 AND {counts})"
    match measure.of:
        case Of.ITEMS:
            return f"COUNT(*) {met}"
        case Of.CASES:
            return f"COUNT(*) {first}" if once else f"COUNT(DISTINCT l.case_id) {met}"
        case Of.BUNDLES:
            return f"COUNT(DISTINCT l.bundle) {met}"
        case Of.WORKING:
            return f"TOTAL({_working(measure.field, measure.until)}) {met}"
        case Of.CASE_SUM:
            return f"TOTAL({column(measure.field)}) {first if once else met}"
        case _:
            return f"TOTAL({column(measure.field)}) {met}"


def condition(measure: LedgerMeasure, *, at_window: bool = False) -> str:
    """Whether a row counts: all its conditions, and a day of it in the span. ``at_window``: at the span's window."""
    parts = [compared(one) for one in measure.where]
    if measure.either:
        groups = (" AND ".join(compared(one) for one in group) for group in measure.either)
        parts.append("(" + " OR ".join(f"({group})" for group in groups) + ")")
    if measure.day:
        days = f"{column(measure.day)} BETWEEN :first AND :last"
        if measure.or_days:
            also = _any_clock(measure.or_days, f"{ENDED_ON} BETWEEN :first AND :last")
            days = f"({days} OR {also})"
        parts.insert(0, days)
    if at_window:
        parts.insert(0, f"{column(measure.window)} = :station")
    if measure.within is not None:
        parts.append(f"{_working(measure.within.first, measure.within.last)} <= {int(measure.within.most)}")
    return "(" + (" AND ".join(parts) or "1") + ")"


def compared(one: Condition) -> str:
    """That condition, as SQL."""
    field, other = column(one.field), column(one.other) if one.other else _literal(one.value)
    match one.test:
        case Test.SET:
            return f"{field} IS NOT NULL"
        case Test.NOT_AWAY:
            return f"NOT {_any_clock(one.field, f'{ENDED_ON} <= {other} AND {DUE} > {other}')}"
        case Test.RAN_OUT:
            return _any_clock(one.field, f"{DUE} < {other} AND {ENDED_ON} > {other}")
        case Test.AFTER:
            return f"({field} IS NULL OR {field} > {other})"
        case _:
            return f"{field} {one.test.value} {other}"


def _working(first: str, last: str) -> str:
    """Working days after one day up to the other; most lie on one day and need no look at the calendar."""
    start, end = column(first), column(last)
    days = "(SELECT n FROM temp.ledger_days WHERE day = {})"
    return f"(CASE WHEN {start} = {end} THEN 0 ELSE {days.format(end)} - {days.format(start)} END)"


def column(name: str) -> str:
    """The column of a field. Raises ValueError for one that there is not."""
    if name not in FIELDS:
        raise ValueError(f"a row of the ledger has no field {name}")
    return f"l.{NAMES.get(name, name)}"


def _literal(value: str | int) -> str:
    if value in (FIRST, LAST):
        return str(value)
    return str(int(value)) if isinstance(value, int) else "'" + str(value).replace("'", "''") + "'"


def clocks_of(field: str) -> str:
    """The list of clocks in that field as a table ``c``; "" is an empty one."""
    return f"json_each(NULLIF({column(field)}, '')) AS c"


def _any_clock(field: str, condition: str) -> str:
    return f"({column(field)} != '' AND EXISTS (SELECT 1 FROM {clocks_of(field)} WHERE {condition}))"
