"""What somebody settled holds, until a claim comes that he had not seen; and who owns a case (DESIGN §5)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from counter.domain.case import item_events
from counter.domain.case.conflict_events import CaseHandedOver
from counter.domain.case.item_events import Result
from counter.domain.case.item_state import ItemState
from counter.domain.journal.exchange.ownership import owner_of
from counter.domain.journal.kinds import Slot
from tests.windows import (
    FOOD,
    REASON,
    Windows,
    accepted,
    brought,
    concluded,
    folded,
    issued,
    item_of,
    settled,
    two,
)


@pytest.mark.parametrize(("stands", "state"), [(0, ItemState.ACCEPTED), (1, ItemState.REJECTED)])
def test_that_what_was_settled_holds_and_the_papers_of_the_other_are_withdrawn(
    stands: int, state: ItemState
) -> None:
    windows = Windows()
    windows.tell("A", "B", "C")
    windows.at("A", accepted())
    windows.at("A", issued("p1"))
    windows.at("B", concluded(Result.REJECTED))
    windows.at("B", issued("p2"))
    windows.tell_all()
    back = ("p2", "p1")[stands]
    windows.at("A", settled(windows.case("A"), stands, back), REASON)
    windows.tell_all()
    case = windows.case()
    assert (item_of(case), case.conflicts) == (state, ())
    assert [p.stage.binding for p in case.papers] == [p.id != back for p in case.papers]
    assert "已处理" in case.history[-1].text
    windows.at("A", item_events.DecisionVoided((FOOD,), ()))
    assert item_of(windows.case()) is ItemState.RECEIVED


def test_that_a_third_late_claim_opens_a_new_conflict() -> None:
    windows = two(accepted(), concluded(Result.REJECTED))
    windows.at("A", settled(windows.case("A"), 0), REASON)
    windows.at("C", concluded(Result.GRANTED))  # had heard of both claims, not of the settlement
    case = windows.case()
    (one,) = case.conflicts
    assert [c.kind for c in one.claims] == ["conflict.settled", "item.concluded"]
    assert item_of(case) is ItemState.CONFLICT
    windows.tell_all()
    windows.at("A", settled(windows.case("A"), 0), REASON)
    assert (item_of(windows.case()), windows.case().conflicts) == (ItemState.ACCEPTED, ())
    windows = two(accepted(), concluded(Result.REJECTED))
    windows.at("A", settled(windows.case("A"), 0), REASON)
    windows.at("C", concluded(Result.GRANTED))
    windows.tell_all()
    windows.at("A", settled(windows.case("A"), 1), REASON)
    assert item_of(windows.case()) is ItemState.GRANTED


def test_that_what_is_contradicted_after_the_settlement_is_not_settled_by_it() -> None:
    windows = two(accepted(), concluded(Result.REJECTED))
    windows.at("A", settled(windows.case("A"), 0), REASON)
    windows.tell_all()
    for station, result in (("A", Result.GRANTED), ("B", Result.REJECTED)):
        windows.at(station, concluded(result))
    (one,) = windows.case().conflicts
    assert [c.kind for c in one.claims] == ["item.concluded"] * 2


def test_that_two_settlements_that_differ_settle_nothing() -> None:
    windows = two(accepted(), concluded(Result.REJECTED))
    for station, stands in (("A", 0), ("B", 1)):
        windows.at(station, settled(windows.case(station), stands), REASON)
    windows.tell_all()
    case = windows.case()
    (one,) = case.conflicts
    assert [c.kind for c in one.claims] == ["conflict.settled"] * 2
    assert item_of(case) is ItemState.CONFLICT
    windows = two(accepted(), concluded(Result.REJECTED))
    for station in "AB":
        windows.at(station, settled(windows.case("C"), 0), REASON)
    assert (item_of(windows.case()), windows.case().conflicts) == (ItemState.ACCEPTED, ())


def test_that_of_two_hand_overs_the_earlier_in_the_hubs_order_owns_meanwhile() -> None:
    windows = two(CaseHandedOver("B", "S02"), CaseHandedOver("C", "S03"))
    for pos, owner in (((1, 2, 3), "B"), ((1, 3, 2), "C")):
        entries = [replace(e, pos=p) for e, p in zip(windows.entries, pos, strict=True)]
        case = folded(reversed(entries))
        assert (case.owner, [c.slot for c in case.conflicts]) == (owner, [Slot.OWNER])
    assert two(CaseHandedOver("B", "S02"), CaseHandedOver("B", "S03")).case().owner == "B"
    assert two(CaseHandedOver("B", "S02"), accepted()).case().conflicts == ()


def test_that_what_a_newer_program_wrote_elsewhere_makes_the_case_read_only() -> None:
    windows = two(accepted(), brought())
    windows.entries[-1] = replace(windows.entries[-1], kind="item.postponed")
    case = windows.case()
    assert case.needs_upgrade == ("item.postponed",)
    assert "e002" in case.base.split()


def test_that_a_window_claims_a_case_for_itself_alone_and_comes_by_no_key() -> None:
    mine = CaseHandedOver("B", "S02", claimed=True)
    windows = Windows(strangers="B")
    windows.tell("A", "B", "C")
    windows.at("B", mine)
    case = windows.case()
    assert case.owner == "B"
    assert case.handed is not None
    assert (case.handed.station, case.handed.waits) == ("A", False)
    entries = windows.of("B")
    assert (owner_of(entries), owner_of(entries, claimant="B")) == ("A", "B")
    windows.at("B", CaseHandedOver("C", "S02", claimed=True))
    assert windows.case().owner == "B"  # nobody claims for somebody else
