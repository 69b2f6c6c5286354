"""Case keys in courier files: wraps up to the exchange place and down to a window, each sent until the other side says
that it has them. Copied is not sent.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import msgspec

from counter.domain.journal.exchange.courier import (
    KEYS_ANSWER,
    WRAPS,
    CourierHead,
    CourierPart,
    KeysAnswer,
    answer_part,
    read_answer,
)
from counter.domain.journal.exchange.key_cards import is_maker_of, is_recovery
from counter.domain.journal.exchange.key_wraps import KeyParcel, KeyWrap, pack_keys, unpack_keys
from counter.domain.shapes import whole
from counter.services.exchange.courier_partners import PLACE_KNOWN, PlaceKnown, read_mark
from counter.services.exchange.reading_keys import known_reading_keys, own_reading_key, own_recipients
from counter.services.exchange.settle_keys import settle_keys
from counter.services.exchange.share_keys import wraps_to_send
from counter.services.exchange.take_wraps import take_wraps
from counter.services.keys.recovery_reading import recovery_recipients
from counter.services.keys.ring_cards import held_rings, known_rings

if TYPE_CHECKING:
    from counter.services.context.app import AppContext
    from counter.services.context.ports import Transaction

_OF_WINDOW = "courier.keys."
_MOST = 100_000
"""Wraps of one file, some 25 MB; the rest goes into the next."""
_OF_PART = 5_000
_EPOCH = 1 << 32


class WindowKeys(msgspec.Struct, frozen=True):
    """What an exchange place knows of a window's keys. ``taken``: epoch and number of its newest file whose wraps were
    taken in, ``answered``: the one that the newest file for it says so of; ``wanted``: recipients it takes wraps for;
    ``copied``: newest file for it (epoch, number) with the digest of its wraps; ``known``: digest of those it has.
    """

    taken: tuple[int, int] = (0, 0)
    answered: tuple[int, int] = (0, 0)
    wanted: tuple[str, ...] = ()
    copied: tuple[int, int, str] = (0, 0, "")
    known: str = ""


@dataclass(frozen=True, slots=True)
class KeysInFile:
    """The keys of a file to be written. ``due``: they alone are worth a file."""

    parts: tuple[CourierPart, ...] = ()
    wraps: tuple[KeyWrap, ...] = ()
    due: bool = False
    station: str = ""
    digest: str = ""
    taken: tuple[int, int] = (0, 0)

    def copied(self, tx: Transaction, head: CourierHead) -> None:
        """The file lies on the stick."""
        if not self.station:
            tx.shared_keys().wraps_copied(self.wraps, copied_place(head.epoch, head.number))
            return
        before = _read(tx.exchange().mark(_OF_WINDOW + self.station))
        copied = (head.epoch, head.number, self.digest)
        _write(tx, self.station, msgspec.structs.replace(before, copied=copied, answered=self.taken))


@dataclass(slots=True)
class KeysRead:
    """The keys of a file that is being read: proved with the rest of it, then taken in."""

    answer: KeysAnswer | None = None
    parcels: list[KeyParcel] = field(default_factory=list)

    def add(self, part: CourierPart) -> None:
        """Read a part. Raises BadInput for one that no program wrote."""
        if part.kind == WRAPS:
            self.parcels.append(unpack_keys(part.content))
        elif part.kind == KEYS_ANSWER:
            self.answer = read_answer(part.content)


def copied_place(epoch: int, number: int) -> int:
    """Place of a file among all of a station's: those of a later epoch are later."""
    return epoch * _EPOCH + number


def prepare_keys(app: AppContext) -> None:
    """Before a file is cut: what this puts on record travels with the rest."""
    settle_keys(app)
    own_reading_key(app)


def keys_up(app: AppContext) -> KeysInFile:
    """What goes to the exchange place: every wrap that it has not answered for."""
    known = read_mark(app.journal.exchange(), PLACE_KNOWN, PlaceKnown)
    wanted = (*own_recipients(app), *held_rings(app.journal))
    if app.journal.shared_keys().lacks_own_keys():  # after a restoring: until the recovery key is typed
        wanted += recovery_recipients(app.journal)
    parcel = wraps_to_send(app, 0)
    wraps = app.journal.shared_keys().waiting_wraps(_MOST)
    answer = answer_part(KeysAnswer(known.epoch, known.number, wanted))
    return KeysInFile((answer, *_parts(wraps, parcel)), wraps)


