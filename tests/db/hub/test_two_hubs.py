"""Two hubs on one server: a login is the server's, so each hub has its own, and neither can take or end the other's."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace

import pytest

from counter.services.exchange.enrolment import Enrolment
from counter.services.exchange.hub_port import HubRefused
from tests.db.hub.cluster import COUNTY, Hub
from tests.db.hub.streams import Station, new_case

pytestmark = pytest.mark.postgres
A = "15222161"


@pytest.fixture
def other(hub: Hub) -> Hub:
    """A second hub on the same server."""
    made = hub.copy()
    made.sql("UPDATE hub.identity SET hub = gen_random_uuid()")
    return made


def reports(enrolment: Enrolment) -> None:
    """Whether the window still reports."""
    station = Station(A)
    with closing(station.connect(enrolment)) as hub:
        hub.push(station.batch(new_case(), "clock"))


def test_that_a_second_hub_on_the_server_leaves_the_logins_of_the_first(hub: Hub, other: Hub) -> None:
    first = hub.enrol(A, county=COUNTY)
    second = other.enrol(A, county=COUNTY)
    assert first.login != second.login
    reports(first)
    reports(second)
    with other.server() as server:
        server.revoke(A, "撤窗", close=True)
    with closing(Station(A, 2).connect(first)):
        pass


def test_that_a_window_of_one_hub_is_nobody_in_the_other(hub: Hub, other: Hub) -> None:
    first = hub.enrol(A, county=COUNTY)
    second = other.enrol(A, county=COUNTY)
    strayed = replace(first, database=second.database, hub=second.hub)
    with pytest.raises(HubRefused, match="没有登记成窗口"):
        reports(strayed)


def test_that_a_login_stays_through_enrolling_again(hub: Hub, other: Hub) -> None:
    hub.enrol(A, county=COUNTY)
    before = other.enrol(A, county=COUNTY)
    again = other.enrol(A, county=COUNTY, again=True)
    assert again.login == before.login
    with pytest.raises(Exception, match="登录"):
        reports(before)
    reports(again)
