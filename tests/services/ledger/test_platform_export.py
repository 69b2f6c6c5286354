"""Cases in the platform's tables: what has no code stays out and is named; nothing is made up; on record."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO

import pytest
from openpyxl import load_workbook

from counter.domain.errors import RuleRefused
from counter.domain.guide.details import Codes, ItemDetails
from counter.domain.ledger.events import FILES
from counter.domain.ledger.platform_tables import TABLES, PlatformItem, with_numbers_used_twice
from counter.services.context.app import AppContext
from counter.services.context.ledger_ports import LedgerSpan
from counter.services.context.ports import StaffRow
from counter.services.ledger.platform_export import export_for_platform
from tests.services.office import FRIDAY, Office, office_on

SPAN = LedgerSpan(FRIDAY.date(), FRIDAY.date())
CODE = "11150000MB0000000X0000123456789"


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    with office_on(tmp_path_factory.mktemp("platform") / "profile") as opened:
        opened.file(opened.visit())
        yield opened


def lead(app: AppContext) -> StaffRow:
    return next(row for row in app.journal.staff() if row.role == "supervisor")


def coded(app: AppContext, *items: str) -> AppContext:
    """The guide with an implementation code for these items."""
    known = dict(app.guide.items)
    for item in items:
        details = known[item].details or ItemDetails()
        known[item] = replace(known[item], details=replace(details, codes=Codes("", CODE, "")))
    return replace(app, guide=replace(app.guide, items=known))


def sheets(content: bytes) -> dict[str, list[tuple[object, ...]]]:
    """Rows under the head, by the sheet's name without the demo's mark."""
    book = load_workbook(BytesIO(content))
    return {
        page.title.partition("（")[0]: [
            tuple(cell.value for cell in row) for row in page.iter_rows(min_row=2)
        ]
        for page in book
    }


def test_that_an_item_without_its_code_is_not_exported_and_is_named(office: Office) -> None:
    file, found = export_for_platform(office.app, lead(office.app), SPAN)
    assert found
    assert all(one.kept_back for one in found)
    pages = sheets(file.content)
    assert all(pages[table] == [] for table in TABLES)
    named = {row[1] for row in pages["没有的和不能导出的"] if row[2] == "不导出"}
    assert named == {one.name for one in found}


def test_that_a_number_of_the_platform_in_two_cases_is_named_in_both_and_in_one_case_is_not() -> None:
    def item(case: str, number: str) -> PlatformItem:
        rows = dict.fromkeys(TABLES, ()) | {"up_pro_accept": ({"project_no": number},)}
        return PlatformItem(case, "小餐饮店登记", rows, (), kept_back=False)

    one, same_case, other, empty, also_empty = with_numbers_used_twice(
        [item("A1", "N"), item("A1", "N"), item("B2", "N"), item("C3", ""), item("D4", "")]
    )
    assert [len(i.lacks) for i in (one, same_case, other, empty, also_empty)] == [1, 1, 1, 0, 0]
    assert "B2" in one.lacks[0]
    assert "A1" in other.lacks[0]
    assert "请核对后更正" in other.lacks[0]


def test_that_an_item_with_its_code_is_in_every_table_it_has_rows_for(office: Office) -> None:
    plain, found = export_for_platform(office.app, lead(office.app), SPAN)
    accepted = [one for one in found if one.rows["up_pro_accept"]]
    item = next(i for i in office.app.guide.items.values() if i.name == accepted[0].name)
    app = coded(office.app, item.id)
    file, again = export_for_platform(app, lead(app), SPAN)
    pages = sheets(file.content)
    heads = list(TABLES["up_pro_accept"])
    (row,) = [row for row in pages["up_pro_accept"] if row[heads.index("task_name")] == item.name]
    assert row[heads.index("task_code")] == CODE
    assert row[heads.index("project_no")] in ("", None)
    assert isinstance(row[heads.index("party_number")], str)
    steps = [row[list(TABLES["up_pro_process"]).index("step")] for row in pages["up_pro_process"]]
    assert steps[:2] == ["申请", "受理"]
    assert len(again) == len(found)
    assert [one.kept_back for one in again].count(False) == 1
    assert any("官方办件编号" in what for one in again for what in one.lacks)
    assert plain.content != file.content


def test_that_only_who_may_see_all_names_exports_and_it_is_on_record(office: Office) -> None:
    before = len(office.app.journal.entries(FILES))
    with pytest.raises(RuleRefused):
        export_for_platform(office.app, office.clerk, SPAN)
    assert len(office.app.journal.entries(FILES)) == before
    export_for_platform(office.app, lead(office.app), SPAN)
    assert len(office.app.journal.entries(FILES)) == before + 1
