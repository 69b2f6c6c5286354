"""What a window decided in a case that it did not own stands visibly, and has no effect until the owner settles it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from counter.domain.case import item_events
from counter.domain.case.acts.ownership import barred
from counter.domain.case.case import CaseState
from counter.domain.case.clock_events import EventDated
from counter.domain.case.conflict_events import CaseHandedOver
from counter.domain.case.item_events import Result
from counter.domain.case.item_state import ItemState
from counter.domain.case.lost_events import RecordsLost
from counter.domain.case.person_events import PersonForgotten
from counter.domain.journal.causality import Causes
from counter.domain.journal.entries import Entry
from counter.domain.journal.kinds import Slot
from counter.domain.tasks.task import TaskKind
from counter.domain.tasks.tasks import tasks
from tests.settings import calendar, jurisdiction
from tests.stories import due
from tests.windows import REASON, Windows, accepted, brought, concluded, folded, issued, item_of, settled


def stranger() -> Windows:
    """A's case, which B, and C, know and do not own."""
    windows = Windows(strangers="BC")
    windows.tell("A", "B", "C")
    return windows


def test_that_another_windows_decision_is_seen_and_has_no_effect() -> None:
    windows = stranger()
    windows.at("A", accepted())
    windows.tell_all()
    windows.at("B", concluded(Result.REJECTED))
    windows.at("B", issued("p2"))
    windows.tell_all()
    case = windows.case()
    assert item_of(case) is ItemState.ACCEPTED
    (one,) = case.conflicts
    assert (one.slot, one.unauthorised, one.soft) == (Slot.ITEM, True, False)
    assert [claim.station for claim in one.claims] == ["A", "B"]
    assert "不是主办窗口" in one.claims[1].words
    assert one.claims[1].papers == ("p2",)
    assert case.state is CaseState.CONFLICT
    assert TaskKind.CONFLICT in [t.kind for t in tasks(case, jurisdiction(), calendar(), "A")]
    assert barred(case, "A") is None or not barred(case, "A").disputed  # type: ignore[union-attr]
    windows.at("A", concluded(Result.GRANTED))  # the owner goes on
    assert item_of(windows.case()) is ItemState.GRANTED
    assert len(windows.case().conflicts) == 1


@pytest.mark.parametrize(("stands", "state"), [(0, ItemState.ACCEPTED), (1, ItemState.REJECTED)])
def test_that_the_owner_says_whether_it_holds(stands: int, state: ItemState) -> None:
    windows = stranger()
    windows.at("A", accepted())
    windows.at("B", concluded(Result.REJECTED))
    windows.tell_all()
    assert item_of(windows.case()) is ItemState.ACCEPTED  # the owner's own is not held up by it
    windows.at("A", settled(windows.case("A"), stands), REASON)
    windows.tell_all()
    case = windows.case()
    assert (item_of(case), case.conflicts) == (state, ())


def test_that_a_strangers_settlement_settles_nothing() -> None:
    windows = Windows(strangers="C")
    windows.tell("A", "B", "C")
    windows.at("A", accepted())
    windows.at("B", concluded(Result.REJECTED))  # as the owner's other machine
    windows.tell_all()
    windows.at("C", settled(windows.case("C"), 1), REASON)
    windows.tell_all()
    case = windows.case()
    assert item_of(case) is ItemState.CONFLICT
    (one,) = case.conflicts
    assert [claim.kind for claim in one.claims] == ["item.accepted", "item.concluded", "conflict.settled"]
    windows.at("A", settled(case, 0), REASON)
    assert (item_of(windows.case()), windows.case().conflicts) == (ItemState.ACCEPTED, ())


def test_that_a_stranger_neither_takes_a_case_nor_ends_its_personal_data() -> None:
    windows = stranger()
    windows.at("B", CaseHandedOver("B", "S02"))
    windows.at("B", accepted())
    windows.at("C", PersonForgotten("保管期满"))
    windows.at("C", EventDated(due("2026-11-21"), "许可法42"))
    case = windows.case()
    assert (case.owner, case.forgotten, case.event_due) == ("A", False, None)
    assert item_of(case) is ItemState.RECEIVED
    assert {one.slot for one in case.conflicts} == {Slot.OWNER, Slot.ITEM, Slot.ALL, Slot.CASE}
    assert all(one.unauthorised for one in case.conflicts)


