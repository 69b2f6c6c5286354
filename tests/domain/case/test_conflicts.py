"""Two windows that contradict each other leave a case in conflict: nothing wins, no day gets worse (DESIGN §5)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import permutations

import pytest

from counter.domain.case import item_events, paper_events
from counter.domain.case.acts.ownership import barred
from counter.domain.case.case import CaseState
from counter.domain.case.clock_events import EventDated
from counter.domain.case.conflict import whose_words
from counter.domain.case.conflict_events import CaseHandedOver
from counter.domain.case.conflict_words import claim_words
from counter.domain.case.fold import fold
from counter.domain.case.invitation_events import RatingInvited, Stage
from counter.domain.case.item_events import Ending, Hands, MovedPaper, NotifiedGap, Result
from counter.domain.case.item_state import ItemState
from counter.domain.case.paper_events import PaperStage, Way
from counter.domain.case.person_events import PersonForgotten
from counter.domain.errors import RuleRefused
from counter.domain.journal.kinds import Slot
from counter.domain.tasks.task import TaskKind
from counter.domain.tasks.tasks import tasks
from counter.domain.visit.material import MaterialState
from tests import builders
from tests.settings import calendar, jurisdiction
from tests.stories import ORGAN, due
from tests.windows import FOOD, Windows, accepted, brought, concluded, folded, issued, item_of, told, two

# ── the order of arrival says nothing ────────────────────────────────────────────────────────────────


def test_that_what_was_taken_by_the_papers_code_alone_joins_when_the_opening_comes() -> None:
    windows = Windows()
    loose = windows.at("B", brought())
    assert windows.entries[-1].previous_entry_id is None
    assert fold(windows.of("B")) is None  # kept where it is, until the opening comes
    windows.tell("A", "B")
    case = windows.case("B")
    assert case.brought["lease"].state is MaterialState.RECEIVED
    assert [line.kind for line in case.history] == ["case.opened", "supplement.received"]
    assert set(case.base.split()) == {"e000", loose}
    assert (case.owner, case.conflicts) == ("A", ())
    places = {"e000": 2, loose: 1}  # the hub heard of the supplement first
    for arrived in permutations([replace(e, pos=places[e.id]) for e in windows.entries]):
        assert folded(arrived) == case


def test_that_a_case_is_the_same_in_whatever_order_its_entries_came() -> None:
    windows = two(accepted(), concluded(Result.GRANTED))
    windows.at("C", brought())
    cases = {repr(folded(order)) for order in permutations(windows.entries)}
    assert len(cases) == 1


def test_that_one_windows_case_is_folded_onto_and_anothers_is_not() -> None:
    windows = Windows()
    before = windows.case()
    windows.at("A", accepted())
    assert fold(windows.entries[1:], before) == windows.case()
    windows.at("B", brought())
    with pytest.raises(ValueError, match="together"):
        fold(windows.entries[1:], before)
    with pytest.raises(ValueError, match="does not follow"):
        fold(windows.entries[2:], windows.case("A"))


def test_that_what_does_not_travel_is_in_nobodys_base() -> None:
    windows = Windows()
    windows.at("A", RatingInvited(Stage.ACCEPTANCE, "pad"))
    assert windows.case().base == "e000"
    windows.at("A", accepted())
    assert windows.entries[-1].previous_entry_id == "e000"
    assert windows.case().base == "e002"


def test_that_a_window_put_back_goes_on_with_its_cases_and_contradicts_nobody() -> None:
    windows = Windows()
    windows.at("A", accepted())
    rating = windows.at("A", RatingInvited(Stage.ACCEPTANCE, "pad"))
    windows.at("A", concluded(Result.GRANTED))
    before = windows.case()
    *first, last = windows.entries
    for seen in (last.previous_entry_id, rating):  # an earlier program named a rating too
        moved = replace(last, epoch=2, seq=1, previous_entry_id=seen)
        for arrived in permutations([*first, moved]):
            after = folded(arrived)
            assert replace(after, base=before.base) == before
            assert last.id in after.base.split()


def test_that_contradicting_words_about_what_is_not_in_the_case_harm_nothing() -> None:
    case = two(accepted(item="nowhere"), concluded(Result.GRANTED, item="nowhere")).case()
    assert [(c.slot, c.key) for c in case.conflicts] == [(Slot.ITEM, "nowhere")]
    assert item_of(case) is ItemState.RECEIVED


# ── two decisions ────────────────────────────────────────────────────────────────────────────────────


def test_that_two_decisions_on_one_item_leave_it_in_conflict_with_the_days_that_harm_nobody() -> None:
    windows = Windows()
    windows.tell("A", "B")
    windows.at("A", accepted("2026-12-18"))
    windows.at("A", issued("p1"))
    windows.at("B", told("2026-12-04"))
    windows.at("B", issued("p2"))
    windows.tell_all()
    case = windows.case("A")
    item = case.item(FOOD)
    assert item is not None
    assert (item.state, case.state) == (ItemState.CONFLICT, CaseState.CONFLICT)
    assert (item.state.label, case.state.label) == ("记录有矛盾", "记录有矛盾")
    assert (item.decided, item.outcome, item.conclusion) == (False, None, None)  # as both knew it
    assert [(c.station, c.actor, c.papers) for c in item.conflict] == [
        ("A", "A01", ("p1",)),
        ("A", "B01", ("p2",)),
    ]
    assert [c.words for c in item.conflict] == ["受理：许可", item.conflict[1].words]
    assert item.due == due("2026-12-18")
    assert [t.due for t in item.told] == [due("2026-12-04")]
    assert all(p.stage.binding for p in case.papers)
    assert case.conflicts[0].since == windows.entries[3].at


def test_that_the_organs_day_is_the_earliest_and_the_applicants_the_latest() -> None:
    windows = two(accepted("2026-12-18"), accepted("2026-12-15"))
    item = windows.case().item(FOOD)
    assert item is not None
    assert (item.due, item.statutory) == (due("2026-12-15"), due("2026-12-15"))
    windows = two(told("2026-12-04"), told("2026-12-08"))
    item = windows.case().item(FOOD)
    assert item is not None
    assert item.due == due("2026-12-08")
    assert {t.due for t in item.told} == {due("2026-12-08")}
    gaps = tuple(
        NotifiedGap("lease", "租赁合同", "deferred", "", due(d)) for d in ("2026-12-04", "2026-12-09")
    )
    one, other = (
        item_events.ItemGapped(FOOD, "许可", ORGAN, (gap,), "p1", due("2026-12-18")) for gap in gaps
    )
    item = two(one, other).case().item(FOOD)
    assert item is not None
    assert [g.due for g in item.gap_dues] == [due("2026-12-09")]


def test_that_what_says_the_same_is_no_conflict_and_is_done_once() -> None:
    day = date(2026, 11, 20)
    deemed = item_events.ItemDeemed(FOOD, "许可", ORGAN, day, day, due("2026-12-18"))
    other = item_events.ItemDeemed(FOOD, "许可", ORGAN, day, day, due("2026-12-17"))
    case = two(deemed, other).case()
    assert (item_of(case), case.conflicts) == (ItemState.DEEMED, ())
    same = concluded(Result.REJECTED, "乌市监〔2026〕9号")
    case = two(same, same).case()
    assert (item_of(case), case.conflicts) == (ItemState.REJECTED, ())
    assert len(two(accepted(), concluded(Result.GRANTED)).case().conflicts) == 1
    assert len(two(same, concluded(Result.REJECTED, "另一号")).case().conflicts) == 1


def test_that_who_knew_of_one_of_two_that_say_the_same_contradicts_neither() -> None:
    windows = Windows()
    windows.tell("A", "B")
    windows.at("A", accepted())
    windows.at("B", accepted())
    windows.at("A", concluded(Result.GRANTED))
    windows.tell_all()
    case = windows.case()
    assert (item_of(case), case.conflicts) == (ItemState.GRANTED, ())


def test_that_who_saw_the_other_decides_after_it() -> None:
    windows = Windows()
    windows.at("A", accepted())
    windows.tell("A", "B")
    windows.at("B", concluded(Result.GRANTED))
    case = windows.case()
    assert (item_of(case), case.conflicts) == (ItemState.GRANTED, ())


def test_that_decisions_on_different_items_commute_and_only_the_disputed_one_waits() -> None:
    windows = Windows(builders.item(), builders.item("smoke"))
    windows.tell("A", "B")
    windows.at("A", accepted())
    windows.at("B", accepted(item="smoke"))
    windows.tell_all()
    assert not windows.case().conflicts
    windows.tell_all()
    windows.at("A", item_events.DecisionVoided((FOOD, "smoke"), ()))
    windows.at("B", concluded(Result.GRANTED))
    case = windows.case()
    assert (item_of(case), item_of(case, "smoke")) == (ItemState.CONFLICT, ItemState.RECEIVED)


# ── in the applicant's favour ────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "end",
    [
        concluded(Result.LAPSED),
        concluded(Result.REJECTED),
        item_events.ItemEnded(FOOD, "许可", Ending.RETURNED),
        told("2026-12-04", returned=True),
    ],
)
def test_that_papers_brought_before_anybody_heard_of_the_end_have_it_looked_at_again(end: object) -> None:
    windows = Windows()
    windows.at("A", told("2026-12-04"))
    windows.tell("A", "B")
    windows.at("B", brought())
    windows.at("A", end)
    windows.tell_all()
    case = windows.case()
    item = case.item(FOOD)
    assert item is not None
    assert item.state is ItemState.CONFLICT
    assert {c.kind for c in item.conflict} >= {"supplement.received"}
    assert case.brought["lease"].state is MaterialState.RECEIVED
    assert item.told[0].due == due("2026-12-04")


def test_that_papers_brought_contradict_nothing_else() -> None:
    for other in (
        accepted(),
        concluded(Result.GRANTED),
        item_events.ItemEnded(FOOD, "许可", Ending.WITHDRAWN),
    ):
        assert not two(brought(), other).case().conflicts
    elsewhere = Windows(builders.item(), builders.item("smoke"))
    elsewhere.tell("A", "B")
    elsewhere.at("A", concluded(Result.LAPSED, item="smoke"))
    elsewhere.at("B", brought())
    assert not elsewhere.case().conflicts


def test_that_of_papers_taken_in_twice_the_best_counts_and_both_are_told() -> None:
    windows = two(brought("defective"), brought(copies=2))
    case = windows.case()
    assert (case.brought["lease"].state, case.brought["lease"].copies) == (MaterialState.RECEIVED, 2)
    assert case.received_twice == ()
    case = two(brought(copies=2), brought()).case()
    assert (case.brought["lease"].copies, case.received_twice) == (2, ("lease",))
    windows.tell_all()
    windows.at("A", brought("defective"))
    assert windows.case().brought["lease"].state is MaterialState.DEFECTIVE  # who saw both looked again
    assert [line.kind for line in windows.case().history].count("supplement.received") == 3


# ── papers, originals, days, persons ─────────────────────────────────────────────────────────────────


def served(day: int, way: Way = Way.WINDOW) -> paper_events.PaperServed:
    return paper_events.PaperServed("p1", "1号", way, date(2026, 12, day))


def test_that_a_paper_served_twice_counts_from_the_later_day_and_holds_nothing_up() -> None:
    for days in ((1, 3), (3, 1)):
        windows = Windows()
        windows.at("A", issued("p1"))
        windows.tell_all()
        for station, day in zip("AB", days, strict=True):
            windows.at(station, served(day))
        case = windows.case()
        paper = case.paper("p1")
        assert paper is not None
        assert paper.serving is not None
        assert (paper.serving.day, case.conflicts[0].soft) == (date(2026, 12, 3), True)
        assert case.state is not CaseState.CONFLICT


def test_that_a_paper_in_the_applicants_hand_binds_until_somebody_settles_it() -> None:
    windows = Windows()
    windows.at("A", issued("p1"))
    windows.tell_all()
    windows.at("A", paper_events.PaperVoided("p1", "1号", taken_back=False))
    windows.at("B", served(1))
    windows.tell_all()
    case = windows.case()
    paper = case.paper("p1")
    assert paper is not None
    assert (paper.stage, case.conflicts[0].soft) == (PaperStage.SERVED, False)
    assert not two(served(1), served(1)).case().conflicts


def test_that_only_the_issuing_window_knows_a_papers_sheets_and_others_are_marked() -> None:
    windows = Windows()
    windows.at("A", issued("p1"))
    windows.tell_all()
    said = paper_events.PaperPrinted("p1", "1号")
    windows.at("B", said)
    windows.at("A", said)
    texts = {line.actor: line.text for line in windows.case().history}
    assert ("不是出具窗口" in texts["B01"], "不是出具窗口" in texts["A01"]) == (True, False)
    here = barred(windows.case(), "A")
    assert here is None
    there = barred(windows.case(), "B")
    assert there is not None
    with pytest.raises(RuleRefused, match="由那个窗口办"):
        there.check(said)
    there.check(served(1))
    with pytest.raises(RuleRefused, match="窗口 A 主办"):
        there.check(paper_events.PaperVoided("p1", "1号", taken_back=True))


def test_that_originals_handed_out_twice_are_a_conflict_and_brought_back_twice_are_none() -> None:
    moved = (MovedPaper("lease", "租赁合同", 1, 0),)
    out = item_events.CustodyMoved(ORGAN, Hands.TO_APPLICANT, moved)
    case = two(out, out).case()
    assert [(c.slot, c.key) for c in case.conflicts] == [(Slot.ORIGINAL, "lease")]
    back = item_events.CustodyMoved(ORGAN, Hands.TO_WINDOW, moved)
    assert not two(back, back).case().conflicts


def test_that_contradictions_are_one_task_for_each_item_and_paper_and_one_for_the_rest() -> None:
    windows = Windows()
    windows.at("A", issued("p1"))
    windows.tell_all()
    out = item_events.CustodyMoved(ORGAN, Hands.TO_APPLICANT, (MovedPaper("lease", "租赁合同", 1, 0),))
    for name, day in (("A", 1), ("B", 2)):
        windows.at(name, accepted(f"2026-12-0{day}"))
        windows.at(name, out)
        windows.at(name, CaseHandedOver(name, "S02"))
    windows.at("A", paper_events.PaperVoided("p1", "1号", taken_back=False))
    windows.at("B", served(1))
    windows.tell_all()
    found = tasks(windows.case(), jurisdiction(), calendar())
    settling = [(one.item, one.paper) for one in found if one.kind is TaskKind.CONFLICT]
    assert sorted(settling) == [("", ""), ("", "p1"), (FOOD, "")]


def test_that_the_common_day_is_the_earliest() -> None:
    for days in (("2027-01-05", "2027-01-08"), ("2027-01-08", "2027-01-05")):
        one, other = (EventDated(due(day), "许可法42") for day in days)
        case = two(one, other).case()
        assert (case.event_due, case.conflicts) == (due("2027-01-05"), ())


def test_that_the_end_of_personal_data_absorbs_everything() -> None:
    windows = two(accepted(), concluded(Result.GRANTED))
    assert windows.case().conflicts
    windows.at("C", PersonForgotten("保管期满"))
    case = windows.case()
    assert (case.forgotten, case.conflicts) == (True, ())


def test_that_two_machines_of_one_window_are_told_apart() -> None:
    """As a window and its copy that was put back write: same code, perhaps the same person in the same minute."""
    case = two(accepted(), told("2026-12-01")).case()
    (conflict,) = case.conflicts
    one, other = (claim_words(case, claim) for claim in conflict.claims)
    assert one.startswith("窗口 A（第1期） ")
    assert other.startswith("窗口 A（第2期） ")
    assert whose_words(case.conflicts) == "窗口 A 的两台电脑"
    apart = replace(conflict, claims=(conflict.claims[0], replace(conflict.claims[1], station="B")))
    assert whose_words((apart,)) == "窗口 A、B"
    assert "期" not in claim_words(replace(case, conflicts=(apart,)), apart.claims[0]).split("：")[0]
