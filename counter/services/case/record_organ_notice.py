"""Record that an organ told the applicant what to correct (机关补正); its day is a task until all of it came."""

from __future__ import annotations

from counter.domain.calendar.workdays import civil_date
from counter.domain.case.acts.acts import RecordOrganNotice
from counter.domain.case.acts.deemed import refuse_if_overdue
from counter.domain.case.acts.organ_acceptance import check_organ_notice
from counter.domain.case.case import Case
from counter.domain.case.organ_events import ItemOrganTold, ItemOrganToldSealed
from counter.services.case.case_writer import open_writer
from counter.services.context.app import AppContext
from counter.services.context.ports import StaffRow


def record_organ_notice(
    app: AppContext, case_id: str, act: RecordOrganNotice, clerk: StaffRow, base: str | None = None
) -> Case:
    """Record the organ's own notice; the organ has issued its paper. Raises as ``check_organ_notice``."""
    with open_writer(app, case_id, clerk, base) as writer:
        setting = writer.setting
        refuse_if_overdue(writer.case, [i for i in writer.case.items if i.id == act.item], setting)
        item = check_organ_notice(writer.case, act, setting.authority, civil_date(setting.now))
        event = ItemOrganTold(
            item=item.id,
            name=item.asked.name,
            organ=item.asked.organ,
            day=act.day,
            document=act.document.strip(),
            until=act.until,
            lines=act.lines,
        )
        writer.add(event, ItemOrganToldSealed(act.what.strip()))
        return writer.commit()
