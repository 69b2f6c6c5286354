"""Take in batches of other stations, and what this one lost and gets back: prove, keep, show.

Nothing is refused that may come tomorrow: a batch whose certificate is not known here is held, a gap is named and holds
nothing back, the same batch twice changes nothing. A batch is stored in several short transactions, so that the window
is not kept waiting; after a cut between them the next exchange adds the rest.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from counter.domain.calendar.workdays import civil_date
from counter.domain.hall.let_in_events import BatchLetIn
from counter.domain.journal.entries import moment
from counter.domain.journal.exchange.batch import (
    BatchRange,
    BatchRefused,
    EntryBatch,
    RefusedBatchReason,
    SentEntry,
    is_joint,
    is_withheld,
    message_of,
    pack_batch,
    prove,
    range_of,
    unpack_batch,
    withheld_in,
)
from counter.domain.journal.exchange.standing import (
    HELD_SENTENCES,
    BatchOutcome,
    BatchTakenIn,
    ForkSeen,
    HeldReason,
    StoredBatch,
)
from counter.domain.journal.kinds import kind_of
from counter.services.context.app import AppContext
from counter.services.context.exchange_ports import ExchangeReading
from counter.services.context.ports import Transaction
from counter.services.exchange.late_batches import note_late
from counter.services.exchange.project_cases import judge_acts, project_cases
from counter.services.keys.trusted import SUBJECT as KEYS
from counter.services.keys.trusted import SYSTEM, trusted_keys, verify

AT_ONCE = 128
"""Entries of one transaction, or somewhat more so that the entries of a case stay together: with the rows of their
cases less than a tenth of a second, which an act at the window may have to wait.
"""
MOST_AT_ONCE = 256
MOST_HELD = 256_000_000
"""Bytes of all batches that are kept until their keys come."""

REST = 0.5
"""Time left to other programs after each transaction, as a share of what it took: an act at the window that found the
file locked asks again at intervals of up to a tenth of a second (SQLite), and must find it free.
"""
_SETTLED = "settled_by"
_FORKED = "有两台电脑在用同一个窗口的身份写记录（{}）。先收到的一份有效，后到的另存，请值班负责人马上查明。"


def take_in_batches(
    app: AppContext, batches: Iterable[EntryBatch | bytes], via: str, *, rest: float = REST
) -> Iterator[BatchTakenIn]:
    """Take in batches, as records or as their bytes, one after the other; what became of each, as it is done.

    ``via``: where they come from, for people. ``rest``: 0 where no window works at this profile. Raises WorldTrouble
    where disk or file prevents it, never for what a batch contains.
    """
    taker: _Taker | None = None
    for given in batches:
        taker = taker or _Taker(app, via, rest)
        yield taker.take(given)


def settle_held(app: AppContext) -> tuple[BatchTakenIn, ...]:
    """Take in what was held for want of a key: after keys or registers came, and before every exchange. What was taken
    in is judged once more by the newest register.

    Costs nothing where no key came since.
    """
    judge_acts(app)
    keys = app.journal.entries(KEYS)
    newest = keys[-1].id if keys else ""
    if app.journal.exchange().mark(_SETTLED) == newest:
        return ()
    found = []
    for one in app.journal.exchange().held():
        body = app.journal.exchange().held_body(one.digest) if one.kept else None
        if body is not None:
            result = _Taker(app, one.via, REST).take(body)
            found.append(result)
            if result.outcome not in (BatchOutcome.HELD, BatchOutcome.REFUSED):
                with app.journal.transaction() as tx:
                    tx.exchange().drop_held(body)
                    tx.commit()
    with app.journal.transaction() as tx:
        tx.exchange().set_mark(_SETTLED, newest)
        tx.commit()
    return tuple(found)


class _Taker:
    """Takes in batches of one source, judged by the keys that were trusted when it began."""

    def __init__(self, app: AppContext, via: str, rest: float) -> None:
        self._app = app
        self._rest = rest
        self._via = via
        self._trust = trusted_keys(app.journal)
        self._station = app.journal.station()
        self._own_keys = {epoch: key for epoch, key, _ in app.journal.exchange().own_epochs()}
        self._let_in = _let_in(app)

    def take(self, given: EntryBatch | bytes) -> BatchTakenIn:
        """Take in one."""
        body = b""
        try:
            body = given if isinstance(given, bytes) else pack_batch(given)
            batch = unpack_batch(body)  # a record is held to the form of its fields too
        except BatchRefused as refused:
            return self._refuse(body, None, refused)
        except (TypeError, ValueError, OverflowError):  # a record of values that cannot even be written
            return self._refuse(body, None, BatchRefused(RefusedBatchReason.UNREADABLE))
        of = range_of(batch)
        if _is_known(self._app.journal.exchange(), batch, of):
            return self._known(batch, of)
        try:
            held = self._judge(batch, of)
            if held is HeldReason.REVOKED and hashlib.sha256(body).hexdigest() in self._let_in:
                held = None  # people decided so, and it is proved in every other respect
            if held is not None:
                return self._hold(body, batch, of, held)
            result = self._store(body, batch, of)
            if result.outcome is BatchOutcome.FORK:
                self._leave_forked(of)
            return result
        except BatchRefused as refused:
            return self._refuse(body, of, refused)

    def _judge(self, batch: EntryBatch, of: BatchRange) -> HeldReason | None:
        """Why the batch has to wait, or None for one that is proved. Raises BatchRefused."""
        certificates = self._trust.named(batch.station, batch.epoch)
        keys = [bytes.fromhex(c.public_key) for c in certificates if c.demo == self._station.demo]
        if batch.station == self._station.code and batch.epoch in self._own_keys:
            keys.append(self._own_keys[batch.epoch])
        if self._station.training or (certificates and not keys):
            raise BatchRefused(RefusedBatchReason.MIXED, of.words)
        if not keys:
            return HeldReason.UNKNOWN_KEY
        message = message_of(batch)
        key = next((one for one in keys if verify(one, message, batch.signature)), keys[0])
        prove(batch, key, verify)
        revoked = self._trust.revocations.get(key.hex())
        # Who has a stolen key can date back: only the hub's order tells when something came.
        if revoked is not None and (batch.pos is None or _last_day(batch) >= revoked.since):
            return HeldReason.REVOKED
        return None

    def _known(self, batch: EntryBatch, of: BatchRange) -> BatchTakenIn:
        """Nothing changes but the place in the hub's order, where that is new."""
        store = self._app.journal.exchange()
        kept = store.batch(of)
        placed = kept is not None and batch.pos not in (None, kept.pos)
        unread: tuple[str, ...] = ()
        if placed and batch.pos is not None:
            with self._app.journal.transaction() as tx:
                tx.exchange().acknowledge(of, batch.pos)
                note_late(tx.exchange(), of, batch.pos)
                several = tx.exchange().of_several(of, own_stream=self._is_own(of))
                unread = project_cases(self._app, tx, several)
                tx.commit()
        known = len(_contents(batch))
        return BatchTakenIn(BatchOutcome.KNOWN, of, 0, known, store.gap_before(of, batch.pos), unread)

    def _store(self, body: bytes, batch: EntryBatch, of: BatchRange) -> BatchTakenIn:
        """Keep a proved batch. Raises BatchRefused."""
        contents = _contents(batch)
        unread: list[str] = []
        begun = time.perf_counter()
        with self._app.journal.transaction() as tx:  # another program may be taking in the same
            store = tx.exchange()
            fork = _fork(store, batch, of)
            if fork is not None:
                seen = ForkSeen(of.station, of.epoch, *fork, self._via, self._now())
                store.put_fork(seen, body)
                tx.commit()
                return self._forked(of, seen.seq)
            here = store.known_entries(of)
            fresh = [one for one in contents if one.seq not in here]
            doubled = store.doubled_ids(of, fresh)
            if doubled:
                seq = next(one.seq for one in fresh if one.id in doubled)
                raise BatchRefused(RefusedBatchReason.DOUBLED, f"第 {seq} 条")
            missing = store.gap_before(of, batch.pos)
            is_new = store.batch(of) is None
            store.put_batch(_kept(batch, of, self._via))
            if fresh or is_new:
                note_late(store, of, batch.pos)
            if batch.pos is not None:
                unread += project_cases(self._app, tx, store.of_several(of, own_stream=self._is_own(of)))
            pieces = list(_pieces(fresh))
            unread += self._put(tx, of, pieces[0] if pieces else [])
            tx.commit()
        self._leave_to_others(begun)
        for piece in pieces[1:]:
            begun = time.perf_counter()
            with self._app.journal.transaction() as tx:
                unread += self._put(tx, of, piece)
                tx.commit()
            self._leave_to_others(begun)
        self._leave_epoch(of)
        outcome = BatchOutcome.NEW if fresh or (is_new and not contents) else BatchOutcome.KNOWN
        return BatchTakenIn(
            outcome, of, len(fresh), len(contents) - len(fresh), missing, tuple(dict.fromkeys(unread))
        )

    def _leave_to_others(self, begun: float) -> None:
        if self._rest:
            time.sleep(self._rest * (time.perf_counter() - begun))

    def _put(self, tx: Transaction, of: BatchRange, piece: Sequence[SentEntry]) -> tuple[str, ...]:
        tx.exchange().put_entries(of.station, of.epoch, piece)
        joint = dict.fromkeys(one.subject for one in piece if is_joint(one.subject))
        return project_cases(self._app, tx, joint)

    def _forked(self, of: BatchRange, seq: int) -> BatchTakenIn:
        where = BatchRange(of.station, of.epoch, seq, seq).words
        return BatchTakenIn(BatchOutcome.FORK, of, sentence=_FORKED.format(where))

    def _leave_forked(self, of: BatchRange) -> None:
        """What is written from now on may not hang on a stream that two machines have written."""
        now = self._app.journal.station()
        if (of.station, of.epoch) == (now.code, now.epoch):
            self._app.journal.open_next_epoch(SYSTEM, "forked")

    def _leave_epoch(self, of: BatchRange) -> None:
        """Where others know more of this epoch than its own file, it is left for the next one."""
        now = self._app.journal.station()
        if (of.station, of.epoch) == (now.code, now.epoch) and of.last > self._app.journal.place()[0]:
            self._app.journal.open_next_epoch(SYSTEM, "rolled_back")

    def _hold(self, body: bytes, batch: EntryBatch, of: BatchRange, why: HeldReason) -> BatchTakenIn:
        with self._app.journal.transaction() as tx:
            store = tx.exchange()
            if not _has_room(store, body):
                return _refusal(of, BatchRefused(RefusedBatchReason.FULL, of.words))
            store.put_held(body, of, why.value, self._via, self._now(), keep=True)
            tx.commit()
        return BatchTakenIn(BatchOutcome.HELD, of, why=why.value, sentence=HELD_SENTENCES[why])

    def _refuse(self, body: bytes, of: BatchRange | None, refused: BatchRefused) -> BatchTakenIn:
        """Note it. Two windows may bear one name: what the known one did not sign is tried again with every new key."""
        with self._app.journal.transaction() as tx:
            store = tx.exchange()
            keep = refused.reason is RefusedBatchReason.SIGNATURE and _has_room(store, body)
            store.put_held(body, of, refused.reason.value, self._via, self._now(), keep=keep)
            tx.commit()
        return _refusal(of, refused)

    def _is_own(self, of: BatchRange) -> bool:
        return of.station == self._station.code

    def _now(self) -> datetime:
        return self._app.clock.read().at


