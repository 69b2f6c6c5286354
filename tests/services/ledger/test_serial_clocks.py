"""An item that comes after another one is late from its own day on: counted from the other's completion (DOMAIN §6)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from counter.domain.case.acts.acts import Decide, Deem
from counter.domain.case.lateness import late_of
from counter.domain.ledger.row import ItemRow
from counter.domain.visit.assess import assess
from counter.domain.visit.filing_mode import FilingMode
from counter.services.context.ledger_ports import LedgerSpan
from counter.services.ledger.up_to_date import current_ledger
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
    assert FILING not in late_of(case, office.app.calendar)  # nor on the page of the case, nor in a review


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
