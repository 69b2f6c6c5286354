"""Additions to a sheet that leaves with a signed QR: its essentials in words, and tables closed against additions.

Verifying a sheet on paper means comparing the QR's essentials with it, so each is printed under the same name and
counted the same. The stored paper stays as it was issued, so papers of earlier versions get them as well.
"""

from __future__ import annotations

from dataclasses import replace

from counter.domain.document.document import A4, WRITTEN_ON, Block, Document, Table
from counter.domain.papers.parts.qr_essentials import Essentials, read_essentials
from counter.domain.text.day_words import day_text

ITEMS, MATERIALS, LATEST = "事项", "材料累计", "最迟日期"
"""Names of the essentials that are not on every sheet elsewhere."""

BLANK_BELOW = "以下空白"


def counted(essentials: Essentials) -> tuple[tuple[str, str], ...]:
    """Name and value of what is counted or dated, for the sheet and for the verification."""
    latest = day_text(essentials.deadline) if essentials.deadline else "未列入"
    return (
        (ITEMS, f"{essentials.items}项"),
        (MATERIALS, f"{essentials.materials}种"),
        (LATEST, latest),
    )


def as_leaving(sheet: Document) -> Document:
    """The sheet with the line of its essentials in the foot and a closed end to each table; without a QR as it is.

    Raises BadInput where the QR's text is none of ours.
    """
    if not sheet.qr:
        return sheet
    *numbers, latest = (f"{name}{value}" for name, value in counted(read_essentials(sheet.qr)))
    lines: tuple[str, ...] = (f"验真要点：{'　'.join(numbers)}", latest)
    if sheet.page == A4:
        lines = ("　".join(lines),)  # a narrow sheet would break the date in the middle
    closed = sheet.kind not in WRITTEN_ON
    body = tuple(_closed(block) if closed else block for block in sheet.body)
    return replace(sheet, body=body, foot=(*sheet.foot, *lines))


def _closed(block: Block) -> Block:
    """A list with 以下空白 behind its last row; a table to be filled in by hand stays open.

    A table without a head is no list: its labels are fixed, and a row more would be seen.
    """
    if not isinstance(block, Table) or not block.rows or block.least or len(block.rows[-1]) < 2:
        return block
    if not any(block.head):
        return block
    numbered = block.head[0].startswith("序")
    name_column = 1 if numbered else 0
    last = tuple(BLANK_BELOW if n == name_column else "" for n in range(len(block.rows[-1])))
    return replace(block, rows=(*block.rows, last))
