"""The office's charts on paper tell what the page may tell, and nothing of a selection that is too small."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from counter.domain.document.document import Paragraph, Table
from counter.domain.errors import RuleRefused, WorldTrouble
from counter.domain.figures.small_groups import LEAST_GROUP
from counter.domain.ratings.figures import HIDDEN, HIDDEN_WHY
from counter.domain.ratings.rating import Grade
from counter.services.context.app import AppContext
from counter.services.context.ports import RatingFilter
from counter.services.papers.print_figures import print_document
from counter.services.ratings.office.figure_sheet import ratings_sheet
from counter.services.ratings.office.figures import Rights, figures
from tests.rated import HALLS, rated_office, rating, register, shipped_reasons
from tests.services.ratings.test_print_answer import Tray

ALL, RIGHTS = RatingFilter(), Rights(drill=False)


@pytest.fixture
def app(tmp_path: Path) -> Iterator[AppContext]:
    with rated_office(tmp_path / "p") as opened:
        yield opened


def test_that_the_sheet_says_what_the_page_says_and_hides_what_it_hides(app: AppContext) -> None:
    made = [rating(n, hall=HALLS[0]) for n in range(30)]
    made += [rating(100 + n, hall=HALLS[1], grade=Grade.DISSATISFIED) for n in range(2)]
    register(app.journal, made)
    found = figures(app, ALL, RIGHTS, shipped_reasons())
    sheet = ratings_sheet(app, ALL, RIGHTS, shipped_reasons(), "全部时间")
    said = [block.text for block in sheet.body if isinstance(block, Paragraph)]
    assert any(line.startswith("各等级：满意的") for line in said)
    text = repr(sheet.body)
    assert "全部时间" in text
    assert any(group.hidden for group in found.halls)
    assert HIDDEN_WHY in said
    rows = [row for block in sheet.body if isinstance(block, Table) for row in block.rows]
    told = {row[0]: row[2:] for row in rows if row[0] in HALLS}
    assert {hall for hall, cells in told.items() if cells == ("—", HIDDEN)} == {HALLS[1]}


def test_that_a_selection_too_small_is_not_printed(app: AppContext) -> None:
    register(app.journal, [rating(n) for n in range(LEAST_GROUP - 1)])
    with pytest.raises(RuleRefused, match="太少"):
        ratings_sheet(app, ALL, RIGHTS, shipped_reasons(), "全部时间")


def test_that_a_sheet_goes_to_the_queue_or_says_why_not(app: AppContext) -> None:
    register(app.journal, [rating(n) for n in range(30)])
    sheet, tray = ratings_sheet(app, ALL, RIGHTS, shipped_reasons(), "全部时间"), Tray()
    assert print_document(replace(app, queue=tray), sheet) == "桌上的打印机"
    assert [title for title, _ in tray.sheets] == ["评价统计"]
    with pytest.raises(WorldTrouble):
        print_document(replace(app, queue=Tray(there=False)), sheet)
