"""Convert a library to rows of sheets and back, for workbooks and for library files."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, cast

from counter.domain.guide.condition import ALWAYS
from counter.domain.guide.condition_text import plain
from counter.domain.guide.library import MAPS, PARTS
from counter.domain.guide.rows.columns import Column, InvalidCell, Value, read_plain
from counter.domain.guide.rows.detail_sheets import SHEETS
from counter.domain.guide.rows.faults import Faults, GuideFault
from counter.domain.guide.rows.sheet_table import Key, Row, SheetTable, Tables
from counter.domain.guide.rows.sheets import (
    BUNDLE,
    COMMON,
    ITEM,
    MATERIAL,
    QUESTION,
    Shape,
    SheetForm,
)

if TYPE_CHECKING:
    from counter.domain.guide.entries import Library, Plain

Json = dict[str, "Plain"]

_CHILDREN: dict[str, list[SheetForm]] = {
    title: [form for form in SHEETS if form.parent == title] for title in {form.parent for form in SHEETS}
}

_PAIR = ("head", "value")
POSITIONS: Mapping[str, tuple[str, ...]] = {
    "材料对应": ("paper", "when", "per"),
    "共用对应": ("paper", "when"),
    "法律依据": ("law", "article", "evidence"),
    **dict.fromkeys(("常见问题", "事项其他栏", "材料其他栏"), _PAIR),
}
"""Rows stored in a library as a list of values, in this order."""

MANDATORY_LISTS: Mapping[str, tuple[str, ...]] = {
    BUNDLE: ("questions", "items"),
    QUESTION: ("options",),
    ITEM: ("basis", "materials"),
    MATERIAL: ("papers",),
    COMMON: ("papers", "original_copy"),
}
"""Lists that an entry has even when they are empty."""

_Keys = dict[str, "_Keys | None"]


def _open_given(held: object) -> list[Json]:
    return [{"question": key, "options": options} for key, options in _mapping(held).items()]


def _opener(*heads: str, least: int = 0) -> Callable[[object], list[Json]]:
    """Reader of rows stored as lists of values in this order; with ``least`` the last ones may be missing."""

    def opened(held: object) -> list[Json]:
        found = (_array(row, least or len(heads), len(heads)) for row in _list(held))
        return [dict(zip(heads, values, strict=False)) for values in found]

    return opened


_OPEN: Mapping[str, Callable[[object], list[Json]]] = {
    **{title: _opener(*heads, least=1 if title == "材料对应" else 0) for title, heads in POSITIONS.items()},
    "已定回答": _open_given,
    "共用对应": _opener("paper", "when", "original_copy"),
}


def stored_form(title: str, entry: Json) -> Plain:
    """A row's entry in its stored form: those of ``POSITIONS`` as a list, of papers without trailing None."""
    if title == "材料依据":
        return {"article": None, **entry}
    if title not in POSITIONS:
        return entry
    values = [entry.get(key) for key in POSITIONS[title]]
    while title in ("材料对应", "共用对应") and values and values[-1] is None:
        values.pop()
    return values


def _mapping(held: object) -> Json:
    if not isinstance(held, dict):
        raise InvalidCell("structure", "这里应是一组{…}")
    return held


def _list(held: object) -> list[Plain]:
    if not isinstance(held, list):
        raise InvalidCell("structure", "这里应是一列[…]")
    return held


def _array(held: object, least: int, most: int) -> list[Plain]:
    array = _list(held)
    if not least <= len(array) <= most:
        raise InvalidCell(
            "structure", f"这里应有{least}到{most}个值" if least < most else f"这里应有{least}个值"
        )
    return array


def value_at(entry: object, dotted: str) -> object:
    """The value at a dotted path of an entry; None where there is none, or something else than a mapping."""
    if "." not in dotted:  # most paths: saves the split for thousands of rows
        return entry.get(dotted) if isinstance(entry, dict) else None
    for part in dotted.split("."):
        entry = entry.get(part) if isinstance(entry, dict) else None
    return entry


def tables_of(library: Library | Mapping[str, object], faults: Faults) -> Tables:
    """The rows of every sheet. What does not fit is added to ``faults``, never raised, and left out."""
    tables = {form.title: SheetTable(form) for form in SHEETS}
    walk = _Walk(tables, faults)
    for key in sorted(set(library) - set(PARTS)):
        faults.add(GuideFault("unknown_key", "没有这一部分，请删去", path=str(key)))
    for form in SHEETS:
        if not form.parent:
            if form.at not in library:
                faults.add(GuideFault("missing", "缺这一部分，没有内容也要写上空的", path=form.at))
            else:
                walk.container(form, library[form.at], (), form.at)
    return tables


