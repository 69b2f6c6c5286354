"""Citations of laws: name in book marks, then the articles (《乳品质量安全监督管理条例》第二十条)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from counter.domain.guide.terms import LegalBasis

_ARTICLE = r"第[一二三四五六七八九十百]+条"
_KINDS = "|".join(("法", "条例", "办法", "规定", "细则", "规则"))
_BARE = re.compile(rf"([\u4e00-\u9fff（）]+?(?:{_KINDS}))(?={_ARTICLE})")
_IN_BRACKETS = re.compile(rf"（([^（）]*{_ARTICLE}[^（）]*)）")


def titled(law: str) -> str:
    """A law's name in title marks; a document number stays outside them (《…》（…号）)."""
    title, bracket, number = law.partition("（")
    return f"《{title}》{bracket}{number}" if number.endswith("号）") else f"《{law}》"


def cited(basis: Sequence[LegalBasis]) -> tuple[str, ...]:
    """Citations ready to print, one text for each law with all its articles, those read at their source first."""
    articles: dict[str, list[str]] = {}
    for one in sorted(basis, key=lambda one: not one.evidence.official):
        found = articles.setdefault(one.law, [])
        if one.article and one.article not in found:
            found.append(one.article)
    return tuple(titled(law) + "、".join(found) for law, found in articles.items())


def in_book_marks(basis: str) -> str:
    """A basis with book marks around every law that it names by article."""
    return "；".join("、".join(map(_marked, part.split("、"))) for part in basis.split("；"))


def _marked(one: str) -> str:
    return _BARE.sub(r"《\1》", one, count=1) if _BARE.match(one) else one


def without_citation(reason: str, basis: str) -> str:
    """The reason without a law in brackets that the paper's basis names as well."""

    def kept(found: re.Match[str]) -> str:
        return "" if in_book_marks(found.group(1)) in basis else found.group()

    return _IN_BRACKETS.sub(kept, reason)
