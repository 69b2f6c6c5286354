"""A library of a thousand bundles and 5,000 items beside the shipped one: stored, compared, linted, opened.

Round trip and comparison are measured against bare JSON of the same libraries. Lint and opening are measured against
the shipped guide times the ratio of sizes: what grows faster than the guide exceeds the limit. The workbook of such a
library is ``scripts/bench guide_workbook``, which ``guides`` prints too.
"""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from bench import guide_workbook
from bench.big_library import big_library
from bench.floors import guides as floor
from bench.guide_workbook import in_turn
from bench.table import Row, row
from counter import config
from counter.db.guide.shelf import GuideShelf
from counter.db.guide.store import GuideFiles
from counter.domain.authoring.lint.lint import lint
from counter.domain.guide.bundle_search import search
from counter.domain.guide.diff.diff import diff
from counter.domain.guide.entries import Library
from counter.domain.guide.library import canonical, guide_of, library_of

TRIP_REACH = 6.0
"""Every field becomes a validated object of the domain, and is serialised again."""

DIFF_REACH = 3.0
"""Both sides of a difference are rows, matched to each other and described in sentences."""

GROWN_REACH = 1.5
ROUNDS = 3


def rows() -> list[Row]:
    """All of it."""
    resources = config.resources_folder()
    shelf = GuideShelf(resources / "guides")
    shipped = library_of(shelf.guide())
    large = big_library(shipped)
    return [
        *_against_json("103 bundles", shipped),
        *_against_json(f"{len(large['items']):,} items", large),
        _linted(shipped, large),
        _opened(shelf, canonical(large), resources),
        *guide_workbook.rows(),
    ]


def _against_json(what: str, library: Library) -> list[Row]:
    def there_and_back() -> None:
        assert library_of(guide_of(library)).keys() == library.keys()
        canonical(library)

    changed = _with_changes(library)
    trips = in_turn(there_and_back, lambda: floor.round_trip(library), ROUNDS)
    comparison = in_turn(lambda: diff(library, changed), lambda: floor.differing(library, changed), ROUNDS)
    note = f"{len(diff(library, changed).changes)} changes told"
    return [
        row(f"library of {what} to the model and back", *trips, TRIP_REACH, floor_name="bare JSON"),
        row(f"two versions of {what} compared", *comparison, DIFF_REACH, floor_name="bare JSON", note=note),
    ]


def _with_changes(library: Library) -> Library:
    """A twentieth of its bundles and items with another name."""
    new: dict[str, Any] = dict(library)
    for part in ("bundles", "items"):
        entries = dict(library[part])
        for key in list(entries)[::20]:
            entries[key] = {**entries[key], "name": f"{entries[key]['name']}（改）"}
        new[part] = entries
    return new


def _linted(shipped: Library, large: Library) -> Row:
    small, big = guide_of(shipped), guide_of(large)
    times = len(large["items"]) / len(shipped["items"])
    ours, one = in_turn(lambda: lint(big, ()), lambda: lint(small, ()), ROUNDS)
    note = "floor: the 103 linted, times so many more items"
    return row("lint of 5,000 items", ours, [t * times for t in one], GROWN_REACH, note=note)


def _opened(shelf: GuideShelf, large: bytes, resources: Path) -> Row:
    """From the compiled files to the first hits, as when a window opens."""
    with tempfile.TemporaryDirectory() as folder:
        store = GuideFiles(Path(folder), shelf)
        digest = store.keep(large)
        store.compile(large)

        def opened() -> None:
            other = GuideShelf(store.compiled_folder(digest), names=resources / "names")
            assert other.guide()
            assert search(other.index(), "xcg")

        def shipped() -> None:
            one = GuideShelf(resources / "guides")
            assert one.guide()
            assert search(one.index(), "xcg")

        ours, usual = in_turn(opened, shipped, 10 * ROUNDS)
    times = 5_000 / len(shelf.guide().items)
    note = f"{sum(ours) / sum(usual):.1f} times the 103; floor: the 103 times so many more items"
    return row(
        "a guide of 5,000 items opened to its first hits", ours, [t * times for t in usual], 1.0, note=note
    )
