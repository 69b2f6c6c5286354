"""One copy of a paper on its way to a file: only a copy that could be written counts."""

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
    """Make one copy of a paper and let ``keep`` write it before it counts.

    Characters that stand on it as a mark, named, come back; mostly none. Raises BadInput where the paper has no such
    ``page``.
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
