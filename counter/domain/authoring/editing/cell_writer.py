"""Changes that put a value or a row into a library and keep it canonical."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

from counter.domain.authoring.editing import patch
from counter.domain.authoring.editing.node import (
    COMMON,
    COMMON_USE,
    GIVEN,
    QUESTION,
    SWITCH,
    Node,
    exists,
    options_of,
    path_of,
    question_text,
    row_of,
)
from counter.domain.authoring.editing.patch import ABSENT, Absent, Inserted, Path
from counter.domain.errors import BadInput
from counter.domain.guide.condition import Condition, SwitchOn, atoms
from counter.domain.guide.condition_text import plain, settled
from counter.domain.guide.rows.columns import Column, InvalidCell, Kind, Value, read_cell, read_plain
from counter.domain.guide.rows.rows import MANDATORY_LISTS, POSITIONS, stored_form, written
from counter.domain.guide.rows.sheets import EVIDENCE, Shape, SheetForm
from counter.domain.guide.terms import Tri

if TYPE_CHECKING:
    from counter.domain.guide.entries import Library, Plain

Changes = list[tuple[Path, "Plain | Absent | Inserted"]]
"""New values by path, in order, as ``patch.edit_of`` takes them."""

UNFILLED: Final = "待填"
"""Placeholder of a required text that is not known yet."""

MATERIAL_BASIS = "材料依据"

_DEFAULTS: Mapping[str, str | int] = {
    "original_copy": "原件",
    "copies": 1,
    "medium": "纸质",
    "procedure": "licence",
    "procedure_reason": "待部门核定",
    "group": "其他材料",
}


def value_from(library: Library, column: Column, given: Value, question: str = "") -> Value:
    """The library value of an input for a column: text is parsed like a cell, a Condition is taken as it is.

    ``question``: whose options the column names. Raises BadInput with the column's heading.
    """
    try:
        if isinstance(given, Condition):
            value = read_plain(column, plain(settled(given))).value
        elif (given is None or isinstance(given, str)) and not _machine_word(column, given):
            value = read_cell(column, given).value
        else:
            value = read_plain(column, given).value
    except InvalidCell as wrong:
        raise _bad(column, wrong.sentence) from wrong
    if value == [] or (column.key == "rank" and value == 0):
        value = None
    if value is not None:
        _check_references(library, column, value, question)
    return value


def _machine_word(column: Column, given: Value) -> bool:
    """Whether it is the library's value of a choice (licence), not its label (行政许可)."""
    return (column.kind is Kind.CHOICE and given in column.words) or (
        column.kind is Kind.TRI and given in tuple(Tri)
    )


def _bad(column: Column, sentence: str) -> BadInput:
    return BadInput(f"“{column.head}”：{sentence}。", field=column.key)


def _check_references(library: Library, column: Column, value: Value, question: str) -> None:
    """Raises BadInput unless everything that the value refers to exists."""
    if isinstance(value, Condition):
        for atom in atoms(value):
            if isinstance(atom, SwitchOn):
                _check_exists(library, column, SWITCH, atom.switch)
            else:
                _check_exists(library, column, QUESTION, atom.question)
                _check_options(library, column, atom.question, atom.options)
    elif column.to and column.to != COMMON:
        for one in value if isinstance(value, list) else [value]:
            _check_exists(library, column, column.to, one)
    elif column.options and isinstance(value, list):
        _check_options(library, column, question, value)


def _check_exists(library: Library, column: Column, sheet: str, name: str | int | None) -> None:
    if name is None or not exists(library, Node(sheet, (name,))):
        raise _bad(column, f"“{sheet}”里没有“{name}”，请先加上")


def _check_options(library: Library, column: Column, question: str, options: Sequence[str]) -> None:
    known = {one["id"] for one in options_of(library, question)}
    for option in options:
        if option not in known:
            raise _bad(column, f"题“{question_text(library, question)}”没有选项“{option}”，请先加上")


def default_of(column: Column) -> str | int | None:
    """Default of a required column; None where a person must fill it in."""
    if column.words is EVIDENCE:
        return "UNKNOWN_LOCAL"
    if column.key in _DEFAULTS:
        return _DEFAULTS[column.key]
    return UNFILLED if column.kind is Kind.TEXT else None


def put(library: Library, base: Path, steps: Sequence[str], value: Plain) -> Changes:
    """Changes that set the value at ``base`` + ``steps``; missing containers are created, emptied ones removed.

    None removes the value. What is at ``base`` stays, even empty.
    """
    if value is None:
        return _removed(library, base, steps)
    for many in range(len(steps)):
        if patch.at(library, (*base, *steps[: many + 1])) is ABSENT:
            for step in reversed(steps[many + 1 :]):
                value = {step: value}
            return [((*base, *steps[: many + 1]), value)]
    return [((*base, *steps), value)] if patch.at(library, (*base, *steps)) != value else []


def _removed(library: Library, base: Path, steps: Sequence[str]) -> Changes:
    if patch.at(library, (*base, *steps)) is ABSENT:
        return []
    many = len(steps)
    while many > 1 and _is_only_element(library, (*base, *steps[: many - 1])):
        many -= 1
    return [((*base, *steps[:many]), ABSENT)]


def _is_only_element(library: Library, path: Path) -> bool:
    """Whether the container at the path has exactly one element."""
    held = patch.at(library, path)
    return isinstance(held, dict | list) and len(held) == 1


def put_column(library: Library, node: Node, column: Column, given: Value) -> Changes:
    """Changes that set a row's column to a value of ``value_from``."""
    value = written(column, given)
    path = path_of(library, node)
    if node.sheet == GIVEN:
        return [(path, value)]
    if node.sheet == COMMON_USE and column.key == "original_copy":
        return [(("common", node.key[0], "original_copy", node.key[1]), value)]
    if node.sheet in POSITIONS:
        row = {**row_of(library, node), column.key: value}
        return [(path, stored_form(node.sheet, row))]
    if node.sheet == MATERIAL_BASIS and column.key == "article":
        return [((*path, "article"), value)]
    if node.form.shape is Shape.INTO:  # details without values are removed
        return put(library, path[:-1], (str(path[-1]), *column.key.split(".")), value)
    return put(library, path, column.key.split("."), value)


def put_in(library: Library, parent: Node | None, form: SheetForm, entry: Plain) -> Changes:
    """Changes that append a row to its list."""
    base: Path = () if parent is None else path_of(library, parent)
    steps = form.at.split(".")
    held = patch.at(library, (*base, *steps))
    if not isinstance(held, list):
        return put(library, base, steps, [entry])
    return [((*base, *steps, len(held)), Inserted(entry))]


def take_out(library: Library, node: Node) -> Changes:
    """Changes that remove a row, with its list if that becomes empty, unless the list is mandatory."""
    path = path_of(library, node)
    form, parent = node.form, node.parent
    if node.sheet == COMMON_USE:
        return [(path, ABSENT), ((*path[:-2], "original_copy", path[-1]), ABSENT)]
    if parent is None or form.at in MANDATORY_LISTS.get(parent.sheet, ()):
        return [(path, ABSENT)]
    base, steps = path_of(library, parent), form.at.split(".")
    if _is_only_element(library, path[:-1]):
        return put(library, base, steps, None)
    return [(path, ABSENT)]
