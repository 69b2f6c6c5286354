"""With the station's file and keys in hand nobody joins an anonymous rating to a visit, nor opens a named one (L9).

A day of visits with choices by chance; then a thief's script (``thief``) tries every join it can think of. The referee
alone holds the office's key, and counts how often the thief was right.
"""

from __future__ import annotations

import base64
import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from counter.db.journal.journal import SqlJournal
from counter.domain.errors import BadInput
from counter.domain.ratings.rating import Choice, Grade, Mode
from counter.domain.ratings.sealed_box import BOX_BYTES, SEALING_BYTES, AnonymousRating
from counter.services.ratings.seal import open_box
from tests.journeys.thief import Loot, rob
from tests.services.office import FARM
from tests.services.rated import MICRO, Rated, rated_on

VISITS = 96
BUNDLES = (MICRO, FARM)
SEED = 20261120
RIGHT_BY_CHANCE = 9
"""Of any number of guesses in a row one is right on average; ten or more once in ten million tries."""
RANKED_BY_CHANCE = 0.6
"""Rank correlation by chance of 55 or more is beyond this less than once in a million tries (Student's t 5.4)."""

pytestmark = pytest.mark.slow

Guess = Callable[["Day"], Sequence[bytes]]


@dataclass(frozen=True)
class Day:
    """What is left of it. ``cases``: in the order of the visits; ``truth``: anonymous box → number of its visit."""

    rated: Rated
    cases: tuple[str, ...]
    bundles: tuple[int, ...]
    boxes: tuple[bytes, ...]
    loot: Loot
    midday: Loot
    truth: dict[bytes, int]


def by_chance(chance: random.Random, number: int) -> Choice | None:
    """What somebody chooses; the words tell the referee whose it was."""
    if chance.random() < 0.15:
        return None
    grade = chance.choice(list(Grade))
    words = f"第{number}位" + "话" * chance.randint(0, 180)
    return Choice(grade, Mode.ANONYMOUS if chance.random() < 0.85 else Mode.NAMED, (), words)


@pytest.fixture(scope="module")
def day(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Day]:
    """Ninety-six visits; the thief comes at the end of the day and again when it has been batched."""
    chance = random.Random(SEED)
    with rated_on(tmp_path_factory.mktemp("day") / "profile") as rated:
        cases, bundles = [], []
        for number in range(VISITS):
            case = rated.case(bundle=chance.choice(BUNDLES))
            invitation = rated.invite(case)
            rated.office.later(seconds=chance.randint(5, 100))
            if chance.random() < 0.9:
                rated.cast(invitation, by_chance(chance, number))
            rated.wait()
            cases.append(case.id)
            bundles.append(case.opened.bundle)
        journal = rated.app.journal
        assert isinstance(journal, SqlJournal)
        midday = rob(journal)
        rated.next_day()
        boxes = tuple(batched(rated))
        yield Day(rated, tuple(cases), tuple(bundles), boxes, rob(journal), midday, truth_of(rated, boxes))


def batched(rated: Rated) -> Iterator[bytes]:
    for entry in rated.entries():
        if entry.kind == "ratings.batched":
            boxes = entry.read()["boxes"]
            assert isinstance(boxes, list)
            yield from (base64.b64decode(box) for box in boxes)


def truth_of(rated: Rated, boxes: Sequence[bytes]) -> dict[bytes, int]:
    found = {box: rated.opened(box) for box in boxes}
    return {
        box: int(told.words.split("位")[0].removeprefix("第"))
        for box, told in found.items()
        if isinstance(told, AnonymousRating)
    }


def test_that_the_day_has_something_to_find(day: Day) -> None:
    assert len(day.boxes) == VISITS
    assert 55 <= len(day.truth) < VISITS - 20
    assert len(set(day.bundles)) == 2


def test_that_a_buffered_box_has_no_size_time_case_or_item_of_its_own(day: Day) -> None:
    rows = day.midday.tables["anonymous_boxes"]
    assert len(rows) == VISITS
    assert {tuple(len(value) for value in row if isinstance(value, str | bytes)) for row in rows} == {
        (16, 10, BOX_BYTES + SEALING_BYTES)
    }
    assert {value for row in rows for value in row if isinstance(value, str)} == {"2026-11-20"}


# ── joining an anonymous box to its visit ────────────────────────────────────────────────────────────


def as_batched(day: Day) -> Sequence[bytes]:
    return day.boxes


def as_stored_at_midday(day: Day) -> Sequence[bytes]:
    """The order of the buffer's rows, while the day still went on."""
    return [
        box
        for row in day.midday.tables["anonymous_boxes"]
        for box in row
        if isinstance(box, bytes) and is_box(box)
    ]


