"""Order a case to another window (改派): two supervisors sign; its owner hands it over, as only the owner can."""

from __future__ import annotations

from counter.domain.calendar.workdays import civil_date
from counter.domain.case.case import Case
from counter.domain.case.oversight.finding_events import ReassignOrdered, ReassignReason
from counter.domain.errors import BadInput, RuleRefused
from counter.domain.hall.consent import Consent
from counter.domain.hall.kept_numbers import is_kept
from counter.services.context.app import AppContext
from counter.services.context.ports import StaffRow
from counter.services.context.projection import read_case
from counter.services.hall.hall_register import hall_register
from counter.services.hall.second_supervisor import second_supervisor
from counter.services.oversight.findings import add_to_case
from counter.services.oversight.in_room import enter, said


def order_reassign(
    app: AppContext, case_id: str, to: str, reason: str, clerk: StaffRow, consent: Consent, owner: str = ""
) -> Case:
    """Order the owner of a case to hand it over to the station ``to``; to the owner itself: take the order back.

    Both windows have the order with the case, the owner as a task; until it hands over, the owner decides. ``owner``:
    whom the two who sign saw as its owner. Raises BadInput without a reason and for what is no window of the hall;
    RuleRefused for a case in which nothing is left to do or that has another owner by now, for an order that stands
    already, and unless a second supervisor agrees by PIN.
    """
    enter(app, clerk)
    reason = said(reason, "reason", "请写明为什么改派。")
    case, to = read_case(app.journal, case_id), to.strip()
    if not case.state.open:
        raise RuleRefused("这件办件没有要办的了，不用改派。", rule="owner")
    if not case.owner:
        raise RuleRefused("这件办件的登记还没有收到，不知道是哪个窗口主办。", rule="owner")
    if owner and owner != case.owner:  # taking back from the one before would order the new one
        raise RuleRefused(
            f"这件办件已经由窗口 {case.owner} 主办，没有改派：请看过再决定。", rule="owner", field="to"
        )
    standing = case.to_reassign
    if to == case.owner and standing is None:
        raise BadInput("这件办件就在那个窗口，不用改派。", field="to")
    if standing is not None and standing.to == to:
        raise RuleRefused(f"已经要求移交窗口 {to}，等主办窗口移交。", rule="owner", field="to")
    known = [w.station for w in hall_register(app.journal).on(civil_date(app.clock.read().at)).windows]
    if to not in known or is_kept(to):
        raise BadInput(f"大厅登记册里没有窗口“{to[:20]}”。", field="to")
    second = second_supervisor(app.journal, clerk, consent, "改派")
    with app.journal.transaction() as tx:
        event = ReassignOrdered(case.owner, to, second.code)
        add_to_case(app, tx, case_id, event, ReassignReason(reason), clerk)
        tx.commit()
    return read_case(app.journal, case_id)
