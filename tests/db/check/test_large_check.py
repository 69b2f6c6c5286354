"""A check of a large hall: its memory does not grow with the cases, it says how far it is, it misses nothing."""

from __future__ import annotations

import gc
import tracemalloc
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from counter.db.check import rows as check_rows
from counter.db.check import search
from counter.db.check.check import SUBJECTS, check, rebuild_rows
from counter.db.journal import stream
from counter.db.journal.journal import SqlJournal
from counter.domain.journal.chain import Fault
from counter.domain.journal.check_progress import CheckStage
from tests.db import toy
from tests.foreign import foreign

FEW, MANY = 60, 240


@pytest.fixture
def filed(journal: SqlJournal) -> SqlJournal:
    """Three cases with two papers each."""
    for case in ("c1", "c2", "c3"):
        toy.accept(journal, case)
    return journal


def peak(journal: SqlJournal, work: object = check) -> int:
    """Bytes that Python held at most, whatever ran in this process before."""
    assert callable(work)
    with _same_beginning():
        tracemalloc.start()
        try:
            assert work(journal).clean
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()


@contextmanager
def _same_beginning() -> Iterator[None]:
    """No collection falls into the measuring, and Python's lists of spare tuples are full.

    Python 3.11 keeps up to 2,000 spare tuples of each length up to 20 until the next full collection, and never takes
    one of 20 out again (an entry is made with 20 names): while that list fills, every entry seems to stay in memory.
    """
    was = gc.isenabled()
    gc.collect()
    gc.disable()
    try:
        spare = [tuple([place] * length) for length in range(1, 21) for place in range(2_000)]
        del spare
        yield
    finally:
        if was:
            gc.enable()


def test_that_four_times_the_cases_do_not_take_more_memory(journal: SqlJournal) -> None:
    journal.connection().execute("PRAGMA synchronous = OFF")
    needed: list[tuple[int, int]] = []
    for upto in (1, FEW, MANY):  # the first pays for what is loaded once
        for n in range(check(journal).cases, upto):
            toy.accept(journal, f"c{n:04}", person={"name": f"示例人{n}", "phone": f"1000000{n:04}"})
        needed.append((peak(journal), peak(journal, rebuild_rows)))
    _, few, many = needed
    assert many[0] - few[0] < (MANY - FEW) * 200, needed
    assert many[1] - few[1] < (MANY - FEW) * 200, needed


@pytest.mark.parametrize("query", [*check_rows.LISTS.values(), stream.BY_SUBJECT, search.CASES, SUBJECTS])
def test_that_no_list_is_sorted_for_the_check(journal: SqlJournal, query: str) -> None:
    """Sorting would hold it whole: what is temporary lies in memory, never open on the disk."""
    plan = [row[3] for row in journal.connection().execute(f"EXPLAIN QUERY PLAN {query}")]
    assert not any("TEMP B-TREE" in step for step in plan), plan


@pytest.mark.parametrize("work", [check, rebuild_rows])
def test_that_every_stage_is_told_and_none_goes_beyond_its_end(filed: SqlJournal, work: object) -> None:
    told: list[tuple[CheckStage, int, int]] = []
    assert callable(work)
    assert work(filed, tell=lambda *at: told.append(at)).clean
    stages = list(dict.fromkeys(stage for stage, _, _ in told))
    usual = [CheckStage.FILE, CheckStage.CHAINS, CheckStage.KEYS, CheckStage.ROWS, CheckStage.SEARCH]
    assert [stage for stage in stages if stage in usual] == (
        usual if work is check else [CheckStage.CHAINS, CheckStage.FILE, *usual[2:]]
    )
    assert (CheckStage.REBUILD in stages) == (work is rebuild_rows)
    assert all(0 <= done <= total or total == 0 for _, done, total in told)


def planted(journal: SqlJournal, *statements: str) -> Iterator[Fault]:
    """The faults of the rows after these statements."""
    for statement in statements:
        journal.connection().execute(statement)
    yield from check(journal).faults


def test_that_a_paper_laid_under_another_case_is_one_wrong_row(filed: SqlJournal) -> None:
    (fault,) = planted(filed, "UPDATE paper_rows SET case_id = 'c3' WHERE paper = 'c1/1'")
    assert (fault.kind, fault.place) == ("row", "c1/1")
    assert "所属办件" in fault.sentence
    assert rebuild_rows(filed).clean


def test_that_rows_of_cases_that_nobody_filed_are_found_at_both_ends(filed: SqlJournal) -> None:
    task = "INSERT INTO task_rows VALUES ('{}', 'gap', 'food', '', '许可', '2026-11-20', 0, '', '')"
    reason = "INSERT INTO rating_reasons VALUES ('zz', '态度不好')"
    found = list(planted(filed, task.format("a"), task.format("zz"), reason))
    assert [(fault.kind, fault.place) for fault in found] == [
        ("extra", "a/gap/food"),
        ("extra", "zz/gap/food"),
        ("reasons", "zz"),
    ]
    assert rebuild_rows(filed).clean


def test_that_a_number_on_two_cases_is_found_whichever_of_them_the_list_keeps(filed: SqlJournal) -> None:
    number = toy.accept(filed, "c4")[0]
    with filed.transaction() as tx:
        again = {"number": number, "bundle": 8}
        tx.append(foreign("case.opened", "c5", again, sealed=dict(toy.PERSON)), actor="W01")
        tx.commit()
    twice = [fault for fault in check(filed).faults if fault.kind == "number"]
    assert [fault.place for fault in twice] == [number]
    filed.connection().execute("DELETE FROM case_rows WHERE case_id = 'c4'")
    assert [fault.place for fault in check(filed).faults if fault.kind == "number"] == [number]


def test_that_a_row_that_cannot_be_read_does_not_hide_the_others(filed: SqlJournal) -> None:
    found = planted(
        filed,
        "UPDATE case_rows SET found_by = '5' WHERE case_id = 'c1'",
        "UPDATE case_rows SET state = 'done' WHERE case_id = 'c2'",
    )
    assert [(fault.kind, fault.place) for fault in found] == [("row", "rows"), ("row", "c2")]
    assert rebuild_rows(filed).clean


def test_that_an_entry_moved_to_the_front_of_the_file_is_found(filed: SqlJournal) -> None:
    found = planted(filed, "UPDATE entries SET row = 0 WHERE seq = 7")
    assert "order" in {fault.kind for fault in found}


def test_that_a_refused_rebuild_leaves_every_row_as_it_stood(filed: SqlJournal, folder: Path) -> None:
    rows = "SELECT * FROM case_rows", "SELECT * FROM case_tails", "SELECT * FROM numbers"
    connection = filed.connection()
    connection.execute("UPDATE entries SET payload = X'FF00' WHERE subject = 'c3' AND seq = 8")
    before = [connection.execute(query).fetchall() for query in rows]
    with pytest.raises(Exception, match="没有重建"):
        rebuild_rows(filed)
    assert [connection.execute(query).fetchall() for query in rows] == before
