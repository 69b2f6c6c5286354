"""Somebody else's act, while one of ours waits for a slow disk."""

from __future__ import annotations

from threading import Thread

from counter.domain.errors import CounterError
from counter.services.context.app import AppContext


def may_write(app: AppContext) -> bool:
    """Whether another program could write an entry now; waits as long as any act does."""
    found: list[bool] = []

    def write() -> None:
        try:
            with app.journal.transaction():
                found.append(True)
        except CounterError:
            found.append(False)

    other = Thread(target=write)
    other.start()
    other.join()
    return found[0]
