"""The entries about key slots of a profile whose keys were just opened and whose journal was not."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from sqlcipher3 import dbapi2

from counter.db.file.connection import DATABASE, open_file, refuse_foreign_log, require_file
from counter.db.journal.stream import COLUMNS, closed_entry
from counter.db.keys.key_folder import Keys
from counter.domain.errors import WorldTrouble
from counter.services.keys.recorded_slots import RecordedSlots, recorded_slots
from counter.services.keys.trusted import SUBJECT

_OWN = f"""
    SELECT {COLUMNS} FROM entries WHERE station = (SELECT station FROM entries ORDER BY row LIMIT 1)
    AND subject IN ('{SUBJECT}', 'station:' || station)
"""


def slots_in_entries(folder: Path, keys: Keys) -> RecordedSlots:
    """What the journal says of the slots; nothing is changed. Nothing where the file cannot be read: whoever opens it
    next is told why.
    """
    try:
        require_file(folder)
        refuse_foreign_log(folder / DATABASE, keys.data)
        with closing(open_file(folder / DATABASE, keys.data)) as connection:
            return recorded_slots(closed_entry(row) for row in connection.execute(_OWN))
    except (WorldTrouble, OSError, ValueError, dbapi2.DatabaseError):
        return RecordedSlots()
