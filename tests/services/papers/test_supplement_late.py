"""What is brought after its last day: the receipt says so, and who decides about it (S001 16(三); L5)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from counter.domain.case.acts.acts import Supplement
from counter.domain.case.case import Case
from counter.domain.document.document import PaperKind, from_json
from counter.domain.visit.material import Brought, MaterialState
from counter.services.case.perform import perform
from tests.paper_cases import text
from tests.services.case.neighbours import Neighbours, neighbours_on, seen
from tests.services.case.test_several_gaps import LATER, SOON, office
from tests.services.office import DEFERRED, RECEIVED, Office, papers

__all__ = ["office"]
DEFECTIVE = Brought(MaterialState.DEFECTIVE, copies=1, note="没有签名")


@pytest.fixture
def case(office: Office) -> Case:
    """Accepted on 20 November; the last days of its papers are 25 November and 1 December."""
    return office.sign(office.file(office.visit(brought={SOON: DEFERRED, LATER: DEFERRED})))


def said(case: Case) -> str:
    content = papers(case, PaperKind.SUPPLEMENT_RECEIPT)[-1].content
    assert content is not None
    return text(from_json(content))


def test_that_what_is_brought_a_day_late_is_not_said_to_be_in_order(office: Office, case: Case) -> None:
    office.at("2026-11-26")
    case = office.do(case, Supplement({SOON: RECEIVED}))
    assert "原期限（2026年11月25日）已过，是否采纳由" in said(case)
    assert "2026年12月1日（含当日）前" in said(case)  # what still may come in time
    office.at("2026-11-30")
    case = office.do(case, Supplement({LATER: RECEIVED}))
    assert "容缺材料已补齐" in said(case)
    assert "已过" not in said(case)  # of what came this time nothing is late


def test_that_the_last_of_the_papers_late_leaves_the_decision_to_the_organ(
    office: Office, case: Case
) -> None:
    office.at("2026-11-24")
    case = office.do(case, Supplement({SOON: RECEIVED}))
    office.at("2026-12-02")
    case = office.do(case, Supplement({LATER: RECEIVED}))
    assert "原期限（2026年12月1日）已过，是否采纳由" in said(case)


def test_that_late_in_the_evening_of_the_last_day_is_in_time(office: Office, case: Case) -> None:
    office.at("2026-11-25", 23)
    case = office.do(case, Supplement({SOON: RECEIVED}))
    assert "已过" not in said(case)


@pytest.fixture
def both(tmp_path: Path) -> Iterator[Neighbours]:
    with neighbours_on(tmp_path) as found:
        yield found


def test_that_another_window_gives_no_day_that_is_over(both: Neighbours) -> None:
    case = both.owner.sign(both.owner.file(both.owner.visit(brought={LATER: DEFERRED})))
    both.tell(both.owner, both.other)
    both.later(days=10)
    there = seen(both.other, case.id)
    wrong = Supplement({LATER: DEFECTIVE}, "巴图吉雅", "本人")
    after = perform(both.other.app, case.id, wrong, both.other.clerk, there.base)
    assert "（已过）" in said(after)
    assert "（含当日）前" not in said(after)
