"""Where the entries lie in the file does not tell whether an invitation was answered (L9).

``COUNTER_RATING_VISITS=3000 COUNTER_RATING_SEED=7`` plays more visits, others, in days of two hundred.
"""

from __future__ import annotations

import os
import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from counter.db.journal.journal import SqlJournal
from counter.domain.ratings.rating import Choice, Grade, Mode
from counter.domain.ratings.sealed_box import BOX_BYTES, SEALING_BYTES
from tests.db.page_map import PageMap, map_of
from tests.db.pages import in_file, in_log, log_counts
from tests.journeys.page_thief import Features, Neighbours, bound, features_of, learn
from tests.services.office import FARM
from tests.services.rated import MICRO, Rated, rated_on

VISITS = int(os.environ.get("COUNTER_RATING_VISITS", "120"))
SEED = int(os.environ.get("COUNTER_RATING_SEED", "20261122"))
A_DAY = 200
SOME = 24
ASKED = 400
"""Of so many visits each is compared with each."""

Known = list[tuple[Features, bool]]


def choice_by(chance: random.Random) -> Choice | None:
    grade = chance.choice(list(Grade))
    words = "话" * chance.randint(0, 180)
    return chance.choice([None, *(Choice(grade, mode, (), words) for mode in Mode)])


def play(folder: Path, seed: int, visits: int = VISITS, *, careless: bool = False) -> Known:
    """Visits one after another, every second unanswered; after each ``A_DAY`` a copy is taken, with every key."""
    chance = random.Random(seed)
    known: Known = []
    for day in range(0, visits, A_DAY):
        with rated_on(folder / str(day)) as rated:
            silents = [chance.random() < 0.5 for _ in range(min(A_DAY, visits - day))]
            cases = [visit(rated, chance, silent=silent, careless=careless) for silent in silents]
            rated.wait()
            rated.next_day()
            known += zip(features_of(sql(rated), cases), silents, strict=True)
    return known


def visit(rated: Rated, chance: random.Random, *, silent: bool, careless: bool) -> str:
    """The invitation closes by its time, or is cut short when the next one is invited; meanwhile work goes on.

    ``careless``: an answer takes its room in the file when it comes, none takes it at the end, as in the first version.
    """
    case = rated.case(bundle=chance.choice((MICRO, MICRO, FARM)))
    invitation = rated.invite(case)
    rated.office.later(seconds=chance.randint(5, 60))
    early = chance.random() < 0.3
    if early:
        rated.case()
    if not silent:
        rated.cast(invitation, choice_by(chance))
        if careless:
            take_room(rated)
    if not early and chance.random() < 0.3:
        rated.case()
    if chance.random() < 0.8:
        rated.wait()
    if silent and careless:
        take_room(rated)
    return case.id


def take_room(rated: Rated) -> None:
    with rated.app.journal.transaction() as tx:
        tx.put_anonymous_box("2026-11-20", bytes(BOX_BYTES + SEALING_BYTES))
        tx.commit()


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> list[Known]:
    return [play(tmp_path_factory.mktemp("pages") / "profile", SEED + n) for n in range(2)]


@pytest.mark.slow
@pytest.mark.timeout(300 + VISITS)
def test_that_no_rule_learned_on_one_day_tells_the_unanswered_of_another(runs: list[Known]) -> None:
    learned_on, used_on = runs
    right = [rule.right(used_on) for rule in learn(learned_on)]
    assert right[0] < bound(used_on, 4)
    assert max(right) < bound(used_on, 5)


@pytest.mark.slow
@pytest.mark.timeout(300 + VISITS)
def test_that_visits_that_lie_alike_were_not_answered_alike(runs: list[Known]) -> None:
    learned_on, used_on = runs
    asked = used_on[:ASKED]
    assert Neighbours(learned_on[:ASKED]).right(asked) < bound(asked, 4)


@pytest.mark.slow
def test_that_the_thief_would_find_an_answer_that_takes_room(tmp_path: Path) -> None:
    learned_on, used_on = (play(tmp_path / str(n), SEED + n, 100, careless=True) for n in range(2))
    assert learn(learned_on)[0].right(used_on) > bound(used_on, 5)
    assert Neighbours(learned_on).right(used_on) > bound(used_on, 4)


