"""The read model of results as things, found by state, by day of arrival and by mark without reading the cases."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from counter.db.file.errors import explained
from counter.db.rows.rows_of_case import RowsOfCase
from counter.services.context.result_ports import ResultLine, ResultRow

COLUMNS = (
    "case_id, certificate, item, item_name, organ, name, mark, form, medium, state, place, station, arrived, "
    "issued_on, valid_until, delivered, call_in"
)
_WIDTH = len(COLUMNS.split(","))
_ROWS = RowsOfCase("result_rows", COLUMNS, order="certificate")
_JOINED = ", ".join(f"r.{name.strip()}" for name in COLUMNS.split(","))
_LINES = f"""
    SELECT {_JOINED}, c.number, c.bundle_name, c.applicant FROM result_rows AS r
    CROSS JOIN case_rows AS c ON c.case_id = r.case_id
"""
_MARKED = f"{_LINES} WHERE r.mark = ? AND r.mark != ''"
_COUNTS = "SELECT state, COUNT(*) FROM result_rows WHERE arrived <= ? GROUP BY state"
_EVER = "9999-12-31"

Values = tuple[Any, ...]


class StoredResults:
    """The rows in the file; see ``ResultStore``."""

    def __init__(self, connection: Any) -> None:
        self._connection = connection

    def marked(self, mark: str) -> tuple[ResultLine, ...]:
        """Those with that mark."""
        with explained():
            return tuple(_line(row) for row in self._connection.execute(_MARKED, (mark,)))

    def listed(self, states: Sequence[str], limit: int, until: str = "") -> tuple[ResultLine, ...]:
        """Those in these states, the longest here first."""
        among = f"r.state IN ({', '.join('?' * len(states))})"
        by = " AND r.arrived <= ?" if until else ""
        statement = f"{_LINES} WHERE {among}{by} ORDER BY r.arrived, r.certificate LIMIT ?"
        bound = (*states, *((until,) if until else ()), limit)
        with explained():
            return tuple(_line(row) for row in self._connection.execute(statement, bound))

    def counts(self, until: str = "") -> dict[str, int]:
        """State → how many. ``until``: only what arrived by that day."""
        with explained():
            return dict(self._connection.execute(_COUNTS, (until or _EVER,)).fetchall())

    def put(self, case: str, rows: Sequence[ResultRow]) -> None:
        """Replace the rows of a case; unchanged ones are not written."""
        _ROWS.put(self._connection, case, sorted(_values(row) for row in rows))


def read_result(row: Values) -> ResultRow:
    """A row from the columns of ``COLUMNS``."""
    values = list(row)
    values[-1] = bool(values[-1])
    return ResultRow(*values)


def _line(row: Values) -> ResultLine:
    return ResultLine(read_result(row[:_WIDTH]), *row[_WIDTH:])


def _values(row: ResultRow) -> Values:
    return (
        row.case,
        row.certificate,
        row.item,
        row.item_name,
        row.organ,
        row.name,
        row.mark,
        row.form,
        row.medium,
        row.state,
        row.place,
        row.station,
        row.arrived,
        row.issued_on,
        row.valid_until,
        row.delivered,
        int(row.call_in),
    )
