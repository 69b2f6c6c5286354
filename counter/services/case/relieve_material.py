"""Relieve applicants of materials that a newer guide version no longer asks for, where its rule is 从轻 (免交)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from counter.domain.case.acts.acts import Relieve
from counter.domain.case.acts.deemed import refuse_if_overdue
from counter.domain.case.acts.rejudge import judge_again, still_valid, unsettled
from counter.domain.case.acts.relief import RULE, Relief, check_relief, relievable
from counter.domain.case.case import Case
from counter.domain.case.item_state import ItemState
from counter.domain.case.material_events import MaterialRelieved, RelievedLine
from counter.domain.errors import BadInput, RuleRefused
from counter.services.case.case_writer import CaseWriter, open_writer
from counter.services.case.void_papers import on_one_pledge, void_draft_decision
from counter.services.case.write_verdicts import write_verdicts
from counter.services.context.app import AppContext
from counter.services.context.ports import StaffRow

_JUDGED = (ItemState.TO_CORRECT, ItemState.TO_PLEDGE)
"""States of items that are judged at once; items only taken in are judged when the clerk decides them (接着办)."""

_CHANGED = "新版指南不再要所缺的材料，事实有变。"


def relieve_material(
    app: AppContext, case_id: str, act: Relieve, clerk: StaffRow, base: str | None = None
) -> Case:
    """Record that these lines need not be brought, and decide every item that is complete without them.

    Raises RuleRefused where no version in force since the case began relieves a line, nothing is lacking, or the clock
    is in doubt; BadInput where no line was chosen.
    """
    lines = tuple(dict.fromkeys(act.lines))
    with open_writer(app, case_id, clerk, base) as writer:
        before = writer.case
        _record(writer, before, lines)
        if writer.untimely:
            raise RuleRefused(
                "时间待核，说不准现行的是哪一版。请值班负责人先确认时间，再登记免交。", rule=RULE
            )
        writer.visit = replace(writer.visit, brought=writer.case.brought)
        relieved = [line for line in before.lines if line.id in lines]
        touched = [i for i in before.items if any(i.id in x.items for x in relieved) and not i.state.closed]
        again = on_one_pledge(before, [i.id for i in touched if i.state in _JUDGED])
        refuse_if_overdue(before, [i for i in before.items if i in touched or i.id in again], writer.setting)
        for item in touched:
            void_draft_decision(writer, item, _CHANGED)
        current = writer.case
        found = judge_again(current, writer.setting, current.brought, again, held=unsettled(before))
        silent = frozenset(v.item for v in found if still_valid(before, v))
        write_verdicts(writer, found, before=before, silent=silent)
        return writer.commit()


def _record(writer: CaseWriter, case: Case, lines: tuple[str, ...]) -> None:
    found = check_relief(case, writer.setting, lines)
    if not lines:
        raise BadInput("没有写哪样材料不用再交；新版不再要、又还没有交的才可以。", field="materials")
    write_relief(writer, case, found)


def relieve_shared(writer: CaseWriter) -> None:
    """Relieve lines that a version in force since the case began obtains by sharing, where its rule is 从轻 (L2).

    Called before anything is judged: what that version would not demand is not demanded of earlier applicants.
    """
    found = tuple(one for one in relievable(writer.case, writer.setting) if one.shared)
    if found:
        write_relief(writer, writer.case, found)
        writer.visit = replace(writer.visit, brought=writer.case.brought)


def write_relief(writer: CaseWriter, case: Case, found: Iterable[Relief]) -> None:
    """Append one entry for each publication that relieves something."""
    found = tuple(found)
    for publication in dict.fromkeys(one.publication for one in found):
        chosen = [one for one in found if one.publication == publication]
        relieved = MaterialRelieved(
            lines=tuple(RelievedLine(one.line.id, one.line.name) for one in chosen),
            number=publication.number,
            version=publication.version,
            digest=publication.digest,
            transition=publication.transition,
            began=case.opened.guide_version,
            shared=tuple(one.line.id for one in chosen if one.shared),
        )
        writer.add(relieved)
