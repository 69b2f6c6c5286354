"""A workbook that passed the safety check → tables of its sheets, with a fault at every invalid or doubtful cell."""

from __future__ import annotations

import io
import re
import unicodedata
import warnings
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from typing import TYPE_CHECKING, Any

from counter.domain.guide.rows.columns import NoValue
from counter.domain.guide.rows.detail_sheets import SHEETS
from counter.domain.guide.rows.faults import Faults, GuideFault
from counter.domain.guide.rows.sheet_table import SheetTable, Tables
from counter.domain.guide.rows.sheets import SheetForm
from counter.domain.guide.rows.table_reader import Cells, letter, place_of, table_of
from counter.domain.text.printable import visible
from counter.services.spreadsheet.hidden_cells import SheetLook, look_at
from counter.services.spreadsheet.safety import BROKEN, Unusable, check_archive, refuse

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.cell import ReadOnlyCell

Progress = Callable[[int, int], None]
"""Told how much is done, and of how much."""

ABOUT = "说明"
"""The sheet that explains the others; it is not read."""

EVERY = 500
"""Rows between two tellings."""

_ROW_BYTES = 400
"""Of the XML of a row, by the shipped guide: what the progress of reading is reckoned by."""

MOST_ROWS, MOST_SHEETS, MORE_COLUMNS = 300_000, 100, 16
"""``MORE_COLUMNS``: most foreign columns between those of the template."""

_FORMULA = NoValue("formula", "这一格是公式，请改成文字或数字（复制后只粘贴数值）")
_ERROR = NoValue("error_cell", "这一格是表格软件的错误值，请改成文字或数字")
_STRUCK = NoValue("struck", "这一格的字划了删除线，不知道还算不算：还要的去掉删除线，不要的删去")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_LITERAL = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')
_WHITE = "FFFFFF"
_UNSEEN_FORMAT = "这一格的格式使内容看不见（如 ;;;），照样读了，请把格式改成“文本”后核对"
_UNSEEN_COLOUR = "这一格的字和底是一个颜色，看不见，照样读了，请改了颜色后核对"
_STRIKES = "有划删除线的条件格式：照样读了，不看它划掉了哪些；不要的请删去那一行"


