"""Characters without a glyph in any font of this machine: checked before a paper is drawn (DESIGN §7)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from counter.domain.document.document import Document, Paragraph
from counter.domain.text.printable import inked
from counter.printing.type.typeface import MissingGlyph, Role, Typefaces

_ROLES = (Role.BODY, Role.TITLE, Role.HEAD)
"""The roles used for texts of a paper."""


def missing_glyphs(document: Document, typefaces: Typefaces) -> list[tuple[str, str]]:
    """(character, its location) for each character without a glyph, in reading order, each character once."""
    missing: dict[str, str] = {}
    for where, role, text in _texts(document):
        chain = typefaces.chain(role)
        for char in dict.fromkeys(inked(text).replace("\n", "")):
            if char not in chain and char not in missing:
                try:
                    chain[char]
                except MissingGlyph:
                    missing[char] = where
    return list(missing.items())


def lacking(chars: Iterable[str], typefaces: Typefaces) -> tuple[str, ...]:
    """Those of the characters that cannot be set in some role of a paper, each once."""
    return tuple(
        char for char in dict.fromkeys(chars) if not all(_has(char, role, typefaces) for role in _ROLES)
    )


def _has(char: str, role: Role, typefaces: Typefaces) -> bool:
    try:
        typefaces.chain(role)[char]
    except MissingGlyph:
        return False
    return True


def _texts(document: Document) -> Iterator[tuple[str, Role, str]]:
    """Every text of a paper with its location, in words for a clerk, and the role it is set in."""
    yield "标题", Role.TITLE, document.title
    yield "文号", Role.BODY, document.number
    for mark in document.marks:
        yield "标记", Role.HEAD, mark
    yield "抬头", Role.BODY, document.addressee
    paragraphs = tables = 0
    for block in document.body:
        if isinstance(block, Paragraph):
            paragraphs += 1
            yield f"正文第{paragraphs}段", Role.HEAD if block.strong else Role.BODY, block.text
            continue
        tables += 1
        yield f"第{tables}个表格的表头", Role.HEAD, "\n".join(block.head)
        for n, row in enumerate(block.rows, start=1):
            yield f"第{tables}个表格第{n}行", Role.BODY, "\n".join(row)
    yield "署名", Role.BODY, document.seal_organ
    yield "日期", Role.BODY, document.date_text
    yield "签收栏", Role.BODY, "\n".join(document.sign_lines)
    yield "页脚", Role.BODY, "\n".join((*document.foot, document.code_text, document.copy_text))
    yield "水印", Role.BODY, document.watermark or ""
