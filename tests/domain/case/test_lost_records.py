"""What was declared lost and comes nevertheless joins its case, and contradicts what was decided without it."""

from __future__ import annotations

import pytest

from counter.domain.case.invitation_events import RatingClosed
from counter.domain.case.item_events import Result
from counter.domain.case.item_state import ItemState
from counter.domain.case.lost_events import RecordsLost
from counter.domain.journal.causality import Causes
from counter.domain.journal.exchange.scope import is_withheld
from tests.windows import REASON, Windows, accepted, brought, concluded, item_of, settled


def lost(windows: Windows, *ids: str) -> str:
    known = tuple(sorted(e.id for e in windows.of("A") if not is_withheld(e.kind)))
    return windows.at("A", RecordsLost(ids, known, ("C",), "S02"))


def burnt() -> tuple[Windows, str]:
    """The owner's other machine rejected; a third window saw that; only what the third wrote came to A."""
    windows = Windows()
    windows.tell("A", "B", "C")
    first = windows.at("B", brought("defective", line="form"))
    last = windows.at("B", concluded(Result.REJECTED))
    windows.tell("B", "C")
    seen = windows.at("C", brought())
    windows.known["A"].add(seen)
    windows.at("A", RatingClosed())  # which no base and no declaration names
    assert Causes(windows.of("A")).unknown == (last,)
    lost(windows, last)
    assert first not in windows.known["A"]
    return windows, last


def test_that_what_comes_late_contradicts_what_was_decided_without_it() -> None:
    windows, last = burnt()
    mine = windows.at("A", accepted())
    assert item_of(windows.case("A")) is ItemState.ACCEPTED
    windows.tell_all()
    case = windows.case()
    (one,) = case.conflicts
    assert {claim.entry for claim in one.claims} == {last, mine}
    assert item_of(case) is ItemState.CONFLICT
    assert case.brought["form"].state == "defective"
    assert [line.text.endswith("（登记遗失以后才收到）") for line in case.history].count(True) == 2
    assert {last, mine} == set(case.base.split())
    windows.at("A", settled(case, 0), REASON)
    assert windows.case().conflicts == ()


def test_that_who_names_what_came_late_knew_it() -> None:
    windows, last = burnt()
    windows.tell_all()
    case = windows.case("A")
    assert (item_of(case), case.conflicts) == (ItemState.REJECTED, ())
    after = windows.at("A", accepted())
    causes = Causes(tuple(windows.entries))
    assert causes.knew(after, last)
    assert windows.case().conflicts == ()
    windows.at("A", concluded(Result.GRANTED))
    assert windows.case().conflicts == ()


@pytest.mark.parametrize("late", [False, True])
def test_that_a_declaration_changes_nothing_where_all_was_there(*, late: bool) -> None:
    windows = Windows()
    windows.tell("A", "B")
    windows.at("B", accepted())
    windows.tell_all()
    lost(windows, "nothing")
    windows.at("A" if late else "B", concluded(Result.GRANTED))
    windows.tell_all()
    assert windows.case().conflicts == ()
    assert Causes(tuple(windows.entries)).heads == (windows.entries[-1].id,) or not late
