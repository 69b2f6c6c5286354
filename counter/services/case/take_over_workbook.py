"""The workbook of running cases (接转): the template, reading a filled one, and Excel of what was taken over."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from counter.domain.case.take_over.given import LOOK_UP
from counter.domain.case.take_over.sheets import EXAMPLES, FORMS, NOT_TAKEN, REST
from counter.domain.guide.rows.columns import Column, cell_of
from counter.domain.guide.rows.faults import Faults
from counter.domain.guide.rows.sheet_table import Tables
from counter.services.spreadsheet.form_sheet import lay_out, prompt_of, styled_cell
from counter.services.spreadsheet.in_memory import file_of, new_sheet
from counter.services.spreadsheet.on_paper import on_paper
from counter.services.spreadsheet.read_workbook import ABOUT, tables_in
from counter.services.spreadsheet.safety import AS_XLSX, check_archive, refuse

if TYPE_CHECKING:
    from openpyxl.worksheet._write_only import WriteOnlyWorksheet

    from counter.domain.guide.model import Bundle, Guide

MOST_BYTES = 8_000_000
"""Of a filled workbook: two thousand cases take less than two."""

_MOST_OF_SHEETS = 60_000_000

_HOW = (
    "原来的系统里还没有办完的件，一件一件抄到“办件”“事项”“材料”“缺项”四张表里，由两个人签名后接转到这里。",
    "原来出具的文书继续有效：接转不出新的收件凭证、受理通知书或者补正通知书。",
    "日期都写真实的日期：时限从交件、受理、告知的那一天算起，不从接转的那一天算。",
    "四张表用“原编号”连起来，写得要一样。栏名带*的必须填写；把光标放在格子里，会出现这一栏怎么填。",
    f"“材料”表里写“{REST}”的一行，指这一件里没有点名、也不在“缺项”表里的各份材料。",
    "待补正、容缺受理的事项，原通知书告知的每一项都写进“缺项”表，已经补来的写补来日期。",
    "已经办完、结果也送达了的件不用接转。",
    f"一件事、事项、情形、材料的写法看“{LOOK_UP}”表。灰色的示例行要删去，留着就不能接转。",
    "不要写公式，不要合并单元格，不要设密码；号码一律是文本格式。",
    "填好后先核对：counter takeover check 文件.xlsx，或者在大厅的“接转”页选这个文件。核对什么都不写。",
)


def template(guide: Guide) -> bytes:
    """The empty workbook: how to fill it in, the sheets with one example each, and what the guide calls things."""
    from openpyxl import Workbook  # heavy, and only needed here

    book = Workbook(write_only=True)
    book.properties.creator = ""
    _explain(new_sheet(book, ABOUT))
    for form in FORMS:
        page = new_sheet(book, form.title)
        examples = EXAMPLES[form.title]
        lay_out(page, form.columns, len(examples))
        for values in examples:
            _example(page, form.columns, values)
    _look_up(new_sheet(book, LOOK_UP), guide)
    return file_of(book)


def tables_of_workbook(content: bytes, faults: Faults) -> Tables:
    """The four tables of a filled workbook. Raises BadInput with one sentence for another or a malicious file."""
    if not content.startswith(b"PK"):
        refuse("other", f"不是 .xlsx 工作簿，{AS_XLSX}")
    if len(content) > MOST_BYTES or check_archive(content) > _MOST_OF_SHEETS:
        refuse("big", "太大，不像是接转的工作簿；请分成几个文件")
    return tables_in(content, faults, forms=FORMS)


def _example(page: WriteOnlyWorksheet, columns: Sequence[Column], values: Mapping[str, str | int]) -> None:
    from openpyxl.styles import Font

    cells = []
    for column in columns:
        cell = styled_cell(page, column)
        cell.value = cell_of(column, values.get(column.key))
        cell.font = Font(italic=True, color="808080")
        cells.append(cell)
    page.append(cells)


def _explain(page: WriteOnlyWorksheet) -> None:
    on_paper(page)
    page.column_dimensions["A"].width = 12
    page.column_dimensions["B"].width = 22
    page.column_dimensions["C"].width = 96
    _line(page, ("接转", "", "怎么填"), bold=True)
    for words in _HOW:
        _line(page, ("", "", words))
    for form in FORMS:
        _line(page, (form.title, "", form.note), bold=True)
        for column in form.columns:
            _line(page, ("", f"{column.head}{'*' if column.required else ''}", prompt_of(column)))
    _line(page, ("状态", "", "不能照这样接转的状态，怎么办"), bold=True)
    for words, instead in NOT_TAKEN.values():
        _line(page, ("", words, instead))


def _look_up(page: WriteOnlyWorksheet, guide: Guide) -> None:
    """Each bundle with its questions and items as the guide in force calls them."""
    on_paper(page)
    page.freeze_panes = "A2"
    for letter, width in zip("ABCD", (34, 8, 60, 80), strict=True):
        page.column_dimensions[letter].width = width
    _line(page, ("一件事", "种类", "写法", "可写的回答、要的材料"), bold=True)
    for bundle in sorted(guide.bundles.values(), key=lambda one: one.number):
        for row in _of_bundle(bundle, guide):
            _line(page, (f"{bundle.number} {bundle.name}", *row))


def _of_bundle(bundle: Bundle, guide: Guide) -> list[tuple[str, str, str]]:
    found = []
    for asking in bundle.questions:
        question = guide.questions[asking.question]
        options = [o for o in question.options if not asking.only or o.id in asking.only]
        words = "、".join(o.label for o in options) or f"{question.least}到{question.most}的整数"
        if question.default:
            labels = "、".join(o.label for o in options if o.id in question.default)
            words += f"（不写就是：{labels}）" if labels else ""
        found.append(("情形", asking.text or question.text, words))
    for one in bundle.items:
        if (item := guide.items.get(one.item)) is not None:
            names = dict.fromkeys(
                guide.papers[use.paper].name if use.paper in guide.papers else material.name
                for material in item.materials
                for use in material.papers
            )
            found.append(("事项", item.name, "、".join(names)))
    return found


def _line(page: WriteOnlyWorksheet, words: Sequence[str], *, bold: bool = False) -> None:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Alignment, Font

    cells = []
    for one in words:
        cell = WriteOnlyCell(page, value=one)
        cell.data_type, cell.number_format = "s", "@"
        cell.alignment = Alignment(vertical="top", wrap_text=True)
        cell.font = Font(bold=bold)
        cells.append(cell)
    page.append(cells)
