"""The applicant gives a number to be reminded at, another one, or wants no reminders."""

from __future__ import annotations

from counter.domain.calendar.workdays import civil_date
from counter.domain.case.acts.at_any_time import AgreeReminders, reminder_number
from counter.domain.case.case import Case
from counter.domain.case.reminder_events import ReminderAgreed, ReminderAgreedSealed
from counter.domain.errors import BadInput
from counter.domain.people.identity import check_phone
from counter.services.case.case_writer import open_writer
from counter.services.context.app import AppContext
from counter.services.context.ports import StaffRow
from counter.services.hall.staff import check_on_duty


def agree_reminders(
    app: AppContext, case_id: str, act: AgreeReminders, clerk: StaffRow, base: str | None = None
) -> Case:
    """Record it. Raises BadInput for what is no telephone number, and where none is known."""
    check_on_duty(clerk)
    checked = check_phone(act.number)
    if act.agreed and act.number.strip() and not checked.ok:
        raise BadInput(checked.sentence or "请写电话号码。", field="number")
    with open_writer(app, case_id, clerk, base, adds=True) as writer:
        if act.agreed and not act.number.strip() and not reminder_number(writer.case):
            raise BadInput("没有登记过电话，请写电话号码。", field="number")
        event = ReminderAgreed(act.agreed, civil_date(writer.setting.now))
        known = checked.normalised or reminder_number(writer.case)
        writer.add(event, ReminderAgreedSealed(known if act.agreed else ""))
        return writer.commit()
