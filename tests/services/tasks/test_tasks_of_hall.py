"""What of the hall ends soon, or waits for a second person, is a supervisor's task."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from counter.bootstrap.opening import follow_settings
from counter.domain.calendar.workdays import civil_date
from counter.domain.hall.register.records import RegisteredHall, RegisteredMandate, RegisteredStaff
from counter.domain.hall.register.register import change_to
from counter.domain.tasks.task import TaskKind
from counter.domain.tasks.urgency import Urgency
from counter.services.context.app import AppContext
from counter.services.context.ports import StaffRow
from counter.services.register.issue_register import issue_register
from counter.services.tasks.list_tasks import TaskView, count_tasks, list_tasks


def person(app: AppContext, code: str) -> StaffRow:
    return next(s for s in app.journal.staff() if s.code == code)


def ending_on(app: AppContext, last: date) -> AppContext:
    """The demo hall with its first agreement until that day."""
    first, *others = app.hall.agreements
    return replace(app, hall=replace(app.hall, agreements=(replace(first, valid_until=last), *others)))


def of_hall(app: AppContext, code: str) -> list[TaskView]:
    return [t for t in list_tasks(app, clerk=person(app, code)) if not t.number and not t.draft]


def test_that_an_agreement_that_ends_in_thirty_days_is_told_with_what_can_only_be_sent_on(
    app: AppContext,
) -> None:
    today = civil_date(app.clock.read().at)
    soon = ending_on(app, today + timedelta(days=30))
    (task,) = of_hall(soon, "S01")
    assert task.kind is TaskKind.ENDING
    assert "市场监督管理局的授权协议" in task.words
    assert "只能收件转办" in task.words
    assert count_tasks(soon, clerk=person(soon, "S01")).kinds[TaskKind.ENDING] == 1
    assert of_hall(soon, "W01") == []
    assert of_hall(ending_on(app, today + timedelta(days=31)), "S01") == []


def test_that_one_that_ended_yesterday_is_overdue(app: AppContext) -> None:
    today = civil_date(app.clock.read().at)
    (task,) = of_hall(ending_on(app, today - timedelta(days=1)), "S01")
    assert task.urgency is Urgency.OVERDUE


def test_that_a_register_signed_by_one_waits_as_a_task(app: AppContext) -> None:
    today = civil_date(app.clock.read().at)
    change = change_to(RegisteredHall("某政务服务中心"), today)
    issue_register(app.journal, (change,), by=person(app, "S01"))
    (task,) = of_hall(follow_settings(app), "S01")
    assert task.kind is TaskKind.CONFIRM
    assert task.words == "登记册第1号等第二个人确认"


def test_that_a_mandate_that_ends_is_told_too(app: AppContext) -> None:
    today = civil_date(app.clock.read().at)
    letter = RegisteredMandate(
        "授〔2026〕1号", "农牧局", "R01", ("decide",), today, today + timedelta(days=9)
    )
    someone = RegisteredStaff("R01", "某", "representative", "农牧局")
    changes = (change_to(someone, today), change_to(letter, today))
    issue_register(app.journal, changes, by=person(app, "S01"))
    ending = [t for t in of_hall(follow_settings(app), "S01") if t.kind is TaskKind.ENDING]
    assert [t.words for t in ending] == [f"农牧局给某的授权书 授〔2026〕1号 {letter.until} 到期（还有9天）"]
