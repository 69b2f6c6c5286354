"""A decision later than the local clock is said for ever after, and changes no day of what is still to come (L6)."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from counter.domain.case.acts.acts import Decide, Supplement
from counter.domain.case.acts.correction import BySupervisor
from counter.domain.case.lateness import late_of
from counter.domain.visit.filing_mode import FilingMode
from counter.domain.visit.material import Brought, MaterialState
from tests.services.office import MISSING, RECEIVED, SUPERVISOR, Office, item, office_on
from tests.services.papers.test_receipt_counts import EXISTING, LICENCE, one_line
from tests.settings import somebody


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    with office_on(tmp_path_factory.mktemp("late") / "profile") as opened:
        yield opened


def test_that_what_was_kept_and_decided_days_later_says_so_and_is_due_as_ever(office: Office) -> None:
    office.at("2026-11-20")
    case = office.file(office.visit(answers=EXISTING), FilingMode.KEEP)
    office.at("2026-11-25")
    case = office.do(case, Decide((LICENCE,), papers_valid=True))
    assert late_of(case, office.app.calendar, office.app.projector.place.answer_by) == {
        LICENCE: ("应于11月23日（含当日）前答复，实际11月25日，超期2个工作日",)
    }
    due = item(case, LICENCE).due
    assert due is not None
    assert due.day.isoformat() == "2026-12-16"  # fifteen working days from the day of acceptance


def test_that_who_was_told_in_time_is_not_told_late_by_a_second_round(office: Office) -> None:
    office.at("2026-11-20")
    line = one_line(office)
    visit = office.visit(
        answers=EXISTING,
        brought={line: MISSING},
        applicant=somebody(name="斯琴", id_number="999999199001012628"),
    )
    case = office.file(visit)
    office.at("2026-12-01")
    case = office.do(case, Supplement({line: Brought(MaterialState.DEFECTIVE, note="没有盖章")}))
    why = BySupervisor("上次告知的一项写错了名称", SUPERVISOR)
    case = office.do(case, Decide((LICENCE,), reopening=why))
    assert late_of(case, office.app.calendar, office.app.projector.place.answer_by) == {}
    office.at("2026-12-03")
    case = office.do(case, Supplement({line: RECEIVED}))
    rules = office.app.projector.place
    assert late_of(case, rules.calendar, rules.answer_by) == {}  # decided on the day everything was in
