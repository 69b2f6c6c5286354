"""A recount of the office's figures from the journal's entries; of the read model only the ids are asked."""

from __future__ import annotations

from collections import Counter
from datetime import date

from counter.domain.calendar.workdays import civil_date
from counter.domain.figures.small_groups import LEAST_GROUP
from counter.domain.ratings.figures import Figures, Group
from counter.domain.ratings.office.rated import Rated, fold
from counter.domain.ratings.rating import Grade
from counter.services.context.app import AppContext
from counter.services.context.ports import RatingFilter


def folded(app: AppContext) -> list[Rated]:
    every = [fold(app.journal.entries(row.rating)) for row in app.journal.ratings(RatingFilter(), 100_000)]
    return [rated for rated in every if rated is not None]


def assert_equals_a_recount(told: Figures, ratings: list[Rated], today: date) -> None:
    """Every number that is shown is the number of folded ratings; what is hidden waits for enough others."""
    counted = [r for r in ratings if r.standing == "counted"]
    by_standing = Counter(r.standing for r in ratings)
    apart = (told.apart.proxy, told.apart.doubtful, told.apart.set_aside)
    assert apart == tuple(by_standing[s] for s in ("proxy", "doubtful", "set_aside"))
    if told.total.grades is None:
        assert (told.halls, told.bundles, told.trend, told.reasons) == ((), (), (), ())
        return
    _assert_told(told.total, Counter(r.registered.grade for r in counted))
    for groups, of in (
        (told.halls, lambda r: r.registered.hall),
        (told.bundles, lambda r: str(r.registered.bundle)),
        (told.trend, lambda r: r.day.isoformat()[:7]),
    ):
        recount = Counter((of(r), r.registered.grade) for r in counted)
        assert {g.key for g in groups} == {of(r) for r in counted}
        for group in groups:
            _assert_told(group, Counter({g: recount[group.key, g] for g in Grade}))
    reasons = Counter(code for r in counted for code in set(r.registered.reasons))
    assert {r.code for r in told.reasons} <= set(reasons)
    assert all(LEAST_GROUP <= r.times <= reasons[r.code] for r in told.reasons if r.times is not None)
    if not told.total.partly:
        assert {r.code: r.times for r in told.reasons if r.times} == {
            code: n for code, n in reasons.items() if n >= LEAST_GROUP
        }
    assert told.loop is not None
    loops = Counter(_loop(r, today) for r in ratings if r.rectification is not None)
    shown = (told.loop.in_time, told.loop.late, told.loop.undated, told.loop.open, told.loop.overdue)
    waiting = loops["open"] + loops["overdue"]
    assert shown == (loops["in_time"], loops["late"], loops["undated"], waiting, loops["overdue"])


def _assert_told(group: Group, recount: Counter[Grade]) -> None:
    """All of it, or at least so much; never few."""
    if group.grades is None:
        return
    assert group.counted is not None
    assert group.counted >= LEAST_GROUP
    assert all(group.grades[g] <= recount[g] for g in Grade)
    assert group.partly == (group.counted < recount.total())


def _loop(rated: Rated, today: date) -> str:
    loop = rated.rectification
    assert loop is not None
    if rated.loop == "open":
        return "overdue" if loop.due is not None and loop.due < today else "open"
    if loop.due is None:
        return "undated"
    return "in_time" if civil_date(loop.answers[0].at) <= loop.due else "late"
