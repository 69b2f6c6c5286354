"""How far a check of the whole profile has come: said while it runs, because a large hall's takes minutes."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum


class CheckStage(Enum):
    """What is being gone through just now."""

    FILE = "file"
    CHAINS = "chains"
    KEYS = "keys"
    ROWS = "rows"
    SEARCH = "search"
    REBUILD = "rebuild"
    GUIDES = "guides"


Tell = Callable[[CheckStage, int, int], None]
"""Told the stage, how many records or cases of it are done, and how many there are (0: not known)."""


def tell_nobody(stage: CheckStage, done: int, total: int) -> None:
    """Where nobody waits for the check."""
