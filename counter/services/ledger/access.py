"""Whose rows a person sees in the ledger: everybody's with the right to see others' work, else the own ones."""

from __future__ import annotations

from dataclasses import replace

from counter.domain.errors import RuleRefused
from counter.domain.hall.rights import Capability, may, who_may
from counter.services.context.app import AppContext
from counter.services.context.ledger_ports import LedgerSpan
from counter.services.context.ports import StaffRow
from counter.services.oversight.access import check_overseer


def sees_others(person: StaffRow) -> bool:
    """Whether that person may see other people's work."""
    return may(person.role, Capability.AUDIT)


def allowed(app: AppContext, person: StaffRow, span: LedgerSpan) -> LedgerSpan:
    """The span that this person may see: of a clerk, only the own cases, whatever was asked for.

    Raises RuleRefused for who neither serves nor may see others' work, and in a supervisor's room for anybody but a
    supervisor.
    """
    if app.hall.oversight:
        check_overseer(person)
    if sees_others(person):
        return span
    if not may(person.role, Capability.SERVE):
        raise RuleRefused("台账给窗口人员看自己的，给值班负责人看全部。", rule="rights", field="by")
    return replace(span, clerk=person.code)


def require_reviewer(app: AppContext, person: StaffRow, refused: str = "") -> StaffRow:
    """The person, who may count the whole, export names and hand a report in. Raises RuleRefused for others, with the
    sentence ``refused`` where the report's does not fit.
    """
    if app.hall.oversight:
        check_overseer(person)
    if not sees_others(person):
        raise RuleRefused(
            refused or f"月报和全名的台账由{who_may(Capability.AUDIT)}出；自己的台账可以看、可以导出。",
            rule="rights",
            field="by",
        )
    return person
