"""The read models proved against the entries: what is shown is what a rebuild would show."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields
from typing import Any

from counter.db import rating_rows, rows, stream, task_rows
from counter.db.check_chain import named
from counter.db.check_columns import column_words
from counter.db.grams import grams_of
from counter.db.sealing import CaseKeys
from counter.domain.chain import Fault
from counter.domain.upcast import KINDS
from counter.services.ports import CaseRow, PaperRow, RatingRow, StaffRow, TaskRow

_SUBJECTS = "SELECT subject FROM entries GROUP BY subject ORDER BY MIN(row)"
_PAPERS = f"SELECT {rows.PAPER_COLUMNS} FROM paper_rows ORDER BY row"
_FLAGS = (
    ("case_rows", "is_open", "案件"),
    ("staff_rows", "active", "人员"),
    ("task_rows", "provisional", "待办"),
)
"""Columns whose odd values a row would read as yes, and a query as no."""
_VOCABULARY = "CREATE VIRTUAL TABLE IF NOT EXISTS temp.case_grams USING fts5vocab(main, case_names, instance)"


@dataclass
class Expected:
    """All rows that the entries of one file lead to."""

    cases: dict[str, CaseRow] = field(default_factory=dict)
    papers: dict[str, PaperRow] = field(default_factory=dict)
    staff: dict[str, StaffRow] = field(default_factory=dict)
    tasks: dict[str, TaskRow] = field(default_factory=dict)
    ratings: dict[str, RatingRow] = field(default_factory=dict)
    unknown: set[str] = field(default_factory=set)
    faults: list[Fault] = field(default_factory=list)
    unread: set[str] = field(default_factory=set)
    """Subjects whose entries cannot be read or opened: nothing is known of their rows."""

    def knows_nothing_of(self, row: Any) -> bool:
        """Whether a stored row belongs to a subject whose entries cannot be read."""
        names = {getattr(row, name, None) for name in ("case", "rating")}
        person = getattr(row, "code", None)
        return any(s in names or (person and s.endswith(person)) for s in self.unread)


def subjects_of(connection: Any) -> list[str]:
    """Every subject, in the order in which they first appear."""
    return [subject for (subject,) in connection.execute(_SUBJECTS)]


def expected_rows(connection: Any, keys: CaseKeys, project: Callable[..., Any]) -> Expected:
    """Project every subject; numbers that stand on two papers or two cases are found here."""
    expected = Expected()
    paper_numbers: dict[tuple[str, str, str], str] = {}
    case_numbers: dict[str, str] = {}
    for subject in subjects_of(connection):
        entries = stream.entries_of(connection, keys, subject)
        expected.unknown |= {f"{e.kind} v{e.version}" for e in entries if not KINDS.knows(e)}
        shut = [e.seq for e in entries if e.sealed is not None and e.personal is None and not e.forgotten]
        if shut:
            expected.unread.add(subject)
            expected.faults.append(_unopened(subject, named(connection, subject), shut))
        try:
            projected = project(entries)
        except Exception:  # noqa: BLE001  # what damaged bytes make of a projection is a fault, not the end of a check
            sentence = f"{named(connection, subject)}的记录读不出内容（第 {entries[0].seq} 条起共 {len(entries)} 条）。"
            expected.unread.add(subject)
            expected.faults.append(Fault("unreadable", subject, sentence))
            continue
        if projected.case is not None:
            expected.cases[projected.case.case] = projected.case
            if case_numbers.setdefault(projected.case.number, projected.case.case) != projected.case.case:
                sentence = f"案件编号重复：{projected.case.number} 用在了不止一件上。"
                expected.faults.append(Fault("number", projected.case.number, sentence))
        for paper in projected.papers:
            expected.papers[paper.paper] = paper
            key = (paper.organ, paper.kind, paper.number)
            if paper.number and paper_numbers.setdefault(key, paper.paper) != paper.paper:
                sentence = f"文书编号重复：{paper.number} 用在了不止一份文书上。"
                expected.faults.append(Fault("number", paper.number, sentence))
        expected.tasks.update((_task_name(task), task) for task in projected.tasks)
        expected.ratings.update((rating.rating, rating) for rating in projected.ratings)
        expected.staff.update((person.code, person) for person in projected.staff)
    return expected


def check_rows(connection: Any, expected: Expected) -> Iterator[Fault]:
    """Stored rows and search rows against the expected ones."""
    try:
        yield from _every_row(connection, expected)
    except ValueError:  # JSON in a column that is none any more
        yield Fault("row", "rows", "列表里有一行的内容读不出，后面的行没有核对。")


def _every_row(connection: Any, expected: Expected) -> Iterator[Fault]:
    stored = {
        row[1]: (row[0], rows.read_case(row))
        for row in connection.execute(f"SELECT {rows.CASE_COLUMNS} FROM case_rows")
    }
    yield from _compare("案件", {case: row for case, (_, row) in stored.items()}, expected.cases, expected)
    papers = [rows.read_paper(row) for row in connection.execute(_PAPERS)]
    yield from _compare("文书", {paper.paper: paper for paper in papers}, expected.papers, expected)
    yield from _paper_order(papers, expected)
    staff = map(rows.read_staff, connection.execute(f"SELECT {rows.STAFF_COLUMNS} FROM staff_rows"))
    yield from _compare("人员", {person.code: person for person in staff}, expected.staff, expected)
    tasks = map(task_rows.read_task, connection.execute(f"SELECT {task_rows.COLUMNS} FROM task_rows"))
    yield from _compare("待办", {_task_name(task): task for task in tasks}, expected.tasks, expected)
    ratings = map(
        rating_rows.read_rating, connection.execute(f"SELECT {rating_rows.COLUMNS} FROM rating_rows")
    )
    yield from _compare("评价", {rating.rating: rating for rating in ratings}, expected.ratings, expected)
    for table, column, word in _FLAGS:
        (odd,) = connection.execute(f"SELECT COUNT(*) FROM {table} WHERE {column} NOT IN (0, 1)").fetchone()
        if odd:
            yield Fault("row", table, f"{word}列表里有 {odd} 行的“是否”列既不是“是”也不是“否”。")
    yield from _check_reasons(connection, expected.ratings)
    yield from _check_search(connection, dict(stored.values()))
    yield from _check_usage(connection)


def _paper_order(papers: Sequence[PaperRow], expected: Expected) -> Iterator[Fault]:
    """The papers of a case stand in the list as they were issued."""
    stored: dict[str, list[str]] = {}
    wanted: dict[str, list[str]] = {}
    for paper in papers:
        stored.setdefault(paper.case, []).append(paper.paper)
    for paper in expected.papers.values():
        wanted.setdefault(paper.case, []).append(paper.paper)
    for case, names in wanted.items():
        if names != stored.get(case) and sorted(names) == sorted(stored.get(case, ())):
            number = expected.cases[case].number if case in expected.cases else case
            yield Fault("row", case, f"案件 {number} 的文书次序与日志不符。")


def _task_name(task: TaskRow) -> str:
    return "/".join(part for part in (task.case, task.kind, task.item, task.paper) if part)


def _unopened(subject: str, name: str, shut: Sequence[int]) -> Fault:
    sentence = f"密封内容打不开：{name}的第 {shut[0]} 条起共 {len(shut)} 条（密钥或内容有损）。"
    return Fault("sealed", subject, sentence)


def _compare(
    word: str, stored: Mapping[str, Any], expected: Mapping[str, Any], known: Expected
) -> Iterator[Fault]:
    """Missing, superfluous and wrong rows. A sentence names columns and numbers, never what a person is called."""
    for name, row in stored.items():
        shown = getattr(row, "number", name)
        wanted = expected.get(name)
        if known.knows_nothing_of(row):
            continue
        if wanted is None:
            yield Fault("extra", name, f"{word} {shown} 没有日志记录，不应存在。")
        elif wanted != row:
            names = [f.name for f in fields(row) if getattr(row, f.name) != getattr(wanted, f.name)]
            wrong = "、".join(column_words(one) for one in names)
            yield Fault("row", name, f"{word} {shown} 的{wrong}与日志不符。")
    for name in expected.keys() - stored.keys():
        shown = getattr(expected[name], "number", name)
        yield Fault("no_row", name, f"{word} {shown} 在日志中有，列表里没有。")


def _check_reasons(connection: Any, ratings: Mapping[str, RatingRow]) -> Iterator[Fault]:
    stored: dict[str, set[str]] = {}
    for rating, reason in connection.execute("SELECT rating, reason FROM rating_reasons"):
        stored.setdefault(rating, set()).add(reason)
    wanted = {rating: set(row.reasons) for rating, row in ratings.items() if row.reasons}
    for rating in sorted(stored.keys() | wanted.keys()):
        if stored.get(rating) != wanted.get(rating):
            yield Fault("reasons", rating, f"评价 {rating} 的原因统计与日志不符。")


def _check_search(connection: Any, cases: dict[int, CaseRow]) -> Iterator[Fault]:
    tails: dict[int, set[str]] = {row: set() for row in cases}
    for tail, row in connection.execute("SELECT tail, row FROM case_tails"):
        tails.setdefault(row, set()).add(tail)
    connection.execute(_VOCABULARY)
    grams: dict[int, int] = dict.fromkeys(cases, 0)
    for gram, row in connection.execute("SELECT term, doc FROM temp.case_grams"):
        grams[row] = grams.get(row, 0) ^ hash(gram)  # a sum instead of a million sets
    for row in sorted(tails.keys() | grams.keys()):
        case = cases.get(row)
        if case is None:
            if tails.get(row) or grams.get(row):
                yield Fault("search", str(row), "查找索引里有一件列表中没有的案件。")
            continue
        wanted = 0
        for gram in grams_of((*case.names, *case.initials)).split():
            wanted ^= hash(gram)
        if tails[row] != rows.tails_of(case) or grams[row] != wanted:
            yield Fault("search", case.case, f"案件 {case.number} 的查找索引与列表不符。")


def _check_usage(connection: Any) -> Iterator[Fault]:
    stored = set(connection.execute("SELECT bundle, filed, last_row FROM bundle_rows"))
    if stored != set(connection.execute(rows.BUNDLE_ROWS)):
        yield Fault("usage", "bundle_rows", "常办事项的统计与案件列表不符。")
