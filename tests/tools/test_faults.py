"""The published matrix of faults is the tool's own, and every row names tests that are there."""

from __future__ import annotations

from collections import Counter

from tools.faults import (
    DOCUMENT,
    ROOT,
    Fault,
    Ran,
    document,
    faults,
    names_in,
    outcome_of,
    read_report,
    untried,
)

ROW = Fault("kill", "a", "t", "nothing lost", "n", ("tests/x.py::test_a",), "0005", {"acts": "acts"})


def test_that_the_document_has_the_rows_of_the_tool() -> None:
    rows = [(row.kind, row.name) for row in (*faults(), *untried())]
    assert names_in(DOCUMENT.read_text(encoding="utf-8")) == rows
    assert len({name for _, name in rows}) == len(rows)
    assert "**FAILED" not in DOCUMENT.read_text(encoding="utf-8")


def test_that_every_row_names_tests_that_are_there() -> None:
    for test in {test for row in faults() for test in row.tests}:
        file, _, function = test.partition("::")
        assert not function or f"def {function}(" in (ROOT / file).read_text(encoding="utf-8"), test


def test_that_only_what_ran_and_held_is_counted() -> None:
    ran = (
        Ran("tests/x.py::test_a", Counter(trials=7, acts=40), False, ""),
        Ran("tests/x.py::test_a", Counter(), False, ""),
        Ran("tests/x.py::test_a", Counter(trials=9), False, "no such tool here"),
        Ran("tests/x.py::test_ab", Counter(trials=100), False, ""),
    )
    outcome = outcome_of(ROW, ran)
    assert (outcome.trials, outcome.told["acts"], outcome.skipped) == (8, 40, ("no such tool here",))
    assert outcome.held
    assert not outcome_of(ROW, (*ran, Ran("tests/x.py::test_a", Counter(), True, ""))).held
    assert not outcome_of(ROW, ran[2:]).held  # nothing of it ran


def test_that_a_row_that_failed_never_says_that_nothing_was_lost() -> None:
    report = (
        '<testsuites><testsuite><testcase classname="tests.x" name="test_a[one]"><properties>'
        '<property name="trials" value="3"/><property name="trials" value="4"/></properties></testcase>'
        '<testcase classname="tests.x" name="test_a[two]"><failure/></testcase></testsuite></testsuites>'
    )
    outcome = outcome_of(ROW, read_report(report))
    assert (outcome.trials, outcome.failed) == (7, 1)
    written = document([ROW], {"a": outcome}, "")
    assert "FAILED: 1" in written
    assert "nothing lost" not in written
