"""The convergence table, line by line and pair by pair; and its laws over histories of windows that meet by chance."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import replace
from datetime import date
from itertools import combinations
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from counter.domain.case import events, item_events, paper_events
from counter.domain.case.case import Case
from counter.domain.case.conflict_events import CaseHandedOver, ConflictSettled
from counter.domain.case.invitation_events import RatingClosed
from counter.domain.case.item_events import Hands, MovedPaper, Result
from counter.domain.case.item_state import ItemState
from counter.domain.case.material_events import RelievedLine, SupplementReceived
from counter.domain.case.paper_events import Way
from counter.domain.case.person_events import PersonViewed
from counter.domain.event_kinds import KINDS
from counter.domain.journal.codec import read
from counter.domain.journal.entries import Entry
from counter.domain.journal.exchange.scope import is_withheld
from counter.domain.journal.kinds import HistoryOf, Meeting, Slot, kind_of
from tests import builders
from tests.stories import ORGAN
from tests.windows import Windows, accepted, brought, concluded, folded, issued, settled, told

GOLDEN = Path(__file__).resolve().parents[2] / "golden"
M, S = Meeting, Slot
TABLE: dict[str, tuple[Slot, Meeting, tuple[str, ...] | None]] = {
    "case.opened": (S.CASE, M.EXCLUDES, None),
    "case.taken_over": (S.CASE, M.DECIDES, None),
    "case.take_over_undone": (S.ALL, M.DECIDES, ()),
    "case.archived": (S.ALL, M.DECIDES, None),
    "case.unarchived": (S.ALL, M.DECIDES, ()),
    "case.handed_over": (S.OWNER, M.DECIDES, ("to",)),
    "hand_over.received": (S.OWNER, M.ADDS, None),
    "conflict.settled": (S.NAMED, M.DECIDES, ("stands", "taken_back")),
    "event.dated": (S.CASE, M.EARLIEST, None),
    "person.forgotten": (S.ALL, M.ABSORBS, None),
    "applicant.identified": (S.PERSON, M.EXCLUDES, None),
    "materials.received": (S.LINE, M.ADDS, None),
    "supplement.checked": (S.LINE, M.DECIDES, None),
    "supplement.received": (S.LINE, M.BROUGHT, None),
    "material.relieved": (S.LINE, M.ADDS, None),
    "custody.moved": (S.ORIGINAL, M.EXCLUDES, None),
    "item.accepted": (S.ITEM, M.DECIDES, None),
    "item.completed": (S.ITEM, M.DECIDES, None),
    "item.held": (S.ITEM, M.DECIDES, None),
    "item.told": (S.ITEM, M.DECIDES, None),
    "item.accepted_with_gaps": (S.ITEM, M.DECIDES, None),
    "item.deemed_accepted": (S.ITEM, M.DECIDES, ()),
    "item.proposed": (S.ITEM, M.DECIDES, None),
    "item.organ_accepted": (S.ITEM, M.DECIDES, ("document", "day")),
    "item.organ_told": (S.ITEM, M.ADDS, None),
    "item.concluded": (S.ITEM, M.DECIDES, ("result", "document", "day")),
    "item.ended": (S.ITEM, M.DECIDES, ("ending",)),
    "decision.voided": (S.ITEM, M.DECIDES, ()),
    "decision.noted": (S.ITEM, M.ADDS, None),
    "pledge.signed": (S.ITEM, M.ADDS, None),
    "withdrawal.signed": (S.ITEM, M.ADDS, None),
    "procedure.told": (S.ITEM, M.DECIDES, None),
    "clock.paused": (S.ITEM, M.DECIDES, None),
    "clock.resumed": (S.ITEM, M.DECIDES, None),
    "clock.extended": (S.ITEM, M.DECIDES, None),
    "dates.set": (S.ITEM, M.DECIDES, None),
    "result.arrived": (S.CERTIFICATE, M.ADDS, None),
    "result.placed": (S.CERTIFICATE, M.ADDS, None),
    "result.withdrawn": (S.CERTIFICATE, M.ADDS, None),
    "result.called_in": (S.CERTIFICATE, M.ADDS, None),
    "result.handed_out": (S.CERTIFICATE, M.SERVED, ("hand_out",)),
    "result.posted": (S.CERTIFICATE, M.SERVED, ("posting",)),
    "result.post_signed": (S.CERTIFICATE, M.ADDS, None),
    "result.post_returned": (S.CERTIFICATE, M.ADDS, None),
    "result.sent_electronically": (S.CERTIFICATE, M.ADDS, None),
    "result.read": (S.CERTIFICATE, M.ADDS, None),
    "result.hand_out_prepared": (S.CERTIFICATE, M.ADDS, None),
    "result.hand_out_dropped": (S.CERTIFICATE, M.ADDS, None),
    "result.called": (S.CERTIFICATE, M.ADDS, None),
    "result.sent_back": (S.CERTIFICATE, M.ADDS, None),
    "paper.issued": (S.PAPER, M.ADDS, None),
    "paper.copied": (S.PAPER, M.ADDS, None),
    "paper.queued": (S.PAPER, M.ADDS, None),
    "paper.failed": (S.PAPER, M.ADDS, None),
    "paper.printed": (S.PAPER, M.ADDS, None),
    "paper.stamped": (S.PAPER, M.ADDS, None),
    "paper.served": (S.PAPER, M.SERVED, ("way", "day", "declined")),
    "paper.published": (S.PAPER, M.ADDS, None),
    "paper.voided": (S.PAPER, M.DECIDES, ()),
    "paper.superseded": (S.PAPER, M.DECIDES, ("by",)),
}
"""HUB.md §5.2 with one line for each kind that a case holds; a kind of the slot NONE commutes with everything."""


@pytest.mark.parametrize(
    "kind", [k for k in KINDS.by_name.values() if HistoryOf.CASE in k.of], ids=lambda k: k.name
)
def test_that_every_kind_of_a_case_has_its_line(kind: Any) -> None:
    if kind.slot is Slot.NONE:
        assert (kind.meets, kind.name in TABLE) == (None, False)
    else:
        assert (kind.slot, kind.meets, kind.same) == TABLE[kind.name]


# ── every pair of kinds of a slot ────────────────────────────────────────────────────────────────────

PUT: dict[Slot, dict[str, Any]] = {
    Slot.ITEM: {"item": "food", "items": ("food",)},
    Slot.PAPER: {"paper": "p1"},
    Slot.PERSON: {"who": "person"},
    Slot.CERTIFICATE: {"certificate": "k1", "certificates": ("k1",)},
    Slot.ORIGINAL: {"moved": (MovedPaper("lease", "租赁合同", 1, 0),), "hands": Hands.TO_APPLICANT},
}


def example(name: str) -> tuple[object, object | None]:
    """An event of that kind about the item ``food``, the line ``lease`` and the paper ``p1``."""
    kind = KINDS.by_name[name]
    stored = json.loads((GOLDEN / f"{name}.v{kind.version}.json").read_text(encoding="utf-8"))
    event = read(kind.payload, stored["payload"])
    named = {k: v for k, v in PUT.get(TABLE[name][0], {}).items() if hasattr(event, k)}
    if TABLE[name][0] is Slot.LINE:
        lines = {"lease": events.BroughtRecord("received", False, 1)}
        named = {"lines": (RelievedLine("lease", "租赁合同"),) if isinstance(event.lines, tuple) else lines}
        named |= {"shared": type(event.shared)()} if hasattr(event, "shared") else {}
    sealed = (
        None if stored["personal"] is None or kind.sealed is None else read(kind.sealed, stored["personal"])
    )
    return replace(event, **named), sealed


def meet(one: str, other: str) -> bool:
    """Whether the two examples are in one place, or the papers of the one are for the item of the other."""
    slots = {TABLE[one][0], TABLE[other][0]}
    return len(slots) == 1 or Slot.ALL in slots or slots == {Slot.ITEM, Slot.LINE}


def contradict(one: str, other: str) -> bool:
    """What the table says of the two examples."""
    meets = {TABLE[one][1], TABLE[other][1]}
    if Meeting.BROUGHT in meets:
        end: Any = example(one if other == "supplement.received" else other)[0]
        for_want = getattr(end, "result", "") in (Result.LAPSED, Result.REJECTED)
        return (for_want and type(end) is item_events.ItemConcluded) or getattr(
            end, "ending", ""
        ) == "returned"
    if meets & {Meeting.ADDS, Meeting.EARLIEST, Meeting.ABSORBS}:
        return False
    if {TABLE[one][0], TABLE[other][0]} == {Slot.ITEM, Slot.LINE}:
        return False  # the owner writes both: what was looked at decides nothing by itself
    if Meeting.SERVED in meets and TABLE[one][0] is not TABLE[other][0]:
        return False  # what was handed over was handed over, whatever became of the whole case
    return one != other or meets == {Meeting.EXCLUDES}


NAMES = tuple(n for n in TABLE if n not in ("case.opened", "case.taken_over", "conflict.settled"))


@pytest.mark.parametrize("one", NAMES)
def test_that_two_kinds_meet_as_the_table_says_whoever_was_first(one: str) -> None:
    for other in (n for n in NAMES[NAMES.index(one) :] if meet(one, n)):
        found = []
        for first, second in ((one, other), (other, one)):
            windows = Windows()
            windows.tell("A", "B")
            windows.at("A", issued("p1"))
            windows.tell_all()
            windows.at("A", *example(first))
            windows.at("B", *example(second))
            case = windows.case()
            found.append([(c.slot, c.key, c.soft) for c in case.conflicts])
            assert folded(windows.entries[::-1]) == case
        assert found[0] == found[1]
        assert bool(found[0]) is contradict(one, other), (one, other, found)


@pytest.mark.parametrize("result", [Result.LAPSED, Result.REJECTED])
def test_that_papers_brought_contradict_an_end_for_want_of_them(result: Result) -> None:
    for first, second in ((concluded(result), brought()), (brought(), concluded(result))):
        windows = Windows()
        windows.tell("A", "B")
        windows.at("A", issued("p1"))
        windows.tell_all()
        windows.at("A", first)
        windows.at("B", second)
        assert [c.slot for c in windows.case().conflicts] == [Slot.ITEM]


# ── laws ─────────────────────────────────────────────────────────────────────────────────────────────

DAYS = ("2026-12-04", "2026-12-10")
WRITTEN: tuple[object, ...] = (
    *(accepted(day) for day in DAYS),
    accepted(item="smoke"),
    told(DAYS[0]),
    told(DAYS[1], returned=True),
    concluded(Result.GRANTED),
    concluded(Result.LAPSED),
    item_events.DecisionVoided(("food", "smoke"), ()),
    brought(),
    brought("defective", line="form"),
    brought(copies=2),
    item_events.CustodyMoved(ORGAN, Hands.TO_ORGAN, (MovedPaper("lease", "租赁合同", 1, 0),)),
    *(paper_events.PaperServed("p1", "1号", Way.WINDOW, date.fromisoformat(day)) for day in DAYS),
    paper_events.PaperVoided("p1", "1号", taken_back=False),
    *(CaseHandedOver(to, "S02") for to in "BC"),
    PersonViewed("case"),
    RatingClosed(),
)
SETTLE = len(WRITTEN)
"""After the events: the window settles the first conflict that it sees, if any."""

Acts = list[tuple[int, int, int]]
ACTS = st.lists(st.tuples(st.integers(0, 2), st.integers(-2, SETTLE), st.integers(0, 1)), max_size=14)


def lived(acts: Acts, windows: Windows) -> Windows:
    """Each act: window, event (negative: it tells the next or the one after), which claim is to stand."""
    windows.at("A", issued("p1"))
    for window, what, stands in acts:
        name = "ABC"[window]
        if what < 0:
            windows.tell(name, "ABC"[(window - what) % 3])
        elif what < SETTLE:
            windows.at(name, WRITTEN[what])
        elif "e000" in windows.known[name] and (one := next(iter(windows.case(name).conflicts), None)):
            event = settled(replace(windows.case(name), conflicts=(one,)), stands)
            windows.at(name, event)
    return windows


def both_items() -> Windows:
    return Windows(builders.item(), builders.item("smoke"))


def ordered_by_hub(entries: list[Entry], random: Random) -> list[Entry]:
    """The entries with places in the hub's order: of each stream the first so many, one stream between the others."""
    streams: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        streams[entry.station].append(entry)
    for name, stream in streams.items():
        streams[name] = stream[: random.randint(0, len(stream))]
    found, pos = {}, 0
    while any(streams.values()):
        stream = random.choice([s for s in streams.values() if s])
        pos += 1
        found[stream.pop(0).id] = pos
    return [replace(e, pos=found.get(e.id)) for e in entries]


