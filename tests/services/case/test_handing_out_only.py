"""An agreement on 送达 alone entrusts nothing that is filed: no paper and no silence (L6, L13)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from counter.domain.case.item_state import ItemState
from counter.domain.document.document import PaperKind, from_json
from counter.domain.hall.authority import Act, Agreement
from counter.domain.visit.filing_mode import FilingMode
from counter.services.case.deem_accepted import deem_overdue
from tests.paper_cases import text
from tests.services.office import Office, item, office_on, papers
from tests.services.papers.test_receipt_counts import EXISTING, LICENCE

DESK, ORGAN = "政务服务中心", "农牧局"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with office_on(tmp_path / "profile") as opened:
        yield opened


def with_agreements(office: Office, *agreements: Agreement) -> Office:
    hall = replace(office.app.hall, agreements=agreements)
    return replace(office, app=replace(office.app, hall=hall))


def handing_out_only(office: Office) -> Office:
    return with_agreements(
        office, *(replace(a, acts=frozenset({Act.DELIVER})) for a in office.app.hall.agreements)
    )


def test_that_the_receipt_is_the_halls_own_and_promises_nothing_for_the_organ(office: Office) -> None:
    desk = handing_out_only(office)
    case = desk.file(desk.visit(answers=EXISTING))
    receipts = papers(case, PaperKind.INTAKE_RECEIPT)
    assert {p.organ for p in receipts} == {DESK}
    said = "".join(text(from_json(p.content)) for p in receipts if p.content is not None)
    assert "本凭证即为受理凭证" not in said


def test_that_silence_here_accepts_nothing_for_an_organ_that_only_has_its_results_handed_out(
    office: Office,
) -> None:
    desk = handing_out_only(office)
    case = desk.file(desk.visit(answers=EXISTING), FilingMode.KEEP)
    desk.later(days=30)
    deem_overdue(desk.app)
    assert item(desk.now(case), LICENCE).state is ItemState.RECEIVED


def test_that_an_acceptance_names_the_agreement_on_accepting_and_not_the_one_on_handing_out(
    office: Office,
) -> None:
    own = [a for a in office.app.hall.agreements if a.organ == ORGAN]
    first, last = own[0].valid_from, own[0].valid_until
    desk = with_agreements(
        office,
        Agreement(ORGAN, frozenset({Act.ACCEPT}), "受理协议1号", first, last),
        Agreement(ORGAN, frozenset({Act.DELIVER}), "送达协议2号", first, last),
    )
    case = desk.file(desk.visit(answers=EXISTING))
    notice = next(p for p in papers(case, PaperKind.ACCEPTANCE_NOTICE) if p.organ == ORGAN)
    said = repr(notice.content)
    assert "受理协议1号" in said
    assert "送达协议2号" not in said
