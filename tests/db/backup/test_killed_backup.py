"""A backup or a restoring killed at any step leaves what was there; the next one works and takes the rest away."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from counter.db.backup import restore as restoring
from counter.db.backup.write import COPY_FILE
from counter.db.check.check import check
from counter.db.journal.restore_card import RESTORE_CARD
from counter.db.keys.key_folder import KEYS_FILE, is_finished
from counter.domain.hall.backup.progress import BackupStage, ReportBackup
from tests.db import toy
from tests.db.backing_up import back_up, open_restored, restore

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="fork and nameless files of Linux")


def killed(work: Callable[[], object]) -> None:
    """Do it in a process that kills itself on the way."""
    child = os.fork()
    if child == 0:
        try:
            work()
        finally:
            os._exit(0)  # it came to its end, or failed: not what the test wants
    _, state = os.waitpid(child, 0)
    assert os.WIFSIGNALED(state), "it was not killed"


def die(*_: object) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def dying(stage: BackupStage) -> ReportBackup:
    def tell(now: BackupStage, done: int, total: int) -> None:
        if now is stage and (done > 0 or stage in (BackupStage.COPY, BackupStage.CHECK)):
            die()

    return tell


@pytest.fixture(scope="module")
def window(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    folder = tmp_path_factory.mktemp("window") / "profile"
    key = toy.create(folder)
    journal = toy.open_journal(folder)
    toy.accept(journal, "c1")
    journal.close()
    return folder, key


@pytest.mark.parametrize("named", [False, True])
@pytest.mark.parametrize("stage", [s for s in BackupStage if s is not BackupStage.READ])
def test_that_a_backup_killed_at_any_step_is_none_and_the_next_one_is_whole(
    window: tuple[Path, str], tmp_path: Path, stage: BackupStage, named: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also on a stick, where what is not finished has a name."""
    if named:
        monkeypatch.delattr(os, "O_TMPFILE")
    profile, key = window
    older = back_up(profile, tmp_path / "stick")
    killed(lambda: back_up(profile, tmp_path / "stick", 1, tell=dying(stage)))
    assert [path.name for path in (tmp_path / "stick").iterdir() if not path.name.endswith(".part")] == [
        older.name
    ]
    newer = back_up(profile, tmp_path / "stick", 2)
    assert sorted((tmp_path / "stick").iterdir()) == sorted([older, newer])
    assert not (profile / COPY_FILE).exists()
    restore(newer, key, tmp_path / "new")
    assert is_finished(tmp_path / "new")


STEPS: dict[str, Callable[[pytest.MonkeyPatch], object]] = {
    "before anything is written": lambda patch: patch.setattr(restoring, "read_contents", die),
    "while files are written": lambda patch: patch.setattr(restoring, "require_sound", die),
    "before the note": lambda patch: patch.setattr(restoring, "write_card", die),
    "before the keys": lambda patch: patch.setattr(restoring, "keep_restored_keys", die),
    "before it is in its place": lambda patch: patch.setattr(restoring, "sync_folder", die),
    "between the two renames": lambda patch: patch.setattr(Path, "rename", _second_kills(Path.rename)),
    "after the renames": lambda patch: patch.setattr(restoring, "RestoredProfile", die),
}


def _second_kills(rename: Callable[..., Path]) -> Callable[..., Path]:
    done: list[Path] = []

    def one(self: Path, target: Path) -> Path:
        if done:
            die()
        done.append(self)
        return rename(self, target)

    return one


@pytest.mark.parametrize("aside", [False, True])
@pytest.mark.parametrize("step", STEPS)
def test_that_a_restoring_killed_at_any_step_is_whole_or_none_and_loses_nothing(
    window: tuple[Path, str], tmp_path: Path, step: str, aside: bool
) -> None:
    profile, key = window
    file, new = back_up(profile, tmp_path / "stick"), tmp_path / "pc" / "profile"
    if aside:
        restore(file, key, new)
        open_restored(new).close()
    elif step == "between the two renames":
        pytest.skip("without something to move aside there is one")

    def work() -> None:
        with pytest.MonkeyPatch.context() as patch:
            STEPS[step](patch)
            restore(file, key, new, move_aside=aside)

    killed(work)
    kept = [f for f in new.parent.iterdir() if (f / KEYS_FILE).exists() and not f.name.startswith(".")]
    assert len(kept) >= aside  # what was there is there, under its name or aside
    restore(file, key, new, move_aside=True)
    journal = open_restored(new)
    assert check(journal).faults == ()
    assert not (new / RESTORE_CARD).exists()
    journal.close()
    assert not [path for path in new.parent.iterdir() if path.name.endswith("恢复中")]
