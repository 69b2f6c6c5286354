"""What is missing after a restoring is confirmed by two people, and the light tells until then; work never waits."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from counter.domain.errors import RuleRefused
from counter.domain.hall.backup.age import BackupAge, BackupState
from counter.domain.hall.backup.header import BackedUpHead
from counter.domain.hall.backup.loss import RestoreNote, SeriesEnd
from counter.domain.tasks.task import TaskKind
from counter.services.backup.backup_standing import RESTORED, backup_standing
from counter.services.backup.confirm_restoring import confirm_restoring
from counter.services.backup.settle_restore import settle_restore
from counter.services.context.app import AppContext
from counter.services.context.ports import StaffRow
from counter.services.hall.restorings import unconfirmed_restoring
from counter.services.hall.staff import add_staff
from counter.services.tasks.list_tasks import count_tasks, list_tasks
from tests.services.office import Office, office_on

NOTE = RestoreNote(
    "0f" * 32,
    "2026-11-20T02:00:00+00:00",
    BackedUpHead("15220103", 1, 9, "ab" * 32),
    series=(SeriesEnd(1, "case/261120", 9),),
)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with office_on(tmp_path / "profile") as office:
        yield office


def person(app: AppContext, code: str) -> StaffRow:
    return next(row for row in app.journal.staff() if row.code == code)


def standing(office: Office, state: BackupState) -> tuple[BackupAge, str]:
    found = backup_standing(office.app.journal, office.app.calendar, state, office.clock.at)
    return found.age, found.words


def restored(office: Office) -> AppContext:
    settle_restore(office.app.journal, lambda tx, case: None, NOTE)
    settle_restore(office.app.journal, lambda tx, case: None, NOTE)  # a kill before the note was removed
    return office.app


def test_that_one_confirms_only_where_nobody_else_could_agree(office: Office) -> None:
    app = restored(office)
    assert len(app.journal.entries("restoring")) == 1
    assert standing(office, BackupState()) == (BackupAge.OLD, RESTORED)
    found = backup_standing(app.journal, app.calendar, BackupState(), office.clock.at)
    assert not found.helped  # another backup settles nothing
    with pytest.raises(RuleRefused):
        confirm_restoring(app.journal, person(app, "W01"), None)
    assert count_tasks(app).kinds[TaskKind.RESTORED] == 1
    (task,) = list_tasks(app, clerk=person(app, "W01"), kinds=(TaskKind.RESTORED,))
    assert (task.of_hall, task.words.startswith("办件编号 15220103A 261120")) == (False, True)
    confirm_restoring(app.journal, person(app, "S01"), None)
    assert unconfirmed_restoring(app.journal) is None
    assert list_tasks(app, kinds=(TaskKind.RESTORED,)) == ()
    with pytest.raises(RuleRefused, match="没有等着确认"):
        confirm_restoring(app.journal, person(app, "S01"), None)


def test_that_two_confirm_where_the_hall_has_two(office: Office) -> None:
    app = restored(office)
    add_staff(app.journal, code="S02", name="萨仁", role="supervisor", pin="8351", actor="S01")
    with pytest.raises(RuleRefused, match="两个人"):
        confirm_restoring(app.journal, person(app, "S01"), None)
    for by, agreed in (("S01", "W01"), ("W01", "S02")):
        with pytest.raises(RuleRefused):
            confirm_restoring(app.journal, person(app, by), person(app, agreed))
    confirm_restoring(app.journal, person(app, "S01"), person(app, "S02"))
    assert app.journal.entries("restoring")[-1].read()["agreed_by"] == "S02"


def test_that_the_light_counts_working_days_and_not_a_weekend(office: Office) -> None:
    """Friday's backup is good on Monday, amber from Tuesday on, red after three working days."""
    made = BackupState(office.clock.at.isoformat(), "x", 1, 1)
    ages = []
    for _ in range(7):
        ages.append(standing(office, made)[0].value)
        office.clock.at += timedelta(days=1)
    assert ages == ["good", "good", "good", "good", "old", "old", "too_old"]
    reached = BackupState(made.made_at, "x", 1, office.app.journal.place()[0])
    assert standing(office, reached)[0] is BackupAge.GOOD  # nothing was written since
    assert "没有插着" in standing(office, BackupState(made.made_at, "x", 1, 1, "备份盘没有插着。"))[1]
    assert standing(office, BackupState())[0] is BackupAge.TOO_OLD


def test_that_a_backup_dated_ahead_is_not_trusted_to_be_new(office: Office) -> None:
    age, words = standing(office, BackupState("2126-11-23T09:00:00+00:00", "x", 1, 1))
    assert age is BackupAge.OLD
    assert "时钟" in words