def test_that_who_had_a_case_handed_over_decides_and_who_gave_it_away_does_not() -> None:
    windows = stranger()
    windows.at("A", CaseHandedOver("B", "S02"))
    alone = replace(windows.entries[-1], id="e900", seq=3, kind="item.accepted", previous_entry_id="e001")
    late = stranger()
    late.at("A", accepted())
    alone = replace(alone, payload=late.entries[-1].payload)
    assert item_of(folded([*windows.entries, alone])) is ItemState.RECEIVED  # of one stream alone
    windows.tell("A", "B")
    windows.at("B", accepted())
    windows.at("C", brought())
    case = windows.case()
    assert (case.owner, item_of(case), case.conflicts) == ("B", ItemState.ACCEPTED, ())
    windows.at("C", item_events.DecisionVoided(("food",), ()))
    assert item_of(windows.case()) is ItemState.ACCEPTED


def test_that_a_window_takes_the_case_of_one_that_is_gone_for_itself_alone() -> None:
    windows = stranger()
    windows.at("C", CaseHandedOver("B", "S02", claimed=True))
    assert windows.case().owner == "A"
    windows.at("B", CaseHandedOver("B", "S02", claimed=True))
    windows.at("B", accepted())
    case = windows.case()
    assert (case.owner, item_of(case)) == ("B", ItemState.ACCEPTED)


def test_that_a_second_opening_is_told_as_what_it_is() -> None:
    windows = stranger()
    windows.at("A", accepted())
    windows.entries.append(
        replace(windows.entries[0], id="e900", station="B", actor="B01", epoch=2, seq=1, pos=None)
    )
    entries = [replace(e, pos=n) if n < 2 else e for n, e in enumerate(windows.entries)]
    case = folded(entries)
    assert (case.needs_upgrade, case.owner, item_of(case)) == ((), "A", ItemState.ACCEPTED)
    (one,) = case.conflicts
    assert (one.slot, one.unauthorised) == (Slot.CASE, True)
    assert [claim.station for claim in one.claims] == ["A", "B"]
    assert "又登记了一次" in case.history[-1].text


def doubted(windows: Windows, id_: str) -> list[Entry]:
    """What all wrote, with that act signed by nobody who may."""
    return [replace(e, doubted=e.id == id_) for e in windows.entries]


def test_that_a_settlement_that_no_supervisor_signed_settles_nothing_and_says_so() -> None:
    windows = Windows()
    windows.tell("A", "B", "C")
    windows.at("A", accepted())
    windows.at("B", concluded(Result.REJECTED))  # as the owner's other machine
    windows.tell_all()
    act = windows.at("A", settled(windows.case("A"), 1), REASON)
    windows.tell_all()
    assert folded(windows.entries).conflicts == ()
    case = folded(doubted(windows, act))
    assert item_of(case) is ItemState.CONFLICT
    (one,) = case.conflicts
    assert [claim.kind for claim in one.claims] == ["item.accepted", "item.concluded", "conflict.settled"]
    assert "不是值班负责人" in one.claims[2].words
    assert sum("不是值班负责人" in line.text for line in case.history) == 1


def test_that_records_that_no_supervisor_declared_lost_are_waited_for() -> None:
    windows = Windows()
    windows.tell("A", "B")
    windows.at("B", brought())
    windows.tell("B", "A")
    known = tuple(e.id for e in windows.of("A"))
    act = windows.at("A", RecordsLost(("e900",), known[:1], ("B",), "S02"))
    causes = Causes(tuple(windows.entries))
    assert causes.late == frozenset(known[1:])
    assert Causes(tuple(doubted(windows, act))).late == frozenset()
