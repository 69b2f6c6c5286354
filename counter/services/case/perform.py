"""Everything that is done with a filed case comes in here: an act as data, done by the service of its kind.

Whoever needs it imports it when the first act is done: the window opens without the services.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias, TypeVar

from counter.domain.case.acts import acts
from counter.domain.case.acts.acts import CaseAct
from counter.domain.case.case import Case
from counter.domain.input_limits import check_words
from counter.services.case.confirm_dates import set_dates
from counter.services.case.decide_again import decide_case
from counter.services.case.deem_accepted import deem_accepted
from counter.services.case.deliver_papers import prepare_delivery, serve
from counter.services.case.end_items import drop_items
from counter.services.case.extend_clock import extend_clock
from counter.services.case.identify_party import identify_party
from counter.services.case.mark_paper import mark_failed, mark_printed, stamp
from counter.services.case.move_papers import move_papers
from counter.services.case.pause_clock import pause_clock, resume_clock
from counter.services.case.propose_decision import propose_decision
from counter.services.case.record_acceptance import record_acceptance
from counter.services.case.record_result import conclude_item
from counter.services.case.reissue_paper import reissue_paper
from counter.services.case.relieve_material import relieve_material
from counter.services.case.sign_pledge import sign_pledge
from counter.services.case.supplement import supplement
from counter.services.case.take_note import take_note
from counter.services.case.void_decision import void_decision
from counter.services.case.withdraw_items import apply_withdrawal, withdraw
from counter.services.context.ports import StaffRow
from counter.services.context.services import AppContext
from counter.services.hall.staff import check_on_duty

Act = TypeVar("Act")
Handler: TypeAlias = Callable[[AppContext, str, object, StaffRow, str | None], Case]


def does(
    kind: type[Act], service: Callable[[AppContext, str, Act, StaffRow, str | None], Case]
) -> tuple[type, Handler]:
    """A row of the table: the service that does acts of this kind. Mypy compares the two."""

    def handle(app: AppContext, case_id: str, act: object, clerk: StaffRow, base: str | None) -> Case:
        assert isinstance(act, kind)
        return service(app, case_id, act, clerk, base)

    return kind, handle


HANDLERS: dict[type, Handler] = dict(
    (
        does(acts.Decide, decide_case),
        does(acts.Supplement, supplement),
        does(acts.IdentifyParty, identify_party),
        does(acts.Relieve, relieve_material),
        does(acts.SignPledge, sign_pledge),
        does(acts.Void, void_decision),
        does(acts.ApplyWithdrawal, apply_withdrawal),
        does(acts.Withdraw, withdraw),
        does(acts.DropItems, drop_items),
        does(acts.Propose, propose_decision),
        does(acts.RecordAcceptance, record_acceptance),
        does(acts.Conclude, conclude_item),
        does(acts.TakeNote, take_note),
        does(acts.PauseClock, pause_clock),
        does(acts.Extend, extend_clock),
        does(acts.ResumeClock, resume_clock),
        does(acts.SetDates, set_dates),
        does(acts.MovePapers, move_papers),
        does(acts.MarkPrinted, mark_printed),
        does(acts.MarkFailed, mark_failed),
        does(acts.Stamp, stamp),
        does(acts.PrepareDelivery, prepare_delivery),
        does(acts.Serve, serve),
        does(acts.Reissue, reissue_paper),
        does(acts.Deem, deem_accepted),
    )
)
"""Kind of act → what does it."""


def perform(app: AppContext, case_id: str, act: CaseAct, clerk: StaffRow, base: str | None = None) -> Case:
    """Do ``act`` on the case and return it as it then stands.

    ``base``: the last entry the actor saw. Raises RuleRefused, BadInput, StaleBase or WorldTrouble as the act's own
    service says; then nothing was written and no number was used.
    """
    check_on_duty(clerk)
    check_words(act)
    return HANDLERS[type(act)](app, case_id, act, clerk, base)
