"""A draft of an earlier day: its papers count from hand-over; what the law has accepted is told to nobody (L6)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest

from counter.domain.calendar.workdays import civil_date
from counter.domain.case.item_state import ItemState
from counter.domain.document.document import PaperKind
from counter.domain.errors import RuleRefused
from counter.domain.visit.filing_mode import FilingMode
from counter.domain.visit.visit import Visit, gone_on_with
from counter.services.case.deem_accepted import deem_overdue
from tests.services.office import FRIDAY, MISSING, RECEIVED, Office, item, office_on, papers
from tests.services.papers.test_receipt_counts import EXISTING, LICENCE, one_line


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with office_on(tmp_path / "profile") as opened:
        yield opened


def visit(office: Office) -> Visit:
    """Papers taken in on 20 November; one of the licence's is missing. Silence accepts after the 27th."""
    return office.visit(answers=EXISTING, brought={one_line(office): MISSING})


def test_that_nothing_is_told_or_accepted_anew_of_what_the_law_has_accepted(office: Office) -> None:
    draft = visit(office)
    office.at("2026-11-30")
    with pytest.raises(RuleRefused, match=r"材料是2026年11月20日收下的.*已过法定告知期限") as refused:
        office.file(draft)
    assert refused.value.rule == "L6"
    assert office.app.journal.find_cases("").rows == ()
    case = office.file(draft, FilingMode.KEEP)
    receipts = [str(p.content) for p in papers(case, PaperKind.INTAKE_RECEIPT)]
    assert any("2026年11月23日（已过）" in said for said in receipts)
    assert not any("2026年11月23日（含当日）前" in said for said in receipts)
    deem_overdue(office.app)
    licence = item(office.now(case), LICENCE)
    assert (licence.state, licence.deemed_on) == (ItemState.DEEMED, FRIDAY.date())


def test_that_on_the_last_day_to_tell_it_is_told(office: Office) -> None:
    draft = visit(office)
    office.at("2026-11-27")
    assert item(office.file(draft), LICENCE).state is ItemState.TO_CORRECT


def test_that_nothing_is_accepted_by_silence_where_no_organ_entrusted_the_window(office: Office) -> None:
    draft = visit(office)
    office.at("2026-11-30")
    office.app = replace(office.app, hall=replace(office.app.hall, agreements=()))
    assert item(office.file(draft), LICENCE).state is ItemState.RECEIVED


def test_that_a_draft_without_papers_is_received_when_they_come() -> None:
    asked = Visit(8, {"q_entity": ("individual",)}, begun_at=FRIDAY)
    later = datetime.fromisoformat("2026-12-02T10:00:00+08:00")
    assert gone_on_with(asked, later).begun_at == later
    begun = gone_on_with(asked, FRIDAY).begun_at
    assert begun is not None
    assert civil_date(begun) == date(2026, 11, 20)


def test_that_a_draft_with_papers_stays_received_on_the_day_they_came() -> None:
    held = Visit(8, {}, {"floor_plan": RECEIVED}, begun_at=FRIDAY)
    assert gone_on_with(held, datetime.fromisoformat("2026-12-02T10:00:00+08:00")).begun_at == FRIDAY
