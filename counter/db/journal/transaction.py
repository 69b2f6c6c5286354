"""One transaction: the entries, numbers and rows of one act become durable together."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Self

import uuid_utils

from counter.db.file.clock import is_untimely, reckoned
from counter.db.file.errors import JournalBug, explained
from counter.db.journal import stream, wrong_pins
from counter.db.journal.file_guard import FileGuard
from counter.db.journal.heads import Head, HeadSigner
from counter.db.journal.rating_slot_writes import RatingSlotWrites
from counter.db.journal.read_models import ReadModels
from counter.db.journal.witnesses import Witnesses
from counter.db.keys.sealing import CaseKeys, KeyDestroyed, seal_personal
from counter.db.rows import drafts, rating_rows, rows, search, task_rows
from counter.db.rows.held_rows import StoredHeld
from counter.domain.errors import RuleRefused, StaleBase
from counter.domain.hall.pin_lock import WrongPins, strictest
from counter.domain.journal.chain import Field, fields_hash
from counter.domain.journal.entries import (
    CLOCK_CONFIRMED,
    ClockReading,
    Entry,
    NewEntry,
    microseconds,
    taken_text,
)
from counter.domain.journal.exchange.scope import is_joint
from counter.domain.journal.kinds import EventKind, Fields, Written, WrongEvent, kind_of
from counter.services.context.ports import (
    CaseRow,
    Clock,
    DraftRow,
    PaperRow,
    RatingRow,
    StaffRow,
    TaskRow,
)

if TYPE_CHECKING:
    from datetime import datetime

    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    from counter.db.exchange.tables import ExchangeTables
    from counter.db.journal.shared_keys import SharedKeyTables

_NEXT = """
    INSERT INTO numbers (station, epoch, series, last) VALUES (?, ?, ?, 1)
    ON CONFLICT (station, epoch, series) DO UPDATE SET last = last + 1 RETURNING last
"""
_SEALED_BEFORE = """
    SELECT 1 FROM entries WHERE subject = ?1 AND station = ?2 AND epoch < ?3 AND sealed IS NOT NULL
    UNION ALL SELECT 1 FROM taken_entries WHERE subject = ?1 AND station = ?2 AND epoch < ?3 AND sealed IS NOT NULL
    LIMIT 1
"""


@dataclass(frozen=True, slots=True)
class JournalContext:
    """What a transaction works with: the station's place in the chain, its keys, its clock, its guards."""

    station: str
    epoch: int
    keys: CaseKeys
    clock: Clock
    signer: HeadSigner
    witnesses: Witnesses | None = None
    kept: FileGuard | None = None


