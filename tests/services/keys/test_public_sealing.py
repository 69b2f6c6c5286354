"""What is sealed to a public key opens with its private half, for its purpose, unchanged; else not at all."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter.services.keys.public_sealing import (
    derived_private_key,
    new_private_key,
    open_sealed,
    public_half,
    seal_to,
)

KEY = new_private_key()
SEALED = seal_to(bytes.fromhex(public_half(KEY)), b"k" * 32, b"for this")


@given(at=st.integers(0, len(SEALED) - 1), bit=st.integers(0, 7))
def test_that_a_changed_bit_opens_nothing(at: int, bit: int) -> None:
    changed = bytearray(SEALED)
    changed[at] ^= 1 << bit
    with pytest.raises(ValueError, match=r".+"):
        open_sealed(KEY, bytes(changed), b"for this")


def test_that_it_opens_for_its_purpose_and_key_only() -> None:
    assert open_sealed(KEY, SEALED, b"for this") == b"k" * 32
    for key, info in ((KEY, b"for that"), (new_private_key(), b"for this")):
        with pytest.raises(ValueError, match="another key"):
            open_sealed(key, SEALED, info)
    for short in (b"", SEALED[:31], SEALED[:47]):
        with pytest.raises(ValueError, match=r".*"):
            open_sealed(KEY, short, b"for this")


def test_that_a_derived_key_is_the_same_each_time_and_another_for_another_purpose() -> None:
    one = derived_private_key(b"secret", b"reading")
    assert one == derived_private_key(b"secret", b"reading")
    assert (
        len({one, derived_private_key(b"secret", b"other"), derived_private_key(b"other", b"reading")}) == 3
    )
