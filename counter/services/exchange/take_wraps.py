"""Take in wraps of case keys and the public keys that come with them, and open what is for this station.

Whoever carries wraps cannot read them. A wrap is not signed: the key in it is proved by opening an entry that its maker
sealed, so a false one opens nothing and is thrown away. What comes before its entries waits for them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from counter.domain.calendar.workdays import civil_date
from counter.domain.journal.exchange.key_cards import RingCard, is_maker_of, is_recovery, is_ring
from counter.domain.journal.exchange.key_wraps import KeyParcel, KeyWrap, unpack_keys, wrap_info
from counter.services.context.app import AppContext
from counter.services.context.key_ports import SharedKeysStore
from counter.services.context.ports import Transaction
from counter.services.exchange.project_cases import project_cases
from counter.services.exchange.reading_keys import note_reading_keys, own_recipients
from counter.services.exchange.share_keys import add_wraps
from counter.services.keys.public_sealing import open_sealed
from counter.services.keys.recovery_reading import recovery_readers, recovery_recipients
from counter.services.keys.ring_cards import follow_rings, held_rings, retired_rings, ring_in_force

LENT = "lent:"
"""Marks of the exchange: cases of others whose keys came for this station alone, with the day (``end_lending``)."""
AT_ONCE = 100
"""Wraps of one transaction, with the rows of their cases."""


@dataclass(frozen=True, slots=True)
class WrapsTakenIn:
    """What became of a parcel. ``opened``: cases that can be read here now; ``kept``: wraps that wait for their
    entries, or travel on; ``refused``: wraps that open nothing; ``rings``: new generations of the ring.
    """

    opened: tuple[str, ...] = ()
    kept: int = 0
    refused: int = 0
    rings: int = 0


def take_wraps(
    app: AppContext, given: KeyParcel | bytes, *, travels_on: bool = False, recovery_key: str = ""
) -> WrapsTakenIn:
    """Take in a parcel. The same again changes nothing.

    ``travels_on``: it came by courier and not from the hub, so what is for others is sent on from here;
    ``recovery_key``: as typed, after a restore. Raises BadInput for bytes that are no parcel, and a key that was copied
    wrongly.
    """
    readers = recovery_readers(recovery_key) if recovery_key else {}
    parcel = unpack_keys(given) if isinstance(given, bytes) else given
    rings = follow_rings(app.journal, parcel.rings)
    note_reading_keys(app, parcel.reading_keys)
    mine = {**_mine(app), **readers}
    recovery, code = {*recovery_recipients(app.journal)}, app.journal.station().code
    retired = {card.recipient for card in retired_rings(app.journal)}
    kept = 0
    for start in range(0, len(parcel.wraps), AT_ONCE):
        with app.journal.transaction() as tx:
            for wrap in parcel.wraps[start : start + AT_ONCE]:
                if not travels_on and wrap.recipient in recovery and wrap.recipient not in mine:
                    kept += keep_for_recovery(tx, wrap, code)
                else:
                    kept += _keep(tx, wrap, mine, retired, travels_on=travels_on)
            tx.commit()
    opened, refused = _open(app, mine)
    return WrapsTakenIn(opened, max(0, kept - len(opened) - refused), refused, len(rings))


def open_wraps(app: AppContext) -> tuple[str, ...]:
    """Open wraps whose entries have come meanwhile, or whose key was brought (``import_ring``); the cases that can be
    read here now. For every exchange, after entries were taken in.
    """
    return _open(app, _mine(app))[0]


def keep_for_recovery(tx: Transaction, wrap: KeyWrap, station: str) -> bool:
    """Keep a wrap of ``station``'s own key to a recovery key of its profile until that is typed; whether it is new."""
    keys = tx.shared_keys()
    if not is_maker_of(wrap.maker, station) or wrap.maker in keys.makers(wrap.subject):
        return False
    return not keys.is_forgotten(wrap.subject) and keys.put_wrap(wrap, 2)


def _mine(app: AppContext) -> dict[str, bytes]:
    return {**own_recipients(app), **held_rings(app.journal)}


def _keep(
    tx: Transaction, wrap: KeyWrap, mine: dict[str, bytes], retired: set[str], *, travels_on: bool
) -> int:
    """Whether the wrap is kept: one of a person who is forgotten, of a key that is here, or for nobody, is not."""
    keys = tx.shared_keys()
    if keys.is_forgotten(wrap.subject) or (wrap.recipient in retired and wrap.recipient not in mine):
        return 0
    if wrap.recipient in mine:
        if keys.key_of(wrap.subject, wrap.maker) is not None and not travels_on:
            return 0
        return int(keys.put_wrap(wrap, 0 if travels_on and wrap.recipient not in retired else 2))
    return int(travels_on and keys.put_wrap(wrap, 0))


def _open(app: AppContext, mine: dict[str, bytes]) -> tuple[tuple[str, ...], int]:
    """The cases that were opened, and how many wraps were false."""
    waiting = app.journal.shared_keys().unopened(tuple(mine))
    opened: dict[str, None] = {}
    refused = 0
    for start in range(0, len(waiting), AT_ONCE):
        with app.journal.transaction() as tx:
            found, wrong = _open_some(app, tx, waiting[start : start + AT_ONCE], mine)
            project_cases(app, tx, found)
            tx.commit()
        opened |= dict.fromkeys(found)
        refused += wrong
    return tuple(opened), refused


def _open_some(
    app: AppContext, tx: Transaction, wraps: Sequence[KeyWrap], mine: dict[str, bytes]
) -> tuple[tuple[str, ...], int]:
    keys, ring = tx.shared_keys(), ring_in_force(app.journal)
    today = civil_date(app.clock.read().at).isoformat()
    opened: dict[str, None] = {}
    refused = 0
    for wrap in wraps:
        key = _opened(wrap, mine[wrap.recipient])
        proved = None if key is None else keys.is_proved(wrap.subject, wrap.maker, key)
        if key is None or proved is False:
            keys.drop_wrap(wrap)
            refused += 1
        elif proved:
            keys.keep_key(wrap.subject, wrap.maker, key)
            opened[wrap.subject] = None
            if ring is not None and is_ring(wrap.recipient) and wrap.recipient != ring.recipient:
                public = bytes.fromhex(ring.public_key)  # it was on its way while the ring was changed
                add_wraps(keys, (wrap.subject,), (wrap.maker,), ring.recipient, public)
            elif is_recovery(wrap.recipient):
                _keep_as_sent(keys, wrap, ring)
                continue
            elif not is_ring(wrap.recipient):
                tx.exchange().set_mark(f"{LENT}{wrap.subject}", today)
            keys.wrap_opened(wrap)
    return tuple(opened), refused


def _keep_as_sent(keys: SharedKeysStore, wrap: KeyWrap, ring: RingCard | None) -> None:
    """An own key that came back: no entry of this profile makes its wraps again, should the hub be put back later."""
    keys.wrap_opened(wrap, stays=True)
    if ring is not None:
        public = bytes.fromhex(ring.public_key)
        add_wraps(keys, (wrap.subject,), (wrap.maker,), ring.recipient, public)


def _opened(wrap: KeyWrap, private: bytes) -> bytes | None:
    try:
        key = open_sealed(private, wrap.wrapped, wrap_info(wrap.subject, wrap.maker, wrap.recipient))
    except ValueError:
        return None
    return key if len(key) == 32 else None
