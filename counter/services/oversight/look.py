"""Look at a case of any window from the supervisor's room: for a stated reason, on record before it is shown."""

from __future__ import annotations

from counter.domain.case.case import Case
from counter.domain.case.person_events import LookReason
from counter.domain.errors import BadInput
from counter.services.context.app import AppContext
from counter.services.context.ports import StaffRow
from counter.services.context.projection import read_case
from counter.services.hall.station_log import log_view
from counter.services.oversight.access import check_overseer, require_room

PLACE = "oversight"


def look_at_case(app: AppContext, number: str, reason: str, by: StaffRow) -> Case:
    """The case of that number or id, once the look is on record: the owner sees it in the case's history.

    ``reason``: one of ``LookReason``, as it stays in the open. Raises BadInput for another one and where there is no
    such case, RuleRefused for anyone but a supervisor, and anywhere but in the room.
    """
    require_room(app)
    check_overseer(by)
    if reason not in {one.value for one in LookReason}:
        raise BadInput("要先选一个查看的理由：" + "、".join(LookReason) + "。", field="reason")
    row = app.journal.case_row(number)
    if row is None:
        raise BadInput(f"这里没有编号为 {number[:40]} 的办件：请核对编号，或先上报、收U盘。", field="case")
    log_view(app.journal, case_id=row.case, clerk=by.code, place=PLACE, reason=reason)
    return read_case(app.journal, row.case)
