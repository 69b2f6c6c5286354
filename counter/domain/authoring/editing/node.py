"""Rows of a library: address, name, values and children of each.

A row is addressed as in the sheets: by the sheet's title and a key, which is the parent's key and the row's own: its
id, or its index in its list. A question with an answer given by the bundle (已定回答) is addressed by the question.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from counter.domain.authoring.editing import patch
from counter.domain.authoring.editing.field_groups import group_of
from counter.domain.authoring.editing.patch import ABSENT, Path
from counter.domain.authoring.lazy_guide import lazy_guide
from counter.domain.guide.condition import ALWAYS, Condition
from counter.domain.guide.condition_words import ConditionWords
from counter.domain.guide.rows.columns import Column, InvalidCell, Kind, Value, cell_of, read_plain
from counter.domain.guide.rows.detail_sheets import BY_TITLE, SHEETS
from counter.domain.guide.rows.rows import POSITIONS
from counter.domain.guide.rows.sheets import (
    BUNDLE as BUNDLE,
)
from counter.domain.guide.rows.sheets import (
    COMMON as COMMON,
)
from counter.domain.guide.rows.sheets import (
    ITEM as ITEM,
)
from counter.domain.guide.rows.sheets import (
    MATERIAL as MATERIAL,
)
from counter.domain.guide.rows.sheets import (
    OPTION as OPTION,
)
from counter.domain.guide.rows.sheets import (
    PAPER as PAPER,
)
from counter.domain.guide.rows.sheets import (
    QUESTION as QUESTION,
)
from counter.domain.guide.rows.sheets import (
    SWITCH as SWITCH,
)
from counter.domain.guide.rows.sheets import (
    Shape,
    SheetForm,
)

if TYPE_CHECKING:
    from counter.domain.guide.entries import Library, OptionEntry, Plain

Held = dict[str, "Plain"]
"""A row's values by column key, as stored in the library."""

Key = tuple[int | str, ...]

ASKING, GIVEN, PLACING, REFUSAL, HINT = "一件事情形题", "已定回答", "一件事事项", "不能办", "提示"
PAPER_USE, COMMON_USE, ITEM_DETAILS, MATERIAL_DETAILS = "材料对应", "共用对应", "事项要素", "材料要素"
COMMON_HINT, RESULT = "共用提示", "办理结果"

_CALLED = ("name", "text", "label", "reason", "law", "head", "item", "kind", "why")
"""Columns that may name a row; the first filled one is used."""

_LONGEST = 40
_HEADS = {"题号": "情形题", "事项号": "事项", "实物材料号": "实物材料", "选项号": "选项"}


@dataclass(frozen=True, slots=True)
class Node:
    """One row of one sheet. ``key``: the parent's key and this row's own: an id, or an index from 0."""

    sheet: str
    key: Key

    @property
    def form(self) -> SheetForm:
        """The form of its sheet."""
        return BY_TITLE[self.sheet]

    @property
    def parent(self) -> Node | None:
        """Its parent row; None for top-level rows."""
        if not self.form.parent:
            return None
        return Node(self.form.parent, self.key if self.form.shape is Shape.INTO else self.key[:-1])

    @property
    def entry(self) -> str:
        """The id of the bundle, item, question … that it belongs to, as a key of the library."""
        return str(self.key[0])

    @property
    def root(self) -> Node:
        """The bundle, item, question … that it belongs to."""
        return self if self.parent is None else self.parent.root


@dataclass(frozen=True, slots=True)
class NodeField:
    """One value of a row. ``node``: the row to change it in (details are a row of their own).

    ``text``: for people, names for ids; ``cell``: as ``set_cell`` reads it. ``value``: a text, a count, a list, a
    Condition; None where empty.
    """

    node: Node
    column: Column
    group: str
    text: str
    cell: str
    value: Value

    @property
    def head(self) -> str:
        """Its heading in the editor, which shows names where the workbook has ids."""
        return _HEADS.get(self.column.head, self.column.head)


def path_of(library: Library, node: Node) -> Path:
    """The path of the row in the library."""
    form = node.form
    own = node.key[-1] if node.key else 0
    if form.shape is Shape.INTO:
        at: Path = (form.at,)
    elif form.shape is Shape.MAP:
        at = (form.at, str(own))
    else:
        at = (*form.at.split("."), own)
    return at if node.parent is None else (*path_of(library, node.parent), *at)


def node_at(path: Path) -> tuple[Node, str] | None:
    """The row of a path, and the key of the column there ("" for the row itself); None for no row."""
    for form in SHEETS:
        if not form.parent and path and path[0] == form.at and len(path) > 1:
            key = int(path[1]) if form.title == BUNDLE else path[1]
            return _deeper(Node(form.title, (key,)), path[2:])
    return None


