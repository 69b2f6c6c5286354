"""Entries of the archive: a case goes in, and comes out again where something is to be done."""

from __future__ import annotations

from counter.domain.case.archive.retention import period_words
from counter.domain.case.archive_events import (
    ArchiveHandedOver,
    ArchiveHandedOverSealed,
    CaseArchived,
    CasePacked,
    CaseUnarchived,
    CaseUnarchivedSealed,
)
from counter.domain.case.case import Case
from counter.domain.case.fold.changed_fields import with_fields
from counter.domain.case.fold.changing import CASE
from counter.domain.journal.entries import Entry


def _archived_words(event: CaseArchived) -> str:
    number = f"，档号 {event.file_number}" if event.file_number else ""
    return f"归档，保管期限{period_words(event.years, event.until)}{number}"


@CASE.on(CaseArchived, _archived_words)
def _archive(case: Case, entry: Entry, event: CaseArchived, sealed: None) -> Case:
    return with_fields(case, archived=event)


@CASE.on(CaseUnarchived, "取消归档（值班负责人{e.supervisor}同意）")
def _unarchive(case: Case, entry: Entry, event: CaseUnarchived, sealed: CaseUnarchivedSealed | None) -> Case:
    return with_fields(case, archived=None)


@CASE.on(CasePacked, "归档信息包第{e.version}版（{e.files}个文件）带出，内含个人信息明文")
def _pack(case: Case, entry: Entry, event: CasePacked, sealed: None) -> Case:
    return with_fields(case, packages=(*case.packages, event))


@CASE.on(ArchiveHandedOver, "归档信息包第{e.version}版移交{e.to}，清册 {e.list_number}")
def _hand_over(
    case: Case, entry: Entry, event: ArchiveHandedOver, sealed: ArchiveHandedOverSealed | None
) -> Case:
    return with_fields(case, transfers=(*case.transfers, event))