def _let_in(app: AppContext) -> frozenset[str]:
    """Digests of the batches that people let in although their key was revoked since."""
    read = (kind_of(BatchLetIn).read(entry) for entry in app.journal.entries(KEYS))
    return frozenset(event.digest for event in read if event is not None)


def _refusal(of: BatchRange | None, refused: BatchRefused) -> BatchTakenIn:
    return BatchTakenIn(BatchOutcome.REFUSED, of, why=refused.reason.value, sentence=refused.sentence)


def _has_room(store: ExchangeReading, body: bytes) -> bool:
    return store.held_bytes() + len(body) <= MOST_HELD


def _last_day(batch: EntryBatch) -> str:
    days = [civil_date(moment(one.at)).isoformat() for one in batch.entries if isinstance(one, SentEntry)]
    return max(days, default="")


def _contents(batch: EntryBatch) -> list[SentEntry]:
    """The entries that are stored: who sends the content of a rating is not helped to spread it."""
    return [one for one in batch.entries if isinstance(one, SentEntry) and not is_withheld(one.kind)]


def _kept(batch: EntryBatch, of: BatchRange, via: str) -> StoredBatch:
    return StoredBatch(of, batch.hashes, batch.signature, withheld_in(batch), via, batch.pos)


def _is_known(store: ExchangeReading, batch: EntryBatch, of: BatchRange) -> bool:
    """Whether all of the batch is here: its list, as the station signed it, and each of its entries."""
    kept = store.batch(of)
    if kept is None or kept.hashes != batch.hashes or kept.withheld != withheld_in(batch):
        return False
    places = {one.seq: batch.listed[one.seq - of.first] for one in batch.entries if _inside(one.seq, of)}
    if len(places) != len(batch.entries) or any(one.hash != places[one.seq] for one in batch.entries):
        return False  # to be proved, and refused
    return {one.seq for one in _contents(batch)} <= store.known_entries(of)


