"""A hub that was put back to before a case was followed, and in which another was followed since, is found out."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from counter.bootstrap.opening import open_app
from counter.db.hub.client import connect_hub
from counter.services.exchange.round_marks import reporting_marks
from tests.db.hub.cluster import COUNTY, Hub
from tests.db.hub.streams import Station, new_case
from tests.db.hub.test_joining import join
from tests.db.hub.test_round import PASSPHRASE, A, now, windows

pytestmark = pytest.mark.postgres
__all__ = ["PASSPHRASE", "windows"]
ELSEWHERE, TOWN = "15222109", "某某镇便民服务中心"


def held(profile: Path) -> set[int]:
    """First numbers of the batches of the other hall that came; its keys are not known there."""
    with open_app(profile) as app:
        ranges = (one.range for one in app.journal.exchange().held())
        return {of.first for of in ranges if of is not None and of.station == ELSEWHERE}


def rejoined(hub: Hub, profile: Path) -> None:
    """The window has the newest secret of its login again."""
    assert join(profile, hub)[0].code == 0


def test_that_a_follow_that_was_lost_and_replaced_by_another_is_noticed(
    hub: Hub, windows: tuple[Path, Path]
) -> None:
    one, _ = windows
    far, cases = Station(ELSEWHERE), [new_case(), new_case()]
    with closing(far.connect(hub.enrol(ELSEWHERE, TOWN))) as of_far:
        for case in cases:
            of_far.push(far.batch(case))
    assert now(one).json["complete"]
    assert held(one) == set()
    with closing(connect_hub(hub.enrol(A, county=COUNTY, again=True))) as of_one:
        assert of_one.follow(cases[0], "申请人在这里") > 0
    rejoined(hub, one)
    assert now(one).json["complete"]
    assert held(one) == {1}
    with open_app(one) as app:
        assert reporting_marks(app.journal.exchange()).put_back is None

    [(turn,)] = hub.sql("SELECT turn FROM hub.orders WHERE county = %s", COUNTY)
    hub.sql("DELETE FROM hub.deliveries WHERE turn = %s", turn)  # restored to the moment before
    hub.sql("DELETE FROM hub.follows WHERE subject = %s AND why IS NOT NULL", cases[0])
    hub.sql("UPDATE hub.orders SET turn = turn - 1 WHERE county = %s", COUNTY)
    with closing(connect_hub(hub.enrol(A, county=COUNTY, again=True))) as of_one:
        assert of_one.follow(cases[1], "申请人在这里") > 0
    rejoined(hub, one)
    assert now(one).json["complete"]
    assert held(one) == {1, 2}
    with open_app(one) as app:
        assert reporting_marks(app.journal.exchange()).put_back is not None
    assert now(one).json["complete"]
