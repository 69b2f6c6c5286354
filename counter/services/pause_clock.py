"""A special procedure stops an item's clock, and ends (特别程序): both only with a written notice (许可法 45)."""

from __future__ import annotations

from counter.domain import clocks, pausing
from counter.domain.acts import PauseClock, ResumeClock
from counter.domain.case import Case, CaseItem
from counter.domain.clock_record import ClockPaused, ClockResumed, EventDated
from counter.domain.errors import BadInput
from counter.domain.item_record import Pause
from counter.domain.workdays import civil_date
from counter.services.dossier import Dossier, open_dossier
from counter.services.house import House
from counter.services.ports import StaffRow

LEFT_OUT_BASIS = "第四十五条"
"""What a special procedure takes is left out of the common period too."""


def pause_clock(
    house: House, case_id: str, act: PauseClock, clerk: StaffRow, base: str | None = None
) -> Case:
    """Write that a special procedure began; an extension moves the item's days at once."""
    with open_dossier(house, case_id, clerk, base) as dossier:
        item = _item(dossier, act.item)
        pausing.check_pause(item, act, civil_date(dossier.setting.now))
        said = ClockPaused(item.id, item.asked.name, act.pause, act.notice.strip(), act.served, act.days)
        dossier.add("clock.paused", said)
        if act.pause is Pause.EXTENSION:
            assert act.days is not None
            _resume(dossier, item, ResumeClock(item.id, act.served), act.days, pausing.EXTENDED)
        return dossier.keep()


def resume_clock(
    house: House, case_id: str, act: ResumeClock, clerk: StaffRow, base: str | None = None
) -> Case:
    """Write that it ended; the item's days, and those of all licences handled together, move by the days it took."""
    with open_dossier(house, case_id, clerk, base) as dossier:
        item = _item(dossier, act.item)
        since = pausing.check_resume(item, act, civil_date(dossier.setting.now))
        days = pausing.days_between(dossier.setting.calendar, item, since, act.day)
        event = pausing.event_moved(dossier.case, item, act.day, dossier.setting.calendar)
        _resume(dossier, item, act, days)
        if event is not None:
            dossier.add("event.dated", EventDated(event, f"{clocks.EVENT_BASIS}、{LEFT_OUT_BASIS}"))
        return dossier.keep()


def _resume(
    dossier: Dossier, item: CaseItem, act: ResumeClock, days: int, why: str = pausing.LEFT_OUT
) -> None:
    calendar = dossier.setting.calendar
    said = ClockResumed(
        item.id,
        item.asked.name,
        act.day,
        due=pausing.moved(item.due, item, calendar, days, why),
        statutory=pausing.moved(item.statutory, item, calendar, days, why),
        promised=pausing.moved(item.promised, item, calendar, days, why),
    )
    dossier.add("clock.resumed", said)


def _item(dossier: Dossier, item_id: str) -> CaseItem:
    item = dossier.case.item(item_id)
    if item is None:
        raise BadInput(f"这件办件里没有事项“{item_id}”。", field="item")
    return item
