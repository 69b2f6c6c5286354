"""The hall's retention schedule (归档范围和保管期限表): its workbook is read, and taken by two people."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from counter.domain.calendar.workdays import civil_date
from counter.domain.case.archive.retention import FOR_EVER, LONGEST, REST, period_word
from counter.domain.case.archive_events import RetentionApproved, RetentionRow
from counter.domain.errors import BadInput
from counter.domain.guide.rows.columns import Column, cell_of
from counter.domain.guide.rows.faults import Faults, GuideFault
from counter.domain.guide.rows.sheet_table import Row, SheetTable
from counter.domain.guide.rows.sheets import Shape, SheetForm
from counter.domain.hall.consent import Consent
from counter.domain.hall.rights import Capability
from counter.domain.journal.entries import NewEntry
from counter.domain.text.printable import fault_unseen
from counter.services.case.archive_case import SUBJECT
from counter.services.context.app import AppContext
from counter.services.context.ports import StaffRow
from counter.services.hall.rights import check_right
from counter.services.hall.second_supervisor import second_supervisor
from counter.services.hall.staff import check_on_duty
from counter.services.spreadsheet.form_sheet import lay_out, styled_cell
from counter.services.spreadsheet.in_memory import file_of, new_sheet
from counter.services.spreadsheet.read_workbook import tables_in
from counter.services.spreadsheet.safety import AS_XLSX, check_archive, refuse

if TYPE_CHECKING:
    from counter.domain.guide.model import Guide

MOST_BYTES = 1_000_000
"""Of a filled workbook: 103 rows take 20,000."""

_MOST_OF_SHEETS = 10_000_000
_LONGEST = 100
_TITLE, _REST = "保管期限", "其余"
_YEARS = re.compile(r"(\d{1,3})\s*年?")
_FORM = SheetForm(
    _TITLE,
    Shape.LIST,
    "",
    (
        Column("bundle", "一件事", required=True, note=f"清单上的名称或序号；没有单列的都归“{_REST}”一行"),
        Column("years", "保管期限", required=True, note="永久，或者 30年、10年"),
        Column("clause", "表中的条款", note="经批准的表里是第几条，没有的留空"),
    ),
    "照经档案主管部门批准的归档范围和保管期限表填写",
    keys=1,
)


@dataclass(frozen=True, slots=True)
class Approval:
    """Who approved the schedule: its title, the archives authority, number and day of the approval."""

    title: str
    approved_by: str
    document: str
    day: date


def schedule_template() -> bytes:
    """The empty workbook."""
    from openpyxl import Workbook  # heavy, and only needed here

    book = Workbook(write_only=True)
    book.properties.creator = ""
    page = new_sheet(book, _TITLE)
    lay_out(page, _FORM.columns, 1)
    cells = []
    for column in _FORM.columns:
        cell = styled_cell(page, column)
        cell.value = cell_of(column, _REST if column.key == "bundle" else None)
        cells.append(cell)
    page.append(cells)
    return file_of(book)


def read_schedule(content: bytes, guide: Guide) -> tuple[tuple[RetentionRow, ...], tuple[GuideFault, ...]]:
    """The rows of a filled workbook, and every fault at its cell; with a fault there are no rows.

    Raises BadInput with one sentence for another or a malicious file.
    """
    if not content.startswith(b"PK"):
        refuse("other", f"不是 .xlsx 工作簿，{AS_XLSX}")
    if len(content) > MOST_BYTES or check_archive(content) > _MOST_OF_SHEETS:
        refuse("big", "太大，不像是保管期限表")
    faults = Faults()
    table = tables_in(content, faults, forms=(_FORM,))[_TITLE]
    rows = tuple(_rows(table, guide, faults))
    if not rows and not faults.grave:
        faults.add(table.fault(Row({}, 2), None, "empty", "一行都没有写"))
    return (() if faults.grave else rows), tuple(faults.told)


def _rows(table: SheetTable, guide: Guide, faults: Faults) -> Iterator[RetentionRow]:
    seen: set[int] = set()
    for row in table.rows:
        bundle = _bundle(table, row, guide, faults)
        years = _years(table, row, faults)
        if bundle is None or years is None:
            continue
        if bundle in seen:
            _fault(table, row, "bundle", "这一件事已经写过一行", faults)
        clause = row.text("clause")
        if len(clause) > _LONGEST:
            _fault(table, row, "clause", f"最多写{_LONGEST}个字", faults)
        seen.add(bundle)
        yield RetentionRow(bundle, years, clause)


def _bundle(table: SheetTable, row: Row, guide: Guide, faults: Faults) -> int | None:
    words = row.text("bundle").strip()
    if not words or "bundle" in row.bad:
        return None
    if words == _REST:
        return REST
    found = [n for n, bundle in guide.bundles.items() if words in (str(n), bundle.name)]
    if not found:
        _fault(table, row, "bundle", f"清单上没有“{words[:30]}”，请照清单写名称或序号", faults)
        return None
    return found[0]


def _years(table: SheetTable, row: Row, faults: Faults) -> int | None:
    words = row.text("years").strip()
    if not words or "years" in row.bad:
        return None
    if words == period_word(FOR_EVER):
        return FOR_EVER
    number = _YEARS.fullmatch(words)
    if number is None or not 1 <= int(number[1]) <= LONGEST:
        _fault(table, row, "years", f"“{words[:20]}”不是保管期限，请写 永久，或者 30年、10年", faults)
        return None
    return int(number[1])


def _fault(table: SheetTable, row: Row, key: str, sentence: str, faults: Faults) -> None:
    faults.add(table.fault(row, table.form.column(key), "retention", sentence))


def schedule_rows(rows: Iterable[RetentionRow], guide: Guide) -> tuple[tuple[str, str, str], ...]:
    """Each row in words: the bundle, its period, the clause; a bundle that the guide no longer has by its number."""
    return tuple((_named(row.bundle, guide), period_word(row.years), row.clause) for row in rows)


def _named(bundle: int, guide: Guide) -> str:
    if bundle == REST:
        return _REST
    return guide.bundles[bundle].name if bundle in guide.bundles else str(bundle)


def take_schedule(
    app: AppContext, rows: tuple[RetentionRow, ...], approval: Approval, by: StaffRow, consent: Consent
) -> RetentionApproved:
    """Take the schedule into force; cases archived before keep the period they were given.

    Raises BadInput for an approval that is not named whole or lies in the future, RuleRefused for anybody but a
    supervisor, and unless another supervisor agrees by PIN.
    """
    check_on_duty(by)
    check_right(app.journal, by, Capability.CORRECT, field="clerk")
    for field, words in (
        ("title", approval.title),
        ("approved-by", approval.approved_by),
        ("document", approval.document),
    ):
        if not 0 < len(words.strip()) <= _LONGEST or fault_unseen(words):
            raise BadInput(
                f"请写明批准的依据，{_LONGEST}个字以内：表的名称、批准的档案主管部门和文号。", field=field
            )
    if approval.day > civil_date(app.clock.read().at):
        raise BadInput("批准日期还没有到，请核对。", field="day")
    if not rows:
        raise BadInput("保管期限表一行都没有。", field="file")
    second = second_supervisor(app.journal, by, consent, "用上保管期限表")
    event = RetentionApproved(
        approval.title.strip(),
        approval.approved_by.strip(),
        approval.document.strip(),
        approval.day,
        rows,
        second.code,
    )
    with app.journal.transaction() as tx:
        tx.append(NewEntry(SUBJECT, event, tx.last_id(SUBJECT)), actor=by.code)
        tx.commit()
    return event
