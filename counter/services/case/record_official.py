"""Record the number that the province's platform gave to an item or a case (官方办件编号), or put one right."""

from __future__ import annotations

from counter.domain.calendar.workdays import civil_date
from counter.domain.case.acts.at_any_time import RecordOfficialNumber, check_number
from counter.domain.case.acts.ownership import refuse_elsewhere
from counter.domain.case.case import Case
from counter.domain.case.official_events import OfficialNumbered, OfficialNumberedSealed
from counter.domain.document.numbering import grouped
from counter.domain.errors import RuleRefused
from counter.services.case.case_writer import open_writer
from counter.services.context.app import AppContext
from counter.services.context.ports import StaffRow


def record_official(
    app: AppContext, case_id: str, act: RecordOfficialNumber, clerk: StaffRow, base: str | None = None
) -> Case:
    """Record it. Raises as ``check_number``, and RuleRefused where another case that is known here has the number, or
    another window decides in this one.
    """
    with open_writer(app, case_id, clerk, base, adds=True) as writer:
        case = writer.case
        refuse_elsewhere(case, writer.station.code)
        number, before = check_number(case, act, civil_date(writer.setting.now))
        _refuse_used(app, case, number)
        item = case.item(act.item)
        name = "" if item is None else item.asked.name
        reason = act.reason.strip()
        sealed = OfficialNumberedSealed(reason) if reason else None
        writer.add(OfficialNumbered(act.item, name, number, before), sealed)
        return writer.commit()


def _refuse_used(app: AppContext, case: Case, number: str) -> None:
    row = app.journal.case_row(number) if number else None
    if row is not None and row.case != case.id:
        raise RuleRefused(
            f"这个官方办件编号已经登记给办件 {grouped(row.number)}，请先核对是哪一件的；那一件登记错了的先改掉。",
            rule="official",
            field="number",
        )
