"""Edits of a library: cells, rows, and composite edits.

Every function returns an ``Edit``; nothing changes before it is applied. The library stays canonical:
``library_of(guide_of(x)) == x`` before and after.
"""

from __future__ import annotations

from counter.domain.authoring.editing.authoring import (
    add_materials as add_materials,
)
from counter.domain.authoring.editing.authoring import (
    ask_question as ask_question,
)
from counter.domain.authoring.editing.authoring import (
    known_marked as known_marked,
)
from counter.domain.authoring.editing.authoring import (
    new_bundle as new_bundle,
)
from counter.domain.authoring.editing.authoring import (
    new_common as new_common,
)
from counter.domain.authoring.editing.authoring import (
    new_item as new_item,
)
from counter.domain.authoring.editing.authoring import (
    new_material as new_material,
)
from counter.domain.authoring.editing.authoring import (
    only_for as only_for,
)
from counter.domain.authoring.editing.authoring import (
    place_item as place_item,
)
from counter.domain.authoring.editing.authoring import (
    split_situations as split_situations,
)
from counter.domain.authoring.editing.cell_writer import UNFILLED as UNFILLED
from counter.domain.authoring.editing.references import users as users
from counter.domain.authoring.editing.row_edits import (
    add_row as add_row,
)
from counter.domain.authoring.editing.row_edits import (
    move as move,
)
from counter.domain.authoring.editing.row_edits import (
    moved_to as moved_to,
)
from counter.domain.authoring.editing.row_edits import (
    new_id as new_id,
)
from counter.domain.authoring.editing.row_edits import (
    removal as removal,
)
from counter.domain.authoring.editing.row_edits import (
    remove as remove,
)
from counter.domain.authoring.editing.row_edits import (
    renumber as renumber,
)
from counter.domain.authoring.editing.row_edits import (
    set_cell as set_cell,
)
from counter.domain.authoring.editing.row_edits import (
    set_when as set_when,
)
from counter.domain.guide.copies_required import WORDINGS as WORDINGS