@settings(max_examples=120, deadline=None)
@given(ACTS, st.randoms(use_true_random=False))
def test_that_a_case_is_the_same_everywhere_in_whatever_order_it_came(acts: Acts, random: Random) -> None:
    entries = ordered_by_hub(lived(acts, both_items()).entries, random)
    case = folded(entries)
    random.shuffle(entries)
    assert folded(entries) == case
    elsewhere = folded([e for e in entries if not is_withheld(e.kind)])
    of_ratings = kind_of(RatingClosed).name
    history = tuple(line for line in case.history if line.kind != of_ratings)
    assert elsewhere == replace(case, history=history)


def places(event: Any) -> set[tuple[str, str]]:
    """What the event decides, said here once more."""
    match event:
        case item_events.DecisionVoided():
            return {("item", item) for item in event.items}
        case item_events.CustodyMoved():
            return {("original", "lease")}
        case paper_events.PaperServed() | paper_events.PaperVoided():
            return {("paper", "p1")}
        case CaseHandedOver():
            return {("case.owner", "")}
        case ConflictSettled():
            return {(event.in_slot.value, event.key)}
        case events.ItemAccepted() | item_events.ItemTold() | item_events.ItemConcluded():
            return {("item", event.item)}
    return set()


def meant(windows: Windows) -> dict[tuple[str, str], set[str]]:
    """By the truth of who knew what: place → ids of entries that contradict another one and are not settled."""
    said = {e.id: KINDS.read(e) for e in windows.entries}
    truth = windows.truth
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    apart = [(a, b) for a, b in combinations(said, 2) if a not in truth[b] and b not in truth[a]]
    twins = [(a, b) for a, b in apart if alike(said[a], said[b])]
    for a, b in apart:
        one, other = said[a], said[b]
        if any(
            (x == b and y in truth[a]) or (x == a and y in truth[b]) for t in twins for x, y in (t, t[::-1])
        ):
            continue
        both = places(one) & places(other) if not alike(one, other) else set()
        for place in both | for_want(one, other) | for_want(other, one):
            found[place] |= {(a, b)}  # type: ignore[arg-type]
    return {
        place: left for place, clashes in found.items() if (left := unsettled(place, clashes, said, truth))
    }


