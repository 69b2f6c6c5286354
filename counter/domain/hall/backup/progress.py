"""Progress of a backup being made, or of one being restored."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum


class BackupStage(Enum):
    """The stage that is running."""

    COPY = "copy"
    CHECK = "check"
    WRITE = "write"
    PROVE = "prove"
    READ = "read"


STAGE_WORDS = {
    BackupStage.COPY: "正在复制记录",
    BackupStage.CHECK: "正在核对副本",
    BackupStage.WRITE: "正在写备份",
    BackupStage.PROVE: "正在读回来核对",
    BackupStage.READ: "正在读备份",
}

ReportBackup = Callable[[BackupStage, int, int], None]
"""Called with the stage, how much is done (records or bytes) and the total (0: not known). It may raise to give up."""


def ignore_backup(stage: BackupStage, done: int, total: int) -> None:
    """Ignores progress, where nothing shows it."""
