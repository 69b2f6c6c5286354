"""Courier files to be written: everything that is not acknowledged, to the hall; from its place, what a window lacks.

Nothing is marked as reported here: only the place's answer does that. Copied is not reported.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, islice
from typing import TYPE_CHECKING

from counter.domain.calendar.workdays import civil_date
from counter.domain.errors import RuleRefused
from counter.domain.journal.exchange.batch import (
    BatchRange,
    BatchRefused,
    EntryBatch,
    RefusedBatchReason,
    SentEntry,
    WithheldEntry,
    is_joint,
    pack_batch,
    range_of,
)
from counter.domain.journal.exchange.courier import (
    BATCH,
    FORM,
    KEYS_PARCEL,
    MOST_IN_ONE,
    CourierDirection,
    CourierHead,
    CourierNote,
    CourierParcel,
    CourierPart,
    OrderSeen,
    note_part,
    parcel_part,
    runs_of,
)
from counter.domain.journal.exchange.standing import HELD_SENTENCES, HeldBatch, HeldReason, StoredBatch
from counter.services.exchange.courier_file import courier_bytes
from counter.services.exchange.courier_keys import statements_of_hall
from counter.services.exchange.courier_parcels import (
    lacks_parcels,
    parcels_for_hall,
    parcels_for_window,
)
from counter.services.exchange.courier_partners import (
    COPIED,
    LastCopied,
    WindowKnown,
    halls_of_window,
    is_same_order,
    of_window,
    order_seen,
    read_mark,
    to_window,
    trust_here,
    windows_of_hall,
    write_mark,
)
from counter.services.exchange.courier_wraps import KeysInFile, keys_down, keys_up, prepare_keys
from counter.services.exchange.give_order import give_order
from counter.services.exchange.late_batches import note_told
from counter.services.exchange.own_batches import own_batches
from counter.services.keys.files import public_text
from counter.services.keys.trusted import public_of, seed_in_force, sign_with

if TYPE_CHECKING:
    from counter.domain.papers.verify.trusted_keys import Certificate, Trust
    from counter.services.context.app import AppContext

MOST_NOTES = 50
_AT_ONCE = 64
NO_HALL = "本窗口还没有大厅签发的证书，不知道这些记录要交给谁。请先在大厅窗口签发证书，把大厅的公钥文件拿来采用，再拷。"
NO_WINDOWS = "本窗口持有大厅密钥，还没有给别的窗口签发证书，没有要拷的；别的窗口拷来的，先收U盘。"
IN_TRAINING = "这是培训用的窗口，办的件没有效力，不上报，也不收别处的记录。"
_FORKED = "有两台电脑在用这个窗口的身份写记录，后到的另存了，请值班负责人马上查明。"


@dataclass(frozen=True, slots=True)
class CourierDraft:
    """One file to be written. ``mark``: under what its number is kept once it is; ``content``: its bytes, each time
    from the beginning.
    """

    head: CourierHead
    mark: str
    content: Callable[[], Iterator[bytes]]
    keys: KeysInFile = field(default_factory=KeysInFile)


@dataclass(frozen=True, slots=True)
class _Cut:
    """What goes into one file: kept batches, of each whether with its entries."""

    batches: tuple[tuple[BatchRange, int | None, bool], ...] = ()
    entries: int = 0
    upto: int = 0
    more: bool = False


def courier_drafts(app: AppContext, there: Collection[str] = ()) -> Iterator[CourierDraft]:
    """The files to be written here: one to the hall; and at its exchange place one for each window that has reported by
    file and lacks something. ``there``: names of the files on the stick, whose numbers are not given again.

    Raises RuleRefused where nobody is known to whom it goes.
    """
    if app.journal.station().training:
        raise RuleRefused(IN_TRAINING, rule="L14")
    trust = trust_here(app)
    halls, windows = halls_of_window(app, trust), windows_of_hall(app, trust)
    if not halls and not windows and seed_in_force(app.journal, trust) is not None:
        raise RuleRefused(NO_WINDOWS, rule="keys")
    if not halls and not windows:
        raise RuleRefused(NO_HALL, rule="keys")
    prepare_keys(app)
    give_order(app, reports=bool(halls))
    if halls:
        yield _up(app, trust, halls, there)
    for station, certificate in sorted(windows.items()):
        known = read_mark(app.journal.exchange(), of_window(station), WindowKnown)
        draft = _down(app, trust, certificate, known, there) if known.number else None
        if draft is not None:
            yield draft


def note_copied(app: AppContext, draft: CourierDraft) -> None:
    """The file lies on the stick, whole and compared: its number is given."""
    head = draft.head
    copied = LastCopied(head.epoch, head.number, head.made_at, head.file_name, head.entries)
    with app.journal.transaction() as tx:
        write_mark(tx.exchange(), draft.mark, copied)
        draft.keys.copied(tx, head)
        tx.commit()


def _up(app: AppContext, trust: Trust, halls: tuple[str, ...], there: Collection[str]) -> CourierDraft:
    store, station = app.journal.exchange(), app.journal.station()
    now, waiting = app.clock.read().at, store.waiting()
    cut = _cut_own(app)
    head = CourierHead(
        form=FORM,
        direction=CourierDirection.UP,
        number=_next_number(app, COPIED, "", there),
        made_at=now.isoformat(),
        demo=station.demo,
        hall=trust.halls[halls[-1]].hall,
        station=station.code,
        epoch=station.epoch,
        window=station.window,
        public_key=app.journal.public_key().hex(),
        recipients=halls[-1:],
        to_station="",
        runs=runs_of(of for of, _, _ in cut.batches),
        entries=cut.entries,
        since=civil_date(waiting.since).isoformat() if waiting.since else "",
        until=civil_date(now).isoformat() if cut.entries else "",
        own=tuple((epoch, last) for epoch, _, last in store.own_epochs()),
        seen=order_seen(store),
        more=cut.more,
    )
    keys = keys_up(app)
    return _draft(
        head,
        COPIED,
        lambda: chain(keys.parts, _parts(app, cut, ""), parcels_for_hall(app)),
        app.journal.sign,
        keys,
    )


def _down(
    app: AppContext, trust: Trust, to: Certificate, known: WindowKnown, there: Collection[str]
) -> CourierDraft | None:
    """The file for a window; None where it has everything."""
    store, station = app.journal.exchange(), app.journal.station()
    seed = seed_in_force(app.journal, trust)
    assert seed is not None  # else there are no windows
    same = is_same_order(store, station.code, known.seen)
    after = known.seen.pos if same else 0
    cut, notes = _cut_order(app, to.station, known, after), _notes(app, to.station)
    wraps = keys_down(app, to.station)
    if same and not cut.batches and not notes and not wraps.due and not lacks_parcels(app, to.station):
        return None
    note_told(app, cut.upto)
    mark = to_window(to.station)
    head = CourierHead(
        form=FORM,
        direction=CourierDirection.DOWN,
        number=_next_number(app, mark, to.station, there),
        made_at=app.clock.read().at.isoformat(),
        demo=station.demo,
        hall=trust.halls[public_of(seed)].hall,
        station=station.code,
        epoch=station.epoch,
        window=station.window,
        public_key=public_of(seed),
        recipients=(to.public_key,),
        to_station=to.station,
        runs=runs_of(of for of, _, full in cut.batches if full),
        entries=cut.entries,
        since="",
        until="",
        own=tuple((epoch, last) for epoch, _, last in store.own_epochs()),
        seen=OrderSeen(),
        after=after,
        upto=cut.upto,
        anew=not same,
        more=cut.more,
    )

    keys = public_text(statements_of_hall(trust, public_of(seed)))

    def parts() -> Iterator[CourierPart]:
        yield parcel_part(CourierParcel(KEYS_PARCEL, keys.encode()))
        yield from wraps.parts
        yield from map(note_part, notes)
        yield from _parts(app, cut, to.station)
        yield from parcels_for_window(app, to.station)

    return _draft(head, mark, parts, lambda message: bytes.fromhex(sign_with(seed, message)), wraps)


def _draft(
    head: CourierHead,
    mark: str,
    parts: Callable[[], Iterable[CourierPart]],
    sign: Callable[[bytes], bytes],
    keys: KeysInFile,
) -> CourierDraft:
    return CourierDraft(head, mark, lambda: courier_bytes(head, parts(), sign), keys)


def _next_number(app: AppContext, mark: str, to: str, there: Collection[str]) -> int:
    """One more than the highest that was given, by what is noted here and what lies on the stick (a kill may have come
    between the two).
    """
    station = app.journal.station()
    last = read_mark(app.journal.exchange(), mark, LastCopied)
    own = re.escape(_name_of(station.code, station.epoch, to))
    found = (re.fullmatch(own.replace("0000", "([0-9]{4,12})"), name) for name in there)
    given = [int(one[1]) for one in found if one is not None]
    return 1 + max([last.number if last.epoch == station.epoch else 0, *given])


def _name_of(station: str, epoch: int, to: str) -> str:
    from counter.domain.document.numbering import epoch_mark
    from counter.domain.journal.exchange.courier import SUFFIX

    return f"{station}-{epoch_mark(epoch)}{f'-to-{to}' if to else ''}-0000{SUFFIX}"


def _cut_own(app: AppContext) -> _Cut:
    found: list[tuple[BatchRange, int | None, bool]] = []
    size = entries = 0
    for batch in own_batches(app):
        size += _size(batch.entries)
        if found and size > MOST_IN_ONE:
            return _Cut(tuple(found), entries, more=True)
        found.append((range_of(batch), None, True))
        entries += len(batch.entries)
    return _Cut(tuple(found), entries)


def _cut_order(app: AppContext, reader: str, known: WindowKnown, after: int) -> _Cut:
    """What came late, and what follows in the order; of the reader's own entries, which it has, the place alone."""
    store, own = app.journal.exchange(), dict(known.own)
    found: list[tuple[BatchRange, int | None, bool]] = []
    size, entries, upto = 0, 0, after
    for kept in chain(store.late(after), _ordered(app, after)):
        of = kept.range
        full = of.station != reader or of.last > own.get(of.epoch, 0)
        if full:
            there = _readable(store.batch_entries(kept), of, reader)
            size += _size(there)
            if found and size > MOST_IN_ONE:
                return _Cut(tuple(found), entries, upto, more=True)
            entries += len(there)
        found.append((of, kept.pos, full))
        upto = max(upto, kept.pos or 0)
    return _Cut(tuple(found), entries, upto)


