"""Lay out a sheet that people fill in: heads with notes, drop-downs, prompts, every id as text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from counter.domain.guide.rows.columns import Column, Kind
from counter.services.spreadsheet.on_paper import on_paper
from counter.services.spreadsheet.read_workbook import ABOUT

if TYPE_CHECKING:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.worksheet._write_only import WriteOnlyWorksheet

_SPARE = 1_000
"""Rows under the last one that already have text format and drop-downs."""

_LONGEST_PROMPT, _LONGEST_TITLE, _LONGEST_LIST = 250, 30, 250
_WIDTHS = {
    Kind.TEXT: 28,
    Kind.WHEN: 44,
    Kind.IDS: 30,
    Kind.LINES: 30,
    Kind.COUNT: 11,
    Kind.TRI: 12,
    Kind.YES: 12,
}


def styled_cell(page: WriteOnlyWorksheet, column: Column) -> WriteOnlyCell:
    """An empty cell in the column's format, to be filled and written again for each row."""
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Alignment

    cell = WriteOnlyCell(page)
    cell.number_format = _format(column)
    cell.alignment = Alignment(vertical="top", wrap_text=True)
    return cell


def _format(column: Column) -> str:
    return "@" if column.as_text else "0"


def lay_out(page: WriteOnlyWorksheet, columns: Sequence[Column], rows: int) -> None:
    """Heads with notes, drop-downs and formats for ``rows`` rows and some spare ones."""
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.comments import Comment
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    widths = [max(_WIDTHS.get(column.kind, 20), 2 * len(column.head) + 3) for column in columns]
    page.freeze_panes = "A2"
    page.print_title_rows = "1:1"
    on_paper(page, sum(widths))
    page.print_options.gridLines = True
    heads = []
    for number, column in enumerate(columns, 1):
        letter = get_column_letter(number)
        page.column_dimensions[letter].width = widths[number - 1]
        page.column_dimensions[letter].number_format = _format(column)
        head = WriteOnlyCell(page, value=f"{column.head}*" if column.required else column.head)
        head.font = Font(bold=True)
        head.number_format = "@"
        head.comment = Comment(prompt_of(column), ABOUT, height=90, width=300)
        heads.append(head)
        page.data_validations.append(_validation(column, f"{letter}2:{letter}{rows + 1 + _SPARE}"))
    page.append(heads)


def _validation(column: Column, cells: str) -> object:
    """The drop-down where there are words to choose from, and the input prompt of every column."""
    from openpyxl.worksheet.datavalidation import DataValidation

    listed = f'"{",".join(column.choices)}"' if column.choices else None
    assert listed is None or len(listed) <= _LONGEST_LIST  # more would not open in Excel
    rule = DataValidation(
        type="list" if listed else None,
        formula1=listed,
        allow_blank=True,
        showInputMessage=True,
        showErrorMessage=bool(listed),
        promptTitle=column.head[:_LONGEST_TITLE],
        prompt=prompt_of(column)[:_LONGEST_PROMPT],
        errorTitle="不在可填的词里" if listed else None,
        error="请从下拉里选一个，或留空。" if listed else None,
    )
    rule.add(cells)
    return rule


def prompt_of(column: Column) -> str:
    """What to fill into a column, as its note explains it."""
    kind = f"从下拉里选：{'、'.join(column.choices)}" if column.kind is Kind.CHOICE else column.kind.value
    parts = [("必须填写。" if column.required else "") + kind]
    if column.to:
        parts.append(f"写“{column.to}”表里有的")
    return "。".join([*parts, *([column.note] if column.note else [])]) + "。"
