"""A paper's further sheets say so: 重打第 n 次, with the clerk and the time of the original (DESIGN §7)."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from counter.domain.papers import Document
from counter.domain.paperwork.essentials import as_copy
from counter.domain.workdays import CHINA


def sheet(document: Document, copy: int, clerk: str, issued_at: datetime) -> Document:
    """The paper as its ``copy``-th sheet: the first as issued, every later one marked as a reprint."""
    if copy == 1:
        return document
    words = f"重打第{copy - 1}次　原经办{clerk}　{issued_at.astimezone(CHINA):%Y-%m-%d %H:%M}"
    return replace(as_copy(document, copy), copy_text=words)
