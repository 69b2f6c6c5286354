"""Labels of case states and times, for lists and notes."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

from PySide6.QtCore import QCoreApplication

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


def day_and_time(moment: datetime | str) -> str:
    """``11月20日 10:42`` in the hall's civil time."""
    at = datetime.fromisoformat(moment) if isinstance(moment, str) else moment
    local = at.astimezone(SHANGHAI)
    translate = QCoreApplication.translate
    return translate("case", "{0}月{1}日 {2}").format(local.month, local.day, local.strftime("%H:%M"))
