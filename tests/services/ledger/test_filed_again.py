"""A filing that was returned and comes again is a new one: the month in which it was returned keeps its figures."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from counter.domain.case.acts.acts import Supplement
from counter.domain.case.case import Case
from counter.domain.case.item_state import ItemState
from counter.domain.ledger.cells import CELLS
from counter.domain.ledger.measures import MEASURES
from counter.domain.visit.assess import assess
from counter.domain.visit.material import Brought, MaterialState
from counter.services.context.ledger_ports import LedgerSpan
from counter.services.ledger.scope import shown
from counter.services.ledger.up_to_date import current_ledger
from tests.services.ledger.test_as_it_stood import behind
from tests.services.office import MISSING, RECEIVED, Office, item, leaving, office_on

ITEM = "mkt_individual"
NOVEMBER = LedgerSpan(date(2026, 10, 24), date(2026, 11, 23))
DECEMBER = LedgerSpan(date(2026, 11, 24), date(2026, 12, 23))
BOTH = LedgerSpan(NOVEMBER.first, DECEMBER.last)
BY_ITS_END = {"visits", "visits_alone", "more_visits"}
"""Of a case, counted once: when it ended at last."""


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with office_on(tmp_path / "p") as made:
        yield made


def figures(office: Office, span: LedgerSpan) -> dict[str, int]:
    measures = list(MEASURES.values())
    return dict(current_ledger(office.app).figures(measures, span, office.app.calendar))


def returned(office: Office) -> tuple[Case, str]:
    """The registration's filing is returned at once; what else was applied for is given up."""
    checklist = assess(office.app.setting(), office.visit()).checklist
    lacking = next(line.id for line in checklist.lines if ITEM in line.items and line.awaits is None)
    case = office.printed(office.file(office.visit(brought={lacking: MISSING})))
    assert item(case, ITEM).state is ItemState.RETURNED
    others = tuple(one.id for one in case.items if not one.state.closed)
    return office.do(case, leaving(others, written=date(2026, 11, 20))) if others else case, lacking


def test_that_a_month_that_is_over_keeps_every_figure_when_the_filing_comes_again(office: Office) -> None:
    case, lacking = returned(office)
    assert ITEM in behind(office, "returned", NOVEMBER)
    office.at("2026-11-30")
    before = figures(office, NOVEMBER)
    assert (before["returned"], before["cases_ended"], before["open_at_end"]) == (1, 1, 0)
    case = office.do(case, Supplement({lacking: RECEIVED}))
    assert item(case, ITEM).state is not ItemState.RETURNED
    after = figures(office, NOVEMBER)
    assert {name: after[name] for name in after if name not in BY_ITS_END} == {
        name: before[name] for name in before if name not in BY_ITS_END
    }
    assert behind(office, "returned", NOVEMBER) == {ITEM}
    assert behind(office, "returned", DECEMBER) == set()
    assert figures(office, BOTH)["returned"] == 1


def test_that_each_filing_counts_in_its_month_and_the_list_says_when_one_was_returned(office: Office) -> None:
    case, lacking = returned(office)
    office.at("2026-11-30")
    office.do(case, Supplement({lacking: RECEIVED}))
    assert ITEM in behind(office, "items_ended", NOVEMBER)
    assert ITEM in behind(office, "items_ended", DECEMBER)
    months = current_ledger(office.app).series(
        [MEASURES["cases_ended"], MEASURES["returned"], MEASURES["items_ended"]],
        (NOVEMBER.last, DECEMBER.last),
        BOTH,
        office.app.calendar,
    )
    assert [one["cases_ended"] for one in months] == [1, 1]
    assert [one["returned"] for one in months] == [1, 0]
    lines = current_ledger(office.app).lines(MEASURES["returned"], NOVEMBER, office.app.calendar, None)
    assert "11月20日退件后又申请" in str([CELLS["result"](line, shown(office.app)) for line in lines])


def test_that_what_is_returned_a_second_time_is_returned_in_both_months(office: Office) -> None:
    case, lacking = returned(office)
    office.at("2026-11-30")
    case = office.do(case, Supplement({lacking: Brought(MaterialState.DEFECTIVE, note="没有签字")}))
    assert item(case, ITEM).state is ItemState.RETURNED
    assert behind(office, "returned", NOVEMBER) == behind(office, "returned", DECEMBER) == {ITEM}
    assert behind(office, "open_at_end", NOVEMBER) == set()
