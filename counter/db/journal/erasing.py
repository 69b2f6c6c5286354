"""What is deleted for ever is overwritten on the disk, not only marked as free."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from counter.db.file.errors import explained
from counter.db.rows import rows


@contextmanager
def erased_for_ever(connection: Any) -> Iterator[None]:
    """Around one transaction: what it deletes is overwritten, and the log of pages is emptied after it."""
    with explained():
        connection.execute("PRAGMA secure_delete = ON")
    try:
        yield
        with explained():
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        with explained():
            connection.execute("PRAGMA secure_delete = OFF")


def erase_rows(connection: Any, case: str) -> None:
    """Erase a case's rows within the transaction, its names in the index's old segments too."""
    with explained():
        rows.erase_case(connection, case)
        connection.execute("INSERT INTO case_names (case_names) VALUES ('optimize')")
