"""Totals go from the office to the window they belong to, signed, and each clerk sees his own only."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from counter.domain.errors import BadInput, RuleRefused, StaleBase, WorldTrouble
from counter.domain.journal import codec
from counter.domain.papers.verify.trusted_keys import KeysTrusted
from counter.domain.ratings.rating import Channel, Grade, Mode
from counter.services.context.app import AppContext
from counter.services.keys.hall_keys import revoke_key, trust_keys
from counter.services.keys.trusted import settled_keys
from counter.services.ratings.totals import (
    TotalsFile,
    import_totals,
    own_totals,
    publish_totals,
    stations_with_totals,
)
from tests.rated import MORNING, rated_office, rating, register
from tests.services.office import Office, SetClock, office_on
from tests.writing_beside import may_write

STATION = "15220103"
TODAY = date(2026, 12, 1)


@pytest.fixture
def app(tmp_path: Path) -> Iterator[AppContext]:
    with rated_office(tmp_path / "office") as opened:
        yield opened


@pytest.fixture
def window(tmp_path: Path) -> Iterator[Office]:
    with office_on(tmp_path / "window", MORNING) as opened:
        yield opened


def believe(window: Office, app: AppContext) -> None:
    """The window trusts the hall that certified the office's key."""
    trust = settled_keys(app.journal, TODAY)
    said = KeysTrusted("imported", tuple(trust.halls.values()), trust.certificates)
    trust_keys(window.app.journal, said, code="S01", pin="9876")


def rated(app: AppContext, count: int, bad: int, first: int = 0, **changes: object) -> None:
    made = [
        rating(first + n, grade=Grade.DISSATISFIED if n < bad else Grade.SATISFIED, **changes)
        for n in range(count)
    ]
    register(app.journal, made)


def later(app: AppContext, month: int, year: int = 2026) -> None:
    assert isinstance(app.clock, SetClock)
    app.clock.at = MORNING.replace(year=year, month=month)


def test_that_a_clerk_sees_his_own_totals_and_nobody_elses(app: AppContext, window: Office) -> None:
    rated(app, 20, bad=4)
    rated(app, 12, bad=1, first=100, clerk="W02")
    rated(app, 9, bad=0, first=200, clerk="W03")
    believe(window, app)
    text, said = publish_totals(app, STATION, by="S01")
    taken = import_totals(window.app, text, actor="operator")
    assert taken.batches == said.batches
    totals = {clerk: own_totals(window.app.journal, clerk) for clerk in ("W01", "W02", "W03")}
    assert {c: t and t.words for c, t in totals.items()} == {
        "W01": "截至2026-11，实名评价20件，其中差评4件。",
        "W02": "截至2026-11，实名评价12件，其中差评0至2件。",
        "W03": None,
    }


def test_that_only_named_ratings_that_count_of_whole_months_are_in_it(app: AppContext) -> None:
    rated(app, 10, bad=5)
    rated(app, 5, bad=5, first=100, mode=Mode.ANONYMOUS)
    rated(app, 5, bad=5, first=200, channel=Channel.PROXY)
    rated(app, 5, bad=5, first=300, at="2026-12-01T00:30:00+00:00")
    assert stations_with_totals(app) == (STATION,)
    _, said = publish_totals(app, STATION, by="S01")
    assert [(b.ratings, b.bad, b.since, b.until) for b in said.batches] == [(10, 5, "2026-11", "2026-11")]


def test_that_nothing_is_published_before_there_is_enough_new(app: AppContext) -> None:
    rated(app, 10, bad=5)
    publish_totals(app, STATION, by="S01")
    with pytest.raises(RuleRefused, match="整月"):
        publish_totals(app, STATION, by="S01")
    later(app, 1, 2027)
    rated(app, 9, bad=9, first=100, at="2026-12-10T02:00:00+00:00")
    with pytest.raises(RuleRefused, match="10件"):
        publish_totals(app, STATION, by="S01")
    rated(app, 1, bad=1, first=200, at="2026-11-28T02:00:00+00:00")  # its pack came late
    _, said = publish_totals(app, STATION, by="S01")
    assert [(b.ratings, b.few) for b in said.batches] == [(10, ""), (10, "good")]


