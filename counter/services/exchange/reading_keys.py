"""Reading keys of stations: the own one stated, those of others proved, and who is barred from reading."""

from __future__ import annotations

from counter.domain.hall.ring_events import ReadingKeyStated
from counter.domain.journal.entries import NewEntry
from counter.domain.journal.exchange.key_cards import ReadingKey
from counter.domain.journal.kinds import kind_of
from counter.domain.papers.verify.trusted_keys import Certificate, Trust
from counter.services.context.app import AppContext
from counter.services.keys.public_sealing import public_half
from counter.services.keys.trusted import SYSTEM, trusted_keys, verify

KNOWN = "reading_key:"
"""Marks of the exchange: reading keys of other stations, STATION-EPOCH → key, signature. Each is proved when used."""


def own_reading_key(app: AppContext) -> ReadingKey:
    """The reading key of the present epoch, signed by its station key; the first time it is put on record."""
    station = app.journal.station()
    subject = f"station:{station.code}"
    for entry in reversed(app.journal.entries(subject)):
        stated = kind_of(ReadingKeyStated).read(entry)
        if stated is not None and stated.key.epoch == station.epoch == entry.epoch:
            return stated.key
    key = ReadingKey(station.code, station.epoch, public_half(app.journal.reading_key()))
    key = ReadingKey(key.station, key.epoch, key.public_key, app.journal.sign(key.message()).hex())
    with app.journal.transaction() as tx:
        tx.append(NewEntry(subject, ReadingKeyStated(key), tx.last_id(subject)), actor=SYSTEM)
        tx.commit()
    return key


def own_recipients(app: AppContext) -> dict[str, bytes]:
    """Recipient → private half: of this station, in every epoch of this file."""
    code = app.journal.station().code
    return {
        f"{code}-{epoch}": app.journal.reading_key(epoch)
        for epoch, _, _ in app.journal.exchange().own_epochs()
    }


def note_reading_keys(app: AppContext, keys: tuple[ReadingKey, ...]) -> int:
    """Keep reading keys that came from elsewhere; how many were new. What is no station's own is left."""
    known = app.journal.shared_keys().marks(KNOWN)
    trust, own = trusted_keys(app.journal), app.journal.station().code
    fresh = {
        key.recipient: key
        for key in keys
        if key.station != own and known.get(key.recipient) != _text(key) and _signers(trust, key)
    }
    if fresh:
        with app.journal.transaction() as tx:
            for name, key in fresh.items():
                tx.exchange().set_mark(f"{KNOWN}{name}", _text(key))
            tx.commit()
    return len(fresh)


def known_reading_keys(app: AppContext) -> tuple[ReadingKey, ...]:
    """Those of other stations that are kept here, for who carries them on; each reader proves them alone."""
    found = []
    for name, text in app.journal.shared_keys().marks(KNOWN).items():
        station, _, epoch = name.rpartition("-")
        public_key, _, signature = text.partition(" ")
        if epoch.isdecimal():
            found.append(ReadingKey(station, int(epoch), public_key, signature))
    return tuple(found)


def reading_key_of(app: AppContext, trust: Trust, station: str) -> ReadingKey | None:
    """The newest reading key of a station that may read; None where none is known."""
    found = []
    for name, text in app.journal.shared_keys().marks(f"{KNOWN}{station}-").items():
        public_key, _, signature = text.partition(" ")
        if name.isdecimal():
            found.append(ReadingKey(station, int(name), public_key, signature))
    good = [key for key in found if not why_barred(app, trust, key)]
    return max(good, key=lambda key: key.epoch, default=None)


def why_barred(app: AppContext, trust: Trust, key: ReadingKey) -> str:
    """Why nothing may be wrapped to this key, in words; "" where it may: its station key is certified for this county,
    of the same sort (demo or real), and not revoked.
    """
    station = app.journal.station()
    signers = _signers(trust, key)
    if not signers:
        return "它的窗口密钥没有本机信任的大厅证书"
    if any(c.public_key in trust.revocations for c in signers):
        return "它的窗口密钥已经作废"
    signers = [c for c in signers if c.demo == station.demo]
    if not signers or station.training:
        return "一个是演示或培训的，一个是正式的"
    if not any(trust.halls[c.hall_key].region == station.region for c in signers):
        return "它不在本旗县"
    return ""


def _signers(trust: Trust, key: ReadingKey) -> list[Certificate]:
    """Certificates of the station key that signed it."""
    try:
        message, signature = key.message(), bytes.fromhex(key.signature)
        bytes.fromhex(key.public_key)
    except ValueError:
        return []
    return [
        c
        for c in trust.named(key.station, key.epoch)
        if c.hall_key in trust.halls and verify(bytes.fromhex(c.public_key), message, signature)
    ]


def _text(key: ReadingKey) -> str:
    return f"{key.public_key} {key.signature}"
