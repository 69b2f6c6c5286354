"""What is not fit is never called complete, whatever else keeps an item from being decided."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from counter.domain.acts import Supplement
from counter.domain.case import IssuedPaper
from counter.domain.item_state import ItemState
from counter.domain.material import Brought, MaterialState
from counter.domain.papers import PaperKind, from_json
from tests.paper_cases import RESTAURANT, text
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
        assert "补交下列1种材料，还要补" in said


def test_that_a_paper_which_is_only_asked_for_later_leaves_an_item_complete_and_says_so(
    tmp_path: Path,
) -> None:
    """场所平面图: the restaurant's registration asks for it now, the fire check only when somebody comes to look."""
    wrong = Brought(MaterialState.DEFECTIVE, copies=1, note="没有标注尺寸")
    with office_on(tmp_path / "profile") as office:
        case = office.file(office.visit(8, {"floor_plan": MISSING}, RESTAURANT))
        case = office.do(case, Supplement({"floor_plan": wrong}))
        by_organ = {p.organ: p for p in papers(case, PaperKind.SUPPLEMENT_RECEIPT)}
        content = by_organ["市场监督管理局"].content
        assert content is not None
        assert "仍不符合，见下表" in text(from_json(content))
        assert [r for r in by_organ.values() if _contradicts(r)] == []


def _contradicts(receipt: IssuedPaper) -> bool:
    assert receipt.content is not None
    said = text(from_json(receipt.content))
    return "已补齐" in said and "另行书面告知" in said
