"""Publish new cells of ratings into the figures, and read all published ones (``domain/ratings/cells``)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from counter.domain.calendar.workdays import civil_date
from counter.domain.journal.entries import Entry, NewEntry
from counter.domain.journal.kinds import kind_of
from counter.domain.ratings.cells import (
    Cell,
    CellPart,
    CellsPublished,
    Key,
    Waiting,
    next_cells,
    published,
    summed,
    waiting,
)
from counter.services.context.ports import Journal, RatingFilter

if TYPE_CHECKING:
    from counter.services.context.app import AppContext

CELLS = "rating_cells"
"""The subject of what is in the figures."""

SYSTEM = "system"
"""Nobody chooses what is published or when: enough has come, or not."""

_COUNTED = RatingFilter(standing="counted")
_BY = ("month", "hall", "bundle", "mode")


@dataclass(frozen=True, slots=True)
class Published:
    """All cells, how many ratings of each key count (also those in no cell yet), and the name of each bundle."""

    cells: tuple[Cell, ...]
    counted: Mapping[Key, int]
    names: Mapping[int, str]


def publish_cells(app: AppContext) -> Published:
    """Publish cells that have become large enough since the last call; returns everything published."""
    journal = app.journal
    counted, names = _counted(journal)
    entries = journal.entries(CELLS)
    cells = _said(entries)
    left = waiting(counted, published(cells))
    new = _made(journal, cells, left, next_cells(left, civil_date(app.clock.read().at)))
    if new and _keep(journal, new, entries):
        cells = (*cells, *new)
    elif new:  # another program at this office was first: try again with the remaining ratings
        return publish_cells(app)
    return Published(cells, {key: sum(grades.values()) for key, grades in counted.items()}, names)


def _counted(journal: Journal) -> tuple[Waiting, dict[int, str]]:
    """Every rating that counts, and bundle names: of several names of one bundle the last."""
    counted: Waiting = {}
    names: dict[int, str] = {}
    rows = journal.rating_counts((*_BY, "bundle_name", "grade"), _COUNTED)
    for (month, hall, bundle, mode, name, grade), n in rows:
        of = counted.setdefault(Key(month, hall, int(bundle), mode), {})
        of[grade] = of.get(grade, 0) + n
        names[int(bundle)] = max(names.get(int(bundle), ""), name)
    return counted, names


def _said(entries: Iterable[Entry]) -> tuple[Cell, ...]:
    cells: list[Cell] = []
    for entry in entries:
        if (published := kind_of(CellsPublished).read(entry)) is not None:
            cells += published.cells
    return tuple(cells)


def _made(
    journal: Journal, cells: tuple[Cell, ...], left: Waiting, keys: tuple[tuple[Key, ...], ...]
) -> tuple[Cell, ...]:
    """The new cells, with the reasons given in them."""
    if not keys:
        return ()
    reasons: dict[Key, dict[str, int]] = {}
    for (month, hall, bundle, mode, reason), n in journal.rating_counts((*_BY, "reason"), _COUNTED):
        reasons.setdefault(Key(month, hall, int(bundle), mode), {})[reason] = n
    published: dict[Key, list[Mapping[str, int]]] = {}
    for cell in cells:
        for part in cell.parts:
            published.setdefault(part.key, []).append(part.reasons)

    def part_of(key: Key) -> CellPart:
        current, before = reasons.get(key, {}), summed(published.get(key, ()))
        change = {r: current.get(r, 0) - before.get(r, 0) for r in sorted({*current, *before})}
        only = {r: n for r, n in change.items() if n}
        return CellPart(key.month, key.hall, key.bundle, key.mode, left[key], only)

    return tuple(Cell(tuple(part_of(key) for key in of)) for of in keys)


def _keep(journal: Journal, new: tuple[Cell, ...], seen: tuple[Entry, ...]) -> bool:
    """Record the cells; False where others were published since ``seen``."""
    with journal.transaction() as tx:
        base = tx.last_id(CELLS)
        if base != (seen[-1].id if seen else None):
            return False
        tx.append(NewEntry(CELLS, CellsPublished(new), base), actor=SYSTEM)
        tx.commit()
    return True
