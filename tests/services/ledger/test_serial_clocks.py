"""An item that comes after another one is late from its own day on: counted from the other's completion (DOMAIN §6)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from counter.cli.case.words import opened_data
from counter.domain.case.acts.acts import Decide, Deem, RecordAcceptance
from counter.domain.case.lateness import late_of
from counter.domain.ledger.row import ItemRow
from counter.domain.tasks.oversight.checks import review_points
from counter.domain.tasks.oversight.events import AddedWhy
from counter.domain.visit.assess import assess
from counter.domain.visit.filing_mode import FilingMode
from counter.services.context.ledger_ports import LedgerSpan
from counter.services.ledger.up_to_date import current_ledger
from counter.services.oversight.samples import reasons
from counter.services.tasks.records import RecordFilter, find_records
from tests.services.case.test_organ_acceptance import elsewhere
from tests.services.ledger.test_as_it_stood import DECEMBER, JANUARY, behind, granted, late_open
from tests.services.office import MISSING, Office, item, leaving, office_on
from tests.services.papers.test_receipt_counts import EXISTING

FIRST, LICENCE, FILING = "mkt_individual", "epidemic_cond", "farm_record"
UNTIL_MONDAY = LedgerSpan(DECEMBER.first, date(2026, 11, 30))


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with office_on(tmp_path / "p") as made:
        yield made


def row_of(office: Office, item_id: str) -> ItemRow:
    lines = current_ledger(office.app).lines(None, DECEMBER, office.app.calendar, None)
    return next(line.row for line in lines if line.row.item == item_id)


def test_that_what_nobody_went_on_with_is_late_from_the_day_after_the_other_was_completed(
    office: Office,
) -> None:
    case = office.file(office.visit(answers=EXISTING))
    assert row_of(office, FILING).due is None  # it has not been received
    office.at("2026-11-30")
    case = granted(office, case, LICENCE, "2026-11-27")
    assert row_of(office, FILING).due == "2026-12-01"
    assert FILING not in late_open(office, UNTIL_MONDAY)
    office.at("2026-12-23")
    assert FILING in late_open(office)
    office.at("2027-01-05")
    office.do(case, Decide((FILING,), papers_valid=True))
    assert FILING in late_open(office)  # a period that is over says how things stood then
    assert FILING in behind(office, "late_ended", JANUARY)


def test_that_it_stays_late_in_a_period_that_is_over_when_the_applicant_withdraws_it(office: Office) -> None:
    case = office.file(office.visit(answers=EXISTING))
    office.at("2026-11-30")
    case = granted(office, case, LICENCE, "2026-11-30")
    office.at("2026-12-23")
    unanswered = late_open(office)
    assert FILING in unanswered
    office.at("2026-12-29")
    office.do(case, leaving((FILING,), written=date(2026, 12, 29)))
    assert late_open(office) == unanswered


def test_that_nobody_is_late_with_what_has_not_been_received_whatever_it_lacks(office: Office) -> None:
    checklist = assess(office.app.setting(), office.visit(answers=EXISTING)).checklist
    lacking = next(line.id for line in checklist.lines if line.items == (FILING,) and line.awaits is None)
    case = office.file(office.visit(answers=EXISTING, brought={lacking: MISSING}), FilingMode.KEEP)
    assert item(case, FILING).due is not None  # as it was taken in, together with the licence
    office.at("2026-12-23")
    assert row_of(office, FILING).due is None
    assert FILING not in late_open(office)
    assert LICENCE in late_open(office)
    case = office.do(case, Decide((FILING,)))
    assert FILING not in behind(office, "late_ended", DECEMBER)  # told before it was received
    rules = office.app.projector.place
    assert FILING not in late_of(case, rules.calendar, rules.answer_by)  # nor on its page, nor in a review


def test_that_silence_about_it_is_late_from_its_own_day(office: Office) -> None:
    """The licence waits for the registration here: completed today, and nobody answers the licence."""
    case = office.file(office.visit(), FilingMode.KEEP)
    assert LICENCE not in late_open(office)
    office.at("2026-11-23")
    case = office.do(case, Decide((FIRST,)))
    assert item(case, FIRST).state.finished
    until_friday = LedgerSpan(DECEMBER.first, date(2026, 11, 27))
    office.at("2026-11-27")
    unanswered = late_open(office, until_friday)
    assert LICENCE in unanswered  # its day was the 24th; the law's last one is the 30th
    office.at("2026-12-02")
    office.do(case, Deem())
    assert LICENCE in late_open(office, until_friday)
    assert LICENCE in behind(office, "late_ended", DECEMBER)


def test_that_page_command_review_records_and_ledger_say_the_same_of_an_organ_that_accepted_late(
    office: Office,
) -> None:
    there = elsewhere(office)
    case = there.file(office.visit(answers=EXISTING))
    case = there.do(case, RecordAcceptance(LICENCE, date(2026, 11, 20), "乌农受〔2026〕1号"))
    office.at("2026-11-30")
    case = granted(there, case, LICENCE, "2026-11-30")
    office.at("2026-12-08")
    case = there.do(case, RecordAcceptance(FILING, date(2026, 12, 7), "乌农受〔2026〕9号"))
    row = row_of(office, FILING)
    assert (row.late_due, row.late_on) == ("2026-12-01", "2026-12-07")
    told = "应于12月1日（含当日）前答复，实际12月7日，超期4个工作日"
    rules = office.app.projector.place
    assert late_of(case, office.app.calendar, rules.answer_by)[FILING] == (told,)
    assert told in str(opened_data(case, {}, office.app))
    flaws = [one.words for one in review_points(case, office.app.calendar, rules.answer_by) if one.words]
    assert told in flaws
    assert AddedWhy.LATE in reasons(office.app, case)
    assert told in records(office)


def records(office: Office) -> str:
    return str(find_records(office.app, RecordFilter(date(2026, 11, 20), date(2026, 12, 8)), by="S01"))


def test_that_an_organ_late_with_what_had_no_day_on_record_is_in_the_records(office: Office) -> None:
    """The licence is accepted here and granted in time; what follows is its organ's alone."""
    agreements = tuple(replace(one, items=(LICENCE,)) for one in office.app.hall.agreements)
    there = replace(office, app=replace(office.app, hall=replace(office.app.hall, agreements=agreements)))
    case = there.file(office.visit(answers=EXISTING))
    office.at("2026-11-30")
    case = granted(there, case, LICENCE, "2026-11-30")
    office.at("2026-12-08")
    there.do(case, RecordAcceptance(FILING, date(2026, 12, 7), "乌农受〔2026〕9号"))
    assert "应于12月1日（含当日）前答复，实际12月7日，超期4个工作日" in records(office)


def test_that_what_silence_accepted_is_late_on_the_page_of_the_case_as_in_the_ledger(office: Office) -> None:
    case = office.file(office.visit(answers=EXISTING), FilingMode.KEEP)
    office.at("2026-11-30")
    case = office.do(case, Deem())
    late_rows = behind(office, "late_ended", LedgerSpan(date(2026, 11, 1), date(2026, 11, 30)))
    assert LICENCE in late_rows
    said = late_of(case, office.app.calendar, office.app.projector.place.answer_by)
    assert said[LICENCE] == ("应于11月23日（含当日）前答复，到11月27日没有答复，视为受理，超期4个工作日",)
    assert set(late_rows) <= set(said)
