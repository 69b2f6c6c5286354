"""A batch is what its station signed, or it is refused with one sentence (DESIGN §5)."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from hypothesis import given
from hypothesis import strategies as st
from msgspec import msgpack
from msgspec.structs import replace

from counter.domain.journal.chain import GENESIS
from counter.domain.journal.exchange.batch import (
    LARGEST,
    MOST_BYTES,
    MOST_ENTRIES,
    BatchRefused,
    EntryBatch,
    RefusedBatchReason,
    SentEntry,
    WithheldEntry,
    cut,
    is_withheld,
    message_of,
    pack_batch,
    prove,
    recomputed_hash,
    unpack_batch,
)

STATION = "15220103-A"
KEY = Ed25519PrivateKey.from_private_bytes(b"7" * 32)
PUBLIC = KEY.public_key().public_bytes_raw()
CASE = "019aae00-0000-7000-8000-000000000001"


def verify(public_key: bytes, message: bytes, signature: bytes) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(public_key).verify(signature, message)
    except InvalidSignature:
        return False
    return True


def chain(length: int, first: int = 1, prev: bytes = GENESIS, payload: bytes = b"{}") -> list[SentEntry]:
    found: list[SentEntry] = []
    for seq in range(first, first + length):
        entry = SentEntry(
            seq=seq,
            id=f"019aae00-0000-7000-8000-{seq:012x}",
            at=1_795_000_000_000_000 + seq,
            boot="boot",
            monotonic_ns=seq,
            actor="W01",
            kind="materials.received",
            version=1,
            subject=CASE,
            base=None,
            payload=payload,
            sealed=b"closed",
            taken="",
            untimely=0,
            prev=prev,
            hash=prev,
        )
        entry = replace(entry, hash=recomputed_hash(STATION, 1, entry))
        found.append(entry)
        prev = entry.hash
    return found


def signed(entries: Sequence[SentEntry | WithheldEntry]) -> EntryBatch:
    hashes = b"".join(one.hash for one in entries)
    bare = EntryBatch(STATION, 1, entries[0].seq, hashes, bytes(64), tuple(entries))
    return replace(bare, signature=KEY.sign(message_of(bare)))


def refused(batch: EntryBatch) -> RefusedBatchReason:
    with pytest.raises(BatchRefused) as refusal:
        prove(batch, PUBLIC, verify)
    assert refusal.value.sentence.endswith("。")
    return refusal.value.reason


def test_that_a_whole_batch_and_every_part_of_it_prove_themselves() -> None:
    whole = signed(chain(6))
    prove(whole, PUBLIC, verify)
    for part in ((), whole.entries[:1], whole.entries[1::2], whole.entries[4:]):
        prove(replace(whole, entries=part), PUBLIC, verify)
    assert unpack_batch(pack_batch(whole)) == whole
    assert (whole.first, whole.last) == (1, 6)


def test_that_a_withheld_entry_is_linked_and_not_recomputed() -> None:
    entries: list[SentEntry | WithheldEntry] = list(chain(3))
    entries[1] = WithheldEntry(2, entries[1].prev, entries[1].hash)
    prove(signed(entries), PUBLIC, verify)
    assert refused(signed([entries[0], WithheldEntry(2, b"x" * 32, entries[1].hash), entries[2]])) == "link"
    kinds = ("rating.closed", "ratings.batched", "rating_key.trusted", "case.opened", "paper.issued")
    assert [is_withheld(kind) for kind in kinds] == [True, True, True, False, False]


def test_that_a_carrier_hides_no_entry_as_withheld_and_strips_none() -> None:
    entries: list[SentEntry | WithheldEntry] = list(chain(4))
    entries[1] = WithheldEntry(2, entries[1].prev, entries[1].hash)
    batch = signed(entries)
    one = batch.entries[3]
    hidden = WithheldEntry(one.seq, one.prev, one.hash)
    assert refused(replace(batch, entries=(*batch.entries[:3], hidden))) == "signature"
    assert refused(replace(batch, entries=(batch.entries[0], *batch.entries[2:]))) == "signature"
    prove(replace(batch, entries=(batch.entries[1], one)), PUBLIC, verify)


def test_that_what_a_carrier_changed_is_refused() -> None:
    whole = signed(chain(4))
    one = whole.entries[2]
    assert isinstance(one, SentEntry)

    def put(other: SentEntry | WithheldEntry) -> EntryBatch:
        return replace(whole, entries=(*whole.entries[:2], other, whole.entries[3]))

    assert refused(put(replace(one, payload=b'{"a":1}'))) == "changed"
    assert refused(put(replace(one, subject="keys"))) == "changed"
    assert refused(put(replace(one, hash=b"x" * 32))) == "changed"
    assert refused(put(whole.entries[1])) == "numbers"
    assert refused(replace(whole, entries=whole.entries[::-1])) == "numbers"
    assert refused(replace(whole, entries=tuple(chain(1, first=9)))) == "numbers"
    assert refused(replace(whole, hashes=whole.hashes[:-1])) == "numbers"
    assert refused(replace(whole, hashes=whole.hashes[:-32], entries=whole.entries[:3])) == "signature"
    for other in (
        replace(whole, station="OTHER"),
        replace(whole, epoch=2),
        replace(whole, signature=b"0" * 64),
    ):
        assert refused(other) == "signature"
    with pytest.raises(BatchRefused):
        prove(whole, Ed25519PrivateKey.generate().public_key().public_bytes_raw(), verify)


def test_that_a_station_whose_chain_does_not_hold_together_is_refused() -> None:
    entries = chain(3)
    assert refused(signed([entries[0], chain(1, first=2, prev=b"y" * 32)[0]])) == "link"
    assert refused(signed(chain(1, prev=b"z" * 32))) == "link"
    assert refused(signed(chain(2, payload=b"[1]"))) == "content"
    assert refused(signed(chain(2, payload=b"no json"))) == "content"
    assert refused(signed(chain(2, payload=b"[" * 100_000))) == "content"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("seq", 2**63),
        ("seq", 0),
        ("seq", -1),
        ("seq", "1"),
        ("id", "not an id"),
        ("id", "019aae00-0000-7000-8000-000000000001\n"),
        ("at", 2**62),
        ("at", -1),
        ("kind", "Kind; DROP"),
        ("kind", "x" * 65),
        ("subject", "a\x00b"),
        ("subject", "s" * 201),
        ("base", "two"),
        ("payload", "text"),
        ("prev", b"short"),
        ("untimely", 2),
        ("version", 0),
    ],
)
def test_that_a_field_out_of_its_form_is_refused_before_anything_is_proved(field: str, value: object) -> None:
    plain = msgpack.decode(pack_batch(signed(chain(1))))
    plain[5][0][1 + SentEntry.__struct_fields__.index(field)] = value
    with pytest.raises(BatchRefused) as refusal:
        unpack_batch(msgpack.encode(plain))
    assert refusal.value.reason is RefusedBatchReason.UNREADABLE


@given(data=st.data())
def test_that_a_batch_cut_or_changed_anywhere_is_refused(data: st.DataObject) -> None:
    whole = signed(chain(2))
    packed = bytearray(pack_batch(whole))
    at = data.draw(
        st.integers(0, len(packed) - 2)
    )  # the last byte is the place in the hub's order: not signed
    with pytest.raises(BatchRefused):
        unpack_batch(bytes(packed[:at]))
    packed[at] ^= 1 << data.draw(st.integers(0, 7))
    with pytest.raises(BatchRefused):
        prove(unpack_batch(bytes(packed)), PUBLIC, verify)


@given(st.binary(max_size=200))
def test_that_foreign_bytes_are_refused(given_bytes: bytes) -> None:
    with pytest.raises(BatchRefused):
        unpack_batch(given_bytes)


def test_that_bytes_without_end_are_not_read() -> None:
    with pytest.raises(BatchRefused):
        unpack_batch(bytes(LARGEST + 1))


def test_that_entries_are_cut_by_number_and_by_size() -> None:
    assert list(cut([1] * (MOST_ENTRIES + 3))) == [MOST_ENTRIES, 3]
    assert list(cut([MOST_BYTES - 1, 1, 1])) == [2, 1]
    assert list(cut([MOST_BYTES + 5, 1])) == [1, 1]
    assert list(cut([])) == []
