"""Delete the backups of this profile that are not kept any more, once a newer one was proved."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime
from pathlib import Path

from counter.db.backup.found import backups_in, is_proved
from counter.db.keys.key_folder import Keys
from counter.domain.calendar.workdays import civil_date
from counter.domain.hall.backup.generations import Generation, outlived


def thin(folder: Path, keys: Keys, now: datetime) -> tuple[Path, ...]:
    """Delete the outlived ones; what cannot be deleted stays until the next time. Returns those deleted."""
    mine = {
        one.path: Generation(head.epoch, head.seq, one.header.at, one.header.salt, is_proved(one, keys))
        for one in backups_in(folder)
        if one.header.profile == keys.profile_id
        for head in [one.header.head]
    }
    over = outlived(mine.values(), now, civil_date)
    deleted = []
    for path, generation in mine.items():
        if generation in over:
            with suppress(OSError):
                path.unlink()
                deleted.append(path)
    return tuple(deleted)
