"""Record papers brought after filing, issue receipts, and decide items that are complete (补交)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from counter.domain.calendar.workdays import civil_date
from counter.domain.case.acts.acts import Supplement
from counter.domain.case.acts.correction import may_take, open_gaps
from counter.domain.case.acts.deemed import refuse_if_overdue
from counter.domain.case.acts.ownership import is_here
from counter.domain.case.acts.rejudge import judge_again, still_valid, unseen_of, unsettled
from counter.domain.case.acts.signing import refuse_deferring_again
from counter.domain.case.case import Case
from counter.domain.case.case_item import CaseItem
from counter.domain.case.issued_verdict import recorded_verdict
from counter.domain.case.item_state import ItemState
from counter.domain.case.material_events import SupplementReceived, SupplementReceivedSealed
from counter.domain.case.missing_papers import deferred_gaps, hard_gaps
from counter.domain.document.document import TITLES, PaperKind
from counter.domain.errors import BadInput, RuleRefused
from counter.domain.hall.jurisdiction import HALL
from counter.domain.papers.compose.supplement_receipt import Supplemented
from counter.domain.visit.checklist import Line
from counter.domain.visit.material import Brought, MaterialState
from counter.domain.visit.received import STATE_WORDS, check_brought
from counter.domain.visit.sharing import shared_of
from counter.domain.visit.verdict import Gap, Outcome, Verdict
from counter.domain.visit.visit import PaperPlan
from counter.services.case.case_writer import CaseWriter, answers_of, notes_of, open_writer, records_of
from counter.services.case.relieve_material import relieve_shared
from counter.services.case.take_elsewhere import take_supplement
from counter.services.case.void_papers import on_one_pledge, void_draft_decision
from counter.services.case.write_verdicts import write_verdicts
from counter.services.context.app import AppContext
from counter.services.context.ports import StaffRow

_NOT_BROUGHT = (MaterialState.MISSING, MaterialState.AWAITING, MaterialState.LATER)


def supplement(
    app: AppContext, case_id: str, act: Supplement, clerk: StaffRow, base: str | None = None
) -> Case:
    """Record what was brought, issue a receipt for each organ, and decide every complete item.

    What is still wrong is stated again, nothing new is demanded (L3); acceptance is dated on the day all is in.
    Raises RuleRefused (L1) for a paper that is not asked for, BadInput for one that is not recorded as brought.
    """
    if not act.lines:
        raise BadInput("还没有记下补交了什么。", field="materials")
    with open_writer(app, case_id, clerk, base, adds=True) as writer:
        before = writer.case
        if before.loose:
            words = "这件办件的信息还没有到，按“代收材料”照申请人手里的文书记。"
            raise RuleRefused(words, rule="owner")
        if not is_here(before, writer.station.code):
            return take_supplement(writer, act)
        act = replace(act, lines=_with_answers(before, act.lines))
        touched = _touched(before, act.lines)
        check_brought(before.checklist, act.lines, civil_date(writer.setting.now))
        refuse_deferring_again(before, act.lines)
        again = on_one_pledge(before, [i.id for i in touched if i.state is not ItemState.GAPPED])
        refuse_if_overdue(before, [i for i in before.items if i in touched or i.id in again], writer.setting)
        writer.visit = replace(writer.visit, brought={**before.brought, **act.lines})
        _record(writer, act)
        relieve_shared(writer)
        for item in touched:  # a draft states what was missing
            void_draft_decision(writer, item, "补交了材料，事实有变。")
        current = writer.case
        found = judge_again(current, writer.setting, current.brought, again, held=unsettled(before))
        silent = frozenset(v.item for v in found if still_valid(before, v))
        _receipts(writer, act, touched, found, _earlier(before, act.lines))
        write_verdicts(writer, found, before=before, silent=silent)
        return writer.commit()


def _with_answers(case: Case, lines: Mapping[str, Brought]) -> dict[str, Brought]:
    """The lines, each with the organ's earlier answer about it (查无) where the act records none."""
    return {
        line: new if new.shared is not None else replace(new, shared=shared_of(case.brought.get(line)))
        for line, new in lines.items()
    }


def _touched(case: Case, lines: Mapping[str, Brought]) -> tuple[CaseItem, ...]:
    """The open items these papers belong to. Raises RuleRefused (L1) for a paper that is not missing."""
    checklist = case.checklist
    found: dict[str, CaseItem] = {}
    for line_id in lines:
        line = checklist.line(line_id)
        if line is None:
            raise RuleRefused(
                f"材料“{line_id}”不在这件办件的清单里，不能收取。", rule="L1", field=f"materials.{line_id}"
            )
        items = [i for i in case.items if i.id in line.items and may_take(case, i, line_id)]
        if not items:
            raise RuleRefused(f"“{line.name}”没有缺，不用再交。", rule="L1", field=f"materials.{line_id}")
        state, before = lines[line_id].state, case.brought_of(line).state
        if state in _NOT_BROUGHT or state is before is MaterialState.DEFERRED:
            sentence = f"“{line.name}”记的是{STATE_WORDS[state]}，没有交来的不用登记补交。"
            raise BadInput(sentence, field=f"materials.{line_id}")
        _refuse_fewer(line, lines[line_id], case.brought_of(line))
        found.update((i.id, i) for i in items)
    return tuple(i for i in case.items if i.id in found)


