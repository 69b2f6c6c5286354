"""Check digits by python-stdnum: resident numbers (GB 11643), credit codes (GB 32100), our own case numbers.

The library is imported on first use: it loads ssl and pydoc (12 ms, 5 MB), which opening a window does not need.
"""

from __future__ import annotations


def resident_digit(body: str) -> str:
    """The last character of a resident number, of its first 17 digits (GB 11643, ISO 7064 MOD 11-2)."""
    from stdnum.iso7064 import mod_11_2

    return str(mod_11_2.calc_check_digit(body))


def is_resident_number(number: str) -> bool:
    """True when the check digit of an 18-character number fits; area and date are checked elsewhere."""
    from stdnum.iso7064 import mod_11_2

    return bool(mod_11_2.is_valid(number))


def is_credit_code(code: str) -> bool:
    """True for a 统一社会信用代码 whose check character fits (GB 32100)."""
    from stdnum.cn import uscc

    return bool(uscc.is_valid(code))


def case_digit(digits: str) -> str:
    """The check digit of a case number over its digits (ISO 7064 MOD 11,10)."""
    from stdnum.iso7064 import mod_11_10

    return str(mod_11_10.calc_check_digit(digits))
