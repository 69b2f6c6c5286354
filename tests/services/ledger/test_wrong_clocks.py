"""What is filed by a wrong clock counts, once a supervisor has confirmed its day, as if the clock had been right."""

from __future__ import annotations

import random
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from counter.db.check.check import check
from counter.domain.calendar.workdays import add_working_days
from counter.domain.case.acts.acts import Conclude, Decide, SetDates, Withdraw
from counter.domain.case.acts.offers import possible
from counter.domain.case.case import Case
from counter.domain.case.item_events import Result, Signer
from counter.domain.case.item_state import ItemState
from counter.domain.document.document import PaperKind
from counter.domain.errors import BadInput
from counter.domain.text.day_words import day_text
from counter.domain.visit.filing_mode import FilingMode
from counter.services.context.ledger_ports import LedgerSpan
from counter.services.ledger.report import monthly_report
from tests.services.ledger.test_as_it_stood import behind
from tests.services.ledger.test_platform_export import row_of
from tests.services.ledger.test_recount import person, template
from tests.services.ledger.visits import BUNDLES, follow, visit_of
from tests.services.office import SUPERVISOR, Office, item, office_on, papers
from tests.settings import somebody

BEGUN, ENDED = date(2026, 9, 28), date(2026, 11, 6)
BACK, FORWARD, MONTHS = timedelta(days=-31), timedelta(days=31), timedelta(days=-180)
LICENCE = "epidemic_cond"
TRUE = date(2026, 11, 24)


def lived(folder: Path, wrong: Mapping[date, timedelta]) -> dict[str, object]:
    """The reports of October and November after the same visits; on days in ``wrong`` the clock is off by so much,
    until a supervisor confirms the true day on the next working day.
    """
    draw, running = random.Random(4), []
    with office_on(folder, datetime(2026, 9, 28, tzinfo=UTC)) as office:
        held: list[tuple[Case, date]] = []
        for day in (BEGUN + timedelta(days=n) for n in range((ENDED - BEGUN).days + 1)):
            if office.app.calendar.is_rest(day):
                continue
            office.at(day.isoformat(), 9)
            for case, true in held:
                office.do(office.now(case), SetDates(true, SUPERVISOR))
            for case in draw.sample(running, min(len(running), 2)):
                follow(office, draw, case)
            office.clock.wrong = wrong.get(day, timedelta())
            filed = [_file(office, draw, len(running) + n) for n in range(2)]
            office.clock.wrong = timedelta()
            held = [(case, day) for case in filed if any(i.dates_held for i in case.items)]
            running += filed
        assert bool(wrong) == any(case.untimely for case in map(office.now, running))
        found: dict[str, object] = {}
        for month in (10, 11):
            report = monthly_report(office.app, person(office), 2026, month, template()).now
            found |= {f"{month} {name}": count for name, count in report.figures.items()}
            found |= {f"{month} {title}": rows for title, rows in report.tables.items()}
        return found


def _file(office: Office, draw: random.Random, serial: int) -> Case:
    office.later(minutes=5)
    mode = FilingMode.KEEP if draw.random() < 0.2 else FilingMode.DECIDE
    return office.file(visit_of(office, draw, draw.choice(BUNDLES), serial), mode)


def test_that_figures_are_those_of_a_right_clock_once_the_true_days_are_confirmed(tmp_path: Path) -> None:
    days = (date(2026, 10, 9), date(2026, 10, 14), date(2026, 10, 20), date(2026, 10, 23), date(2026, 10, 28))
    wrong = dict(zip(days, (BACK, FORWARD, BACK, MONTHS, FORWARD), strict=True))
    assert lived(tmp_path / "wrong", wrong) == lived(tmp_path / "right", {})