def _deeper(node: Node, remaining: Path) -> tuple[Node, str]:
    if node.sheet in POSITIONS:
        columns = POSITIONS[node.sheet]
        index = remaining[0] if remaining else -1
        return node, columns[index] if isinstance(index, int) and 0 <= index < len(columns) else ""
    for form in _under(node.sheet):
        steps = tuple(form.at.split("."))
        if form.shape is Shape.LIST and remaining[: len(steps)] == steps and len(remaining) > len(steps):
            return _deeper(Node(form.title, (*node.key, remaining[len(steps)])), remaining[len(steps) + 1 :])
    key = ".".join(str(step) for step in remaining)
    for form in _under(node.sheet):
        inner = key.removeprefix(f"{form.at}.")
        if form.shape is Shape.INTO and inner != key and any(c.key == inner for c in form.columns):
            return Node(form.title, node.key), inner
    return node, key if any(column.key == key for column in node.form.columns) else ""


def _under(sheet: str) -> tuple[SheetForm, ...]:
    return tuple(form for form in SHEETS if form.parent == sheet)


def child_sheets(node: Node) -> tuple[SheetForm, ...]:
    """The sheets of its child rows, in the order of the workbook."""
    return tuple(form for form in _under(node.sheet) if form.shape is not Shape.INTO)


def details_of(node: Node) -> Node | None:
    """The row with the details of an item or a material; None for other rows."""
    into = (form for form in _under(node.sheet) if form.shape is Shape.INTO)
    return next((Node(form.title, node.key) for form in into), None)


def exists(library: Library, node: Node) -> bool:
    """Whether the row exists; details exist with their item or material."""
    if node.form.shape is Shape.INTO:
        return node.parent is not None and exists(library, node.parent)
    return patch.at(library, path_of(library, node)) is not ABSENT


def children(library: Library, node: Node | None, sheet: str) -> tuple[Node, ...]:
    """The child rows in a sheet (None: top-level rows), in display order:

    items of a bundle by their order, bundles by number, other entries by id sorted by name.
    """
    form = BY_TITLE[sheet]
    above: Path = () if node is None else path_of(library, node)
    key: Key = () if node is None else node.key
    held = patch.at(library, (*above, *form.at.split(".")))
    if isinstance(held, dict):
        if sheet == BUNDLE:
            return tuple(Node(sheet, (number,)) for number in sorted(map(int, held)))
        if sheet == GIVEN:
            return tuple(Node(sheet, (*key, question)) for question in sorted(held))
        names = sorted((_called(entry), one) for one, entry in held.items())
        return tuple(Node(sheet, (one,)) for _, one in names)
    if not isinstance(held, list):
        return ()
    places = range(len(held))
    in_order = sorted(places, key=lambda index: _order(held[index])) if sheet == PLACING else places
    return tuple(Node(sheet, (*key, index)) for index in in_order)


def _called(entry: Plain) -> str:
    return str(entry.get("name") or entry.get("text") or "") if isinstance(entry, dict) else ""


def _order(entry: Plain) -> int:
    order = entry.get("order") if isinstance(entry, dict) else None
    return order if isinstance(order, int) else 0


def row_of(library: Library, node: Node) -> Held:
    """The row's values by column key, as stored; empty ones are left out. Raises KeyError for a row that does not
    exist."""
    held = patch.at(library, path_of(library, node))
    if held is ABSENT:
        if node.form.shape is Shape.INTO and exists(library, node):
            return {}
        raise KeyError(node)
    if node.sheet == GIVEN:
        return {"question": node.key[-1], "options": held}
    if isinstance(held, list):
        opened = dict(zip(POSITIONS[node.sheet], held, strict=False))
        if node.sheet == COMMON_USE:
            wording = patch.at(library, ("common", node.key[0], "original_copy", node.key[1]))
            opened["original_copy"] = None if wording is ABSENT else wording
        return {key: value for key, value in opened.items() if value is not None}
    found: Held = {}
    for index, column in enumerate(node.form.columns):
        if index < node.form.keys:
            continue
        if node.form.shape is Shape.MAP and index == 0:
            found[column.key] = node.key[0]
        elif node.sheet == COMMON and column.key == "no":
            found[column.key] = int(node.key[0]) + 1
        elif (value := _dotted(held, column.key)) is not None:
            found[column.key] = value
    return found


def _dotted(held: Plain, key: str) -> Plain:
    for part in key.split("."):
        held = held.get(part) if isinstance(held, dict) else None
    return held


def text_of(library: Library, node: Node, column: str) -> str:
    """A text value of a row. Raises KeyError where the row or the value does not exist."""
    return str(row_of(library, node)[column])


def count_of(library: Library, node: Node, column: str) -> int:
    """A count of a row; 0 where empty."""
    held = row_of(library, node).get(column)
    return held if isinstance(held, int) else 0


def question_text(library: Library, question: str) -> str:
    """A question's text; its id where it does not exist."""
    entry = library["questions"].get(question)
    return entry.get("text", question) if entry is not None else question


def options_of(library: Library, question: str) -> list[OptionEntry]:
    """The options of a question; empty where it does not exist."""
    entry = library["questions"].get(question)
    return entry.get("options", []) if entry is not None else []


