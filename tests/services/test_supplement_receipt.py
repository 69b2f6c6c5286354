"""What is not fit is never called complete, whatever else keeps an item from being decided."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from counter.domain.acts import Supplement
from counter.domain.item_state import ItemState
from counter.domain.material import Brought, MaterialState
from counter.domain.papers import PaperKind, from_json
from tests.paper_cases import text
from tests.services.office import MISSING, item, office_on, papers
from tests.services.test_outcomes import lacking


def test_that_an_item_the_window_may_no_longer_accept_is_not_called_complete_with_a_wrong_paper(
    tmp_path: Path,
) -> None:
    with office_on(tmp_path / "profile") as office:
        line = lacking(office, "si_employer")
        case = office.printed(office.file(office.visit(brought={line: MISSING})))
        assert item(case, "si_employer").state is ItemState.TO_CORRECT
        office.house = replace(office.house, hall=replace(office.house.hall, agreements=()))  # taken back
        case = office.do(
            case, Supplement({line: Brought(MaterialState.DEFECTIVE, copies=1, note="没有签名")})
        )
        content = papers(case, PaperKind.SUPPLEMENT_RECEIPT)[0].content
        assert content is not None
        said = text(from_json(content))
        assert "已补齐" not in said
        assert "仍不符合，见下表" in said
        assert "补交下列1种材料，都还要补" in said
