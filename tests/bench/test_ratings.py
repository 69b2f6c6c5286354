"""What is measured with 10,000 ratings is also right: figures, floor and a recount from the entries say the same."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench import ratings
from bench.floors.ratings import SQL
from counter.db.journal.journal import SqlJournal
from counter.domain.calendar.workdays import civil_date
from counter.services.context.ports import RatingFilter
from counter.services.ratings.office.figures import Rights, figures
from tests.rated import MORNING, rated_office, shipped_reasons
from tests.recount import assert_equals_a_recount, folded


@pytest.mark.slow
def test_that_the_figures_of_ten_thousand_ratings_equal_a_recount_and_the_floor_counts_the_same(
    tmp_path: Path,
) -> None:
    with rated_office(tmp_path / "p") as app:
        ratings.fill(app)
        told = figures(app, RatingFilter(), Rights(drill=True), shipped_reasons())
        every = folded(app)
        assert len(every) == ratings.MANY
        assert_equals_a_recount(told, every, civil_date(MORNING))
        assert told.total.counted == sum(r.standing == "counted" for r in every)
        assert isinstance(app.journal, SqlJournal)
        bare = [app.journal.connection().execute(sql).fetchall() for sql in SQL]
    standings, halls, bundles, reasons, loops, months = bare
    assert sum(row[-1] for row in standings) == ratings.MANY
    for rows, groups in ((halls, told.halls), (bundles, told.bundles), (months, told.trend)):
        assert sum(row[-1] for row in rows) == sum(g.counted or 0 for g in groups) == told.total.counted
    assert {code: n for code, n in reasons if n >= 5} == {r.code: r.times for r in told.reasons if r.times}
    assert told.loop is not None
    assert sum(row[-1] for row in loops) == told.loop.opened
