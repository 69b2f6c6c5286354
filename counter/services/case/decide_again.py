"""Judge and decide items of a filed case that were only taken in, wait, or are to be corrected (接着办)."""

from __future__ import annotations

from dataclasses import replace

from counter.domain.calendar.workdays import civil_date
from counter.domain.case.acts.acts import Decide
from counter.domain.case.acts.correction import BySupervisor, next_round, refuse_spoiling, repeats
from counter.domain.case.acts.deemed import refuse_if_overdue
from counter.domain.case.acts.rejudge import (
    is_new_outcome,
    judge_again,
    may_be_judged,
    unseen_of,
    unsettled,
)
from counter.domain.case.case import Case
from counter.domain.case.case_item import CaseItem
from counter.domain.case.item_state import ItemState
from counter.domain.errors import BadInput, RuleRefused
from counter.domain.visit.checklist import Line
from counter.domain.visit.identified_party import refuse_doubtful
from counter.domain.visit.looked_at import UNSEEN, unseen_as_missing
from counter.domain.visit.material import Brought, MaterialState
from counter.domain.visit.originals import shown_only
from counter.domain.visit.received import check_brought
from counter.domain.visit.verdict import Outcome, Verdict
from counter.services.case.case_writer import CaseWriter, open_writer, receive
from counter.services.case.relieve_material import relieve_shared
from counter.services.case.write_verdicts import write_verdicts
from counter.services.context.app import AppContext
from counter.services.context.ports import StaffRow
from counter.services.hall.staff import consented


def decide_again(
    app: AppContext, case_id: str, act: Decide, clerk: StaffRow, base: str | None = None
) -> Case:
    """Decide the items of the act by what is recorded now, and issue their papers.

    Raises RuleRefused when nothing can be decided, an unsettled answer holds an item, or papers kept for a serial item
    were not looked at again (they may have expired); L3 for a second notice; ``unseen`` while papers of an item were
    not looked at and the act does not declare them missing. A supervisor's PIN is checked here.
    """
    if isinstance(act.reopening, BySupervisor) and act.reopening.consent.code.strip():
        consented(app.journal, act.reopening.consent)
    with open_writer(app, case_id, clerk, base) as writer:
        before = writer.case
        wanted = _items_to_decide(before, act)
        refuse_if_overdue(before, wanted, writer.setting)
        refuse_doubtful(before.applicant, civil_date(writer.setting.now))
        held = {} if act.settled.strip() else unsettled(before)
        ids = frozenset(i.id for i in wanted)
        if act.rest_missing:
            act = replace(act, lines={**unseen_as_missing(unseen_of(before, ids), act.lines), **act.lines})
        if act.lines:
            _record(writer, before, act, ids)
        relieve_shared(writer)
        found = judge_again(before, writer.setting, writer.visit.brought, ids, held=held)
        _refuse_unseen(before, [v.item for v in found if v.rule == UNSEEN], act)
        changed = tuple(_with_settlement(before, v, act) for v in found if _is_new(before, v, act))
        if not changed:
            for verdict in (v for v in found if v.outcome is Outcome.CORRECT):
                next_round(before, verdict, act.reopening, civil_date(writer.setting.now))
            raise RuleRefused(_nothing_new(before, wanted), rule="nothing_new")
        waited = {i.id for i in wanted if i.state is ItemState.WAITING}
        if waited & {v.item for v in changed} and not act.papers_valid:
            raise RuleRefused(
                "这些材料是先收下的，请先核对现在是否还在有效期内。", rule="serial", field="papers_valid"
            )
        write_verdicts(writer, changed, before=before, reopening=act.reopening)
        return writer.commit()


