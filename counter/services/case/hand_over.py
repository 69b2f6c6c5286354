"""Hand a case over to another window of the hall (移交): from then on that window decides in it. Two people sign."""

from __future__ import annotations

from counter.domain.calendar.workdays import civil_date
from counter.domain.case.acts.ownership import HandingOver
from counter.domain.case.case import Case
from counter.domain.case.conflict_events import CaseHandedOver, CaseHandedOverSealed
from counter.domain.errors import BadInput, RuleRefused
from counter.domain.hall.rights import Capability
from counter.domain.input_limits import check_words
from counter.services.case.archive_case import LEAST_LETTERS
from counter.services.case.case_writer import open_writer
from counter.services.context.app import AppContext
from counter.services.context.ports import StaffRow
from counter.services.hall.hall_register import hall_register
from counter.services.hall.rights import check_right
from counter.services.hall.second_supervisor import second_supervisor
from counter.services.hall.staff import check_on_duty


def hand_over(
    app: AppContext, case_id: str, act: HandingOver, clerk: StaffRow, base: str | None = None
) -> Case:
    """Hand the case over to another station; returns the case after it.

    Raises BadInput without a reason and for a station that is no other window of the hall's register; RuleRefused for a
    case in which nothing is left to do or that another window owns, and unless a second person, a supervisor, agrees by
    PIN.
    """
    check_on_duty(clerk)
    check_right(app.journal, clerk, Capability.SERVE, field="clerk")
    check_words(act)
    if sum(c.isalnum() for c in act.reason) < LEAST_LETTERS:
        raise BadInput("请写明为什么移交。", field="reason")
    _check_window(app, act.to)
    second = second_supervisor(app.journal, clerk, act.consent, "移交")
    with open_writer(app, case_id, clerk, base) as writer:
        if not writer.case.state.open:
            raise RuleRefused("这件办件没有要办的了，不用移交。", rule="owner")
        writer.add(CaseHandedOver(act.to, second.code), CaseHandedOverSealed(act.reason.strip()))
        return writer.commit()


def _check_window(app: AppContext, to: str) -> None:
    own, today = app.journal.station().code, civil_date(app.clock.read().at)
    if to == own:
        raise BadInput("这件办件就在本窗口，不用移交。", field="to")
    known = [w.station for w in hall_register(app.journal).on(today).windows if w.station != own]
    if to not in known:
        others = f"可以移交给：{'、'.join(known)}。" if known else "登记册里没有别的窗口。"
        raise BadInput(f"大厅登记册里没有窗口“{to[:20]}”。{others}", field="to")
