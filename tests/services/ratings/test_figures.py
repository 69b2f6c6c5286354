"""The office's figures equal a recount from its entries, and nobody gets a small group by asking differently."""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from counter.domain.calendar.workdays import civil_date
from counter.domain.errors import RuleRefused
from counter.domain.figures.small_groups import LEAST_GROUP
from counter.domain.ratings.figures import HIDDEN, Figures
from counter.domain.ratings.rating import Channel, Grade, Mode
from counter.domain.ratings.sealed_box import Nothing
from counter.services.context.app import AppContext
from counter.services.context.ports import RatingFilter
from counter.services.ratings.office.figures import Rights, drill, figures, rights_of
from tests.rated import (
    BUNDLES,
    HALLS,
    MORNING,
    answer,
    call_back,
    many,
    rated_office,
    rating,
    register,
    set_aside,
    shipped_reasons,
    take_pack,
)
from tests.recount import assert_equals_a_recount, folded
from tests.services.rating_office import anonymous, named, rating_office_on

SUPERVISOR = Rights(drill=True)
ALL = RatingFilter()


def asked(app: AppContext, wanted: RatingFilter = ALL) -> Figures:
    return figures(app, wanted, SUPERVISOR, shipped_reasons())


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(count=st.integers(0, 60), seed=st.integers(0, 10_000))
def test_that_every_number_equals_a_recount_from_the_entries(
    tmp_path_factory: pytest.TempPathFactory, count: int, seed: int
) -> None:
    with rated_office(tmp_path_factory.mktemp("office") / "p") as app:
        made = many(count, seed, bad=0.3)
        register(app.journal, made)
        for n, one in enumerate(m for m in made if m.grade.bad):
            if n % 3 == 0:
                answer(app.journal, one.rating)
            elif n % 3 == 1:
                set_aside(app.journal, one.rating)
        for n, one in enumerate(m for m in made if m.channel is Channel.PROXY):
            call_back(app.journal, one.rating, same=n % 2 == 0)
        every = folded(app)
        assert len(every) == count
        assert_equals_a_recount(asked(app), every, civil_date(MORNING))


@pytest.fixture
def app(tmp_path: Path) -> Iterator[AppContext]:
    with rated_office(tmp_path / "p") as opened:
        yield opened


def test_that_a_rating_set_aside_or_not_called_back_is_told_and_in_no_rate(app: AppContext) -> None:
    good = [rating(n) for n in range(8)]
    odd = [
        rating(20, grade=Grade.DISSATISFIED),
        rating(21, channel=Channel.PROXY),
        rating(22, doubt="没有对上评价条"),
    ]
    register(app.journal, [*good, *odd])
    set_aside(app.journal, odd[0].rating)
    told = asked(app)
    assert told.total.counted == 8
    assert told.total.satisfied is not None
    assert told.total.satisfied.percent == "100.0%"
    assert (told.apart.proxy, told.apart.doubtful, told.apart.set_aside) == (1, 1, 1)
    call_back(app.journal, odd[1].rating, same=True)
    told = asked(app)
    assert (told.total.number, told.apart.proxy) == ("至少8件", 0)  # the one waits for four others


def test_that_the_rate_of_ratings_is_of_invitations_told_by_packs_and_each_pack_counts_once(
    app: AppContext,
) -> None:
    register(app.journal, [rating(n) for n in range(6)])
    take_pack(app.journal, 10)
    take_pack(app.journal, 10)
    take_pack(app.journal, 14, digest="57" * 32)
    told = asked(app)
    assert told.rated is not None
    assert told.rated.words == "25.0%（6/24）"
    some = asked(app, RatingFilter(since="2026-01-01"))
    assert some.rated is None
    assert some.rated_why


def test_that_a_bad_rating_answered_on_its_day_is_in_time_and_an_open_one_past_it_is_overdue(
    app: AppContext,
) -> None:
    bad = [rating(n, grade=Grade.VERY_DISSATISFIED, at="2026-11-24T02:00:00+00:00") for n in range(3)]
    late = [rating(n, grade=Grade.DISSATISFIED, at="2026-11-20T02:00:00+00:00") for n in range(10, 13)]
    register(app.journal, [*bad, *late])
    answer(app.journal, bad[0].rating)  # due 1 December, which is today
    answer(app.journal, late[0].rating)  # was due on 27 November
    loop = asked(app).loop
    assert loop is not None
    assert (loop.in_time, loop.late, loop.open, loop.overdue) == (1, 1, 4, 2)
    assert loop.on_time is not None
    assert loop.on_time.words == "25.0%（1/4）"


def test_that_a_small_selection_tells_nothing_at_all(app: AppContext) -> None:
    register(app.journal, [rating(n, grade=Grade.DISSATISFIED) for n in range(LEAST_GROUP - 1)])
    told = asked(app)
    assert told.total.hidden
    assert told.loop is None
    assert (told.halls, told.bundles, told.trend, told.reasons) == ((), (), (), ())


