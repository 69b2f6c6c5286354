"""Small windows that exchange batches: a journal on a real file, keys that trust each other, and toy cases."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, cast

from msgspec.structs import replace as changed

from counter.db.check.check import check
from counter.db.journal.journal import SqlJournal
from counter.db.keys.key_stores import FileStore
from counter.db.profile import profile as profiles
from counter.domain.calendar.workdays import civil_date
from counter.domain.journal.chain import ChainReport
from counter.domain.journal.entries import Entry
from counter.domain.journal.exchange.batch import EntryBatch, message_of
from counter.domain.journal.exchange.standing import BatchTakenIn
from counter.domain.papers.verify.trusted_keys import KeysTrusted
from counter.services.context.app import AppContext
from counter.services.context.projection import Projector
from counter.services.exchange.own_batches import own_batches
from counter.services.exchange.take_in_batches import take_in_batches
from counter.services.keys.trusted import append, settled_keys
from tests.db import toy
from tests.foreign import foreign

TABLES = ("entries", "taken_entries", "batches", "case_rows", "paper_rows", "case_tails", "exchange_marks")
"""What a batch that is not taken in leaves as it was."""


def case_id(number: int) -> str:
    """A case as every station names it."""
    return str(uuid.UUID(int=(7 << 76) | (2 << 62) | number))


@dataclass
class Station:
    """One window: what the services of the exchange need of a profile."""

    journal: SqlJournal
    clock: toy.FakeClock
    recovery: str = ""

    @property
    def projector(self) -> Projector:
        """Rows of the toy cases."""
        return cast("Projector", self.journal.projector)

    @property
    def app(self) -> AppContext:
        """The part of a context that the exchange asks for."""
        return cast("AppContext", self)

    @property
    def code(self) -> str:
        """Of the station."""
        return self.journal.station().code

    def accept(self, number: int, **more: Any) -> str:
        """Open a case with two papers."""
        toy.accept(self.journal, case_id(number), **more)
        return case_id(number)

    def add(self, case: str, kind: str = "material.note", **said: Any) -> Entry:
        """An act on a case that may not be known here."""
        with self.journal.transaction() as tx:
            entry = tx.append(foreign(kind, case, said, previous=tx.last_id(case)), actor="W01")
            rows = toy.project(tx.entries(case))
            if rows.case is not None:
                tx.put_case(rows.case)
            tx.commit()
        return entry

    def batches(self, size: int = 0) -> list[EntryBatch]:
        """What it reports; in pieces of that many entries where said."""
        found = list(own_batches(self.app))
        return [part for one in found for part in self._parted(one, size)] if size else found

    def _parted(self, batch: EntryBatch, size: int) -> Iterator[EntryBatch]:
        for at in range(0, len(batch.entries), size):
            yield self.sign(batch, batch.entries[at : at + size])

    def sign(self, like: EntryBatch, entries: Sequence[Any]) -> EntryBatch:
        """A batch of these entries with this station's own signature."""
        hashes = b"".join(one.hash for one in entries)
        bare = EntryBatch(like.station, like.epoch, entries[0].seq, hashes, bytes(64), tuple(entries))
        return changed(bare, signature=self.journal.sign(message_of(bare), like.epoch))

    def take_in(self, batches: Iterable[EntryBatch | bytes], via: str = "hub") -> list[BatchTakenIn]:
        """Take in."""
        return list(take_in_batches(self.app, batches, via, rest=0.0))

    def outcomes(self, batches: Iterable[EntryBatch | bytes]) -> list[str]:
        """What became of each."""
        return [one.outcome.value for one in self.take_in(batches)]

    def trusts(self, other: Station) -> None:
        """The other's hall and certificates come by file."""
        trust = settled_keys(other.journal, civil_date(other.clock.at))
        event = KeysTrusted("imported", halls=tuple(trust.halls.values()), certificates=trust.certificates)
        append(self.journal, event, actor="S01")

    def check(self) -> ChainReport:
        """``counter check``."""
        return check(self.journal)

    def faults(self) -> list[str]:
        """Kinds of what it finds."""
        return [fault.kind for fault in self.check().faults]

    def content(self) -> dict[str, list[tuple[Any, ...]]]:
        """Everything that a batch may change."""
        run = self.journal.connection().execute
        return {table: run(f"SELECT * FROM {table}").fetchall() for table in TABLES}


def station(folder: Path, code: str, **more: Any) -> Station:
    """A fresh one."""
    clock = toy.FakeClock()
    recovery = profiles.create(folder, replace(toy.IDENTITY, code=code, **more), clock, FileStore(folder))
    return Station(toy.open_journal(folder, clock), clock, recovery)


def placed(batches: Iterable[EntryBatch], first: int = 1) -> list[EntryBatch]:
    """The batches as the hub orders them."""
    return [changed(one, pos=pos) for pos, one in enumerate(batches, first)]
