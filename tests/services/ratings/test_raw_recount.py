"""The office's figures counted a second time, by hand, from the raw entries of its file: no fold of the program."""

from __future__ import annotations

import json
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from counter.domain.ratings.rating import Channel
from counter.services.context.app import AppContext
from counter.services.context.ports import RatingFilter
from counter.services.ratings.office.figures import Rights, figures
from tests.rated import answer, call_back, many, rated_office, register, set_aside, shipped_reasons

GOOD = ("非常满意", "满意", "基本满意")
TODAY = date(2026, 12, 1)


def by_hand(app: AppContext) -> list[dict[str, Any]]:
    """Of each rating its hall, month, grade, whether it counts, and how its rectification stands."""
    journal: Any = app.journal
    found: dict[str, dict[str, Any]] = {}
    for subject, at, kind, payload in journal.connection().execute(
        "SELECT subject, at, kind, payload FROM entries ORDER BY row"
    ):
        said = json.loads(payload)
        if kind == "rating.registered":
            stands = "doubtful" if said["doubt"] else "proxy" if said["channel"] == "代录" else "counted"
            told = said["at"]
            day = (datetime.fromisoformat(told) + timedelta(hours=8)).date().isoformat()
            month = told[:7] if len(told) == 10 else day[:7]
            found[subject] = {**said, "month": month, "stands": stands, "loop": None}
        one = found.get(subject)
        if one is None:
            continue
        if kind == "rating.proxy_confirmed" and said["reached"] == "联系上":
            one["stands"] = "counted" if said["same"] else "set_aside"
        elif kind == "rectification.found" and said["finding"] in ("误评", "恶意差评"):
            one["stands"] = "set_aside"
        elif kind == "rectification.opened":
            one |= {"due": said["due"]["day"], "loop": "open"}
        elif kind == "rectification.answered" and one["loop"] == "open":
            on = (datetime.fromtimestamp(at / 1e6, UTC) + timedelta(hours=8)).date().isoformat()
            one["loop"] = "in_time" if on <= one["due"] else "late"
    return list(found.values())


@pytest.mark.parametrize("seed", range(2))
def test_that_every_figure_equals_a_count_by_hand_of_raw_entries(tmp_path: Path, seed: int) -> None:
    with rated_office(tmp_path / "p") as app:
        made = many(120, seed, bad=0.3)
        register(app.journal, made)
        for n, one in enumerate(m for m in made if m.grade.bad):
            (answer, set_aside, lambda *_: None)[n % 3](app.journal, one.rating)
        for n, one in enumerate(m for m in made if m.channel is Channel.PROXY):
            call_back(app.journal, one.rating, same=n % 2 == 0)
        told = figures(app, RatingFilter(), Rights(drill=True), shipped_reasons())
        raw = by_hand(app)
    counted = [one for one in raw if one["stands"] == "counted"]
    stands = Counter(one["stands"] for one in raw)
    assert (told.apart.proxy, told.apart.doubtful, told.apart.set_aside) == tuple(
        stands[name] for name in ("proxy", "doubtful", "set_aside")
    )
    assert told.total.counted is not None
    assert told.total.bad is not None
    waits = len(counted) - told.total.counted  # no more than wait for the fifth of their cell
    assert waits >= 0
    assert (waits == 0) == (not told.total.partly)
    bad = sum(one["grade"] not in GOOD for one in counted)
    assert bad - waits <= told.total.bad <= bad
    for groups, field in ((told.halls, "hall"), (told.trend, "month"), (told.bundles, "bundle")):
        for group in (one for one in groups if not one.hidden):
            of = [one for one in counted if str(one[field]) == group.key]
            assert group.counted is not None
            assert group.counted <= len(of)
            assert group.partly == (group.counted < len(of))
            if not group.partly:
                assert group.bad == sum(one["grade"] not in GOOD for one in of)
    loops = Counter(one["loop"] for one in raw)
    overdue = sum(one["loop"] == "open" and one["due"] < TODAY.isoformat() for one in raw)
    assert told.loop is not None
    shown = told.loop.in_time, told.loop.late, told.loop.open, told.loop.overdue
    assert shown == (loops["in_time"], loops["late"], loops["open"], overdue)
    assert told.loop.opened == sum(one["loop"] is not None for one in raw) > 10