def as_the_pages_lie_at_midday(day: Day) -> Sequence[bytes]:
    """Where each box lay in the file, page by page, old pages and the log included."""
    everything = b"".join(day.midday.pages)
    places = {box: everything.find(box[:64]) for box in day.boxes}
    assert min(places.values()) >= 0
    return sorted(day.boxes, key=lambda box: places[box])


def by_the_key_a_box_was_sealed_with(day: Day) -> Sequence[bytes]:
    """The one-time public key at the head of each box."""
    return sorted(day.boxes, key=lambda box: box[:32])


def by_the_last_bytes(day: Day) -> Sequence[bytes]:
    return sorted(day.boxes, key=lambda box: box[::-1])


def by_likeness_with_the_named_box(day: Day) -> Sequence[bytes]:
    """For each visit the anonymous box that shares most bytes with the named box of the same visit."""
    named = [base64.b64decode(str(e.read()["box"])) for e in day.rated.entries() if e.kind == "rating.boxed"]
    left, guessed = list(day.boxes), []
    for one in named:
        best = max(left, key=lambda box: sum(a == b for a, b in zip(box, one, strict=True)))
        left.remove(best)
        guessed.append(best)
    return guessed


def by_item(day: Day) -> Sequence[bytes]:
    """Visits of one bundle together, the boxes dealt out to them as they were batched."""
    dealt = dict(zip(sorted(range(VISITS), key=lambda n: (day.bundles[n], n)), day.boxes, strict=True))
    return [dealt[number] for number in range(VISITS)]


def is_box(value: bytes) -> bool:
    return len(value) == BOX_BYTES + SEALING_BYTES


@pytest.mark.parametrize(
    "guess",
    [
        as_batched,
        as_stored_at_midday,
        as_the_pages_lie_at_midday,
        by_the_key_a_box_was_sealed_with,
        by_the_last_bytes,
        by_likeness_with_the_named_box,
        by_item,
    ],
)
def test_that_no_order_joins_boxes_to_visits_better_than_chance(day: Day, guess: Guess) -> None:
    dealt = guess(day)
    assert sorted(dealt) == sorted(day.boxes)
    assert sum(day.truth.get(box) == number for number, box in enumerate(dealt)) <= RIGHT_BY_CHANCE
    guessed = [box for box in dealt if box in day.truth]  # a thief who even knew which boxes hold a rating
    real = sorted(day.truth.values())
    right = sum(day.truth[box] == visit for box, visit in zip(guessed, real, strict=True))
    assert right <= RIGHT_BY_CHANCE
    assert abs(correlation([day.truth[box] for box in guessed], real)) < RANKED_BY_CHANCE


def test_that_the_referee_would_notice_a_leak(day: Day) -> None:
    """Boxes in the order they came, with every fourth pair swapped: what a careless buffer would give away."""
    leaked = sorted(day.truth.values())
    for at in range(0, len(leaked) - 1, 4):
        leaked[at], leaked[at + 1] = leaked[at + 1], leaked[at]
    real = sorted(leaked)
    assert correlation(leaked, real) > RANKED_BY_CHANCE
    assert sum(a == b for a, b in zip(leaked, real, strict=True)) > RIGHT_BY_CHANCE


def correlation(guessed: Sequence[int], real: Sequence[int]) -> float:
    """Spearman's, both without ties. Beyond ``RANKED_BY_CHANCE`` an order leaks although no single guess is right."""
    rank = {value: place for place, value in enumerate(sorted(real))}
    n = len(real)
    squares = sum((rank[g] - rank[r]) ** 2 for g, r in zip(guessed, real, strict=True))
    return 1 - 6 * squares / (n * (n * n - 1))


def test_that_a_box_shares_no_bytes_with_anything_else_in_the_file(day: Day) -> None:
    pieces: set[bytes] = set()
    for box in day.boxes:
        mine = {box[at : at + 8] for at in range(len(box) - 7)}
        assert not mine & pieces  # nor with another box
        pieces |= mine
    for name, rows in day.loot.tables.items():
        for value in (value for row in rows for value in row if isinstance(value, bytes | str)):
            raw = value.encode() if isinstance(value, str) else value
            if b'"boxes"' not in raw:
                assert not any(raw[at : at + 8] in pieces for at in range(len(raw) - 7)), name


def test_that_after_the_batch_the_file_holds_each_box_once_and_no_buffer(day: Day) -> None:
    assert not day.loot.tables["anonymous_boxes"]
    assert not day.loot.tables["rating_slots"]
    everything = b"\0".join(day.loot.pages)
    assert not any(
        box[at : at + 24] in everything for box in day.boxes for at in range(0, len(box) - 24, 300)
    )


