"""Finding among the shipped 103 bundles and among 1,000: the rank of the bundle meant, and the time of a key press.

The queries are made from the names (``finding_queries``); the large library is processed like an imported one,
readings of characters that the shipped index does not know included.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterable, Sequence
from pathlib import Path

from bench.big_library import KINDS, big_library
from bench.finding_queries import TOP, Found, Typed, tried, typed_for
from bench.table import Row, limit_row
from counter import config
from counter.db.guide.shelf import GuideShelf
from counter.db.guide.store import GuideFiles
from counter.domain.guide.bundle_search import FindingIndex, search
from counter.domain.guide.library import canonical, library_of

REACH_MS = 12.0
"""16 ms less 4 for layout and painting (``scripts/bench search`` measures a whole key press)."""

MISSED_PERCENT = 2.0
"""Of the queries of one kind, mostly typing errors that make another name (hudian: 花店 with a key lost, or 护店)."""

EVERY = 7
"""Every seventh bundle of the large library is searched for, and every seventh text typed key by key."""


def rows() -> list[Row]:
    """Both libraries: the worst kind of typing, and the time of a key press."""
    resources = config.resources_folder()
    shelf = GuideShelf(resources / "guides")
    readings = {
        char: tuple(readings_text.split()) for char, readings_text in shelf.finding_words()[0].items()
    }
    characters = shelf.names().characters
    with tempfile.TemporaryDirectory() as folder:
        store = GuideFiles(Path(folder), shelf)
        library = canonical(big_library(library_of(shelf.guide())))
        digest = store.keep(library)
        large = GuideShelf(store.compiled_folder(digest), names=resources / "names").index()
    others = set("".join(KINDS)) - set(readings)
    readings_text = {**readings, **{char: characters[char][:1] for char in others}}  # the usual one
    shipped = shelf.index()
    return [
        *_both("103 bundles", shipped, list(typed_for(shipped.entries, readings_text))),
        *_both(
            f"{len(large.entries):,} bundles", large, list(typed_for(large.entries, readings_text, EVERY))
        ),
    ]


def _both(what: str, index: FindingIndex, every: Sequence[Typed]) -> list[Row]:
    found = tried(index, every)
    worst = max(found, key=lambda how: _missed(found[how]))
    first = sum(f.first for f in found.values())
    note = f"{first:,} of {len(every):,} first; worst: {worst} {found[worst].top}/{found[worst].typed}"
    return [
        {
            "what": f"not among the first {TOP} of {what}",
            "unit": "%",
            "n": len(every),
            **{f"ours_{p}": _missed(found[worst]) for p in ("p50", "p95")},
            "floor": "nothing missed",
            "floor_p50": 0.0,
            "floor_p95": 0.0,
            "ratio": _missed(found[worst]) / MISSED_PERCENT,
            "reach": f"≤ {MISSED_PERCENT:g} %",
            "ok": _missed(found[worst]) <= MISSED_PERCENT,
            "note": note,
        },
        limit_row(f"a key's search among {what}", list(_keys(index, every)), REACH_MS),
    ]


def _missed(found: Found) -> float:
    return 100 * (found.typed - found.top) / found.typed


def _keys(index: FindingIndex, every: Iterable[Typed]) -> Iterable[float]:
    """Milliseconds of CPU time for every key press of some of the texts."""
    for typed in list(every)[::EVERY]:
        for end in range(1, len(typed.text) + 1):
            begun = time.process_time()
            search(index, typed.text[:end])
            yield (time.process_time() - begun) * 1000
