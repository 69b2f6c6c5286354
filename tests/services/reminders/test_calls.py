"""The day's calls: who is on the list, what may be recorded, how a wrong key is taken back."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from counter.domain.case.acts.at_any_time import AgreeReminders
from counter.domain.case.person_events import PersonViewed
from counter.domain.case.reminder_events import ReminderOutcome
from counter.domain.case.reminders.texts import said_words, written_words
from counter.domain.errors import BadInput, RuleRefused, StaleBase
from counter.domain.journal.kinds import kind_of
from counter.domain.tasks.reminders import plan_of
from counter.domain.tasks.task import TaskKind
from counter.services.case.agree_reminders import agree_reminders
from counter.services.context.app import AppContext
from counter.services.reminders.list_calls import list_calls
from counter.services.reminders.record_call import CallDone, record_call, show_number, take_back
from counter.services.tasks.list_tasks import list_tasks
from tests.services.office import DEFERRED, office_on
from tests.services.reminders.reminded import at, clerk, reminded, telling_day, texts
from tests.services.visit.test_outcomes import GAP
from tests.settings import somebody

REACHED = CallDone(ReminderOutcome.REACHED, words="已说")


def test_that_who_agreed_stands_on_the_list_of_the_day(app: AppContext) -> None:
    case = reminded(app)
    day = at(app, telling_day(app, case))
    (row,) = list_calls(day, texts()).rows
    assert (row.number, row.who, row.masked) == (case.number, "巴*", "100****5678")
    assert [view.kind for view in list_tasks(day, kinds=[TaskKind.REMIND])] == [TaskKind.REMIND]


def test_that_however_much_is_to_be_told_a_case_is_one_call_and_one_task(tmp_path: Path) -> None:
    with office_on(tmp_path / "profile") as office:
        visit = office.visit(brought={GAP: DEFERRED})
        case = office.sign(office.file(replace(visit, remind=True)))
        assert len(plan_of(case, office.app.calendar)) > 2
        (task,) = list_tasks(office.app, kinds=[TaskKind.REMIND])
        assert task.day == date(2026, 11, 23)
        last = plan_of(case, office.app.calendar)[-1]
        office.at(last.day.isoformat())
        (row,) = list_calls(office.app, texts()).rows
        assert row.promised
        record_call(office.app, case.id, REACHED, office.clerk)
        assert list_tasks(office.app, kinds=[TaskKind.REMIND]) == ()


def test_that_the_sentence_names_no_more_of_a_person_than_it_must(app: AppContext) -> None:
    case = reminded(app)
    (row,) = list_calls(at(app, telling_day(app, case)), texts()).rows
    assert case.opened.bundle_name in row.sentence
    person = somebody().person
    assert person is not None
    for secret in (person.name, person.id_number, person.phone, case.number):
        assert secret not in row.sentence


def test_that_a_hall_without_a_telephone_leaves_no_gap_to_read_aloud(app: AppContext) -> None:
    case = reminded(app)
    day, closing = telling_day(app, case), "有不清楚的，请打"
    (first,) = plan_of(case, app.calendar)
    contacts = app.jurisdiction.contacts
    none, some = replace(contacts, hall_phone=""), replace(contacts, hall_phone="0482-8200000")
    for said in (said_words(texts(), case, (first,), none, day), written_words(texts(), case, first, none)):
        assert not re.search("由大厅填写|请打|电话|[{}]", said)
        assert "受理" in said
    assert said_words(texts(), case, (first,), some, day).endswith(f"{closing}0482-8200000。")
    assert written_words(texts(), case, first, some).endswith("电话0482-8200000")


def test_that_a_call_before_its_day_says_when_the_next_one_is(app: AppContext) -> None:
    case = reminded(app)
    day = telling_day(app, case)
    with pytest.raises(RuleRefused, match=f"下一次是{day.month}月{day.day}日"):
        record_call(at(app, day - timedelta(days=3)), case.id, REACHED, clerk(app))


def test_that_nobody_is_called_who_did_not_agree_or_left_no_number(app: AppContext) -> None:
    reminded(app, remind=False)
    reminded(app, somebody(name="阿茹娜", id_number="999999199203032328", phone=""))
    assert list_tasks(app, kinds=[TaskKind.REMIND]) == ()


@pytest.mark.parametrize("hour", [7, 20, 23])
def test_that_nobody_is_called_at_night(app: AppContext, hour: int) -> None:
    case = reminded(app)
    found = list_calls(at(app, telling_day(app, case), hour), texts())
    assert (found.rows, found.open, found.waiting) == ((), False, 1)


def test_that_nobody_is_called_on_a_day_off(app: AppContext) -> None:
    case = reminded(app)
    day = telling_day(app, case)
    while not app.calendar.is_rest(day):
        day += timedelta(days=1)
    assert list_calls(at(app, day), texts()).rows == ()
    with pytest.raises(RuleRefused, match="工作日"):
        record_call(at(app, day), case.id, REACHED, clerk(app))


def test_that_what_was_told_leaves_the_list_and_is_told_once(app: AppContext) -> None:
    case = reminded(app)
    day = at(app, telling_day(app, case))
    after = record_call(day, case.id, REACHED, clerk(app))
    assert list_calls(day, texts()).rows == ()
    assert "电话告知（已受理）：已告知" in after.history[-1].text
    with pytest.raises(RuleRefused, match="没有要告知的"):
        record_call(day, case.id, REACHED, clerk(app))


def test_that_a_call_of_another_window_in_between_is_seen(app: AppContext) -> None:
    case = reminded(app)
    day = at(app, telling_day(app, case))
    (row,) = list_calls(day, texts()).rows
    record_call(day, case.id, CallDone(ReminderOutcome.NO_ANSWER), clerk(app))
    with pytest.raises(StaleBase):
        record_call(day, case.id, REACHED, clerk(app), row.base)


def test_that_a_call_in_vain_stays_on_the_list_behind_the_others(app: AppContext) -> None:
    case = reminded(app)
    reminded(app, somebody(name="阿茹娜", id_number="999999199203032328", phone="10000005679"))
    day = at(app, telling_day(app, case))
    record_call(day, case.id, CallDone(ReminderOutcome.NO_ANSWER), clerk(app))
    rows = list_calls(day, texts()).rows
    assert [bool(row.tried) for row in rows] == [False, True]
    assert rows[1].tried.endswith("没人接")


def test_that_a_day_that_passed_without_a_call_is_red_until_why_not_is_stated(app: AppContext) -> None:
    case = reminded(app)
    late = at(app, app.calendar.next_working_day(telling_day(app, case) + timedelta(days=10)))
    assert [row.overdue for row in list_calls(late, texts()).rows] == [True]
    with pytest.raises(BadInput, match="写明原因"):
        record_call(late, case.id, CallDone(ReminderOutcome.NOT_MADE), clerk(app))
    record_call(late, case.id, CallDone(ReminderOutcome.NOT_MADE, words="停电"), clerk(app))
    assert list_tasks(late, kinds=[TaskKind.REMIND]) == ()


def test_that_the_last_outcome_is_taken_back_by_a_correcting_entry(app: AppContext) -> None:
    case = reminded(app)
    day = at(app, telling_day(app, case))
    record_call(day, case.id, CallDone(ReminderOutcome.NO_MORE), clerk(app))
    assert list_calls(day, texts()).rows == ()
    after = take_back(day, case.id, clerk(app))
    assert len(list_calls(day, texts()).rows) == 1
    assert "已收回" in after.history[-1].text
    with pytest.raises(RuleRefused, match="没有可以收回的"):
        take_back(day, case.id, clerk(app))


def test_that_a_wrong_number_is_put_right_before_anybody_is_called_again(app: AppContext) -> None:
    case = reminded(app)
    day = at(app, telling_day(app, case))
    record_call(day, case.id, CallDone(ReminderOutcome.WRONG_NUMBER), clerk(app))
    assert [v.kind for v in list_tasks(day) if v.kind in (TaskKind.PHONE, TaskKind.REMIND)] == [
        TaskKind.PHONE
    ]
    with pytest.raises(RuleRefused, match="先更正号码"):
        record_call(day, case.id, REACHED, clerk(app))
    with pytest.raises(BadInput, match="位数不对"):
        agree_reminders(day, case.id, AgreeReminders(True, "123"), clerk(app))
    agree_reminders(day, case.id, AgreeReminders(True, "10000005679"), clerk(app))
    assert show_number(day, case.id, clerk(app)) == "10000005679"


def test_that_a_number_shown_in_full_is_on_record(app: AppContext) -> None:
    case = reminded(app)
    assert show_number(app, case.id, clerk(app)) == "10000005678"
    looks = [e for e in app.journal.entries(case.id) if kind_of(PersonViewed).knows(e)]
    assert [kind_of(PersonViewed).both(e)[0].place for e in looks] == ["reminders"]