def test_that_no_act_waits_for_a_stick_and_nothing_is_published_without_its_file(app: AppContext) -> None:
    rated(app, 10, bad=5)

    def full(_: str) -> None:
        assert may_write(app)
        raise WorldTrouble("磁盘满了。")

    with pytest.raises(WorldTrouble):
        publish_totals(app, STATION, by="S01", keep=full)

    def another(_: str) -> None:
        publish_totals(app, STATION, by="S01")

    with pytest.raises(StaleBase):
        publish_totals(app, STATION, by="S01", keep=another)
    with pytest.raises(RuleRefused, match="整月"):
        publish_totals(app, STATION, by="S01")


def test_that_exact_numbers_of_a_small_cell_never_leave_the_office(app: AppContext) -> None:
    rated(app, 12, bad=1)
    text, said = publish_totals(app, STATION, by="S01")
    assert said.counted[0].bad == 1
    (batch,) = json.loads(text)["batches"]
    assert batch == {
        "clerk": "W01",
        "since": "2026-11",
        "until": "2026-11",
        "ratings": 12,
        "bad": None,
        "few": "bad",
    }
    assert "counted" not in json.loads(text)


def test_that_totals_nobody_vouches_for_or_somebody_changed_are_refused(
    app: AppContext, window: Office
) -> None:
    rated(app, 12, bad=4)
    text, _ = publish_totals(app, STATION, by="S01")
    with pytest.raises(RuleRefused, match="证书"):
        import_totals(window.app, text, actor="operator")
    believe(window, app)
    told = json.loads(text)
    told["batches"][0]["bad"] = 0
    for broken in (json.dumps(told), text[:-40], "{}", "[]", "\x00", text.replace(STATION, "15220104")):
        with pytest.raises(BadInput):
            import_totals(window.app, broken, actor="operator")
    revoke_key(
        app.journal,
        app.journal.station().code,
        1,
        "丢失",
        since=TODAY,
        today=TODAY,
        code="S01",
        pin="9876",
    )
    trust = settled_keys(app.journal, TODAY)
    revoked = KeysTrusted("imported", revocations=tuple(trust.revocations.values()))
    trust_keys(window.app.journal, revoked, code="S01", pin="9876")
    with pytest.raises(RuleRefused, match="证书"):
        import_totals(window.app, text, actor="operator")
    assert own_totals(window.app.journal, "W01") is None


def test_that_an_older_file_never_replaces_a_newer_one(app: AppContext, window: Office) -> None:
    believe(window, app)
    rated(app, 12, bad=4)
    old, _ = publish_totals(app, STATION, by="S01")
    later(app, 1, 2027)
    rated(app, 12, bad=4, first=100, at="2026-12-10T02:00:00+00:00")
    new, _ = publish_totals(app, STATION, by="S01")
    import_totals(window.app, new, actor="operator")  # what the lost file held is in it
    for text in (old, new):
        with pytest.raises(BadInput, match="不比它新"):
            import_totals(window.app, text, actor="operator")
    totals = own_totals(window.app.journal, "W01")
    assert totals is not None
    assert (totals.ratings, totals.bad_least) == (24, 8)


def test_that_only_a_supervisor_publishes(app: AppContext) -> None:
    rated(app, 12, bad=4)
    with pytest.raises(RuleRefused):
        publish_totals(app, STATION, by="W09")


def test_that_a_window_takes_its_own_stations_totals_only_and_no_real_ones_in_a_demo(
    app: AppContext, window: Office
) -> None:
    rated(app, 10, bad=4)
    rated(app, 11, bad=5, first=100, station="15220104")
    believe(window, app)
    other, said = publish_totals(app, "15220104", by="S01")
    assert [(b.ratings, b.bad) for b in said.batches] == [(11, 5)]  # and nothing of the other window's
    with pytest.raises(BadInput, match="这份合计是窗口 15220104"):
        import_totals(window.app, other, actor="operator")
    text, said = publish_totals(app, STATION, by="S01")
    assert [(b.ratings, b.bad) for b in said.batches] == [(10, 4)]
    told = json.loads(text)
    form = told.pop("form")
    real = replace(codec.read(TotalsFile, told), demo=not told["demo"])
    signed = replace(real, signature=app.journal.sign(real.message()).hex())
    with pytest.raises(RuleRefused) as refused:
        import_totals(window.app, json.dumps({"form": form, **codec.write(signed)}), actor="operator")
    assert refused.value.rule == "L14"
    assert own_totals(window.app.journal, "W01") is None
