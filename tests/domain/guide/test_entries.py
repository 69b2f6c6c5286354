"""What the type checker believes of a library is what the sheets say: an entry has the keys that columns fill in."""

from __future__ import annotations

from types import GenericAlias
from typing import NotRequired, get_args, get_origin, get_type_hints, is_typeddict

import pytest

from counter.domain.authoring.editing.node import GIVEN
from counter.domain.guide.entries import Library, Plain
from counter.domain.guide.rows.columns import Column, Kind
from counter.domain.guide.rows.detail_sheets import BY_TITLE, SHEETS
from counter.domain.guide.rows.rows import POSITIONS
from counter.domain.guide.rows.sheets import COMMON, Shape, SheetForm

KEYED = tuple(form for form in SHEETS if form.title not in (GIVEN, *POSITIONS))
"""Sheets whose rows are entries with keys; the others lie as lists of values."""

MADE = {COMMON: {"no"}}
"""Columns that say where a row stands and are written nowhere."""

VALUES = {
    Kind.COUNT: int,
    Kind.YES: bool,
    Kind.IDS: list[str],
    Kind.LINES: list[str],
}
"""What a column of each kind holds; of every other kind a text."""


def keys_of(entry: type) -> dict[str, object]:
    """The keys of an entry and the types of their values."""
    return {
        key: get_args(held)[0] if get_origin(held) is NotRequired else held
        for key, held in get_type_hints(entry, include_extras=True).items()
    }


def at(entry: type, path: str) -> object:
    """The type at a path of keys."""
    held: object = entry
    for step in path.split("."):
        assert isinstance(held, type), path
        held = keys_of(held)[step]
    return held


def entry_of(form: SheetForm) -> type:
    """The entry that a row of a sheet is, or lies in."""
    held = at(entry_of(BY_TITLE[form.parent]) if form.parent else Library, form.at)
    made = held if form.shape is Shape.INTO else get_args(held)[-1]
    assert is_typeddict(made), form.title
    return made


def columns_of(form: SheetForm) -> list[Column]:
    """The columns that are written into the entry."""
    own = 1 if form.shape is Shape.MAP else form.keys
    return [column for column in form.columns[own:] if column.key not in MADE.get(form.title, ())]


def of_kind(column: Column) -> object:
    """The type of a column's value in a library."""
    if column.kind is Kind.WHEN:
        return Plain
    if column.kind is Kind.CHOICE:
        return type(next(iter(column.words)))
    return VALUES.get(column.kind, str)


@pytest.mark.parametrize("form", KEYED, ids=lambda form: form.title)
def test_that_every_column_is_a_key_of_its_entry_and_holds_what_its_kind_says(form: SheetForm) -> None:
    entry = entry_of(form)
    for column in columns_of(form):
        held, wanted = at(entry, column.key), of_kind(column)
        if not isinstance(wanted, type | GenericAlias):
            assert "Plain" in str(held), column.key
        elif not (form.title == "材料依据" and column.key == "article"):
            assert held == wanted, column.key


@pytest.mark.parametrize("form", KEYED, ids=lambda form: form.title)
def test_that_an_entry_must_have_what_the_editor_never_leaves_empty(form: SheetForm) -> None:
    entry = entry_of(form)
    plain = [column for column in columns_of(form) if "." not in column.key]
    must = {key for key, held in get_type_hints(entry, include_extras=True).items()
            if get_origin(held) is not NotRequired and entry.__total__}  # fmt: skip
    for column in plain:
        assert (column.key in must) is column.required or column.key == "article", column.key


@pytest.mark.parametrize("form", KEYED, ids=lambda form: form.title)
def test_that_an_entry_has_no_key_that_nobody_can_fill_in(form: SheetForm) -> None:
    known = {column.key.partition(".")[0] for column in columns_of(form)}
    known |= {child.at.partition(".")[0] for child in SHEETS if child.parent == form.title}
    beside = [one.at for one in SHEETS if one.parent == form.parent and one.at.startswith(f"{form.at}.")]
    known |= {path.split(".")[1] for path in beside}
    if form.title == COMMON:
        known.add("original_copy")  # a column of what stands under it
    assert keys_of(entry_of(form)).keys() <= known
