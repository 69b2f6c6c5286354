"""Nobody is invited to rate while somebody keeps the log of pages from being emptied: it would join box to visit (L9).

A program that only reads, and does nothing, is enough: while it reads, every page written stays in the log, in order.
Whoever copies file and log once then sees what a program sees that watches all day.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from counter.domain.calendar.workdays import civil_date
from counter.domain.errors import RuleRefused
from counter.services.context.ports import Journal, KeptLog
from counter.services.ratings.refuse import LOG, RefusalCause, refuse_rating

if TYPE_CHECKING:
    from counter.services.context.services import AppContext

PATIENCE_MS = 1_000
"""How long an invitation waits for others to be done. Our own reading takes milliseconds, a check of the file long."""


def require_empty_log(journal: Journal, actor: str) -> None:
    """Empty the log before somebody is asked to choose. Raises RuleRefused (L9), noted, where it stays."""
    kept = journal.kept_log(PATIENCE_MS, probe=True)
    if kept is not None:
        refuse_rating(journal, RefusalCause.WATCHED, actor=actor)
        raise RuleRefused(
            f"现在不能请申请人在屏上评价：{readers_words(kept)}，评价的先后会留下痕迹，保不住密。"
            "请告诉值班负责人，等它结束再请；申请人要走的，可以打评价条。",
            rule="L9",
        )


def readers_words(kept: KeptLog) -> str:
    """Who is in the way, for a sentence."""
    if not kept.readers:
        return "有程序一直占着数据文件（看不到是哪一个）"
    names = "、".join(f"{one.program}，进程号{one.pid}" for one in kept.readers)
    return f"有程序一直在读数据文件（{names}）"


def refused_today(app: AppContext) -> tuple[datetime, ...]:
    """When today somebody was not invited for this."""
    today = civil_date(app.clock.read().at)
    return tuple(entry.at for entry in app.journal.entries(LOG) if civil_date(entry.at) == today)
