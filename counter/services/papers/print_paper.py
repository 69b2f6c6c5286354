"""Print a paper on request: both its sheets at once, failed ones again, else one further sheet."""

from __future__ import annotations

from counter.domain.case.case import Case
from counter.domain.case.print_log import next_sheets
from counter.domain.document.document import A4
from counter.services.context.projection import read_case
from counter.services.context.services import AppContext
from counter.services.papers.copy_paper import find_paper
from counter.services.papers.print_queueing import send_copy


def print_sheets(
    app: AppContext, case_id: str, wanted: str, clerk: str, *, printer: str = "", page: str = A4
) -> Case:
    """Send the applicant's sheet and the window's, or those still missing. Returns the case after it.

    An error on one sheet stops the following ones, so that no untried sheet is counted. Raises what ``send_copy`` does.
    """
    case = read_case(app.journal, case_id)
    paper = find_paper(case, wanted)
    failed: set[int] = set()
    for copy in next_sheets(paper.kind, paper.copies, paper.sheets, page):
        if copy not in failed:  # one of unknown fate went as a further sheet, under the next one's serial
            sent = send_copy(app, case_id, paper.id, clerk, printer=printer, page=page, copy=copy)
            failed.add(sent.copy)
    return read_case(app.journal, case_id)
