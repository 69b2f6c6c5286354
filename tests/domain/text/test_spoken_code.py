"""Codes are shown in groups, and read whatever stands between them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter.domain.text.checked_groups import CheckedGroups
from counter.domain.text.spoken_code import in_groups, plain_code


@pytest.mark.parametrize(
    "typed",
    [
        "40739162",
        "4073 9162",
        "4073-9162",
        " ４０７３－９１６２ ",
        "4073\u30009162\n",
        "40–73—91\u221262",
        "4073\u200b9162",
    ],
)
def test_that_a_code_is_read_with_or_without_what_stands_between(typed: str) -> None:
    assert plain_code(typed) == "40739162"


def test_that_letters_may_be_small_or_full_width() -> None:
    assert plain_code("7q2kd-ＡＢ3") == "7Q2KDAB3"
    form = CheckedGroups(2, "short", "wrong", "key")
    assert form.read("".join(chr(ord(c) + 0xFEE0) for c in form.write(77).lower())) == 77


@given(st.text("0123456789ABCDEF", min_size=1, max_size=40), st.integers(1, 9))
def test_that_groups_say_the_same_code(code: str, size: int) -> None:
    assert plain_code(in_groups(code, size)) == code
    assert max(map(len, in_groups(code, size).split(" "))) <= size
