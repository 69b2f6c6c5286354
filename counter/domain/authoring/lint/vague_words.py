"""Find catch-all words (“其他、有关”) and their synonyms in a guide's wording, but not in proper names.

Source: 兴安盟政务服务标准化管理办法 第十条(一): 不得含有“其他、有关”等模糊性兜底性条款.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

PROPER = (
    "其他组织",
    "其他经济组织",
    "其他法人",
    "其他权利人",
    "其他药学技术人员",
    "其他卫生技术人员",
    "其他专业技术人员",
    "其他技术人员",
    "其他直接责任人员",
    "其他行政权力",
    "其他生物制品",
    "其他灵活就业人员",
    "利害关系",
)
"""Categories named in laws (民法典, 药品管理法, 医师法 …), which are exact."""

_QUOTED = re.compile(r"《[^》]*》")
"""Titles of laws are not searched."""

_OPEN_HEAD = r"(?:材料|文件|资料|证明|证件|证书|凭证|手续|信息|情形|情况|事项|内容|要求)"

_CATCH_ALL = (
    re.compile(r"其[他它]"),
    re.compile(r"(?<![没所])有关(?![联系键闭税门停口节])"),
    re.compile(r"相关(?![性系])"),
    re.compile(rf"相应的?{_OPEN_HEAD}"),
    re.compile(r"必要(?:的|时)|视(?:实际)?(?:情况|情形|需要)|视情(?!况)|根据(?:实际)?(?:情况|需要)"),
    re.compile(r"按(?:照)?(?:要求|规定|需要?)(?:另行)?(?:提供|提交|补充)|认为(?:应当|需要|必要|有必要)"),
    re.compile(r"另有(?:要求|规定)|另行(?:通知|要求)|之类|诸如|若干|等等"),
    re.compile(rf"(?:各类|各种|一切|适当的?|所需的?|需要的){_OPEN_HEAD}|佐证材料"),
)

_SUSPECT = re.compile("其|关|相应|必要|视|根据|按|认为|另|之类|诸如|若干|等|各|一切|适当|所需|需要|佐证")
"""Fast test: every catch-all word has one of these, most wordings none."""

_ETC = re.compile(
    r"(?<![高中初同平对均优上下头一二三四五六七八九十甲乙丙丁特何])等(?![级待候于同离次分身值额温腰压效比价])"
)
_ETC_OPEN = re.compile(rf"等[^，。；、（）]{{0,3}}?{_OPEN_HEAD}|等(?:$|[，。；、）)])")
"""等 at the end, or before a head noun that may mean anything."""

_CLOSED_LIST = re.compile(r"[^（），。；、]{0,12}（[^（）等]+）")
"""A following bracket with an exact list, without 等."""


@dataclass(frozen=True, slots=True)
class Vague:
    """A catch-all word. ``open``: unbounded; else a list or a bracket bounds it."""

    word: str
    open: bool


def vague_in(text: str) -> tuple[Vague, ...]:
    """The catch-all words of a text in order, each once. Law titles and proper names are not searched."""
    if not _SUSPECT.search(text):
        return ()
    plain = _QUOTED.sub("《》", text)
    for name in PROPER:
        plain = plain.replace(name, "〇" * len(name))
    found: list[tuple[int, int, Vague]] = []
    for pattern in _CATCH_ALL:
        for hit in pattern.finditer(plain):
            bounded = _CLOSED_LIST.match(plain, hit.end()) is not None
            found.append((hit.start(), hit.end(), Vague(hit.group(), not bounded)))
    for hit in _ETC.finditer(plain):
        wide = _ETC_OPEN.match(plain, hit.start())
        found.append((hit.start(), (wide or hit).end(), _etc(wide)))
    found.sort(key=lambda one: (one[0], -one[1]))
    kept: dict[str, Vague] = {}
    reached = 0
    for start, end, vague in found:
        if start >= reached:  # a word within another one is the same fault
            reached = end
            kept.setdefault(vague.word, vague)
    return tuple(kept.values())


def _etc(wide: re.Match[str] | None) -> Vague:
    return Vague(wide.group().rstrip("，。；、）)") if wide else "等", wide is not None)
