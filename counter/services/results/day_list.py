"""An organ's list of the day (Excel): the template, a preview that names every wrong row, and taking it in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from counter.domain.calendar.workdays import civil_date
from counter.domain.case.acts import result_list as sheet
from counter.domain.case.acts.acts import RegisterResult
from counter.domain.case.acts.certificate_rules import mark_of
from counter.domain.case.acts.certificates import GivenResult
from counter.domain.case.case_item import CaseItem
from counter.domain.errors import BadInput, CounterError
from counter.domain.guide.rows.faults import Faults, GuideFault
from counter.domain.guide.rows.sheet_table import Row, SheetTable
from counter.services.case.case_writer import CaseWriter, open_writer
from counter.services.case.record_result import write_conclusion
from counter.services.case.register_result import write_result
from counter.services.context.app import AppContext
from counter.services.context.ports import StaffRow
from counter.services.hall.staff import check_on_duty
from counter.services.results.row_state import RowState as RowState
from counter.services.spreadsheet.form_sheet import lay_out
from counter.services.spreadsheet.in_memory import file_of, new_sheet
from counter.services.spreadsheet.read_workbook import tables_in
from counter.services.spreadsheet.safety import AS_XLSX, check_archive, refuse

MOST_BYTES = 4_000_000
MOST_ROWS = 500
_MOST_OF_SHEETS = 30_000_000


@dataclass(frozen=True, slots=True)
class CheckedRow:
    """A row of the list. ``where``: row and column of what is wrong; ``words``: why, and how to mend it."""

    row: int
    number: str
    item: str
    state: RowState
    where: str = ""
    words: str = ""

    @property
    def column(self) -> str:
        """The column of what is wrong alone, in quotes; "" where it is the row as a whole."""
        return self.where.partition("行")[2]


def template() -> bytes:
    """The empty workbook."""
    from openpyxl import Workbook  # heavy, and only needed here

    book = Workbook(write_only=True)
    book.properties.creator = ""
    lay_out(new_sheet(book, sheet.TITLE), sheet.FORM.columns, 0)
    return file_of(book)


def check_list(app: AppContext, content: bytes, clerk: StaffRow) -> tuple[CheckedRow, ...]:
    """What taking the list in would do; nothing is written. Raises BadInput for a file that cannot be used."""
    return _through(app, content, clerk, commit=False)


def take_list(app: AppContext, content: bytes, clerk: StaffRow) -> tuple[CheckedRow, ...]:
    """Take the list in, one transaction for each case: its rows all, or none where one is wrong.

    A list that was taken in before changes nothing.
    """
    return _through(app, content, clerk, commit=True)


def _through(app: AppContext, content: bytes, clerk: StaffRow, *, commit: bool) -> tuple[CheckedRow, ...]:
    check_on_duty(clerk)
    table, faults = _read(content)
    unread = _unreadable(table, faults)
    found = list(unread.values())
    cases: dict[str, list[Row]] = {}
    for row in table.rows:
        cases.setdefault(_number(row), []).append(row)
    for number, rows in cases.items():
        readable = [row for row in rows if row.number not in unread]
        stopped = next((row.number for row in rows if row.number in unread), None)
        if stopped is not None and number:
            found += [_waits(row, stopped) for row in readable]
        elif readable:
            found += _case(app, number, readable, table, clerk, commit=commit)
    return tuple(sorted(found, key=lambda one: one.row))


def _number(row: Row) -> str:
    return "".join(row.text("number").split())


def _waits(row: Row, stopped: int) -> CheckedRow:
    """A right row of a case of which another row is wrong."""
    why = f"同一件办件的第{stopped}行要改，改好以后一起登记。"
    return CheckedRow(row.number, _number(row), row.text("item"), RowState.WRONG, f"第{row.number}行", why)


def _unreadable(table: SheetTable, faults: Faults) -> dict[int, CheckedRow]:
    """The rows with cells that cannot be used, by row; all that is wrong with one stands in one sentence."""
    rows = {row.number: row for row in table.rows}
    wrong: dict[int, list[GuideFault]] = {}
    for fault in faults.told:
        if fault.grave:
            wrong.setdefault(fault.row, []).append(fault)
    found: dict[int, CheckedRow] = {}
    for number, (first, *more) in wrong.items():
        row = rows.get(number)
        where = f"第{number}行{_head(first)}" if number else f"“{sheet.TITLE}”表"
        words = "；".join([first.sentence, *(f"{_head(one)}{one.sentence}" for one in more)])
        said = (_number(row), row.text("item")) if row is not None else ("", "")
        found[number] = CheckedRow(number, *said, RowState.WRONG, where, f"{words}。")
    return found


def _head(fault: GuideFault) -> str:
    return f"“{fault.head}”" if fault.head else ""


def _read(content: bytes) -> tuple[SheetTable, Faults]:
    if not content.startswith(b"PK"):
        refuse("other", f"不是 .xlsx 工作簿，{AS_XLSX}")
    if len(content) > MOST_BYTES or check_archive(content) > _MOST_OF_SHEETS:
        refuse("big", "太大，不像是一天的结果清单；请分成几个文件")
    faults = Faults()
    table = tables_in(content, faults, forms=(sheet.FORM,))[sheet.TITLE]
    if len(table.rows) > MOST_ROWS or faults.untold:
        raise BadInput(f"一个文件最多{MOST_ROWS}行，请分成几个文件。", field="file")
    return table, faults


def _case(
    app: AppContext, number: str, rows: list[Row], table: SheetTable, clerk: StaffRow, *, commit: bool
) -> Iterator[CheckedRow]:
    """The rows of one case, in one transaction."""
    known = app.journal.case_row(number) if number else None
    if known is None:
        for row in rows:
            wrong = BadInput("没有这个办件编号的办件，请核对编号。", field="number")
            yield _wrong(row, table, wrong)
        return
    done: list[CheckedRow] = []
    failed: CheckedRow | None = None
    try:
        with open_writer(app, known.case, clerk) as writer:
            for row in rows:
                try:
                    state = _write(app, writer, row)
                except CounterError as wrong:
                    failed = _wrong(row, table, wrong)
                    break
                done.append(CheckedRow(row.number, known.number, row.text("item"), state))
            if commit and failed is None and any(one.state is RowState.TAKEN for one in done):
                writer.commit()
    except CounterError as wrong:
        failed = _wrong(rows[0], table, wrong)
    if failed is None:
        yield from done
        return
    for row in rows:
        yield failed if row.number == failed.row else _waits(row, failed.row)


def _write(app: AppContext, writer: CaseWriter, row: Row) -> RowState:
    """Write one row in the open case; what is known already is not written again."""
    today = civil_date(writer.setting.now)
    item = sheet.item_of_row(writer.case, row)
    thing = sheet.thing_of_row(item, row, today)
    act = sheet.act_of_row(item, row, thing, today)
    told = item.conclusion
    if told is None or (told.result, told.day, told.document) != (act.result, act.day, act.document):
        write_conclusion(app, writer, act)
        return RowState.TAKEN
    if thing is None or _is_known(writer, item, thing):
        return RowState.KNOWN
    write_result(writer, RegisterResult(item.id, thing, today))
    return RowState.TAKEN


def _is_known(writer: CaseWriter, item: CaseItem, thing: GivenResult) -> bool:
    """Whether that very thing was recorded for the item; one without a number by its name and day."""
    mark = mark_of(item.asked.organ, thing)
    return any(
        mark_of(one.organ, one) == mark and (one.name, one.issued_on) == (thing.name, thing.issued_on)
        for one in writer.case.results_of(item.id)
    )


def _wrong(row: Row, table: SheetTable, wrong: CounterError) -> CheckedRow:
    field = getattr(wrong, "field", "") or ""
    key = sheet.COLUMN_OF.get(field, field)
    if field == "number" and row.text("certificate") and "编号的办件" not in wrong.sentence:
        key = "certificate"
    column = next((c for c in table.form.columns if c.key == key), None)
    where = f"第{row.number}行" + (f"“{column.head}”" if column else "")
    number = row.text("number")
    return CheckedRow(row.number, number, row.text("item"), RowState.WRONG, where, wrong.sentence)
