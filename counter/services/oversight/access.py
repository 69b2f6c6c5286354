"""Who may sit in the supervisor's room: whoever may see other people's records."""

from __future__ import annotations

from counter.domain.errors import RuleRefused
from counter.domain.hall.rights import Capability, may, who_may
from counter.services.context.app import AppContext
from counter.services.context.ports import StaffRow

NO_ROOM = "这里不是值班主管室；请在值班主管室的电脑上办。"


def check_overseer(row: StaffRow) -> StaffRow:
    """That person. Raises RuleRefused for anyone but a supervisor of the register."""
    if not may(row.role, Capability.AUDIT):
        raise RuleRefused(f"值班主管室只由{who_may(Capability.AUDIT)}进。", rule="rights", field="code")
    return row


def require_room(app: AppContext) -> None:
    """Raises RuleRefused anywhere but in the supervisor's room."""
    if not app.hall.oversight:
        raise RuleRefused(NO_ROOM, rule="room", field="oversight")
