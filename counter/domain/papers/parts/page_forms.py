"""The acceptance paper in its other forms: A5, the same paper smaller, and a strip from an 80 mm roll (DESIGN §7).

A seal needs 50 mm of blank paper that a strip does not have, and thermal paper fades: the strip states that it
is no proof (凭证) and where to get the sealed paper. It keeps all that a person acts on: number, dates, items,
deadlines, contacts.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from counter.domain.document.document import (
    A4,
    A5,
    ROLL,
    STRIP_COPY,
    Block,
    Document,
    PaperKind,
    Paragraph,
    Table,
)
from counter.domain.errors import BadInput
from counter.domain.papers.parts.copies import as_copy

PAGES = (A4, A5, ROLL)

ACCEPTANCE = frozenset({PaperKind.ACCEPTANCE_NOTICE, PaperKind.REGISTRATION_PROOF})
"""Kinds that have the other forms."""

STRIP_MARK = "凭条　不编联次"

_NUMBERS = ("序号", "序")
_NOTHING = ("", "—")
_LATEST = "最迟"
_BASIS = "依据："


def check_page(kind: str, page: str) -> None:
    """Raise BadInput where a paper of this kind has no such form."""
    if page not in PAGES:
        raise BadInput(f"没有“{page[:20]}”这种纸；可以用 {'、'.join(PAGES)}。", field="page")
    if page != A4 and kind not in ACCEPTANCE:
        raise BadInput("只有受理通知书和登记备案凭据有 A5 和 80 毫米两种小样，其他文书用 A4。", field="page")


def as_form(document: Document, page: str) -> Document:
    """The stored A4 paper on another page; pure. Raises BadInput where its kind has no such form."""
    check_page(document.kind, page)
    if page == ROLL:
        return _strip(document)
    return document if page == document.page else replace(document, page=page)


def _strip(document: Document) -> Document:
    """Number, date and deadlines large and first; tables become lines under each other.

    Legal bases and the signature line stay on the sealed paper.
    """
    unsealed = as_copy(document, STRIP_COPY)
    body = (
        Paragraph(f"日期：{document.date_text}", plain=True, large=True),
        *_deadlines(document),
        Paragraph(_no_proof(document), plain=True, strong=True),
        Paragraph(document.addressee, plain=True),
        *(line for block in document.body for line in _lines(block)),
        Paragraph(f"出具机关：{document.seal_organ}", plain=True, small=True),
    )
    return replace(
        unsealed,
        title=f"{document.title}\n（凭条）",
        addressee="",
        body=body if document.seal_organ else body[:-1],
        seal_organ="",
        date_text="",
        sign_lines=(),
        marks=(*((document.watermark,) if document.watermark else ()), *document.marks),
        copy_text=STRIP_MARK,
        page=ROLL,
        emblem="",
    )


def _deadlines(document: Document) -> Iterator[Paragraph]:
    """Each item's last day, from the paper's own table."""
    for table in (block for block in document.body if isinstance(block, Table)):
        column = next((n for n, head in enumerate(table.head) if n and head.startswith(_LATEST)), None)
        if column is None:
            continue
        rows = [row for row in table.rows if len(row) > column and row[column] not in _NOTHING]
        for row in rows:
            named = f"{row[0]}　" if len(rows) > 1 else ""
            yield Paragraph(f"{named}{table.head[column]}：", plain=True)
            yield Paragraph(row[column], plain=True, large=True)


def _no_proof(document: Document) -> str:
    return f"本凭条不盖章，只供查询，不作凭证。盖章的《{document.title}》请到窗口领取。"


def _lines(block: Block) -> Iterator[Paragraph]:
    if isinstance(block, Paragraph):
        if not block.text.startswith(_BASIS):
            yield replace(block, plain=True, text=block.text.replace("本凭据", "盖章的凭据"))
        return
    yield from _rows(block)


def _rows(table: Table) -> Iterator[Paragraph]:
    """Each row: its name on one line, then the other columns with their heads; empty cells are left out."""
    if not any(table.head):
        yield from _pairs(table)
        return
    numbered = table.head[0] in _NUMBERS
    for position, row in enumerate(table.rows, 1):
        number, cells = (row[0], row[1:]) if numbered else (str(position), row)
        heads = table.head[1:] if numbered else table.head
        if position == 1 and heads[0]:
            yield Paragraph(f"{heads[0]}：", plain=True, strong=True)
        name, *others = cells
        if not any(cell not in _NOTHING for cell in (number if numbered else "", *others)):
            yield Paragraph(name, plain=True)  # 以下空白
            continue
        yield Paragraph(f"{number}. {name}", plain=True)
        parts = [
            f"{head}：{cell}" for head, cell in zip(heads[1:], others, strict=False) if cell not in _NOTHING
        ]
        if parts:
            yield Paragraph("；".join(parts), plain=True, small=True)


def _pairs(table: Table) -> Iterator[Paragraph]:
    """A table without a head names each of its values in the cell before it."""
    for row in table.rows:
        for name, value in zip(row[::2], row[1::2], strict=False):
            yield Paragraph(f"{name}：{value}", plain=True)