class SqlTransaction(RatingSlotWrites, ReadModels):
    """``BEGIN IMMEDIATE`` … ``COMMIT``; leaving without ``commit`` rolls back. Used once, in one thread."""

    def __init__(self, connection: Any, context: JournalContext) -> None:
        super().__init__(connection)
        self._context = context
        self._head: Head | None = None
        self._trusted: ClockReading | None = None
        self._seen: dict[str, set[str | None]] = {}
        self._boxes: dict[str, AESGCM] = {}
        self._taken: list[tuple[str, int]] = []
        self._given: dict[str, int] = {}
        self._pins: dict[str, WrongPins | None] = {}
        self._appended = False
        self._open = False

    def __enter__(self) -> Self:
        with explained():
            self._connection.execute("BEGIN IMMEDIATE")
        self._open = True
        if self._context.kept is not None:
            try:
                with explained():
                    self._context.kept.must_be_there(
                        self._connection, self._context.station, self._context.epoch
                    )
            except BaseException:
                self.__exit__()
                raise
        return self

    def __exit__(self, *exc: object) -> None:
        if self._open:
            self._open = False
            with explained():
                if self._connection.in_transaction:  # a full disk has rolled back already
                    self._connection.execute("ROLLBACK")
                self._stop_overwriting()

    def commit(self) -> None:
        """Make everything durable, then sign the new head beside the file."""
        self._must_be_open()
        if self._taken:
            raise JournalBug(f"numbers taken without an entry: {[series for series, _ in self._taken]}")
        with explained():
            self._connection.execute("COMMIT")
            self._open = False
            self._stop_overwriting()
        if self._appended and self._head is not None:
            self._update_witnesses(self._head)
        if self._context.witnesses is not None:
            self._context.witnesses.pins.update(self._pins)  # before a PIN is checked

    def _update_witnesses(self, head: Head) -> None:
        """Update the witnesses, which can reveal an older file, before a number is shown."""
        if self._context.kept is not None:
            self._context.kept.committed(head, self._given)
        if self._context.witnesses is not None:
            self._context.witnesses.write(head, given=bool(self._given) or any(map(is_joint, self._seen)))
        with suppress(OSError):  # the act is durable; a head that could not be written only lags behind
            self._context.signer.write(head)

    def append(self, new: NewEntry, *, actor: str) -> Entry:
        """Append one event: seq, time, seal, chain. Raises JournalBug for what is no event of its declared shape."""
        self._must_be_open()
        try:
            kind = kind_of(type(new.payload))
            written = kind.written(new.payload, new.sealed)
        except WrongEvent as wrong:
            raise JournalBug(str(wrong)) from wrong
        with explained():
            head = self._current_head()
            self._refuse_stale(new)
            now = self._context.clock.read()
            fields = self._fields(new, kind, written, actor, head, now)
            row = (*fields, fields_hash(fields))
            stream.insert(self._connection, row)
        # The caller gets exactly what is stored.
        entry = stream.closed_entry(row, written.personal, records=written.records)
        self._head = Head(entry.station, entry.epoch, entry.seq, entry.hash)
        self._seen[entry.subject].add(entry.id)
        self._taken.clear()
        self._appended = True
        if not entry.untimely or entry.kind == CLOCK_CONFIRMED:
            self._trusted = now
        return entry

    def _fields(
        self,
        new: NewEntry,
        kind: EventKind[Any],
        written: Written,
        actor: str,
        head: Head,
        now: ClockReading,
    ) -> tuple[Field, ...]:
        """The stored fields of the entry that follows the head, in the order of ``chained_fields``."""
        entry_id = str(uuid_utils.uuid7())
        return (
            self._context.station,
            self._context.epoch,
            head.seq + 1,
            entry_id,
            microseconds(now.at),
            now.boot,
            now.monotonic_ns,
            actor,
            kind.name,
            kind.version,
            new.subject,
            new.previous_entry_id,
            written.payload,
            self._sealed(new.subject, written.personal, entry_id),
            taken_text(tuple(self._taken)),
            int(is_untimely(now, self._trusted)),
            head.hash,
        )

    def numbered_at(self, now: datetime) -> datetime:
        """The time that a number given at ``now`` may name."""
        self._must_be_open()
        self._current_head()
        reading = self._context.clock.read()
        return reckoned(reading, self._trusted) if is_untimely(reading, self._trusted) else now

    def next_number(self, series: str) -> int:
        """Next number of a series; the next entry appended carries it."""
        self._must_be_open()
        with explained():
            row = self._connection.execute(
                _NEXT, (self._context.station, self._context.epoch, series)
            ).fetchone()
        number = int(row[0])
        if self._context.kept is not None:
            self._context.kept.must_be_new(series, number)
        self._taken.append((series, number))
        self._given[series] = number
        return number

    def entries(self, subject: str) -> tuple[Entry, ...]:
        """All entries of one subject in order, opened."""
        with explained():
            return stream.entries_of(self._connection, self._context.keys, subject)

    def last_id(self, subject: str) -> str | None:
        """What the next entry about the subject names as its base, or None."""
        with explained():
            return stream.last_id(self._connection, subject)

    def exchange(self) -> ExchangeTables:
        """The tables of the exchange with other stations."""
        from counter.db.exchange.tables import ExchangeTables  # a start and an acceptance do not need it

        return ExchangeTables(self._connection)

    def held(self) -> StoredHeld:
        """What lies at this window."""
        return StoredHeld(self._connection)

    def connection(self) -> Any:
        """The connection that holds this transaction."""
        return self._connection

    def shared_keys(self) -> SharedKeyTables:
        """Case keys here, and the wraps by which they travel."""
        from counter.db.journal.shared_keys import SharedKeyTables  # nor this

        return SharedKeyTables(self._connection, self._context.keys, self._context.station)

    def put_case(self, row: CaseRow) -> None:
        """Write the read-model row of a case."""
        self._must_be_open()
        with explained():
            rows.put_case(self._connection, row)

    def put_paper(self, row: PaperRow) -> None:
        """Write the read-model row of a paper."""
        self._must_be_open()
        with explained():
            rows.put_paper(self._connection, row)

    def put_papers(self, case: str, papers: Sequence[PaperRow]) -> None:
        """Replace the papers of a case, in this order."""
        self._must_be_open()
        with explained():
            rows.put_papers(self._connection, case, papers)

    def put_tasks(self, case: str, rows: Sequence[TaskRow]) -> None:
        """Replace the tasks of a case."""
        self._must_be_open()
        with explained():
            task_rows.put_tasks(self._connection, case, rows)

    def erase_case(self, case: str) -> None:
        """Take a case off every list; its entries stay."""
        self._must_be_open()
        with explained():
            rows.erase_case(self._connection, case)
            rows.erase_papers(self._connection, case)
            task_rows.put_tasks(self._connection, case, ())
            self.results().put(case, ())

    def put_staff(self, row: StaffRow) -> None:
        """Write the read-model row of a person on duty."""
        self._must_be_open()
        with explained():
            rows.put_staff(self._connection, row)

    def put_rating(self, row: RatingRow) -> None:
        """Write the read-model row of a rating (office)."""
        self._must_be_open()
        with explained():
            rating_rows.put_rating(self._connection, row)

    def wrong_pins(self, key: str) -> WrongPins | None:
        """Consecutive wrong PINs of the code that ``key`` represents: the file's, or a witness's that wait longer."""
        with explained():
            own = wrong_pins.get(self._connection, key)
        outside = () if self._context.witnesses is None else self._context.witnesses.pins.known(key)
        known = (*(() if own is None else (own,)), *outside)
        return strictest(known, self._context.clock.read()) or own

    def put_wrong_pins(self, tries: WrongPins, staying: Collection[str]) -> None:
        """Store them (no journal entry); of too many codes the longest untried are dropped, but never those
        ``staying``.
        """
        self._must_be_open()
        with explained():
            wrong_pins.put(self._connection, tries, staying)
        if tries.key in staying:  # codes that nobody has open nothing, and are without number
            self._pins[tries.key] = tries

    def forget_wrong_pins(self, key: str) -> None:
        """Delete those of one code."""
        self._must_be_open()
        with explained():
            wrong_pins.forget(self._connection, key)
        self._pins[key] = None

    def open_cases_of(
        self, bundle: int, id_numbers: Sequence[str], names: Sequence[str]
    ) -> tuple[CaseRow, ...]:
        """Open cases of the same bundle by any of these id numbers, or by name where a side has none."""
        with explained():
            return search.open_cases_of(self._connection, bundle, id_numbers, names)

    def save_draft(self, row: DraftRow) -> None:
        """Insert or replace a draft (no journal entry)."""
        self._must_be_open()
        with explained():
            drafts.save(self._connection, row)

    def erase_draft(self, draft: str) -> None:
        """Erase a draft, if it is there."""
        self._must_be_open()
        with explained():
            drafts.erase(self._connection, draft)

    def destroy_key(self, subject: str) -> None:
        """Destroy a subject's keys for good, of every maker, and their wraps (``forget`` alone does this)."""
        self._must_be_open()
        with explained():
            self._context.keys.destroy(self._connection, subject, self._context.station)
            self._connection.execute("DELETE FROM key_wraps WHERE subject = ?", (subject,))
        self._boxes.pop(subject, None)

    def _must_be_open(self) -> None:
        if not self._open:
            raise JournalBug("the transaction is not open")

    def _current_head(self) -> Head:
        """The chain's head, read once inside the transaction and then cached."""
        if self._head is None:
            self._head = stream.head_of(self._connection, self._context.station, self._context.epoch)
            if self._context.kept is not None:
                self._context.kept.must_follow(self._connection, self._head)
            self._trusted = stream.trusted_reading(self._connection, self._context.station)
        return self._head

    def _refuse_stale(self, new: NewEntry) -> None:
        """The actor must have seen the subject's last entry, or one that this transaction appended."""
        seen = self._seen.get(new.subject)
        if seen is None:
            seen = {stream.last_id(self._connection, new.subject)}
            self._seen[new.subject] = seen
        if new.previous_entry_id not in seen:
            raise StaleBase("这件事刚刚在别处有了新的办理记录，请看过最新的再办。刚才填的都还在。")

    def _new_box(self, keys: CaseKeys, subject: str) -> AESGCM:
        """A key for a subject that has none of this station's here."""
        station, epoch = self._context.station, self._context.epoch
        if epoch > 1 and self._connection.execute(_SEALED_BEFORE, (subject, station, epoch)).fetchone():
            from counter.domain.journal.exchange.key_cards import later_maker  # after a restoring alone

            maker = later_maker(station, epoch)
            return keys.box_of(self._connection, subject, maker) or keys.make(
                self._connection, subject, maker
            )
        return keys.make(self._connection, subject, station)

    def _sealed(self, subject: str, personal: Fields | None, entry_id: str) -> bytes | None:
        if personal is None:
            return None
        box = self._boxes.get(subject)
        if box is None:
            keys = self._context.keys
            try:
                box = keys.box_of(self._connection, subject, self._context.station)
            except KeyDestroyed:
                sentence = "这件事的个人信息已按规定清除，不能再补录个人信息。请另立新件办理。"
                raise RuleRefused(sentence, rule="L11") from None
            if box is None:
                box = self._new_box(keys, subject)
            self._boxes[subject] = box
        return seal_personal(box, personal, entry_id)
