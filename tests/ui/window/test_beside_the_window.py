"""What another program writes into the profile of an open window counts there too, without a restart and a loss."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from PySide6.QtWidgets import QLabel, QLineEdit

from counter.bootstrap.opening import open_app
from counter.domain.case.acts.acts import Supplement
from counter.domain.case.case import Case
from counter.domain.errors import BadInput
from counter.domain.hall.consent import Consent
from counter.domain.hall.register.records import RegisteredHall, RegisteredStaff
from counter.domain.hall.register.register import change_to, removal_of
from counter.domain.visit.material import Brought, MaterialState
from counter.domain.visit.verdict import Outcome
from counter.services.case.perform import perform
from counter.services.context.app import AppContext
from counter.services.context.ports import StaffRow
from counter.services.day.close_day import NOTHING_COUNTED, close_day
from counter.services.day.hand_over_shift import hand_over_shift
from counter.services.hall.people import today_of
from counter.services.register.add_person import add_person
from counter.services.register.change_staff import strike_off
from counter.services.register.issue_register import issue_register, register_or_setup
from tests.services.office import FRIDAY
from tests.ui.case.acts.conftest import CLERK, At, at, people  # noqa: F401
from tests.ui.hands import Key

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)
RECEIVED = Brought(MaterialState.RECEIVED, original_seen=True, copies=1)
MISSING = "租赁合同"


@contextmanager
def another_program(at: At) -> Iterator[AppContext]:  # noqa: F811
    """A command on the same profile, while the window is open; then the window has polled its lights."""
    with open_app(at.office.app.journal.profile, at.office.clock) as app:  # type: ignore[attr-defined]
        yield app
    poll(at)


def poll(at: At) -> None:  # noqa: F811
    with at.qtbot.waitSignal(at.window.shell.lights.seen):
        at.window.shell.lights.ask()
    at.settle()


def person(app: AppContext, code: str) -> StaffRow:
    return next(row for row in app.journal.staff() if row.code == code)


def remove(app: AppContext) -> None:
    strike_off(app.journal, "W01", by=person(app, "S01"))


def pass_on(app: AppContext) -> None:
    add_person(app.journal, RegisteredStaff("W01", "其其格", "clerk"), lambda: "4821", by=person(app, "S01"))


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (remove, "W01 阿木古郎已不在值班人员名单里，换人上岗接着办。眼前的来访已存好。"),
        (pass_on, "工号 W01 已改给其其格，由其其格上岗接着办。眼前的来访已存好。"),
    ],
)
def test_that_a_clerk_who_is_taken_off_the_list_is_told_and_the_visit_waits_for_who_comes(
    at: At,  # noqa: F811
    change: Callable[[AppContext], Any],
    said: str,
) -> None:
    at.begin()
    at.answer()
    with another_program(at) as app:
        change(app)
    assert at.see(QLabel, "signOnNote").text() == said
    code = at.see(QLineEdit, "clerkCode")
    assert (code.text(), at.focus()) == ("", code)
    at.sign_on(*(("S01", "9876") if change is remove else ("W01", "4821")))
    at.settle()
    assert at.message() == ""
    at.qtbot.waitUntil(lambda: at.shows("draftStrip"))


@pytest.mark.parametrize("change", [remove, pass_on])
def test_that_nothing_is_done_in_the_name_of_who_has_the_code_now(
    at: At,  # noqa: F811
    change: Callable[[AppContext], Any],
) -> None:
    with open_app(at.office.app.journal.profile, at.office.clock) as app:  # type: ignore[attr-defined]
        change(app)
    visit = at.visit()
    refused: list[Exception] = []
    at.window.shell.background.run(lambda: at.filed(visit), None, refused.append)
    at.settle()
    (error,) = refused
    assert isinstance(error, BadInput)
    assert "上岗接着办" in str(error)


def test_that_the_hall_has_its_new_name_at_once(at: At) -> None:  # noqa: F811
    at.begin()
    with another_program(at) as app:
        hall = RegisteredHall("乌兰浩特市新政务服务中心")
        issue_register(app.journal, [change_to(hall, today_of(app.journal))], by=person(app, "S01"))
    assert at.see(QLabel, "hallName").text() == "乌兰浩特市新政务服务中心"
    assert at.window.intake is not None
    assert at.window.intake.visits.visit is not None


def supplemented(app: AppContext, case: Case) -> Case:
    act = Supplement({"lease": RECEIVED}, "巴图吉雅", "本人")
    return perform(app, case.id, act, person(app, "W01"), case.base)


def test_that_an_open_case_and_the_list_behind_it_show_what_was_done_by_command(at: At) -> None:  # noqa: F811
    case = at.filed(at.visit(missing=("lease",)))
    at.opened(case)
    before = at.see(QLabel, "detailState").text()
    with another_program(at) as app:
        supplemented(app, case)
    assert at.see(QLabel, "detailState").text() != before
    at.key(Key.Key_Escape)
    assert at.window.find_case is not None
    row = at.window.find_case.table.current_case()
    assert row is not None
    assert (row.number, row.state) == (case.number, at.now(case).state)


def test_that_a_list_read_anew_keeps_the_case_under_the_hand(at: At) -> None:  # noqa: F811
    again = "另开一家店"
    visit = at.visit(missing=("lease",))
    cases = [at.filed(replace(visit, duplicate_reason=again if n else "")) for n in range(3)]
    at.key(Key.Key_F3)
    at.key(Key.Key_Down)
    assert at.window.find_case is not None
    table = at.window.find_case.table
    under = table.current_case()
    with another_program(at) as app:
        supplemented(app, cases[0])
    now = table.current_case()
    assert under is not None
    assert now is not None
    assert now.number == under.number == cases[1].number


def test_that_a_form_whose_act_is_done_with_stays_and_says_so(at: At) -> None:  # noqa: F811
    case = at.filed(at.visit(missing=("lease",)))
    at.opened(case)
    at.open_act("B", "supplementForm")
    at.keys("1")
    with another_program(at) as app:
        done = supplemented(app, case)
    assert at.shows("supplementForm")
    assert at.see(QLabel, "actProblem").text() == "这件办件刚被别处改过，这一步不用办了。"
    at.confirm("supplementForm")
    assert at.see(QLabel, "actProblem").text() == "“租赁合同”没有缺，不用再交。"
    assert at.now(case).base == done.base


def due_shown(at: At) -> str:  # noqa: F811
    return at.see(QLabel, "visitDue").text()


def ready(at: At) -> None:  # noqa: F811
    """Everything is brought, and the next press files."""
    intake = at.window.intake
    assert intake is not None
    at.begin()
    intake.offers.resumed.emit(replace(at.visit(), begun_at=at.office.clock.read().at), intake.visits.draft)
    at.settle()


def test_that_a_visit_in_front_at_midnight_shows_the_day_it_will_be_filed_with(at: At) -> None:  # noqa: F811
    ready(at)
    assert "最早一项：12月18日" in due_shown(at)
    at.office.clock.at += timedelta(days=3)  # over a weekend: the window was not closed
    poll(at)
    assert "最早一项：12月21日" in due_shown(at)


def test_that_a_visit_that_took_nothing_in_yesterday_is_received_today(at: At) -> None:  # noqa: F811
    at.begin()
    intake = at.window.intake
    assert intake is not None
    asked = replace(at.visit(), brought={}, unasked={}, begun_at=at.office.clock.read().at)
    at.office.clock.at += timedelta(days=3)
    intake.offers.resumed.emit(asked, intake.visits.draft)
    at.settle()
    resumed = intake.visits.visit
    assert resumed is not None
    assert resumed.begun_at == at.office.clock.read().at


def outcomes(at: At) -> list[Outcome]:  # noqa: F811
    assert at.window.intake is not None
    shown = at.window.intake.visits.assessment
    assert shown is not None
    return [verdict.outcome for verdict in shown.verdicts]


def test_that_an_entrusting_that_ended_beside_the_window_ends_in_the_visit_in_front(at: At) -> None:  # noqa: F811
    ready(at)
    before = outcomes(at)
    at.key(Key.Key_F9)
    at.armed("decideButton")
    with another_program(at) as app:
        today = today_of(app.journal)
        ended = [removal_of(one, today) for one in register_or_setup(app.journal).on(today).agreements]
        issue_register(app.journal, ended, by=person(app, "S01"))
    assert Outcome.DONE in before
    assert Outcome.DONE not in outcomes(at)
    assert at.button("decideButton").property("armed") is not True


def test_that_a_shift_handed_over_by_command_takes_the_window_from_who_gave_it(at: At) -> None:  # noqa: F811
    at.begin()
    at.answer()
    giver, taker = Consent("W01", "1234"), Consent("S01", "9876")
    with another_program(at) as app:
        hand_over_shift(app, giver, taker, NOTHING_COUNTED, NOTHING_COUNTED)
    note = at.see(QLabel, "signOnNote").text()
    assert note.endswith("已交班给S01，由S01上岗接着办。眼前的来访已存好。")
    at.sign_on("S01", "9876")
    poll(at)
    at.settle()
    assert not at.shows("signOnNote")
    assert at.station.no_longer(CLERK).startswith("W01 ")
    at.station.sign_on("W01", "1234")  # he helps at noon, and says so with his PIN
    assert at.station.no_longer(CLERK) == ""


def test_that_a_page_in_sight_shows_what_a_command_wrote(at: At) -> None:  # noqa: F811
    at.window.shell.open_page("day")
    at.settle()
    assert "由 W01 日结" not in at.see(QLabel, "dayState").text()
    with another_program(at) as app:
        close_day(app, FRIDAY.date(), clerk=person(app, "W01"))
    at.settle()
    assert "由 W01 日结" in at.see(QLabel, "dayState").text()
