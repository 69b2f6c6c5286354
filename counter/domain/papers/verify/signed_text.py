"""The visible words of a sheet that its signature covers, and their comparison with a file (DESIGN §7 Codes).

All visible text counts except the copy mark, which differs from sheet to sheet, and white space, which is layout.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest

from counter.domain.document.document import HEAD_CODES, Document, PaperKind, Paragraph, Table
from counter.domain.journal.entries import canonical_bytes
from counter.domain.papers.parts.qr_essentials import PREFIX as UNSIGNED
from counter.domain.papers.verify.signed_code import DIGEST_BYTES

_WHITE = re.compile(r"[\s\u3000\u200b\ufeff\x00-\x1f\ufffe\uffff]+")
_PAGE_NUMBER = re.compile(r"第\d+页共\d+页$")
_AROUND = 12

DRAWN_AID = "屏上手写，供核对；以纸上签名为准"
"""Printed beside a signature drawn on the screen; no word of the paper, no digest covers it."""

NUMBER_LABEL = "编号："
BARS_LABEL = "办件编号 "
ROUND_LABEL = "流转单条码 "
QR_LABEL = "窗口扫码验真"
OLD_QR_LABEL = "窗口扫码查件"
DAY_LABEL = "日结页扫码核对"
"""Labels of the paper's number, bar code and QR, signed or not: no words of the paper either.

A window reads the QR on its page 验真 without any network.
"""


@dataclass(frozen=True, slots=True)
class Difference:
    """The first difference of a file: the signed words and the file's, some characters of each.

    ``signed`` is empty where ``found`` describes what is wrong.
    """

    page: int
    signed: str
    found: str


def text_digest(document: Document) -> bytes:
    """SHA-256, cut to 16 bytes, over the visible words in a form that no layout changes."""
    words = {
        "title": bare(document.title),
        "number": bare(document.number),
        "marks": [bare(mark) for mark in document.marks],
        "addressee": bare(document.addressee),
        "body": [_words(block) for block in document.body],
        "organ": bare(document.seal_organ),
        "date": bare(document.date_text),
        "signs": [bare(line) for line in document.sign_lines],
        "foot": [bare(line) for line in _foot(document)],
        "bars": document.code,
        "code": bare(document.code_text),
        "watermark": bare(document.watermark or ""),
    }
    return hashlib.sha256(b"counter-text-1" + canonical_bytes(words)).digest()[:DIGEST_BYTES]


def bare(text: str) -> str:
    """The text without any white space or control characters."""
    return _WHITE.sub("", text)


def difference(document: Document, pages: Sequence[Sequence[str]]) -> Difference | None:
    """The first difference between a file's pages and the signed Document; None without one.

    ``pages``: what each page draws, in the order it is drawn. What every page repeats (watermark, running head, head
    of a table, foot, page number) is known from the Document and looked for where it belongs.
    """
    found = _difference(document, pages, labelled=True)
    if found is None or _labelled(document, pages):
        return found
    return _difference(document, pages, labelled=False)  # of a version that set no labels


def without_labels(text: str) -> str:
    """The bare text of pages without the labels, which older versions of the program did not set."""
    for label in (NUMBER_LABEL, BARS_LABEL, ROUND_LABEL, QR_LABEL, OLD_QR_LABEL):
        text = text.replace(bare(label), "")
    return text


def bars_label(document: Document) -> str:
    """The label under the bars: the number of the case, but on a slip of many cases its own."""
    return ROUND_LABEL if document.kind is PaperKind.ROUND_SLIP else BARS_LABEL


def qr_label(document: Document) -> str:
    """The label under the paper's QR: only a signed one proves anything."""
    if not document.qr:
        return ""
    if document.kind in HEAD_CODES:
        return DAY_LABEL
    return OLD_QR_LABEL if document.qr.startswith(UNSIGNED) else QR_LABEL


def _labelled(document: Document, pages: Sequence[Sequence[str]]) -> bool:
    label = bare(qr_label(document) or NUMBER_LABEL + document.number)
    return any(label in "".join(map(bare, runs)) for runs in pages)


def _difference(document: Document, pages: Sequence[Sequence[str]], *, labelled: bool) -> Difference | None:
    whole = body_text(document, labelled=labelled)
    heads = [bare("".join(b.head)) for b in document.body if isinstance(b, Table) and any(b.head)]
    at = 0
    for number, runs in enumerate(pages, start=1):
        drawn = "".join(bare(run) for run in runs)
        if document.kind is PaperKind.PLEDGE:
            drawn = drawn.removesuffix(DRAWN_AID)
        text = _without_frame(document, drawn, first=number == 1, of=len(pages), labelled=labelled)
        if text is None:
            return Difference(number, "", "页眉、页脚、窗口信息或水印缺了一样，或被改动")
        for remainder in (text, *(text.removeprefix(head) for head in heads if number > 1)):
            if whole.startswith(remainder, at):
                at += len(remainder)
                break
        else:
            return _first(whole[at:], text, number)
    return None if at == len(whole) else _first(whole[at:], "", len(pages))


def body_text(document: Document, *, labelled: bool = False) -> str:
    """Title to signature lines, in the order a paper is read and drawn, without white space."""
    parts = [
        document.title,
        *document.marks,
        NUMBER_LABEL if labelled and document.number else "",
        document.number,
        document.addressee,
        *(part for block in document.body for part in _words(block)),
        document.seal_organ,
        document.date_text,
        *document.sign_lines,
    ]
    return "".join(bare(part) for part in parts)


def _words(block: Paragraph | Table) -> list[str]:
    if isinstance(block, Paragraph):
        return [bare(block.text)]
    return [bare(cell) for row in (block.head, *block.rows) for cell in row]


def _foot(document: Document) -> list[str]:
    """Lines of the foot without the copy mark, also where it is inside a line."""
    lines = (line.replace(document.copy_text, "") if document.copy_text else line for line in document.foot)
    return [line for line in lines if bare(line)]


def _without_frame(document: Document, text: str, *, first: bool, of: int, labelled: bool) -> str | None:
    """A page's own words, or None where watermark, running head, foot or page number are not as they must be."""
    watermark = bare(document.watermark or "")
    if not text.startswith(watermark):
        return None
    text = text[len(watermark) :]
    if not first:
        title, number = bare(document.title), bare(document.number)
        if not text.startswith(title + number):
            return None
        text = text[len(title + number) :].removeprefix("".join(bare(m) for m in document.marks))
    if of > 1:
        text, found = _PAGE_NUMBER.subn("", text)
        if not found:
            return None
    lines = [bare(line) for line in document.foot if bare(line)]
    mark = bare(document.copy_text)
    if mark and not any(mark in line for line in lines):
        lines.append(mark)
    if document.code_text:
        lines.append(bare((bars_label(document) if labelled else "") + document.code_text))
    if labelled and document.qr:
        lines.append(bare(qr_label(document)))
    return _without_lines(text, lines)


def _without_lines(text: str, lines: Sequence[str]) -> str | None:
    """The text before the foot's lines, which come last in any order."""
    if not lines:
        return text
    for i, line in enumerate(lines):
        if text.endswith(line):
            found = _without_lines(text[: len(text) - len(line)], [*lines[:i], *lines[i + 1 :]])
            if found is not None:
                return found
    return None


def _first(signed: str, found: str, page: int) -> Difference:
    pairs = zip_longest(signed, found)
    at = next((n for n, (one, other) in enumerate(pairs) if one != other), 0)
    start = max(0, at - _AROUND)
    end = at + _AROUND
    return Difference(page, signed[start:end], found[start:end] or "（没有文字）")