def keys_down(app: AppContext, station: str) -> KeysInFile:
    """What goes to a window: up to which file its wraps are here, and the wraps for it where it has not these."""
    known = _read(app.journal.exchange().mark(_OF_WINDOW + station))
    keys = app.journal.shared_keys()
    wraps = tuple(
        wrap
        for recipient in known.wanted
        for wrap in keys.wraps_for(recipient)
        if not is_recovery(recipient) or is_maker_of(wrap.maker, station)
    )
    digest = _digest(wraps)
    fresh = digest != known.known
    public = (own_reading_key(app), *(one for one in known_reading_keys(app) if one.station != station))
    parcel = KeyParcel(reading_keys=public, rings=known_rings(app.journal))
    return KeysInFile(
        (answer_part(KeysAnswer(*known.taken)), *_parts(wraps if fresh else (), parcel)),
        wraps,
        due=bool(known.wanted) and (fresh or known.taken != known.answered),
        station=station,
        digest=digest,
        taken=known.taken,
    )


def take_keys_up(app: AppContext, read: KeysRead, head: CourierHead) -> None:
    """At the exchange place: wraps of a window that a hall known here certified, to be used here and carried on."""
    for parcel in read.parcels:
        take_wraps(app, parcel, travels_on=True)
    settle_keys(app)
    if read.answer is None:
        return
    known = _read(app.journal.exchange().mark(_OF_WINDOW + head.station))
    has = (read.answer.epoch, read.answer.number) == known.copied[:2]
    changed = msgspec.structs.replace(
        known,
        taken=max(known.taken, (head.epoch, head.number)),
        wanted=read.answer.wanted if (head.epoch, head.number) >= known.taken else known.wanted,
        known=known.copied[2] if has else known.known,
    )
    if changed != known:
        with app.journal.transaction() as tx:
            _write(tx, head.station, changed)
            tx.commit()


def take_keys_down(app: AppContext, read: KeysRead) -> None:
    """At a window: what its place has of its wraps counts as sent; wraps for it are opened."""
    if read.answer is not None and read.answer.number:
        keys = app.journal.shared_keys()
        first = copied_place(read.answer.epoch, 1)
        sent = keys.answered_wraps(first, copied_place(read.answer.epoch, read.answer.number))
        own = {*own_recipients(app), *held_rings(app.journal)}
        with app.journal.transaction() as tx:
            tx.shared_keys().wraps_sent(sent, own)
            tx.commit()
    for parcel in read.parcels:
        take_wraps(app, parcel)
    settle_keys(app)


def carried_recipients(app: AppContext) -> tuple[str, ...]:
    """Recipients at windows without a line, for whom the hub's wraps are fetched here. It gives recovery wraps to
    their maker alone: what of them went through this place is here.
    """
    known = app.journal.shared_keys().marks(_OF_WINDOW)
    wanted = dict.fromkeys(one for text in known.values() for one in _read(text).wanted)
    return tuple(one for one in wanted if not is_recovery(one))


def _parts(wraps: Sequence[KeyWrap], parcel: KeyParcel) -> Iterator[CourierPart]:
    """In parts of a size that is read at once; the public keys with the first."""
    for start in range(0, max(1, len(wraps)), _OF_PART):
        some = tuple(wraps[start : start + _OF_PART])
        one = msgspec.structs.replace(parcel, wraps=some) if not start else KeyParcel(some)
        yield CourierPart(WRAPS, pack_keys(one))


def _digest(wraps: Sequence[KeyWrap]) -> str:
    if not wraps:
        return ""
    together = hashlib.sha256()
    for packed in sorted(pack_keys(KeyParcel((one,))) for one in wraps):
        together.update(packed)
    return together.hexdigest()


def _read(text: str | None) -> WindowKeys:
    try:
        return msgspec.json.decode(text or "{}", type=whole(WindowKeys))
    except msgspec.MsgspecError:
        return WindowKeys()


def _write(tx: Transaction, station: str, known: WindowKeys) -> None:
    tx.exchange().set_mark(_OF_WINDOW + station, msgspec.json.encode(known).decode())
