"""The promise of a call before a last day (到期前提醒), said only where it can be kept: consent, a number, time for it.

``domain/case/reminders/plan`` makes it a task of the working day before.
"""

from __future__ import annotations

from collections.abc import Iterable

from counter.domain.calendar.workdays import working_days_before
from counter.domain.case.reminders.plan import LAST
from counter.domain.papers.parts.context import PaperContext
from counter.domain.visit.verdict import Due

_TAIL = 4


def reminder_words(context: PaperContext, dues: Iterable[Due | None]) -> str:
    """The sentence; "" where nobody is called, or nothing is left before every one of these days."""
    if context.untimely or not context.remind_at:
        return ""
    known = {due.day for due in dues if due is not None}
    kept = [d for d in known if working_days_before(context.calendar, d, LAST) > context.issued_on]
    if not kept or len(kept) < len(known):
        return ""
    return f"到期前一个工作日打电话（尾号{context.remind_at[-_TAIL:]}）提醒。"
