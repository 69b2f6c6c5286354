"""What every figure keeps to, so that the store may count it."""

from __future__ import annotations

import pytest

from counter.domain.ledger.measures import MEASURES, LedgerMeasure, Of
from counter.domain.ledger.row import CASE_FIELDS


@pytest.mark.parametrize(
    "measure",
    [one for one in MEASURES.values() if one.of in (Of.CASES, Of.CASE_SUM)],
    ids=lambda one: one.name,
)
def test_that_what_counts_cases_looks_only_at_what_all_rows_of_a_case_share(measure: LedgerMeasure) -> None:
    used = {measure.day, measure.field, *(name for one in measure.where for name in (one.field, one.other))}
    assert used - {""} <= CASE_FIELDS
    assert measure.day
    assert measure.within is None