def _refuse_fewer(line: Line, new: Brought, before: Brought) -> None:
    """Raise BadInput for fewer sheets than before: the record is the total at the window (L12)."""
    received = MaterialState.RECEIVED
    if new.state is before.state is received and new.copies < before.copies:
        raise BadInput(
            f"“{line.name}”已经收了{before.copies}份，请写连同以前交的一共几份。",
            field=f"materials.{line.id}",
        )


def _earlier(before: Case, lines: Mapping[str, Brought]) -> dict[str, int]:
    """Line id → sheets received before this act, of lines received again in it."""
    received = MaterialState.RECEIVED
    found = {
        line: before.brought.get(line, Brought()) for line, new in lines.items() if new.state is received
    }
    return {line: was.copies for line, was in found.items() if was.state is received and was.copies}


def _record(writer: CaseWriter, act: Supplement) -> None:
    event = SupplementReceived(records_of(act.lines), writer.setting.now, answers_of(act.lines))
    sealed = SupplementReceivedSealed(notes_of(act.lines), act.brought_by.strip(), act.relation.strip())
    writer.add(event, sealed)


def _receipts(
    writer: CaseWriter,
    act: Supplement,
    touched: tuple[CaseItem, ...],
    found: tuple[Verdict, ...],
    earlier: Mapping[str, int],
) -> None:
    """Issue one receipt for each organ (补正材料接收凭证)."""
    checklist, jurisdiction = writer.checklist, writer.setting.jurisdiction
    authority, today = writer.setting.authority, civil_date(writer.setting.now)
    verdicts = {v.item: v for v in found}
    case = writer.case
    groups: dict[str, list[CaseItem]] = {}
    for item in touched:
        entrusted = authority.entrusts(item.asked.organ, item.id, today)
        groups.setdefault(item.asked.organ if entrusted else HALL, []).append(item)
    merged: dict[str, tuple[str, list[CaseItem]]] = {}
    for organ, items in groups.items():
        name = jurisdiction.organ(organ).name
        merged.setdefault(name, (organ, []))[1].extend(items)
    for organ, items in merged.values():
        ids = tuple(i.id for i in items)
        lines = tuple(
            (line.id, line.name, case.brought_of(line))  # as it counts: it may be shared by a later version
            for line in checklist.lines
            if line.id in act.lines and set(line.items) & set(ids)
        )
        still = tuple(_each_once(gap for i in items for gap in _still(case, i, verdicts)))
        unseen = {i.id for i in items if unseen_of(case, [i.id])}  # not known to be complete
        whole = tuple(i.id for i in items if i.id not in unseen and not _still(case, i, verdicts))
        notified = tuple(i.id for i in items if i.state in (ItemState.TO_CORRECT, ItemState.GAPPED))
        details = Supplemented(
            lines,
            still,
            whole,
            act.brought_by.strip(),
            act.relation.strip(),
            _notice(case, items),
            notified,
            {line: number for line, _, _ in lines if (number := _asked_by(case, items, line))},
            earlier,
            {i.id: day for i in items if (day := _passed(i, act.lines, today)) is not None},
        )
        kind = PaperKind.SUPPLEMENT_RECEIPT
        shown = tuple(verdicts.get(i.id) or recorded_verdict(i) for i in items)
        writer.issue(PaperPlan(kind, TITLES[kind], organ, ids), shown, details)


def _passed(item: CaseItem, lines: Iterable[str], today: date) -> date | None:
    """The last day of what was deferred and comes now, where it is over; of several the earliest."""
    dues = [gap.due.day for gap in item.gap_dues if gap.line in lines and gap.due is not None]
    return min((day for day in dues if day < today), default=None)


def _still(case: Case, item: CaseItem, verdicts: Mapping[str, Verdict]) -> tuple[Gap, ...]:
    """What an item still lacks, whatever else it waits for."""
    if item.id in verdicts:
        due, verdict = item.told[-1].due if item.told else None, verdicts[item.id]
        hard = verdict.gaps if verdict.outcome is Outcome.CORRECT else hard_gaps(case, item)
        return tuple(replace(g, due=due) for g in hard)
    current = case.item(item.id)
    assert current is not None
    return deferred_gaps(case, current)


def _each_once(gaps: Iterable[Gap]) -> list[Gap]:
    found: dict[str, Gap] = {}
    for gap in gaps:
        found.setdefault(gap.line, gap)
    return list(found.values())


def _asked_by(case: Case, items: list[CaseItem], line: str) -> str:
    """Number of the notice in force that asked for that paper; "" where there is none."""
    ids = {i.id for i in items if line in open_gaps(i)}
    return _notice(case, [i for i in items if i.id in ids]) if ids else ""


def _notice(case: Case, items: list[CaseItem]) -> str:
    """Number of the newest notice in force of these items; "" where there is none."""
    kinds = (PaperKind.CORRECTION_NOTICE, PaperKind.GAP_NOTICE)
    ids = {i.id for i in items}
    for paper in reversed(case.papers):
        if paper.kind in kinds and paper.stage.binding and ids & set(paper.items):
            return paper.number
    return ""