# ── the same pages, whatever was chosen ──────────────────────────────────────────────────────────────

SILENT = "silent"
ANSWERS: dict[str, Choice | None] = {
    "named": Choice(Grade.VERY_DISSATISFIED, Mode.NAMED, ("108", "115"), "太慢了" * 60),
    "anonymous": Choice(Grade.VERY_SATISFIED, Mode.ANONYMOUS, ("510",), "好"),
    "declined": None,
}


def sql(rated: Rated) -> SqlJournal:
    journal = rated.app.journal
    assert isinstance(journal, SqlJournal)
    return journal


@pytest.mark.parametrize("answer", ANSWERS)
def test_that_a_choice_takes_no_page_and_lets_go_of_none(tmp_path: Path, answer: str) -> None:
    with rated_on(tmp_path / "profile") as rated:
        for _ in range(9):
            rated.rate(None)
        rated.invite(rated.case())  # what follows cuts it short
        invitation = rated.invite(rated.case())
        before, bytes_before = map_of(sql(rated)), in_file(sql(rated))
        rated.cast(invitation, ANSWERS[answer])
        after, bytes_after = map_of(sql(rated)), in_file(sql(rated))
        assert after == before
        changed = {
            n for n, both in enumerate(zip(bytes_before, bytes_after, strict=True), 1) if both[0] != both[1]
        }
        assert changed
        assert changed <= after.of("rating_slots") | after.of("anonymous_boxes")
        assert in_log(sql(rated)) == []


def test_that_the_whole_file_lies_the_same_whatever_was_chosen(tmp_path: Path) -> None:
    """Every page, cell, run-over page and free page, at every step of three visits."""
    seen = {}
    for answer in (*ANSWERS, SILENT):
        with rated_on(tmp_path / answer) as rated:
            seen[answer] = list(walk(rated, answer))
    assert seen["named"] == seen["anonymous"] == seen["declined"] == seen[SILENT]


def walk(rated: Rated, answer: str) -> Iterator[PageMap]:
    for visitor in range(3):
        case = rated.case()
        invitation = rated.invite(case)
        rated.office.later(seconds=30)
        if answer != SILENT:
            rated.cast(invitation, ANSWERS[answer])
        yield map_of(sql(rated))
        if visitor != 1:  # the second one is cut short by the third
            rated.case()
            rated.wait()
        yield map_of(sql(rated))
    rated.next_day()
    yield map_of(sql(rated))


@pytest.mark.slow
def test_that_a_whole_day_lies_the_same_and_is_counted_the_same_whoever_answered(tmp_path: Path) -> None:
    """Visits that overlap, invitations cut short, two days: nobody, every second one or everybody answers."""
    seen, counts = [], []
    for answered in (0.0, 0.5, 1.0):
        with rated_on(tmp_path / str(answered)) as rated:
            seen.append(list(days(rated, answered)))
            rated.case()  # so that something stands in the log again
            counts.append(log_counts(sql(rated)))
    assert seen[0] == seen[1] == seen[2]
    assert counts[0] == counts[1] == counts[2]
    assert counts[0][0] > SOME  # it counts something


def days(rated: Rated, answered: float) -> Iterator[PageMap]:
    """What everybody sees goes by ``SEED``, who answers and how by chance of its own."""
    seen, chance = random.Random(SEED), random.Random(answered)
    for number in range(SOME):
        invitation = rated.invite(rated.case(bundle=seen.choice((MICRO, MICRO, FARM))))
        rated.office.later(seconds=seen.randint(5, 60))
        before, after = seen.random() < 0.3, seen.random() < 0.3
        if before:
            rated.case()
        if chance.random() < answered:
            rated.cast(invitation, choice_by(chance))
        if after:
            rated.case()
        if seen.random() < 0.8:
            rated.wait()
        if number % 12 == 11:
            rated.wait()
            rated.next_day()
        assert sql(
            rated
        ).clear_page_log()  # what was filed while somebody chose stands in the log or in the file
        yield map_of(sql(rated))