@pytest.mark.parametrize("off", [BACK, FORWARD])
def test_that_notice_common_day_and_platform_state_the_confirmed_day_and_a_result_can_follow(
    tmp_path: Path, off: timedelta
) -> None:
    with office_on(tmp_path / "profile") as office:
        office.file(office.visit(8))
        office.at(TRUE.isoformat())
        office.clock.wrong = off
        case = office.file(office.visit())
        office.clock.wrong = timedelta()
        office.at("2026-11-25")
        case = office.do(office.now(case), SetDates(TRUE, SUPERVISOR))
        kinds = (PaperKind.ACCEPTANCE_NOTICE, PaperKind.REGISTRATION_PROOF, PaperKind.INTAKE_RECEIPT)
        for paper in (papers(case, kind)[-1] for kind in kinds):
            assert paper.stage.binding
            assert f"你于{day_text(TRUE)}就" in str(paper.content)  # and no hour, which nobody knows
            assert day_text(TRUE + off) not in str(paper.content)
        assert case.event_due is not None
        assert case.event_due.day == add_working_days(office.app.calendar, TRUE, 45).day
        told = row_of(office, case, LICENCE)
        assert told["accepted_at"] == TRUE
        assert told["accepted_by"]
        done = [i for i in case.items if i.state is ItemState.DONE]
        assert {i.accepted_on for i in done} == {TRUE}
        case = office.do(case, Conclude(LICENCE, Result.GRANTED, date(2026, 11, 25), "许〔2026〕9号"))
        assert item(case, LICENCE).state is ItemState.GRANTED


def test_that_what_was_done_at_once_by_a_wrong_clock_gets_its_day_too(tmp_path: Path) -> None:
    with office_on(tmp_path / "profile") as office:
        office.file(office.visit(8))
        office.at(TRUE.isoformat())
        office.clock.wrong = BACK
        case = office.file(office.visit())
        office.clock.wrong = timedelta()
        open_ones = tuple(i.id for i in case.items if not i.state.closed)
        case = office.do(
            case, Withdraw(open_ones, "不办了", written=TRUE, signer=Signer.APPLICANT, name=somebody().name)
        )
        (offer,) = (one for one in possible(case, office.app.setting()) if one.kind is SetDates)
        assert not offer.urgent  # no clock runs
        case = office.do(case, SetDates(TRUE, SUPERVISOR))
        assert {i.accepted_on for i in case.items if i.state is ItemState.DONE} == {TRUE}
        assert not any(one.kind is SetDates for one in possible(case, office.app.setting()))


def test_that_a_clock_that_was_days_ahead_is_put_right_also_once_those_days_are_over(tmp_path: Path) -> None:
    with office_on(tmp_path / "profile") as office:
        office.file(office.visit(8))
        office.at(TRUE.isoformat())
        office.clock.wrong = timedelta(days=3)
        case = office.file(office.visit())
        office.clock.wrong = timedelta()
        office.at("2026-12-01")
        with pytest.raises(BadInput, match="最早是") as refused:
            office.do(office.now(case), SetDates(date(2026, 11, 19), SUPERVISOR))  # before the last sure day
        assert refused.value.field == "day"
        case = office.do(office.now(case), SetDates(TRUE, SUPERVISOR))
        assert case.received_on == TRUE


def test_that_an_answer_given_too_late_by_a_wrong_clock_is_late_once_its_day_is_confirmed(
    tmp_path: Path,
) -> None:
    with office_on(tmp_path / "profile") as office:
        case = office.file(office.visit(), FilingMode.KEEP)
        office.at(TRUE.isoformat())
        office.clock.wrong = BACK
        case = office.do(office.now(case), Decide(("mkt_individual",)))
        office.clock.wrong = timedelta()
        office.at("2026-11-25")
        november = LedgerSpan(date(2026, 11, 1), date(2026, 11, 25))
        assert "mkt_individual" not in behind(office, "late_ended", november)
        office.do(office.now(case), SetDates(TRUE, SUPERVISOR))
        assert "mkt_individual" in behind(
            office, "late_ended", november
        )  # received on Friday the 20th, due on Monday
        assert check(office.app.journal).faults == ()


def test_that_a_sure_clock_dates_a_decision_after_a_doubted_filing_whose_day_is_still_confirmed(
    tmp_path: Path,
) -> None:
    with office_on(tmp_path / "profile") as office:
        office.file(office.visit(8))
        office.at(TRUE.isoformat())
        office.clock.wrong = BACK
        case = office.file(office.visit(), FilingMode.KEEP)
        office.clock.wrong = timedelta()
        case = office.do(office.now(case), Decide(("mkt_individual",)))
        assert not item(case, "mkt_individual").dates_held
        assert item(case, "mkt_individual").accepted_on == TRUE
        assert case.received_on == TRUE + BACK
        case = office.do(case, SetDates(TRUE, SUPERVISOR))
        assert case.received_on == TRUE
        assert not any(one.kind is SetDates for one in possible(case, office.app.setting()))
