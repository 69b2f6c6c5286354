"""The owner looks at what other windows took in, and decides every item that is complete (核对代收材料)."""

from __future__ import annotations

from counter.domain.calendar.workdays import civil_date
from counter.domain.case.acts.acts import CheckTaken
from counter.domain.case.acts.deemed import refuse_if_overdue
from counter.domain.case.acts.rejudge import judge_again, may_be_judged, still_valid, unsettled
from counter.domain.case.case import Case
from counter.domain.case.item_state import ItemState
from counter.domain.case.material_events import SupplementChecked, SupplementCheckedSealed
from counter.domain.errors import RuleRefused
from counter.domain.visit.received import check_brought
from counter.services.case.case_writer import notes_of, open_writer, records_of
from counter.services.case.relieve_material import relieve_shared
from counter.services.case.void_papers import on_one_pledge, void_draft_decision
from counter.services.case.write_verdicts import write_verdicts
from counter.services.context.app import AppContext
from counter.services.context.ports import StaffRow


def check_taken(
    app: AppContext, case_id: str, act: CheckTaken, clerk: StaffRow, base: str | None = None
) -> Case:
    """Record that the papers are in hand and looked at, and decide what is complete, from the day they were taken in.

    Raises RuleRefused where nothing waits for that, and for a line that is not on the list (L1).
    """
    with open_writer(app, case_id, clerk, base) as writer:
        before = writer.case
        waiting = [one for one in before.taken_elsewhere if not one.checked]
        if not waiting:
            raise RuleRefused("没有等核对的代收材料。", rule="taken")
        check_brought(before.checklist, act.lines, civil_date(writer.setting.now))
        lines = {*(line for one in waiting for line in one.lines), *act.lines}
        concerned = {item for line in before.lines if line.id in lines for item in line.items}
        touched = [
            i
            for i in before.items
            if i.id in concerned and may_be_judged(i) and i.state is not ItemState.CONFLICT
        ]
        again = on_one_pledge(before, [i.id for i in touched if i.state is not ItemState.GAPPED])
        refuse_if_overdue(before, [i for i in before.items if i.id in again], writer.setting)
        event = SupplementChecked(tuple(one.entry for one in waiting), records_of(act.lines))
        notes = notes_of(act.lines)
        writer.add(event, SupplementCheckedSealed(notes) if notes else None)
        relieve_shared(writer)
        gapped = [i for i in before.items if i.id in concerned and i.state is ItemState.GAPPED]
        for item in (*touched, *gapped):  # a draft states what was missing
            void_draft_decision(writer, item, "补交了材料，事实有变。")
        current = writer.case
        found = judge_again(current, writer.setting, current.brought, again, held=unsettled(before))
        silent = frozenset(v.item for v in found if still_valid(before, v))
        write_verdicts(writer, found, before=before, silent=silent)
        return writer.commit()
