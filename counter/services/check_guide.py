"""Check a guide file from outside, a workbook or a library file, and make a library of it; nothing takes force."""

from __future__ import annotations

import json
import warnings
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NoReturn

from counter.domain.errors import BadInput
from counter.domain.guide_columns import Odd
from counter.domain.guide_faults import Fault, Faults
from counter.domain.guide_judge import every_fault, judge
from counter.domain.guide_library import MAPS, Library, guide_of, library_of
from counter.domain.guide_rows import Table, Tables, library_from, tables_of
from counter.domain.guide_sheets import SheetForm
from counter.domain.guide_sheets_details import BY_TITLE, SHEETS
from counter.domain.guide_table import Cells, table_of
from counter.services.guide_workbook import ABOUT, EVERY, Progress
from counter.services.guide_yaml import looks_like_yaml, parsed_yaml
from counter.services.workbook_safety import MOST_BYTES, Unusable, look_through, refuse

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.cell import ReadOnlyCell

_ROW_BYTES = 400
"""Of the XML of a row, by the shipped guide: what the progress of reading is reckoned by."""

MOST_ROWS, MOST_SHEETS, MORE_COLUMNS = 300_000, 100, 16
"""``MORE_COLUMNS``: how many columns of somebody's own may stand between those of the template."""

_OPTIONAL = ("已定回答", "不能办", "提示", "共用提示", "法律依据", "共用", "共用对应")
_NEEDED = {form.title for form in SHEETS if not form.at.startswith("details")} - set(_OPTIONAL)

_FORMULA = Odd("formula", "这一格是公式，请改成文字或数字（复制后只粘贴数值）")
_ERROR = Odd("error_cell", "这一格是表格软件的错误值，请改成文字或数字")


@dataclass(frozen=True, slots=True)
class Checked:
    """What was found. ``library``: in canonical form, None where a grave fault stands in the way."""

    faults: tuple[Fault, ...]
    untold: int
    library: Library | None

    @property
    def clean(self) -> bool:
        """Whether it may be used."""
        return self.library is not None

    @property
    def counts(self) -> dict[str, int]:
        """Entries of each sort."""
        return {part: len(self.library[part]) for part in MAPS} if self.library else {}


def check_guide(content: bytes, progress: Progress | None = None) -> Checked:
    """Every fault of a workbook (.xlsx) or a library file (.json, .yaml), told at its cell or its path.

    Raises BadInput with one sentence for what is neither, or is made to do harm.
    """
    if len(content) > MOST_BYTES:
        refuse("big", f"超过{MOST_BYTES // 1_000_000} MB，不像是指南文件")
    faults = Faults()
    if content.lstrip(b"\xef\xbb\xbf \t\r\n").startswith((b"{", b"[")):
        tables = tables_of(_parsed(content), faults)
    elif looks_like_yaml(content):
        tables = tables_of(parsed_yaml(content), faults)
    else:
        tables = _tables(content, faults, progress)
    judge(tables, faults)
    library = None if faults.grave else library_of(guide_of(library_from(tables)))
    return Checked(tuple(every_fault(faults)), faults.untold, library)


def _parsed(content: bytes) -> dict[str, Any]:
    try:
        found = json.loads(
            content.decode("utf-8-sig"), object_pairs_hook=_each_key_once, parse_constant=_no_constant
        )
    except UnicodeDecodeError as wrong:
        raise BadInput("这个文件不是 UTF-8 文字，请另存为 UTF-8。", field="file") from wrong
    except json.JSONDecodeError as wrong:
        raise BadInput(f"第{wrong.lineno}行第{wrong.colno}列不是正确的 JSON。", field="file") from wrong
    except (ValueError, RecursionError) as wrong:
        raise BadInput("这个文件里的数字太长或层次太深，不像是指南文件。", field="file") from wrong
    if not isinstance(found, dict):
        raise BadInput("指南文件应是一组{…}。", field="file")
    return found


def _each_key_once(pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    once = dict(pairs)
    if len(once) != len(pairs):
        twice = next(name for name, many in Counter(name for name, _ in pairs).items() if many > 1)
        raise BadInput(f"文件里“{twice[:40]}”写了两次，只能留一个。", field="file")
    return once


def _no_constant(name: str) -> NoReturn:
    raise BadInput(f"文件里不能有 {name}。", field="file")


def _tables(content: bytes, faults: Faults, progress: Progress | None) -> Tables:
    count = _Count(look_through(content) // _ROW_BYTES + 1, progress)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl warns of parts that it leaves out; nothing here reads them
        book = _opened(content)
        try:
            return _read(book, faults, count)
        finally:
            book.close()


def _opened(content: bytes) -> Workbook:
    import io

    from openpyxl import load_workbook  # heavy, and only needed here

    try:
        return load_workbook(io.BytesIO(content), read_only=True, data_only=False, keep_links=False)
    except Exception as wrong:  # openpyxl raises KeyError, TypeError … for what is broken
        raise Unusable("broken", "不是完整的 .xlsx 工作簿，请重新保存") from wrong


def _read(book: Workbook, faults: Faults, count: _Count) -> Tables:
    if len(book.worksheets) > MOST_SHEETS:
        refuse("bomb", f"里面有{len(book.worksheets)}张表，不像是指南工作簿")
    found = {}
    for sheet in book.worksheets:
        title = sheet.title.strip()
        if title in BY_TITLE and title not in found:
            found[title] = sheet
        elif title != ABOUT:
            faults.add(Fault("extra_sheet", "没有这张表，没有采用", title, grave=False))
    tables = {form.title: _table(form, found.get(form.title), faults, count) for form in SHEETS}
    count.end()
    return tables


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


def _table(form: SheetForm, sheet: Any, faults: Faults, count: _Count) -> Table:
    if sheet is not None:
        return table_of(form, _rows(form, sheet, count), faults)
    if form.title in _NEEDED:
        faults.add(Fault("no_sheet", "缺这张表，请从模板里复制过来", form.title))
        return Table(form, whole=False)
    return Table(form)


def _rows(form: SheetForm, sheet: Any, count: _Count) -> Iterator[Cells]:
    """Rows with their numbers. What the sheet says of its own size is not believed."""
    from openpyxl.cell.read_only import EMPTY_CELL

    sheet.reset_dimensions()
    blank = None
    cells = sheet.iter_rows(max_col=len(form.columns) + MORE_COLUMNS)
    for number, row in enumerate(_guarded(cells), 1):
        if number > MOST_ROWS:
            refuse("bomb", f"“{form.title}”表超过{MOST_ROWS}行")
        if row is blank:
            continue  # openpyxl gives one and the same row for all that a sheet leaves out
        values = [None if cell is EMPTY_CELL else _value(cell) for cell in row]
        if any(value is not None for value in values):
            count.one()
            yield number, values
        else:
            blank = row


def _guarded(rows: Iterator[Any]) -> Iterator[Any]:
    """What openpyxl raises for a sheet that is no sheet is told; our own mistakes are not hidden with it."""
    while True:
        try:
            row = next(rows, None)
        except Exception as wrong:
            raise Unusable("broken", "有的表读不完整，请重新保存") from wrong
        if row is None:
            return
        yield row


def _value(cell: ReadOnlyCell) -> object:
    value = cell.value
    if value is None:
        return None
    if cell.data_type == "f":
        return _FORMULA
    if cell.data_type == "e":
        return _ERROR
    return value
