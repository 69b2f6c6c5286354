"""What lies at this window, from the rows of cases and results: counted by hand without reading the cases."""

from __future__ import annotations

from typing import Any

from counter.db.file.errors import explained
from counter.db.rows.rows import OWN
from counter.services.context.held_ports import HeldThings

_ORIGINALS = """
    SELECT c.number, json_extract(h.value, '$[0]'), json_extract(h.value, '$[1]'), ''
    FROM case_rows AS c, json_each(c.held) AS h WHERE c.held != '' ORDER BY c.number, h.key
"""
_CERTIFICATES = """
    SELECT c.number, r.name, 1, r.place FROM result_rows AS r
    CROSS JOIN case_rows AS c ON c.case_id = r.case_id
    WHERE r.state IN ('here', 'returned') AND r.station = ? AND r.medium != 'electronic'
    ORDER BY r.place, c.number, r.certificate
"""
_OPEN = f"SELECT COUNT(*) FROM case_rows WHERE is_open = 1 AND {OWN}"


class StoredHeld:
    """The rows in the file; see ``HeldReading``."""

    def __init__(self, connection: Any) -> None:
        self._connection = connection

    def originals(self) -> tuple[HeldThings, ...]:
        """Originals, by number of the case."""
        return self._things(_ORIGINALS)

    def certificates(self, station: str) -> tuple[HeldThings, ...]:
        """Results on paper on that window's shelf, by place."""
        return self._things(_CERTIFICATES, station)

    def open_cases(self) -> int:
        """How many cases this window has open."""
        with explained():
            (number,) = self._connection.execute(_OPEN).fetchone()
        return int(number)

    def _things(self, statement: str, *bound: str) -> tuple[HeldThings, ...]:
        with explained():
            return tuple(HeldThings(*row) for row in self._connection.execute(statement, bound))
