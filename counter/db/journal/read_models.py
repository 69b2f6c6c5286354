"""Read models that few pages ask for, on one connection; each is loaded when it is first asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from counter.db.file.errors import explained
from counter.db.journal import stream
from counter.db.rows import search, task_rows

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from counter.db.rows.board_rows import StoredBoard
    from counter.db.rows.held_rows import StoredHeld
    from counter.db.rows.ledger_rows import StoredLedger
    from counter.db.rows.result_rows import StoredResults
    from counter.services.context.case_search import CaseChoices, CaseFilter
    from counter.services.context.ports import FoundCases, NearDays, TaskSpan


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

    def cases_of_tasks(self, span: TaskSpan, limit: int) -> tuple[str, ...]:
        """The case of each task of that span, the nearest day first."""
        with explained():
            return task_rows.cases_of_tasks(self.connection(), span, limit)

    def entries_known_by(self, subjects: Sequence[str]) -> Mapping[str, tuple[int, ...]]:
        """What changes with the entries of each subject; without those of which another window wrote too."""
        with explained():
            return stream.known_by(self.connection(), subjects)

    def find_cases(self, text: str, limit: int = 50, wanted: CaseFilter | None = None) -> FoundCases:
        """Cases by number or its tail, part of a name, pinyin initials, id number or phone tail; newest first, or as
        ``wanted``.
        """
        with explained():
            if wanted is None:
                return search.find_cases(self.connection(), text, limit)
            from counter.db.rows.case_filter import narrowed_cases  # not at a start

            return narrowed_cases(self.connection(), text, limit, wanted)

    def case_choices(self) -> CaseChoices:
        """States, organs and clerks that occur."""
        from counter.db.rows.case_filter import case_choices  # not at a start

        with explained():
            return case_choices(self.connection())

    def read_ahead(self) -> None:
        """Read the pages that the next acceptance needs, in the thread that will write it."""
        from counter.db.journal.at_hand import read_ahead  # not at a start

        with explained():
            read_ahead(self.connection())

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
