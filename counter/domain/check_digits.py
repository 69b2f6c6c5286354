"""Check digits: resident numbers (GB 11643), credit codes (GB 32100), our own case numbers.

Ten lines of arithmetic from the standards. The tests prove them by python-stdnum, which in the window would bring ssl
and pydoc along (1.4 MB, and with ssl a third OpenSSL; docs/decisions/0011).
"""

from __future__ import annotations

import re

_CREDIT_CODE = re.compile(r"[0-9]{8}[0-9A-HJ-NPQRTUWXY]{10}")
_CREDIT_CHARACTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
"""GB 32100 leaves out I, O, Z, S and V."""


def resident_digit(body: str) -> str:
    """The last character of a resident number, of its first 17 digits (GB 11643, ISO 7064 MOD 11-2)."""
    check = (1 - 2 * _mod_11_2(body)) % 11
    return "X" if check == 10 else str(check)


def is_resident_number(number: str) -> bool:
    """True when the check digit of an 18-character number fits; the place and the date are judged elsewhere."""
    return re.fullmatch(r"[0-9]*X?", number) is not None and _mod_11_2(number) == 1


def is_credit_code(code: str) -> bool:
    """True for a 统一社会信用代码 whose check character fits (GB 32100: powers of 3, modulo 31)."""
    if not _CREDIT_CODE.fullmatch(code):
        return False
    values = [_CREDIT_CHARACTERS.index(character) for character in code]
    return (sum(value * 3**place for place, value in enumerate(values[:17])) + values[17]) % 31 == 0


def case_digit(digits: str) -> str:
    """The check digit of a case number over its digits (ISO 7064 MOD 11,10)."""
    check = 5
    for digit in digits:
        check = ((check or 10) * 2 % 11 + int(digit)) % 10
    return str((1 - (check or 10) * 2 % 11) % 10)


def _mod_11_2(digits: str) -> int:
    check = 0
    for digit in digits:
        check = (2 * check + (10 if digit == "X" else int(digit))) % 11
    return check
