"""Write one copy of a paper to a file: the copy counts only once it is written."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from counter.domain.case.case import Case
    from counter.services.context.services import AppContext


def keep_paper(
    app: AppContext,
    case: Case,
    paper_id: str,
    keep: Callable[[bytes], object],
    clerk: str | None = None,
    page: str = "A4",
) -> tuple[str, ...]:
    """Make one copy of a paper; ``keep`` writes it before it counts.

    Returns the characters that are printed as a placeholder mark; usually none. Raises BadInput where the paper has no
    such ``page``.
    """
    from counter.services.papers.copy_paper import copy_paper

    sheet = copy_paper(
        app.journal,
        app.projector,
        app.papers,
        case_id=case.id,
        wanted=paper_id,
        clerk=clerk or case.clerk,
        page=page,
        keep=keep,
    )
    return sheet.lacking