def tables_in(
    content: bytes, faults: Faults, progress: Progress | None = None, forms: Sequence[SheetForm] = SHEETS
) -> Tables:
    """The tables of a workbook with these sheets. Raises Unusable with one sentence for another or a malicious file."""
    count = _Count(check_archive(content) // _ROW_BYTES + 1, progress)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl warns of parts it ignores; they are not needed here
        with closing(_opened(content)) as book, zipfile.ZipFile(io.BytesIO(content)) as archive:
            return _Reading(book, archive, faults, count, forms).tables()


def about_line(content: bytes) -> str:
    """The first line of the sheet that explains the others, "" where there is none. Raises as ``tables_in``."""
    check_archive(content)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with closing(_opened(content)) as book:
            if ABOUT not in book.sheetnames:
                return ""
            rows = book[ABOUT].iter_rows(max_row=1, max_col=1, values_only=True)
            return str(next(iter(next(rows, ())), None) or "")


def _opened(content: bytes) -> Workbook:
    from openpyxl import load_workbook  # heavy, and only needed here

    file = io.BytesIO(content)
    try:
        return load_workbook(file, read_only=True, data_only=False, keep_links=False, rich_text=True)
    except Exception as wrong:  # openpyxl raises KeyError, TypeError … for what is broken
        raise Unusable("broken", "不是完整的 .xlsx 工作簿，请重新保存") from wrong


class _Count:
    """Rows read, of about as many as there will be."""

    def __init__(self, about: int, progress: Progress | None) -> None:
        self._about = about
        self._tell = progress
        self._done = 0

    def one(self) -> None:
        """One more row."""
        self._done += 1
        if self._tell and self._done % EVERY == 0:
            self._tell(min(self._done, self._about), self._about)

    def end(self) -> None:
        """All are read."""
        if self._tell:
            self._tell(self._about, self._about)


class _Reading:
    """One workbook being read."""

    def __init__(
        self,
        book: Workbook,
        archive: zipfile.ZipFile,
        faults: Faults,
        count: _Count,
        forms: Sequence[SheetForm],
    ) -> None:
        self._book = book
        self._archive = archive
        self._faults = faults
        self._count = count
        self._forms = {form.title: form for form in forms}
        held: Any = book  # its lists of styles have no public names in reading mode
        styles = list(enumerate(held._cell_styles))
        self._struck = {n for n, style in styles if held._fonts[style.fontId].strike}
        hidden = {164 + n for n, words in enumerate(held._number_formats) if _hides_text(words)}
        self._unseen = {
            n: _UNSEEN_FORMAT if style.numFmtId in hidden else _UNSEEN_COLOUR
            for n, style in styles
            if style.numFmtId in hidden or _one_colour(held._fonts[style.fontId], held._fills[style.fillId])
        }
        looks = held._differential_styles.styles
        self._striking = {n for n, look in enumerate(looks) if look.font is not None and look.font.strike}

    def tables(self) -> Tables:
        """Every sheet that was asked for, each once."""
        if len(self._book.worksheets) > MOST_SHEETS:
            refuse("bomb", f"里面有{len(self._book.worksheets)}张表，不像是要的工作簿")
        found = self._sheets()
        tables = {form.title: self._table(form, found.get(form.title)) for form in self._forms.values()}
        self._count.end()
        return tables

    def _sheets(self) -> Mapping[str, Any]:
        found: dict[str, Any] = {}
        for sheet in self._book.worksheets:
            title = _plain(sheet.title)
            if title in found:
                both = f"“{found[title].title}”和“{sheet.title}”"
                sentence = f"有两张表都叫这个名字（{both}），不知道该用哪一张，请删去一张"
                self._faults.add(GuideFault("sheet_twice", sentence, title))
            elif title in self._forms:
                found[title] = sheet
                if sheet.title != title:
                    remark = f"表名写成了“{visible(sheet.title)}”，当作“{title}”读了"
                    self._faults.add(GuideFault("mended", remark, title, grave=False))
            elif title != ABOUT:
                self._faults.add(GuideFault("extra_sheet", "没有这张表，没有采用", sheet.title, grave=False))
        return found

    def _table(self, form: SheetForm, sheet: Any) -> SheetTable:
        if sheet is None:
            sentence = "缺这张表：不会当作都没有填，请从模板里复制过来；这张表里真的没有内容，也要留着空表"
            self._faults.add(GuideFault("no_sheet", sentence, form.title))
            return SheetTable(form, whole=False)
        look = self._look(form, sheet)
        table = table_of(form, self._rows(form, sheet, look), self._faults)
        self._report_hidden(table, sheet, look)
        return table

    def _look(self, form: SheetForm, sheet: Any) -> SheetLook:
        try:
            look = look_at(self._archive, sheet._worksheet_path)
        except (*BROKEN, KeyError) as wrong:
            raise Unusable("broken", "有的表读不完整，请重新保存") from wrong
        if look.disorder:
            refuse(
                "broken",
                f"“{form.title}”表的行次序是乱的（第{look.disorder}行排在了后面），请用 Excel 或 WPS 打开后另存",
            )
        return look

    def _report_hidden(self, table: SheetTable, sheet: Any, look: SheetLook) -> None:
        """Report what is invisible in the sheet."""
        report, title = self._faults.add, table.form.title
        if look.stray:
            sentence = (
                f"有内容，离上面的表（到第{look.last}行）太远，多半是误填的：请按 Ctrl+End 找到它，"
                "删去这一整行后保存"
            )
            report(GuideFault("stray", sentence, title, look.stray, look.stray_column))
        self._report_merged(table, look)
        if look.looks & self._striking:
            report(GuideFault("hidden", _STRIKES, title, grave=False))
        for row in look.struck:
            report(GuideFault(_STRUCK.sort, _STRUCK.sentence.replace("格", "行"), title, row))
        if sheet.sheet_state != "visible":
            report(
                GuideFault(
                    "hidden", "这张表是隐藏的，照样读了，请取消隐藏后核对或清空它的行", title, grave=False
                )
            )
        for first, last in look.runs():
            how = "被筛选掉的或隐藏的" if look.filtered else "隐藏的"
            to = f"到第{last}行" if last > first else ""
            sentence = (
                f"{f'从这一行{to}' if to else '这一行'}是{how}，照样读了：不要的请删去，要的请取消隐藏后核对"
            )
            report(GuideFault("hidden", sentence, title, first, grave=False))
        for key, name in table.letters.items():
            if any(name in map(letter, range(first - 1, last)) for first, last in look.columns):
                head = table.form.column(key).head
                sentence = "这一列是隐藏的，照样读了，请取消隐藏后核对"
                report(GuideFault("hidden", sentence, title, 0, name, head, grave=False))

    def _report_merged(self, table: SheetTable, look: SheetLook) -> None:
        """Report merged cells: they show one text for several rows, but the file has it in the first row only."""
        rows = [row.number for row in table.rows]
        for first, top, last, bottom in look.merged:
            spans = range(place_of(first), place_of(last) + 1)
            covered = [key for key, name in table.letters.items() if place_of(name) in spans]
            many = (bottom > top or len(covered) > 1) and bool(covered)
            if rows and many and bottom >= rows[0] and top <= rows[-1]:
                column = table.form.column(covered[0])
                sentence = (
                    f"{first}{top}:{last}{bottom} 是合并的单元格，文件里只有左上角一格有内容，别的格会当作没填："
                    "请取消合并，每一格分别填写"
                )
                at = table.letters[column.key]
                self._faults.add(
                    GuideFault("merged", sentence, table.form.title, max(top, rows[0]), at, column.head)
                )

    def _rows(self, form: SheetForm, sheet: Any, look: SheetLook) -> Iterator[Cells]:
        """Rows with their numbers. The sheet's own statement of its size is not trusted."""
        if not look.last:
            return
        if look.last > MOST_ROWS:
            refuse("bomb", f"“{form.title}”表超过{MOST_ROWS}行，请分成几个文件")
        from openpyxl.cell.read_only import EMPTY_CELL

        sheet.reset_dimensions()
        blank = None
        cells = sheet.iter_rows(max_col=len(form.columns) + MORE_COLUMNS, max_row=look.last)
        for number, row in enumerate(_guarded(cells), 1):
            if row is blank:
                continue  # openpyxl gives one and the same row for all that a sheet leaves out
            values = [None if cell is EMPTY_CELL else self._value(form, cell) for cell in row]
            if any(value is not None for value in values):
                self._count.one()
                yield number, values
            else:
                blank = row

    def _value(self, form: SheetForm, cell: ReadOnlyCell) -> object:
        value = cell.value
        if value is None:
            return None
        if cell.data_type == "f":
            return _FORMULA
        if cell.data_type == "e":
            return _ERROR
        if cell._style_id in self._struck:
            return _STRUCK
        if cell._style_id in self._unseen:
            sentence, at = self._unseen[cell._style_id], letter(cell.column - 1)
            self._faults.add(GuideFault("hidden", sentence, form.title, cell.row, at, grave=False))
        if isinstance(value, list):  # text in pieces, each with its own look
            if any(piece.font.strike for piece in value if not isinstance(piece, str)):
                return _STRUCK
            value = "".join(map(str, value))
        if isinstance(value, str) and "_x" in value:
            return _ESCAPED.sub(lambda found: chr(int(found.group(1), 16)), value)
        return value


def _plain(title: str) -> str:
    """A sheet's name without invisible characters."""
    narrow = unicodedata.normalize("NFKC", title)
    return "".join(c for c in narrow if not c.isspace() and unicodedata.category(c) not in ("Cf", "Cc"))


def _hides_text(words: str) -> bool:
    """True where a number format shows nothing of a text, or other words than the cell's: its fourth part is for text,
    and @ in it is the cell's content.
    """
    parts = _LITERAL.sub("x", words).split(";")
    return len(parts) > 3 and "@" not in parts[3]


def _one_colour(font: Any, fill: Any) -> bool:
    """True where text and background have the same colour: white on none, or equal numbers."""
    ink, solid = _colour(font.color), getattr(fill, "fill_type", None) == "solid"
    return ink is not None and ink == (_colour(fill.fgColor) if solid else _WHITE)


def _colour(colour: Any) -> str | None:
    """Six digits of a colour given by them; the first of a theme, and number 9 of the old list, are white."""
    kind = getattr(colour, "type", None)
    if kind == "rgb":
        return str(colour.rgb)[-6:].upper()
    plain = not getattr(colour, "tint", 0)
    return _WHITE if plain and (kind, getattr(colour, kind or "", None)) in _WHITES else None


_WHITES = (("theme", 0), ("indexed", 1), ("indexed", 9))


def _guarded(rows: Iterator[Any]) -> Iterator[Any]:
    """Report what openpyxl raises for a broken sheet; our own bugs are not hidden with it."""
    while True:
        try:
            row = next(rows, None)
        except Exception as wrong:
            raise Unusable("broken", "有的表读不完整，请重新保存") from wrong
        if row is None:
            return
        yield row
