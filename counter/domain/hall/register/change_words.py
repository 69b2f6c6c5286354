"""A change of the register in one line."""

from __future__ import annotations

from counter.domain.guide.rows.columns import Column, Value, cell_of
from counter.domain.hall.register.issue import RegisterChange
from counter.domain.hall.register.records import RegisteredPicture, RegisterRecord, section_of
from counter.domain.hall.register.register import RegisterOnDay
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


def _shown(column: Column, value: Value) -> str:
    cell = cell_of(column, value)
    return "（空）" if cell is None else str(cell)
