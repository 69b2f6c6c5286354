"""When the last backup of this PC was proved, and where: a small file beside the data, left out of backups."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

from counter.db.file.errors import explained
from counter.db.file.files import write_durably
from counter.domain.errors import CounterError
from counter.domain.hall.backup.age import BackupState
from counter.domain.journal import codec
from counter.domain.journal.entries import canonical_bytes

STATE_FILE = "backups.json"
_LONGEST = 10_000


def read_state(profile: Path) -> BackupState:
    """What the file says; of a missing or damaged one that no backup is known."""
    try:
        with (profile / STATE_FILE).open("rb") as file:
            state = codec.read(BackupState, json.loads(file.read(_LONGEST)))
        if state.made_at and datetime.fromisoformat(state.made_at).tzinfo is None:
            return BackupState()
        return state
    except (OSError, ValueError, TypeError, RecursionError, CounterError):
        return BackupState()


def write_state(profile: Path, state: BackupState) -> None:
    """Replace it. Raises WorldTrouble."""
    with explained():
        write_durably(profile / STATE_FILE, canonical_bytes(codec.write(state)), mode=0o600)
