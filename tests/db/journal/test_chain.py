"""The chain covers every stored field: any change of any entry, any loss, any exchange is found."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter.domain.journal.chain import GENESIS, entry_hash, fields_hash, verify_chain
from counter.domain.journal.entries import Entry, canonical_bytes, read_bytes, read_taken, taken_text

START = datetime(2026, 11, 20, tzinfo=UTC)
NOT_CHAINED = {"hash", "personal", "forgotten", "records", "pos", "doubted"}


def chain(length: int) -> list[Entry]:
    """A whole chain."""
    entries: list[Entry] = []
    for seq in range(1, length + 1):
        bare = Entry(
            id=f"id-{seq}",
            station="03",
            epoch=1,
            seq=seq,
            at=START + timedelta(minutes=seq),
            boot="b",
            monotonic_ns=seq,
            actor="W01",
            kind="item.held",
            version=1,
            subject=f"c{seq % 3}",
            previous_entry_id=None if seq < 4 else f"id-{seq - 3}",
            payload=canonical_bytes({"n": seq}),
            sealed=bytes([seq]) if seq % 2 else None,
            prev=entries[-1].hash if entries else GENESIS,
            hash=b"",
            taken=(("s", seq),) if seq % 4 == 0 else (),
        )
        entries.append(replace(bare, hash=entry_hash(bare)))
    return entries


OTHER = {
    str: "other",
    int: 99,
    bool: True,
    datetime: START,
    bytes: b"\1" * 32,
    tuple: (("z", 1),),
    type(None): b"x",
}


@pytest.mark.parametrize("name", [f.name for f in fields(Entry) if f.name not in NOT_CHAINED | {"seq"}])
def test_that_a_change_of_any_stored_field_is_found(name: str) -> None:
    entries = chain(8)
    entries[4] = replace(entries[4], **{name: OTHER[type(getattr(entries[4], name))]})
    assert "changed" in {fault.kind for fault in verify_chain(entries)}


def test_that_only_what_is_computed_stands_outside_the_chain() -> None:
    """A new field of an entry must either be chained or be listed here with a reason: it is opened or computed."""
    entry = chain(1)[0]
    changed = {
        f.name
        for f in fields(Entry)
        if entry_hash(replace(entry, **{f.name: OTHER[type(getattr(entry, f.name))]})) != entry_hash(entry)
    }
    assert {f.name for f in fields(Entry)} - changed == NOT_CHAINED


@given(length=st.integers(2, 12), data=st.data())
def test_that_any_missing_entry_but_the_last_is_found(length: int, data: st.DataObject) -> None:
    entries = chain(length)
    del entries[data.draw(st.integers(0, length - 2))]
    assert [fault.kind for fault in verify_chain(entries)] == ["missing"]


@given(length=st.integers(2, 12), data=st.data())
def test_that_any_two_exchanged_entries_are_found(length: int, data: st.DataObject) -> None:
    entries = chain(length)
    one, two = sorted(data.draw(st.sets(st.integers(0, length - 1), min_size=2, max_size=2)))
    entries[one], entries[two] = entries[two], entries[one]
    assert list(verify_chain(entries))


def test_that_a_doubled_entry_is_found() -> None:
    entries = chain(4)
    assert [fault.kind for fault in verify_chain([*entries[:3], *entries[2:]])] == ["doubled"]


@given(st.lists(st.one_of(st.none(), st.text(), st.binary(), st.integers())), st.data())
def test_that_no_two_lists_of_fields_share_bytes(
    values: list[str | int | bytes | None], data: st.DataObject
) -> None:
    """Lengths in front: nothing can move from one field to its neighbour, and nothing is not the empty text."""
    others = data.draw(st.lists(st.one_of(st.none(), st.text(), st.binary(), st.integers())))

    def plain(items: list[str | int | bytes | None]) -> list[bytes | None]:
        return [x if isinstance(x, bytes) or x is None else str(x).encode() for x in items]

    assert (fields_hash(values) == fields_hash(others)) == (plain(values) == plain(others))


def test_that_the_bytes_that_are_hashed_never_change() -> None:
    """What was chained years ago must still verify: another way of hashing is another FORMAT."""
    fixed = fields_hash(("03", 1, "", None, b"\x00", "None"))
    assert fixed.hex() == "1cbe258cccf8f7f4c69020a56857a51f090252d27565353cfb2d8bfea81df610"
    assert fields_hash(("03", 1, "", "None", b"\x00", "None")) != fixed
    assert fields_hash(("03", 1, "", "", b"\x00", "None")) != fixed


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=6,
)


@given(st.dictionaries(st.text(), JSON, max_size=5))
def test_that_a_payload_survives_its_stored_form_and_has_only_one(payload: dict[str, object]) -> None:
    stored = canonical_bytes(payload)
    assert read_bytes(stored) == payload
    assert canonical_bytes(read_bytes(stored)) == stored
    assert canonical_bytes(dict(reversed(payload.items()))) == stored


@given(st.lists(st.tuples(st.text(), st.integers(1, 10**9))))
def test_that_numbers_taken_survive_their_stored_form(taken: list[tuple[str, int]]) -> None:
    assert read_taken(taken_text(tuple(taken))) == tuple(taken)


@pytest.mark.parametrize("stored", [b"", b"[1]", b"\xff", b'{"a":'])
def test_that_bytes_that_are_no_payload_are_refused(stored: bytes) -> None:
    with pytest.raises(ValueError, match="not a JSON object"):
        read_bytes(stored)
