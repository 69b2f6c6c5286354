"""What figures are made of: cells of at least ``LEAST_GROUP`` ratings, published once and never changed (L9).

Whoever can query sets of ratings can subtract them: January to the 20th from January to the 19th, all halls from one,
today from yesterday. So ratings are not counted anew for every query. They wait until at least ``LEAST_GROUP``
unpublished ones have come, and are then published together as one cell. Every result is a sum of whole cells, and so is
every difference of results: none is about a single person.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from counter.domain.figures.small_groups import LEAST_GROUP
from counter.domain.journal.kinds import Slot, event

Counts = Mapping[str, int]
"""Grade or reason → how many."""

SETTLED_AFTER = timedelta(days=10)
"""So long after its end a month may still gather its late packs; then what is left of it is put together."""


@dataclass(frozen=True, slots=True, order=True)
class Key:
    """What ratings are grouped by. ``month``: 2026-11. Empty (``bundle``: 0) for a cell of several together."""

    month: str = ""
    hall: str = ""
    bundle: int = 0
    mode: str = ""


@dataclass(frozen=True, slots=True)
class CellPart:
    """Ratings of one key in a cell, by grade and by reason: exact numbers, which stay in the office's journal.

    A number below 0: so many were taken out of the rate after publication (set aside after review).
    """

    month: str
    hall: str
    bundle: int
    mode: str
    grades: Mapping[str, int]
    reasons: Mapping[str, int] = field(default_factory=dict)

    @property
    def key(self) -> Key:
        """What it is of."""
        return Key(self.month, self.hall, self.bundle, self.mode)


@dataclass(frozen=True, slots=True)
class Cell:
    """Ratings published together: never fewer than ``LEAST_GROUP`` that were in no cell before."""

    parts: tuple[CellPart, ...]

    @property
    def key(self) -> Key:
        """What all of its ratings have in common."""
        keys = [part.key for part in self.parts]

        def common(values: set[str]) -> str:
            return values.pop() if len(values) == 1 else ""

        bundles = {k.bundle for k in keys}
        return Key(
            common({k.month for k in keys}),
            common({k.hall for k in keys}),
            bundles.pop() if len(bundles) == 1 else 0,
            common({k.mode for k in keys}),
        )

    @property
    def grades(self) -> dict[str, int]:
        """Grade → how many."""
        return summed(part.grades for part in self.parts)

    @property
    def reasons(self) -> dict[str, int]:
        """Reason → how often."""
        return summed(part.reasons for part in self.parts)


@event("ratings.published", slot=Slot.OWN)
@dataclass(frozen=True, slots=True)
class CellsPublished:
    """``ratings.published`` (subject ``rating_cells``, office): these cells are in the figures from now on."""

    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class CellQuestion:
    """Which cells are asked for. ``since``/``until``: civil days, ISO; only months wholly within are included."""

    since: str = ""
    until: str = ""
    hall: str = ""
    bundle: int = 0
    mode: str = ""

    def takes(self, key: Key, today: date) -> bool:
        """True where everything of that key is asked for. A question up to today includes the whole current month."""
        until = "" if self.until >= today.isoformat() else self.until
        if (self.since or until) and not key.month:
            return False
        if self.since and f"{key.month}-01" < self.since:
            return False
        if until and _last_day(key.month) > until:
            return False
        return self._fits(key)

    def touches(self, key: Key) -> bool:
        """True where anything of that key (of one month, hall, bundle, mode) may be asked for."""
        late = bool(self.until) and f"{key.month}-01" > self.until
        early = bool(self.since) and _last_day(key.month) < self.since
        return self._fits(key) and not late and not early

    def _fits(self, key: Key) -> bool:
        wanted = ((self.hall, key.hall), (self.bundle, key.bundle), (self.mode, key.mode))
        return all(not asked or asked == has for asked, has in wanted)


Waiting = dict[Key, dict[str, int]]
"""Key → grade → how many are in no cell yet."""

_LEVELS = (
    ("month", "hall", "bundle", "mode"),
    ("month", "hall", "mode"),
    ("hall", "mode"),
    ("mode",),
)
"""Finest first; of a small hall rather its rate than its months.

Named and anonymous ones never share a cell: named ones are reported one by one to the platform, and what is left of a
cell would then be the anonymous ones."""


def published(cells: Iterable[Cell]) -> dict[Key, dict[str, int]]:
    """Numbers in cells, by key and grade."""
    sums: dict[Key, list[Mapping[str, int]]] = {}
    for cell in cells:
        for part in cell.parts:
            sums.setdefault(part.key, []).append(part.grades)
    return {key: summed(found) for key, found in sums.items()}


def waiting(counted: Mapping[Key, Mapping[str, int]], published: Mapping[Key, Mapping[str, int]]) -> Waiting:
    """Ratings that count and are in no cell: key → grade → number, never 0; below 0 where one was set aside."""
    left: Waiting = {}
    for key in {*counted, *published}:
        counts, counts_published = counted.get(key, {}), published.get(key, {})
        change = {g: counts.get(g, 0) - counts_published.get(g, 0) for g in {*counts, *counts_published}}
        if any(change.values()):
            left[key] = {g: n for g, n in sorted(change.items()) if n}
    return left


def next_cells(left: Waiting, today: date) -> tuple[tuple[Key, ...], ...]:
    """The keys of each new cell. Of recent months only keys that are large enough by themselves."""
    settled = (today - SETTLED_AFTER).isoformat()[:7]
    sizes = {key: sum(grades.values()) for key, grades in left.items()}
    made: list[tuple[Key, ...]] = []
    for level, names in enumerate(_LEVELS):
        groups: dict[tuple[object, ...], list[Key]] = {}
        for key in sorted(sizes):
            if not level or key.month < settled:
                groups.setdefault(tuple(getattr(key, name) for name in names), []).append(key)
        for keys in groups.values():
            if sum(sizes[key] for key in keys) >= LEAST_GROUP:
                made.append(tuple(keys))
                for key in keys:
                    del sizes[key]
    return tuple(made)


def summed(counts: Iterable[Mapping[str, int]]) -> dict[str, int]:
    """The sum of counts."""
    sums: dict[str, int] = {}
    for one in counts:
        for name, n in one.items():
            sums[name] = sums.get(name, 0) + n
    return sums


def taken(cells: Iterable[Cell], question: CellQuestion, today: date) -> Iterator[Cell]:
    """The cells that lie wholly within a question."""
    return (cell for cell in cells if question.takes(cell.key, today))


def _last_day(month: str) -> str:
    year, number = int(month[:4]), int(month[5:7])
    return f"{month}-{monthrange(year, number)[1]:02d}"
