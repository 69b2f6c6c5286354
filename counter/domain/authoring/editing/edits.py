"""Edits of a library: cells, rows, and composite edits.

Every function returns an ``Edit``; nothing changes before it is applied. The library stays canonical:
``library_of(guide_of(x)) == x`` before and after.
"""

from __future__ import annotations

from counter.domain.authoring.editing.authoring import (
    add_materials,
    ask_question,
    known_marked,
    new_bundle,
    new_common,
    new_item,
    new_material,
    only_for,
    place_item,
    split_situations,
)
from counter.domain.authoring.editing.cell_writer import UNFILLED
from counter.domain.authoring.editing.references import users
from counter.domain.authoring.editing.row_edits import (
    add_row,
    move,
    moved_to,
    new_id,
    removal,
    remove,
    renumber,
    set_cell,
    set_when,
)
from counter.domain.guide.copies_required import WORDINGS

__all__ = [
    "UNFILLED",
    "WORDINGS",
    "add_materials",
    "add_row",
    "ask_question",
    "known_marked",
    "move",
    "moved_to",
    "new_bundle",
    "new_common",
    "new_id",
    "new_item",
    "new_material",
    "only_for",
    "place_item",
    "removal",
    "remove",
    "renumber",
    "set_cell",
    "set_when",
    "split_situations",
    "users",
]
