"""Whose tasks are listed (待办的范围): the clerk's own, the window's, the hall's."""

from __future__ import annotations

from enum import StrEnum


class TaskScope(StrEnum):
    """``MINE``: of the cases this person began or received, and of those for whom the person stands in (代班);
    ``WINDOW``: all that is to be done at this window; ``HALL``: those of other windows too, for who may see them.
    """

    MINE = "mine"
    WINDOW = "window"
    HALL = "hall"

    @property
    def label(self) -> str:
        """The scope in plain Chinese."""
        return {TaskScope.MINE: "我的", TaskScope.WINDOW: "本窗口", TaskScope.HALL: "全厅"}[self]
