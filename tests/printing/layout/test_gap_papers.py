"""The papers of what is lacking, as they come out: every glyph there, one sheet where it can be, the day in bold."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from counter.domain.document.document import PaperKind, Table
from counter.domain.papers.compose import compose
from counter.domain.papers.parts.closing_lines import as_leaving
from counter.domain.papers.parts.context import PaperContext
from counter.domain.visit.material import Brought, MaterialState
from counter.printing.layout.geometry import ROOMY, form_of
from counter.printing.layout.tables import table_strips
from counter.printing.type.glyphs import missing_glyphs
from counter.printing.type.typesetter import Typesetter
from tests.domain.papers.test_cover_sheet import COVER
from tests.domain.papers.test_gap_notice import NOTICE, PLEDGE, accepted, shared
from tests.keys import Hall
from tests.paper_cases import contexts, one
from tests.printing.pages import TYPEFACES, planned

MISSING = Brought(MaterialState.MISSING)
FOUR = {
    "f_food_small_catering": MISSING,
    "food_small_catering_6": MISSING,
    "health_certs": MISSING,
    "floor_plan": Brought(MaterialState.DEFECTIVE, copies=1, note="未标注操作间与就餐区的分隔"),
}
CORRECTION = one(PaperKind.CORRECTION_NOTICE, brought=FOUR)


def _birth() -> Iterator[PaperContext]:
    brought = {"birth_certificate": MISSING, "f_hukou_birth": MISSING}
    return (c for c in contexts(52, {}, brought=brought) if c.kind is PaperKind.CORRECTION_NOTICE)


PAPERS = [CORRECTION, PLEDGE, NOTICE, COVER, shared(PLEDGE), *_birth()]


@pytest.mark.parametrize("context", PAPERS, ids=[f"{c.kind.value}-{c.organ}" for c in PAPERS])
def test_that_every_character_has_its_glyph(context: PaperContext) -> None:
    assert missing_glyphs(compose(context), TYPEFACES) == []


@pytest.mark.parametrize(
    "context",
    [CORRECTION, PLEDGE, COVER, *_birth()],
    ids=lambda c: f"{c.kind.value}-{c.organ}",
)
def test_that_four_gaps_and_their_receipt_fit_one_sheet(context: PaperContext) -> None:
    plan, _ = planned(compose(context))
    assert len(plan.pages) == 1


FARM = one(PaperKind.PLEDGE, 100, {}, brought={"epidemic_cond_5": Brought(MaterialState.DEFERRED)})


@pytest.mark.parametrize("context", [NOTICE, accepted(FARM)], ids=["one other", "a long receipt"])
def test_that_the_notice_of_one_gap_is_one_sheet(context: PaperContext) -> None:
    """With all it has to say, a signed code, sizes that other papers have too, and room for the seal."""
    document = compose(context)
    signed = Hall(1).window(2).text(number=document.number)
    plan, _ = planned(replace(document, qr=signed))
    assert len(plan.pages) == 1
    assert plan.scale.body >= 12
    assert plan.seal() is not None


def test_that_an_acceptance_with_originals_not_seen_leaves_on_one_sheet() -> None:
    """The longest notice of the demo hall: six materials, a period of the licensing law's own, what is not seen."""
    restaurant = one(PaperKind.ACCEPTANCE_NOTICE, given={}, organ="市场监督管理局")
    left = as_leaving(compose(restaurant))
    plan, _ = planned(replace(left, qr=Hall(1).window(2).text(number=left.number)))
    assert len(plan.pages) == 1


def test_that_only_the_marked_cell_of_a_table_is_bold() -> None:
    setter = Typesetter(TYPEFACES)
    table = Table(("期限", "事项"), (("甲", "乙"), ("丙", "丁")), (1, 1), strong=((1, 0),))
    strips = table_strips(table, setter, form_of(compose(PLEDGE)).sheet, ROOMY)
    fonts = {run.text: run.font for strip in strips for run in strip.runs}
    assert fonts["丙"] == fonts["期限"]
    assert {fonts["甲"], fonts["乙"], fonts["丁"]} == {"NotoSerifSC-Regular"}
