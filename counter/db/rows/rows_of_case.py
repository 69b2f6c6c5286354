"""Rows that a read model keeps of one case, written anew where they changed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from counter.db.file.errors import explained

Values = tuple[Any, ...]


class RowsOfCase:
    """The rows of a table for each case. ``order``: the column by which the rows given to ``put`` are in order."""

    def __init__(self, table: str, columns: str, order: str) -> None:
        places = ", ".join("?" for _ in columns.split(","))
        self._select = f"SELECT {columns} FROM {table} WHERE case_id = ? ORDER BY {order}"
        self._delete = f"DELETE FROM {table} WHERE case_id = ?"
        self._insert = f"INSERT INTO {table} ({columns}) VALUES ({places})"

    def put(self, connection: Any, case: str, wanted: Sequence[Values]) -> None:
        """Replace the rows of a case; unchanged ones are not written."""
        with explained():
            stored = connection.execute(self._select, (case,)).fetchall()
            if stored != wanted:
                connection.execute(self._delete, (case,))
                connection.executemany(self._insert, wanted)
