"""Tasks of a holder of the hall ring: what other windows ask to read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from counter.domain.tasks.task import Task, TaskKind

if TYPE_CHECKING:
    from counter.services.context.app import AppContext
    from counter.services.context.ports import CaseRow


def key_request_tasks(app: AppContext) -> Iterator[tuple[Task, CaseRow]]:
    """One for each request that nobody answered, of a case that is here, with the case's row; without a day."""
    if not app.journal.shared_keys().requests():
        return
    from counter.services.exchange.grant_keys import holds_ring_in_force, waiting_requests

    if not holds_ring_in_force(app):
        return
    for one in waiting_requests(app):
        row = app.journal.case_row(one.case)
        if row is not None:
            words = f"窗口 {one.station} 申请查看资料：{one.why}"
            yield Task(one.case, "", "", TaskKind.KEY_REQUEST, None, words), row
