"""How the window stands with its backups, for the light, the panel and ``doctor``."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from counter.domain.calendar.workdays import Calendar, civil_date, civil_time
from counter.domain.hall.backup.age import AMBER_AFTER, BackupAge, BackupState, backup_age
from counter.domain.hall.backup.generations import AHEAD
from counter.services.context.ports import Journal
from counter.services.hall.restorings import unconfirmed_restoring

_MOST_DAYS = 60
"""Counted no further: red long before."""


RESTORED = (
    "这个窗口是用备份恢复的，缺的清单还没有人确认。可以照常办件；"
    "请值班负责人按 Ctrl+Shift+B 看清单，两个人输入口令确认。"
)


@dataclass(frozen=True, slots=True)
class BackupStanding:
    """``words``: one sentence: how old the last proved one is, and what is wrong. ``helped``: by another backup; where
    something else has to be done the words say it.
    """

    age: BackupAge
    words: str
    helped: bool = True


def backup_standing(
    journal: Journal, calendar: Calendar, state: BackupState, now: datetime
) -> BackupStanding:
    """Judge the last proved backup by the working days since, and by whether anything was written meanwhile."""
    station = journal.station()
    if unconfirmed_restoring(journal) is not None:
        return BackupStanding(BackupAge.OLD, RESTORED, helped=False)
    trouble = f"；{state.trouble.rstrip('。')}" if state.trouble else ""
    if not state.made_at:
        first = journal.entries(f"station:{station.code}")[0].at
        days = max(_workdays(calendar, civil_date(first), civil_date(now)), AMBER_AFTER + 1)  # never good
        return BackupStanding(
            backup_age(days, up_to_date=False),
            f"还没有备份过{trouble}。按 Ctrl+Shift+B 选备份的地方，或现在备份。",
        )
    made = datetime.fromisoformat(state.made_at)
    up_to_date = (state.epoch, state.seq) == (station.epoch, journal.place()[0])
    days = _workdays(calendar, civil_date(made), civil_date(now))
    if made > now + AHEAD and not up_to_date:
        words = f"最近一份备份写的是 {civil_time(made):%Y-%m-%d}，在今天以后，当时的时钟不对{trouble}"
        return BackupStanding(BackupAge.OLD, f"{words}。请校准时钟，按 Ctrl+Shift+B 再备份一次。")
    words = f"最近一份备份是 {civil_time(made):%m月%d日 %H:%M} 的，已读回来核对"
    if up_to_date:
        words += "，以后没有新的记录"
    elif days > 1:
        words += f"，已过 {days} 个工作日"
    return BackupStanding(backup_age(days, up_to_date=up_to_date), f"{words}{trouble}。")


def _workdays(calendar: Calendar, last: date, today: date) -> int:
    """Working days after ``last`` up to today."""
    day, count = last, 0
    while day < today and count < _MOST_DAYS:
        day += timedelta(days=1)
        count += not calendar.is_rest(day)
    return count
