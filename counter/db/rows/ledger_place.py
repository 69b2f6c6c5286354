"""How far the ledger has come in this station's own entries: an act does not write its rows, whoever reads it does.

What came from other stations, was forgotten or is rebuilt has its rows at once (``ledger_rows``).
"""

from __future__ import annotations

from typing import Any

from counter.domain.ledger.row import LEDGER_RULES

MODEL = "ledger_rows"
_PLACE = "SELECT basis FROM read_models WHERE name = ?"
_SET_PLACE = "INSERT OR REPLACE INTO read_models (name, basis) VALUES (?, ?)"
_NEWEST = "SELECT COALESCE(MAX(row), 0) FROM entries"
_WAITING = """
    SELECT e.row, e.subject FROM entries AS e WHERE e.row > ? AND NOT EXISTS (
        SELECT 1 FROM entries AS n WHERE n.subject = e.subject AND n.row > e.row
    ) ORDER BY e.row LIMIT ?
"""
"""The last entry of each subject, along the rows: of a case that is written of again, only that later entry counts."""


def place(connection: Any) -> int | None:
    """Row of the last entry whose case is in the ledger; None where its rows are of other rules, or were never made."""
    found = connection.execute(_PLACE, (MODEL,)).fetchone()
    if found is None:
        return None
    rules, _, row = found[0].partition("|")
    return int(row) if rules == LEDGER_RULES and row.isascii() and row.isdecimal() else None


def set_place(connection: Any, row: int) -> None:
    """Everything up to that row is in the ledger."""
    connection.execute(_SET_PLACE, (MODEL, f"{LEDGER_RULES}|{row}"))


def newest(connection: Any) -> int:
    """Row of the last entry of this station; 0 where there is none."""
    return int(connection.execute(_NEWEST).fetchone()[0])


def waiting(connection: Any, after: int, limit: int = -1) -> list[tuple[int, str]]:
    """(row, subject) of the last entries of subjects behind that row, in order; a negative ``limit``: all."""
    return [(row, subject) for row, subject in connection.execute(_WAITING, (after, limit))]