def test_that_a_small_group_is_in_no_number_and_hidden_when_asked_for_alone(app: AppContext) -> None:
    sizes = dict(zip(HALLS, (30, 6, 2), strict=True))
    made = [
        rating(100 * h + n, hall=hall) for h, (hall, size) in enumerate(sizes.items()) for n in range(size)
    ]
    register(app.journal, made)
    told = asked(app)
    assert told.total.number == "至少36件"  # 36 − 30 − 6 tells of nobody: the two are in no number
    assert [g.number for g in told.halls] == ["30件", "6件", HIDDEN]
    assert asked(app, RatingFilter(hall=HALLS[1])).total.counted == 6
    assert asked(app, RatingFilter(hall=HALLS[2])).total.hidden


def test_that_a_renamed_bundle_stays_one_group(app: AppContext) -> None:
    register(app.journal, [rating(n) for n in range(6)])
    register(app.journal, [rating(n, bundle_name="开小餐馆") for n in range(10, 14)])
    (bundle,) = asked(app).bundles
    assert (bundle.key, bundle.counted) == (str(BUNDLES[0][0]), 10)


def test_that_ratings_are_opened_one_by_one_only_by_right_and_in_groups_large_enough(app: AppContext) -> None:
    register(app.journal, [rating(n) for n in range(6)])
    register(app.journal, [rating(n, mode=Mode.ANONYMOUS, hall=HALLS[1]) for n in range(10, 13)])
    register(app.journal, [rating(n, mode=Mode.ANONYMOUS) for n in range(20, 29)])
    register(app.journal, [rating(n, hall=HALLS[2]) for n in range(30, 39)])
    staff = {s.code: rights_of(s) for s in app.journal.staff()}
    assert len(drill(app, RatingFilter(mode=Mode.NAMED.value, hall=HALLS[0]), staff["S01"])) == 6
    with pytest.raises(RuleRefused):
        drill(app, ALL, staff["W09"])
    with pytest.raises(RuleRefused, match="太少"):
        drill(app, RatingFilter(hall=HALLS[1]), staff["S01"])
    opened = {row.hall for row in drill(app, ALL, staff["S01"])}
    assert opened == {
        HALLS[0]
    }  # the smallest is hidden, and so is the next: a list must not tell of them either


def test_that_the_few_that_must_be_put_right_may_always_be_listed(app: AppContext) -> None:
    register(app.journal, [rating(1, grade=Grade.DISSATISFIED), rating(2)])
    assert [r.grade for r in drill(app, RatingFilter(loop=("open",)), SUPERVISOR)] == ["不满意"]
    with pytest.raises(RuleRefused):
        drill(app, RatingFilter(loop=("open", "none")), SUPERVISOR)
    assert drill(app, RatingFilter(standing="proxy"), SUPERVISOR) == ()


def test_that_real_packs_add_up_with_what_was_not_rated(tmp_path: Path) -> None:
    with rating_office_on(tmp_path / "p") as office:
        boxes = [
            *(named(grade=Grade.SATISFIED, case=f"{n}") for n in range(6)),
            *(anonymous() for _ in range(5)),
        ]
        office.take(office.text(*boxes, *(Nothing() for _ in range(3))))
        told = asked(office.app)
        assert told.rated is not None
        assert told.rated.words == "78.6%（11/14）"
        assert told.total.satisfied is not None
        assert told.total.satisfied.words == "54.5%（6/11）"
        assert told.loop is not None
        assert (told.loop.opened, told.loop.overdue) == (5, 0)
        assert_equals_a_recount(told, folded(office.app), civil_date(office.clock.at))


def test_that_figures_by_date_subtract_to_nobody_and_neither_do_those_of_today_and_yesterday(
    app: AppContext,
) -> None:
    """An ordinary handler asks for every period while ratings come in one after another, and subtracts."""
    untils = [f"2026-{month}-{day:02d}" for month in (10, 11) for day in (1, 14, 15, 29, 30, 31)]
    before: dict[tuple[str, str, str], int] = {}
    choose = random.Random(7)
    for number in range(120):
        day = f"2026-{choose.choice((10, 11))}-{choose.randrange(1, 31):02d}"
        mode, grade = choose.choice(tuple(Mode)), choose.choice(tuple(Grade))
        register(app.journal, [rating(number, at=f"{day}T02:00:00+00:00", mode=mode, grade=grade)])
        if number % 9:
            continue
        for asked_mode in ("", *Mode):
            chain = [(s, u, str(asked_mode)) for s in ("2026-09-30", "2026-10-02") for u in untils]
            told = {one: counted(app, *one) for one in chain}
            steps = [(told[a], told[b]) for a, b in itertools.pairwise(chain) if a[0] == b[0]]
            steps += [(before.get(one, 0), now) for one, now in told.items()]  # yesterday's answer
            steps += [
                (told["2026-10-02", u, str(asked_mode)], told["2026-09-30", u, str(asked_mode)])
                for u in untils
            ]
            assert all(less == more or more - less >= LEAST_GROUP for less, more in steps)
            before |= told
    assert len(set(before.values())) > 3


def counted(app: AppContext, since: str, until: str, mode: str) -> int:
    told = figures(app, RatingFilter(since, until, mode=mode), Rights(drill=False), shipped_reasons())
    assert told.loop is None
    return told.total.counted or 0
