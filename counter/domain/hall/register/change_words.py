"""The register in one line: a change, and where in it a fault is."""

from __future__ import annotations

from collections.abc import Mapping

from counter.domain.guide.rows.columns import Column, Value, cell_of
from counter.domain.hall.register.checks import RegisterFault
from counter.domain.hall.register.issue import RegisterChange
from counter.domain.hall.register.records import (
    RegisteredAgreement,
    RegisteredPicture,
    RegisterRecord,
    section_of,
)
from counter.domain.hall.register.register import Position, RegisterOnDay
from counter.domain.hall.register.sheets import BY_TAG, cells_of


def change_words(change: RegisterChange, register: RegisterOnDay) -> str:
    """A change in one line: 改 人员 W01 阿木古郎：工作电话 1 → 2."""
    section = BY_TAG[change.section]
    before = register.records.get((change.section, change.key))
    if change.record is None:
        return f"不要了 {section.title}：{record_name(before) if before else change.key}"
    if isinstance(change.record, RegisteredPicture):
        return f"新增 图片：{change.record.digest}（{len(change.record.content) // 1000 + 1} KB）"
    if before is None:
        return f"新增 {section.title}：{record_name(change.record)}"
    old, new = cells_of(before), cells_of(change.record)
    parts = [
        f"{column.head} {_shown(column, old.get(column.key))} → {_shown(column, new.get(column.key))}"
        for column in section.form.columns
        if old.get(column.key) != new.get(column.key)
    ]
    return f"改 {section.title} {record_name(change.record)}：{'；'.join(parts)}"


def record_name(record: RegisterRecord) -> str:
    """What identifies the record for a person: its first two columns that are filled, without the line's number."""
    section, cells = BY_TAG[section_of(record)], cells_of(record)
    named = [c for c in section.form.columns if c.key != "line" and cells.get(c.key)]
    return " ".join(_shown(column, cells[column.key]) for column in named[:2])


def fault_place(fault: RegisterFault, records: Mapping[Position, RegisterRecord]) -> str:
    """Where a fault is as a person reads the register: 授权协议 乌政协〔2026〕1号 市场监督管理局 截止日期."""
    section = BY_TAG[fault.section]
    record = records.get((fault.section, fault.key))
    named = "" if record is None or fault.section == "hall" else record_name(record)
    line = record.line if isinstance(record, RegisteredAgreement) else 1
    head = next((c.head for c in section.form.columns if c.key == fault.field), "")
    parts = (section.title, named, f"第{line}行" if line > 1 else "", head)
    return " ".join(part for part in parts if part)


def _shown(column: Column, value: Value) -> str:
    cell = cell_of(column, value)
    return "（空）" if cell is None else str(cell)
