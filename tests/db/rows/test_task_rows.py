"""待办 is found by its day, not by going through the cases; the same rows are not written twice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from counter.db.check.check import check
from counter.db.journal.journal import SqlJournal
from counter.db.rows import task_rows
from counter.domain.journal.entries import Entry
from counter.services.context.ports import TaskRow, TaskSpan
from tests.db import toy
from tests.foreign import foreign


def task(case: str, kind: str = "notice", day: str | None = "2026-11-23", **changes: object) -> TaskRow:
    row = TaskRow(case, "food", "食品经营许可", "", kind, day, provisional=False, words="待决定")
    return replace(row, **changes)  # type: ignore[arg-type]


def put(journal: SqlJournal, case: str, *rows: TaskRow) -> None:
    with journal.transaction() as tx:
        tx.put_tasks(case, rows)
        tx.commit()


def kinds(journal: SqlJournal, span: TaskSpan, limit: int = 50) -> list[str]:
    return [line.task.kind for line in journal.tasks(span, limit)]


@pytest.fixture
def three(journal: SqlJournal) -> SqlJournal:
    """Three cases: one due on two days, one undated, one far off."""
    for case in ("c1", "c2", "c3"):
        toy.accept(journal, case)
    put(journal, "c1", task("c1"), task("c1", "deemed", "2026-11-27"))
    put(journal, "c2", task("c2", "unstamped", None, item="", paper="c2/0"))
    put(journal, "c3", task("c3", "decision", "2027-03-01", provisional=True))
    return journal


def test_that_the_nearest_day_comes_first_and_what_has_none_last(three: SqlJournal) -> None:
    found = three.tasks(TaskSpan(), 50) + three.tasks(TaskSpan(dated=False), 50)
    assert [(line.task.kind, line.task.day) for line in found] == [
        ("notice", "2026-11-23"),
        ("deemed", "2026-11-27"),
        ("decision", "2027-03-01"),
        ("unstamped", None),
    ]
    assert {line.applicant for line in found} == {toy.PERSON["name"]}
    assert found[2].task.provisional


def test_that_a_day_a_kind_and_a_limit_narrow_it(three: SqlJournal) -> None:
    assert kinds(three, TaskSpan(until="2026-11-27")) == ["notice", "deemed"]
    assert kinds(three, TaskSpan(since="2026-11-24", until="2026-11-27")) == ["deemed"]
    assert kinds(three, TaskSpan(since="2026-11-27")) == ["deemed", "decision"]
    assert kinds(three, TaskSpan(dated=False)) == ["unstamped"]
    assert kinds(three, TaskSpan(kinds=("deemed", "unstamped"))) == ["deemed"]
    assert kinds(three, TaskSpan(dated=False, kinds=("deemed",))) == []
    assert kinds(three, TaskSpan(), 2) == ["notice", "deemed"]
    assert kinds(three, TaskSpan(), 0) == []


def test_that_what_other_windows_have_to_do_is_listed_for_the_hall_alone(three: SqlJournal) -> None:
    put(
        three, "c3", task("c3", "decision", "2026-12-01"), task("c3", "gap", "2026-12-02", station="15220104")
    )
    assert kinds(three, TaskSpan(until="2026-12-31")) == ["notice", "deemed", "decision"]
    assert kinds(three, TaskSpan(until="2026-12-31", hall=True)) == ["notice", "deemed", "decision", "gap"]
    assert three.tasks(TaskSpan(kinds=("gap",), hall=True), 5)[0].task.station == "15220104"
    mine, nobody = TaskSpan(clerks=("W01",)), TaskSpan(clerks=("W02",))
    (clerk,) = {line.clerk for line in three.tasks(TaskSpan(), 50)}
    assert kinds(three, replace(mine, clerks=(clerk,))) == ["notice", "deemed", "decision"]
    assert kinds(three, nobody) == []
    assert kinds(three, replace(nobody, present=("S01",))) == [
        "notice",
        "deemed",
        "decision",
    ]  # nobody's here
    assert sum(three.task_counts(None).values()) == 4
    assert sum(three.task_counts(None, TaskSpan(hall=True)).values()) == 5
    assert sum(three.task_counts(None, nobody).values()) == 0


def test_that_counting_needs_no_rows(three: SqlJournal) -> None:
    assert three.task_counts("2026-11-23") == {("notice", "2026-11-23"): 1, ("unstamped", None): 1}
    assert sum(three.task_counts(None).values()) == 4


def test_that_no_list_goes_through_the_cases(three: SqlJournal) -> None:
    spans = (
        TaskSpan(until="2026-12-01"),
        TaskSpan(since="2026-11-01", until="2026-12-01"),
        TaskSpan(since="2026-11-01", kinds=("notice", "gap")),
        TaskSpan(),
        TaskSpan(dated=False, kinds=("notice",)),
        TaskSpan(until="2026-12-01", hall=True),
        TaskSpan(until="2026-12-01", clerks=("W01",), present=("S01",)),
    )
    for statement in (
        *(task_rows.LIST.format(where=task_rows.condition_of(span)[0]) for span in spans),
        task_rows.COUNTS.format(where="t.day <= '2026-12-01' OR t.day IS NULL", join=""),
    ):
        bound = ("2026-11-01",) * statement.count("?")
        plan = [row[3] for row in three.connection().execute(f"EXPLAIN QUERY PLAN {statement}", bound)]
        assert not any(step.startswith("SCAN") and "case_rows" in step for step in plan), plan
        assert not any(step == "SCAN t" for step in plan), plan
        assert not any("TEMP B-TREE FOR ORDER BY" in step for step in plan), plan


def test_that_the_same_tasks_are_left_alone_and_others_take_their_place(three: SqlJournal) -> None:
    connection = three.connection()
    changes = connection.total_changes
    put(three, "c1", task("c1", "deemed", "2026-11-27"), task("c1"))
    assert connection.total_changes == changes
    put(three, "c1", task("c1", "decision", "2026-12-18"))
    assert kinds(three, TaskSpan(until="2026-12-31")) == ["decision"]
    put(three, "c1")
    assert kinds(three, TaskSpan(until="2026-12-31")) == []


def test_that_papers_without_a_number_may_repeat_and_numbers_may_not(journal: SqlJournal) -> None:
    toy.accept(journal, "c1")
    paper = journal.papers_of("c1")[0]
    with journal.transaction() as tx:
        for name in ("draft1", "draft2"):
            tx.put_paper(replace(paper, paper=name, number=""))
        with pytest.raises(Exception, match="UNIQUE"):
            tx.put_paper(replace(paper, paper="another"))


def test_that_a_profile_catches_up_while_another_program_files(
    journal: SqlJournal, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The rows of thousands are computed without keeping the file; what is filed and done meanwhile counts."""
    for number in range(5):
        toy.accept(journal, f"c{number}")
    journal.connection().execute("UPDATE case_rows SET state = 'wrong'")
    other = toy.open_journal(folder)

    def meanwhile(entries: Sequence[Entry]) -> toy.Rows:
        if not other.case_row("late"):
            toy.accept(other, "late")
            with other.transaction() as tx:
                tx.append(foreign("item.completed", "c1", {}, previous=tx.last_id("c1")), actor="W01")
                tx.commit()
        return toy.project(entries)

    monkeypatch.setattr("counter.db.journal.computed_rows.AT_ONCE", 2)
    journal.follow(meanwhile, "1|x")
    other.close()
    assert [row.state for row in reversed(journal.find_cases("").rows)] == [
        "accepted", "done", "accepted", "accepted", "accepted", "accepted",
    ]  # fmt: skip
    assert check(journal).clean
    journal.follow(lambda _: pytest.fail("nothing is to be computed again"), "1|x")
