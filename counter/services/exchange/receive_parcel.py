"""Keep a parcel that came, with its bytes; and let in force what needs no person: certificates and revocations.

Nothing is dropped without a word: what cannot be read, is of a newer program, of demo or for somebody else has its row
with the reason. What it says of itself is proved where a key is known; what is inside is proved where it is taken in.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from counter.domain.errors import BadInput
from counter.domain.journal.exchange.parcel_states import KeptParcel, ParcelState, ParcelWay
from counter.domain.journal.exchange.parcels import (
    FORM,
    Parcel,
    ParcelConsent,
    ParcelKind,
    ParcelReaders,
    is_newer,
    reads,
    recognised,
    spec_of,
    unpack_parcel,
)
from counter.domain.papers.verify.trusted_keys import KeysTrusted
from counter.services.context.parcel_ports import ParcelReceipt
from counter.services.exchange.courier_keys import adopt_statements
from counter.services.exchange.send_parcel import carries, file_in
from counter.services.keys.files import public_text, read_public
from counter.services.keys.trusted import trusted_keys, verify

if TYPE_CHECKING:
    from counter.services.context.app import AppContext
    from counter.services.context.exchange_ports import ExchangeStore

MOST_KEPT = 500_000_000
"""Bytes of parcels kept here: what would be more stays on the hub, or on the stick."""
MOST_UNREAD = 40_000_000
"""Bytes kept of what this program cannot read and a later one may: rubbish must not fill the room of others."""
UNKNOWN = "unknown"
"""Kind of what cannot be read, in its row."""
_READ_BY = "parcels_read_by"
NEWER = "这是更新的程序发的，留着：请升级本机的程序，升级以后再收。"
UNREADABLE = "读不出：不是本程序写的，或者损坏了。请发件的窗口再发一次。"
_MIXED = "演示的和正式的不能混用，没有收。"
_OTHERS = "给别处的，本机不用收。"
_SIGNATURE = "封面的签名不对：不是写在上面的窗口发的，或者被改过。没有收，请告诉那个窗口和系统管理员。"
_REVOKED = "发件窗口的密钥已经作废，没有收。请值班负责人查明是谁发的。"
_NOT_IT = "里面不是{}，没有收。请告诉发件的窗口。"
HELD = "本机还没有发件窗口的证书，先留着待核实；大厅的证书到了就能收。"
_STRANGE = "本机还没有采用那个大厅的公钥，先留着；采用了，里面的证书自动收进来。"
_REPLACED = "后来又有更新的一份。"
_AGAIN = "大厅的名片或换密钥的声明不随文件采用：请两个人核对指纹后，在“大厅 → 密钥”里收那个文件。"


def keep_parcel(
    app: AppContext, store: ExchangeStore, packed: bytes, *, via: str, pos: int | None = None, carries: bool
) -> bool:
    """Keep what came, in the caller's transaction; False where it was known. ``carries``: this station carries for
    others, so that it keeps what is not its own too.
    """
    parcels, now = store.parcels(), app.clock.read().at
    digest = hashlib.sha256(packed).digest()
    station = app.journal.station()
    if parcels.has(digest):
        if pos is not None:
            parcels.set_place(digest, pos)
        return False
    try:
        parcel = unpack_parcel(packed)
    except BadInput:
        newer = is_newer(packed)
        state, why = (ParcelState.NEWER, NEWER) if newer else (ParcelState.REFUSED, UNREADABLE)
        unknown = Parcel(1, UNKNOWN, station.code, 1, bytes(32), station.demo, "", 0, "读不出的文件", "", b"")
        kept = sum(one.size for one in parcels.unread())
        keep = newer or kept + len(packed) <= MOST_UNREAD
        parcels.put(packed, unknown, ParcelWay.HERE, state, now, via=via, why=why, pos=pos, keep=keep)
        return True
    own = (station.code, parcel.public_key) in ((parcel.station, key) for _, key, _ in store.own_epochs())
    if own and verify(parcel.public_key, parcel.message(), parcel.signature):
        return False  # it came back by another way
    ours = is_reader(app, parcel.readers)
    state, why = _judged(app, parcel) if ours else (ParcelState.NOT_OURS, _OTHERS)
    way = ParcelWay.HERE if ours else ParcelWay.CARRIED
    keep = state is not ParcelState.REFUSED and (ours or carries)
    parcels.put(packed, parcel, way, state, now, via=via, why=why, pos=pos, keep=keep)
    parcels.put_receipt(ParcelReceipt(digest, station.code, ours), told=not ours)
    return True


def read_again(app: AppContext, *, carries: bool) -> int:
    """Try what could not be read once more, once for each program that reads files differently; how many now can."""
    found = 0
    if app.journal.exchange().mark(_READ_BY) == reads():
        return found
    with app.journal.transaction() as tx:
        parcels = tx.exchange().parcels()
        for kept in parcels.unread():
            body = parcels.body(kept.digest)
            if body is not None and _is_read(body):
                pos = parcels.place_of(kept.digest)
                parcels.drop(kept.digest)
                keep_parcel(app, tx.exchange(), body, via=kept.via, pos=pos, carries=carries)
                found += 1
        tx.exchange().set_mark(_READ_BY, reads())
        tx.commit()
    return found


def _is_read(body: bytes) -> bool:
    try:
        unpack_parcel(body)
    except BadInput:
        return False
    return True


def is_reader(app: AppContext, readers: str) -> bool:
    """Whether what is addressed so is for this profile."""
    journal = app.journal
    if journal.handler_seed() is not None:
        return readers in (ParcelReaders.OFFICE, ParcelReaders.ALL)
    if journal.bureau_seed() is not None:
        return readers == ParcelReaders.ALL
    return readers in (ParcelReaders.WINDOWS, ParcelReaders.ALL)


def settle_parcels(app: AppContext) -> int:
    """Judge anew what waits for a key or a newer program, and take in what needs no person; how many changed."""
    changed = read_again(app, carries=carries(app))
    found = [(kept, parcel_of(app, kept)) for kept in app.journal.exchange().parcels().open_ones()]
    waiting = [(kept, parcel) for kept, parcel in found if parcel is not None]
    for kept, parcel in waiting:
        state, why = _judged(app, parcel)
        spec = spec_of(parcel.kind)
        if state is ParcelState.WAITS and spec is not None and spec.consent is ParcelConsent.NOBODY:
            state, why = _adopted(app, parcel.body)
        if (
            state.open
            and spec is not None
            and not spec.every
            and any(_replaces(n, parcel) for _, n in waiting)
        ):
            state, why = ParcelState.KNOWN, _REPLACED
        if state is ParcelState.WAITS and kept.state is ParcelState.WAITS:
            continue
        if (state, why) != (kept.state, kept.why):
            note_parcel(app, kept, state, why)
            changed += 1
    return changed


def _replaces(newer: Parcel, older: Parcel) -> bool:
    """Whether the same key signed a later one of the kind: nobody else can push a file aside."""
    same = (newer.form, newer.kind, newer.public_key) == (older.form, older.kind, older.public_key)
    return same and (newer.number, newer.made_at) > (older.number, older.made_at)


def parcel_of(app: AppContext, kept: KeptParcel) -> Parcel | None:
    """The parcel of that row; None where its bytes are not kept, or cannot be read by this program."""
    body = app.journal.exchange().parcels().body(kept.digest)
    try:
        return None if body is None else unpack_parcel(body)
    except BadInput:  # of a newer program
        return None


def note_parcel(app: AppContext, kept: KeptParcel, state: ParcelState, why: str = "", by: str = "") -> None:
    """Note what became of it."""
    with app.journal.transaction() as tx:
        tx.exchange().parcels().set_state(kept.digest, state, app.clock.read().at, why=why, by=by)
        tx.commit()


def _judged(app: AppContext, parcel: Parcel) -> tuple[ParcelState, str]:
    """What is to be done with a parcel that is for this station, by its cover and by what its file begins with."""
    spec, trust = spec_of(parcel.kind), trusted_keys(app.journal)
    if parcel.form > FORM or spec is None:
        return ParcelState.NEWER, NEWER
    if parcel.demo != app.journal.station().demo:
        return ParcelState.REFUSED, _MIXED
    if not verify(parcel.public_key, parcel.message(), parcel.signature):
        return ParcelState.REFUSED, _SIGNATURE
    key = parcel.public_key.hex()
    if key in trust.revocations:
        return ParcelState.REFUSED, _REVOKED
    named = [c for c in trust.named(parcel.station, parcel.epoch) if c.demo == parcel.demo]
    if named and all(c.public_key != key for c in named):
        return ParcelState.REFUSED, _SIGNATURE
    if not spec.sealed and not recognised(spec.kind, parcel.body):
        return ParcelState.REFUSED, _NOT_IT.format(spec.name)
    if spec.kind is ParcelKind.CALENDAR and not named:
        return ParcelState.HELD, HELD  # nothing else is signed of it
    if spec.sealed:
        try:
            file_in(parcel, app.journal.handler_seed())
        except BadInput as wrong:
            return ParcelState.NOT_OURS, wrong.sentence
    return ParcelState.WAITS, ""


def _adopted(app: AppContext, body: bytes) -> tuple[ParcelState, str]:
    """Take in certificates and revocations; a file with a new hall or succession leaves those to two people."""
    try:
        given = read_public(body.decode())
    except (BadInput, UnicodeDecodeError):
        return ParcelState.REFUSED, _NOT_IT.format("公钥文件")
    halls = trusted_keys(app.journal).halls
    certificates = tuple(one for one in given.certificates if one.hall_key in halls)
    revocations = tuple(one for one in given.revocations if one.hall_key in halls)
    known_halls = KeysTrusted("reported", certificates=certificates, revocations=revocations)
    wanted = {(one.station, one.epoch) for one in certificates}
    new = adopt_statements(app, public_text(known_halls).encode(), wanted)
    trust = trusted_keys(app.journal)
    left = any(card.public_key not in trust.halls for card in given.halls) or any(
        trust.successions.get(one.old_key) != one for one in given.successions
    )
    demo = app.journal.station().demo
    lacks = [one for one in certificates if one.demo == demo and not trust.has(one.public_key)]
    if lacks or any(one.public_key not in trust.revocations for one in revocations):
        return ParcelState.REFUSED, "里面的签名不对，一条也没有采用。请告诉发件的窗口。"
    if left:
        return ParcelState.HELD, _AGAIN
    if not certificates and not revocations and (given.certificates or given.revocations):
        return ParcelState.HELD, _STRANGE
    return (ParcelState.TAKEN, "") if new else (ParcelState.KNOWN, "")
