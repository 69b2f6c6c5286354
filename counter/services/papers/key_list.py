"""The keys of the program as a sheet to hang beside the screen: what the window found to be bound, page by page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

KEY_LIST_TITLE = "按键一览"


@dataclass(frozen=True, slots=True)
class KeyList:
    """``groups``: title of a page and its keys, each with what it does. ``made``: program and version, in words."""

    groups: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
    made: str


KeyListMaker = Callable[[KeyList], bytes]
"""Makes the PDF of a list. Raises WorldTrouble where that fails."""
