"""Entries to read-model rows: what the search, the due list and the paper list show is computed here."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from counter.domain.errors import BadInput
from counter.domain.hall.account_events import PinSet
from counter.domain.hall.station_events import StaffAdded, StaffAddedSealed
from counter.domain.journal.entries import CASE_OPENED, RATING_REGISTERED, Entry
from counter.domain.journal.kinds import kind_of
from counter.services.context.board_ports import BoardRow
from counter.services.context.ports import (
    CaseRow,
    Journal,
    PaperRow,
    RatingRow,
    StaffRow,
    TaskRow,
    Transaction,
)
from counter.services.context.result_ports import ResultRow

if TYPE_CHECKING:  # loaded with the first case, not at a start
    from datetime import date

    from counter.domain.calendar.workdays import Calendar
    from counter.domain.case.case import Case
    from counter.domain.case.issued_paper import IssuedPaper
    from counter.domain.guide.model import ProcedureClass
    from counter.domain.hall.authority import Authority
    from counter.domain.hall.jurisdiction import Jurisdiction
    from counter.domain.ledger.row import ItemRow
    from counter.domain.people.applicant import Applicant, Person
    from counter.domain.tasks.task import Task

Initials = Callable[[str], tuple[str, ...]]
"""A name's pinyin initials, all readings (曾 → z, c)."""


SUPPLEMENTED = "supplement.received"
"""Kind of the entry that makes a case known before its opening is here."""

TASK_RULES = "19"
"""Version of what is a task (``domain/tasks/tasks``, ``elsewhere``): another one, and a profile computes its rows anew
at opening.
"""


@dataclass(frozen=True, slots=True)
class DeadlineRules:
    """What the days of 待办 depend on besides the entries: the region's clocks, the calendar in force, and
    which organs entrusted delivery to the hall.

    ``oversees``: the profile is a supervisor's room, which also keeps the rows of its board.
    """

    jurisdiction: Jurisdiction
    calendar: Calendar
    authority: Authority
    oversees: bool = False

    def answer_by(self, procedure: ProcedureClass, received: date) -> date | None:
        """By when an item of that class, received on that day, has to be answered (L6): by the region's term, else the
        law's; None where there is none.
        """
        from counter.domain.calendar.workdays import add_days

        rule = self.jurisdiction.notice[procedure]
        term = rule.local or rule.statute
        if term.days is None or term.unit is None:
            return None
        return add_days(self.calendar, received, term.days, term.unit).day

    @property
    def basis(self) -> str:
        """Key of these rules; task rows computed by another key are computed anew (``SqlJournal.catch_up``)."""
        from counter.domain.ledger.row import LEDGER_RULES

        jurisdiction, rules = self.jurisdiction, f"{TASK_RULES}+{LEDGER_RULES}"
        if self.oversees:
            from counter.domain.tasks.board import BOARD_RULES

            rules = f"{rules}+{BOARD_RULES}"
        return f"{rules}|{jurisdiction.id}|{jurisdiction.version}|{self.calendar.version}|{self.authority.delivering}"


@dataclass(frozen=True, slots=True)
class Projection:
    """All read-model rows of one subject. ``board``: None where the profile keeps no board."""

    case: CaseRow | None = None
    papers: tuple[PaperRow, ...] = ()
    staff: tuple[StaffRow, ...] = ()
    tasks: tuple[TaskRow, ...] = ()
    ratings: tuple[RatingRow, ...] = ()
    ledger: tuple[ItemRow, ...] = ()
    board: tuple[BoardRow, ...] | None = None
    results: tuple[ResultRow, ...] = ()


def read_case(source: Journal | Transaction, case_id: str) -> Case:
    """The case of that id, a loose one too. Raises BadInput where there is none."""
    from counter.domain.case.fold.loose import case_here

    case = case_here(source.entries(case_id))
    if case is None:
        raise BadInput("没有这件办件。", field="case")
    return case


def store(tx: Transaction, rows: Projection) -> None:
    """Write the rows of a case or a rating, in the transaction that appended its entries.

    Those of the ledger wait until it is read (``services.ledger.up_to_date``).
    """
    if rows.case is not None:
        tx.put_case(rows.case)
        tx.put_tasks(rows.case.case, rows.tasks)
        tx.results().put(rows.case.case, rows.results)
        if rows.board is not None:
            tx.board().put(rows.case.case, rows.board)
    for paper in rows.papers:
        tx.put_paper(paper)
    for rating in rows.ratings:
        tx.put_rating(rating)


