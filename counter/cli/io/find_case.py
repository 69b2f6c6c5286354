"""The case of a number given on the command line."""

from __future__ import annotations

from counter.domain.case.case import Case
from counter.domain.case.fold.loose import case_here
from counter.domain.errors import BadInput
from counter.domain.papers.verify.signed_code import is_paper_code
from counter.services.case.scanned_case import scanned_case
from counter.services.context.app import AppContext


def get_case(app: AppContext, number: str) -> Case:
    """The case of that number, or of the paper with that QR. Raises BadInput when there is none, and RuleRefused for
    a paper that papers cannot be taken in for here.
    """
    if is_paper_code(number):
        return scanned_case(app, number)
    row = app.journal.case_row(number)
    case = None if row is None else case_here(app.journal.entries(row.case))
    if case is None:
        raise BadInput(f"这里没有编号为“{number[:40]}”的办件；counter case find 可以查找。", field="编号")
    return case