class _Walk:
    """Walks a library down to the last row."""

    def __init__(self, tables: Tables, faults: Faults) -> None:
        self._tables = tables
        self._faults = faults

    def container(self, form: SheetForm, held: object, parent: Key, path: str) -> None:
        try:
            entries = list(self._entries(form, held))
        except InvalidCell as wrong:
            self._faults.add(GuideFault(wrong.sort, wrong.sentence, path=path))
            return
        for n, (key, entry) in enumerate(entries, 1):
            here = f"{path}[{n}]" if form.shape is Shape.LIST else f"{path}.{key}" if key else path
            if not isinstance(entry, dict):
                self._faults.add(GuideFault("structure", "这里应是一组{…}", path=here))
                continue
            if form.title == COMMON:
                entry = self._open_common(entry, n, here)
            self._entry(form, entry, (*parent, *((key,) if key is not None else ())), n, here)

    @staticmethod
    def _entries(form: SheetForm, held: object) -> Iterator[tuple[int | str | None, object]]:
        if form.shape is Shape.INTO:
            yield None, held
        elif form.shape is Shape.MAP:
            keys = _mapping(held)
            for key in sorted(keys, key=_number_first):
                yield (_number(key) if form.title == BUNDLE else key), keys[key]
        else:
            opened = _OPEN[form.title](held) if form.title in _OPEN else _list(held)
            yield from ((None, entry) for entry in opened)

    def _open_common(self, entry: Json, number: int, path: str) -> Json:
        papers, wording = entry.get("papers"), entry.get("original_copy")
        if not isinstance(papers, list) or not isinstance(wording, list) or len(papers) != len(wording):
            self._faults.add(
                GuideFault("structure", "papers 和 original_copy 要一样长，一份一个说法", path=path)
            )
            return {**entry, "papers": [], "original_copy": [], "no": number}
        return {**entry, "no": number}

    def _entry(self, form: SheetForm, entry: Json, key: Key, number: int, path: str) -> None:
        into = form.shape is Shape.INTO
        row = Row({}, number, path)
        table, own_position = self._tables[form.title], 0 if form.shape is Shape.MAP else -1
        for position, column in enumerate(form.columns):
            if position < form.keys:
                row.values[column.key] = key[position]
                continue
            value = key[0] if position == own_position else value_at(entry, column.key)
            if value is None:  # most columns are empty
                row.values[column.key] = None
            else:
                self._take(table, row, column, value)
        if not into or any(row.values.get(c.key) is not None for c in form.columns[form.keys :]) or row.bad:
            self._tables[form.title].rows.append(row)
        if into:
            return
        self._unknown(_SHAPES[form.title], entry, path)
        own = tuple(row.values.get(column.key) for column in form.columns[: form.own])
        for child in _CHILDREN.get(form.title, ()):
            held = value_at(entry, child.at)
            if child.title == "共用对应":
                held = self._with_wording(entry)
            if held is not None:
                self.container(child, held, own, f"{path}.{child.at}")

    @staticmethod
    def _with_wording(entry: Json) -> list[Plain]:
        return [
            [*use, *([None] if len(use) == 1 else []), wording] if isinstance(use, list) else use
            for use, wording in zip(_list(entry["papers"]), _list(entry["original_copy"]), strict=True)
        ]

    def _take(self, table: SheetTable, row: Row, column: Column, value: object) -> None:
        try:
            got = read_plain(column, value)
        except InvalidCell as wrong:
            row.bad.add(column.key)
            if wrong.value is not None:
                row.values[column.key] = wrong.value
            self._faults.add(table.fault(row, column, wrong.sort, wrong.sentence))
            return
        row.values[column.key] = got.value
        if got.mended:
            self._faults.add(table.fault(row, column, "mended", got.mended, grave=False))

    def _unknown(self, shape: _Keys, entry: Json, path: str) -> None:
        for key, value in entry.items():
            inner = shape.get(key)
            if key not in shape:
                self._faults.add(GuideFault("unknown_key", "没有这一栏，请删去或改名", path=f"{path}.{key}"))
            elif inner and value is not None:
                if isinstance(value, dict):
                    self._unknown(inner, value, f"{path}.{key}")
                else:
                    self._faults.add(GuideFault("structure", "这里应是一组{…}", path=f"{path}.{key}"))


