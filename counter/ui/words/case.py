"""Labels of case states and times, for lists and notes."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

if TYPE_CHECKING:
    from counter.domain.case.case import Case

SHANGHAI = timezone(timedelta(hours=8))
"""Civil time of every hall; China has had no daylight saving since 1991."""


def case_state_word(state: str) -> str:
    """Label of the state of a case row."""
    translate = QCoreApplication.translate
    words = {
        "received": translate("case", "已收件"),
        "correcting": translate("case", "待补正"),
        "partly_accepted": translate("case", "部分受理"),
        "accepted": translate("case", "已受理"),
        "completed": translate("case", "已办结"),
        "ended": translate("case", "已终止"),
    }
    return words.get(state, state)


def taken_in_words(case: Case) -> str:
    """``11月20日 10:42 收件``; of a case taken over its true day of hand-over, its source and its number there."""
    translate, earlier = QCoreApplication.translate, case.taken_over
    if earlier is None:
        return translate("case", "{0} 收件").format(day_and_time(case.opened_at))
    day = earlier.received
    return translate("case", "{0}年{1}月{2}日交件 · 接转自{3}，原编号 {4}").format(
        day.year, day.month, day.day, earlier.source, earlier.number
    )


def day_and_time(moment: datetime | str) -> str:
    """``11月20日 10:42`` in the hall's civil time."""
    at = datetime.fromisoformat(moment) if isinstance(moment, str) else moment
    local = at.astimezone(SHANGHAI)
    translate = QCoreApplication.translate
    return translate("case", "{0}月{1}日 {2}").format(local.month, local.day, local.strftime("%H:%M"))
