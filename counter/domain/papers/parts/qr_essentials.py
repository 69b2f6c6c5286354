"""The unsigned QR of a paper: its essentials, enough to find and compare it; no personal data, no proof.

The signed form (``verify.signed_code``) replaces it on every sheet that leaves (DESIGN §7).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from counter.domain.errors import BadInput

PREFIX = "COUNTER1:"
"""Begins every QR of this form."""

_SEPARATOR = "|"


@dataclass(frozen=True, slots=True)
class Essentials:
    """The essentials of one copy of one paper; ``deadline`` None where there is none or it is not certain."""

    case_number: str
    kind: str
    number: str
    issued: date
    items: int
    materials: int
    deadline: date | None
    copy: int
    case_id: str


def qr_text(essentials: Essentials) -> str:
    """The QR's text: ``COUNTER1:`` and nine fields. No personal data, no signature."""
    deadline = "" if essentials.deadline is None else f"{essentials.deadline:%Y%m%d}"
    fields = (
        essentials.case_number,
        essentials.kind,
        essentials.number,
        f"{essentials.issued:%Y%m%d}",
        str(essentials.items),
        str(essentials.materials),
        deadline,
        str(essentials.copy),
        essentials.case_id,
    )
    if any(_SEPARATOR in f for f in fields):
        raise ValueError("a field of the QR holds its separator")
    return PREFIX + _SEPARATOR.join(fields)


def read_essentials(text: str) -> Essentials:
    """The essentials of a QR text. Raises BadInput when it is something else or not whole."""
    fields = text.strip().removeprefix(PREFIX).split(_SEPARATOR)
    if not text.strip().startswith(PREFIX) or len(fields) != 9:
        raise BadInput("这张文书的二维码不完整，请改扫条码或输入办件编号。", field="qr")
    try:
        return Essentials(
            case_number=fields[0],
            kind=fields[1],
            number=fields[2],
            issued=_day(fields[3]),
            items=int(fields[4]),
            materials=int(fields[5]),
            deadline=_day(fields[6]) if fields[6] else None,
            copy=int(fields[7]),
            case_id=fields[8],
        )
    except ValueError:
        raise BadInput("这张文书的二维码内容不对，请改扫条码或输入办件编号。", field="qr") from None


def _day(text: str) -> date:
    if len(text) != 8 or not text.isdigit():
        raise ValueError(text)
    return date(int(text[:4]), int(text[4:6]), int(text[6:]))
