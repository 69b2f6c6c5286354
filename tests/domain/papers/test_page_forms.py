"""The acceptance paper as A5 and as a strip: nothing a person acts on is lost; a strip never passes for the paper."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from counter.domain.document.document import Document, Paragraph, Table
from counter.domain.errors import BadInput
from counter.domain.papers.compose import compose
from counter.domain.papers.parts.page_forms import as_form
from counter.domain.papers.parts.qr_essentials import read_essentials
from tests.paper_cases import NOTICE, PROOF, RECEIPT, dated, due, text

PAPERS = [compose(dated(NOTICE, promised=due(date(2026, 12, 4)))), compose(PROOF)]


def words(document: Document) -> str:
    """Everything a reader sees of the paper but its codes."""
    return "\n".join((document.title, document.number, text(document), document.date_text, *document.foot))


@pytest.mark.parametrize("page", ["A4", "A5"])
@pytest.mark.parametrize("paper", PAPERS)
def test_that_a5_is_the_same_paper_smaller(paper: Document, page: str) -> None:
    assert as_form(paper, page) == replace(paper, page=page)


@pytest.mark.parametrize("paper", PAPERS)
def test_that_a_strip_keeps_number_dates_items_deadlines_and_contacts(paper: Document) -> None:
    strip = as_form(paper, "80mm")
    told = words(strip)
    assert (strip.number, strip.foot) == (paper.number, paper.foot)
    assert Paragraph(f"日期：{paper.date_text}", plain=True, large=True) == strip.body[0]
    assert (strip.code, strip.code_text) == (paper.code, paper.code_text)
    cells = [c for b in paper.body if isinstance(b, Table) for row in b.rows for c in row if c != "—"]
    assert [cell for cell in cells if cell not in told] == []
    assert paper.seal_organ in told


def test_that_a_deadline_stands_on_the_strip_with_its_head() -> None:
    strip = as_form(PAPERS[0], "80mm")
    assert "最迟办结：2026年12月4日（含当日）前" in words(strip)
    large = [block.text for block in strip.body if isinstance(block, Paragraph) and block.large]
    assert large[1] == "2026年12月4日（含当日）前"


@pytest.mark.parametrize("paper", PAPERS)
def test_that_a_strip_says_it_is_no_proof_and_where_the_sealed_paper_is(paper: Document) -> None:
    strip = as_form(paper, "80mm")
    first = next(
        block for block in strip.body if isinstance(block, Paragraph) and not block.large and block.strong
    )
    assert "本凭条不盖章，只供查询，不作凭证" in first.text
    assert f"盖章的《{paper.title}》请到窗口领取" in first.text
    assert (strip.seal_organ, strip.sign_lines) == ("", ())
    assert "凭条" in strip.title
    assert "本凭据" not in words(strip)


def test_that_a_strip_is_no_numbered_sheet_of_the_paper() -> None:
    strip = as_form(PAPERS[0], "80mm")
    assert read_essentials(strip.qr).copy == 0
    assert "联（共" not in strip.copy_text


def test_that_a_demo_strip_says_so_in_words_too() -> None:
    """A thermal head prints no light grey."""
    assert as_form(PAPERS[0], "80mm").marks[0] == "演示 无效"


@pytest.mark.parametrize("page", ["A5", "80mm"])
def test_that_other_papers_have_no_small_form(page: str) -> None:
    with pytest.raises(BadInput, match="只有受理通知书和登记备案凭据"):
        as_form(compose(RECEIPT), page)


def test_that_an_unknown_page_is_bad_input() -> None:
    with pytest.raises(BadInput, match="没有“A3”这种纸"):
        as_form(PAPERS[0], "A3")
