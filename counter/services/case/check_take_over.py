"""Check a workbook of running cases (接转的核对、试算): every fault at its cell, or the cases as they would stand."""

from __future__ import annotations

from dataclasses import dataclass

from counter.domain.case.take_over.foresee import foreseen
from counter.domain.case.take_over.plan import PlannedCase, plan_take_over
from counter.domain.errors import BadInput, RuleRefused
from counter.domain.guide.rows.faults import Faults, GuideFault
from counter.domain.visit.visit import Setting
from counter.services.case.take_over_workbook import tables_of_workbook
from counter.services.case.taken_batches import ForeseenCase, known_numbers, with_tasks
from counter.services.context.app import AppContext
from counter.services.context.ports import Journal, Transaction


@dataclass(frozen=True, slots=True)
class CheckedTakeOver:
    """Result of a check, which writes nothing. ``cases`` is empty where anything has to be mended first.

    ``untold``: faults beyond those listed.
    """

    cases: tuple[ForeseenCase, ...]
    faults: tuple[GuideFault, ...]
    remarks: tuple[GuideFault, ...]
    untold: int = 0


def check_take_over(app: AppContext, content: bytes) -> CheckedTakeOver:
    """What taking over would write, or every fault at its cell. Raises BadInput for a file that cannot be used."""
    refuse_elsewhere(app.journal)
    setting = app.setting()
    planned, faults = planned_cases(app.journal, setting, content)
    shown = () if faults.grave else tuple(with_tasks(foreseen(p, setting), setting) for p in planned)
    return CheckedTakeOver(
        shown,
        tuple(f for f in faults.told if f.grave),
        tuple(f for f in faults.told if not f.grave),
        faults.untold,
    )


def planned_cases(
    journal: Journal | Transaction, setting: Setting, content: bytes
) -> tuple[tuple[PlannedCase, ...], Faults]:
    """The cases of a workbook and its faults, against what was taken over so far."""
    faults = Faults()
    tables = tables_of_workbook(content, faults)
    return plan_take_over(tables, faults, setting, known_numbers(journal)), faults


def faultless_cases(
    journal: Journal | Transaction, setting: Setting, content: bytes
) -> tuple[PlannedCase, ...]:
    """The cases of a workbook without any fault. Raises BadInput with the first one."""
    planned, faults = planned_cases(journal, setting, content)
    if faults.grave or not planned:
        first = next((f.words for f in faults.told if f.grave), "一件都没有写。")
        raise BadInput(f"有{max(faults.grave, 1)}处要改，一件也没有接转。第一处：{first}", field="file")
    return planned


def refuse_elsewhere(journal: Journal) -> None:
    """Raises RuleRefused in the ratings office and the bureau, which take in nothing."""
    if journal.handler_seed() is not None or journal.bureau_seed() is not None:
        raise RuleRefused("这里不收件，不能接转；请在窗口接转。", rule="take_over", field="office")
