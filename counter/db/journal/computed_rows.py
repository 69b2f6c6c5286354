"""Rows of the read model: written with a subject's entries, and computed anew where the rules have changed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Protocol

from counter.db.file.errors import explained
from counter.db.journal.erasing import erase_rows, erased_for_ever
from counter.db.journal.stream import is_last
from counter.db.journal.transaction import SqlTransaction
from counter.db.rows import ledger_place, task_rows
from counter.domain.case.key_events import ForgottenHere
from counter.domain.case.person_events import PersonForgotten
from counter.domain.errors import StaleBase
from counter.domain.journal.entries import Entry, NewEntry
from counter.domain.ledger.row import ItemRow
from counter.services.context.board_ports import BoardRow
from counter.services.context.ports import CaseRow, PaperRow, RatingRow, StaffRow, TaskRow
from counter.services.context.result_ports import ResultRow

AT_ONCE = 200
"""Cases whose rows are computed anew in one transaction."""


class Projected(Protocol):
    """The read-model rows of one subject's entries (``services.context.projection.Projection``)."""

    @property
    def case(self) -> CaseRow | None:
        """The case, if the subject is one."""
        ...

    @property
    def papers(self) -> tuple[PaperRow, ...]:
        """Its papers."""
        ...

    @property
    def staff(self) -> tuple[StaffRow, ...]:
        """People on duty."""
        ...

    @property
    def tasks(self) -> tuple[TaskRow, ...]:
        """What is still to be done in the case."""
        ...

    @property
    def ratings(self) -> tuple[RatingRow, ...]:
        """The rating, if the subject is one."""
        ...

    @property
    def results(self) -> tuple[ResultRow, ...]:
        """Results of the case as things."""
        ...

    @property
    def ledger(self) -> tuple[ItemRow, ...]:
        """The rows of its items in the ledger."""
        ...

    @property
    def board(self) -> tuple[BoardRow, ...] | None:
        """What of the case is on the supervisor's board; None where the profile keeps none."""
        ...


Projector = Callable[[Sequence[Entry]], Projected]


class Projecting(Protocol):
    """The part of the journal that recomputing needs."""

    projector: Projector

    def connection(self) -> Any:
        """This thread's connection."""
        ...

    def transaction(self) -> SqlTransaction:
        """Begin one transaction."""
        ...

    def entries(self, subject: str) -> tuple[Entry, ...]:
        """All entries of one subject in order, opened."""
        ...


def catch_up(journal: Projecting, basis: str) -> None:
    """See ``SqlJournal.catch_up``."""
    with explained():
        waiting = task_rows.cases_to_refresh(journal.connection(), basis)
        newest = ledger_place.newest(journal.connection())
    if waiting is None:
        return
    for start in range(0, len(waiting), AT_ONCE):
        _project_anew(journal, waiting[start : start + AT_ONCE])
    done = set(waiting)
    with journal.transaction() as tx:
        with explained():
            still = task_rows.cases_to_refresh(journal.connection(), basis)
        if still is None:  # another program has come as far, and first
            return
        for case in (case for case in still if case not in done):  # filed meanwhile
            put_rows(tx, journal.projector(tx.entries(case)))
        with explained():
            task_rows.set_basis(journal.connection(), basis)
            if (
                ledger_place.place(journal.connection()) is None
            ):  # its rules are part of the basis: all were done
                ledger_place.set_place(journal.connection(), newest)
        tx.commit()


def put_rows(tx: SqlTransaction, projected: Projected) -> None:
    """Write all rows of a projection."""
    if projected.case is not None:
        tx.put_case(projected.case)
        tx.put_tasks(projected.case.case, projected.tasks)
        tx.results().put(projected.case.case, projected.results)
        tx.ledger().put(projected.case.case, projected.ledger)
        if projected.board is not None:
            tx.board().put(projected.case.case, projected.board)
    for paper in projected.papers:
        tx.put_paper(paper)
    for person in projected.staff:
        tx.put_staff(person)
    for rating in projected.ratings:
        tx.put_rating(rating)


def forget(
    journal: Projecting, subject: str, forgotten: PersonForgotten | ForgottenHere, actor: str, base: str = ""
) -> Entry:
    """See ``SqlJournal.forget`` and ``forget_too``."""
    connection = journal.connection()
    with erased_for_ever(connection), journal.transaction() as tx:
        if base and base != tx.last_id(subject):
            raise StaleBase("这件办件刚被别处改过，没有清除。请看过最新情况再办。")
        entry = tx.append(NewEntry(subject, forgotten, tx.last_id(subject)), actor=actor)
        tx.destroy_key(subject)
        erase_rows(connection, subject)
        put_rows(tx, journal.projector(tx.entries(subject)))
        tx.commit()
    return entry


def _project_anew(journal: Projecting, cases: Sequence[str]) -> None:
    seen = [journal.entries(case) for case in cases]
    projected = [journal.projector(entries) for entries in seen]
    with journal.transaction() as tx:
        for case, entries, rows_then in zip(cases, seen, projected, strict=True):
            same = bool(entries) and is_last(journal.connection(), case, entries[-1])
            put_rows(tx, rows_then if same else journal.projector(tx.entries(case)))
        tx.commit()
