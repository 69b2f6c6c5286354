"""Record that an organ accepted an item sent on to it (登记机关受理); its clock runs from that day."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time

from counter.domain.calendar.workdays import CHINA, civil_date
from counter.domain.case.acts.acts import RecordAcceptance
from counter.domain.case.acts.deemed import refuse_if_overdue
from counter.domain.case.acts.organ_acceptance import check_acceptance
from counter.domain.case.case import Case
from counter.domain.case.item_events import ItemOrganAccepted
from counter.domain.visit import clocks
from counter.services.case.case_writer import open_writer
from counter.services.case.void_papers import void_draft_decision
from counter.services.context.app import AppContext
from counter.services.context.ports import StaffRow


def record_acceptance(
    app: AppContext, case_id: str, act: RecordAcceptance, clerk: StaffRow, base: str | None = None
) -> Case:
    """Record the organ's acceptance with the days that follow; no paper is issued, the organ has issued its own.

    It does not start the common clock of licences handled together: it was not accepted here (许可法 42(2)).
    Raises what ``check_acceptance`` and ``refuse_if_overdue`` raise.
    """
    with open_writer(app, case_id, clerk, base) as writer:
        before, setting = writer.case, writer.setting
        refuse_if_overdue(before, [i for i in before.items if i.id == act.item], setting)
        item = check_acceptance(before, act, setting.authority, civil_date(setting.now))
        then = replace(setting, now=datetime.combine(act.day, time(12), CHINA))
        due, statutory, promised = clocks.decision_dues(item.asked, then)
        void_draft_decision(writer, item, "机关已经受理。")
        event = ItemOrganAccepted(
            item=item.id,
            name=item.asked.name,
            organ=item.asked.organ,
            day=act.day,
            document=act.document.strip(),
            by=act.by.strip(),
            due=due,
            statutory=statutory,
            promised=promised,
        )
        writer.add(event)
        return writer.commit()