def value_of(library: Library, node: Node, column: str) -> Value:
    """One value of a row: conditions as trees, ALWAYS where an empty one always holds."""
    return _value(node.form.column(column), row_of(library, node).get(column))


def _value(column: Column, raw: Plain) -> Value:
    try:
        value = read_plain(column, raw).value
    except InvalidCell:  # shown unchanged, to be corrected
        return [str(one) for one in raw] if isinstance(raw, list) else str(raw)
    return ALWAYS if value is None and column.kind is Kind.WHEN and column.blank_is_always else value


def fields(library: Library, node: Node) -> tuple[NodeField, ...]:
    """The editable values of a row and its details, grouped by heading.

    Generated ids and indexes are left out. Raises KeyError for a row that does not exist.
    """
    found = list(_fields(library, node))
    details = details_of(node)
    if details is not None:
        found += _fields(library, details)
    groups = list(dict.fromkeys(field.group for field in found))
    return tuple(sorted(found, key=lambda field: groups.index(field.group)))


def _fields(library: Library, node: Node) -> Iterator[NodeField]:
    row = row_of(library, node)
    for column in node.form.columns[node.form.keys :]:
        if _is_name_only(node, column):
            continue
        value = _value(column, row.get(column.key))
        try:
            cell = cell_of(column, value)
        except (InvalidCell, KeyError, TypeError):
            cell = str(value)
        written = "" if cell is None else str(cell)
        yield NodeField(node, column, group_of(node.sheet, column.key), _text(library, node, column, value, written),
                    written, value)  # fmt: skip


def _is_name_only(node: Node, column: Column) -> bool:
    """Whether the column only identifies the row."""
    return column.key == "id" or (column.key == "no" and node.sheet in (MATERIAL, COMMON))


def _text(library: Library, node: Node, column: Column, value: Value, written: str) -> str:
    if isinstance(value, Condition):
        return words_of(library, value, node) or "总是"
    if value is None or not (column.to or column.options):
        return written
    values = value if isinstance(value, list) else [value]
    if column.options:
        question = node.entry if column.options == "id" else text_of(library, node, column.options)
        labels = {one["id"]: one["label"] for one in options_of(library, question)}
        return "、".join(labels.get(str(one), str(one)) for one in values)
    return "、".join(name_of(library, Node(column.to, (one,))) for one in values)


def name_of(library: Library, node: Node) -> str:
    """The name of a row in trees and messages; its id where it has none."""
    try:
        row = row_of(library, node)
    except KeyError:
        return str(node.key[-1]) if node.key else node.sheet
    if node.form.shape is Shape.INTO and node.parent is not None:
        return name_of(library, node.parent)
    for column, sheet in (("ask", QUESTION), ("question", QUESTION), ("paper", PAPER), ("item", ITEM)):
        if column in row and node.sheet in (ASKING, GIVEN, PLACING, PAPER_USE, COMMON_USE):
            own = row.get("text") if node.sheet == ASKING else None
            return str(own or name_of(library, Node(sheet, (str(row[column]),))))
    if node.sheet == COMMON and (uses := children(library, node, COMMON_USE)):
        return _short("、".join(name_of(library, use) for use in uses))
    called = next((str(row[key]) for key in _CALLED if row.get(key)), "")
    if node.sheet == BUNDLE:
        return f"{node.key[0]} {called}"
    return _short(called) or (
        f"第{node.key[-1] + 1}行" if isinstance(node.key[-1], int) else str(node.key[-1])
    )


def _short(text: str) -> str:
    line = text.partition("\n")[0]
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…"


def described(library: Library, node: Node) -> str:
    """A row with its kind and its parents: ``事项“食品经营许可”的材料“健康证明”``."""
    own = f"{_SORTS.get(node.sheet, node.sheet)}“{name_of(library, node)}”"
    if node.parent is None or node.form.shape is Shape.INTO:
        return own
    return f"{described(library, node.parent)}的{own}"


_SORTS = {
    ASKING: "情形题",
    PLACING: "事项",
    PAPER_USE: "实物材料",
    COMMON_USE: "实物材料",
    COMMON: "共用材料",
}


def question_numbers(library: Library, node: Node) -> dict[str, int]:
    """Question → its number in the row's bundle; empty for rows outside a bundle."""
    if node.root.sheet != BUNDLE:
        return {}
    bundle = library["bundles"].get(node.entry)
    if bundle is None:
        return {}
    settled = bundle.get("given", {})
    asked = (asking["ask"] for asking in bundle["questions"] if asking["ask"] not in settled)
    return {question: n for n, question in enumerate(asked, 1)}


def words_of(library: Library, condition: Condition, node: Node | None = None) -> str:
    """A condition in words, as it reads in the bundle of that row; empty where it always holds."""
    places = question_numbers(library, node) if node is not None else {}
    guide = lazy_guide(library)
    return ConditionWords(guide.questions, guide.switches, places).of(condition)