def _size(entries: Sequence[SentEntry | WithheldEntry]) -> int:
    contents = (one for one in entries if isinstance(one, SentEntry))
    return sum(len(one.payload) + len(one.sealed or b"") for one in contents)


def _ordered(app: AppContext, after: int) -> Iterator[StoredBatch]:
    while found := app.journal.exchange().placed(after, _AT_ONCE):
        yield from found
        after = found[-1].pos or after


def _readable(
    entries: tuple[SentEntry | WithheldEntry, ...], of: BatchRange, reader: str
) -> tuple[SentEntry | WithheldEntry, ...]:
    """What goes to a window: of others' entries those of cases, as from the hub; the hall ("") gets everything.

    The numbers of withheld ones go along: they are signed too.
    """
    if reader in ("", of.station):
        return entries
    return tuple(one for one in entries if isinstance(one, WithheldEntry) or is_joint(one.subject))


def _parts(app: AppContext, cut: _Cut, reader: str) -> Iterator[CourierPart]:
    for of, pos, full in cut.batches:
        store = app.journal.exchange()
        kept = store.batch(of)
        if kept is not None:
            entries = store.batch_entries(kept)
            entries = _readable(entries, of, reader) if full else _withheld(entries)
            yield CourierPart(BATCH, pack_batch(_with(kept, entries, pos)))


