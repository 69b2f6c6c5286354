"""A figure of a period that is over says how things stood then: nothing that came later makes it smaller."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from counter import config
from counter.domain.case.acts.acts import Conclude, Decide, Deem, PauseClock, Supplement
from counter.domain.case.case import Case
from counter.domain.case.item_events import Pause, Result
from counter.domain.ledger.cells import CELLS
from counter.domain.ledger.measures import MEASURES
from counter.domain.ledger.template import Template
from counter.domain.visit.filing_mode import FilingMode
from counter.services.context.ledger_ports import LedgerSpan
from counter.services.ledger.read import read_ledger
from counter.services.ledger.report import MonthlyReport, monthly_report
from counter.services.ledger.scope import shown
from counter.services.ledger.template_file import template_in
from counter.services.ledger.up_to_date import current_ledger
from tests.services.office import DEFERRED, MISSING, RECEIVED, Office, item, leaving, office_on
from tests.services.papers.test_receipt_counts import EXISTING, GAP, one_line

LICENCE, FILING, SIGN = "epidemic_cond", "farm_record", "signboard"
DECEMBER = LedgerSpan(date(2026, 11, 24), date(2026, 12, 23))
JANUARY = LedgerSpan(date(2026, 12, 24), date(2027, 1, 23))


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with office_on(tmp_path / "p") as made:
        yield made


def form() -> Template:
    return template_in(config.resources_folder(), config.read_toml)


def report(office: Office, year: int = 2026, month: int = 12) -> MonthlyReport:
    supervisor = next(row for row in office.app.journal.staff() if row.code == "S01")
    return monthly_report(office.app, supervisor, year, month, form())


def late_open(office: Office, span: LedgerSpan = DECEMBER) -> set[str]:
    """The items behind the figure of December, or of another period."""
    return behind(office, "late_open", span)


def behind(office: Office, figure: str, span: LedgerSpan) -> set[str]:
    """The items behind a figure, which counts as many."""
    supervisor = next(row for row in office.app.journal.staff() if row.code == "S01")
    view = read_ledger(office.app, supervisor, span, form(), figure)
    assert view.total == view.figures[figure] == len(view.lines)
    return {line.row.item for line in view.lines}


def granted(office: Office, case: Case, item_id: str, day: str) -> Case:
    return office.do(case, Conclude(item_id, Result.GRANTED, date.fromisoformat(day), "许〔2026〕9号"))


def test_that_what_was_late_at_the_end_of_a_period_stays_so_when_it_is_decided_afterwards(
    office: Office,
) -> None:
    case = office.file(office.visit())
    office.at("2026-12-23")
    assert late_open(office) == {LICENCE, SIGN}
    office.at("2026-12-29")
    case = granted(office, case, LICENCE, "2026-12-29")
    office.at("2027-01-05")
    case = office.do(case, leaving((SIGN, FILING), written=date(2027, 1, 5)))
    assert late_open(office) == {LICENCE, SIGN}
    office.at("2027-01-23")
    january = report(office, 2027, 1).now
    assert (january.figures["late_open"], january.before["late_open"]) == (0, 2)


def test_that_what_nobody_had_answered_at_the_end_of_a_period_stays_so_when_it_is_withdrawn(
    office: Office,
) -> None:
    case = office.file(office.visit(), FilingMode.KEEP)
    office.at("2026-12-23")
    unanswered = late_open(office)
    assert unanswered
    office.at("2026-12-29")
    open_ones = tuple(one.id for one in office.now(case).items if not one.state.closed)
    office.do(case, leaving(open_ones, written=date(2026, 12, 29)))
    assert late_open(office) == unanswered


def test_that_what_was_decided_late_within_the_period_is_not_open_at_its_end(office: Office) -> None:
    case = office.file(office.visit())
    office.at("2026-12-22")
    granted(office, case, LICENCE, "2026-12-22")
    office.at("2027-01-05")
    assert late_open(office) == {SIGN}


def test_that_nobody_is_late_while_the_applicant_has_not_brought_what_he_was_told(office: Office) -> None:
    case = office.file(office.visit(brought={"epidemic_cond_4": MISSING}))
    office.at("2026-12-23")
    assert item(case, LICENCE).due is not None
    assert late_open(office) == {SIGN}
    assert cell(office, LICENCE, "late_days") is None


def test_that_a_clock_that_stands_is_not_late(office: Office) -> None:
    case = office.file(office.visit())
    office.at("2026-12-01")
    office.do(case, PauseClock(LICENCE, Pause.TESTING, "乌农检〔2026〕1号", date(2026, 12, 1)))
    office.at("2026-12-23")
    assert late_open(office) == {SIGN}
    assert cell(office, LICENCE, "late_days") is None


def test_that_a_gap_whose_item_ended_before_its_day_was_not_missed(office: Office) -> None:
    case = office.sign(office.file(office.visit(brought={"epidemic_cond_5": DEFERRED})))
    office.at("2026-11-24")
    office.do(case, leaving((LICENCE,), written=date(2026, 11, 24)))
    office.at("2026-12-23")
    assert report(office).now.figures["gaps_late"] == 0


def test_that_a_gap_whose_item_ended_after_its_day_was_missed(office: Office) -> None:
    case = office.sign(office.file(office.visit(brought={"epidemic_cond_5": DEFERRED})))
    office.at("2026-12-03")
    office.do(case, leaving((LICENCE,), written=date(2026, 12, 3)))
    office.at("2026-12-23")
    assert report(office).now.figures["gaps_late"] == 1


def cell(office: Office, item_id: str, name: str) -> object:
    supervisor = next(row for row in office.app.journal.staff() if row.code == "S01")
    lines = read_ledger(office.app, supervisor, DECEMBER, form()).lines
    return CELLS[name](next(line for line in lines if line.row.item == item_id), shown(office.app))


def test_that_what_was_decided_within_a_special_procedure_is_in_no_average(office: Office) -> None:
    case = office.file(office.visit())
    office.at("2026-12-01")
    case = office.do(case, PauseClock(LICENCE, Pause.TESTING, "乌农检〔2026〕1号", date(2026, 12, 1)))
    office.at("2026-12-21")
    granted(office, case, LICENCE, "2026-12-21")
    figures = report(office).now.figures
    assert figures["items_ended"] == 1
    assert figures["handled"] == 0
    assert figures["with_law_term"] == 0  # nobody knows the last day of a clock that still stood
    assert cell(office, LICENCE, "paused_days") == 20


def test_that_what_waited_for_an_organ_is_answered_from_when_its_word_came(office: Office) -> None:
    """The filing waits for the licence, which its organ granted days before anybody here heard of it (L6)."""
    case = office.file(office.visit())
    office.at("2026-11-30")
    case = granted(office, case, LICENCE, "2026-11-24")
    case = office.do(case, Decide((FILING,), papers_valid=True))
    assert item(case, FILING).state.accepted
    supervisor = next(row for row in office.app.journal.staff() if row.code == "S01")
    lines = read_ledger(office.app, supervisor, DECEMBER, form(), "answered_in_a_day").lines
    assert FILING in {line.row.item for line in lines}


def test_that_an_item_answered_late_and_decided_late_is_late_in_both_periods(office: Office) -> None:
    case = office.file(office.visit(answers=EXISTING), FilingMode.KEEP)
    office.at("2026-11-25")  # its day was the 23rd
    case = office.do(case, Decide((LICENCE,)))
    before = behind(office, "late_ended", DECEMBER)
    assert LICENCE in before
    office.at("2027-01-15")
    granted(office, case, LICENCE, "2027-01-15")
    assert behind(office, "late_ended", DECEMBER) == before
    assert behind(office, "late_ended", JANUARY) == {LICENCE}
    both = LedgerSpan(DECEMBER.first, JANUARY.last)
    assert behind(office, "late_ended", both) == before  # an item is counted once
    assert LICENCE in late_open(office)  # the decision's day was over at the end of December


def test_that_twelve_periods_count_a_second_late_clock_in_its_own(office: Office) -> None:
    case = office.file(office.visit(answers=EXISTING), FilingMode.KEEP)
    office.at("2026-11-25")
    case = office.do(case, Decide((LICENCE,)))
    office.at("2027-01-15")
    granted(office, case, LICENCE, "2027-01-15")
    (measure,) = (MEASURES["late_ended"],)
    ends = [date(2026, 11, 24), DECEMBER.last, JANUARY.last]
    stored = current_ledger(office.app)
    span = LedgerSpan(date(2026, 10, 24), JANUARY.last)
    counts = [one["late_ended"] for one in stored.series([measure], ends, span, office.app.calendar)]
    assert counts == [0, len(behind(office, "late_ended", DECEMBER)), 1]
    one_period = stored.series([measure], [JANUARY.last], span, office.app.calendar)
    assert one_period[0]["late_ended"] == len(behind(office, "late_ended", span))


def test_that_an_item_late_three_times_is_late_in_each_of_three_periods(office: Office) -> None:
    """Told late, accepted late once the papers were in, decided late."""
    line = one_line(office)
    lacking = {line: MISSING, GAP: MISSING}
    case = office.file(office.visit(answers=EXISTING, brought=lacking), FilingMode.KEEP)
    office.at("2026-11-25")
    case = office.printed(office.do(case, Decide((LICENCE,))))
    office.at("2026-12-24")
    case = office.do(case, Supplement({line: RECEIVED, GAP: DEFERRED}))
    office.at("2026-12-29")  # the pledge was to be signed, or refused, by the 25th
    case = office.do(office.sign(case), Supplement({GAP: RECEIVED}))
    office.at("2027-02-10")
    granted(office, case, LICENCE, "2027-02-10")
    february = LedgerSpan(date(2027, 1, 24), date(2027, 2, 23))
    spans = (DECEMBER, JANUARY, february)
    assert [LICENCE in behind(office, "late_ended", span) for span in spans] == [True, True, True]
    at_christmas = LedgerSpan(DECEMBER.last, date(2026, 12, 28))
    assert [LICENCE in late_open(office, span) for span in (DECEMBER, at_christmas, JANUARY)] == [
        False,
        True,
        True,
    ]
    (measure,) = (MEASURES["late_ended"],)
    whole = LedgerSpan(DECEMBER.first, february.last)
    ends = [span.last for span in spans]
    counts = current_ledger(office.app).series([measure], ends, whole, office.app.calendar)
    assert [one["late_ended"] for one in counts] == [len(behind(office, "late_ended", s)) for s in spans]


def test_that_what_nobody_had_answered_stays_late_when_silence_accepts_it(office: Office) -> None:
    case = office.file(office.visit(answers=EXISTING), FilingMode.KEEP)
    until_then = LedgerSpan(date(2026, 10, 24), date(2026, 11, 26))
    office.at("2026-11-26")
    unanswered = late_open(office, until_then)
    assert LICENCE in unanswered  # its day was the 23rd; the law's last day to notify is the 27th
    office.at("2026-12-01")
    case = office.do(case, Deem())
    assert late_open(office, until_then) == unanswered
    assert LICENCE in behind(office, "late_ended", DECEMBER)
    office.at("2027-01-15")
    granted(office, case, LICENCE, "2027-01-15")
    assert late_open(office, until_then) == unanswered
    assert LICENCE in behind(office, "late_ended", DECEMBER)
