"""Open invitations and the day's anonymous boxes: what lies here tells neither what was chosen nor who came first.

SQLite puts a new row's bytes where room is, so the place of a box on its page, and the number of its page, would tell
when it came. Both tables are therefore written anew with every change, in the order of their keys, on pages that were
overwritten first (``secure_delete``): where a box lies then depends on how many there are and on its random key alone.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping
from typing import Any

from counter.db.trouble import JournalBug
from counter.services.ports import RatingSlot

_SLOT = "case_id, invitation, stage, clerk, opened_at, closes_at, box"
_ONE_SLOT = f"SELECT {_SLOT} FROM rating_slots WHERE case_id = ?"
_SLOTS = f"SELECT {_SLOT} FROM rating_slots ORDER BY invitation"
_INSERT_SLOT = f"INSERT INTO rating_slots ({_SLOT}) VALUES (?, ?, ?, ?, ?, ?, ?)"
_BOXES = "SELECT key, day, box FROM anonymous_boxes"
_BOXES_BEFORE = "SELECT day, box FROM anonymous_boxes WHERE day < ? ORDER BY day, box"
_INSERT_BOX = "INSERT INTO anonymous_boxes (key, day, box) VALUES (?, ?, ?)"
_KEY_BYTES = 16

Values = tuple[Any, ...]


def put_slot(connection: Any, slot: RatingSlot) -> None:
    """Keep an open invitation, or what was sealed for it; instead of the case's own."""
    values = (
        slot.case,
        slot.invitation,
        slot.stage,
        slot.clerk,
        slot.opened_at,
        slot.closes_at,
        slot.box,
    )
    others = [row for row in connection.execute(_SLOTS) if row[0] != slot.case]
    _write_slots(connection, [*others, values])


def slot_of(connection: Any, case: str) -> RatingSlot | None:
    """The open invitation of a case."""
    row = connection.execute(_ONE_SLOT, (case,)).fetchone()
    return None if row is None else RatingSlot(*row)


def slots(connection: Any) -> tuple[RatingSlot, ...]:
    """All open invitations in the order of their hashes, which tells nothing."""
    return tuple(RatingSlot(*row) for row in connection.execute(_SLOTS))


def erase_slot(connection: Any, case: str) -> None:
    """The invitation is closed."""
    _write_slots(connection, [row for row in connection.execute(_SLOTS) if row[0] != case])


def put_box(connection: Any, day: str, box: bytes) -> None:
    """Drop a sealed box into the day's buffer."""
    held = connection.execute(_BOXES).fetchall()
    _write_boxes(connection, [*held, (secrets.token_bytes(_KEY_BYTES), day, box)])


def boxes_before(connection: Any, day: str) -> Mapping[str, tuple[bytes, ...]]:
    """Days before that one with their boxes, in the order of their bytes."""
    found: dict[str, list[bytes]] = {}
    for its_day, box in connection.execute(_BOXES_BEFORE, (day,)):
        found.setdefault(its_day, []).append(box)
    return {its_day: tuple(boxes) for its_day, boxes in found.items()}


def erase_boxes(connection: Any, day: str) -> None:
    """The day's batch is written: its buffer goes."""
    _write_boxes(connection, [row for row in connection.execute(_BOXES) if row[1] != day])


def _write_slots(connection: Any, rows: list[Values]) -> None:
    _of_one_size(row[-1] for row in rows)
    connection.execute("DELETE FROM rating_slots")  # without WHERE: whole pages are let go and overwritten
    connection.executemany(_INSERT_SLOT, sorted(rows, key=lambda row: row[0]))


def _write_boxes(connection: Any, rows: list[Values]) -> None:
    _of_one_size(row[-1] for row in rows)
    connection.execute("DELETE FROM anonymous_boxes")
    connection.executemany(_INSERT_BOX, sorted(rows))


def _of_one_size(boxes: Iterable[bytes | None]) -> None:
    if len({len(box) for box in boxes if box is not None}) > 1:
        raise JournalBug("sealed boxes differ in size: the size would tell what was chosen")
