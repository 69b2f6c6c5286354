"""A refusal reached the applicant once its paper was served: stages, ledger and 待办 say the same."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from counter.domain.case.acts.acts import Conclude, Serve, Stamp
from counter.domain.case.case import Case
from counter.domain.case.item_events import Result
from counter.domain.case.paper_events import Way
from counter.domain.case.stages import stages_of
from counter.domain.document.document import PaperKind
from counter.domain.ledger.rows_of_case import ledger_rows
from counter.domain.tasks.delivery import delivered
from tests.services.case.test_organ_decisions import IN_PERSON, TODAY, drafted, person
from tests.services.office import Office, item, office_on, papers
from tests.services.papers.test_receipt_counts import LICENCE


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with office_on(tmp_path / "profile") as opened:
        person(opened, "R02", "娜仁花", "农牧局")
        yield opened


def test_that_a_refusal_has_reached_the_applicant_once_its_paper_was_served(office: Office) -> None:
    case, draft = drafted(office)
    case = office.do(case, Conclude(LICENCE, Result.REJECTED, TODAY, confirms=draft, **IN_PERSON))
    paper = papers(case, PaperKind.REJECTION)[-1]
    assert _delivered_on(office, case) == (None, "")
    assert not stages_of(case, delivered)[-1].through
    office.later(days=1)
    case = office.do(case, Stamp((paper.id,), handed_over=True))
    case = office.do(case, Serve((paper.id,), Way.WINDOW, date(2026, 11, 21), "巴图吉雅"))
    assert _delivered_on(office, case) == ("2026-11-21", "window")
    assert stages_of(case, delivered)[-1].day == date(2026, 11, 21)
    assert delivered(case, item(case, LICENCE))


def _delivered_on(office: Office, case: Case) -> tuple[str | None, str]:
    (row,) = (row for row in ledger_rows(case, office.app.projector.place.answer_by) if row.item == LICENCE)
    return row.delivered_on, row.delivered_way
