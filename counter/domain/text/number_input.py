"""Parse a number as people type it: 1,200, 1200元, 1.2万, 3份, in half or full width; and show it back."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal

from counter.domain.errors import BadInput

_NUMBER = re.compile(
    r"(?P<whole>\d{1,3}(?:,\d{3})+|\d+)(?:\.(?P<part>\d+))?(?P<many>[十百千万亿]?)(?P<unit>\D*)", re.ASCII
)
_MANY = {"": 1, "十": 10, "百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}
_BLANK_BESIDE = re.compile(r"(?<=\D)\s+|\s+(?=\D)", re.ASCII)
"""A blank beside a unit or a comma; between two digits it parts two numbers."""

_LONGEST = 15
_SHOWN = 20


def read_number(
    text: str, *, what: str, units: str = "", least: int = 0, most: int | None = None, field: str
) -> Decimal:
    """The number. ``units``: what may stand behind it, separated by blanks (份 张); ``what``: its name in a refusal.

    Raises BadInput for anything else, and outside ``least`` to ``most``.
    """
    plain = _BLANK_BESIDE.sub("", unicodedata.normalize("NFKC", text).strip())
    found = _NUMBER.fullmatch(plain) if len(plain) <= _LONGEST else None
    if found is None or found["unit"] not in ("", *units.split()):
        shown = " ".join(text.split())[:_SHOWN]
        raise BadInput(f"{what}要写数字，不能是“{shown}”。", field=field)
    number = Decimal(found["whole"].replace(",", "") + (f".{found['part']}" if found["part"] else ""))
    number *= _MANY[found["many"]]
    if number < least or (most is not None and number > most):
        span = f"{least}到{most}" if most is not None else f"{least}以上"
        raise BadInput(
            f"{what}要在{span}之间。" if most is not None else f"{what}要是{span}的数。", field=field
        )
    return number


def read_count(
    text: str, *, what: str, units: str = "", least: int = 0, most: int | None = None, field: str
) -> int:
    """A whole number, as ``read_number``."""
    number = read_number(text, what=what, units=units, least=least, most=most, field=field)
    if number != number.to_integral_value():
        raise BadInput(f"{what}要写整数，不能是“{text.strip()[:_SHOWN]}”。", field=field)
    return int(number)


def number_in_words(number: Decimal | int) -> str:
    """As it is said back: 12,000."""
    return f"{number.normalize():,f}" if isinstance(number, Decimal) else f"{number:,}"
