"""Deferred papers of one item with days of their own: a draft names those alone whose day is over (S001 16; L5)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from counter.domain.case.acts.acts import Conclude, Propose, Supplement
from counter.domain.case.acts.proposal import causes
from counter.domain.case.case import Case
from counter.domain.case.issued_paper import IssuedPaper
from counter.domain.case.item_events import Cause, Result
from counter.domain.document.document import PaperKind
from counter.domain.guide.model import Tri
from counter.domain.visit.material import Brought, MaterialState
from tests import complete_guide as whole
from tests.services.office import DEFERRED, Office, by_paper, item, office_on, papers
from tests.services.visit.test_published_elements import under

LICENCE = "epidemic_cond"
SOON, LATER = "epidemic_cond_4", "epidemic_cond_5"
SOON_NAME, LATER_NAME = "管理制度文本", "人员信息"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """Three working days are published for one deferrable paper of the licence, seven for the other."""
    with office_on(tmp_path / "profile") as opened:
        complete = whole.complete_guide()
        licence = complete.items[LICENCE]
        materials = tuple(
            replace(m, main=Tri.NO, deferrable=Tri.YES, details=replace(m.details, defer_days=3))
            if m.key == "epidemic_cond/4" and m.details is not None
            else m
            for m in licence.materials
        )
        items = {**complete.items, LICENCE: replace(licence, materials=materials)}
        yield under(opened, replace(complete, version="Gdeferred", items=items))


@pytest.fixture
def case(office: Office) -> Case:
    """Accepted on 20 November; the days are 25 November and 1 December."""
    return office.sign(office.file(office.visit(brought={SOON: DEFERRED, LATER: DEFERRED})))


def words(paper: IssuedPaper) -> str:
    return str(paper.content)


def test_that_a_paper_whose_day_still_runs_is_not_called_missed(office: Office, case: Case) -> None:
    office.at("2026-11-26")
    case = office.do(case, Propose(LICENCE, Cause.GAP_EXPIRED))
    draft = item(case, LICENCE).proposal
    assert draft is not None
    assert SOON_NAME in draft.reason
    assert LATER_NAME not in draft.reason
    assert LATER_NAME not in words(papers(case, PaperKind.REJECTION)[-1])


def test_that_what_was_brought_and_is_wrong_is_never_called_not_brought(office: Office, case: Case) -> None:
    wrong = Brought(MaterialState.DEFECTIVE, copies=1, note="没有签名")
    office.at("2026-11-24")
    case = office.do(case, Supplement({SOON: wrong}))
    office.at("2026-12-02")
    today = office.app.setting().now.date()
    assert causes(case, item(case, LICENCE), today)[0] is Cause.GAP_WRONG
    case = office.do(case, Propose(LICENCE, Cause.GAP_WRONG))
    draft = item(case, LICENCE).proposal
    assert draft is not None
    assert f"{SOON_NAME}（动物防疫条件合格证核发）补交后仍不符合要求" in draft.reason
    assert f"{LATER_NAME}（动物防疫条件合格证核发）在规定期限内没有补齐" in draft.reason


def test_that_the_confirmed_decision_names_no_paper_whose_day_still_runs(office: Office, case: Case) -> None:
    office.at("2026-11-26")
    case = office.do(case, Propose(LICENCE, Cause.GAP_EXPIRED))
    draft = item(case, LICENCE).proposal
    assert draft is not None
    today = office.app.setting().now.date()
    confirmed = Conclude(LICENCE, Result.REJECTED, today, confirms=draft.paper, **by_paper(today))
    case = office.do(case, confirmed)
    assert LATER_NAME not in words(papers(case, PaperKind.REJECTION)[-1])
