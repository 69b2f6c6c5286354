"""Exporting and importing the guide as a workbook, 103 bundles and a library of 5,000 items, against bare openpyxl.

Importing means: checked as an archive, read, every cell validated, and made a canonical library. Both sides take turns
on the same cells.
"""

from __future__ import annotations

import io
import time
import tracemalloc
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from bench.floors import guide_workbook as floor
from bench.table import Row, row
from counter.db.guide.shelf import GuideShelf
from counter.domain.guide.entries import Library
from counter.domain.guide.library import library_of
from counter.services.authoring.files.read_and_check import check_guide
from counter.services.authoring.files.workbook import guide_workbook

GUIDES = Path(__file__).resolve().parent.parent / "resources" / "guides"
MANY = 5_000
OUT_REACH, IN_REACH = 3.0, 2.5
"""Our own. A cell with a format costs openpyxl itself twice a bare one, and every one of ours is text by its format.
Reading back is two readings (the archive for what is hidden in it, the cells) and a judgement of every cell."""


def rows() -> list[Row]:
    """Both sizes, both directions."""
    shipped = library_of(GuideShelf(GUIDES).guide())
    return [
        *_both("103 bundles", shipped, 5),
        *_both(f"{MANY:,} items", grown(shipped, MANY), 2),
    ]


def grown(library: Library, items: int) -> Library:
    """The library with so many items: the shipped ones repeated under other ids."""
    every = list(library["items"].items())
    made: dict[str, Any] = {}
    for n in range(items):
        key, item = every[n % len(every)]
        again = n // len(every)
        made[f"{key}_{again}" if again else key] = {**item, "name": f"{item['name']}{again or ''}"}
    return {**library, "items": made}


def _both(what: str, library: Library, rounds: int) -> Iterator[Row]:
    content = guide_workbook(library)
    cells = _cells(content)
    note = f"{sum(len(r) for _, sheet in cells for r in sheet):,} cells, {len(content) // 1024:,} KB"
    ours, bare = in_turn(lambda: guide_workbook(library), lambda: floor.write(cells, io.BytesIO()), rounds)
    yield row(f"workbook of {what} written", ours, bare, OUT_REACH, floor_name="bare openpyxl", note=note)
    ours, bare = in_turn(lambda: _checked(content, library), lambda: floor.read(io.BytesIO(content)), rounds)
    note = f"most memory {_most(lambda: check_guide(content)):.0f} MB" if rounds > 2 else ""
    yield row(f"workbook of {what} checked", ours, bare, IN_REACH, floor_name="bare openpyxl", note=note)


def _cells(content: bytes) -> list[tuple[str, list[tuple[Any, ...]]]]:
    from openpyxl import load_workbook

    book = load_workbook(io.BytesIO(content), read_only=True)
    return [(page.title, list(page.iter_rows(values_only=True))) for page in book.worksheets]


def _checked(content: bytes, library: Library) -> None:
    assert check_guide(content).library == library


def _most(work: Callable[[], object]) -> float:
    tracemalloc.start()
    work()
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return most / 1_000_000


def in_turn(
    one: Callable[[], object], other: Callable[[], object], rounds: int
) -> tuple[list[float], list[float]]:
    """Milliseconds of both, taking turns."""
    times: tuple[list[float], list[float]] = ([], [])
    for _ in range(rounds):
        for work, spent in zip((one, other), times, strict=True):
            start = time.perf_counter()
            work()
            spent.append((time.perf_counter() - start) * 1000)
    return times
