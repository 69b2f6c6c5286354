"""Which characters a paper can show, and names of the others; checked before a text is accepted or printed.

A character is printable where the bundled fonts have it and a reader can identify it. Characters that no font shows
(direction marks, zero widths, controls, private use …) and lookalikes (special blanks) are named by their number.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from functools import cache

MARK = "〓"
"""Printed where a character cannot be shown (the printers' sign for a missing type)."""

NO_INK = frozenset([0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, *range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0)])
"""Characters without ink (joiners, variation selectors): a paper looks the same without them."""

_NOT_MEANT = frozenset(
    "\u00a0\u00ad\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f"
)
"""Special blanks and the soft hyphen: some fonts have them, but they are invisible and break searches."""

_FILLERS = frozenset("\u115f\u1160\u2800\u3164\uffa0")
"""Invisible characters that Python calls printable."""

_SEEN = ("Co", "Cn", "Mn", "Me")
_IN_MONGOLIAN = re.compile("(?<=[\u1820-\u18aa\u180b-\u180d])[\u180e\u202f\u200d]")
"""The separator before a last vowel and the narrow blank before a suffix, which Mongolian spelling needs."""

_CONTEXT = 6


def first_unprintable(text: str) -> str:
    """The first character of a text that no paper can show; empty where there is none. A line break is none."""
    return next(_unprintable(text), "")


def prepare() -> None:
    """Make the table of characters, 10 ms that the first text would wait for."""
    _table()


def unprintable_in(texts: Iterable[str]) -> tuple[str, ...]:
    """Every unprintable character of the texts, each once, in order."""
    return tuple(dict.fromkeys(char for text in texts for char in _unprintable(text)))


def inked(text: str) -> str:
    """The text as it is drawn: without what has no ink, tabs as blanks."""
    if text.isascii():
        return text.replace("\t", " ").replace("\r", "")
    return "".join(c for c in text if ord(c) not in NO_INK).replace("\t", " ").replace("\r", "")


def fault_in(text: str) -> str:
    """What is wrong with a text: its first unprintable character and what to do; empty where it can be printed.

    Without a full stop, like ``columns.Unfit``.
    """
    char = first_unprintable(text)
    return _fault_words(text, char) if char else ""


def fault_unseen(text: str) -> str:
    """``fault_in`` for free text: only invisible characters. What may be a rare or new letter of a name is never
    refused, but marked on the paper (``paperwork.shown``). Tabs, line breaks, marks, variation selectors and the
    joiners of Mongolian words pass."""
    if text.isprintable() and _FILLERS.isdisjoint(text):
        return ""
    words = _IN_MONGOLIAN.sub("x", text)
    found = (c for c in _unprintable(words) if c not in "\t\r" and not is_letter(c))
    char = next((c for c in found if unicodedata.category(c) not in _SEEN), "")
    return _fault_words(words, char) if char else ""


def _fault_words(text: str, char: str) -> str:
    at = text.index(char)
    before = "".join(c for c in text[max(0, at - _CONTEXT) : at] if c.isprintable())
    where = f"第{at + 1}个字{f'（“{before}”后面）' if before else ''}"
    if is_letter(char):
        return f"{where}“{char}”（{named(char)}）文书上印不出来，请换成别的写法"
    return f"{where}是印不出的{what_is(char)}（{_number(char)}），请删去后重打"


def visible(text: str) -> str:
    """The text for a message, with invisible and direction-changing characters as □."""
    return text if text.isprintable() else "".join(c if c.isprintable() else "□" for c in text)


def is_letter(char: str) -> bool:
    """Whether it is a visible character that only the fonts lack."""
    hides = unicodedata.category(char) in _CATEGORIES or any(ord(char) in codes for codes, _ in _KINDS)
    return not hides


def named(char: str) -> str:
    """Its number, and its kind where it is invisible: ``U+202E 文字方向控制符``."""
    return _number(char) if is_letter(char) else f"{_number(char)} {what_is(char)}"


def what_is(char: str) -> str:
    """The kind of an invisible character, in Chinese."""
    code = ord(char)
    for codes, words in _KINDS:
        if code in codes:
            return words
    category = unicodedata.category(char)
    if category == "Cn" and code & 0xFFFE == 0xFFFE:
        return "非字符"
    return _CATEGORIES.get(category, "字体里没有的字")


def _number(char: str) -> str:
    return f"U+{ord(char):04X}"


_KINDS: tuple[tuple[frozenset[int] | range, str], ...] = (
    (frozenset([0x09]), "制表符"),
    (frozenset([0x0D, 0x85, 0x2028, 0x2029]), "另一种换行符"),
    (frozenset([0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)]), "文字方向控制符"),
    (frozenset([0x200B, 0x2060, 0xFEFF]), "零宽空格"),
    (frozenset([0x200C, 0x200D]), "零宽连接符"),
    (frozenset([0xA0, 0x2007, 0x202F]), "不换行空格"),
    (frozenset([0xAD]), "软连字符"),
    (frozenset([*range(0x180B, 0x180E), *range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0)]), "异体字选择符"),
    (range(0xE0000, 0xE0080), "标签字符"),
    (frozenset([0xFFFD]), "乱码替代符"),
    (frozenset([*range(0xFFF9, 0xFFFD), 0x115F, 0x1160, 0x3164, 0xFFA0, 0x2800]), "空白占位字符"),
    (range(0xFDD0, 0xFDF0), "非字符"),
)
_CATEGORIES = {
    "Cc": "控制字符",
    "Cf": "格式控制字符",
    "Cs": "半个字符",
    "Co": "自造字",
    "Cn": "没有定义的字符",
    "Zs": "特殊空格",
    "Zl": "另一种换行符",
    "Zp": "另一种换行符",
    "Mn": "组合符号",
    "Me": "组合符号",
}


def _unprintable(text: str) -> Iterator[str]:
    if text.isascii() and text.isprintable():
        return
    pattern, beyond = _table()
    for found in pattern.finditer(text):
        char = found.group()
        index = bisect_right(beyond, ord(char))
        if index % 2 == 0:  # between two ranges
            yield char


@cache
def _table() -> tuple[re.Pattern[str], list[int]]:
    """Pattern of all uncovered characters of the basic plane and everything beyond it, and the covered ranges beyond
    it as first, last + 1, first …; built on first use."""
    from counter.domain.text.paper_characters import RANGES

    near, beyond = ["\\n"], []
    for word in RANGES.split():
        first, _, last = word.partition("-")
        low, high = int(first, 16), int(last or first, 16)
        if low > 0xFFFF:
            beyond += [low, high + 1]
        else:
            near += [f"\\u{a:04x}-\\u{b:04x}" for a, b in _meant(low, high)]
    return re.compile(f"[^{''.join(near)}]"), beyond


def _meant(low: int, high: int) -> Iterator[tuple[int, int]]:
    """A range without the characters of ``_NOT_MEANT``."""
    start = low
    for code in sorted(ord(char) for char in _NOT_MEANT if low <= ord(char) <= high):
        if start < code:
            yield start, code - 1
        start = code + 1
    if start <= high:
        yield start, high
