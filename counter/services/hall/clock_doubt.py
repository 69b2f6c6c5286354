"""What speaks against the computer's clock, said before anything is filed by it (时间待核)."""

from __future__ import annotations

from datetime import datetime, timedelta

from counter.domain.calendar.workdays import CHINA
from counter.services.context.ports import Journal

LONG = timedelta(days=30)
"""A window that recorded nothing for longer is rarer than a clock that lost its battery."""
_PAPERS = "文书会标“时间待核”、不写期限。"
_CONFIRM = "先把系统时间校准；确认显示的时间是对的，再由值班负责人确认。"


def clock_doubt(journal: Journal) -> str:
    """One sentence with both times and what to do; "" for a clock that nothing speaks against.

    Doubted for certain: behind the last trusted entry, or within one boot ahead of what has passed since. Told only:
    ahead of it by more than ``LONG`` over a restart, where nobody knows how much time passed.
    """
    last = journal.last_time()
    if last is None:
        return ""
    now, due = journal.reading().at, journal.reckoned()
    shown, before = _words(now), _words(last)
    if journal.untimely():
        if now < due:
            back = f"电脑时钟往回走过：现在显示 {shown}，上一条记录记在 {before}。"
            return f"{back}{_PAPERS}{_CONFIRM}"
        ahead = f"电脑时钟往前跳过：现在显示 {shown}，照上一条记录推算是 {_words(due)}。"
        return f"{ahead}{_PAPERS}{_CONFIRM}"
    if not is_long_ago(journal):
        return ""
    since = f"电脑显示 {shown}，上一条记录记在 {before}，隔了 {(now - last).days} 天。"
    return f"{since}请先核对电脑的日期：日期错了，编号和期限都跟着错。{_CONFIRM}"


def is_long_ago(journal: Journal) -> bool:
    """Whether nothing was recorded here for so long that the clock should be looked at first."""
    last = journal.last_time()
    return last is not None and journal.reading().at - last > LONG


def _words(moment: datetime) -> str:
    at = moment.astimezone(CHINA)
    return f"{at:%Y}年{at.month}月{at.day}日 {at:%H:%M}"
