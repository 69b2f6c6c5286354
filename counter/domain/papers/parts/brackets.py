"""Brackets beside Chinese are full width on a paper (GB/T 15834), however an official list wrote the name."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from counter.domain.document.document import Block, Document, Paragraph

_CHINESE = "㐀-鿿"
_PAIR = re.compile(rf"(?<=[{_CHINESE}])\(([^()]*)\)|\(([^()]*[{_CHINESE}][^()]*)\)")


def full_width(text: str) -> str:
    """The text with 小餐馆（50平方米以下） for 小餐馆(50平方米以下); a pair within Latin text stays as it is."""
    if "(" not in text:
        return text
    return _PAIR.sub(lambda pair: f"（{pair[1] if pair[1] is not None else pair[2]}）", text)


def with_full_brackets(document: Document) -> Document:
    """The paper with the names and sentences it takes from lists set so."""
    title, body = full_width(document.title), full_brackets(document.body)
    if (title, body) == (document.title, document.body):
        return document
    return replace(document, title=title, body=body)


def full_brackets(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """The blocks of a paper with their names and sentences set so."""
    return tuple(map(_block, blocks))


def _block(block: Block) -> Block:
    if isinstance(block, Paragraph):
        text = full_width(block.text)
        return block if text == block.text else replace(block, text=text)
    head, rows = tuple(map(full_width, block.head)), tuple(tuple(map(full_width, row)) for row in block.rows)
    return block if (head, rows) == (block.head, block.rows) else replace(block, head=head, rows=rows)
