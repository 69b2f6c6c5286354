"""When a case may be archived (档案法实施条例 19), and when its person may be forgotten (个人信息保护法 19, 47)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from counter.domain.calendar.workdays import civil_date
from counter.domain.case.archive.coverage import transfer_of
from counter.domain.case.archive.retention import RetentionPeriod, period_of, row_of
from counter.domain.case.archive_events import CaseArchived, RetentionApproved
from counter.domain.case.case import Case
from counter.domain.errors import RuleRefused
from counter.domain.text.day_words import day_text

_RULE = "archive"


@dataclass(frozen=True, slots=True)
class Waiting:
    """How long a finished case waits for what still comes (补送达、退信、复议): ``days`` after its last act."""

    days: int
    today: date


def check_archiving(
    case: Case, schedule: RetentionApproved | None, left: Sequence[str], waiting: Waiting
) -> RetentionPeriod:
    """The period of a case that may be archived now. ``left``: what is missing or still to be done in it, in words.

    Raises RuleRefused without an approved schedule or a row for this bundle, for a case that is archived, forgotten or
    given up, while anything is missing, and before its day, which the refusal names: the list says the same.
    """
    if case.forgotten:
        raise RuleRefused("这件办件的个人信息已经清除。", rule=_RULE)
    if case.given_up:
        raise RuleRefused("这件办件的接转已经撤回，不在这里归档。", rule=_RULE)
    if case.archived is not None:
        raise RuleRefused("这件办件已经归档。", rule=_RULE)
    if schedule is None:
        raise RuleRefused(
            "大厅还没有用上经批准的保管期限表，不能归档：请值班负责人在“大厅 → 保管期限”用上。", rule=_RULE
        )
    if case.state.open:
        raise RuleRefused(f"这件办件还没有办完（{case.state.label}），不能归档。", rule=_RULE)
    if left:
        more = f"等{len(left)}项" if len(left) > 1 else ""
        raise RuleRefused(f"这件办件还有要做的：{left[0]}{more}；做完才能归档。", rule=_RULE)
    row = row_of(schedule, case.opened.bundle)
    if row is None:
        raise RuleRefused(
            f"保管期限表“{schedule.title}”里没有“{case.opened.bundle_name}”，也没有“其余”一行，不能归档。",
            rule=_RULE,
        )
    if waiting.today < (ripe := ripe_on(case, waiting.days)):
        raise RuleRefused(
            f"这件办件未到归档日：办完以后等{waiting.days}天（补送达、退信、复议），{ripe.isoformat()}起可以归档。",
            rule=_RULE,
        )
    return period_of(row.years, finished_on(case))


def ripe_on(case: Case, wait_days: int) -> date:
    """The first civil day on which the case may go to the archive."""
    return finished_on(case) + timedelta(days=wait_days)


def finished_on(case: Case) -> date:
    """The day of the last entry that changed the case: from then on nothing was left to do in it."""
    return civil_date(case.updated_at)


MOST_SILENCE = timedelta(days=400)
"""Without any entry: longer, and the clock was put ahead rather than the years gone by."""


def check_years(silence: timedelta) -> None:
    """Raises RuleRefused where the years since a case was finished left no trace. ``silence``: the longest time without
    an entry. A clock put ahead must not destroy anything.
    """
    if silence > MOST_SILENCE:
        raise RuleRefused(
            f"办完以后有{silence.days}天没有任何记录，像是电脑的时间被拨快了，个人信息不能清除。请先核对电脑的时间。",
            rule="forget",
        )


def check_forgetting(case: Case, today: date, *, doubtful: bool) -> CaseArchived:
    """The archiving by which the person of a case may be forgotten today. ``doubtful``: the clock is (时间待核).

    Raises RuleRefused for a case not archived, kept for ever, whose period has not run out, that was not handed over to
    the archive as it is now, or while the clock is in doubt.
    """
    if case.forgotten:
        raise RuleRefused("这件办件的个人信息已经清除。", rule="forgotten")
    archived = case.archived
    if archived is None:
        raise RuleRefused("这件办件还没有归档，个人信息不能清除。", rule="forget")
    if archived.until is None:
        raise RuleRefused("这件办件的保管期限是永久，个人信息不能清除。", rule="forget")
    if today <= archived.until:
        day = archived.until
        raise RuleRefused(f"保管期限到{day_text(day)}，还没有满，个人信息不能清除。", rule="forget")
    if transfer_of(case) is None:
        raise RuleRefused(
            "这件办件还没有打包移交档案馆（室），个人信息不能清除：请先在“大厅 → 归档”打包、移交。",
            rule="forget",
        )
    if doubtful:
        raise RuleRefused("电脑的时间待核，值班负责人确认时间以后才能清除个人信息。", rule="forget")
    return archived
