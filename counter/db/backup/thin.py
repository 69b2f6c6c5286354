"""Delete the backups of this profile that are not kept any more, once a newer one was proved."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime
from pathlib import Path

from counter.db.backup.found import backups_in
from counter.domain.calendar.workdays import civil_date
from counter.domain.hall.backup.generations import outlived


def thin(folder: Path, profile: str, now: datetime) -> tuple[Path, ...]:
    """Delete the outlived ones; what cannot be deleted stays until the next time. Returns those deleted."""
    mine = [one for one in backups_in(folder) if one.header.profile == profile]
    over = outlived([one.header.at for one in mine], now, civil_date)
    deleted = []
    for one in mine:
        if one.header.at in over:
            with suppress(OSError):
                one.path.unlink()
                deleted.append(one.path)
    return tuple(deleted)
