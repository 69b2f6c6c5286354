"""Edits of one row of a library: set a cell, add, remove or move a row; each keeps the library canonical."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from counter.domain.authoring.editing.cell_writer import (
    Changes,
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
    described,
    exists,
    name_of,
    path_of,
    row_of,
)
from counter.domain.authoring.editing.paper_matching import follow_material
from counter.domain.authoring.editing.patch import ABSENT, Edit, Inserted, apply, at, edit_of, held_at
from counter.domain.authoring.editing.reference_cleanup import changes_without
from counter.domain.authoring.editing.references import described_users, users
from counter.domain.authoring.used_ids import NO_USED_IDS, UsedIds, next_bundle, next_id, next_option
from counter.domain.errors import BadInput, RuleRefused
from counter.domain.guide.condition import ALWAYS, Condition
from counter.domain.guide.rows.columns import Column, Kind, Value
from counter.domain.guide.rows.detail_sheets import BY_TITLE
from counter.domain.guide.rows.rows import entry_of, stored_form
from counter.domain.guide.rows.sheets import Shape, SheetForm

if TYPE_CHECKING:
    from counter.domain.guide.entries import Library


def set_cell(library: Library, node: Node, column_key: str, text: str) -> Edit:
    """Set a row's cell to typed text; empty removes the value. A material's new name or issuer is applied to the
    paper that meets only it.

    Raises BadInput for a value that does not fit or is required; KeyError for no such row.
    """
    return _set(library, node, node.form.column(column_key), text)


def set_when(library: Library, node: Node, column_key: str, condition: Condition) -> Edit:
    """Set a row's condition. Raises BadInput for unknown ids."""
    return _set(library, node, node.form.column(column_key), condition)


def _set(library: Library, node: Node, column: Column, given: Value) -> Edit:
    row = row_of(library, node)
    if column.key in ("id", "no") or (node.sheet == GIVEN and column.key == "question"):
        raise RuleRefused(
            f"{column.head}由程序编定，别处都用它来指这一行，不能改。", rule="guide_id", field=column.key
        )
    question = node.entry if column.options == "id" else str(row.get(column.options, ""))
    value = value_from(library, column, given, question)
    words = f"改{described(library, node)}的“{column.head}”"
    group = _group_of(node.form, column)
    if value is None and column.required:
        if not group:
            raise BadInput(f"“{column.head}”必须填写，不能清空。", field=column.key)
        return edit_of(
            library, f"去掉{described(library, node)}的{_GROUPS[group]}", _ungrouped(library, node, group)
        )
    if column.key in ("item", "ask") and node.sheet in (PLACING, ASKING):
        _check_single(library, node.parent, node.sheet, column, value, but=node)
    if column.key == "item" and node.sheet == PLACING and value != row["item"]:
        _check_unused(library, node)
    if column.key == "after" and node.sheet == PLACING:
        _check_placed(library, node.parent, column, value)
    changes = [one for one in put_column(library, node, column, value) if at(library, one[0]) != one[1]]
    if not changes:
        return Edit(words, ())
    if group and at(library, (*path_of(library, node), group)) is ABSENT:
        changes = _begun(library, node, group, column, value)
    if node.sheet == MATERIAL and column.key in ("name", "issuer") and isinstance(value, str):
        changes += follow_material(library, node, column.key, value)
    return edit_of(library, words, changes)


_GROUPS = {"promised": "承诺时限", "later": "以后再交"}


def _group_of(form: SheetForm, column: Column) -> str:
    group = column.key.partition(".")[0]
    return group if group in form.optional else ""


def _ungrouped(library: Library, node: Node, group: str) -> Changes:
    return put(library, path_of(library, node), (group,), None)


def _begun(library: Library, node: Node, group: str, column: Column, value: Value) -> Changes:
    """A new optional group, with defaults for its other required columns."""
    columns = [one for one in node.form.columns if _group_of(node.form, one) == group]
    values = {one.key: _default(one) for one in columns if one.required} | {column.key: value}
    made = entry_of(node.form, values)[group]
    return put(library, path_of(library, node), (group,), made)


