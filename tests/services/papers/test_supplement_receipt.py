"""What is not fit is never called complete, whatever else keeps an item from being decided."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from counter.domain.case.acts.acts import Supplement
from counter.domain.case.acts.custody import at_window
from counter.domain.case.issued_paper import IssuedPaper
from counter.domain.case.item_state import ItemState
from counter.domain.document.document import PaperKind, Table, from_json
from counter.domain.errors import BadInput
from counter.domain.visit.material import Brought, MaterialState
from tests.paper_cases import RESTAURANT, text
from tests.services.office import MISSING, item, office_on, papers
from tests.services.visit.test_outcomes import lacking


def test_that_an_item_the_window_may_no_longer_accept_is_not_called_complete_with_a_wrong_paper(
    tmp_path: Path,
) -> None:
    with office_on(tmp_path / "profile") as office:
        line = lacking(office, "si_employer")
        case = office.printed(office.file(office.visit(brought={line: MISSING})))
        assert item(case, "si_employer").state is ItemState.TO_CORRECT
        office.app = replace(office.app, hall=replace(office.app.hall, agreements=()))  # taken back
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


def _health_certs(copies: int) -> Supplement:
    return Supplement({"health_certs": Brought(MaterialState.RECEIVED, copies=copies, original_seen=True)})


def test_that_what_is_brought_in_parts_adds_up_and_no_sheet_at_the_window_is_forgotten(
    tmp_path: Path,
) -> None:
    """Three people's certificates: two come, then the last; the record is of all that is here (L12)."""
    answers = {**RESTAURANT, "q_n_health": ("3",)}
    with office_on(tmp_path / "profile") as office:
        case = office.file(office.visit(8, {"health_certs": MISSING}, answers))
        line = case.checklist.line("health_certs")
        assert line is not None
        case = office.do(case, _health_certs(2))
        assert [g.line for i in case.items for g in i.gaps].count(line.id) >= 1
        with pytest.raises(BadInput, match="已经收了2份，请写连同以前交的一共几份"):
            office.do(case, _health_certs(1))
        case = office.do(case, _health_certs(3))
        assert at_window(case, line).copies == 3
        content = papers(case, PaperKind.SUPPLEMENT_RECEIPT)[-1].content
        assert content is not None
        rows = [row for table in from_json(content).body if isinstance(table, Table) for row in table.rows]
        (row,) = [row for row in rows if row[1] == line.name and len(row) >= 4]
        assert row[2] == "1"
        assert "连同以前交的共3份" in row[3]
