"""Whose cases are a person's own in 待办: begun or received by the person, or by who is away and named them (代班)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from counter.domain.errors import RuleRefused
from counter.domain.hall.register.register import is_away
from counter.domain.hall.rights import Capability, may, who_may
from counter.domain.tasks.scope import TaskScope
from counter.services.context.ports import Journal, StaffRow
from counter.services.hall.people import people_of


@dataclass(frozen=True, slots=True)
class OwnTasks:
    """``codes``: whose cases count as the person's own; ``away``: code → name of those for whom the person stands in.
    ``present``: codes of the hall's people; of a supervisor also cases of anybody else are: nobody sees to them.
    """

    codes: tuple[str, ...]
    away: Mapping[str, str] = field(default_factory=dict)
    present: tuple[str, ...] = ()


def own_tasks(journal: Journal, clerk: StaffRow, day: date) -> OwnTasks:
    """Whose cases are ``clerk``'s own on that day, by the hall's register: an absence ends with its last day."""
    people = people_of(journal)
    stated = people.register.on(day).staff if people.register.number else {}
    away = {p.code: p.name for p in stated.values() if p.deputy == clerk.code and is_away(p, day)}
    leads = may(clerk.role, Capability.CORRECT)
    present = tuple(row.code for row in people.on(day) if row.active) if leads else ()
    return OwnTasks((clerk.code, *sorted(away)), away, present)


def check_scope(clerk: StaffRow | None, scope: TaskScope) -> None:
    """Raises RuleRefused for the hall's tasks asked for by somebody who may not see others' work; None: the command
    line, which asks that itself.
    """
    if scope is TaskScope.HALL and clerk is not None and not may(clerk.role, Capability.AUDIT):
        raise RuleRefused(f"全厅的待办给{who_may(Capability.AUDIT)}看。", rule="duty", field="scope")
