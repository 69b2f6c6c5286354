"""Progress of a check of the whole profile, which takes minutes for a large hall."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum


class CheckStage(Enum):
    """The stage that is running."""

    FILE = "file"
    CHAINS = "chains"
    KEYS = "keys"
    ROWS = "rows"
    SEARCH = "search"
    REBUILD = "rebuild"
    GUIDES = "guides"


ReportProgress = Callable[[CheckStage, int, int], None]
"""Called with the stage, the number of records or cases done, and their total (0: not known)."""


def ignore_progress(stage: CheckStage, done: int, total: int) -> None:
    """Ignores progress, where nothing shows it."""
