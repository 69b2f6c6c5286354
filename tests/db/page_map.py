"""Where everything lies in the decrypted file: each b-tree's pages and cells, run-over pages, and the free list.

Read from the bytes alone (https://sqlite.org/fileformat2.html), as someone with one copy of the file would do it; the
driver is compiled without ``dbstat``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from counter.db.journal.journal import SqlJournal
from tests.db.pages import PAGE, in_file

_USABLE = PAGE - 80
_TABLE_LEAF, _TABLE_INSIDE, _INDEX_LEAF, _INDEX_INSIDE = 13, 5, 10, 2
_LEAVES = (_TABLE_LEAF, _INDEX_LEAF)


@dataclass(frozen=True)
class Place:
    """One cell: ``page`` and ``offset``, the pages it ``runs_over`` to; ``key``: the rowid in a table, else None."""

    page: int
    offset: int
    size: int
    runs_over: tuple[int, ...]
    key: int | None


@dataclass(frozen=True)
class PageMap:
    """``trees``: name of the table or index → its pages in order of walking and its cells in order of keys;
    ``free``: free pages in the order of the list; ``length``: pages in the file."""

    pages: dict[str, tuple[int, ...]]
    cells: dict[str, tuple[Place, ...]]
    free: tuple[int, ...]
    length: int

    def of(self, tree: str) -> set[int]:
        """Every page of a tree, with those its cells run over to."""
        return {*self.pages[tree], *(page for cell in self.cells[tree] for page in cell.runs_over)}


def map_of(journal: SqlJournal) -> PageMap:
    """The file as it lies there; what still stands in the log only is not in it."""
    file = _File(in_file(journal))
    roots = journal.connection().execute(
        "SELECT name, rootpage FROM sqlite_master WHERE rootpage > 0 ORDER BY name"
    )
    pages, cells = {}, {}
    for name, root in (("sqlite_schema", 1), *roots.fetchall()):
        walked: list[int] = []
        cells[name] = tuple(file.walk(root, walked))
        pages[name] = tuple(walked)
    return PageMap(pages, cells, tuple(file.free()), len(file.pages))


class _File:
    def __init__(self, pages: list[bytes]) -> None:
        self.pages = pages

    def number(self, page: int, at: int, size: int = 4) -> int:
        return int.from_bytes(self.pages[page - 1][at : at + size], "big")

    def free(self) -> Iterator[int]:
        trunk = self.number(1, 32)
        while trunk:
            yield trunk
            yield from (self.number(trunk, 8 + 4 * n) for n in range(self.number(trunk, 4)))
            trunk = self.number(trunk, 0)

    def walk(self, page: int, walked: list[int]) -> Iterator[Place]:
        walked.append(page)
        start = 100 if page == 1 else 0
        kind = self.pages[page - 1][start]
        first = start + (8 if kind in _LEAVES else 12)
        for n in range(self.number(page, start + 3, 2)):
            at = self.number(page, first + 2 * n, 2)
            if kind not in _LEAVES:
                yield from self.walk(self.number(page, at), walked)
            if kind != _TABLE_INSIDE:
                yield self._cell(page, at, kind)
        if kind not in _LEAVES:
            yield from self.walk(self.number(page, start + 8), walked)

    def _cell(self, page: int, at: int, kind: int) -> Place:
        read = at + (4 if kind == _INDEX_INSIDE else 0)
        size, read = self._varint(page, read)
        key = None
        if kind == _TABLE_LEAF:
            key, read = self._varint(page, read)
        most = _USABLE - 35 if kind == _TABLE_LEAF else (_USABLE - 12) * 64 // 255 - 23
        if size <= most:
            return Place(page, at, size, (), key)
        least = (_USABLE - 12) * 32 // 255 - 23
        here = least + (size - least) % (_USABLE - 4)
        here = here if here <= most else least
        return Place(page, at, size, tuple(self._chain(self.number(page, read + here))), key)

    def _chain(self, page: int) -> Iterator[int]:
        while page:
            yield page
            page = self.number(page, 0)

    def _varint(self, page: int, at: int) -> tuple[int, int]:
        value, data = 0, self.pages[page - 1]
        for n in range(9):
            byte = data[at + n]
            if n == 8:
                return value << 8 | byte, at + 9
            value = value << 7 | byte & 0x7F
            if byte < 0x80:
                return value, at + n + 1
        raise AssertionError