def _default(column: Column) -> Value:
    return ALWAYS if column.kind is Kind.WHEN else default_of(column)


def _check_single(
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
            above = described(library, parent) if parent else "指南"
            raise BadInput(f"{above}里已经有“{name_of(library, one)}”。", field=column.key)


def _check_placed(library: Library, bundle: Node | None, column: Column, items: Value) -> None:
    """An item waits only for items of its own bundle."""
    placed = {row_of(library, one)["item"] for one in children(library, bundle, PLACING)}
    for item in items if isinstance(items, list) else ():
        if item not in placed:
            above = described(library, bundle) if bundle else "这件事"
            raise BadInput(f"“{column.head}”：{above}里没有事项“{item}”，请先加上。", field=column.key)


def add_row(
    library: Library,
    sheet: str,
    parent: Node | None,
    values: Mapping[str, Value] | None = None,
    *,
    spent: UsedIds = NO_USED_IDS,
) -> tuple[Edit, Node]:
    """Append a row to those of its parent. ``values``: by column key, text parsed like a cell or values. ``spent``:
    ids used before.

    Missing required values get a generated id or a default. Raises BadInput for what does not fit and for what only
    a person can know (the item of a placing, the reason of a refusal).
    """
    form = BY_TITLE[sheet]
    if form.shape is Shape.INTO or (parent is None) != (not form.parent):
        raise ValueError(f"{sheet}: no rows of its own here")
    if parent is not None and not exists(library, parent):
        raise KeyError(parent)
    row = _read_row(library, form, parent, values or {}, spent)
    changes, node = _row_changes(library, form, parent, row)
    made = next(
        (str(row[key]) for key in ("name", "text", "label", "reason", "law", "head") if row.get(key)), ""
    )
    words = f"加{form.title}“{made}”" if made else f"加一行{form.title}"
    return edit_of(library, words, changes), node


def _row_changes(
    library: Library, form: SheetForm, parent: Node | None, row: Mapping[str, Value]
) -> tuple[Changes, Node]:
    entry = entry_of(form, row)
    above = () if parent is None else parent.key
    if form.shape is Shape.MAP:
        node = _node(form, row["id"])
        return [((form.at, node.entry), entry)], node
    if form.title == GIVEN and parent is not None:
        question = str(entry["question"])
        changes = put(library, path_of(library, parent), ("given", question), entry["options"])
        return changes, Node(GIVEN, (*above, question))
    node = Node(form.title, (*above, len(children(library, parent, form.title))))
    entry.pop("no", None) if form.title == "共用" else None
    changes = put_in(library, parent, form, stored_form(form.title, entry))
    if form.title == COMMON_USE:
        changes.append(
            (("common", above[0], "original_copy", node.key[-1]), Inserted(entry["original_copy"]))
        )
    return changes, node


def _read_row(
    library: Library, form: SheetForm, parent: Node | None, given: Mapping[str, Value], spent: UsedIds
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
        if column.key == "after" and form.title == PLACING:
            _check_placed(library, parent, column, value)
        if _names_row(form, column):
            if form.shape is Shape.MAP:
                _check_new(library, form, column, value)
            else:
                _check_single(library, parent, form.title, column, value)
    return row


def _names_row(form: SheetForm, column: Column) -> bool:
    return form.own > 0 and form.columns[form.own - 1] is column and form.title != "共用"


def _node(form: SheetForm, own: Value) -> Node:
    assert isinstance(own, int | str), own
    return Node(form.title, (own,))


def _check_new(library: Library, form: SheetForm, column: Column, own: Value) -> None:
    node = _node(form, own)
    if exists(library, node):
        raise BadInput(f"{column.head}{own}已经用于“{name_of(library, node)}”，请换一个。", field=column.key)


def _made(
    library: Library, form: SheetForm, parent: Node | None, column: Column, spent: UsedIds
) -> str | int | None:
    if column.key == "id" and form.title != BUNDLE:
        return new_id(library, form.title, parent, spent=spent)
    if column.key == "id":
        return next_bundle(library, spent)
    if column.key in ("no", "order"):
        rows = children(library, parent, form.title)
        return max((count_of(library, one, column.key) for one in rows), default=0) + 1
    return default_of(column)


def new_id(library: Library, sheet: str, parent: Node | None = None, *, spent: UsedIds = NO_USED_IDS) -> str:
    """An id never used: ``i_001`` …, or ``a``, ``b`` … of a question."""
    if parent is None:
        return next_id(library, BY_TITLE[sheet].at, spent)
    return next_option(library, parent.entry, spent)


def remove(library: Library, node: Node, *, cascade: bool = False) -> Edit:
    """Remove a row with its children.

    Raises RuleRefused naming the first few rows that still refer to it; ``cascade`` removes these references too.
    """
    row_of(library, node)  # raises KeyError where it does not exist
    found = users(library, node)
    words = removal(library, node)
    if not found:
        return edit_of(library, words, take_out(library, node))
    if not cascade:
        _check_unused(library, node)
    left = changes_without(library, node)
    then = take_out(apply(library, edit_of(library, words, left)), node)
    return edit_of(library, f"{words}，连同用到它的{len(found)}处", [*left, *then])


def removal(library: Library, node: Node) -> str:
    """The words for removing a row; an item taken out of a bundle still exists."""
    if node.sheet == PLACING and node.parent is not None:
        return f"把“{name_of(library, node)}”从“{name_of(library, node.parent)}”里拿出"
    return f"删去{described(library, node)}"


def _check_unused(library: Library, node: Node) -> None:
    found = users(library, node)
    if found:
        raise RuleRefused(
            f"{described(library, node)}还有{described_users(library, found)}。", rule="guide_used"
        )


def move(library: Library, node: Node, by: int) -> Edit:
    """Move a row up (−1) or down (1) among its siblings; ``moved_to`` gives its new address.

    Items of a bundle change their ``order``. Raises RuleRefused for rows without an order.
    """
    siblings = children(library, node.parent, node.sheet)
    if node.form.shape is not Shape.LIST or node.sheet == GIVEN:
        raise RuleRefused(f"{described(library, node)}没有先后，不用移动。", rule="guide_order")
    words = f"移动{described(library, node)}"
    here = siblings.index(node)
    there = min(max(here + by, 0), len(siblings) - 1)
    if here == there:
        return Edit(words, ())
    if node.sheet == PLACING:
        return edit_of(library, words, _reordered(library, siblings, here, there))
    path = path_of(library, node)
    changes: Changes = [(path, ABSENT), ((*path[:-1], there), Inserted(held_at(library, path)))]
    if node.sheet == COMMON_USE:
        wording = (*path[:-2], "original_copy")
        changes += [
            ((*wording, here), ABSENT),
            ((*wording, there), Inserted(held_at(library, (*wording, here)))),
        ]
    return edit_of(library, words, changes)


def _reordered(library: Library, siblings: tuple[Node, ...], here: int, there: int) -> Changes:
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
    """The address of the row after ``move``."""
    if node.sheet == PLACING:
        return node
    last = len(children(library, node.parent, node.sheet)) - 1
    return Node(node.sheet, (*node.key[:-1], min(max(int(node.key[-1]) + by, 0), last)))


def renumber(library: Library, bundle: Node, number: int) -> tuple[Edit, Node]:
    """Give a bundle another number. Raises BadInput where that number is taken or invalid."""
    column = BY_TITLE[BUNDLE].column("id")
    value = value_from(library, column, number)
    _check_new(library, BY_TITLE[BUNDLE], column, value)
    path = path_of(library, bundle)
    words = f"“{name_of(library, bundle)}”改为第{value}件"
    edit = edit_of(library, words, [(path, ABSENT), (("bundles", str(value)), held_at(library, path))])
    return edit, _node(bundle.form, value)