def test_that_a_batch_bears_no_time_of_its_day(day: Day) -> None:
    batches = [e for e in day.rated.entries() if e.kind == "ratings.batched"]
    assert len(batches) == 1
    assert set(batches[0].read()) == {"day", "boxes"}
    assert batches[0].actor == "system"
    assert list(batches[0].read()["boxes"]) == [base64.b64encode(b).decode() for b in sorted(day.boxes)]  # type: ignore[call-overload]


# ── opening a named one ──────────────────────────────────────────────────────────────────────────────


def test_that_no_key_in_the_folder_opens_any_box(day: Day) -> None:
    named = [base64.b64decode(str(e.read()["box"])) for e in day.rated.entries() if e.kind == "rating.boxed"]
    assert len(named) == VISITS
    assert len(day.loot.keys) > 100
    for key in day.loot.keys:
        for box in (named[0], day.boxes[0]):
            with pytest.raises(BadInput):
                open_box(key, box)
    for box in (*named[1:], *day.boxes[1:]):
        for key in (day.rated.app.journal.public_key(), *list(day.loot.keys)[:3]):
            with pytest.raises(BadInput):
                open_box(key, box)


# ── telling whether somebody rated ───────────────────────────────────────────────────────────────────


def test_that_every_case_says_the_same_of_its_rating(day: Day) -> None:
    def told(case: str) -> list[tuple[object, ...]]:
        entries = [e for e in day.rated.entries(case) if e.kind.startswith("rating")]
        return [(e.kind, e.actor, e.payload, e.sealed, e.taken) for e in entries]

    assert len({str(told(case)) for case in day.cases}) == 1
    assert [t[0] for t in told(day.cases[0])] == ["rating.invited", "rating.closed"]


def test_that_an_invitation_lasts_as_long_whatever_is_chosen(tmp_path: Path) -> None:
    """Three minutes from invited to closed, to the second: the choice has no part in it."""
    with rated_on(tmp_path / "profile") as rated:
        spans = []
        for choice in (
            Choice(Grade.SATISFIED, Mode.NAMED),
            Choice(Grade.SATISFIED, Mode.ANONYMOUS),
            None,
            ...,
        ):
            case = rated.case()
            invitation = rated.invite(case)
            rated.office.later(seconds=40)
            if not isinstance(choice, type(...)):
                rated.cast(invitation, choice)
            rated.office.later(seconds=-40)
            rated.wait()
            spans.append([e.at for e in rated.entries(case.id) if e.kind.startswith("rating")])
        assert len({closed - invited for invited, closed in spans}) == 1


CHOICES: dict[str, Choice | None] = {
    "named": Choice(Grade.VERY_DISSATISFIED, Mode.NAMED, ("108", "115"), "太慢了" * 60),
    "anonymous": Choice(Grade.VERY_SATISFIED, Mode.ANONYMOUS, ("510",), "好"),
    "declined": None,
}


def test_that_the_whole_file_counts_and_weighs_the_same_whatever_was_chosen(tmp_path: Path) -> None:
    seen: dict[str, list[object]] = {}
    for name in (*CHOICES, "silent"):
        with rated_on(tmp_path / name) as rated:
            invitation = rated.invite(rated.case())
            rated.office.later(seconds=30)
            journal = rated.app.journal
            assert isinstance(journal, SqlJournal)
            open_now: list[object] = []
            if name != "silent":
                rated.cast(invitation, CHOICES[name])
                loot = rob(journal)
                open_now = [loot.counts(), loot.sizes(), len(loot.pages)]
            rated.wait()
            closed = rob(journal)
            rated.next_day()
            after = rob(journal)
            size = (journal.profile / "counter.db").stat().st_size
            seen[name] = [
                open_now,
                closed.counts(),
                closed.sizes(),
                len(closed.pages),
                after.counts(),
                after.sizes(),
                len(after.pages),
                size,
            ]
    assert seen["named"] == seen["anonymous"] == seen["declined"]
    assert seen["silent"][1:] == seen["declined"][1:]


# ── steering ─────────────────────────────────────────────────────────────────────────────────────────


def test_that_an_invitation_is_replayed_for_nobody(day: Day) -> None:
    rated = day.rated
    before = len(rated.causes())
    case = rated.case()
    invitation = rated.invite(case)
    rated.cast(invitation, None)
    for again in (invitation, replace(invitation, case=day.cases[0]), replace(invitation, id="")):
        with pytest.raises(Exception, match="评价"):
            rated.cast(again, Choice(Grade.VERY_SATISFIED, Mode.NAMED))
    assert rated.causes()[before:] == ["closed", "closed"]
    rated.wait()
