"""An agreement that ended between two acts: nothing further in that organ's name, and nothing promised for it (L13)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from counter.domain.case.acts.acts import CaseAct, Decide, Deem, Reissue, Supplement
from counter.domain.case.case import Case
from counter.domain.case.item_state import ItemState
from counter.domain.document.document import PaperKind, from_json
from counter.domain.errors import RuleRefused
from counter.domain.hall.authority import Act
from counter.domain.visit.filing_mode import FilingMode
from counter.domain.visit.material import Brought
from tests.paper_cases import text
from tests.services.office import DEFERRED, MISSING, RECEIVED, Office, item, office_on, papers
from tests.services.papers.test_receipt_counts import EXISTING, GAP, LICENCE, one_line

DESK, ORGAN = "政务服务中心", "农牧局"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with office_on(tmp_path / "profile") as opened:
        yield opened


def entrusting(office: Office, without: Act | None = None) -> Office:
    """The same window in a hall whose agreements ended, or leave ``without`` out."""
    hall = office.app.hall
    kept = () if without is None else tuple(replace(a, acts=a.acts - {without}) for a in hall.agreements)
    return replace(office, app=replace(office.app, hall=replace(hall, agreements=kept)))


def filed(office: Office, line: str, state: Brought) -> Case:
    return office.file(office.visit(answers=EXISTING, brought={line: state}))


def refused(office: Office, case: Case, act: CaseAct) -> RuleRefused:
    with pytest.raises(RuleRefused) as raised:
        office.do(case, act)
    assert office.now(case) == case  # no number was used, nothing was written
    return raised.value


def test_that_no_correction_notice_is_made_anew_for_who_entrusts_nothing_any_more(office: Office) -> None:
    case = office.printed(filed(office, one_line(office), MISSING))
    (notice,) = papers(case, PaperKind.CORRECTION_NOTICE)
    office.later(days=3)
    ended = entrusting(office)
    said = refused(ended, case, Reissue(notice.id))
    assert said.rule == "L13"
    assert f"没有{ORGAN}的授权" in said.sentence
    after = ended.do(case, Decide((LICENCE,)))  # the way that is left: the organ decides
    assert item(after, LICENCE).state is ItemState.RECEIVED
    assert papers(after, PaperKind.INTAKE_RECEIPT)[-1].organ == DESK


def test_that_no_gap_notice_is_made_anew_for_who_entrusts_nothing_any_more(office: Office) -> None:
    case = office.printed(office.sign(filed(office, GAP, DEFERRED)), PaperKind.GAP_NOTICE)
    (notice,) = papers(case, PaperKind.GAP_NOTICE)
    office.later(days=3)
    assert refused(entrusting(office), case, Reissue(notice.id)).rule == "L13"
    again = office.do(case, Reissue(notice.id))
    assert papers(again, PaperKind.GAP_NOTICE)[-1].organ == ORGAN


def test_that_what_is_brought_for_an_accepted_item_is_received_in_the_halls_own_name(office: Office) -> None:
    case = office.printed(office.sign(filed(office, GAP, DEFERRED)), PaperKind.GAP_NOTICE)
    after = entrusting(office).do(case, Supplement({GAP: RECEIVED}))
    (receipt,) = papers(after, PaperKind.SUPPLEMENT_RECEIPT)
    assert receipt.organ == DESK
    assert item(after, LICENCE).gap_dues == ()  # and it is in: the applicant loses nothing


@pytest.mark.parametrize("kind", [PaperKind.ACCEPTANCE_NOTICE, PaperKind.REGISTRATION_PROOF])
def test_that_no_paper_sends_anybody_to_a_window_that_may_not_hand_out_the_result(
    office: Office, kind: PaperKind
) -> None:
    def said(desk: Office) -> str:
        case = desk.file(replace(desk.visit(answers=EXISTING), duplicate_reason="另一处场地"))
        return "".join(text(from_json(p.content)) for p in papers(case, kind) if p.content is not None)

    assert "可以到窗口领取" in said(office)
    without = said(entrusting(office, Act.DELIVER))
    assert "可以到窗口领取" not in without
    assert "自己送达，本窗口不代发" in without


def test_that_silence_still_accepts_what_the_organ_receipted_once_its_agreement_left_the_register(
    office: Office,
) -> None:
    case = office.file(office.visit(answers=EXISTING), FilingMode.KEEP)
    (receipt,) = (p for p in papers(case, PaperKind.INTAKE_RECEIPT) if LICENCE in p.items)
    assert receipt.organ == ORGAN  # it tells the applicant that silence accepts
    office.at("2026-12-01")
    after = entrusting(office).do(case, Deem())
    assert item(after, LICENCE).state is ItemState.DEEMED


def test_that_silence_accepts_nothing_on_the_halls_own_receipt(office: Office) -> None:
    ended = entrusting(office)
    case = ended.file(office.visit(answers=EXISTING), FilingMode.KEEP)
    ended.at("2026-12-01")
    assert refused(ended, case, Deem()).sentence == "这件办件没有到视为受理的时候。"
