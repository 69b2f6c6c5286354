"""Read models that few pages ask for, on one connection; each is loaded when it is first asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from counter.db.file.errors import explained
from counter.db.rows import task_rows

if TYPE_CHECKING:
    from counter.db.rows.board_rows import StoredBoard
    from counter.db.rows.held_rows import StoredHeld
    from counter.db.rows.ledger_rows import StoredLedger
    from counter.db.rows.result_rows import StoredResults
    from counter.services.context.ports import NearDays, TaskSpan


class ReadModels:
    """Offered by the journal and by a transaction."""

    def connection(self) -> Any:
        """The connection they are read and written on."""
        raise NotImplementedError

    def board(self) -> StoredBoard:
        """The supervisor's board."""
        from counter.db.rows.board_rows import StoredBoard  # only a supervisor's room has one

        return StoredBoard(self.connection())

    def cases_by_nearness(self, near: NearDays, whose: TaskSpan) -> tuple[int, int, int, int]:
        """How many cases (at how many windows) have a task that is overdue, for today, near, later: by the nearest."""
        with explained():
            return task_rows.cases_by_nearness(self.connection(), near, whose)

    def results(self) -> StoredResults:
        """The results as things."""
        from counter.db.rows.result_rows import StoredResults  # not at a start

        return StoredResults(self.connection())

    def held(self) -> StoredHeld:
        """What lies at this window."""
        from counter.db.rows.held_rows import StoredHeld  # not at a start

        return StoredHeld(self.connection())

    def ledger(self) -> StoredLedger:
        """The ledger."""
        from counter.db.rows.ledger_rows import StoredLedger  # not at a start

        return StoredLedger(self.connection())
