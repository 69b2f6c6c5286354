"""Export 整改台账 as a workbook: every bad rating and what was done about it, late ones in bold (L10)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from hashlib import sha256
from typing import TYPE_CHECKING

from counter.domain.calendar.workdays import civil_date
from counter.domain.document.numbering import grouped
from counter.domain.hall.jurisdiction import PENDING
from counter.domain.hall.rights import Capability
from counter.domain.ratings.export_events import RatingsExported
from counter.domain.ratings.rating import ReasonList
from counter.services.context.ports import RatingFilter
from counter.services.hall.staff import known_with
from counter.services.ratings.office.export_ratings import Exported, note_export
from counter.services.ratings.office.figures import EVERY
from counter.services.spreadsheet.writer import Cell, WorkbookSheet, workbook

if TYPE_CHECKING:
    from counter.domain.ratings.office.rated import Rated, Rectification
    from counter.services.context.app import AppContext

HEAD = (
    "序号",
    "评价编号",
    "评价日期",
    "方式",
    "大厅",
    "窗口",
    "工号",
    "办件编号",
    "一件事",
    "事项",
    "环节",
    "等级",
    "原因",
    "立案日期",
    "办结期限",
    "超期",
    "承办人",
    "首次联系",
    "核实结论",
    "整改措施",
    "反馈单编号",
    "答复日期",
    "回访",
    "第二次评价",
    "状态",
)
_TAIL = 8
"""Digits of a rating's number that tell it apart; `counter office` takes them as typed."""

STATES = {"open": "整改中", "answered": "已答复", "closed": "已办结"}


def export_rectifications(app: AppContext, reasons: ReasonList, *, by: str) -> Exported:
    """The whole ledger, the nearest day first. It names windows and clerks' codes, never the rater.

    Measures are free text, which may name a person. Raises RuleRefused for anyone but a supervisor.
    """
    from counter.domain.ratings.office.rated import fold

    known_with(app.journal, Capability.AUDIT, by)
    now = app.clock.read().at
    today = civil_date(now)
    found = app.journal.ratings(RatingFilter(loop=tuple(STATES)), EVERY)
    every = [rated for row in found if (rated := fold(app.journal.entries(row.rating))) is not None]
    every.sort(key=lambda rated: (rated.loop != "open", _due(rated) or date.max, rated.id))
    rows = [_row(number, rated, reasons, today) for number, rated in enumerate(every, 1)]
    late = frozenset(n for n, rated in enumerate(every) if _days_over(rated, today) > 0)
    sheet = WorkbookSheet("整改台账", HEAD, rows, marked=late, filtered=True)
    content = workbook((sheet,), now, app.hall.banner)
    event = RatingsExported("ledger", "", "xlsx", len(rows), sha256(content).hexdigest())
    note_export(app.journal, event, by)
    return Exported(content, len(rows))


def _row(number: int, rated: Rated, reasons: ReasonList, today: date) -> Sequence[Cell]:
    registered, loop = rated.registered, rated.rectification
    assert loop is not None  # only such were asked for
    return (
        number,
        rated.id[-_TAIL:],
        rated.day,
        registered.mode.value,
        registered.hall,
        registered.window,
        registered.clerk,
        grouped(registered.case),
        registered.bundle_name,
        "、".join(item.name for item in registered.items),
        registered.stage.value,
        registered.grade.value,
        "、".join(reasons.words_of(registered.reasons)),
        civil_date(loop.opened_at),
        loop.due or PENDING,
        f"超期{_days_over(rated, today)}天" if _days_over(rated, today) > 0 else "",
        loop.owner,
        _contact(loop),
        loop.finding.said.finding.value if loop.finding else "",
        "；".join(f"{r.said.kind}：{r.words}" for r in loop.remedies),
        "；".join(a.said.number for a in loop.answers),
        _answered(loop),
        "；".join(f"{_day(c.at)} {c.said.reached.value}" for c in loop.call_backs),
        loop.again.said.again.value if loop.again and loop.again.said.again else "",
        STATES[rated.loop],
    )


def _contact(loop: Rectification) -> str:
    if not loop.contacts:
        return ""
    first = loop.contacts[0]
    return f"{_day(first.at)} {first.said.how} {first.said.reached.value}"


def _due(rated: Rated) -> date | None:
    return rated.rectification.due if rated.rectification else None


def _days_over(rated: Rated, today: date) -> int:
    """How many days after its day the first answer came, or is overdue."""
    loop, due = rated.rectification, _due(rated)
    if loop is None or due is None:
        return 0
    return ((civil_date(loop.answers[0].at) if loop.answers else today) - due).days


def _answered(loop: Rectification) -> Cell:
    """The day of the answer; several as text."""
    if len(loop.answers) == 1:
        return civil_date(loop.answers[0].at)
    return "；".join(_day(a.at) for a in loop.answers)


def _day(at: datetime) -> str:
    return civil_date(at).isoformat()
