"""A courier file of 100 visits: its size against 2.2 MB, its time against zlib and AES-GCM over the same bytes."""

from __future__ import annotations

import os
import tempfile
import zlib
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from bench.accept import accept
from bench.exchange import window
from bench.spent import Spent
from bench.table import Row, row
from counter.domain.calendar.workdays import civil_date
from counter.domain.journal.exchange.batch import pack_batch
from counter.domain.journal.exchange.courier import BATCH, CourierPart, framed
from counter.domain.papers.verify.trusted_keys import KeysTrusted
from counter.services.context.app import AppContext
from counter.services.exchange.own_batches import own_batches
from counter.services.exchange.pack_courier import courier_drafts
from counter.services.keys.trusted import append, public_of, settled_keys, signed, station_keys

VISITS, MOST_MB, REACH = 100, 2.2, 1.5
_CHUNK, _TIMES = 1 << 16, 9


def rows() -> list[Row]:
    """Size, and time of writing into memory."""
    with tempfile.TemporaryDirectory(prefix="counter-bench-") as name, ExitStack() as opened:
        there, here = (window(opened, Path(name) / code, code) for code in ("15220101", "15220103"))
        _certify(here, there)
        for serial in range(VISITS):
            accept(here, serial)
        ours, floor, size, entries, plain = Spent(), Spent(), 0, 0, [b""]
        for _ in range(_TIMES):
            with ours.once():
                draft = next(courier_drafts(here))
                size = sum(map(len, draft.content()))
            entries = draft.head.entries
            plain = list(framed(CourierPart(BATCH, pack_batch(one)) for one in own_batches(here)))
            with floor.once():
                sum(map(len, _floor(plain)))
        raw = sum(map(len, plain))
        note = f"{VISITS} visits, {entries:,} entries, {raw / 1e6:.2f} MB before packing"
        return [
            row("courier file", [size / 1e6], [MOST_MB], 1.0, unit="MB", floor_name="2.2 MB", note=note),
            row(
                "write a courier file",
                ours.elapsed,
                floor.elapsed,
                REACH,
                floor_name="zlib + AES-GCM",
                note=note,
            ),
            row(
                "the same, processor time",
                ours.processor,
                floor.processor,
                REACH,
                floor_name="zlib + AES-GCM",
                note=note,
            ),
        ]


def _floor(plain: list[bytes]) -> Iterator[bytes]:
    box, packer = AESGCM(os.urandom(32)), zlib.compressobj()
    packed = b"".join([*map(packer.compress, plain), packer.flush()])
    for number, at in enumerate(range(0, len(packed), _CHUNK)):
        yield box.encrypt(number.to_bytes(12, "big"), packed[at : at + _CHUNK], None)


def _certify(window: AppContext, hall: AppContext) -> None:
    today = civil_date(hall.clock.read().at)
    trust, seed = settled_keys(hall.journal, today), hall.journal.hall_seed()
    assert seed is not None
    card = trust.halls[public_of(seed)]
    own = station_keys(window.journal)
    made = tuple(signed(replace(one, hall_key=card.public_key), seed) for one in own)
    append(window.journal, KeysTrusted("imported", halls=(card,), certificates=made), actor="S01")
