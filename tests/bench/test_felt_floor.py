"""Felt speed is told beside what the same machine can do: a bare page for each row, a bare window for the reference."""

from __future__ import annotations

import pytest

from bench.felt_floor import FRAME, PAGE, REFERENCE_MS, Machine, beside_the_machine
from bench.processes import one_run
from bench.table import limit_row


def machine(*, slower: float, page: float) -> Machine:
    """One that was measured already."""
    found = Machine()
    found.frames, found.pages = [REFERENCE_MS * slower] * 3, [page] * 3
    return found


def test_that_a_row_is_a_ratio_to_the_bare_page_and_keeps_its_limit_by_the_clock() -> None:
    (measured, *_) = beside_the_machine([limit_row("台账", [140.0], 100)], machine(slower=2, page=70))
    assert (measured["ratio"], measured["floor_p50"], measured["ok"]) == (2, 70, False)


def test_that_what_is_over_is_counted_here_and_as_the_reference_machine_would_have_it() -> None:
    rows = [limit_row("待办", [90.0], 100), limit_row("台账", [140.0], 100), limit_row("版本", [236.0], 100)]
    *_, here, there = beside_the_machine(rows, machine(slower=2, page=70))
    assert (here["ours_p50"], there["ours_p50"]) == (2, 1)
    assert not here["ok"]
    assert "divided by 2.00" in str(there["note"])


def test_that_long_work_is_counted_by_its_own_limit() -> None:
    *_, here, there = beside_the_machine([limit_row("自检", [900.0], 1000)], machine(slower=2, page=70))
    assert (here["ours_p50"], there["ours_p50"]) == (0, 0)


@pytest.mark.parametrize(("floor", "figure"), [(FRAME, "frame"), (PAGE, "page")])
def test_that_a_floor_says_what_it_took(floor: str, figure: str) -> None:
    assert one_run(floor)[figure]
