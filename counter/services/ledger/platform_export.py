"""Cases in the fields of the national platform's tables, as one workbook that also names what it lacks (LIFE 2-10)."""

from __future__ import annotations

from collections.abc import Sequence

from counter.domain.document.numbering import grouped
from counter.domain.guide.details import Codes
from counter.domain.hall.rights import Capability, who_may
from counter.domain.ledger.platform_tables import (
    TABLES,
    PlatformItem,
    PlatformNames,
    platform_item,
    with_numbers_used_twice,
)
from counter.domain.tasks.delivery import delivered
from counter.services.context.app import AppContext
from counter.services.context.ledger_ports import LedgerSpan
from counter.services.context.ports import StaffRow
from counter.services.context.projection import read_case
from counter.services.ledger.access import require_reviewer
from counter.services.ledger.export import LedgerFile, leave_on_record
from counter.services.ledger.read import until_today
from counter.services.ledger.up_to_date import current_ledger
from counter.services.spreadsheet.writer import Cell, WorkbookSheet

_LACKING = "没有的和不能导出的"


def export_for_platform(
    app: AppContext, person: StaffRow, span: LedgerSpan
) -> tuple[LedgerFile, tuple[PlatformItem, ...]]:
    """The items that the ledger has in those days, and what each lacks. Names and numbers are written out in full.

    Raises RuleRefused as ``access.require_reviewer``. That the file was made is on record.
    """
    require_reviewer(app, person, f"平台办件表由{who_may(Capability.AUDIT)}导出，里面有申请人的全名和号码。")
    span = until_today(app, span)
    found = with_numbers_used_twice(_items(app, span))
    sheets = [
        WorkbookSheet(table, tuple(fields.values()), _rows(table, found), filtered=True, taken_in=True)
        for table, fields in TABLES.items()
    ]
    lacking = [
        (grouped(one.number), one.name, "不导出" if one.kept_back else "导出，缺一部分", what)
        for one in found
        for what in one.lacks
    ]
    sheets.append(WorkbookSheet(_LACKING, ("窗口编号", "事项", "怎样", "缺什么"), lacking, filtered=True))
    file = leave_on_record(app, person, "platform", span, sheets, len(found), full=True)
    return file, found


def _items(app: AppContext, span: LedgerSpan) -> list[PlatformItem]:
    lines = current_ledger(app).lines(None, span, app.calendar, None)
    wanted: dict[str, list[str]] = {}
    for line in lines:
        wanted.setdefault(line.row.case, []).append(line.row.item)
    names = PlatformNames(
        {organ: known.code for organ, known in app.hall.organ_names.items() if known.code},
        {row.code: row.name for row in app.journal.staff()},
    )
    found = []
    for case_id, items in wanted.items():
        case = read_case(app.journal, case_id)
        found += [
            platform_item(case, item, _codes(app, item.id), delivered, names)
            for item in case.items
            if item.id in items
        ]
    return found


def _codes(app: AppContext, item: str) -> Codes:
    entry = app.guide.items.get(item)
    return Codes() if entry is None or entry.details is None else entry.details.codes


def _rows(table: str, found: Sequence[PlatformItem]) -> list[tuple[Cell, ...]]:
    return [
        tuple(row.get(name) for name in TABLES[table])
        for one in found
        if not one.kept_back
        for row in one.rows[table]
    ]
