"""Copy an issued paper out of the program: every sheet has a copy serial and an entry (DESIGN §7)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from counter.domain.case import events
from counter.domain.case.acts.ownership import check_own_sheets
from counter.domain.case.acts.service import check_leaving, is_draft, label
from counter.domain.case.case import Case
from counter.domain.case.fold import fold
from counter.domain.case.issued_paper import IssuedPaper
from counter.domain.document.document import A4, ROLL, STRIP_COPY, Document, PaperKind, from_json
from counter.domain.document.signature import Drawing
from counter.domain.errors import BadInput, RuleRefused, WorldTrouble
from counter.domain.journal.entries import NewEntry
from counter.domain.papers.compose.decision import DRAFT_WATERMARK
from counter.domain.papers.parts.copies import sheet
from counter.domain.papers.parts.page_forms import as_form, check_page
from counter.services.context.ports import Journal, PaperMaker
from counter.services.context.projection import Projector, read_case, store
from counter.services.hall.configure_hall import hall_config
from counter.services.hall.serving import require_serving
from counter.services.papers.fit_paper import fit_paper
from counter.services.papers.sign_sheet import signed_sheet


@dataclass(frozen=True, slots=True)
class CopiedSheet:
    """One copy: its serial and PDF. ``lacking``: names of characters that are printed as a mark."""

    paper: IssuedPaper
    copy: int
    pdf: bytes
    lacking: tuple[str, ...] = ()


def find_paper(case: Case, wanted: str) -> IssuedPaper:
    """A paper of the case by id, number, kind or title (the newest of these). Raises BadInput when there is none."""
    for paper in reversed(case.papers):
        if wanted in (paper.id, paper.number, paper.kind, paper.title):
            return paper
    have = "、".join(f"{p.title}（{p.number}）" for p in case.papers) or "没有任何文书"
    raise BadInput(f"办件 {case.number} 没有“{wanted}”。现有：{have}。", field="kind")


def content_of(paper: IssuedPaper) -> Document:
    """The paper as it was issued. Raises WorldTrouble once the person's data have been destroyed.

    RuleRefused for a paper of the system that the case was taken over from, and for one of another window.
    """
    if paper.earlier:
        raise RuleRefused(
            f"{label(paper)} 是接转以前由原系统出具的，内容不在这里，不能打印；要用请找原件。",
            rule="take_over",
        )
    if paper.sealed_elsewhere:
        raise RuleRefused(
            f"{label(paper)} 是窗口 {paper.station} 出具的，内容在那个窗口，这里不能打印。", rule="owner"
        )
    if paper.content is None:
        raise WorldTrouble(f"{paper.number} 的个人信息已按规定清除，不能再打印。")
    return from_json(paper.content)


def drawing_for(journal: Journal, case_id: str, paper: IssuedPaper) -> Drawing | None:
    """The signature drawn for a pledge on the screen, None where there is none; no other paper has one."""
    if paper.kind != PaperKind.PLEDGE:
        return None
    case = fold(journal.entries(case_id))
    return None if case is None else case.drawings.get(paper.id)


def leaving_content(paper: IssuedPaper) -> Document:
    """``content_of`` for printing or saving. Raises RuleRefused for a void paper, and for an unmarked draft (L8)."""
    check_leaving(paper)
    document = content_of(paper)
    if is_draft(paper) and not any(DRAFT_WATERMARK in mark for mark in document.marks):
        raise RuleRefused(f"{label(paper)} 是代拟稿，但版面上没有“代拟稿”字样，不能打印。", rule="L8")
    return document


def copy_paper(
    journal: Journal,
    projector: Projector,
    maker: PaperMaker,
    *,
    case_id: str,
    wanted: str,
    clerk: str,
    page: str = A4,
    keep: Callable[[bytes], object] | None = None,
) -> CopiedSheet:
    """Make one copy.

    ``keep`` puts the bytes on the disk, which may be slow, before the transaction; if it raises, no entry is written.
    The caller gives the file its name after this has returned, so that there is no copy that is not counted.
    ``page``: A4, A5 or 80mm. A strip from a roll is logged, but takes no copy number.

    Raises BadInput for an unknown paper or a page that its kind does not have, RuleRefused for a void paper and
    for one of another station, StaleBase when the case changed meanwhile, WorldTrouble for a disk failure.
    """
    require_serving(serves=not hall_config(journal).oversight)
    case = read_case(journal, case_id)
    paper = find_paper(case, wanted)
    check_page(paper.kind, page)
    document = leaving_content(paper)
    check_own_sheets(paper, journal.station().code)
    copy = STRIP_COPY if page == ROLL else paper.copies + 1
    whole = document if page == ROLL else sheet(document, copy, paper.clerk, paper.issued_at)
    fit, lacking = fit_paper(maker, as_form(whole, page))
    pdf = signed_sheet(journal, maker, fit, case.drawings.get(paper.id))
    if keep is not None:
        keep(pdf)
    with journal.transaction() as tx:
        what = "pdf" if page == A4 else f"pdf-{page}"
        event = events.PaperCopied(paper.id, paper.number, copy, what, len(lacking))
        tx.append(NewEntry(case.id, event, case.base), actor=clerk)
        store(tx, projector.rows_of(read_case(tx, case.id)))
        tx.commit()
    return CopiedSheet(paper, copy, pdf, lacking)
