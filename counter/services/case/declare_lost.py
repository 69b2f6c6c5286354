"""Declare lost what windows saw of a case and what never came (登记遗失), so that it can be decided. Two sign."""

from __future__ import annotations

from counter.domain.case.case import Case
from counter.domain.case.lost_events import RecordsLost, RecordsLostSealed
from counter.domain.errors import BadInput
from counter.domain.hall.consent import Consent
from counter.domain.hall.rights import Capability
from counter.domain.input_limits import check_text
from counter.domain.journal.exchange.scope import is_withheld
from counter.services.case.archive_case import LEAST_LETTERS
from counter.services.case.case_writer import open_writer
from counter.services.context.app import AppContext
from counter.services.context.ports import StaffRow
from counter.services.exchange.incomplete_case import lacking_ids
from counter.services.hall.rights import check_right
from counter.services.hall.second_supervisor import second_supervisor
from counter.services.hall.staff import check_on_duty


def declare_lost(app: AppContext, case_id: str, reason: str, clerk: StaffRow, consent: Consent) -> Case:
    """Declare lost all that the case still waits for; returns the case after it.

    What comes nevertheless joins, and contradicts what was decided without it. Raises BadInput without a reason and
    where nothing is missing; RuleRefused in another window's case, and unless a second person, a supervisor, agrees by
    PIN.
    """
    check_on_duty(clerk)
    check_right(app.journal, clerk, Capability.SERVE, field="clerk")
    if sum(c.isalnum() for c in reason) < LEAST_LETTERS:
        raise BadInput(f"请写明为什么不会再来，至少{LEAST_LETTERS}个字。", field="reason")
    check_text("reason", reason)
    second = second_supervisor(app.journal, clerk, consent, "登记遗失")
    with open_writer(app, case_id, clerk, None) as writer:
        lacking = lacking_ids(writer.entries, writer.tx.exchange())
        if not lacking:
            raise BadInput("这件办件没有缺的记录，不用登记。", field="number")
        event = RecordsLost(
            lost=tuple(sorted(lacking)),
            known=tuple(sorted(e.id for e in writer.entries if not is_withheld(e.kind))),
            stations=tuple(sorted(set().union(*lacking.values()))),
            agreed_by=second.code,
        )
        writer.add(event, RecordsLostSealed(reason.strip()))
        return writer.commit()