def replace_rows(tx: Transaction, case_id: str, rows: Projection) -> None:
    """Rows of a case after something came from another station: it may come before what is listed, or take it back."""
    if rows.case is None:
        tx.erase_case(case_id)
    else:
        tx.put_case(rows.case)
        tx.put_tasks(case_id, rows.tasks)
        tx.results().put(case_id, rows.results)
        tx.ledger().put(case_id, rows.ledger)
        tx.put_papers(case_id, rows.papers)
        if rows.board is not None:
            tx.board().put(case_id, rows.board)


class Projector:
    """Computes rows from entries; pure but for the name table and the deadline rules it is given.

    ``rules`` is called when the first case is projected: opening a profile does not need it. ``station``: own code; of
    a case that another station owns there is nothing to do here.
    """

    def __init__(
        self, initials: Initials, rules: Callable[[], DeadlineRules], station: Callable[[], str]
    ) -> None:
        self._initials = initials
        self._rules = rules
        self._station = station

    @property
    def place(self) -> DeadlineRules:
        """The rules that the days of tasks are computed by."""
        return self._rules()

    def at(self, rules: DeadlineRules) -> Projector:
        """A projector with the rules of another region or calendar."""
        return Projector(self._initials, lambda: rules, self._station)

    def __call__(self, entries: Sequence[Entry]) -> Projection:
        """Rows of one subject, given all its entries in order."""
        if not entries:
            return Projection()
        kind = _opened_as(entries)
        if kind == CASE_OPENED:
            from counter.domain.case.fold import fold

            case = fold(entries)
            return Projection() if case is None else self._all_rows_of(case)
        if kind == RATING_REGISTERED:
            from counter.services.context.rating_projection import rating_row

            rating = rating_row(entries)
            return Projection(ratings=() if rating is None else (rating,))
        if any(entry.kind == SUPPLEMENTED for entry in entries):  # its opening is not here
            from counter.domain.case.fold.loose import loose_case

            case = loose_case(entries)
            return Projection() if case is None else self._all_rows_of(case)
        staff = {}
        for entry in entries:
            row = _staff_row(entry)
            if row is not None:
                staff[row.code] = row
        return Projection(staff=tuple(staff.values()))

    def _all_rows_of(self, case: Case) -> Projection:
        from counter.domain.ledger.rows_of_case import ledger_rows

        return replace(self.rows_of(case), ledger=ledger_rows(case, self._rules().answer_by))

    def rows_of(self, case: Case) -> Projection:
        """Rows of a folded case without those of the ledger; none of one whose take-over was undone."""
        from counter.domain.tasks.elsewhere import tasks_elsewhere
        from counter.domain.tasks.tasks import tasks
        from counter.services.context.result_projection import result_rows

        if case.given_up:
            return Projection()
        rules, station = self._rules(), self._station()
        found = tasks(case, rules.jurisdiction, rules.calendar, station, rules.authority)
        others = tasks_elsewhere(case, rules.jurisdiction, rules.calendar, station, rules.authority)
        return Projection(
            case=self._case_row(case),
            papers=tuple(_paper_row(case, p) for p in case.papers if not p.earlier),  # no number of ours
            tasks=(
                *(_task_row(case, task) for task in found),
                *(_task_row(case, task, at) for at, task in others),
            ),
            board=_board_rows(case, rules) if rules.oversees else None,
            results=result_rows(case),
        )

    def _case_row(self, case: Case) -> CaseRow:
        from counter.domain.case.acts.custody import held_here  # finding a bundle needs nothing of a case

        people = _people(case.applicant)
        names = tuple(dict.fromkeys(n for n in _names(case.applicant, people) if n))
        due = case.due
        return CaseRow(
            case=case.id,
            number=case.number,
            bundle=case.opened.bundle,
            bundle_name=case.opened.bundle_name,
            state=case.state.value,
            opened_at=case.opened_at.isoformat(),
            updated_at=case.updated_at.isoformat(),
            due=due.day.isoformat() if due else None,
            clerk=case.clerk,
            applicant=case.applicant_words,
            names=names,
            initials=tuple(dict.fromkeys(i for n in names for i in self._initials(n))),
            id_numbers=_id_numbers(case.applicant),
            phones=tuple(dict.fromkeys(p.phone for p in people if p.phone)),
            open=case.state.open,
            earlier_numbers=(case.taken_over.number,) if case.taken_over is not None else (),
            official_numbers=tuple(dict.fromkeys(one.number for one in case.official)),
            mail_numbers=_mail_numbers(case),
            owner="" if case.owner == self._station() else case.owner,
            conflict=any(not one.soft for one in case.conflicts),
            held=held_here(case, self._station()),
        )


