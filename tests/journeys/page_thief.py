"""A thief with one copy of the file and its keys, who asks of each visit whether its invitation was answered.

What he sees of a visit is where its entries lie: page, place on the page, run-over pages, how these go on from the
entries before, in the table and in every index, and whether pages were new or had been let go of before. He learns a
rule on a day whose answers he knows, and uses it on another.
"""

from __future__ import annotations

import math
import statistics
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from counter.db.journal.journal import SqlJournal
from tests.db.page_map import PageMap, Place, map_of

Features = Mapping[str, float]

_TABLE = "entries"
_AROUND = range(-2, 6)
"""Entries before and behind the visit's closing one that are looked at, in the order of the file."""


@dataclass(frozen=True)
class Rule:
    """``feature`` above ``limit`` (or, not ``above``, up to it) means: not answered."""

    feature: str
    limit: float
    above: bool

    def right(self, days: Sequence[tuple[Features, bool]]) -> float:
        """The mean of how many of the silent and of the answered it names rightly: by chance a half."""
        hits: dict[bool, list[bool]] = {True: [], False: []}
        for seen, silent in days:
            hits[silent].append(((seen.get(self.feature, 0.0) > self.limit) is self.above) is silent)
        return statistics.mean(statistics.mean(h) for h in hits.values())


class Neighbours:
    """Says of a visit what most of those say that lie most like it, in the ten best features at once."""

    def __init__(self, days: Sequence[tuple[Features, bool]], most: int = 15) -> None:
        self._most = most
        self._names = [rule.feature for rule in learn(days, keep=10)]
        columns = [[seen.get(n, 0.0) for seen, _ in days] for n in self._names]
        self._scales = [(statistics.mean(c), statistics.pstdev(c)) for c in columns]
        self._known = [(self._point(seen), silent) for seen, silent in days]

    def right(self, days: Sequence[tuple[Features, bool]]) -> float:
        """As of a ``Rule``."""
        hits: dict[bool, list[bool]] = {True: [], False: []}
        for seen, silent in days:
            hits[silent].append(self._silent(self._point(seen)) is silent)
        return statistics.mean(statistics.mean(h) for h in hits.values())

    def _silent(self, point: Sequence[float]) -> bool:
        nearest = sorted((math.dist(point, other), silent) for other, silent in self._known)[: self._most]
        return 2 * sum(silent for _, silent in nearest) > self._most

    def _point(self, seen: Features) -> list[float]:
        return [
            (seen.get(name, 0.0) - mean) / (spread or 1)
            for name, (mean, spread) in zip(self._names, self._scales, strict=True)
        ]


def features_of(journal: SqlJournal, cases: Sequence[str]) -> list[Features]:
    """What is seen of each visit."""
    found = map_of(journal)
    connection = journal.connection()
    by_row = {cell.key: cell for cell in found.cells[_TABLE]}
    rows = [cell.key for cell in found.cells[_TABLE] if cell.key is not None]
    at = {row: n for n, row in enumerate(rows)}
    highest = _highest(found)
    placed = {name: _placed(journal, found, name) for name in _INDEXES}
    seen = []
    for case in cases:
        mine = [r for (r,) in connection.execute(_ROWS_OF, (case,))]
        last = at[mine[-1]]
        near = {step: rows[last + step] for step in _AROUND if 0 <= last + step < len(rows)}
        own = {f"own{n}": row for n, row in enumerate(mine[-4:])}
        seen.append(dict(_seen(by_row, highest, {**{f"{k:+d}": v for k, v in near.items()}, **own}, placed)))
    return seen


_ROWS_OF = "SELECT row FROM entries WHERE subject = ? ORDER BY row"
_INDEXES = {
    "sqlite_autoindex_entries_1": "SELECT row FROM entries ORDER BY station, epoch, seq",
    "sqlite_autoindex_entries_2": "SELECT row FROM entries ORDER BY id",
    "ix_entries_subject": "SELECT row FROM entries ORDER BY subject, row",
}


def _placed(journal: SqlJournal, found: PageMap, name: str) -> dict[int, Place]:
    rows = [row for (row,) in journal.connection().execute(_INDEXES[name])]
    return dict(zip(rows, found.cells[name], strict=True))


def _highest(found: PageMap) -> dict[int, int]:
    """Before each entry: the highest page that any earlier entry had."""
    highest, so_far = {}, 0
    for cell in found.cells[_TABLE]:
        assert cell.key is not None
        highest[cell.key] = so_far
        so_far = max(so_far, cell.page, *cell.runs_over)
    return highest


def _seen(
    by_row: Mapping[int | None, Place],
    highest: Mapping[int, int],
    near: Mapping[str, int],
    placed: Mapping[str, Mapping[int, Place]],
) -> Iterator[tuple[str, float]]:
    for name, row in near.items():
        cell, before = by_row[row], by_row.get(row - 1)
        pages = (cell.page, *cell.runs_over)
        yield f"{name} offset", cell.offset
        yield f"{name} beyond", max(pages) - highest[row]
        yield f"{name} runs over", len(cell.runs_over)
        for n, page in enumerate(pages[:3]):
            yield f"{name} page {n} from the highest", page - highest[row]
            yield f"{name} page {n} odd", page % 2
        yield f"{name} span", max(pages) - min(pages)
        if before is not None:
            was = (before.page, *before.runs_over)
            yield f"{name} page from before", cell.page - before.page
            yield f"{name} end from before", pages[-1] - was[-1]
            yield f"{name} first from last before", pages[0] - was[-1]
            yield f"{name} new leaf", cell.page != before.page
        for tree, cells in placed.items():
            yield f"{name} {tree} offset", cells[row].offset
            yield f"{name} {tree} page from the highest", cells[row].page - highest[row]


def learn(days: Sequence[tuple[Features, bool]], keep: int = 20) -> list[Rule]:
    """The rules that are right most often on these days, the best first, one for each feature."""
    names = sorted({name for seen, _ in days for name in seen})
    best = sorted(((*_best_of(name, days), name) for name in names), key=lambda b: -b[0])
    return [Rule(name, limit, above) for _, limit, above, name in best[:keep]]


def _best_of(name: str, days: Sequence[tuple[Features, bool]]) -> tuple[float, float, bool]:
    """Of one feature: how often right, the limit, the side."""
    silent_all = sum(silent for _, silent in days)
    answered_all = len(days) - silent_all
    values = sorted((seen.get(name, 0.0), silent) for seen, silent in days)
    best = (0.5, values[-1][0], True)
    silent_below = answered_below = 0
    for n, (value, silent) in enumerate(values):
        silent_below += silent
        answered_below += not silent
        if n + 1 < len(values) and values[n + 1][0] == value:
            continue
        below = (silent_below / silent_all + 1 - answered_below / answered_all) / 2
        best = max(best, (below, value, False), (1 - below, value, True))
    return best


def bound(days: Sequence[tuple[Features, bool]], deviations: float) -> float:
    """What a rule that knows nothing reaches by chance: a half, and so many standard deviations of the mean above."""
    silent = sum(is_silent for _, is_silent in days)
    spread = (0.25 / silent + 0.25 / (len(days) - silent)) ** 0.5 / 2
    return 0.5 + deviations * spread
