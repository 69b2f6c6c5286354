"""Read models that few pages ask for, on one connection; each is loaded when it is first asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from counter.db.rows.board_rows import StoredBoard
    from counter.db.rows.held_rows import StoredHeld
    from counter.db.rows.ledger_rows import StoredLedger
    from counter.db.rows.result_rows import StoredResults


class ReadModels:
    """Offered by the journal and by a transaction."""

    def connection(self) -> Any:
        """The connection they are read and written on."""
        raise NotImplementedError

    def board(self) -> StoredBoard:
        """The supervisor's board."""
        from counter.db.rows.board_rows import StoredBoard  # only a supervisor's room has one

        return StoredBoard(self.connection())

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