def _number(key: str) -> int | str:
    return int(key) if key.isascii() and key.isdecimal() and len(key) < 8 else key


def _number_first(key: str) -> tuple[int, str]:
    number = _number(key)
    return (number, "") if isinstance(number, int) else (10**9, key)


def _shape_of(form: SheetForm) -> _Keys:
    """The keys that an entry may have: None for a value, a mapping for keys below."""
    paths = [column.key for n, column in enumerate(form.columns) if n >= form.keys]
    if form.shape is Shape.MAP:
        paths.remove("id")
    for child in _CHILDREN.get(form.title, ()):
        if child.shape is Shape.INTO:
            paths += [f"{child.at}.{column.key}" for column in child.columns[child.keys :]]
        else:
            paths.append(child.at)
    if form.title == COMMON:
        paths.append("original_copy")
    shape: _Keys = {}
    for path in paths:
        *above, last = path.split(".")
        position = shape
        for part in above:
            below = position.setdefault(part, {})
            assert below is not None
            position = below
        position[last] = None
    return shape


_SHAPES = {form.title: _shape_of(form) for form in SHEETS if form.shape is not Shape.INTO}


def library_from(tables: Tables) -> Library:
    """The library of tables without faults."""
    library: Json = {part: {} if part in MAPS else [] for part in PARTS}
    entries: dict[tuple[str, Key], Json] = {}
    for form in SHEETS:
        for row in tables[form.title].rows:
            entry = entry_of(form, row.values)
            if form.own and form.shape is not Shape.INTO:
                entries[form.title, _key(form, row, form.own)] = entry
            if form.parent:
                _attach(form, row, entry, entries[form.parent, _key(form, row, form.keys)])
            elif form.shape is Shape.MAP:
                mapping_at(library, [form.at])[str(row.values["id"])] = entry
            else:
                entry.pop("no", None)  # its position in the list
                _listed(library, form.at).append(entry)
    return cast("Library", library)


def _key(form: SheetForm, row: Row, many: int) -> Key:
    return tuple(row.values[column.key] for column in form.columns[:many])


def mapping_at(held: Json, steps: Sequence[str]) -> Json:
    """The mapping at that path, created where missing."""
    for step in steps:
        below = held.setdefault(step, {})
        assert isinstance(below, dict)
        held = below
    return held


def _listed(held: Json, key: str) -> list[Plain]:
    found = held.setdefault(key, [])
    assert isinstance(found, list)
    return found


def entry_of(form: SheetForm, values: Mapping[str, Value]) -> Json:
    """The entry of a row's values by column key, with its mandatory lists and without the id that names it."""
    entry: Json = {part: [] for part in MANDATORY_LISTS.get(form.title, ())}
    for column in form.columns[1 if form.shape is Shape.MAP else form.keys :]:
        held = written(column, values.get(column.key))
        if held is not None and "." in column.key:
            above, _, last = column.key.rpartition(".")
            mapping_at(entry, above.split("."))[last] = held
        elif held is not None:
            entry[column.key] = held
    return entry


def written(column: Column, value: Value) -> Plain:
    """The value as stored in a library; None where it is left out."""
    if value is None or isinstance(value, str | int):
        return value
    if isinstance(value, list):
        return list(value)
    return None if value == ALWAYS and column.blank_is_always else plain(value)


def _attach(form: SheetForm, row: Row, entry: Json, parent: Json) -> None:
    if form.title == "已定回答":
        mapping_at(parent, ["given"])[str(entry["question"])] = entry["options"]
        return
    if form.title == "共用对应":
        _listed(parent, "papers").append(stored_form(form.title, entry))
        _listed(parent, "original_copy").append(entry["original_copy"])
        return
    *above, last = form.at.split(".")
    held = mapping_at(parent, above)
    if form.shape is Shape.INTO:
        _merge(mapping_at(held, [last]), entry)
    else:
        _listed(held, last).append(stored_form(form.title, entry))


def _merge(into: Json, entry: Json) -> None:
    for key, value in entry.items():
        below = into.get(key)
        if isinstance(value, dict) and isinstance(below, dict):
            _merge(below, value)
        else:
            into[key] = value
