"""Export records as a workbook, without any applicant's name; the export is itself on record (L11)."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

from counter.domain.calendar.workdays import civil_time
from counter.domain.document.numbering import grouped
from counter.domain.journal.entries import NewEntry
from counter.domain.tasks.records.events import SUBJECT, RecordsExported
from counter.services.spreadsheet.writer import Cell, WorkbookSheet, workbook
from counter.services.tasks.records import (
    RecordFilter,
    check_may_see_records,
    matching_records,
    named,
)

if TYPE_CHECKING:
    from counter.domain.tasks.records.record import AuditRecord
    from counter.services.context.app import AppContext

HEAD = ("序号", "日期", "时间", "工号", "类别", "办件编号", "记录", "为什么不寻常")


@dataclass(frozen=True, slots=True)
class RecordsFile:
    """A file to be saved, with its number of rows. Its entry is already written."""

    content: bytes
    count: int


def export_records(app: AppContext, wanted: RecordFilter, *, by: str) -> RecordsFile:
    """All records that match, in their order, unusual ones in bold; ``by``: a supervisor whose PIN was checked.

    Raises RuleRefused for anybody else, BadInput as ``find_records``.
    """
    check_may_see_records(app.journal, by)
    found = named(app.journal, matching_records(app, wanted))
    rows = [_row(number, record) for number, record in enumerate(found, 1)]
    unusual = frozenset(place for place, record in enumerate(found) if record.unusual)
    sheet = WorkbookSheet("记录", HEAD, rows, marked=unusual, filtered=True)
    content = workbook((sheet,), app.clock.read().at, app.hall.banner)
    event = RecordsExported(
        since=wanted.since.isoformat(),
        until=wanted.until.isoformat(),
        clerk=wanted.clerk.strip().upper(),
        kind="、".join(wanted.kinds),
        case=_number(app, wanted.case),
        unusual=wanted.unusual,
        count=len(rows),
        digest=sha256(content).hexdigest(),
    )
    with app.journal.transaction() as tx:
        tx.append(NewEntry(SUBJECT, event, tx.last_id(SUBJECT)), actor=by)
        tx.commit()
    return RecordsFile(content, len(rows))


def _number(app: AppContext, case: str) -> str:
    """The number of the case asked for: what was typed may be anything, and stays in the open."""
    row = app.journal.case_row(case) if case.strip() else None
    return "" if row is None else row.number


def _row(number: int, record: AuditRecord) -> tuple[Cell, ...]:
    at = civil_time(record.at)
    return (
        number,
        at.date(),
        f"{at:%H:%M:%S}",
        f"{record.who}（{record.station}）" if record.station else record.who,
        record.kind.value,
        grouped(record.about),
        record.sentence,
        "；".join(record.unusual),
    )
