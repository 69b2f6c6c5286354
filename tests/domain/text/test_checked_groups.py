"""Numbers that people copy from paper: the forms that lie in drawers and files stay readable for ever."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter.domain.errors import BadInput
from counter.domain.papers.verify.day_code import short_code
from counter.domain.text.checked_groups import ALPHABET, CheckedGroups
from counter.services.keys.recovery_key import new_recovery_key, secret_of

FORM = CheckedGroups(3, incomplete="三组", mistyped="第 {place} 组（{group}）", field="code")
RECOVERY = "0410V-6105B-0R3GB-G28A1-1C605-T3GFQ-208H1-44RMD"
"""Of the bytes 1 to 20, as every version has written it."""
DAY_CODE = "B0001-E001T-5K6CJ-MP9WT-3Q04W-KE73E-Q7QG3-QWCC2-ZWP3P"


def test_that_the_printed_forms_are_as_ever() -> None:
    assert secret_of(RECOVERY) == bytes(range(1, 21))
    eight = CheckedGroups(8, FORM.incomplete, FORM.mistyped, FORM.field)
    assert eight.write(int.from_bytes(bytes(range(1, 21)), "big")) == RECOVERY
    assert short_code("15220103", 7, 4812, bytes(range(32))) == DAY_CODE
    assert [len(group) for group in new_recovery_key().split("-")] == [5] * 8


@given(st.integers(0, 2**60 - 1))
def test_that_what_is_written_reads_back_however_it_is_typed(number: int) -> None:
    text = FORM.write(number)
    assert FORM.read(text) == number
    assert FORM.read(text.lower().replace("-", " ").replace("0", "o").replace("1", "l")) == number


@given(st.integers(0, 2**60 - 1), st.integers(0, 14), st.sampled_from(ALPHABET))
def test_that_a_wrong_character_is_told_with_its_group(number: int, at: int, other: str) -> None:
    plain = FORM.write(number).replace("-", "")
    if plain[at] != other:
        with pytest.raises(BadInput, match=f"第 {at // 5 + 1} 组"):
            FORM.read(plain[:at] + other + plain[at + 1 :])


@pytest.mark.parametrize("typed", ["", "0", "00000-00000", "0" * 20])
def test_that_another_length_is_said_to_be_one(typed: str) -> None:
    with pytest.raises(BadInput, match="三组"):
        FORM.read(typed)
