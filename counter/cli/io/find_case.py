"""The case of a number given on the command line."""

from __future__ import annotations

from counter.domain.case.case import Case
from counter.domain.case.fold import fold
from counter.domain.errors import BadInput
from counter.services.context.app import AppContext


def get_case(app: AppContext, number: str) -> Case:
    """The case of that number. Raises BadInput when there is none."""
    row = app.journal.case_row(number)
    case = None if row is None else fold(app.journal.entries(row.case))
    if case is None:
        raise BadInput(f"这里没有编号为“{number[:40]}”的办件；counter case find 可以查找。", field="编号")
    return case
