"""Pages that the next act will need, read before it: SQLite forgets every page once another connection has written.

What the newest case wrote stands where the next one will: ids and times rise, and its sort comes again.
"""

from __future__ import annotations

from typing import Any

_NEWEST = "SELECT case_id, row, number FROM case_rows ORDER BY row DESC LIMIT 1"
_OF_ALL = (
    "SELECT COUNT(*) FROM staff_rows",
    "SELECT COUNT(*) FROM numbers",
    "SELECT MAX(epoch) FROM stations",
    "SELECT COUNT(*) FROM bundle_rows",
    "SELECT MAX(row) FROM paper_rows",
    "SELECT MAX(id) FROM case_names_data",
    "SELECT MAX(segid) FROM case_names_idx",
    "SELECT MAX(id) FROM case_names_docsize",
    "SELECT 1 FROM case_names_data WHERE id IN (1, 10)",
    "SELECT COUNT(*) FROM case_names_config",
    "SELECT MAX(at) FROM entries",
)
_OF_CASE = (
    "SELECT COUNT(payload), COUNT(sealed) FROM entries WHERE subject = ?",
    "SELECT COUNT(*) FROM entries AS e JOIN entries AS i ON i.id = e.id WHERE e.subject = ?",
    "SELECT COUNT(*) FROM entries AS e JOIN entries AS s"
    " ON s.station = e.station AND s.epoch = e.epoch AND s.seq = e.seq WHERE e.subject = ?",
    "SELECT 1 FROM taken_entries WHERE subject = ? LIMIT 1",
    "SELECT COUNT(*) FROM case_keys WHERE subject = ?",
    "SELECT COUNT(*) FROM result_rows WHERE case_id = ?",
    "SELECT COUNT(*) FROM case_rows AS c JOIN case_rows AS n ON n.number = c.number WHERE c.case_id = ?",
    "SELECT COUNT(*) FROM case_rows AS c WHERE c.case_id = ? AND EXISTS (SELECT 1 FROM case_rows AS d"
    " INDEXED BY ix_case_rows_due WHERE d.due = c.due AND d.is_open = 1)",
    "SELECT COUNT(*) FROM paper_rows AS p JOIN paper_rows AS i ON i.paper = p.paper WHERE p.case_id = ?",
    "SELECT COUNT(*) FROM paper_rows AS p JOIN paper_rows AS n INDEXED BY ix_paper_rows_organ_kind_number"
    " ON n.organ = p.organ AND n.kind = p.kind AND n.number = p.number AND n.number != '' WHERE p.case_id = ?",
    "SELECT COUNT(*) FROM task_rows AS t WHERE t.case_id = ? AND EXISTS (SELECT 1 FROM task_rows AS d"
    " INDEXED BY ix_task_rows_day_kind WHERE d.day = t.day AND d.kind = t.kind AND d.case_id = t.case_id)",
    "SELECT COUNT(*) FROM task_rows AS t WHERE t.case_id = ? AND EXISTS (SELECT 1 FROM task_rows AS d"
    " INDEXED BY ix_task_rows_station_day_kind WHERE d.station = t.station AND d.day = t.day"
    " AND d.kind = t.kind AND d.case_id = t.case_id)",
)


def read_ahead(connection: Any) -> None:
    """Read them; a fifth of a millisecond where they are still there."""
    newest = connection.execute(_NEWEST).fetchone()
    for question in _OF_ALL:
        connection.execute(question).fetchone()
    if newest is not None:
        for question in _OF_CASE:
            connection.execute(question, newest[:1]).fetchone()
