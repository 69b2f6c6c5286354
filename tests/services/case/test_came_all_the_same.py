"""A decision for want of papers that have come says when they came, never that nobody was told (S001 16; L5)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from counter.domain.case.acts.acts import Conclude, Supplement
from counter.domain.case.item_events import Result
from counter.domain.errors import RuleRefused
from tests.services.case.test_lawful_acts import gapped, told
from tests.services.case.test_organ_decisions import INCOMPLETE
from tests.services.office import RECEIVED, Office, office_on
from tests.services.papers.test_receipt_counts import GAP, LICENCE, one_line


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with office_on(tmp_path / "profile") as opened:
        yield opened


def test_that_a_decision_for_a_gap_that_was_closed_is_told_when_it_came(office: Office) -> None:
    case = gapped(office)
    office.at("2026-12-05")
    late = office.do(case, Supplement({GAP: RECEIVED}))
    words = "容缺的材料已于2026年12月5日补齐，已过补交期限，是否采纳由机关决定。不能以材料不齐"
    with pytest.raises(RuleRefused, match=words):
        office.do(late, Conclude(LICENCE, Result.REJECTED, date(2026, 12, 5), **INCOMPLETE))


def test_that_a_decision_for_what_was_corrected_is_told_that_it_came(office: Office) -> None:
    case = told(office)
    office.at("2026-11-24")
    whole = office.do(case, Supplement({one_line(office): RECEIVED}))
    with pytest.raises(RuleRefused, match="告知要补的材料已经交齐。不能以材料不齐"):
        office.do(whole, Conclude(LICENCE, Result.REJECTED, date(2026, 11, 24), **INCOMPLETE))
