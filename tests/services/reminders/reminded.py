"""A profile in which an applicant who agreed to be reminded has something to be told, and a clock at that day."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from datetime import date, datetime, time

from counter.domain.calendar.workdays import CHINA
from counter.domain.case.case import Case
from counter.domain.case.reminders.gateway import GatewayForm, gateway_from
from counter.domain.case.reminders.texts import ReminderTexts, texts_from
from counter.domain.journal.entries import ClockReading
from counter.domain.people.applicant import Applicant
from counter.domain.tasks.reminders import plan_of
from counter.services.context.app import AppContext
from counter.services.context.ports import StaffRow
from tests.services.visit.test_file_case import complete, file
from tests.settings import RESOURCES, somebody


class SetClock:
    """A clock that stands where it was put."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def read(self) -> ClockReading:
        return ClockReading(self.at, "boot", 0)


def at(app: AppContext, day: date, hour: int = 10) -> AppContext:
    """The same profile at that time of that day in China."""
    return replace(app, clock=SetClock(datetime.combine(day, time(hour), CHINA)))


def clerk(app: AppContext, code: str = "W01") -> StaffRow:
    return next(s for s in app.journal.staff() if s.code == code)


def reminded(app: AppContext, applicant: Applicant | None = None, *, remind: bool = True) -> Case:
    """A filed case: its acceptance is to be told on the next working day."""
    visit = complete(app)
    return file(app, replace(visit, applicant=applicant or somebody(), remind=remind)).case


def telling_day(app: AppContext, case: Case) -> date:
    """The first day on which something of it is to be told."""
    return plan_of(case, app.calendar)[0].day


def texts() -> ReminderTexts:
    return texts_from(tomllib.loads((RESOURCES / "reminders" / "texts.toml").read_text(encoding="utf-8")))


def form() -> GatewayForm:
    return gateway_from(tomllib.loads((RESOURCES / "reminders" / "gateway.toml").read_text(encoding="utf-8")))
