"""The one way in for everything that is done with a filed case: an act as data, done by the service of its kind."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any, cast

from counter.domain.case.acts import acts
from counter.domain.case.acts.acts import CaseAct
from counter.domain.case.case import Case
from counter.domain.input_limits import check_words
from counter.services.context.ports import StaffRow
from counter.services.context.services import House
from counter.services.hall.staff import check_on_duty

Doing = Callable[[House, str, Any, StaffRow, str | None], Case]

_SERVICES: dict[type, tuple[str, str]] = {
    acts.Decide: ("decide_again", "decide_case"),
    acts.Supplement: ("supplement", "supplement"),
    acts.IdentifyParty: ("identify_party", "identify_party"),
    acts.Relieve: ("relieve_material", "relieve_material"),
    acts.SignPledge: ("sign_pledge", "sign_pledge"),
    acts.Void: ("void_decision", "void_decision"),
    acts.ApplyWithdrawal: ("withdraw_items", "apply_withdrawal"),
    acts.Withdraw: ("withdraw_items", "withdraw"),
    acts.DropItems: ("end_items", "drop_items"),
    acts.Propose: ("propose_decision", "propose_decision"),
    acts.RecordAcceptance: ("record_acceptance", "record_acceptance"),
    acts.Conclude: ("record_result", "conclude_item"),
    acts.TakeNote: ("take_note", "take_note"),
    acts.PauseClock: ("pause_clock", "pause_clock"),
    acts.Extend: ("extend_clock", "extend_clock"),
    acts.ResumeClock: ("pause_clock", "resume_clock"),
    acts.SetDates: ("confirm_dates", "set_dates"),
    acts.MovePapers: ("move_papers", "move_papers"),
    acts.MarkPrinted: ("mark_paper", "mark_printed"),
    acts.MarkFailed: ("mark_paper", "mark_failed"),
    acts.Stamp: ("mark_paper", "stamp"),
    acts.PrepareDelivery: ("deliver_papers", "prepare_delivery"),
    acts.Serve: ("deliver_papers", "serve"),
    acts.Reissue: ("reissue_paper", "reissue_paper"),
    acts.Deem: ("deem_accepted", "deem_accepted"),
}
"""Kind of act → (service file, its verb). Loaded when first needed: the window opens without them."""


def perform(house: House, case_id: str, act: CaseAct, clerk: StaffRow, base: str | None = None) -> Case:
    """Do ``act`` on the case and return it as it then stands.

    ``base``: the last entry the actor saw. Raises RuleRefused, BadInput, StaleBase or WorldTrouble as the act's own
    service says; then nothing was written and no number was used.
    """
    check_on_duty(clerk)
    check_words(act)
    file, verb = _SERVICES[type(act)]
    doing = cast(Doing, getattr(import_module(f"counter.services.case.{file}"), verb))
    return doing(house, case_id, act, clerk, base)
