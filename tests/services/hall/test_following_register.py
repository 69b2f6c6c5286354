"""An open window follows the hall's register: a change made here, one taken in by another program, and midnight."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from counter.bootstrap.opening import open_app
from counter.domain.calendar.workdays import civil_date
from counter.domain.hall.register.records import RegisteredHall, RegisteredOrgan
from counter.domain.hall.register.register import change_to
from counter.services.context.app import AppContext
from counter.services.register.issue_register import issue_register
from counter.ui.facades.window import WindowFacade
from tests.facades import facade_of
from tests.services.hall.test_clock import SetClock

ORGAN = "市场监督管理局"


@pytest.fixture
def facade(profile: Path) -> Iterator[WindowFacade]:
    facade = facade_of(WindowFacade, profile)
    facade.ready()
    yield facade
    facade.close()


def today(app: AppContext) -> date:
    return civil_date(app.clock.read().at)


def change(app: AppContext, phone: str, day: date) -> None:
    keeper = next(s for s in app.journal.staff() if s.code == "S01")
    changes = (
        change_to(RegisteredHall("某政务服务中心", phone=phone), day),
        change_to(RegisteredOrgan(ORGAN, name="某市场监督管理局", mark="某监"), day),
    )
    issue_register(app.journal, changes, by=keeper)


def test_that_a_change_by_another_program_counts_at_the_next_act(facade: WindowFacade, profile: Path) -> None:
    with open_app(profile) as other:
        change(other, "0482-0000001", today(other))
    followed = facade.followed()
    assert followed.hall.phone == followed.jurisdiction.contacts.hall_phone == "0482-0000001"
    assert followed.jurisdiction.organ(ORGAN).name == "某市场监督管理局"
    assert followed.jurisdiction.organ(ORGAN).short == "某监"


def test_that_a_change_made_here_counts_at_once(facade: WindowFacade) -> None:
    change(facade.app, "0482-0000002", today(facade.app))
    assert facade.follow(facade.app).hall.phone == "0482-0000002"


def test_that_a_planned_change_counts_after_midnight_without_a_restart(profile: Path) -> None:
    with open_app(profile) as app:
        start = app.clock.read()
        change(app, "0482-0000003", today(app) + timedelta(days=1))
    clock = SetClock(start.at + timedelta(minutes=1))
    facade = facade_of(WindowFacade, profile, clock=clock)
    facade.ready()
    assert facade.followed().hall.phone == ""
    clock.at += timedelta(days=1)
    assert facade.followed().hall.phone == "0482-0000003"
    facade.close()
