"""A paper without the characters that have no glyph: a mark in their place, and a line at its foot that names them.

A missing glyph must not stop a case: the paper leaves and the character is written by hand. The mark is set before
the paper is signed and drawn, so both are the same.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace

from counter.domain.document.document import Block, Document, Paragraph
from counter.domain.text.printable import MARK, inked, named, unprintable_in

_MOST_NAMED = 5
_FIRST_MONGOLIAN, _LAST_MONGOLIAN = "\u1800", "\u18af"
_JOINERS = "\u180b\u180c\u180d\u180e\u180f"
"""Variation selectors and the vowel separator: they shape Mongolian letters and are no letters."""


def doubtful(document: Document) -> tuple[str, ...]:
    """Characters that not every machine has a glyph for, each once: mostly none."""
    return unprintable_in(inked(text) for text in _texts(document))


def as_shown(document: Document, lacking: Collection[str]) -> Document:
    """The paper with ``MARK`` for each of these characters and the note; the same paper where it has none of them.

    Other kinds of blanks become plain ones, and what only joins Mongolian letters goes: they have no ink.
    """
    blanks = [char for char in lacking if unicodedata.category(char) in ("Zs", "Zl", "Zp")]
    joiners = [char for char in lacking if char in _JOINERS]
    table: dict[int, str | None] = {ord(char): MARK for char in lacking}
    table |= {ord(char): " " for char in blanks} | {ord(char): None for char in joiners}
    found = [char for char in dict.fromkeys("".join(_texts(document))) if char in lacking]
    if not found:
        return document

    def shown(text: str) -> str:
        return text.translate(table)

    marked = [char for char in found if char not in blanks and char not in joiners]
    note = (note_of(list(dict.fromkeys(map(_called, marked)))),) if marked else ()
    return replace(
        document,
        title=shown(document.title),
        number=shown(document.number),
        addressee=shown(document.addressee),
        body=tuple(_block(block, table) for block in document.body),
        seal_organ=shown(document.seal_organ),
        date_text=shown(document.date_text),
        sign_lines=tuple(map(shown, document.sign_lines)),
        foot=(*map(shown, document.foot), *note),
        code_text=shown(document.code_text),
        watermark=None if document.watermark is None else shown(document.watermark),
        marks=tuple(map(shown, document.marks)),
        copy_text=shown(document.copy_text),
    )


def _called(char: str) -> str:
    """What a reader of the paper is told of it: the script of a Mongolian name, whose letters have no number for
    anybody.
    """
    return "蒙古文" if _FIRST_MONGOLIAN <= char <= _LAST_MONGOLIAN else named(char)


def note_of(lacking: Collection[str]) -> str:
    """The line at the foot. ``lacking``: the characters, named."""
    listed = "、".join(list(lacking)[:_MOST_NAMED])
    more = f"等{len(lacking)}个" if len(lacking) > _MOST_NAMED else ""
    return f"{MARK}处是字体里没有的字符（{listed}{more}）：是姓名、地名等用字的，请手写补上，以手写为准。"


def _block(block: Block, table: Mapping[int, str | None]) -> Block:
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
