"""Who knew of what decides the order, never the order of arrival (DESIGN §5)."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from itertools import permutations

from hypothesis import given, settings
from hypothesis import strategies as st

from counter.domain.journal.causality import Causes, base_of, ids_in, ordered
from counter.domain.journal.entries import Entry

NOON = datetime(2026, 11, 23, 4, tzinfo=UTC)


def entry(
    id_: str,
    station: str,
    seq: int,
    *seen: str,
    pos: int | None = None,
    epoch: int = 1,
    payload: bytes = b"{}",
) -> Entry:
    return Entry(
        id=id_,
        station=station,
        epoch=epoch,
        seq=seq,
        at=NOON,
        boot="b",
        monotonic_ns=0,
        actor="W01",
        kind="k",
        version=1,
        subject="s",
        previous_entry_id=base_of(seen),
        payload=payload,
        sealed=None,
        prev=b"",
        hash=b"",
        pos=pos,
    )


def ids(entries: tuple[Entry, ...]) -> str:
    return "".join(one.id for one in entries)


def test_that_one_known_entry_is_stored_as_before() -> None:
    assert base_of([]) is None
    assert base_of(["one"]) == "one"
    assert base_of(["two", "one"]) == "one two"
    assert ids_in(None) == ()
    assert ids_in("one two") == ("one", "two")


def test_that_what_arrives_before_its_cause_is_replayed_after_it() -> None:
    opened, brought, decided = entry("a", "A", 1), entry("b", "B", 1, "a"), entry("c", "A", 2, "b")
    for arrival in permutations((opened, brought, decided)):
        assert ids(ordered(arrival)) == "abc"


def test_that_the_hub_orders_what_knew_nothing_of_each_other_and_the_unsent_comes_last() -> None:
    opened = entry("a", "A", 1, pos=1)
    first, second, unsent = (
        entry("z", "Z", 1, "a", pos=2),
        entry("b", "B", 1, "a", pos=3),
        entry("c", "A", 2, "a"),
    )
    assert ids(ordered((unsent, second, first, opened))) == "azbc"


def test_that_the_hub_never_turns_cause_and_effect_around() -> None:
    supplement, opened = entry("b", "B", 1, "a", pos=1), entry("a", "A", 1, pos=2)
    assert ids(ordered((supplement, opened))) == "ab"


def test_that_entries_of_one_stream_knew_of_the_earlier_ones_whatever_they_name() -> None:
    causes = Causes((entry("a", "A", 1), entry("c", "A", 3, "a"), entry("b", "A", 2, "a")))
    assert ids(causes.ordered) == "abc"
    assert causes.heads == ("c",)
    assert causes.knew("c", "b")
    assert not causes.concurrent("b", "c")


def test_that_two_heads_stay_two_until_somebody_has_seen_both() -> None:
    opened, here, there = entry("a", "A", 1), entry("b", "A", 2, "a"), entry("c", "B", 1, "a")
    apart = Causes((opened, here, there))
    assert set(apart.heads) == {"b", "c"}
    assert apart.concurrent("b", "c")
    assert not apart.concurrent("a", "c")
    assert not apart.concurrent("b", "b")
    joined = Causes((opened, here, there, entry("d", "A", 3, "b", "c")))
    assert joined.heads == ("d",)
    assert joined.knew("d", "c")


def test_that_what_an_author_saw_and_is_not_here_is_named() -> None:
    causes = Causes((entry("c", "A", 3, "b", "x"), entry("d", "A", 4, "x")))
    assert causes.unknown == ("b", "x")
    assert ids(causes.ordered) == "cd"


def test_that_entries_that_name_each_other_stop_nobody() -> None:
    one, two, honest = entry("a", "A", 1, "b"), entry("b", "B", 1, "a"), entry("c", "C", 1)
    orders = {ids(ordered(arrival)) for arrival in permutations((one, two, honest))}
    assert orders == {"cab"}
    backwards = entry("e", "A", 1, "f"), entry("f", "A", 2)
    assert len(ordered(backwards)) == 2


Acts = list[tuple[int, int, bool]]


def history(acts: Acts) -> tuple[tuple[Entry, ...], dict[str, frozenset[str]]]:
    """Entries of three stations that pull from each other now and then; for each the truth of what its author knew."""
    known: list[set[str]] = [set(), set(), set()]
    made: dict[str, Entry] = {}
    truth: dict[str, frozenset[str]] = {}
    for number, (station, other, pulls) in enumerate(acts):
        if pulls:
            known[station] |= known[other]
            continue
        id_, here = f"{number:03}", known[station]
        seen = Causes(tuple(made[one] for one in here)).heads
        seq = 1 + sum(one.station == str(station) for one in made.values())
        made[id_] = entry(id_, str(station), seq, *seen)
        truth[id_] = frozenset(here)
        here.add(id_)
    return tuple(made.values()), truth


ACTS = st.lists(st.tuples(st.integers(0, 2), st.integers(0, 2), st.booleans()), max_size=24)


@settings(max_examples=200, deadline=None)
@given(ACTS, st.randoms(use_true_random=False))
def test_that_heads_tell_exactly_who_knew_of_what_in_every_order_of_arrival(
    acts: Acts, shuffle: object
) -> None:
    made, truth = history(acts)
    arrived = list(made)
    shuffle.shuffle(arrived)  # type: ignore[attr-defined]
    causes = Causes(tuple(arrived))
    for one in made:
        assert {other.id for other in made if other is not one and causes.knew(one.id, other.id)} == truth[
            one.id
        ]
    assert causes.ordered == Causes(made).ordered
    places = {one.id: place for place, one in enumerate(causes.ordered)}
    assert all(places[earlier] < places[later] for later, seen in truth.items() for earlier in seen)
    assert causes.unknown == ()


@settings(max_examples=100, deadline=None)
@given(ACTS, st.lists(st.integers(1, 9), min_size=24, max_size=24))
def test_that_no_order_of_the_hub_puts_an_effect_before_its_cause(acts: Acts, positions: list[int]) -> None:
    made, truth = history(acts)
    sent = tuple(replace(one, pos=pos) for one, pos in zip(made, positions, strict=False))
    places = {one.id: place for place, one in enumerate(ordered(sent))}
    assert all(places[earlier] < places[later] for later, seen in truth.items() for earlier in seen)
