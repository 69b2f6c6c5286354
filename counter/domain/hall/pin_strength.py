"""Weak PINs (弱口令): what a colleague would try first. Pure.

A PIN has 4 to 12 digits for everybody: guessing at the window ends after five tries (``hall.pin_lock``, at most about
a hundred a day), and a copied file falls with four digits as with six, so that length beyond that protects nothing;
a PIN that can be guessed in four tries does not.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import pairwise

LEAST, MOST = 4, 12
"""Digits of a PIN."""

_COLUMNS = ("147", "258", "369", "741", "852", "963", "159", "951", "357", "753", "123", "456", "789")
_KEYPAD = ("2580", "0852", "1470", "0741", "3690", "0963", "1397", "7913", "1793", "3179", "1236987")
_COMMON = ("1314", "5201314", "1688", "5188", "6688", "8866", "5683", "7758258", "13145200")


def is_pin(text: str) -> bool:
    """Whether it has the form of a PIN: ``LEAST`` to ``MOST`` ASCII digits."""
    return text.isascii() and text.isdigit() and LEAST <= len(text) <= MOST


def weakness(
    pin: str,
    *,
    code: str = "",
    codes: Iterable[str] = (),
    phones: Iterable[str] = (),
    birthdays: Iterable[date] = (),
) -> str:
    """Why that PIN is weak, as a Chinese clause for the person; "" where it is not.

    ``pin``: digits; ``code``: the staff code; ``codes``: those of everybody here, for a PIN that reads as one is shown
    where codes are typed; ``phones`` and ``birthdays``: the person's own, where known.
    """
    if _repeats(pin):
        return "同样的数字太多"
    if _steps(pin):
        return "数字是连着的"
    if _keypad(pin) or pin in _COMMON:
        return "按键排成一条线，或是常用的号码"
    if any(_of_birthday(pin, day) for day in birthdays):
        return "是本人的生日"
    if _date_form(pin):
        return "像生日或者年份"
    if _of_code(pin, code):
        return "和工号一样"
    if pin in codes:
        return "和别人的工号一样"
    if any(_of_phone(pin, phone) for phone in phones):
        return "是电话号码里的数字"
    return ""


def _repeats(pin: str) -> bool:
    """1111, 1212, 123123, 1122: a part said again, or hardly any different digits."""
    halves = any(
        len(pin) % size == 0 and pin == pin[:size] * (len(pin) // size)
        for size in range(1, len(pin) // 2 + 1)
    )
    return halves or len(set(pin)) < 3


def _steps(pin: str) -> bool:
    """1234, 9876, 7890, 2468, 1470: every step the same, as people count; also 123321 and 12344321.

    Steps of more than three (5173, 6048) no person sees as one, and the refusal would puzzle.
    """
    steps = {(int(b) - int(a)) % 10 for a, b in pairwise(pin)}
    half = len(pin) // 2
    return (len(steps) == 1 and not steps & {4, 5, 6}) or (
        half >= 3 and pin[:half] == pin[::-1][:half] and _steps(pin[:half])
    )


def _keypad(pin: str) -> bool:
    """2580 and the like: columns, rows and diagonals of a keypad, one after the other."""
    parts = [pin[at : at + 3] for at in range(0, len(pin), 3)]
    return pin in _KEYPAD or (len(pin) % 3 == 0 and all(part in _COLUMNS for part in parts))


def _date_form(pin: str) -> bool:
    """1985, 0204, 850204, 198502, 19850204."""
    if len(pin) == 4:
        return pin[:2] in ("19", "20") or _month_day(pin)
    if len(pin) == 6:
        return _month_day(pin[2:]) or (pin[:2] in ("19", "20") and 1 <= int(pin[4:]) <= 12)
    return len(pin) == 8 and pin[:2] in ("19", "20") and _month_day(pin[4:])


def _month_day(digits: str) -> bool:
    return 1 <= int(digits[:2]) <= 12 and 1 <= int(digits[2:]) <= 31


def _of_birthday(pin: str, day: date) -> bool:
    written = f"{day:%Y%m%d}"
    return pin in written or pin in (f"{day:%d%m}", f"{day:%d%m%Y}", f"{day.month}{day.day}{day.year}")


def _of_code(pin: str, code: str) -> bool:
    digits = "".join(c for c in code if c.isascii() and c.isdigit())
    if not digits:
        return False
    return pin.strip("0") == digits.strip("0") or (len(digits) >= 3 and digits in pin)


def _of_phone(pin: str, phone: str) -> bool:
    digits = "".join(c for c in phone if c.isascii() and c.isdigit())
    return len(digits) >= 7 and (pin in digits or (len(pin) <= 6 and pin.endswith(digits[-4:])))
