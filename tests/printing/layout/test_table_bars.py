"""Bars of a table on paper: inside their cell, as long as their part, grey with a black mark, words beside them."""

from __future__ import annotations

from dataclasses import replace

from counter.domain.document.document import Document, PaperKind, Table, TableBar, from_json, to_json
from counter.printing.layout.layout import plan, render
from counter.printing.layout.plan import page_fills, page_marks
from counter.printing.layout.tables import SIDE
from counter.printing.type.typesetter import Typesetter
from tests.printing.pages import FONTS, TYPEFACES

BARS = (TableBar(0.5, 0.25, 0.75), TableBar(1.0), None)
TABLE = Table(
    ("部门", "", "平均"),
    (("农牧局", "", "7天"), ("税务局", "", "14天"), ("城管局", "", "件数少")),
    (0.3, 0.4, 0.3),
    bars=BARS,
    bar_at=1,
)
SHEET = Document(PaperKind.FIGURE_SHEET, "统计图表", "", "", (TABLE,), "", "", (), ("大厅",), "", "", "")


def test_that_a_bar_lies_in_its_cell_and_is_as_long_as_its_part() -> None:
    setter = Typesetter(TYPEFACES)
    laid = plan(SHEET, setter)
    first, second = page_fills(laid, 0)
    edges = next(placed.strip.grid.edges for placed in laid.pages[0] if placed.strip.grid is not None)
    room = edges[2] - edges[1] - 2 * SIDE
    assert abs(first.width - room / 2) < 0.01
    assert abs(second.width - room) < 0.01
    for box in (first, second):
        assert box.x >= laid.sheet.left + edges[1] + SIDE - 0.01
    rules = page_marks(laid, 0, setter)[1]
    inside = [r for r in rules if r.x0 == r.x1 and first.x < r.x0 < first.x + room - 1]
    marks = {round(r.x0 - first.x - room * 0.75, 1) for r in inside}
    assert {-0.4, 0.0, 0.4} <= marks


def test_that_bars_come_back_from_the_file_and_older_papers_keep_their_bytes() -> None:
    assert from_json(to_json(SHEET)) == SHEET
    plain = replace(SHEET, body=(replace(TABLE, bars=()),))
    assert "bars" not in repr(to_json(plain))
    assert render(SHEET, FONTS) == render(from_json(to_json(SHEET)), FONTS)


def test_that_part_beyond_the_whole_stays_in_the_cell() -> None:
    setter = Typesetter(TYPEFACES)
    over = replace(SHEET, body=(replace(TABLE, bars=(TableBar(3.0, 2.0, 5.0), None, TableBar(-1.0))),))
    (box,) = page_fills(plan(over, setter), 0)
    assert box.x + box.width <= plan(over, setter).sheet.right