def _mail_numbers(case: Case) -> tuple[str, ...]:
    posted = (posting.number for one in case.certificates for posting in one.postings)
    return tuple(dict.fromkeys(number for number in posted if number))


def _opened_as(entries: Sequence[Entry]) -> str:
    """The kind that tells what the subject is: the first entry, or an opening that came after others' entries."""
    if entries[0].kind == RATING_REGISTERED or all(entry.kind != CASE_OPENED for entry in entries):
        return entries[0].kind
    return CASE_OPENED


def _people(applicant: Applicant | None) -> tuple[Person, ...]:
    if applicant is None:
        return ()
    every = (
        applicant.person,
        applicant.agent.person if applicant.agent else None,
        applicant.guardian.person if applicant.guardian else None,
    )
    return tuple(p for p in every if p is not None)


def _names(applicant: Applicant | None, people: tuple[Person, ...]) -> tuple[str, ...]:
    return () if applicant is None else (applicant.name, *(p.name for p in people))


def _id_numbers(applicant: Applicant | None) -> tuple[str, ...]:
    """Numbers that identify the applicant; never the agent's, who comes for many."""
    if applicant is None:
        return ()
    own = applicant.person.id_number if applicant.person else ""
    return tuple(n for n in (applicant.uscc, own) if n)


def _paper_row(case: Case, paper: IssuedPaper) -> PaperRow:
    return PaperRow(
        paper=paper.id,
        case=case.id,
        kind=paper.kind,
        number=paper.number,
        organ=paper.organ,
        issued_at=paper.issued_at.isoformat(),
        copies=paper.copies,
        state=paper.stage.value,
    )


def _task_row(case: Case, task: Task, station: str = "") -> TaskRow:
    item = case.item(task.item)
    return TaskRow(
        case=case.id,
        item=task.item,
        item_name=item.asked.name if item else "",
        paper=task.paper,
        kind=task.kind.value,
        day=task.day.isoformat() if task.day else None,
        provisional=task.provisional,
        words=task.words,
        station=station,
    )


def _board_rows(case: Case, rules: DeadlineRules) -> tuple[BoardRow, ...]:
    """What its owner has to do in it, whoever that is."""
    from counter.domain.tasks.board import board_parts
    from counter.domain.tasks.tasks import tasks

    parts = board_parts(case, tasks(case, rules.jurisdiction, rules.calendar, authority=rules.authority))
    return tuple(
        BoardRow(
            case=case.id,
            organ=part.organ,
            station=case.owner,
            clerk=case.clerk,
            bundle=case.opened.bundle,
            bundle_name=case.opened.bundle_name,
            open=part.open,
            due=part.due.isoformat() if part.due else None,
            twice=part.twice,
            unprinted=part.unprinted,
            unsealed=part.unsealed,
            originals=part.originals,
        )
        for part in parts
    )


def _staff_row(entry: Entry) -> StaffRow | None:
    if kind_of(PinSet).knows(entry):
        own, sealed = kind_of(PinSet).both(entry)
        sealed = sealed or StaffAddedSealed("", "")
        return StaffRow(own.code, sealed.name, own.role, sealed.pin_hash, True, own.organ)
    if not kind_of(StaffAdded).knows(entry):
        return None
    added, sealed = kind_of(StaffAdded).both(entry)
    sealed = sealed or StaffAddedSealed("", "")
    return StaffRow(added.code, sealed.name, added.role, sealed.pin_hash, added.active, added.organ)
