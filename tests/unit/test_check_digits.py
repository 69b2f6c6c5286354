"""Our check digits are python-stdnum's, for every kind of number we check."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from stdnum.cn import uscc
from stdnum.iso7064 import mod_11_2, mod_11_10

from counter.domain.check_digits import case_digit, is_credit_code, is_resident_number, resident_digit

DIGITS = st.text("0123456789", min_size=17, max_size=17)
CODES = st.builds(
    str.__add__,
    st.text("0123456789", min_size=8, max_size=8),
    st.text("0123456789ACEHIOPSVXYZ", min_size=9, max_size=9),
)


@given(DIGITS, st.sampled_from("0123456789X"))
def test_that_a_resident_number_is_judged_as_by_stdnum(body: str, last: str) -> None:
    assert resident_digit(body) == mod_11_2.calc_check_digit(body)
    assert is_resident_number(body + last) == mod_11_2.is_valid(body + last)
    assert is_resident_number(body + resident_digit(body))


@given(CODES, st.sampled_from("0123456789ABCDEFGHJKLMNPQRTUWXYZ"))
def test_that_a_credit_code_is_judged_as_by_stdnum(body: str, last: str) -> None:
    assert is_credit_code(body + last) == uscc.is_valid(body + last)
    if not set(body) & set("IOSVZ"):
        assert is_credit_code(body + uscc.calc_check_digit(body))


@given(st.text("0123456789", min_size=1, max_size=30))
def test_that_a_case_number_has_the_digit_of_stdnum(digits: str) -> None:
    assert case_digit(digits) == mod_11_10.calc_check_digit(digits)


def test_that_what_is_no_number_is_no_valid_number() -> None:
    for text in (
        "",
        "X1",
        "１２３",
        "91110000600037341",
        "91110000600037341l",
        "A1110000600037341L",
        "一二三",
    ):
        assert not is_resident_number(text)
        assert not is_credit_code(text)
