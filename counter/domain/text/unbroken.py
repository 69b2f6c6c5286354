"""What a line must not be broken between: a number and what it counts, the parts of a day, a dot and what it follows.

Qt breaks Chinese between any two characters and so before 日 of ``11月27日``; a word joiner (U+2060) takes that place
away (Unicode Standard Annex 14, rule LB11). It has no width and no ink, and is for painting only: words that can be
copied or are read out go without.
"""

from __future__ import annotations

import re

_JOINER = "\u2060"
_KEPT_SPACE = f"{_JOINER}\u00a0"
"""In the place of a space; the joiner tells it from a no-break space that was written."""
_TORN = re.compile(
    r"(?<=\d)(?=[\u4e00-\u9fff〔（%％])"  # 1|号, 3|份, 2026|〔
    r"|(?<=[年月])(?=\d{1,2}[月日])"  # 2026年|11月|27日
    r"|(?<=[第〕])(?=\d)"  # 第|8件, 〔2026〕|1号
    r"|(?<=\d-)(?=[A-Z0-9])|(?<=\d)(?=-[A-Z0-9])"  # 2026-|D10-|0002
    r"|(?<=\*)(?=[*\d])|(?<=[\u4e00-\u9fffA-Za-z0-9])(?=[\u4e00-\u9fff]?\*\*)"  # 蒙动|****|2号
)
_SPACE = re.compile(
    r"(?<=\d) (?=[\u4e00-\u9fff])| (?=· )|(?<=件) (?=\d)"
)  # 0 件, 待认定 · 11月27日前, 原件 1 份


def unbroken(words: str) -> str:
    """These words, to be painted in lines: a number stays with its unit, a day whole, a middle dot at a line's end."""
    return _TORN.sub(_JOINER, _SPACE.sub(_KEPT_SPACE, words))


def in_one_line(name: str) -> str:
    """A short name that is never broken, wherever its line ends."""
    return _JOINER.join(name)


def plain(words: str) -> str:
    """As they were written."""
    return words.replace(_KEPT_SPACE, " ").replace(_JOINER, "")
