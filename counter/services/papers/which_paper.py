"""Which of several papers without a number a sheet is (一次性告知汇总单、代拟稿): a case may have had more than one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from counter.domain.case.case import IssuedPaper
from counter.domain.case.fold import fold
from counter.domain.case.paper_events import PaperStage
from counter.domain.document.document import Document, from_json
from counter.domain.papers.parts.closing_lines import as_leaving
from counter.domain.papers.parts.copies import sheet
from counter.domain.papers.parts.qr_essentials import Essentials, read_essentials
from counter.domain.papers.verify.signed_code import SignedCode
from counter.domain.papers.verify.signed_text import text_digest
from counter.services.context.ports import Journal
from counter.services.context.rows import PaperRow


def which_paper(
    journal: Journal, alike: Sequence[PaperRow], essentials: Essentials, code: SignedCode | None
) -> PaperRow:
    """The row that the QR speaks of, by its essentials, then by its words.

    Where neither tells, the first that no longer counts: nobody hears that a sheet which may be void still holds.
    ``alike``: rows of one case and kind in order of issue, at least one.
    """
    found = list(alike)
    if len(found) > 1:
        case = fold(journal.entries(found[0].case))
        issued = {} if case is None else {p.id: p for p in case.papers if p.content is not None}
        known = [row for row in found if row.paper in issued]
        found = [
            row for row in known if _essentials(issued[row.paper], essentials.copy) == essentials
        ] or found
        if len(found) > 1 and code is not None:
            found = [r for r in known if _digest(issued[r.paper], essentials.copy) == code.digest] or found
    return next((row for row in found if not PaperStage(row.state).binding), found[-1])


def _document(paper: IssuedPaper) -> Document:
    return from_json(paper.content or {})


def _essentials(paper: IssuedPaper, copy: int) -> Essentials:
    return replace(read_essentials(_document(paper).qr), copy=copy)


def _digest(paper: IssuedPaper, copy: int) -> bytes:
    return text_digest(as_leaving(sheet(_document(paper), copy, paper.clerk, paper.issued_at)))
