"""Numbers (编号): the case number under the bar code and each paper's number, unique without any network.

A case number is the station's code (area 6 + window 2), the epoch mark, the date, the day's serial and a check
digit: ``15220103A 261120 0007 2``. A restored or cloned station gets a new epoch: it never repeats a number.
A paper number follows GB/T 9704 7.2.5 by analogy (六角括号, no leading 第, no padding), one series per organ,
kind, year and station-epoch: ``乌市监受综03A〔2026〕118号``. Both: DESIGN §4 and §7.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache

from counter.domain.errors import BadInput, WorldTrouble
from counter.domain.text.check_digits import case_digit

EPOCH_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ"
"""Marks of epochs; no I and no O, which are read as 1 and 0."""

FORM_FIELDS = ("{station}", "{year}", "{serial}")
"""What a paper number form has to hold, each once."""

MARK = "[A-HJ-NP-Z]{1,4}"
"""What an epoch mark looks like, as a regular expression."""

LAST_EPOCH = 65_535
"""The highest that a paper's QR can name (two bytes)."""

_THREE_LETTERS = 24 + 24**2 + 1
"""The first epoch whose mark has three letters."""

_NEARBY = 1024
_CASE = re.compile(rf"([0-9]{{8}})({MARK})([0-9]{{6}})([0-9]{{4,6}})([0-9])")


def epoch_mark(epoch: int) -> str:
    """1 → A, 2 → B … 24 → Z, 25 → AA."""
    if epoch < 1:
        raise ValueError("epochs begin with 1")
    mark = ""
    while epoch:
        epoch, remainder = divmod(epoch - 1, len(EPOCH_LETTERS))
        mark = EPOCH_LETTERS[remainder] + mark
    return mark


def epoch_of(mark: str) -> int:
    """The epoch of a mark; inverse of ``epoch_mark``."""
    epoch = 0
    for letter in mark:
        epoch = epoch * len(EPOCH_LETTERS) + EPOCH_LETTERS.index(letter) + 1
    return epoch


def following_epoch(epoch: int, draw: Callable[[int], int]) -> int:
    """An epoch greater than ``epoch`` to open next.

    Random, so that two copies of one profile open different ones: the first among all marks of three letters, then
    among the nearest, fewer where few are left. ``draw(n)`` returns 0 … n-1. Raises WorldTrouble after the last one.
    """
    left = LAST_EPOCH - epoch
    if left < 1:
        raise WorldTrouble("这个窗口换代的次数用完了。请向大厅登记一个新的窗口编码，重新设置窗口。")
    if epoch < _THREE_LETTERS:
        return _THREE_LETTERS + draw(len(EPOCH_LETTERS) ** 3)
    return epoch + 1 + draw(max(1, min(_NEARBY, left // 8)))


@dataclass(frozen=True, slots=True)
class CaseNumber:
    """A case number taken apart."""

    station: str
    epoch: int
    day: date
    serial: int

    @property
    def code(self) -> str:
        """Compact form: what the bar code holds and what is stored."""
        body = f"{self.station}{epoch_mark(self.epoch)}{self.day:%y%m%d}{self.serial:04d}"
        return body + _check_digit(body)

    @property
    def text(self) -> str:
        """In groups, for people: ``15220103A 261120 0007 2``."""
        mark = epoch_mark(self.epoch)
        return f"{self.station}{mark} {self.day:%y%m%d} {self.serial:04d} {self.code[-1]}"


def case_number(station: str, epoch: int, day: date, serial: int) -> str:
    """The compact case number; ``serial`` comes from the series ``case_series(day)`` of station and epoch."""
    if not re.fullmatch(r"[0-9]{8}", station):
        raise BadInput("窗口编码应是8位数字：6位行政区划代码加2位窗口号。", field="station")
    if not 1 <= serial <= 999_999:
        raise BadInput("今天的编号用完了，请告诉系统管理员。", field="serial")
    return CaseNumber(station, epoch, day, serial).code


def parse_case_number(text: str) -> CaseNumber:
    """Read a typed case number; spaces, hyphens, lower case and full width are accepted. Raises BadInput."""
    plain = normalise_number(text)
    found = _CASE.fullmatch(plain)
    if not found:
        raise BadInput("这不是办件编号。办件编号形如 15220103A 261120 0007 2。", field="number")
    station, mark, day_text, serial, check = found.groups()
    try:
        day = date(2000 + int(day_text[:2]), int(day_text[2:4]), int(day_text[4:]))
    except ValueError:
        raise BadInput("办件编号里的日期不对，请核对后重输。", field="number") from None
    if _check_digit(plain[:-1]) != check:
        raise BadInput("办件编号有一位不对，请核对后重输。", field="number")
    return CaseNumber(station, epoch_of(mark), day, int(serial))


def is_case_number(text: str) -> bool:
    """True when ``text`` reads as a case number with the right check digit."""
    try:
        parse_case_number(text)
    except BadInput:
        return False
    return True


@lru_cache(maxsize=64)
def grouped(code: str) -> str:
    """A stored case number in groups for people; anything else as it is."""
    try:
        return parse_case_number(code).text
    except BadInput:
        return code


def grouped_in_two(code: str) -> str:
    """``grouped`` on two lines, its station above its day: for a narrow column of a table."""
    return grouped(code).replace(" ", "\n", 1)


def normalise_number(text: str) -> str:
    """Half width, upper case, without spaces, hyphens and invisible characters."""
    plain = unicodedata.normalize("NFKC", text).upper()
    return "".join(c for c in plain if c.isalnum())


def case_series(day: date) -> str:
    """Series of case numbers: one per day (and, in the journal, per station and epoch)."""
    return f"case/{day:%y%m%d}"


def station_mark(station: str, epoch: int) -> str:
    """The station's mark inside a paper number: window and epoch, e.g. ``03A``."""
    return station[-2:] + epoch_mark(epoch)


@cache
def check_form(form: str) -> str:
    """The form itself when it can never print one number twice; raises BadInput otherwise.

    Without the station's mark two windows, or one window before and after a restore, print the same number.
    """
    remainder = form
    for one in FORM_FIELDS:
        remainder = remainder.replace(one, "")
    if any(form.count(f) != 1 for f in FORM_FIELDS) or "{" in remainder or "}" in remainder:
        raise BadInput(f"文号形式“{form}”应各含一次 {{station}}、{{year}}、{{serial}}。", field="form")
    return form


def paper_number(form: str, station: str, epoch: int, year: int, serial: int) -> str:
    """The printed number of a paper by its organ's approved form (``Jurisdiction.number_form``)."""
    mark = station_mark(station, epoch)
    return check_form(form).format(station=mark, year=year, serial=serial)


def paper_series(form: str, year: int) -> str:
    """Series of paper numbers: one per printed form (organ and kind) and year; the journal adds the station.

    Keyed by the form, not by the organ's name in the guide: two entries of the guide may be the same bureau.
    """
    return f"paper/{form}/{year}"


@lru_cache(maxsize=64)  # asked three times per filing
def _check_digit(body: str) -> str:
    """ISO 7064 MOD 11,10 over the digits, letters as two digits (A = 10, as MOD 97-10 reads them)."""
    digits = "".join(str(int(c, 36)) for c in body)
    return case_digit(digits)
