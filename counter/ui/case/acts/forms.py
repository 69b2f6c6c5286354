"""The form of each act, built on first use."""

from __future__ import annotations

from collections.abc import Callable

from counter.domain.case.acts import acts
from counter.domain.case.acts.acts import CaseAct
from counter.ui.case.acts.case_form import CaseForm
from counter.ui.case.acts.conclude_form import ConcludeForm
from counter.ui.case.acts.decide_form import DecideForm
from counter.ui.case.acts.delivery_form import DeliveryForm
from counter.ui.case.acts.extend_form import ExtendForm
from counter.ui.case.acts.identify_form import IdentifyForm
from counter.ui.case.acts.move_form import MoveForm
from counter.ui.case.acts.pause_form import PauseForm
from counter.ui.case.acts.plain_forms import (
    AcceptanceForm,
    DatesForm,
    DeemForm,
    NoteForm,
    PapersForm,
    PledgeForm,
    ProposeForm,
    RelieveForm,
    ResumeForm,
    VoidForm,
)
from counter.ui.case.acts.supplement_form import SupplementForm
from counter.ui.case.acts.withdraw_form import DropForm, WithdrawalForm, WithdrawForm
from counter.ui.kit.theme import Look

FORMS: dict[type[CaseAct], Callable[[Look], CaseForm]] = {
    acts.Decide: DecideForm,
    acts.Supplement: SupplementForm,
    acts.IdentifyParty: IdentifyForm,
    acts.Relieve: RelieveForm,
    acts.SignPledge: PledgeForm,
    acts.Void: VoidForm,
    acts.ApplyWithdrawal: WithdrawForm,
    acts.Withdraw: WithdrawalForm,
    acts.DropItems: DropForm,
    acts.Propose: ProposeForm,
    acts.RecordAcceptance: AcceptanceForm,
    acts.Conclude: ConcludeForm,
    acts.TakeNote: NoteForm,
    acts.PauseClock: PauseForm,
    acts.Extend: ExtendForm,
    acts.ResumeClock: ResumeForm,
    acts.SetDates: DatesForm,
    acts.MovePapers: MoveForm,
    acts.MarkPrinted: lambda look: PapersForm(look, acts.MarkPrinted),
    acts.MarkFailed: lambda look: PapersForm(look, acts.MarkFailed),
    acts.Stamp: lambda look: PapersForm(look, acts.Stamp),
    acts.Reissue: lambda look: PapersForm(look, acts.Reissue),
    acts.PrepareDelivery: lambda look: DeliveryForm(look, proves=True),
    acts.Serve: lambda look: DeliveryForm(look, proves=False),
    acts.Deem: DeemForm,
}
