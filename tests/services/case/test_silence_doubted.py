"""视为受理 and a clock in doubt: only an unsure day of receipt holds it, until a supervisor confirms one (L6)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path

import pytest

from counter.domain.case.acts.acts import Deem, SetDates
from counter.domain.case.case import Case
from counter.domain.case.item_state import ItemState
from counter.domain.document.document import PaperKind
from counter.domain.errors import RuleRefused
from counter.domain.visit.filing_mode import FilingMode
from counter.services.case.deem_accepted import deem_overdue
from tests.services.office import MISSING, SUPERVISOR, Office, item, office_on
from tests.services.papers.test_receipt_counts import EXISTING, LICENCE, one_line

AFTER = "2026-11-28"
"""The day after the fifth working day since Friday 20 November."""


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with office_on(tmp_path / "profile") as opened:
        yield opened


@contextmanager
def a_month_back(office: Office) -> Iterator[None]:
    """Meanwhile the clock of the PC is a month behind; then it is set right again."""
    office.clock.wrong = -timedelta(days=31)
    yield
    office.clock.wrong = timedelta()


def kept(office: Office) -> Case:
    return office.file(office.visit(answers=EXISTING), FilingMode.KEEP)


def test_that_a_sheet_printed_by_a_wrong_clock_does_not_end_silence(office: Office) -> None:
    case = kept(office)
    with a_month_back(office):
        case = office.printed(case, PaperKind.INTAKE_RECEIPT)
    assert case.untimely
    office.at(AFTER)
    assert [c.id for c in deem_overdue(office.app)] == [case.id]
    assert item(office.now(case), LICENCE).state is ItemState.DEEMED


def test_that_what_was_filed_by_a_wrong_clock_is_accepted_since_the_day_a_supervisor_confirms(
    office: Office,
) -> None:
    office.file(office.visit(8))
    with a_month_back(office):
        case = kept(office)
    office.at(AFTER)
    assert deem_overdue(office.app) == ()
    with pytest.raises(RuleRefused):
        office.do(case, Deem())
    dated = office.do(office.now(case), SetDates(date(2026, 11, 23), SUPERVISOR))
    assert item(dated, LICENCE).received_on == date(2026, 11, 23)
    assert deem_overdue(office.app) == ()  # Monday: the fifth day is the 30th
    office.at("2026-12-01")
    (deemed,) = deem_overdue(office.app)
    assert item(deemed, LICENCE).deemed_on == date(2026, 11, 23)


def test_that_a_notice_printed_nobody_knows_when_may_have_been_in_time(office: Office) -> None:
    case = office.file(office.visit(answers=EXISTING, brought={one_line(office): MISSING}))
    office.clock.wrong = timedelta(days=31)
    office.printed(case, PaperKind.CORRECTION_NOTICE)
    office.clock.wrong = timedelta()
    office.at(AFTER)
    assert deem_overdue(office.app) == ()
