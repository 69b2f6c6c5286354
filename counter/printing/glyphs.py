"""The check before paper is wasted: every character of a Document has a glyph in some font (DESIGN §7)."""

from __future__ import annotations

from collections.abc import Iterator

from counter.domain.errors import WorldTrouble
from counter.domain.papers import Document, Paragraph
from counter.printing.typeface import MissingGlyph, Role, Typefaces, printable


def missing_glyphs(document: Document, typefaces: Typefaces) -> list[tuple[str, str]]:
    """(character, where it stands) for each character no font has, in reading order, each character once."""
    missing: dict[str, str] = {}
    for where, role, text in _texts(document):
        chain = typefaces.chain(role)
        for char in dict.fromkeys(printable(text).replace("\n", "")):
            if char not in chain and char not in missing:
                try:
                    chain[char]
                except MissingGlyph:
                    missing[char] = where
    return list(missing.items())


def require_glyphs(document: Document, typefaces: Typefaces) -> None:
    """Raise WorldTrouble with one sentence that names what cannot be printed and where it stands."""
    missing = missing_glyphs(document, typefaces)
    if not missing:
        return
    named = "、".join(f"“{_shown(char)}”（U+{ord(char):04X}，在{where}）" for char, where in missing[:5])
    more = f"等{len(missing)}个字" if len(missing) > 5 else ""
    raise WorldTrouble(
        f"这份文书里有字体中没有的字：{named}{more}。为避免印出缺字，没有生成文书。"
        "请核对是否录入有误；确属人名、地名用字的，请管理员在本机安装含该字的字体（TrueType）后重试。"
    )


def _shown(char: str) -> str:
    return char if char.isprintable() else "不可见字符"


def _texts(document: Document) -> Iterator[tuple[str, Role, str]]:
    """Every text of a paper with its place, in words a clerk knows, and the role it is set in."""
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
