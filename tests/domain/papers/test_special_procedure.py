"""特别程序告知书 and its end: what they say of time, and that no day is promised that nobody knows (许可法 45)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from counter.domain.document.document import from_json, to_json
from counter.domain.guide.model import ProcedureClass, TimeUnit
from counter.domain.papers.compose import compose
from counter.domain.papers.compose.special_procedure import Procedure
from counter.domain.papers.parts.context import PaperContext
from counter.domain.papers.parts.qr_essentials import read_essentials
from counter.printing.type.glyphs import missing_glyphs
from tests.paper_cases import PROCEDURE_OVER, PROCEDURE_TOLD, text, with_class
from tests.printing.pages import TYPEFACES

BOTH = [PROCEDURE_TOLD, PROCEDURE_OVER]


def test_that_the_notice_promises_no_last_day_while_nobody_knows_it() -> None:
    document = compose(PROCEDURE_TOLD)
    assert read_essentials(document.qr).deadline is None
    assert "另行书面告知实际用了多少时间和顺延以后的最迟办结日期" in text(document)
    assert "本告知书不要求提交任何材料" in text(document)


def test_that_the_end_states_the_day_as_it_now_is() -> None:
    document = compose(PROCEDURE_OVER)
    assert read_essentials(document.qr).deadline == date(2026, 12, 18)
    assert "原最迟办结 2026年12月11日（含当日）前" in text(document)
    assert "现最迟办结 2026年12月18日（含当日）前" in text(document)


@pytest.mark.parametrize("context", BOTH)
def test_that_the_licensing_law_is_cited_for_licences_only(context: PaperContext) -> None:
    assert "行政许可法》第四十五条" in text(compose(context))
    assert "行政许可法" not in text(compose(with_class(context, ProcedureClass.REGISTRATION)))


@pytest.mark.parametrize("unit", list(TimeUnit))
def test_that_time_is_said_in_the_items_own_unit(unit: TimeUnit) -> None:
    told = PROCEDURE_TOLD.details
    assert isinstance(told, Procedure)
    words = text(compose(replace(PROCEDURE_TOLD, details=replace(told, unit=unit))))
    assert ("所需时间 10日" if unit is TimeUnit.NATURAL else "所需时间 10个工作日") in words


@pytest.mark.parametrize("context", BOTH)
def test_that_the_organ_seals_it_and_every_character_can_be_printed(context: PaperContext) -> None:
    document = compose(context)
    assert document.seal_organ
    assert from_json(to_json(document)) == document
    assert missing_glyphs(document, TYPEFACES) == []


@pytest.mark.parametrize("context", BOTH)
def test_that_neither_is_written_without_its_facts(context: PaperContext) -> None:
    with pytest.raises(ValueError, match="special procedure"):
        compose(replace(context, details=None))
