"""Wraps of case keys as they travel: exactly their form, and bound to one case, one maker and one recipient."""

from __future__ import annotations

from dataclasses import replace

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter.domain.errors import BadInput
from counter.domain.journal.exchange.key_cards import ReadingKey, RingCard, recovery_recipient
from counter.domain.journal.exchange.key_wraps import (
    WRAP_BYTES,
    KeyParcel,
    KeyWrap,
    pack_keys,
    unpack_keys,
    wrap_info,
)

CASE = "019ab000-0000-7000-8000-000000000001"
WRAP = KeyWrap(CASE, "03", "ring:1:00ff00ff00ff00ff", bytes(WRAP_BYTES))
READING = ReadingKey("03", 1, "0" * 64, "1" * 128)
RING = RingCard("0" * 64, 1, "2" * 64, "01", "2026-11-20", demo=False, signature="1" * 128)
PARCEL = KeyParcel((WRAP,), (READING,), (RING,), (RING.recipient,))


def test_that_a_parcel_comes_back_as_it_was_and_a_cut_one_not_at_all() -> None:
    packed = pack_keys(PARCEL)
    assert unpack_keys(packed) == PARCEL
    assert not KeyParcel()
    for end in range(len(packed)):
        with pytest.raises(BadInput, match="读不出"):
            unpack_keys(packed[:end])


@pytest.mark.parametrize(
    "wrong",
    [
        {"subject": "hall"},
        {"subject": CASE + "\n"},
        {"maker": "0 3"},
        {"recipient": "ring:1:" + "0" * 64},
        {"recipient": ""},
        {"wrapped": bytes(WRAP_BYTES - 1)},
        {"wrapped": bytes(WRAP_BYTES + 1)},
    ],
)
def test_that_what_is_no_wrap_is_refused(wrong: dict[str, object]) -> None:
    packed = pack_keys(KeyParcel((msgspec.structs.replace(WRAP, **wrong),)))
    with pytest.raises(BadInput):
        unpack_keys(packed)


@pytest.mark.parametrize(
    "wrong", [{"epoch": 0}, {"public_key": "0" * 63}, {"station": "a b"}, {"signature": "x"}]
)
def test_that_what_is_no_reading_key_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(BadInput):
        unpack_keys(pack_keys(KeyParcel(reading_keys=(replace(READING, **wrong),))))  # type: ignore[arg-type]


_words = st.text('ab-1 "\\,[]', max_size=4)


@given(st.tuples(_words, _words, _words), st.tuples(_words, _words, _words))
def test_that_a_wrap_is_bound_to_one_case_maker_and_recipient(
    one: tuple[str, str, str], other: tuple[str, str, str]
) -> None:
    assert (wrap_info(*one) == wrap_info(*other)) == (one == other)


def test_that_recipients_are_told_apart_and_every_field_of_a_card_is_signed() -> None:
    names = {READING.recipient, RING.recipient, recovery_recipient("2" * 64), recovery_recipient("3" * 64)}
    assert len(names) == 4
    for card, fields in (
        (READING, ("station", "public_key")),
        (RING, ("hall_key", "public_key", "station", "since")),
    ):
        for name in fields:
            assert replace(card, **{name: "9" * 8}).message() != card.message()
    assert replace(READING, epoch=2).message() != READING.message()
    assert replace(RING, generation=2).message() != RING.message()
    assert replace(RING, demo=True).message() != RING.message()
