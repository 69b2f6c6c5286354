"""What a version no longer asks for need not be brought any more where its rule is 从轻 (按新版免交), also after it."""

from __future__ import annotations

from dataclasses import replace

from counter.domain.case.acts.acts import Relieve
from counter.domain.case.acts.deemed import refuse_if_overdue
from counter.domain.case.acts.rejudge import judge_again, stands, unsettled
from counter.domain.case.acts.relief import RULE, check_relief
from counter.domain.case.case import Case
from counter.domain.case.item_state import ItemState
from counter.domain.errors import BadInput, RuleRefused
from counter.services.case.case_writer import CaseWriter, open_writer
from counter.services.case.set_aside import on_one_pledge, set_aside_draft
from counter.services.case.write_relief import write_relief
from counter.services.case.write_verdicts import write_verdicts
from counter.services.context.ports import StaffRow
from counter.services.context.services import AppContext

_HUNG_ON_IT = (ItemState.TO_CORRECT, ItemState.TO_PLEDGE)
"""What was only taken in is decided when the clerk goes on with it (接着办), together with what comes before it."""

_CHANGED = "新版指南不再要所缺的材料，事实有变。"


def relieve_material(
    app: AppContext, case_id: str, act: Relieve, clerk: StaffRow, base: str | None = None
) -> Case:
    """Record that these need not be brought, and decide every told or deferred item that is now whole.

    Raises RuleRefused where no version in force since the case began lets it go, where one is still asked for, or where
    nothing is lacking, and while the clock is in doubt; BadInput where nothing was chosen.
    """
    lines = tuple(dict.fromkeys(act.lines))
    with open_writer(app, case_id, clerk, base) as writer:
        before = writer.case
        _record(writer, before, lines)
        if writer.untimely:
            raise RuleRefused(
                "时钟待核，说不准现行的是哪一版。请值班负责人先确认时间，再登记免交。", rule=RULE
            )
        writer.visit = replace(writer.visit, brought=writer.case.brought)
        relieved = [line for line in before.lines if line.id in lines]
        touched = [i for i in before.items if any(i.id in x.items for x in relieved) and not i.state.closed]
        again = on_one_pledge(before, [i.id for i in touched if i.state in _HUNG_ON_IT])
        refuse_if_overdue(before, [i for i in before.items if i in touched or i.id in again], writer.setting)
        for item in touched:
            set_aside_draft(writer, item, _CHANGED)
        current = writer.case
        found = judge_again(current, writer.setting, current.brought, again, held=unsettled(before))
        silent = frozenset(v.item for v in found if stands(before, v))
        write_verdicts(writer, found, before=before, silent=silent)
        return writer.keep()


def _record(writer: CaseWriter, case: Case, lines: tuple[str, ...]) -> None:
    found = check_relief(case, writer.setting, lines)
    if not lines:
        raise BadInput("没有写哪样材料不用再交；新版不再要、又还没有交的才可以。", field="materials")
    write_relief(writer, case, found)
