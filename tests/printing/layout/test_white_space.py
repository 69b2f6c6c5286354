"""How a paper of several pages spends its white: no page ends half empty because the next table is set too loosely."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from counter.domain.document.document import ROLL, Document, Paragraph, Table
from counter.domain.papers.compose import compose
from counter.domain.papers.parts.page_forms import as_form
from counter.printing.layout.geometry import FOOT_CLEAR
from counter.printing.layout.names import names_on
from counter.printing.layout.plan import Plan
from tests.paper_cases import NOTICE, PROOF, dated, due
from tests.printing import samples
from tests.printing.pages import grey, made, planned

STRIPS = [compose(dated(NOTICE, promised=due(date(2026, 12, 4)))), compose(PROOF)]


def holes(plan: Plan) -> list[float]:
    """What stays empty at the end of each page but the last, as a part of its room."""
    room = plan.foot.top - FOOT_CLEAR - plan.sheet.top
    ends = [
        max(y + strip.height for strip, y in page if strip.runs or strip.grid) for page in plan.pages[:-1]
    ]
    return [1 - end / room for end in ends]


def with_table_near_the_end(lines: int) -> Document:
    """Two pages: text, a table of two high rows that stays together, and much small print."""
    table = Table(("序号", "事项"), (("1", "甲"), ("2", "乙")), (1, 6), (0,), least=20.0)
    small = [Paragraph(f"第{n}条小字说明，写给想看依据的人。" * 2, plain=True, small=True) for n in range(9)]
    return replace(samples.receipt(), body=(*[Paragraph("材料已收到。")] * lines, table, *small))


@pytest.mark.parametrize("lines", range(11, 22))
def test_that_a_page_is_set_less_loosely_before_its_end_stays_empty(lines: int) -> None:
    plan, _ = planned(with_table_near_the_end(lines))
    assert len(plan.pages) == 2
    assert max(holes(plan)) <= 0.1


def page_of(plan: Plan, words: str) -> int:
    """The page on which a line with these words stands."""
    return next(
        n
        for n, page in enumerate(plan.pages)
        for strip, _ in page
        if words in "".join(r.text for r in strip.runs)
    )


@pytest.mark.parametrize("lines", range(11, 24))
@pytest.mark.parametrize("heading", ["按窗口", "四、没有送达的文书 6 份。"])
def test_that_a_heading_is_never_alone_at_the_end_of_a_page(heading: str, lines: int) -> None:
    text = with_table_near_the_end(lines).body
    body = (*text[:lines], Paragraph(heading, plain=True, strong=True), *text[lines:])
    plan, _ = planned(replace(samples.receipt(), body=body))
    assert page_of(plan, heading) == page_of(plan, "事项")


@pytest.mark.parametrize("lines", [4, 6, 8])
def test_that_high_rows_do_not_stay_together_and_leave_a_page_empty(lines: int) -> None:
    high = "“经营场所使用证明”1份；" * 44
    table = Table(("序号", "随件的原件"), tuple((str(n), high) for n in range(4)), (1, 3), (0,))
    heading = Paragraph("一、办件 4 件。", plain=True, strong=True)
    body = (*[Paragraph("材料已收到。")] * lines, heading, table)
    assert max(holes(planned(replace(samples.receipt(), body=body))[0])) <= 0.2


def test_that_an_organ_whose_name_has_a_bracket_is_not_kept_whole() -> None:
    organ = replace(samples.receipt(), addressee="乌兰浩特市城市管理（综合执法）部门：", body=())
    person = replace(samples.receipt(), addressee="巴图吉雅（委托代理人代收）：", body=())
    assert names_on(organ) == ()
    assert names_on(person) == ("巴图吉雅",)


@pytest.mark.parametrize("name", ["呼和额尔敦图雅巴彦查干草原牧业", "呼和额尔敦图雅巴彦查干草原" * 3])
def test_that_a_name_too_long_to_be_kept_whole_is_not_kept_in_pieces(name: str) -> None:
    assert names_on(replace(samples.receipt(), addressee=f"{name}：", body=())) == ()


def test_that_the_watermark_of_a_strip_leaves_its_small_lines_alone() -> None:
    strip = replace(as_form(samples.proof(), ROLL), watermark="演示 无效")
    marked, plain = (grey(made(one), 60) for one in (strip, replace(strip, watermark=None)))
    pairs = zip(marked.get_flattened_data(), plain.get_flattened_data(), strict=True)
    darker = {before - after for after, before in pairs}
    assert 0 < max(darker) <= 14


@pytest.mark.parametrize("paper", STRIPS, ids=["acceptance", "proof"])
def test_that_no_word_stands_alone_under_where_the_sealed_paper_is(paper: Document) -> None:
    (page,) = planned(as_form(paper, ROLL))[0].pages
    lines = ["".join(run.text for run in strip.runs) for strip, _ in page]
    last = next(line for line in lines if line.endswith("领取。"))
    assert len(last) > 10
