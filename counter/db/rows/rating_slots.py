"""Open invitations and the day's anonymous boxes: the stored bytes reveal neither a choice nor the order of arrival.

SQLite puts a new row's bytes where there is space, so the position of a box on its page, and the number of its page,
would reveal when it came. Both tables are therefore rewritten, in the order of their keys, on pages that were
overwritten first (``secure_delete``), with every invitation that opens or closes: the position of a box then depends
only on how many there are and on its random key.

A choice, in contrast, frees and takes no page. Otherwise the entries written after it would lie on other pages than
without a choice, for ever, and in any copy. An invitation therefore reserves its space when it opens, with two sealed
empty values; a choice is written over them (``fill_slot``), and all boxes of the day are moved meanwhile.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from counter.db.file.errors import JournalBug
from counter.domain.ratings.sealed_box import BOX_BYTES, MARK_BYTES, SEALING_BYTES, mark_of
from counter.services.context.ports import RatingSlot

_SLOT = "case_id, invitation, stage, clerk, opened_at, closes_at, box"
_ONE_SLOT = f"SELECT {_SLOT} FROM rating_slots WHERE case_id = ?"
_SLOTS = f"SELECT {_SLOT} FROM rating_slots ORDER BY invitation"
_INSERT_SLOT = f"INSERT INTO rating_slots ({_SLOT}) VALUES (?, ?, ?, ?, ?, ?, ?)"
_FILL_SLOT = "UPDATE rating_slots SET box = ? WHERE case_id = ?"
_BOXES = "SELECT key, day, box FROM anonymous_boxes"
_BOXES_BEFORE = "SELECT day, box FROM anonymous_boxes WHERE day < ? ORDER BY day, box"
_INSERT_BOX = "INSERT INTO anonymous_boxes (key, day, box) VALUES (?, ?, ?)"
_FILL_BOX = "UPDATE anonymous_boxes SET box = ? WHERE key = ?"
_KEY_BYTES = 16
_SEALED_BYTES = BOX_BYTES + SEALING_BYTES
_CHOSEN = bytes(MARK_BYTES)
"""Replaces the mark once the applicant has chosen: of the same length, so that no byte moves."""

Values = tuple[Any, ...]


def put_slot(connection: Any, slot: RatingSlot) -> None:
    """Store an open invitation; replaces the case's own."""
    others = [held for held in slots(connection) if held.case != slot.case]
    _write_slots(connection, [*others, slot])


def slot_of(connection: Any, case: str) -> RatingSlot | None:
    """The open invitation of a case."""
    row = connection.execute(_ONE_SLOT, (case,)).fetchone()
    return None if row is None else _read_slot(row)


def slots(connection: Any) -> tuple[RatingSlot, ...]:
    """All open invitations in the order of their hashes, which reveals nothing."""
    return tuple(map(_read_slot, connection.execute(_SLOTS)))


def fill_slot(connection: Any, slot: RatingSlot, named: bytes, anonymous: bytes) -> bool:
    """Write the choice over the sealed empty values of an open invitation; the day's boxes are moved.

    Every row keeps its key and its size, so SQLite overwrites its bytes in position. Returns False, and writes
    nothing, where the empty value in the buffer was erased with its day.
    """
    held = connection.execute(_BOXES).fetchall()
    day = next((day for _, day, box in held if mark_of(box) == slot.waiting), None)
    if day is None:
        return False
    keys = [key for key, its_day, _ in held if its_day == day]
    boxes = [box for _, its_day, box in held if its_day == day and mark_of(box) != slot.waiting]
    boxes.append(anonymous)
    _of_one_size([named, *boxes])
    secrets.SystemRandom().shuffle(boxes)
    connection.executemany(_FILL_BOX, zip(boxes, keys, strict=True))
    connection.execute(_FILL_SLOT, (_CHOSEN + named, slot.case))
    return True


def rewrite_slots(connection: Any) -> None:
    """Rewrite them unchanged: SQLite writes the table's pages although nothing changes in them."""
    _write_slots(connection, slots(connection))


def erase_slot(connection: Any, case: str) -> None:
    """Delete a closed invitation."""
    _write_slots(connection, [held for held in slots(connection) if held.case != case])


def put_box(connection: Any, day: str, box: bytes) -> None:
    """Put a sealed box into the day's buffer."""
    held = connection.execute(_BOXES).fetchall()
    _write_boxes(connection, [*held, (secrets.token_bytes(_KEY_BYTES), day, box)])


def boxes_before(connection: Any, day: str) -> Mapping[str, tuple[bytes, ...]]:
    """Days before that one with their boxes, in the order of their bytes."""
    found: dict[str, list[bytes]] = {}
    for its_day, box in connection.execute(_BOXES_BEFORE, (day,)):
        found.setdefault(its_day, []).append(box)
    return {its_day: tuple(boxes) for its_day, boxes in found.items()}


def erase_boxes(connection: Any, day: str) -> None:
    """Delete the day's buffer after its batch is written."""
    _write_boxes(connection, [row for row in connection.execute(_BOXES) if row[1] != day])


def _read_slot(row: Values) -> RatingSlot:
    slot, held = RatingSlot(*row[:-1]), row[-1]
    if held is None:
        return slot
    mark, box = held[:-_SEALED_BYTES], held[-_SEALED_BYTES:]  # a slot of an earlier version holds no mark
    return replace(slot, box=box, waiting=None if mark in (b"", _CHOSEN) else mark)


def _values_of(slot: RatingSlot) -> Values:
    """The mark precedes the box in one field, so that an overwrite has the same size."""
    held = None if slot.box is None else (slot.waiting or _CHOSEN) + slot.box
    return slot.case, slot.invitation, slot.stage, slot.clerk, slot.opened_at, slot.closes_at, held


def _write_slots(connection: Any, held: Iterable[RatingSlot]) -> None:
    rows = sorted(map(_values_of, held))
    _of_one_size(row[-1] for row in rows)
    connection.execute("DELETE FROM rating_slots")  # without WHERE: whole pages are freed and overwritten
    connection.executemany(_INSERT_SLOT, rows)


def _write_boxes(connection: Any, rows: list[Values]) -> None:
    _of_one_size(row[-1] for row in rows)
    connection.execute("DELETE FROM anonymous_boxes")
    connection.executemany(_INSERT_BOX, sorted(rows))


def _of_one_size(boxes: Iterable[bytes | None]) -> None:
    if len({len(box) for box in boxes if box is not None}) > 1:
        raise JournalBug("sealed boxes differ in size: the size would tell what was chosen")
