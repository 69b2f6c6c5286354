"""A paper as it can be shown: a mark where a character has no glyph, and a line at its foot that says which.

Nobody's case hangs on a character: the paper leaves, the gap is seen, and a hand fills it in. What is signed is what
is drawn, because the mark is set before either.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterator
from dataclasses import replace

from counter.domain.document.document import Block, Document, Paragraph
from counter.domain.text.printable import MARK, inked, named, unprintable_in

_MOST_NAMED = 5


def doubtful(document: Document) -> tuple[str, ...]:
    """Characters that not every machine has a glyph for, each once: mostly none."""
    return unprintable_in(inked(text) for text in _texts(document))


def as_shown(document: Document, lacking: Collection[str]) -> Document:
    """The paper with ``MARK`` for each of these characters and the note; the same paper where it has none of them.

    Blanks of other kinds become plain ones: they have no ink to be missed.
    """
    blanks = [char for char in lacking if unicodedata.category(char) in ("Zs", "Zl", "Zp")]
    table = {ord(char): MARK for char in lacking} | {ord(char): " " for char in blanks}
    found = [char for char in dict.fromkeys("".join(_texts(document))) if char in lacking]
    if not found:
        return document

    def said(text: str) -> str:
        return text.translate(table)

    marked = [char for char in found if char not in blanks]
    note = (note_of([named(char) for char in marked]),) if marked else ()
    return replace(
        document,
        title=said(document.title),
        number=said(document.number),
        addressee=said(document.addressee),
        body=tuple(_block(block, table) for block in document.body),
        seal_organ=said(document.seal_organ),
        date_text=said(document.date_text),
        sign_lines=tuple(map(said, document.sign_lines)),
        foot=(*map(said, document.foot), *note),
        code_text=said(document.code_text),
        watermark=None if document.watermark is None else said(document.watermark),
        marks=tuple(map(said, document.marks)),
        copy_text=said(document.copy_text),
    )


def note_of(lacking: Collection[str]) -> str:
    """The line at the foot. ``lacking``: the characters, named."""
    shown = "、".join(list(lacking)[:_MOST_NAMED])
    more = f"等{len(lacking)}个" if len(lacking) > _MOST_NAMED else ""
    return f"{MARK}处是字体里没有的字符（{shown}{more}）：是姓名、地名等用字的，请手写补上，以手写为准。"


def _block(block: Block, table: dict[int, str]) -> Block:
    if isinstance(block, Paragraph):
        return replace(block, text=block.text.translate(table))
    return replace(
        block,
        head=tuple(cell.translate(table) for cell in block.head),
        rows=tuple(tuple(cell.translate(table) for cell in row) for row in block.rows),
    )


def _texts(document: Document) -> Iterator[str]:
    """Every text that is drawn."""
    yield from (document.title, document.number, document.addressee)
    for block in document.body:
        if isinstance(block, Paragraph):
            yield block.text
        else:
            yield from block.head
            for row in block.rows:
                yield from row
    yield from (document.seal_organ, document.date_text, *document.sign_lines, *document.foot)
    yield from (document.code_text, document.watermark or "", *document.marks, document.copy_text)
