"""Compare the search index and the frequent bundles with the cases."""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from typing import Any

from counter.db.exchange.batches import own_station
from counter.db.grams import grams_of
from counter.db.rows import rows
from counter.domain.journal.chain import Fault
from counter.domain.journal.check_progress import CheckStage, ReportProgress

CASES = f"SELECT {rows.CASE_COLUMNS} FROM case_rows ORDER BY row"
_VOCABULARY = "CREATE VIRTUAL TABLE IF NOT EXISTS temp.case_grams USING fts5vocab(main, case_names, instance)"
_USAGE = "SELECT bundle, filed, last_row FROM bundle_rows"
_EVERY = 256
_A_TAIL = "\n"
"""Precedes a number suffix, so that it differs from a gram of the same letters."""
_BITS = 9
_REMAINING = (1 << _BITS) - 1


class _Sums:
    """Checksum of the index per case, 64 bits each: eight bytes instead of its words."""

    def __init__(self) -> None:
        self._blocks: dict[int, array[int]] = {}

    def add(self, words: Iterator[tuple[str, int]], before: str = "") -> None:
        """Add words with the rows they lead to; the sum depends on the word."""
        blocks, find = self._blocks, self._blocks.get
        for word, row in words:
            block = find(row >> _BITS)
            if block is None:
                block = blocks[row >> _BITS] = array("q", bytes(8 << _BITS))
            block[row & _REMAINING] ^= hash(before + word)

    def take(self, row: int) -> int:
        """The sum of a row; removed once asked for."""
        block = self._blocks.get(row >> _BITS)
        if block is None:
            return 0
        found, block[row & _REMAINING] = block[row & _REMAINING], 0
        return found

    def left(self) -> Iterator[int]:
        """Rows with index entries that were never asked for."""
        for number, block in sorted(self._blocks.items()):
            yield from ((number << _BITS) + place for place, found in enumerate(block) if found)


def check_search(connection: Any, cases: int, tell: ReportProgress) -> Iterator[Fault]:
    """Check the words and number suffixes of every case, and how often each bundle was filed. ``cases``: how many."""
    tell(CheckStage.SEARCH, 0, 0)
    sums = _Sums()
    sums.add(connection.execute("SELECT tail, row FROM case_tails"), _A_TAIL)
    connection.execute(_VOCABULARY)
    sums.add(connection.execute("SELECT term, doc FROM temp.case_grams"))
    usage: dict[int, tuple[int, int]] = {}
    here = ("", own_station(connection))
    for done, raw in enumerate(connection.execute(CASES)):
        if done % _EVERY == 0:
            tell(CheckStage.SEARCH, done, cases)
        if raw[13] in here:
            filed, _ = usage.get(raw[3], (0, 0))
            usage[raw[3]] = filed + 1, raw[0]
        indexed = sums.take(raw[0])
        try:
            case = rows.read_case(raw)
            wanted = 0
            for gram in grams_of((*case.names, *case.initials)).split():
                wanted ^= hash(gram)
            for tail in rows.tails_of(case):
                wanted ^= hash(_A_TAIL + tail)
        except (ValueError, TypeError):  # reported with the rows
            continue
        if indexed != wanted:
            yield Fault("search", case.case, f"办件 {case.number} 的查找索引与列表不符。")
    for row in sums.left():
        yield Fault("search", str(row), "查找索引里有一件列表中没有的办件。")
    stored = {(bundle, filed, last) for bundle, filed, last in connection.execute(_USAGE)}
    if stored != {(bundle, filed, last) for bundle, (filed, last) in usage.items()}:
        yield Fault("usage", "bundle_rows", "常办事项的统计与办件列表不符。")