def _inside(seq: int, of: BatchRange) -> bool:
    return of.first <= seq <= of.last


def _fork(store: ExchangeReading, batch: EntryBatch, of: BatchRange) -> tuple[int, bytes] | None:
    """Number and hash of an entry that is not the one known here, by the list or by what is linked to."""
    known = store.known_hashes(BatchRange(of.station, of.epoch, max(1, of.first - 1), of.last))
    for seq, given in enumerate(batch.listed, of.first):
        if known.get(seq, given) != given:
            return seq, given
    begins = next((one.prev for one in batch.entries if one.seq == of.first), None)
    if begins is not None and known.get(of.first - 1, begins) != begins:
        return of.first - 1, begins
    follows = store.prev_of(of.station, of.epoch, of.last + 1)
    return None if follows in (None, batch.listed[-1]) else (of.last, batch.listed[-1])


def _pieces(entries: Sequence[SentEntry]) -> Iterator[list[SentEntry]]:
    """The entries in parts, those of one case together where they are not too many."""
    piece: list[SentEntry] = []
    for one in entries:
        full = len(piece) >= AT_ONCE and one.subject != piece[-1].subject
        if full or len(piece) >= MOST_AT_ONCE:
            yield piece
            piece = []
        piece.append(one)
    if piece:
        yield piece
