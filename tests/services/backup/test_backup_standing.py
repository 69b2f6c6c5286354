"""How a window stands with its backups."""

from __future__ import annotations

from pathlib import Path

from counter.domain.hall.backup.age import BackupAge, BackupState
from counter.services.backup.backup_standing import backup_standing
from tests.services.office import office_on


def test_that_a_window_never_backed_up_is_good_on_no_day(tmp_path: Path) -> None:
    with office_on(tmp_path / "profile") as office:
        app = office.app

        def age() -> BackupAge:
            return backup_standing(app.journal, app.calendar, BackupState(), app.clock.read().at).age

        assert age() is BackupAge.OLD, "it was set up a moment ago"
        office.later(days=14)
        assert age() is BackupAge.TOO_OLD
