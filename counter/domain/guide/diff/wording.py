"""Words for one differing cell: old and new value."""

from __future__ import annotations

from collections.abc import Iterable

from counter.domain.guide.condition import ALWAYS, Condition
from counter.domain.guide.condition_text import condition_as_line
from counter.domain.guide.diff.change import Effect
from counter.domain.guide.diff.sides import Side
from counter.domain.guide.rows.columns import Column, InvalidCell, Kind, Value, cell_of
from counter.domain.guide.rows.sheet_table import Row
from counter.domain.guide.rows.sheets import SheetForm
from counter.domain.guide.terms import TimeUnit

SHORT = 40
"""Longer texts are shown by their differing part."""

_AROUND, _MOST = 8, 80
_INNER = str.maketrans("“”", "‘’")
_HEADS = {"事项号": "事项", "实物材料号": "实物材料", "题号": "情形题"}


def quoted(text: object) -> str:
    """The text in quotation marks, on one line, shortened."""
    line = "／".join(str(text).splitlines()).translate(_INNER)
    return f"“{line if len(line) <= _MOST else line[:_MOST] + '…'}”"


def turned(head: str, old: str, new: str) -> str:
    """``办理结果由“甲”改为“乙”``; of long texts only the differing part."""
    if not old:
        return f"写上了{head}：{quoted(new)}"
    if not new:
        return f"不再写{head}（原来是{quoted(old)}）"
    if max(len(old), len(new)) <= SHORT:
        return f"{head}由{quoted(old)}改为{quoted(new)}"
    before, after = _differing(old, new)
    return f"{head}改了：原来是{quoted(before)}，现在是{quoted(after)}"


def _differing(old: str, new: str) -> tuple[str, str]:
    start = 0
    while start < min(len(old), len(new)) and old[start] == new[start]:
        start += 1
    end = 0
    while end < min(len(old), len(new)) - start and old[-1 - end] == new[-1 - end]:
        end += 1
    first = max(0, start - _AROUND)
    return tuple(  # type: ignore[return-value]  # two texts in, two texts out
        f"{'…' if first else ''}{text[first : len(text) - max(0, end - _AROUND)]}{'…' if end > _AROUND else ''}"
        for text in (old, new)
    )


def cell_words(side: Side, row: Row, column: Column) -> str:
    """A cell in words, with names instead of ids; empty where the cell is."""
    value = row.values.get(column.key)
    if value is None:
        return ""
    if isinstance(value, Condition):
        return side.when(value) or "总是"
    if column.kind in (Kind.ID, Kind.IDS):
        ids = value if isinstance(value, list) else [value]
        if column.options:
            return "、".join(side.labels(row.values.get(column.options), ids))
        return "、".join(side.name(column.to, one) if column.to else str(one) for one in ids)
    if isinstance(value, list):
        return "、".join(value)
    try:
        cell = cell_of(column, value)
        return "" if cell is None else str(cell)
    except (InvalidCell, KeyError):
        return str(value)


def cell_change(sides: tuple[Side, Side], rows: tuple[Row, Row], column: Column) -> str:
    """The sentence of one differing cell."""
    if column.kind is Kind.WHEN and column.blank_is_always:
        return when_change(sides, rows[0].when(column.key), rows[1].when(column.key), "适用")[0]
    old, new = (cell_words(side, row, column) for side, row in zip(sides, rows, strict=True))
    head = _HEADS.get(column.head, column.head)
    if column.kind is Kind.YES:
        return f"现在是“{head}”" if new else f"不再是“{head}”"
    if column.kind is Kind.TRI and not (old and new):
        return f"{head}：定为“{new}”" if new else f"{head}：重新待核定（原来是“{old}”）"
    if column.kind in (Kind.COUNT, Kind.CHOICE, Kind.TRI) and old and new:
        return f"{head}由{old}改为{new}"
    if old == new:  # two ids with one name
        old, new = (_bare(row.values.get(column.key)) for row in rows)
    return turned(head, old, new)


def _bare(value: Value) -> str:
    if isinstance(value, Condition):
        return condition_as_line(value) or "总是"
    if isinstance(value, list):
        return "、".join(value)
    return "" if value is None else str(value)


def differing(form: SheetForm, old: Row, new: Row) -> list[Column]:
    """The columns whose cells differ, without the parent's key."""
    return [c for c in form.columns[form.keys :] if old.values.get(c.key) != new.values.get(c.key)]


def when_change(
    sides: tuple[Side, Side], old: Condition | None, new: Condition | None, verb: str
) -> tuple[str, Effect]:
    """Change of a condition, with its effect: ``现在都要交（原来只在…时要交）``."""
    before, after = sides[0].when(old), sides[1].when(new)
    if old == ALWAYS or old is None:
        return f"现在只在{after or '总是'}时{verb}（原来都{verb}）", Effect.LESS
    if new == ALWAYS or new is None:
        return f"现在都{verb}（原来只在{before}时{verb}）", Effect.MORE
    if before == after:
        before, after = condition_as_line(old), condition_as_line(new)
    return f"{verb}的情形改了：原来是{before}，现在是{after}", Effect.OTHER


def only_when(side: Side, condition: Condition | None, verb: str) -> str:
    """``…时才要交``; empty where it always holds."""
    words = side.when(condition)
    return f"{words}时才{verb}" if words else ""


def bracketed(parts: Iterable[str]) -> str:
    """``（甲，乙）``; empty without parts."""
    words = "，".join(part for part in parts if part)
    return f"（{words}）" if words else ""


def limit_words(row: Row, group: str) -> str:
    """``10个工作日``, ``当场``; the wording where no number was given."""
    days, unit = row.count(f"{group}.days"), row.text(f"{group}.unit")
    if unit == TimeUnit.AT_ONCE or (days == 0 and unit):
        return "当场办结"
    if days is None or not unit:
        return f"{quoted(row.text(f'{group}.text'))}（没有写明几天）"
    return f"{days}个{'工作日' if unit == TimeUnit.WORKING else '自然日'}"


def limit_turn(old: Row, new: Row, group: str) -> tuple[str, Effect]:
    """``缩短为``, ``延长为`` or, where they cannot be compared, ``改为``; with the effect."""
    before, after = _length(old, group), _length(new, group)
    if before is None or after is None or (before[1] != after[1] and 0 not in (before[0], after[0])):
        return "改为", Effect.OTHER
    if after[0] < before[0]:
        return "缩短为", Effect.LESS
    return ("延长为", Effect.MORE) if after[0] > before[0] else ("改为", Effect.OTHER)


def _length(row: Row, group: str) -> tuple[int, str] | None:
    days, unit = row.count(f"{group}.days"), row.text(f"{group}.unit")
    if unit == TimeUnit.AT_ONCE:
        return 0, unit
    return (days, unit) if days is not None and unit else None
