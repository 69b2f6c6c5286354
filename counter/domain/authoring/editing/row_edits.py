"""Edits of one row of a library: a cell, a new row, a row taken out or moved; every one leaves it canonical."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from counter.domain.authoring.editing.cell_writer import (
    Wanted,
    default_of,
    put,
    put_column,
    put_in,
    take_out,
    value_from,
)
from counter.domain.authoring.editing.node import (
    ASKING,
    BUNDLE,
    COMMON_USE,
    GIVEN,
    MATERIAL,
    PLACING,
    Node,
    children,
    count_of,
    exists,
    name_of,
    path_of,
    row_of,
    told,
)
from counter.domain.authoring.editing.paper_matching import along
from counter.domain.authoring.editing.patch import ABSENT, Edit, Inserted, apply, at, edit_of, held_at
from counter.domain.authoring.editing.reference_cleanup import without
from counter.domain.authoring.editing.references import told_users, users
from counter.domain.authoring.used_ids import NOTHING_SPENT, Spent, next_bundle, next_id, next_option
from counter.domain.errors import BadInput, RuleRefused
from counter.domain.guide.condition import ALWAYS, Condition
from counter.domain.guide.rows.columns import Column, Kind, Value
from counter.domain.guide.rows.detail_sheets import BY_TITLE
from counter.domain.guide.rows.rows import closed, entry_of
from counter.domain.guide.rows.sheets import Shape, SheetForm

if TYPE_CHECKING:
    from counter.domain.guide.entries import Library


def set_cell(library: Library, node: Node, column_key: str, text: str) -> Edit:
    """A row's cell says what somebody typed; empty takes away what was said. A material takes the paper that meets only
    it along to its new name.

    Raises BadInput with what to do for what does not fit, and where something must stand; KeyError for no such row.
    """
    return _set(library, node, node.form.column(column_key), text)


def set_when(library: Library, node: Node, column_key: str, condition: Condition) -> Edit:
    """A row holds under this condition. Raises BadInput for ids that are not there."""
    return _set(library, node, node.form.column(column_key), condition)


def _set(library: Library, node: Node, column: Column, given: Value) -> Edit:
    row = row_of(library, node)
    if column.key in ("id", "no") or (node.sheet == GIVEN and column.key == "question"):
        raise RuleRefused(
            f"{column.head}由程序编定，别处都用它来指这一行，不能改。", rule="guide_id", field=column.key
        )
    question = node.entry if column.options == "id" else str(row.get(column.options, ""))
    value = value_from(library, column, given, question)
    words = f"改{told(library, node)}的“{column.head}”"
    group = _group_of(node.form, column)
    if value is None and column.required:
        if not group:
            raise BadInput(f"“{column.head}”必须填写，不能清空。", field=column.key)
        return edit_of(
            library, f"去掉{told(library, node)}的{_GROUPS[group]}", _ungrouped(library, node, group)
        )
    if column.key in ("item", "ask") and node.sheet in (PLACING, ASKING):
        _prove_single(library, node.parent, node.sheet, column, value, but=node)
    if column.key == "item" and node.sheet == PLACING and value != row["item"]:
        _prove_unused(library, node)
    wanted = [one for one in put_column(library, node, column, value) if at(library, one[0]) != one[1]]
    if not wanted:
        return Edit(words, ())
    if group and at(library, (*path_of(library, node), group)) is ABSENT:
        wanted = _begun(library, node, group, column, value)
    if node.sheet == MATERIAL and column.key in ("name", "issuer") and isinstance(value, str):
        wanted += along(library, node, column.key, value)
    return edit_of(library, words, wanted)


_GROUPS = {"promised": "承诺时限", "later": "以后再交"}


def _group_of(form: SheetForm, column: Column) -> str:
    group = column.key.partition(".")[0]
    return group if group in form.optional else ""


def _ungrouped(library: Library, node: Node, group: str) -> Wanted:
    return put(library, path_of(library, node), (group,), None)


def _begun(library: Library, node: Node, group: str, column: Column, value: Value) -> Wanted:
    """The whole of a group that stands together or not at all, of which somebody has filled in one column."""
    columns = [one for one in node.form.columns if _group_of(node.form, one) == group]
    values = {one.key: _default(one) for one in columns if one.required} | {column.key: value}
    made = entry_of(node.form, values)[group]
    return put(library, path_of(library, node), (group,), made)


def _default(column: Column) -> Value:
    return ALWAYS if column.kind is Kind.WHEN else default_of(column)


def _prove_single(
    library: Library,
    parent: Node | None,
    sheet: str,
    column: Column,
    value: Value,
    *,
    but: Node | None = None,
) -> None:
    for one in children(library, parent, sheet):
        if one != but and row_of(library, one).get(column.key) == value:
            above = told(library, parent) if parent else "指南"
            raise BadInput(f"{above}里已经有“{name_of(library, one)}”。", field=column.key)


def add_row(
    library: Library,
    sheet: str,
    parent: Node | None,
    values: Mapping[str, Value] | None = None,
    *,
    spent: Spent = NOTHING_SPENT,
) -> tuple[Edit, Node]:
    """A new row behind the others of its parent. ``values``: by column key, text read like a cell or values.
    ``spent``: ids that the draft has given before.

    What must stand and was not given gets a number of its own, or says that nobody has said it yet. Raises BadInput
    for what does not fit and where only a person can say it (what a refusal is for, which item is meant).
    """
    form = BY_TITLE[sheet]
    if form.shape is Shape.INTO or (parent is None) != (not form.parent):
        raise ValueError(f"{sheet}: no rows of its own here")
    if parent is not None and not exists(library, parent):
        raise KeyError(parent)
    row = _read_row(library, form, parent, values or {}, spent)
    wanted, node = _wanted_row(library, form, parent, row)
    made = next(
        (str(row[key]) for key in ("name", "text", "label", "reason", "law", "head") if row.get(key)), ""
    )
    words = f"加{form.title}“{made}”" if made else f"加一行{form.title}"
    return edit_of(library, words, wanted), node


def _wanted_row(
    library: Library, form: SheetForm, parent: Node | None, row: Mapping[str, Value]
) -> tuple[Wanted, Node]:
    entry = entry_of(form, row)
    above = () if parent is None else parent.key
    if form.shape is Shape.MAP:
        node = _node(form, row["id"])
        return [((form.at, node.entry), entry)], node
    if form.title == GIVEN and parent is not None:
        question = str(entry["question"])
        wanted = put(library, path_of(library, parent), ("given", question), entry["options"])
        return wanted, Node(GIVEN, (*above, question))
    node = Node(form.title, (*above, len(children(library, parent, form.title))))
    entry.pop("no", None) if form.title == "共用" else None
    wanted = put_in(library, parent, form, closed(form.title, entry))
    if form.title == COMMON_USE:
        wanted.append((("common", above[0], "original_copy", node.key[-1]), Inserted(entry["original_copy"])))
    return wanted, node


def _read_row(
    library: Library, form: SheetForm, parent: Node | None, given: Mapping[str, Value], spent: Spent
) -> dict[str, Value]:
    row: dict[str, Value] = {}
    begun = {key.partition(".")[0] for key, value in given.items() if value not in (None, "")}
    for column in form.columns[form.keys :]:
        question = row.get(column.options) if column.options else ""
        value = value_from(library, column, given.get(column.key), str(question))
        group = _group_of(form, column)
        if value is None and column.required and (not group or group in begun):
            value = _made(library, form, parent, column, spent)
            if value is None:
                raise BadInput(f"请先填“{column.head}”。", field=column.key)
        row[column.key] = value
        if _names_row(form, column):
            if form.shape is Shape.MAP:
                _prove_new(library, form, column, value)
            else:
                _prove_single(library, parent, form.title, column, value)
    return row


def _names_row(form: SheetForm, column: Column) -> bool:
    return form.own > 0 and form.columns[form.own - 1] is column and form.title != "共用"


def _node(form: SheetForm, own: Value) -> Node:
    assert isinstance(own, int | str), own
    return Node(form.title, (own,))


def _prove_new(library: Library, form: SheetForm, column: Column, own: Value) -> None:
    node = _node(form, own)
    if exists(library, node):
        raise BadInput(f"{column.head}{own}已经用于“{name_of(library, node)}”，请换一个。", field=column.key)


def _made(
    library: Library, form: SheetForm, parent: Node | None, column: Column, spent: Spent
) -> str | int | None:
    if column.key == "id" and form.title != BUNDLE:
        return new_id(library, form.title, parent, spent=spent)
    if column.key == "id":
        return next_bundle(library, spent)
    if column.key in ("no", "order"):
        rows = children(library, parent, form.title)
        return max((count_of(library, one, column.key) for one in rows), default=0) + 1
    return default_of(column)


def new_id(library: Library, sheet: str, parent: Node | None = None, *, spent: Spent = NOTHING_SPENT) -> str:
    """An id that nothing has or had: ``i_001`` … behind the highest, ``a``, ``b`` … of a question."""
    if parent is None:
        return next_id(library, BY_TITLE[sheet].at, spent)
    return next_option(library, parent.entry, spent)


def remove(library: Library, node: Node, *, cascade: bool = False) -> Edit:
    """Take a row out with everything under it.

    Raises RuleRefused naming the first few rows that still refer to it; ``cascade`` takes those references out too.
    """
    row_of(library, node)  # KeyError where it is not there
    found = users(library, node)
    words = removal(library, node)
    if not found:
        return edit_of(library, words, take_out(library, node))
    if not cascade:
        _prove_unused(library, node)
    left = without(library, node)
    then = take_out(apply(library, edit_of(library, words, left)), node)
    return edit_of(library, f"{words}，连同用到它的{len(found)}处", [*left, *then])


def removal(library: Library, node: Node) -> str:
    """What taking a row out is called: an item that a matter does no more is still there."""
    if node.sheet == PLACING and node.parent is not None:
        return f"把“{name_of(library, node)}”从“{name_of(library, node.parent)}”里拿出"
    return f"删去{told(library, node)}"


def _prove_unused(library: Library, node: Node) -> None:
    found = users(library, node)
    if found:
        raise RuleRefused(f"{told(library, node)}还有{told_users(library, found)}。", rule="guide_used")


def move(library: Library, node: Node, by: int) -> Edit:
    """A row goes up (−1) or down (1) among those of its parent, as far as there is room; ``moved_to`` tells where.

    Items of a bundle change their place in the order of doing. Raises RuleRefused for rows that have no order.
    """
    siblings = children(library, node.parent, node.sheet)
    if node.form.shape is not Shape.LIST or node.sheet == GIVEN:
        raise RuleRefused(f"{told(library, node)}没有先后，不用移动。", rule="guide_order")
    words = f"移动{told(library, node)}"
    here = siblings.index(node)
    there = min(max(here + by, 0), len(siblings) - 1)
    if here == there:
        return Edit(words, ())
    if node.sheet == PLACING:
        return edit_of(library, words, _reordered(library, siblings, here, there))
    path = path_of(library, node)
    wanted: Wanted = [(path, ABSENT), ((*path[:-1], there), Inserted(held_at(library, path)))]
    if node.sheet == COMMON_USE:
        wording = (*path[:-2], "original_copy")
        wanted += [
            ((*wording, here), ABSENT),
            ((*wording, there), Inserted(held_at(library, (*wording, here)))),
        ]
    return edit_of(library, words, wanted)


def _reordered(library: Library, siblings: tuple[Node, ...], here: int, there: int) -> Wanted:
    orders = [count_of(library, one, "order") for one in siblings]
    if len(set(orders)) < len(orders):
        orders = list(range(1, len(orders) + 1))
    moved = list(siblings)
    moved.insert(there, moved.pop(here))
    pairs = ((one, order) for one, order in zip(moved, orders, strict=True))
    return [
        ((*path_of(library, one), "order"), order)
        for one, order in pairs
        if row_of(library, one).get("order") != order
    ]


def moved_to(library: Library, node: Node, by: int) -> Node:
    """Where ``move`` puts the row: its address afterwards."""
    if node.sheet == PLACING:
        return node
    last = len(children(library, node.parent, node.sheet)) - 1
    return Node(node.sheet, (*node.key[:-1], min(max(int(node.key[-1]) + by, 0), last)))


def renumber(library: Library, bundle: Node, number: int) -> tuple[Edit, Node]:
    """A bundle gets another number of the region's list. Raises BadInput where that number is taken or none."""
    column = BY_TITLE[BUNDLE].column("id")
    value = value_from(library, column, number)
    _prove_new(library, BY_TITLE[BUNDLE], column, value)
    path = path_of(library, bundle)
    words = f"“{name_of(library, bundle)}”改为第{value}件"
    edit = edit_of(library, words, [(path, ABSENT), (("bundles", str(value)), held_at(library, path))])
    return edit, _node(bundle.form, value)
