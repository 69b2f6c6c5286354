"""The number of a 物料流转单（汇总） as its bar code holds it: ``L15220103A2600013``."""

from __future__ import annotations

import re
from datetime import date

from counter.domain.document.numbering import MARK, epoch_mark, normalise_number
from counter.domain.errors import BadInput
from counter.domain.text.check_digits import case_digit

ROUND_MARK = "L"
"""The first letter, by which a scan is told from the number of a case."""

_CODE = re.compile(rf"{ROUND_MARK}([0-9]{{8}})({MARK})([0-9]{{2}})([0-9]{{4,6}})([0-9])")


def is_round_code(text: str) -> bool:
    """Whether it looks like one, whatever its check digit."""
    return _CODE.fullmatch(normalise_number(text)) is not None


def round_code(station: str, epoch: int, day: date, number: str) -> str:
    """The slip's number as its bar code holds it: station, epoch, year, serial of the slip's own series, check digit.

    ``number``: the printed one (…〔2026〕12号). Raises ValueError for one without a serial.
    """
    serial = re.search(r"([0-9]+)[^0-9]*$", number)
    if serial is None:
        raise ValueError(f"no serial in {number}")
    body = f"{station}{epoch_mark(epoch)}{day:%y}{int(serial[1]):04d}"
    return f"{ROUND_MARK}{body}{_digit(body)}"


def read_code(text: str) -> str:
    """A scanned or typed code in its stored form, "" for anything else. Raises BadInput for one with a wrong digit."""
    found = _CODE.fullmatch(normalise_number(text))
    if found is None:
        return ""
    if _digit("".join(found.groups()[:-1])) != found[5]:
        raise BadInput("流转单的码有一位不对，请再扫一次。", field="slip")
    return found[0]


def station_of(code: str) -> str:
    """Code of the window whose slip it is."""
    return code[1:9]


def _digit(body: str) -> str:
    return case_digit("".join(str(int(c, 36)) for c in body))
