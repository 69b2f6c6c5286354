"""Perform an act on a filed case: the act is data, its kind selects the service.

Import it with the first act: a window starts without the services.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias, TypeVar

from counter.domain.case.acts import acts
from counter.domain.case.acts.acts import CaseAct
from counter.domain.case.case import Case
from counter.domain.input_limits import check_words
from counter.services.case.agree_reminders import agree_reminders
from counter.services.case.change_follower import pass_on
from counter.services.case.check_taken import check_taken
from counter.services.case.confirm_dates import confirm_dates
from counter.services.case.correct_registration import correct_registration
from counter.services.case.decide_again import decide_again
from counter.services.case.deem_accepted import deem_accepted
from counter.services.case.deliver_papers import prepare_delivery, serve
from counter.services.case.end_items import drop_items
from counter.services.case.extend_clock import extend_clock
from counter.services.case.hand_out_results import call_in_result, hand_out_results, take_back_result
from counter.services.case.hand_over import hand_over, receive_case
from counter.services.case.identify_party import identify_party
from counter.services.case.mark_paper import mark_failed, mark_printed, stamp
from counter.services.case.move_papers import move_papers
from counter.services.case.pause_clock import pause_clock, resume_clock
from counter.services.case.propose_decision import propose_decision
from counter.services.case.record_acceptance import record_acceptance
from counter.services.case.record_official import record_official
from counter.services.case.record_organ_notice import record_organ_notice
from counter.services.case.record_result import record_result
from counter.services.case.register_result import register_result
from counter.services.case.reissue_paper import reissue_paper
from counter.services.case.relieve_material import relieve_material
from counter.services.case.settle_conflict import settle_conflict
from counter.services.case.sign_pledge import sign_pledge
from counter.services.case.supplement import supplement
from counter.services.case.take_elsewhere import take_named
from counter.services.case.take_note import take_note
from counter.services.case.void_decision import void_decision
from counter.services.case.withdraw_items import apply_withdrawal, withdraw
from counter.services.context.app import AppContext
from counter.services.context.ports import StaffRow
from counter.services.hall.staff import check_on_duty

Act = TypeVar("Act")
Handler: TypeAlias = Callable[[AppContext, str, object, StaffRow, str | None], Case]


def row(
    kind: type[Act], service: Callable[[AppContext, str, Act, StaffRow, str | None], Case]
) -> tuple[type, Handler]:
    """A row of the table: a kind of act and its service. Mypy checks that they fit."""

    def handle(app: AppContext, case_id: str, act: object, clerk: StaffRow, base: str | None) -> Case:
        assert isinstance(act, kind)
        return service(app, case_id, act, clerk, base)

    return kind, handle


HANDLERS: dict[type, Handler] = dict(
    (
        row(acts.Decide, decide_again),
        row(acts.Supplement, supplement),
        row(acts.TakeNamed, take_named),
        row(acts.CheckTaken, check_taken),
        row(acts.IdentifyParty, identify_party),
        row(acts.Relieve, relieve_material),
        row(acts.SignPledge, sign_pledge),
        row(acts.Void, void_decision),
        row(acts.ApplyWithdrawal, apply_withdrawal),
        row(acts.Withdraw, withdraw),
        row(acts.DropItems, drop_items),
        row(acts.Propose, propose_decision),
        row(acts.RecordAcceptance, record_acceptance),
        row(acts.RecordOrganNotice, record_organ_notice),
        row(acts.Conclude, record_result),
        row(acts.RegisterResult, register_result),
        row(acts.HandOutResults, hand_out_results),
        row(acts.TakeBackResult, take_back_result),
        row(acts.CallInResult, call_in_result),
        row(acts.TakeNote, take_note),
        row(acts.PauseClock, pause_clock),
        row(acts.Extend, extend_clock),
        row(acts.ResumeClock, resume_clock),
        row(acts.SetDates, confirm_dates),
        row(acts.MovePapers, move_papers),
        row(acts.MarkPrinted, mark_printed),
        row(acts.MarkFailed, mark_failed),
        row(acts.Stamp, stamp),
        row(acts.PrepareDelivery, prepare_delivery),
        row(acts.Serve, serve),
        row(acts.Reissue, reissue_paper),
        row(acts.Deem, deem_accepted),
        row(acts.Settle, settle_conflict),
        row(acts.HandOver, hand_over),
        row(acts.ReceiveCase, receive_case),
        row(acts.RecordOfficialNumber, record_official),
        row(acts.PassOn, pass_on),
        row(acts.AgreeReminders, agree_reminders),
        row(acts.CorrectRegistration, correct_registration),
    )
)
"""Kind of act → its service."""


def perform(app: AppContext, case_id: str, act: CaseAct, clerk: StaffRow, base: str | None = None) -> Case:
    """Perform ``act`` on the case and return the case after it.

    ``base``: id of the last entry the actor saw. Raises what the act's service raises (RuleRefused, BadInput,
    StaleBase, WorldTrouble); then nothing was written and no number was used.
    """
    check_on_duty(clerk)
    check_words(act)
    return HANDLERS[type(act)](app, case_id, act, clerk, base)
