"""The supervisor's board: a row for a case that somebody has to look after, and one for each organ in it.

Only a room has such rows, and only of cases that are open, have a day to be kept (a result that has not reached the
applicant, 许可法 44) or still hold something: a case that is done leaves the table, so that it stays small however many
years lie behind it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from counter.db.file.errors import explained
from counter.db.rows.rows_of_case import RowsOfCase
from counter.domain.tasks.board import BoardBy, BoardColumn
from counter.services.context.board_ports import BoardCase, BoardCount, BoardDays, BoardRow

COLUMNS = (
    "case_id, organ, station, clerk, bundle, bundle_name, is_open, due, twice, unprinted, unsealed, originals"
)
_WIDTH = len(COLUMNS.split(", "))
_ROWS = RowsOfCase("board_rows", COLUMNS, order="organ")
_CONDITIONS = {
    BoardColumn.LATE: "b.due < :today",
    BoardColumn.NEAR: "b.due BETWEEN :today AND :soon",
    BoardColumn.OPEN: "b.is_open",
    BoardColumn.TWICE: "b.twice",
    BoardColumn.UNPRINTED: "b.unprinted > 0",
    BoardColumn.UNSEALED: "b.unsealed > 0",
    BoardColumn.ORIGINALS: "b.originals > 0",
}
_SUMS = ", ".join(f"TOTAL({condition})" for condition in _CONDITIONS.values())
_KEYS = {
    BoardBy.WINDOW: "b.station",
    BoardBy.ORGAN: "b.organ",
    BoardBy.CLERK: "b.clerk",
    BoardBy.BUNDLE: "CAST(b.bundle AS TEXT)",
}
_PARTS = {
    True: ("board_rows AS b INDEXED BY ix_board_rows_organ", "b.organ != ''"),
    False: ("board_rows AS b INDEXED BY ix_board_rows_whole", "b.organ = ''"),
}
"""By organ a case counts once for each; everything else counts the case as a whole. Each from its narrow index."""
_LISTED = ", ".join(f"b.{name}" for name in COLUMNS.split(", "))
_BUNDLES = """
    WITH RECURSIVE bundles (bundle) AS (
        SELECT MIN(bundle) FROM board_rows INDEXED BY ix_board_rows_bundle WHERE organ = '' UNION ALL
        SELECT (
            SELECT MIN(b.bundle) FROM board_rows AS b INDEXED BY ix_board_rows_bundle
            WHERE b.organ = '' AND b.bundle > n.bundle
        ) FROM bundles AS n WHERE n.bundle IS NOT NULL
    )
    SELECT CAST(n.bundle AS TEXT), (
        SELECT b.bundle_name FROM board_rows AS b INDEXED BY ix_board_rows_bundle
        WHERE b.organ = '' AND b.bundle = n.bundle LIMIT 1
    ) FROM bundles AS n WHERE n.bundle IS NOT NULL
"""
"""A step for each bundle, however many cases it has."""
_STATIONS = """
    WITH RECURSIVE stations (station) AS (
        SELECT MIN(station) FROM taken_entries UNION ALL
        SELECT (SELECT MIN(t.station) FROM taken_entries AS t WHERE t.station > s.station)
        FROM stations AS s WHERE s.station IS NOT NULL
    )
"""
_HEARD_OF = f"""
    {_STATIONS} SELECT s.station, (
        SELECT t.at FROM taken_entries AS t WHERE t.station = s.station ORDER BY t.epoch DESC, t.seq DESC LIMIT 1
    ) FROM stations AS s WHERE s.station IS NOT NULL
"""
"""Along the index of streams: two steps for each station, however many entries it wrote."""
_WORKED_LAST = f"""
    {_STATIONS} SELECT s.station, t.actor, t.at FROM stations AS s JOIN taken_entries AS t ON t.row = (
        SELECT e.row FROM taken_entries AS e WHERE e.station = s.station AND e.actor != 'system'
        ORDER BY e.epoch DESC, e.seq DESC LIMIT 1
    ) WHERE s.station IS NOT NULL
