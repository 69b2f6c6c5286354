"""What is asked of a file meanwhile, statement by statement."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any


@contextmanager
def statements(journal: Any) -> Iterator[list[str]]:
    """Those of this thread that read or write, in order; what only asks whether somebody wrote does neither."""
    found: list[str] = []
    connection = journal.connection()
    connection.set_trace_callback(lambda said: None if said.startswith("PRAGMA") else found.append(said))
    try:
        yield found
    finally:
        connection.set_trace_callback(None)
