"""An organ's list of the day: right rows go in, wrong ones are named, a second time changes nothing."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from counter.domain.case.acts.result_list import FORM
from counter.domain.case.case import Case
from counter.domain.case.item_state import ItemState
from counter.domain.errors import BadInput
from counter.services.results.day_list import RowState, check_list, take_list, template
from tests.services.office import Office, item, office_on
from tests.services.papers.test_receipt_counts import EXISTING, LICENCE


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with office_on(tmp_path / "profile") as opened:
        yield opened


def workbook(*rows: dict[str, object]) -> bytes:
    book = load_workbook(BytesIO(template()))
    page = book.active
    for at, row in enumerate(rows, 2):
        for column, one in enumerate(FORM.columns, 1):
            page.cell(at, column).value = row.get(one.key)
    found = BytesIO()
    book.save(found)
    return found.getvalue()


def row(case: Case, **changes: object) -> dict[str, object]:
    said: dict[str, object] = {
        "number": case.number,
        "item": item(case, LICENCE).asked.name,
        "result": "准予",
        "document": "乌农许〔2026〕8号",
        "day": "2026-11-20",
        "name": "动物防疫条件合格证",
        "certificate": "蒙动防合字2026001号",
        "issued_on": "2026-11-20",
    }
    return {**said, **changes}


def test_that_a_right_row_is_seen_before_it_is_taken_and_taken_once(office: Office) -> None:
    case = office.file(office.visit(answers=EXISTING))
    content, before = workbook(row(case)), office.app.journal.place()
    assert [one.state for one in check_list(office.app, content, office.clerk)] == [RowState.TAKEN]
    assert office.app.journal.place() == before
    assert [one.state for one in take_list(office.app, content, office.clerk)] == [RowState.TAKEN]
    case = office.now(case)
    assert item(case, LICENCE).state is ItemState.GRANTED
    assert [c.name for c in case.certificates] == ["动物防疫条件合格证"]
    taken = office.app.journal.place()
    assert [one.state for one in take_list(office.app, content, office.clerk)] == [RowState.KNOWN]
    assert office.app.journal.place() == taken


@pytest.mark.parametrize(
    ("changes", "column", "words"),
    [
        ({"number": "1522010326112000009"}, "办件编号", "没有这个办件编号"),
        ({"item": "别的事项"}, "事项", "没有事项"),
        ({"day": "2026-12-20"}, "决定日期", "还没有到"),
        ({"issued_on": "2026-10-01"}, "发证日期", "早于收件"),
        ({"result": "部分准予"}, "准予的内容、条件", "准予了什么"),
        ({"name": None}, "证照名称", "没有写证照名称"),
    ],
)
def test_that_a_wrong_row_is_named_with_its_column_and_why(
    office: Office, changes: dict[str, object], column: str, words: str
) -> None:
    case = office.file(office.visit(answers=EXISTING))
    (one,) = take_list(office.app, workbook(row(case, **changes)), office.clerk)
    assert (one.state, column in one.where, words in one.words) == (RowState.WRONG, True, True), one
    assert item(office.now(case), LICENCE).state is ItemState.ACCEPTED


def test_that_a_case_is_taken_whole_or_not_at_all(office: Office) -> None:
    case = office.file(office.visit(answers=EXISTING))
    content = workbook(row(case), row(case, item="别的事项"))
    assert {one.state for one in take_list(office.app, content, office.clerk)} == {RowState.WRONG}
    assert item(office.now(case), LICENCE).state is ItemState.ACCEPTED


def test_that_a_cell_that_cannot_be_read_stops_its_case_and_is_one_row(office: Office) -> None:
    case = office.file(office.visit(answers=EXISTING))
    right, wrong = row(case), row(case, document="=1+1", originals="两份", duplicates=-1)
    for rows in ([right, wrong], [wrong, right]):
        found = take_list(office.app, workbook(*rows), office.clerk)
        assert [(one.row, one.state) for one in found] == [(2, RowState.WRONG), (3, RowState.WRONG)]
        named = next(one for one in found if "公式" in one.words)
        assert named.where.endswith("行“文号”")
        assert "“正本份数”" in named.words
        assert (named.number, named.item) == (case.number, right["item"])
    assert item(office.now(case), LICENCE).state is ItemState.ACCEPTED


def test_that_another_file_is_refused(office: Office) -> None:
    with pytest.raises(BadInput):
        check_list(office.app, b"no workbook", office.clerk)
