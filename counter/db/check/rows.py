"""Compare the read models with the entries: the rows must equal those of a rebuild.

Entries and rows are read once, in parallel in the order of the subjects, and correct ones are not kept: a hall of a
million cases is checked in constant memory.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from counter.db.check.chain import named
from counter.db.check.row_comparison import ComparedTable, ListComparison, StoredRows
from counter.db.journal import stream
from counter.db.keys.sealing import CaseKeys
from counter.db.rows import board_rows, ledger_place, ledger_rows, rating_rows, result_rows, rows, task_rows
from counter.domain.event_kinds import KINDS
from counter.domain.journal.chain import Fault
from counter.domain.journal.check_progress import CheckStage, ReportProgress
from counter.domain.journal.entries import Entry
from counter.domain.ledger.row import ItemRow, row_key
from counter.services.context.board_ports import BoardRow
from counter.services.context.ports import StaffRow, TaskRow
from counter.services.context.result_ports import ResultRow

LISTS = {
    "办件": f"SELECT {rows.CASE_COLUMNS} FROM case_rows ORDER BY case_id",
    "文书": f"SELECT {rows.PAPER_COLUMNS} FROM paper_rows ORDER BY case_id, row",
    "待办": f"SELECT {task_rows.COLUMNS} FROM task_rows ORDER BY case_id, kind, item, paper",
    "总览": f"SELECT {board_rows.COLUMNS} FROM board_rows ORDER BY case_id, organ",
    "证照": f"SELECT {result_rows.COLUMNS} FROM result_rows ORDER BY case_id, certificate",
    "台账": f"SELECT {ledger_rows.COLUMNS} FROM ledger_rows ORDER BY case_id, item",
    "评价": f"SELECT {rating_rows.COLUMNS} FROM rating_rows ORDER BY rating",
    "原因": "SELECT rating, reason FROM rating_reasons ORDER BY rating",
}
"""Every table in the order of the subjects, read along an index: sorting would hold it in memory."""
ELSEWHERE = "elsewhere"
"""Kind of a fault in what another station wrote: it hinders nothing here, not even a rebuild."""
_OWN_ENTRY = "SELECT 1 FROM entries WHERE id = ?"
_STAFF = f"SELECT {rows.STAFF_COLUMNS} FROM staff_rows"
_A_CASE = f"SELECT {rows.CASE_COLUMNS} FROM case_rows WHERE case_id = ?"
_A_PAPER = f"SELECT {rows.PAPER_COLUMNS} FROM paper_rows WHERE paper = ?"
_FLAGS = (
    ("case_rows", "is_open", "办件"),
    ("case_rows", "conflict", "办件"),
    ("staff_rows", "active", "人员"),
    ("task_rows", "provisional", "待办"),
    ("ledger_rows", "is_open", "台账"),
    ("ledger_rows", "late_working", "台账"),
    ("ledger_rows", "rating_over", "台账"),
    ("board_rows", "is_open", "总览"),
    ("board_rows", "twice", "总览"),
)
"""Columns whose invalid values a row would read as true, and a query as false."""


class _Numbered(NamedTuple):
    """How to query a table for rows with a number, and for numbers that occur twice."""

    bearers: str
    twice: str
    sentence: str


_CASE_NUMBERS = _Numbered(
    "SELECT case_id FROM case_rows WHERE number = ?",
    "SELECT number FROM case_rows GROUP BY number HAVING COUNT(*) > 1",
    "办件编号重复：{} 用在了不止一件上。",
)
_PAPER_NUMBERS = _Numbered(
    "SELECT paper FROM paper_rows WHERE organ = ? AND kind = ? AND number = ?",
    "SELECT organ, kind, number FROM paper_rows WHERE number != '' "
    "GROUP BY organ, kind, number HAVING COUNT(*) > 1",
    "文书编号重复：{} 用在了不止一份文书上。",
)


class _Nothing(NamedTuple):
    """The rows of a subject that cannot be read."""

    case: None = None
    papers: tuple[()] = ()
    staff: tuple[()] = ()
    tasks: tuple[()] = ()
    ratings: tuple[()] = ()
    ledger: tuple[()] = ()
    board: tuple[()] = ()
    results: tuple[()] = ()


_NOTHING = _Nothing()
_EVERY = 512
"""Entries between two progress reports."""


@dataclass
class Seen:
    """The rows a check has read so far."""

    cases: int = 0
    papers: int = 0
    unknown: set[str] = field(default_factory=set)
    faults: list[Fault] = field(default_factory=list)
    """Faults of the entries themselves: what cannot be opened or read."""
    unread: set[str] = field(default_factory=set)
    """Subjects whose entries cannot be read or opened: their rows are unknown."""

    def knows_nothing_of(self, row: Any) -> bool:
        """Whether a stored row belongs to a subject whose entries cannot be read."""
        names = {getattr(row, name, None) for name in ("case", "rating")}
        person = getattr(row, "code", None)
        return any(s in names or (person and s.endswith(person)) for s in self.unread)


def project_one(
    connection: Any, subject: str, entries: Sequence[Entry], project: Callable[..., Any], seen: Seen
) -> Any:
    """The rows of one subject, or None where its entries cannot be read; the faults are noted."""
    seen.unknown |= {f"{e.kind} v{e.version}" for e in entries if not KINDS.knows(e)}
    shut = [e for e in entries if e.sealed is not None and e.personal is None and not e.forgotten]
    shut = [e for e in shut if _is_in_own_stream(connection, e)]
    if shut:
        seen.unread.add(subject)
        where = f"{named(connection, subject)}的第 {shut[0].seq} 条起共 {len(shut)} 条"
        sentence = f"密封内容打不开：{where}（密钥或内容损坏）。"
        seen.faults.append(Fault("sealed", subject, sentence))
    try:
        return project(entries)
    except Exception:  # noqa: BLE001  # a projection that fails on damaged bytes is a fault, not the end of a check
        seen.unread.add(subject)
        if stream.has_taken(connection, subject):
            sentence = f"{named(connection, subject)}里别的窗口写来的内容读不出，列表上还是原来的样子。"
            seen.faults.append(Fault(ELSEWHERE, subject, sentence))
            return None
        sentence = (
            f"{named(connection, subject)}的记录读不出内容（第 {entries[0].seq} 条起共 {len(entries)} 条）。"
        )
        seen.faults.append(Fault("unreadable", subject, sentence))
        return None


def _is_in_own_stream(connection: Any, entry: Entry) -> bool:
    """What other stations sealed opens only with their key, and what came back only with its own."""
    return connection.execute(_OWN_ENTRY, (entry.id,)).fetchone() is not None


def check_rows(
    connection: Any, keys: CaseKeys, project: Callable[..., Any], seen: Seen, tell: ReportProgress, total: int
) -> Iterator[Fault]:
    """Project every subject and compare it with the tables. ``total``: number of entries."""
    lists = _Lists(connection)
    done = next_report = 0
    for subject, entries in stream.every_subject(connection, keys):
        if done >= next_report:
            next_report = done + _EVERY
            tell(CheckStage.ROWS, done, total)
        done += len(entries)
        lists.follow(subject, entries, project_one(connection, subject, entries, project, seen), seen)
    lists.end()
    yield from seen.faults
    yield from lists.faults(connection, seen)


class _Lists:
    """All tables, compared subject by subject."""

    def __init__(self, connection: Any) -> None:
        def stored(word: str, subject: int) -> Iterator[tuple[str, tuple[Any, ...]]]:
            return ((row[subject], row) for row in connection.execute(LISTS[word]))

        def paper(name: str) -> Any:
            return connection.execute(_A_PAPER, (name,)).fetchone()

        def case(name: str) -> Any:
            return connection.execute(_A_CASE, (name,)).fetchone()

        self._cases = ListComparison(
            ComparedTable("办件", lambda row: str(row.case), rows.read_case, stored("办件", 1), case)
        )
        self._papers = ListComparison(
            ComparedTable(
                "文书", lambda row: str(row.paper), rows.read_paper, stored("文书", 1), paper, ordered=True
            )
        )
        self._tasks = ListComparison(
            ComparedTable("待办", _task_name, task_rows.read_task, stored("待办", 0), _nowhere)
        )
        self._board = ListComparison(
            ComparedTable("总览", _board_name, board_rows.read_board, stored("总览", 0), _nowhere)
        )
        self._results = ListComparison(
            ComparedTable("证照", _result_name, result_rows.read_result, stored("证照", 0), _nowhere)
        )
        self._ledger = ListComparison(
            ComparedTable("台账", _ledger_name, ledger_rows.read_row, stored("台账", 0), _nowhere)
        )
        self._behind = frozenset(
            subject for _, subject in ledger_place.waiting(connection, ledger_place.place(connection) or 0)
        )  # its rows are written when the ledger is read next
        self._ratings = ListComparison(
            ComparedTable(
                "评价", lambda row: str(row.rating), rating_rows.read_rating, stored("评价", 0), _nowhere
            )
        )
        self._reasons = StoredRows(stored("原因", 0))
        self._other_reasons: list[Fault] = []
        self._staff: list[tuple[tuple[int, int], StaffRow]] = []
        self._case_numbers: dict[tuple[str, ...], set[str]] = {}
        self._paper_numbers: dict[tuple[str, ...], set[str]] = {}
        self._disordered: list[Fault] = []

    def follow(self, subject: str, entries: Sequence[Entry], projected: Any, seen: Seen) -> None:
        """The next subject; ``projected`` None: its rows are unknown."""
        if projected is None:
            projected = _NOTHING
        case, papers = projected.case, projected.papers
        seen.cases += case is not None
        seen.papers += len(papers)
        if not self._cases.follow(subject, () if case is None else (case,)) and case is not None:
            self._case_numbers.setdefault((case.number,), set()).add(case.case)
        if not self._papers.follow(subject, papers):
            for paper in papers:
                key = (paper.organ, paper.kind, paper.number)
                self._paper_numbers.setdefault(key, set()).add(paper.paper)
        if subject in self._papers.disordered:
            number = subject if case is None else case.number
            self._disordered.append(Fault("row", subject, f"办件 {number} 的文书次序与日志不符。"))
        self._tasks.follow(subject, tuple(sorted(projected.tasks, key=_task_order)))
        self._board.follow(subject, tuple(sorted(projected.board or (), key=_board_name)))
        self._results.follow(subject, tuple(sorted(projected.results, key=_result_name)))
        if subject in self._behind:
            self._ledger.leave_out(subject)
        else:
            self._ledger.follow(subject, tuple(sorted(projected.ledger, key=row_key)))
        self._ratings.follow(subject, projected.ratings)
        self._follow_reasons(subject, {reason for one in projected.ratings for reason in one.reasons})
        self._staff += (((entries[0].epoch, entries[0].seq), person) for person in projected.staff)

    def end(self) -> None:
        """No subject remains: the remaining rows belong to none."""
        compared = (self._cases, self._papers, self._tasks, self._board, self._results, self._ledger)
        for one in (*compared, self._ratings):
            one.skip()
        self._no_reasons(None)

    def faults(self, connection: Any, seen: Seen) -> Iterator[Fault]:
        """All differences from the entries."""
        yield from _twice(connection, _CASE_NUMBERS, self._case_numbers, self._cases)
        yield from _twice(connection, _PAPER_NUMBERS, self._paper_numbers, self._papers)
        yield from self._cases.faults(seen.knows_nothing_of)
        yield from self._papers.faults(seen.knows_nothing_of)
        yield from self._disordered
        yield from self._staff_compared(connection).faults(seen.knows_nothing_of)
        yield from self._tasks.faults(seen.knows_nothing_of)
        yield from self._board.faults(seen.knows_nothing_of)
        yield from self._results.faults(seen.knows_nothing_of)
        yield from self._ledger.faults(seen.knows_nothing_of)
        yield from self._ratings.faults(seen.knows_nothing_of)
        for table, column, word in _FLAGS:
            (odd,) = connection.execute(
                f"SELECT COUNT(*) FROM {table} WHERE {column} NOT IN (0, 1)"
            ).fetchone()
            if odd:
                yield Fault("row", table, f"{word}列表里有 {odd} 行的“是否”列既不是“是”也不是“否”。")
        yield from self._other_reasons

    def _staff_compared(self, connection: Any) -> ListComparison:
        """Staff are few; of a person in two subjects the newer entry counts."""
        wanted = {person.code: person for _, person in sorted(self._staff, key=lambda said: said[0])}
        stored = (("", row) for row in connection.execute(_STAFF))
        compared = ListComparison(
            ComparedTable("人员", lambda row: str(row.code), rows.read_staff, stored, _nowhere)
        )
        compared.follow("", tuple(wanted.values()))
        return compared

    def _follow_reasons(self, subject: str, wanted: set[str]) -> None:
        self._no_reasons(subject)
        if {reason for _, reason in self._reasons.of(subject)} != wanted:
            self._wrong_reasons(subject)

    def _no_reasons(self, before: str | None) -> None:
        for rating, _ in self._reasons.before(before):
            self._wrong_reasons(rating)

    def _wrong_reasons(self, rating: str) -> None:
        self._other_reasons.append(Fault("reasons", rating, f"评价 {rating} 的原因统计与日志不符。"))


def _twice(
    connection: Any, numbered: _Numbered, doubtful: dict[tuple[str, ...], set[str]], compared: ListComparison
) -> Iterator[Fault]:
    """Numbers on two papers or two cases.

    A table keeps each number once, so of two rows with one number at least one is not stored as the entries require:
    only the numbers of such rows are ``doubtful``. Whether the table really keeps none twice is queried too.
    """
    for key in connection.execute(numbered.twice).fetchall():
        doubtful.setdefault(key, set())
    for key, names in doubtful.items():
        stored = (name for (name,) in connection.execute(numbered.bearers, key))
        number = key[-1]
        if number and len(names | {name for name in stored if compared.right(name)}) > 1:
            yield Fault("number", number, numbered.sentence.format(number))


def _nowhere(_name: str) -> None:
    """A row of these tables lies under its own subject, or does not exist."""


def _task_order(task: TaskRow) -> tuple[str, str, str]:
    """Its index among those of its case: they are stored in the order of these columns."""
    return task.kind, task.item, task.paper


def _board_name(row: BoardRow) -> str:
    return "/".join(part for part in (row.case, row.organ) if part)


def _result_name(row: ResultRow) -> str:
    return f"{row.case}/{row.certificate}"


def _ledger_name(row: ItemRow) -> str:
    return "/".join(row_key(row))


def _task_name(task: TaskRow) -> str:
    return "/".join(part for part in (task.case, task.kind, task.item, task.paper) if part)
