"""Refuse to invite while another process keeps the page log from being emptied: it would join a box to its visit (L9).

A process that only reads is enough: while it reads, every page written stays in the log, in order, and a single copy of
file and log shows what an observer of the whole day would have seen.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from counter.domain.calendar.workdays import civil_date
from counter.domain.errors import RuleRefused
from counter.services.context.ports import Journal, UnemptiedLog
from counter.services.ratings.refuse import LOG, RefusalCause, refuse_rating

if TYPE_CHECKING:
    from counter.services.context.app import AppContext

PATIENCE_MS = 1_000
"""How long an invitation waits for other readers: the program's own reads take milliseconds."""


def require_empty_log(journal: Journal, actor: str) -> None:
    """Empty the page log before an applicant is asked to choose. Raises RuleRefused (L9), recorded, else."""
    kept = journal.try_clear_page_log(PATIENCE_MS, probe=True)
    if kept is not None:
        refuse_rating(journal, RefusalCause.WATCHED, actor=actor)
        raise RuleRefused(
            f"现在不能请申请人在屏上评价：{readers_words(kept)}，评价的先后会留下痕迹，保不住密。"
            "请告诉值班负责人，等它结束再请；申请人要走的，可以打评价条。",
            rule="L9",
        )


def readers_words(kept: UnemptiedLog) -> str:
    """The processes that are reading, for a sentence."""
    if not kept.readers:
        return "有程序一直占着数据文件（看不到是哪一个）"
    names = "、".join(f"{one.program}，进程号{one.pid}" for one in kept.readers)
    return f"有程序一直在读数据文件（{names}）"


def refused_today(app: AppContext) -> tuple[datetime, ...]:
    """Times of today's refusals to invite for this reason."""
    today = civil_date(app.clock.read().at)
    return tuple(entry.at for entry in app.journal.entries(LOG) if civil_date(entry.at) == today)
