"""Undo a whole take-over on its own day (接转撤回): its cases leave every list, and stay in the journal."""

from __future__ import annotations

from dataclasses import replace

from counter.domain.case.person_events import PersonViewed
from counter.domain.case.take_over_events import (
    CasesGivenUp,
    CaseTakenOver,
    CaseTakeOverUndone,
    CaseTakeOverUndoneSealed,
    TakenCase,
)
from counter.domain.document import numbering
from counter.domain.errors import BadInput, RuleRefused
from counter.domain.hall.consent import Consent
from counter.domain.journal.entries import CASE_OPENED, NewEntry
from counter.domain.journal.kinds import kind_of
from counter.services.case.taken_batches import SUBJECT, TakenBatch, find_batch, same_day
from counter.services.context.app import AppContext
from counter.services.context.ports import StaffRow, Transaction
from counter.services.hall.second_supervisor import second_supervisor
from counter.services.hall.staff import check_on_duty

LEAST_LETTERS = 4
"""Least letters of the reason."""

_UNTOUCHED = (CASE_OPENED, kind_of(CaseTakenOver).name, kind_of(PersonViewed).name)
"""Kinds of entries of a case with which nothing was done here."""


def undo_take_over(app: AppContext, batch: str, clerk: StaffRow, consent: Consent, reason: str) -> TakenBatch:
    """Undo it. ``batch``: id of the batch, or its end.

    Raises BadInput for an unknown one or no reason; RuleRefused on another day, once something was done with one of its
    cases, and unless another person, a supervisor, agrees by PIN.
    """
    check_on_duty(clerk)
    words = reason.strip()
    if sum(c.isalnum() for c in words) < LEAST_LETTERS:
        raise BadInput(f"请写明为什么撤回接转，至少{LEAST_LETTERS}个字。", field="reason")
    _check(app, find_batch(app.journal, batch))
    second = second_supervisor(app.journal, clerk, consent, "撤回接转")
    with app.journal.transaction() as tx:
        found = find_batch(tx, batch)
        _check(app, found)
        for taken in found.cases:
            _refuse_touched(tx, taken)
        for taken in found.cases:
            event = CaseTakeOverUndone(found.id, second.code)
            new = NewEntry(taken.case, event, tx.last_id(taken.case), CaseTakeOverUndoneSealed(words))
            tx.append(new, actor=clerk.code)
            tx.erase_case(taken.case)
        undone = CasesGivenUp(found.id, clerk.code, second.code)
        entry = tx.append(NewEntry(SUBJECT, undone, tx.last_id(SUBJECT)), actor=clerk.code)
        tx.commit()
    return replace(found, undone_at=entry.at)


def _check(app: AppContext, found: TakenBatch) -> None:
    if found.undone_at is not None:
        raise RuleRefused("这一批接转已经撤回过了。", rule="take_over")
    if not same_day(found, app.clock.read().at):
        raise RuleRefused(
            "接转只能在当天撤回；过了当天，请逐件照规定办理（退件、撤回申请等）。", rule="take_over"
        )


def _refuse_touched(tx: Transaction, taken: TakenCase) -> None:
    if any(entry.kind not in _UNTOUCHED for entry in tx.entries(taken.case)):
        raise RuleRefused(
            f"{numbering.grouped(taken.number)}（原编号{taken.earlier}）接转以后已经办过，整批不能撤回。",
            rule="take_over",
        )
