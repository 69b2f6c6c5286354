"""The rows of the checklist: a heading of a group, or a paper."""

from __future__ import annotations

from dataclasses import dataclass

from counter.domain.visit.checklist import Line
from counter.domain.visit.material import Brought, MaterialState


@dataclass(frozen=True, slots=True)
class GroupRow:
    """A heading: counts of papers received and of those not needed yet."""

    name: str
    done: int
    free: int
    total: int


@dataclass(frozen=True, slots=True)
class ChecklistPaper:
    """A paper: its line, what was recorded, and whether anything was recorded."""

    number: int
    line: Line
    state: MaterialState
    brought: Brought
    recorded: bool


Row = GroupRow | ChecklistPaper
