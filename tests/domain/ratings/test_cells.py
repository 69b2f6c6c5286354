"""Figures asked in every order, at any time, by anybody: no answer and no difference of answers is of few people."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from counter.domain.figures.small_groups import LEAST_GROUP
from counter.domain.ratings.cells import (
    Cell,
    CellPart,
    CellQuestion,
    Key,
    next_cells,
    published,
    taken,
    waiting,
)

HALLS, BUNDLES, MODES = ("甲", "乙"), (3, 8), ("实名保密", "匿名")
START = date(2026, 9, 1)
PEOPLE = st.lists(
    st.tuples(
        st.integers(0, 75),
        st.sampled_from(HALLS),
        st.sampled_from(BUNDLES),
        st.sampled_from(MODES),
        st.integers(0, 40),
    ),
    max_size=60,
)
"""Day of the visit, hall, bundle, mode, days until the office had the pack."""


@dataclass
class Office:
    """Everybody bears a name of his own instead of a grade, so that an answer says whom it is of."""

    cells: tuple[Cell, ...] = ()
    counted: dict[Key, dict[str, int]] = field(default_factory=dict)

    def ask(self, today: date) -> None:
        """What every question does first."""
        left = waiting(self.counted, published(self.cells))
        new = next_cells(left, today)
        made = (
            Cell(tuple(CellPart(k.month, k.hall, k.bundle, k.mode, left[k]) for k in keys)) for keys in new
        )
        self.cells = (*self.cells, *made)

    def answer(self, question: CellQuestion, today: date) -> frozenset[str]:
        """Who is in the answer."""
        who = [name for cell in taken(self.cells, question, today) for name in cell.grades]
        assert len(who) == len(set(who))  # nobody counts twice
        return frozenset(who)


def questions() -> list[CellQuestion]:
    """Every filter, with periods of any days."""
    days = [(START + timedelta(days=n)).isoformat() for n in (0, 13, 29, 30, 44, 60, 61, 75)]
    spans = [("", ""), *((d, "") for d in days), *(("", d) for d in days), *itertools.combinations(days, 2)]
    filters = list(itertools.product(("", *HALLS), (0, *BUNDLES), ("", *MODES)))
    return [CellQuestion(since, until, *one) for (since, until) in spans for one in filters]


QUESTIONS = questions()


@given(PEOPLE)
def test_that_no_answers_asked_on_any_day_differ_by_few_people(
    people: list[tuple[int, str, int, str, int]],
) -> None:
    office, answers = Office(), set[frozenset[str]]()
    arrivals: dict[int, list[tuple[Key, str]]] = {}
    for number, (day, hall, bundle, mode, later) in enumerate(people):
        month = (START + timedelta(days=day)).isoformat()[:7]
        arrivals.setdefault(day + later, []).append((Key(month, hall, bundle, mode), f"p{number}"))
    for day, came in sorted(arrivals.items()):
        for key, name in came:
            office.counted.setdefault(key, {})[name] = 1
        today = START + timedelta(days=day)
        office.ask(today)
        answers |= {office.answer(question, today) for question in QUESTIONS}
    answers.discard(frozenset())
    atoms = atoms_of(answers)
    assert all(len(atom) >= LEAST_GROUP for atom in atoms)
    for one, other in itertools.combinations(sorted(answers, key=sorted), 2):
        assert not 0 < len(one - other) < LEAST_GROUP
        assert not 0 < len(one & other) < LEAST_GROUP


def atoms_of(answers: set[frozenset[str]]) -> list[set[str]]:
    """People whom no answer tells apart: any reckoning with answers gives each of them the same weight."""
    alike: dict[tuple[bool, ...], set[str]] = {}
    ordered = sorted(answers, key=sorted)
    for name in sorted(set().union(*answers)) if answers else ():
        alike.setdefault(tuple(name in answer for answer in ordered), set()).add(name)
    return list(alike.values())


@given(PEOPLE.filter(lambda p: len(p) > 20), st.lists(st.integers(0, 59), max_size=6, unique=True))
def test_that_no_reckoning_tells_of_few_also_where_some_are_set_aside_later(
    people: list[tuple[int, str, int, str, int]], aside: list[int]
) -> None:
    """Each cell's weight on people; the last cell of a reckoning has people of its own that no later one takes back."""
    office = Office()
    today = START + timedelta(days=90)
    for number, (day, hall, bundle, mode, _) in enumerate(people):
        key = Key((START + timedelta(days=day)).isoformat()[:7], hall, bundle, mode)
        office.counted.setdefault(key, {})[f"p{number}"] = 1
    office.ask(today)
    for number in aside:
        for names in office.counted.values():
            names.pop(f"p{number}", None)
    for number, (_, hall, bundle, mode, _) in enumerate(people):
        office.counted.setdefault(Key("2026-11", hall, bundle, mode), {})[f"q{number}"] = 1
    office.ask(today)
    vectors = [{name: Fraction(n) for name, n in cell.grades.items() if n} for cell in office.cells]
    for one, other in itertools.combinations(vectors, 2):
        for weight in (Fraction(-1), Fraction(1), Fraction(-2)):
            assert_of_many(one, other, weight)


def assert_of_many(one: Mapping[str, Fraction], other: Mapping[str, Fraction], weight: Fraction) -> None:
    names = {*one, *other}
    left = [name for name in names if one.get(name, Fraction(0)) + weight * other.get(name, Fraction(0))]
    assert len(left) >= LEAST_GROUP


def test_that_named_and_anonymous_never_share_a_cell() -> None:
    """Named ones are reported one by one: what is left of a mixed cell would be the anonymous one."""
    keys = {Key("2026-01", "甲", 3, "实名保密"): {"满意": 4}, Key("2026-01", "甲", 3, "匿名"): {"满意": 1}}
    assert next_cells(keys, date(2026, 6, 1)) == ()


def test_that_a_month_waits_for_late_packs_before_it_is_put_together() -> None:
    left = {Key("2026-10", "甲", bundle, "匿名"): {"满意": 3} for bundle in (3, 8)}
    assert next_cells(left, date(2026, 11, 10)) == ()
    assert next_cells(left, date(2026, 11, 11)) == (tuple(sorted(left)),)


def test_that_a_question_takes_whole_months_only_and_today_is_the_end_of_its_own() -> None:
    key, today = Key("2026-11", "甲", 3, "匿名"), date(2026, 11, 20)
    assert CellQuestion("2026-11-01", "2026-11-20").takes(key, today)
    assert not CellQuestion("2026-11-01", "2026-11-19").takes(key, today)
    assert not CellQuestion("2026-11-02", "").takes(key, today)
    assert CellQuestion("2026-11-01", "2026-11-30").takes(key, date(2026, 12, 20))
    assert not CellQuestion("2026-01-01", "").takes(Key("", "甲", 3, "匿名"), today)
