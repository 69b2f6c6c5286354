"""The number that the province's platform gave to an item or a case (官方办件编号), beside the window's own.

Form (DOMAIN §4): implementation code 31 (credit code 18, level 1, basic code 12), day 8, that day's serial 4. The check
character of the credit code is not asked for: such codes have been issued with a wrong one.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from counter.domain.errors import BadInput
from counter.domain.journal.kinds import HistoryOf, Slot, event
from counter.domain.text.credit_code import CREDIT_CODE_CHARACTER
from counter.domain.text.day_input import iso_day

OFFICIAL_LENGTH = 43
_IMPLEMENTATION = 31
_FORM = re.compile(rf"({CREDIT_CODE_CHARACTER}{{18}})(\d)(\d{{12}})(\d{{4}})(\d\d)(\d\d)(\d{{4}})", re.ASCII)
_NO_NUMBER = "0000"


@dataclass(frozen=True, slots=True)
class OfficialNumber:
    """``item``: id of the item it was given to, "" for the case as a whole."""

    item: str
    number: str


@dataclass(frozen=True, slots=True)
class OfficialNumberedSealed:
    """Why an earlier number was wrong, in words that may name somebody."""

    reason: str


@event("case.official_numbered", sealed=OfficialNumberedSealed, slot=Slot.NONE, of=HistoryOf.CASE)
@dataclass(frozen=True, slots=True)
class OfficialNumbered:
    """``case.official_numbered``: the platform's ``number`` of an item (``item``, ``name``) or the case (both "").

    ``before``: the number it replaces; ``number`` "": that one was recorded by mistake and none is known.
    """

    item: str
    name: str
    number: str
    before: str = ""


def normal_official(text: str) -> str:
    """The number as it is kept: letters large, without spaces and marks."""
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", text).upper()))


def check_official(text: str, today: date) -> str:
    """The number as it is kept. Raises BadInput, of ``field`` number, where it has not the form of one."""
    number = normal_official(text)
    if len(number) != OFFICIAL_LENGTH:
        raise BadInput(
            f"官方办件编号是{OFFICIAL_LENGTH}位，这里有{len(number)}位，请照平台上的抄全。", field="number"
        )
    found = _FORM.fullmatch(number)
    if found is None:
        raise BadInput(
            "官方办件编号前18位是统一社会信用代码（没有字母 I、O、S、V、Z），后25位都是数字，请核对。",
            field="number",
        )
    day = iso_day("-".join(found.groups()[3:6]))
    if day is None:
        raise BadInput("官方办件编号第32到39位应当是日期，例如 20261124，请核对。", field="number")
    if day > today:
        raise BadInput(f"官方办件编号里的日期 {day.isoformat()} 还没有到，请核对。", field="number")
    if found[7] == _NO_NUMBER:
        raise BadInput("官方办件编号末4位是当天的流水号，从0001起，请核对。", field="number")
    return number


def official_words(number: str) -> str:
    """The number in its parts, so that a person can compare it."""
    ends = (0, 18, 19, _IMPLEMENTATION, 39, OFFICIAL_LENGTH)
    return " ".join(number[a:b] for a, b in pairwise(ends))


def implementation_of(number: str) -> str:
    """The implementation code in it."""
    return number[:_IMPLEMENTATION]


def numbered_words(event: OfficialNumbered) -> str:
    """Which number, of what, and which one it replaces."""
    of = f"“{event.name}”的" if event.name else ""
    if not event.number:
        return f"{of}官方办件编号登记错了，已去掉：{event.before}"
    changed = f"，原来登记的 {event.before} 错了" if event.before else ""
    return f"登记{of}官方办件编号 {event.number}{changed}"