def _refuse_unseen(case: Case, items: list[str], act: Decide) -> None:
    """Raise RuleRefused while papers were not looked at: a notice must name every gap (S001 16(2))."""
    unseen = unseen_of(case, items, act.lines)
    if unseen:
        names = "、".join(line.name for line in unseen)
        raise RuleRefused(
            f"还有{len(unseen)}份材料没有看，不能决定：{names}。带来的先登记补交；确实没带的，写明“其余都没带"
            f"（{len(unseen)}份）”；只办别的事项，就只选那些事项。",
            rule=UNSEEN,
            field="rest_missing",
        )


def _record(writer: CaseWriter, case: Case, act: Decide, items: frozenset[str]) -> None:
    """Append what a second look at papers taken in has shown: defects, and originals seen since.

    New papers are not recorded here but by a supplement.
    """
    check_brought(case.checklist, act.lines, civil_date(writer.setting.now))
    lines = dict(act.lines)
    for line_id, new in act.lines.items():
        line = case.checklist.line(line_id)
        assert line is not None
        if not items & set(line.items):
            raise RuleRefused(
                f"“{line.name}”不属于这次要决定的事项。", rule="L1", field=f"materials.{line_id}"
            )
        if _original_seen(line, case.brought_of(line), new):
            lines[line_id] = replace(case.brought_of(line), original_seen=True)
        elif new.state not in (MaterialState.DEFECTIVE, MaterialState.MISSING):
            raise BadInput(f"“{line.name}”如果是补交来的，请用补交登记。", field=f"materials.{line_id}")
        elif new.state is MaterialState.MISSING and case.brought_of(line).state is MaterialState.RECEIVED:
            raise RuleRefused(
                f"“{line.name}”已经收下，收件凭证上写着；不能改记为没有交。不能用的，记为不符合，写明哪里不符合。",
                rule="L3",
                field=f"materials.{line_id}",
            )
        else:
            refuse_spoiling(case, line_id, line.name, act.reopening)
    writer.visit = replace(writer.visit, brought={**case.brought, **lines})
    receive(writer, lines, seen_later=tuple(i for i, b in lines.items() if b.state is MaterialState.RECEIVED))


def _original_seen(line: Line, before: Brought, new: Brought) -> bool:
    """True where only the original of a paper taken in was seen now, and nothing else changes."""
    same = new.state is before.state is MaterialState.RECEIVED and new.copies in (before.copies, line.copies)
    return same and new.original_seen and shown_only(line)


def _items_to_decide(case: Case, act: Decide) -> tuple[CaseItem, ...]:
    for item in act.items:
        if case.item(item) is None:
            raise BadInput(f"这件办件里没有事项“{item}”。", field="items")
    wanted = tuple(i for i in case.items if may_be_judged(i) and (not act.items or i.id in act.items))
    wanted = tuple(i for i in wanted if i.state is not ItemState.RETURNED)
    if not wanted:
        raise RuleRefused("这件办件没有等窗口决定的事项。", rule="nothing_new")
    return wanted


def _is_new(case: Case, verdict: Verdict, act: Decide) -> bool:
    """True for a new outcome; with a reason for a further round also for a notice that differs from the last (L3)."""
    item = case.item(verdict.item)
    assert item is not None
    asked = act.reopening is not None and verdict.outcome is Outcome.CORRECT
    again = asked and not repeats(case, verdict, act.reopening)
    return again or is_new_outcome(item, verdict.outcome)


def _with_settlement(case: Case, verdict: Verdict, act: Decide) -> Verdict:
    """The verdict with how an answer recorded as 不清楚 was settled added to its (sealed) reason."""
    words = act.settled.strip()
    if not words or verdict.item not in unsettled(case):
        return verdict
    return replace(verdict, reason=f"{verdict.reason}当时没认定的情形：{words}")


def _nothing_new(case: Case, wanted: tuple[CaseItem, ...]) -> str:
    first = wanted[0]
    why = (
        f"“{first.asked.name}”：{first.reason}"
        if first.reason
        else f"“{first.asked.name}”还是{first.state.label}"
    )
    return f"情况没有变化，还不能决定。{why}"