def _withheld(entries: tuple[SentEntry | WithheldEntry, ...]) -> tuple[WithheldEntry, ...]:
    """What even a bare place carries, to be recognised."""
    return tuple(one for one in entries if isinstance(one, WithheldEntry))


def _with(kept: StoredBatch, entries: tuple[SentEntry | WithheldEntry, ...], pos: int | None) -> EntryBatch:
    of = kept.range
    return EntryBatch(of.station, of.epoch, of.first, kept.hashes, kept.signature, entries, pos)


def _notes(app: AppContext, station: str) -> list[CourierNote]:
    """What of that window could not be taken in here, and why."""
    store = app.journal.exchange()
    held = (one for one in store.held() if one.range is not None and one.range.station == station)
    notes = [CourierNote(*one.range, _why(one)) for one in held if one.range is not None]
    forks = [
        CourierNote(one.station, one.epoch, one.seq, one.seq, _FORKED)
        for one in store.forks()
        if one.station == station
    ]
    return list(islice((*forks, *notes), MOST_NOTES))


def _why(held: HeldBatch) -> str:
    if held.kept:
        return HELD_SENTENCES[HeldReason(held.why)]
    place = held.range.words if held.range is not None else ""
    return BatchRefused(RefusedBatchReason(held.why), place).sentence
