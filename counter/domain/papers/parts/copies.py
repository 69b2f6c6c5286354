"""The two sheets of a paper, and reprints: 重打第 n 次, with the original clerk and time (DESIGN §7)."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from counter.domain.calendar.workdays import CHINA
from counter.domain.document.document import SHEETS, Document
from counter.domain.papers.parts.qr_essentials import qr_text, read_essentials


def copy_text(copy: int) -> str:
    """Which copy this sheet is (去向)."""
    return {1: "第1联（共2联）　交申请人", 2: "第2联（共2联）　窗口存档"}.get(copy, f"第{copy}联　补制")


def as_copy(document: Document, copy: int) -> Document:
    """The same paper as another copy: only its copy mark and the copy number in its QR change."""
    qr = document.qr
    if qr:
        qr = qr_text(replace(read_essentials(qr), copy=copy))
    return replace(document, copy_text=copy_text(copy), qr=qr)


def sheet(document: Document, copy: int, clerk: str, issued_at: datetime) -> Document:
    """The paper as its ``copy``-th sheet: the applicant's, the window's, and from then on reprints."""
    if copy == 1:
        return document
    if copy <= SHEETS:
        return as_copy(document, copy)
    words = f"重打第{copy - SHEETS}次　原经办{clerk}　{issued_at.astimezone(CHINA):%Y-%m-%d %H:%M}"
    return replace(as_copy(document, copy), copy_text=words)
