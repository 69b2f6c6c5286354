"""What a window needs for its backups: ``bootstrap.platform`` provides it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from counter.domain.hall.backup.age import BackupState


@dataclass(frozen=True, slots=True)
class BackupTools:
    """``command``: program and arguments that make the backup that is due as a process of their own, before ``hourly``
    or ``closing``; ``command_to``: that make one in the folder that follows.

    ``state``: reads a small file beside the data; ``prepare_stick`` may take seconds: on a lane that no act waits for.
    """

    command: Sequence[str]
    command_to: Sequence[str]
    state: Callable[[], BackupState]
    prepare_stick: Callable[[Path], None]