"""

Values = tuple[Any, ...]


class StoredBoard:
    """The board on one connection (``services.context.board_ports.BoardStore``)."""

    def __init__(self, connection: Any) -> None:
        self._connection = connection

    def counts(self, by: BoardBy, days: BoardDays) -> tuple[BoardCount, ...]:
        """A line for every window, organ, clerk or bundle that has a case on the board; in no order."""
        (table, part), key = _PARTS[by is BoardBy.ORGAN], _KEYS[by]
        query = f"SELECT {key}, {_SUMS} FROM {table} WHERE {part} GROUP BY {key}"
        with explained():
            return tuple(_count(row) for row in self._connection.execute(query, _bound(days)))

    def total(self, days: BoardDays) -> BoardCount:
        """All cases on the board."""
        table, part = _PARTS[False]
        query = f"SELECT '', {_SUMS} FROM {table} WHERE {part}"
        with explained():
            return _count(self._connection.execute(query, _bound(days)).fetchone())

    def cases(
        self, column: BoardColumn, by: BoardBy | None, key: str, days: BoardDays, limit: int
    ) -> tuple[BoardCase, ...]:
        """The cases behind a number, the nearest day first. ``by`` None: those of all."""
        table, part = _PARTS[by is BoardBy.ORGAN]
        where = [_CONDITIONS[column], part, *(() if by is None else (f"{_KEYS[by]} = :key",))]
        query = f"""
            SELECT {_LISTED}, c.number, c.applicant, c.state, c.opened_at FROM (
                SELECT b.case_id, b.organ FROM {table}
                WHERE {" AND ".join(where)} ORDER BY b.due IS NULL, b.due, b.case_id LIMIT :limit
            ) AS f
            CROSS JOIN board_rows AS b ON b.case_id = f.case_id AND b.organ = f.organ
            CROSS JOIN case_rows AS c ON c.case_id = b.case_id ORDER BY b.due IS NULL, b.due, b.case_id
        """
        with explained():
            found = self._connection.execute(query, {**_bound(days), "key": key, "limit": limit})
            return tuple(BoardCase(read_board(row[:_WIDTH]), *row[_WIDTH:]) for row in found)

    def bundle_names(self) -> Mapping[str, str]:
        """Key → name of the bundles on the board."""
        with explained():
            return dict(self._connection.execute(_BUNDLES).fetchall())

    def heard_of(self) -> Mapping[str, int]:
        """Station → time of the newest of its entries that came here, in microseconds since 1970."""
        with explained():
            return dict(self._connection.execute(_HEARD_OF).fetchall())

    def worked_last(self) -> Mapping[str, tuple[str, int]]:
        """Station → who wrote the newest of its entries that a person wrote, and its time."""
        with explained():
            return {code: (actor, at) for code, actor, at in self._connection.execute(_WORKED_LAST)}

    def put(self, case: str, rows: Sequence[BoardRow]) -> None:
        """Replace the rows of a case; unchanged ones are not written."""
        _ROWS.put(self._connection, case, sorted(_values(row) for row in rows))


def read_board(row: Values) -> BoardRow:
    """A row from the columns of ``COLUMNS``."""
    case, organ, station, clerk, bundle, name, is_open, due, twice, *papers = row
    return BoardRow(case, organ, station, clerk, bundle, name, bool(is_open), due, bool(twice), *papers)


def _values(row: BoardRow) -> Values:
    return (
        row.case,
        row.organ,
        row.station,
        row.clerk,
        row.bundle,
        row.bundle_name,
        int(row.open),
        row.due,
        int(row.twice),
        row.unprinted,
        row.unsealed,
        row.originals,
    )


def _count(row: Values) -> BoardCount:
    return BoardCount(str(row[0]), *map(int, row[1:]))


def _bound(days: BoardDays) -> dict[str, object]:
    return {"today": days.today, "soon": days.soon}