def alike(one: object, other: object) -> bool:
    if type(one) is not type(other) or isinstance(one, item_events.CustodyMoved) or not places(one):
        return False
    if isinstance(one, item_events.DecisionVoided | paper_events.PaperVoided):
        return True
    if isinstance(one, ConflictSettled) and isinstance(other, ConflictSettled):
        return (one.stands, one.taken_back) == (other.stands, other.taken_back)
    return one == other


def for_want(one: Any, other: Any) -> set[tuple[str, str]]:
    """Papers for ``food`` came, and it was ended for want of them."""
    ended = isinstance(other, item_events.ItemTold) and other.returned
    lapsed = isinstance(other, item_events.ItemConcluded) and other.result is Result.LAPSED
    return {("item", "food")} if isinstance(one, SupplementReceived) and (ended or lapsed) else set()


def unsettled(place: tuple[str, str], clashes: Any, said: Any, truth: Any) -> set[str]:
    """The ids of the pairs that no settlement knew whole that is itself uncontradicted and not overruled."""
    holding: list[str] = []
    settlements = [i for i, e in said.items() if isinstance(e, ConflictSettled) and places(e) == {place}]
    for one in sorted(settlements, key=lambda i: -len(truth[i])):
        mine = [pair for pair in clashes if one in pair]
        if any(not any({*pair} <= truth[h] for h in holding) for pair in mine):
            continue
        if not any(one in gone(h, clashes, said, truth) for h in holding):
            holding.append(one)
    return {i for pair in clashes if not any({*pair} <= truth[h] for h in holding) for i in pair}


def gone(settlement: str, clashes: Any, said: Any, truth: Any) -> set[str]:
    stands = said[settlement].stands
    known = {i for pair in clashes if {*pair} <= truth[settlement] for i in pair}
    return {i for i in known if i != stands and i not in truth[stands]}


@settings(max_examples=150, deadline=None)
@given(ACTS)
def test_that_what_is_in_conflict_is_exactly_what_nobody_who_knew_both_has_settled(acts: Acts) -> None:
    windows = lived(acts, both_items())
    case = windows.case()
    truth = meant(windows)
    shown = {(c.slot.value, c.key): {claim.entry for claim in c.claims} for c in case.conflicts}
    assert set(shown) == set(truth)
    for place, claims in shown.items():
        heads = {i for i in truth[place] if not any(i in windows.truth[o] for o in truth[place])}
        assert claims == heads
    _check_days(case)


def _check_days(case: Case) -> None:
    disputed = {c.key for c in case.conflicts if c.slot is Slot.ITEM}
    for item in case.items:
        assert (item.state is ItemState.CONFLICT) is (item.id in disputed) is bool(item.conflict)
