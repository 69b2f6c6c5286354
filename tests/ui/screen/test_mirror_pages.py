"""Page breaks of the summary: no word lost, no title alone, as few pages as hold it and none half empty."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter.domain.screen.mirror import Mark
from counter.ui.screen.mirror.mirror_pages import MirrorRow, Page, RowHeights, Titled, pages_of, spread
from tests.ui.screen.conftest import OpenScreen
from tests.ui.screen.mirrors import EIGHT_PAPERS
from tests.ui.screen.test_mirror import mirror_on

rows = st.builds(
    MirrorRow, st.sampled_from(Mark), st.text("甲乙", min_size=1, max_size=5), st.text("丙", max_size=400)
)
parts = st.lists(st.builds(Titled, st.just("题"), st.lists(rows, max_size=8).map(tuple)), max_size=5)


@given(parts, st.integers(140, 600))
def test_that_pages_lose_no_word_and_leave_no_title_alone(given_parts: list[Titled], height: int) -> None:
    measure = RowHeights(
        title=lambda _: 40, row=lambda row: 30 + (0 if not row.name else 20) + 20 * -(-len(row.words) // 12)
    )
    pages = pages_of(given_parts, measure, height)
    placed = [p.row for page in pages for p in page if p.row is not None]
    assert "".join(r.name for r in placed) == "".join(r.name for part in given_parts for r in part.rows)
    assert "".join(r.words for r in placed) == "".join(r.words for part in given_parts for r in part.rows)
    for page in pages:
        assert page[0].row is None, "a page opens with a title"
        assert page[-1].row is not None, "no title stands alone at the end"
        assert page[-1].y + page[-1].height <= height


@given(parts, parts, parts, st.integers(140, 600))
def test_that_two_columns_lose_no_word_and_need_no_more_pages_than_each_of_them_alone(
    left: list[Titled], right: list[Titled], last: list[Titled], height: int
) -> None:
    measure = RowHeights(title=lambda _: 40, row=lambda row: 50 + 20 * -(-len(row.words) // 12))
    columns = spread(left, right, last, measure, height)
    placed = [p.row for pages in columns for page in pages for p in page if p.row is not None]
    rows_given = [row for part in (*left, *right, *last) for row in part.rows]
    assert sorted("".join(r.words for r in placed)) == sorted("".join(r.words for r in rows_given))
    assert Counter(r.name for r in placed if r.name) == Counter(r.name for r in rows_given)
    for page in (page for pages in columns for page in pages):
        assert page[0].row is None, "a page opens with a title"
        assert page[-1].row is not None, "no title stands alone at the end"
        assert page[-1].y + page[-1].height <= height
    alone = (pages_of(left, measure, height), pages_of((*right, *last), measure, height))
    assert _most(columns) <= _most(alone)


def _most(columns: tuple[tuple[Page, ...], tuple[Page, ...]]) -> int:
    return max(len(pages) for pages in columns)


@pytest.mark.parametrize(
    ("width", "height", "mm", "most"),
    [(1280, 800, 217.0, 2), (1366, 768, 310.0, 2), (1920, 1080, 476.0, 2), (1024, 600, 222.0, 3)],
)
def test_that_eight_papers_and_three_missing_take_few_pages_and_none_of_them_half_empty(
    open_screen: OpenScreen, width: int, height: int, mm: float, most: int
) -> None:
    columns = mirror_on(open_screen(width, height, mm), EIGHT_PAPERS).columns
    assert columns.pages <= most
    ends = [
        pages[-1][-1].y + pages[-1][-1].height for pages in columns.columns if len(pages) == columns.pages
    ]
    assert len(ends) == 2, "what is left over fills both columns"
    assert 2 * min(ends) >= max(ends)
