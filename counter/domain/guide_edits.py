"""What the bureau does to a library, one edit at a time: cells, rows, and the greater acts that people think in.

Every function looks and answers with an ``Edit``; nothing is changed before somebody applies it. The library stays in
canonical form: ``library_of(guide_of(x)) == x`` before and after.
"""

from __future__ import annotations

from counter.domain.guide_authoring import (
    add_materials,
    ask_question,
    new_bundle,
    new_item,
    new_material,
    new_question,
    only_for,
    paste_materials,
    place_item,
    split_situations,
    take_item_out,
)
from counter.domain.guide_row_edits import (
    add_row,
    give_condition,
    move,
    moved_to,
    new_id,
    remove,
    renumber,
    set_cell,
    set_when,
)
from counter.domain.guide_users import users
from counter.domain.guide_writing import UNFILLED, WORDINGS

__all__ = [
    "UNFILLED",
    "WORDINGS",
    "add_materials",
    "add_row",
    "ask_question",
    "give_condition",
    "move",
    "moved_to",
    "new_bundle",
    "new_id",
    "new_item",
    "new_material",
    "new_question",
    "only_for",
    "paste_materials",
    "place_item",
    "remove",
    "renumber",
    "set_cell",
    "set_when",
    "split_situations",
    "take_item_out",
    "users",
]
