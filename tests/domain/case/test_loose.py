"""Papers taken in before the opening of their case is here: shown alone, joined by name, in any order."""

from __future__ import annotations

from itertools import permutations

from counter.domain.case.acts.ownership import is_here
from counter.domain.case.case import CaseState
from counter.domain.case.events import BroughtRecord
from counter.domain.case.fold import fold
from counter.domain.case.fold.loose import case_here, loose_case
from counter.domain.case.item_events import Result
from counter.domain.case.item_state import ItemState
from counter.domain.case.material_events import SupplementChecked, SupplementReceived
from counter.domain.case.named_lines import KEY, by_line
from counter.domain.document.numbering import case_number
from counter.domain.text.bare_name import bare_name
from counter.domain.visit.material import MaterialState
from tests import builders
from tests.windows import NOW, Windows, brought, concluded, item_of

NUMBER = case_number("15220103", 1, NOW.date(), 1)
NAME = "租赁合同"
LINES = (builders.line("lease", name=NAME), builders.line("form"))


def named(*names: str) -> SupplementReceived:
    """These papers by their printed names, as a window takes them in that does not know the case."""
    keys = {f"{KEY}{n}": name for n, name in enumerate(names, 1)}
    records = dict.fromkeys(keys, BroughtRecord("received", False, 1))
    return SupplementReceived(records, NOW, {}, NUMBER, keys)


def test_that_what_was_taken_in_shows_alone_until_the_opening_comes() -> None:
    windows = Windows(lines=LINES)
    windows.at("B", named(NAME, "别的"))
    here = loose_case(windows.of("B"))
    assert here is not None
    assert (here.state, here.number, here.owner) == (CaseState.LOOSE, NUMBER, "15220103")
    assert not is_here(here, "15220103")  # an own case that a restored window forgot is not decided either
    assert here.taken_elsewhere[0].unnamed == (NAME, "别的")
    assert fold(windows.of("B")) is None
    windows.tell_all()
    joined = case_here(windows.of("B"))
    assert joined is not None
    assert (joined.loose, joined.brought["lease"].state) == (False, MaterialState.RECEIVED)
    assert joined.taken_elsewhere[0].lines == ("lease",)
    assert joined.taken_elsewhere[0].unnamed == ("别的",)
    assert loose_case(windows.of("A")) is None


def test_that_every_order_of_arrival_gives_the_same_case() -> None:
    windows = Windows(lines=LINES)
    windows.at("B", named(NAME))
    windows.at("C", named(f"《{NAME}》"))
    windows.at("A", brought("received", 2))
    found = [case_here(order) for order in permutations(windows.entries)]
    assert all(case == found[0] for case in found)
    assert found[0] is not None
    assert found[0].brought["lease"].copies == 2
    assert found[0].received_twice == ("lease",)
    assert [one.station for one in found[0].taken_elsewhere] == ["B", "C"]


def test_that_a_name_is_joined_to_one_line_or_to_none() -> None:
    lines = (
        builders.line("a", name="租赁合同"),
        builders.line("b", name="证明"),
        builders.line("c", name="证明"),
    )
    found = by_line(named("《租赁 合同》", "证明", "租赁合同", "没有的"), lines)
    assert list(found.lines) == ["a", f"{KEY}2", f"{KEY}3", f"{KEY}4"]
    assert list(found.names.values()) == ["证明", "租赁合同", "没有的"]
    assert by_line(brought(), lines) == brought()
    assert bare_name("《Ａ 表》") == bare_name("a表")


def test_that_an_end_for_want_of_papers_taken_in_by_name_is_contradicted() -> None:
    windows = Windows(lines=LINES)
    windows.at("B", named(NAME))
    windows.at("A", concluded(Result.LAPSED))
    windows.tell_all()
    assert item_of(windows.case()) is ItemState.CONFLICT


def test_that_the_owners_check_ends_the_waiting_and_says_what_was_found() -> None:
    windows = Windows(lines=LINES)
    taken = windows.at("B", named(NAME))
    windows.tell_all()
    wrong = {"lease": BroughtRecord("defective", False, 1)}
    windows.at("A", SupplementChecked((taken,), wrong))
    case = windows.case()
    assert [one.checked for one in case.taken_elsewhere] == [True]
    assert case.brought["lease"].state is MaterialState.DEFECTIVE
    assert case.received_twice == ()
