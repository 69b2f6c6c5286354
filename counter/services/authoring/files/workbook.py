"""Write a guide library as a workbook, or the empty template: heads with notes, drop-downs, every id as text."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from counter.domain.errors import BadInput
from counter.domain.guide.library import empty_library
from counter.domain.guide.rows.columns import Cell, Column, InvalidCell, cell_of
from counter.domain.guide.rows.detail_sheets import SHEETS
from counter.domain.guide.rows.faults import Faults
from counter.domain.guide.rows.rows import tables_of
from counter.domain.guide.rows.sheet_table import Row, SheetTable
from counter.services.spreadsheet.form_sheet import lay_out, styled_cell
from counter.services.spreadsheet.in_memory import file_of, new_sheet
from counter.services.spreadsheet.on_paper import on_paper
from counter.services.spreadsheet.read_workbook import ABOUT, EVERY, Progress

if TYPE_CHECKING:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.worksheet._write_only import WriteOnlyWorksheet

    from counter.domain.guide.entries import Library

_LIKE_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")

_HOW = (
    "一格一格按栏名填写，一行一件。栏名带*的必须填写；把光标放在格子里，会出现这一栏怎么填。",
    "栏的先后可以变，表的名字和栏名不能改。不用的表留着空的就行。",
    "编号（题号、选项号、事项号、实物材料号、开关号）只用英文字母、数字、下划线和短横，一律是文本格式。",
    "没有人定过的就留空，不要猜：要填是、否的，留空就是“待部门核定”。",
    "不要写公式，不要合并单元格，不要设密码。",
    "条件：题号=选项号 是“这道题选了这个选项”；几个选项用 | 隔开，选中一个就算：q_entity=individual|company",
    "条件：开关:开关号 是“本地有这项规定”：开关:sw_signboard",
    "条件：且、或、非 连起来写，例如 q_entity=company 且 非 开关:sw_free_seal",
    "条件：且和或一起用时要加括号，例如 q_vet_bio=no 或 (q_sign=shop|big 且 开关:sw_signboard)",
    "条件：总是这样的就留空。",
    "填好后检查：counter guide check 文件.xlsx。检查不会改动这个文件，也不会改动正在使用的指南。",
)


def template() -> bytes:
    """The empty workbook."""
    return guide_workbook(empty_library())


def guide_workbook(library: Library, progress: Progress | None = None) -> bytes:
    """The library as .xlsx; equal libraries give equal cells.

    Raises BadInput naming a text that no workbook can hold.
    """
    from openpyxl import Workbook  # heavy, and only needed here

    faults = Faults()
    tables = tables_of(library, faults)
    if faults.grave:
        raise BadInput(f"指南不能写成工作簿：{next(fault.words for fault in faults.told if fault.grave)}")
    book = Workbook(write_only=True)
    book.properties.creator = ""
    total, done = sum(len(table.rows) for table in tables.values()), 0
    _about(new_sheet(book, ABOUT))
    for form in SHEETS:
        table = tables[form.title]
        page = new_sheet(book, form.title)
        lay_out(page, form.columns, len(table.rows))
        _append(page, form.columns, table, partial(_tell, progress, done, total))
        done += len(table.rows)
    file = file_of(book)
    if progress:
        progress(total, total)
    return file


def _tell(progress: Progress | None, before: int, total: int, n: int) -> None:
    if progress:
        progress(before + n, total)


def _append(
    page: WriteOnlyWorksheet, columns: Sequence[Column], table: SheetTable, report: Callable[[int], object]
) -> None:
    """Write rows as they come, with one reused cell for each column."""
    cells = [styled_cell(page, column) for column in columns]
    for n, row in enumerate(table.rows):
        if n % EVERY == 0:
            report(n)
        page.append([_filled(cell, column, row, table) for cell, column in zip(cells, columns, strict=True)])


def _filled(cell: WriteOnlyCell, column: Column, row: Row, table: SheetTable) -> WriteOnlyCell | None:
    try:
        value: Cell = cell_of(column, row.values.get(column.key))
    except InvalidCell as wrong:
        words = table.fault(row, column, wrong.sort, wrong.sentence).words
        raise BadInput(f"指南不能写成工作簿：{words}") from wrong
    if value is None:
        return None
    cell.value = value
    if isinstance(value, str):
        cell.data_type = "s"  # what begins with “=” would be taken for a formula
        cell.quotePrefix = value.startswith(_LIKE_A_FORMULA)
    return cell


def _about(page: WriteOnlyWorksheet) -> None:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Alignment, Font

    on_paper(page)
    page.column_dimensions["A"].width = 18
    page.column_dimensions["B"].width = 100
    wrapped = Alignment(vertical="top", wrap_text=True)

    def line(left: str, right: str, bold: bool = False) -> None:
        cells = [WriteOnlyCell(page, value=left), WriteOnlyCell(page, value=right)]
        for cell in cells:
            cell.data_type, cell.number_format, cell.alignment = "s", "@", wrapped
            cell.font = Font(bold=bold)
        page.append(cells)

    line("办事指南工作簿", "怎么填", bold=True)
    for words in _HOW:
        line("", words)
    line("表", "写什么", bold=True)
    for form in SHEETS:
        line(form.title, form.note)
