"""The files of the SMS gateway: who may write one, nothing sent twice, answers taken in once."""

from __future__ import annotations

import csv
import errno
import io

import pytest

from counter.domain.case.reminder_events import SUBJECT, ReminderOutcome, RemindersAnswered, RemindersHanded
from counter.domain.errors import BadInput, RuleRefused, StaleBase
from counter.domain.journal.kinds import kind_of
from counter.services.context.app import AppContext
from counter.services.reminders.gateway_answers import take_answers
from counter.services.reminders.gateway_file import GatewayFile, hand_to_gateway
from counter.services.reminders.list_calls import list_calls
from counter.services.reminders.record_call import CallDone, record_call
from tests.services.reminders.reminded import at, clerk, form, reminded, telling_day, texts
from tests.settings import somebody
from tests.writing_beside import may_write


def handed(day: AppContext) -> GatewayFile:
    return hand_to_gateway(day, texts(), form(), code="W01", pin="1234")


def rows(file: GatewayFile) -> list[list[str]]:
    return list(csv.reader(io.StringIO(file.content.decode("utf-8-sig"))))


def answers(*said: tuple[str, str]) -> bytes:
    return "编号,结果\n".encode() + "".join(f"{a},{b}\n" for a, b in said).encode()


def test_that_messages_are_recorded_before_their_file_leaves_and_never_sent_twice(app: AppContext) -> None:
    case = reminded(app)
    day = at(app, telling_day(app, case))
    file = handed(day)
    head, row = rows(file)
    assert head == ["编号", "手机号码", "短信内容"]
    assert row[0] == f"{file.batch}-1"
    assert row[1] == "10000005678"
    assert case.number not in row[2]
    assert "演示" in row[2]  # a demo hall's says so
    assert list_calls(day, texts()).rows == ()
    with pytest.raises(RuleRefused, match="没有可以发短信的"):
        handed(day)
    assert [kind_of(RemindersHanded).both(e)[0].count for e in app.journal.entries(SUBJECT)] == [1]


def test_that_a_file_takes_a_person_with_the_own_pin_and_the_hours(app: AppContext) -> None:
    case = reminded(app)
    day = telling_day(app, case)
    with pytest.raises(RuleRefused):
        hand_to_gateway(at(app, day), texts(), form(), code="W01", pin="9999")
    with pytest.raises(RuleRefused, match="工作日"):
        handed(at(app, day, 21))


def test_that_a_stick_that_is_full_hands_nothing_over_and_holds_nobodys_act(app: AppContext) -> None:
    case = reminded(app)
    day = at(app, telling_day(app, case))

    def full(_: bytes) -> None:
        assert may_write(app)
        raise OSError(errno.ENOSPC, "no space")

    with pytest.raises(OSError, match="no space"):
        hand_to_gateway(day, texts(), form(), code="W01", pin="1234", keep=full)
    assert app.journal.entries(SUBJECT) == ()
    assert handed(day).count == 1


def test_that_who_was_called_while_the_file_was_written_gets_no_message(app: AppContext) -> None:
    case = reminded(app)
    day = at(app, telling_day(app, case))

    def slowly(_: bytes) -> None:
        handed(day)

    with pytest.raises(StaleBase):
        hand_to_gateway(day, texts(), form(), code="W01", pin="1234", keep=slowly)
    assert len(app.journal.entries(SUBJECT)) == 1


def test_that_a_landline_is_called_and_gets_no_message(app: AppContext) -> None:
    case = reminded(app, somebody(phone="0482-8200000"))
    with pytest.raises(RuleRefused, match="打电话"):
        handed(at(app, telling_day(app, case)))


def test_that_what_was_not_delivered_is_called(app: AppContext) -> None:
    case = reminded(app)
    day = at(app, telling_day(app, case))
    message = rows(handed(day))[1][0]
    taken = take_answers(day, form(), answers((message, "失败")), code="W01", pin="1234")
    assert (taken.delivered, taken.failed) == (0, 1)
    assert len(list_calls(day, texts()).rows) == 1
    with pytest.raises(RuleRefused, match="没有可以发短信的"):
        handed(day)  # told by telephone now
    record_call(day, case.id, CallDone(ReminderOutcome.REACHED), clerk(app))
    assert list_calls(day, texts()).rows == ()


def test_that_answers_taken_in_twice_change_nothing_and_unknown_ids_are_named(app: AppContext) -> None:
    case = reminded(app)
    day = at(app, telling_day(app, case))
    message = rows(handed(day))[1][0]
    file = answers((message, "成功"), ("X-9", "成功"), (message + "0", "?"))
    first = take_answers(day, form(), file, code="W01", pin="1234")
    assert (first.delivered, first.unknown, first.unclear) == (1, ("X-9",), (message + "0",))
    entries = len(app.journal.entries(case.id)), len(app.journal.entries(SUBJECT))
    again = take_answers(day, form(), file, code="W01", pin="1234")
    assert (again.delivered, again.failed, again.known) == (0, 0, 1)
    assert (len(app.journal.entries(case.id)), len(app.journal.entries(SUBJECT))) == entries
    said = [e for e in app.journal.entries(SUBJECT) if kind_of(RemindersAnswered).knows(e)]
    assert len(said) == 1


def test_that_a_foreign_file_is_refused_in_words(app: AppContext) -> None:
    with pytest.raises(BadInput, match="第一行要有"):
        take_answers(app, form(), b"a,b\n1,2\n", code="W01", pin="1234")
    with pytest.raises(BadInput):
        take_answers(app, form(), b"PK\x03\x04 no archive", code="W01", pin="1234")


def test_that_a_workbook_says_the_same(app: AppContext) -> None:
    from openpyxl import load_workbook

    case = reminded(app)
    day = at(app, telling_day(app, case))
    file = hand_to_gateway(day, texts(), form(), code="W01", pin="1234", as_workbook=True)
    cells = [[c.value for c in row] for row in load_workbook(io.BytesIO(file.content)).worksheets[0].rows]
    assert cells[1][:2] == [f"{file.batch}-1", "10000005678"]
    taken = take_answers(day, form(), answers((cells[1][0], "成功")), code="W01", pin="1234")
    assert taken.delivered == 1
