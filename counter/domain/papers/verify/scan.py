"""Input of a scanner or card reader (扫码): a person, an organisation, a case, or a sentence about what it is not."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from counter.domain.document.numbering import is_case_number, normalise_number
from counter.domain.errors import BadInput
from counter.domain.journal.stated_heads import DAY_PREFIX
from counter.domain.people.identity import IdType, check_name, normalise_id, normalise_name
from counter.domain.text.check_digits import is_credit_code, is_resident_number
from counter.domain.text.day_words import day_text

if TYPE_CHECKING:
    from counter.domain.papers.parts.qr_essentials import Essentials


_LEAST_MAIL, _MOST_MAIL = 8, 24


class ScanKind(StrEnum):
    """What was scanned."""

    PERSON = "person"  # 身份证：号码，可能带姓名
    ORGANISATION = "organisation"  # 统一社会信用代码
    CASE = "case"  # 本程序的办件编号或文书二维码
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Scan:
    """A payload read. ``sentence``: what it is where it is of no use; ``number``: id, code or case number.

    ``paper``: number of the paper whose QR it was, ``code`` its text, ``asks`` what it is and its
    nearest day. ``damaged``: a code of ours, but not whole.
    """

    kind: ScanKind
    number: str = ""
    name: str = ""
    id_type: IdType = IdType.RESIDENT_ID
    sentence: str = ""
    paper: str = ""
    damaged: bool = False
    code: str = ""
    asks: str = ""


def read_scan(text: str) -> Scan:
    """Read what one scan typed, whatever its separators (line breaks, tabs, commas, ``|``, ``;``)."""
    from counter.domain.papers.verify.signed_code import (
        is_paper_code,  # imports all composing code: not at start
    )

    if is_paper_code(text):
        return _paper(text.strip())
    if text.strip().upper().startswith(DAY_PREFIX):
        return Scan(
            ScanKind.UNKNOWN,
            sentence="这是日结单、移交清单的码，请按 Ctrl+Shift+J 到“日结”页再扫。",
            damaged=True,
        )
    fields = [f.strip() for f in re.split(r"[\r\n\t,，|;；]+", text) if f.strip()]
    if not fields:
        return Scan(ScanKind.UNKNOWN, sentence="没有扫到内容，请再扫一次。")
    numbers = [normalise_id(_value(f)) for f in fields]
    at = next((n for n, number in enumerate(numbers) if _is_id(number)), None)
    if at is not None:
        hmt = numbers[at].startswith(("81", "82", "83"))
        id_type = IdType.RESIDENCE_PERMIT_HMT if hmt else IdType.RESIDENT_ID
        return Scan(ScanKind.PERSON, numbers[at], _name_among(fields, at), id_type)
    whole = normalise_number(text)
    if is_case_number(whole):
        return Scan(ScanKind.CASE, whole)
    code = next((n for n in numbers if len(n) == 18 and is_credit_code(n)), None)
    if code:
        return Scan(ScanKind.ORGANISATION, code)
    sentence = _what_it_is(text, numbers)
    return Scan(ScanKind.UNKNOWN, sentence=sentence, damaged=sentence == _DAMAGED)


def is_waybill(text: str) -> bool:
    """Whether a scanned code can be the number of a parcel (面单): nobody's number, no case, nothing of ours."""
    number = text.strip()
    plain = number.isascii() and number.isalnum() and _LEAST_MAIL <= len(number) <= _MOST_MAIL
    return plain and read_scan(text).kind is ScanKind.UNKNOWN


def _paper(text: str) -> Scan:
    from counter.domain.papers.verify.signed_code import essentials_of

    try:
        essentials = essentials_of(text)
    except BadInput as unreadable:
        return Scan(ScanKind.UNKNOWN, sentence=unreadable.sentence, damaged=True)
    return Scan(
        ScanKind.CASE,
        normalise_number(essentials.case_number),
        paper=essentials.number,
        code=text,
        asks=_asks(essentials),
    )


def _asks(essentials: Essentials) -> str:
    from counter.domain.document.document import TITLES, PaperKind

    title = TITLES[PaperKind(essentials.kind)] if essentials.kind in TITLES else "文书"
    day = essentials.deadline
    return f"《{title}》" if day is None else f"《{title}》，最近的期限{day_text(day)}"


def _is_id(number: str) -> bool:
    """18 digits that look like a resident's number; a wrong check digit is reported by the form.

    A credit code of digits alone would pass the shape too: there the date decides. No reader sends the old 15 digits;
    the end of a new number whose beginning came apart looks like them, and would be somebody else's.
    """
    shape = re.fullmatch(
        r"[0-9]{6}(18|19|20)[0-9][0-9](0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])[0-9]{3}[0-9X]", number
    )
    return shape is not None and (is_resident_number(number) or not is_credit_code(number))


_DAMAGED = "像是办件条码，但有一位不对，请再扫一次或手工输入。"
_LABEL = re.compile(
    r"^(姓名|公民身份号码|身份证号码|身份证号|证件号码|号码|name|id)\s*[:：]\s*", re.IGNORECASE
)
_NOT_NAMES = re.compile(r"[男女]|.{1,8}族|汉|[0-9].*|.*(省|市|区|县|旗|号|公安局|分局)")


def _value(field: str) -> str:
    return _LABEL.sub("", field)


def _name_among(fields: list[str], at: int) -> str:
    """The name beside the number: a labelled one, else the first field before it, else the first after it."""
    labelled = [f for f in fields if f.startswith("姓名")]
    for field in (*labelled, *fields[:at], *fields[at + 1 :]):
        name = normalise_name(_value(field))
        if not _NOT_NAMES.fullmatch(name) and check_name(name).ok and not re.search(r"[0-9/:]", name):
            return name
    return ""


def _what_it_is(text: str, numbers: list[str]) -> str:
    if re.match(r"\s*https?://", text, re.IGNORECASE):
        return "扫到的是一个网址，不是身份证或办件条码。请扫证件，或改用手工输入。"
    longest = max(numbers, key=len)
    if re.fullmatch(r"[0-9]{17}[0-9X]", longest):
        return "扫到18位号码，但里面的出生日期不存在，请对照证件再扫一次。"
    if re.fullmatch(r"[0-9]{8}[A-Z]{1,4}[0-9]{11,13}", longest):
        return _DAMAGED
    if len(longest) == 18:
        return "像是统一社会信用代码，但校验位对不上。请对照执照手工输入。"
    if longest.isdigit():
        return f"扫到{len(longest)}位数字，不是身份证号码，也不是办件编号。请核对后手工输入。"
    return "扫到的内容不是身份证、统一社会信用代码或办件编号，没有改动任何内容。"
