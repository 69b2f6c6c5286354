"""Cases of which several stations wrote: own entries and taken ones, read together in the order of their causes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from heapq import merge
from itertools import groupby
from operator import itemgetter
from typing import Any

from counter.db.exchange import batches, taken_entries
from counter.domain.journal.causality import RECORDS_LOST, Causes, base_of, ordered
from counter.domain.journal.entries import Entry
from counter.domain.journal.exchange.scope import is_joint, is_withheld

Rows = Iterable[tuple[Any, ...]]
"""As stored, in the order of ``stream.COLUMNS``."""
Opened = Callable[[Rows], Iterator[Entry]]
"""Entries of one subject, opened as far as their keys are here."""

_SUBJECT = taken_entries.COLUMNS.index("subject")
_PAYLOAD = f"CASE kind WHEN '{RECORDS_LOST}' THEN payload ELSE x'' END"
"""Of what entries say, causes ask only who knew what when records were declared lost."""
_LIGHT = ", ".join(
    {"payload": _PAYLOAD, "sealed": "NULL", "prev": "x''", "hash": "x''"}.get(name, name)
    for name in taken_entries.COLUMNS
)
_LINKS = " UNION ALL ".join(
    f"SELECT {_LIGHT} FROM {table} WHERE subject = ?1" for table in ("entries", "taken_entries")
)


def joined(connection: Any, own: Rows, came: Rows, opened: Opened) -> tuple[Entry, ...]:
    """Entries of one case. What another station sealed opens only where a wrap of its key came here."""
    entries = [*opened(own), *opened(came)]
    placed = [_placed(connection, entry) for entry in entries]
    return ordered(_doubted(connection, placed))


def _doubted(connection: Any, entries: list[Entry]) -> list[Entry]:
    ids = taken_entries.doubted(connection, entries[0].subject) if entries else frozenset()
    return (
        [replace(entry, doubted=True) if entry.id in ids else entry for entry in entries] if ids else entries
    )


def _placed(connection: Any, entry: Entry) -> Entry:
    pos = batches.pos_of(connection, entry.station, entry.epoch, entry.seq)
    return entry if pos is None else replace(entry, pos=pos)


def base(connection: Any, subject: str, closed: Opened) -> str | None:
    """The heads of a case as a ``base`` names them: of what travels, because others know nothing else."""
    entries = [
        entry for entry in closed(connection.execute(_LINKS, (subject,))) if not is_withheld(entry.kind)
    ]
    return base_of(Causes(tuple(_doubted(connection, entries))).heads)


def by_subject(
    own: Rows, connection: Any
) -> Iterator[tuple[str, list[tuple[Any, ...]], list[tuple[Any, ...]]]]:
    """Every subject in order of its name, with its own rows and with the taken ones that are read together with them.

    Both tables are read along their index: one subject is in memory at a time.
    """
    came = (
        (row[_SUBJECT], 1, row)
        for row in connection.execute(taken_entries.BY_SUBJECT)
        if is_joint(row[_SUBJECT])
    )
    both = merge(((row[_SUBJECT], 0, row) for row in own), came, key=itemgetter(0, 1))
    for subject, rows in groupby(both, key=itemgetter(0)):
        found = list(rows)
        yield (
            subject,
            [row for _, table, row in found if not table],
            [row for _, table, row in found if table],
        )
