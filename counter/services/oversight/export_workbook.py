"""A workbook of the room: a sample's results and days' comparisons, with date, scope, age of data and maker."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256

from counter.domain.calendar.workdays import civil_time
from counter.domain.document.numbering import grouped
from counter.domain.errors import BadInput
from counter.domain.journal.entries import NewEntry
from counter.domain.tasks.board import BoardBy, BoardColumn
from counter.domain.tasks.oversight.events import FILES, OversightExported
from counter.domain.tasks.oversight.reconcile import DayComparison
from counter.domain.tasks.oversight.samples import Sample
from counter.services.context.app import AppContext
from counter.services.context.ports import StaffRow
from counter.services.oversight.board import BoardLine, board
from counter.services.oversight.findings import figures_of, findings_of
from counter.services.oversight.in_room import enter
from counter.services.oversight.reconcile_day import reconcile_day, signatures
from counter.services.oversight.samples import get_sample
from counter.services.spreadsheet.writer import Cell, WorkbookSheet, workbook

MOST_DAYS = 62
"""Days of comparisons in one workbook."""


@dataclass(frozen=True, slots=True)
class OversightFile:
    """A file to be saved; that it was made is on record already. ``rows``: under all heads."""

    content: bytes
    rows: int


def export_oversight(
    app: AppContext,
    clerk: StaffRow,
    *,
    sample: str = "",
    days: Sequence[date] = (),
    whole: bool = False,
    more: Sequence[WorkbookSheet] = (),
) -> OversightFile:
    """The workbook. ``sample``: id or title, "" for none; ``days``: to be compared; ``whole``: the board
    too, by window, organ, clerk and bundle; ``more``: its figures.

    Raises BadInput where nothing is asked for, for too many days and for a sample that is none.
    """
    enter(app, clerk)
    if len(days) > MOST_DAYS:
        raise BadInput(f"一次最多 {MOST_DAYS} 天的对账。", field="days")
    found = get_sample(app.journal, sample) if sample else None
    compared = [reconcile_day(app, day) for day in days]
    sheets = [*(_of_board(app, by) for by in BoardBy if whole), *more]
    if found is not None:
        sheets += _of_sample(app, found)
    if compared:
        sheets += _of_days(app, compared)
    if not sheets:
        raise BadInput("没有要导出的：写上哪次抽样，或者哪几天的对账。", field="sample")
    at = app.clock.read().at
    scope = _scope(found, days, whole=whole)
    cover = _cover(app, clerk, at, scope, sheets, compared)
    content = workbook((cover, *sheets), at, app.hall.banner)
    rows = sum(len(sheet.rows) for sheet in sheets)
    event = OversightExported(scope, rows, sha256(content).hexdigest())
    with app.journal.transaction() as tx:
        tx.append(NewEntry(FILES, event, tx.last_id(FILES)), actor=clerk.code)
        tx.commit()
    return OversightFile(content, rows)


def _scope(sample: Sample | None, days: Sequence[date], *, whole: bool) -> str:
    parts = ["全厅总览"] if whole else []
    parts += [] if sample is None else [f"{sample.title}（{sample.rule.words}）"]
    if days:
        first, last = min(days).isoformat(), max(days).isoformat()
        parts.append(f"{first} 的对账" if first == last else f"{first} 至 {last} 的对账")
    return "；".join(parts)


def _of_board(app: AppContext, by: BoardBy) -> WorkbookSheet:
    """The board laid out by one thing, the whole hall first; of windows with the age of their data."""
    found = board(app, by)
    lines = (BoardLine("全厅", found.total), *found.lines)
    rows = [
        (
            line.name,
            line.count.key,
            *(getattr(line.count, column.value) for column in BoardColumn),
            "" if line.age is None else line.age.words,
        )
        for line in lines
    ]
    head = (by.label, "编码", *(column.label for column in BoardColumn), "数据到")
    return WorkbookSheet(_title_of(by), head, rows, frozenset({0}), filtered=True)


def _title_of(by: BoardBy) -> str:
    return f"总览 {by.label}"


def _cover(
    app: AppContext,
    clerk: StaffRow,
    at: datetime,
    scope: str,
    sheets: Iterable[WorkbookSheet],
    compared: Sequence[DayComparison],
) -> WorkbookSheet:
    """What the workbook is of, and how old the data of each window are."""
    titles = [sheet.title for sheet in sheets]
    rows: list[tuple[Cell, ...]] = [
        ("大厅", app.hall.hall),
        ("范围", scope),
        ("制表时间", _shown(at)),
        ("制表人", f"{clerk.name}（{clerk.code}）"),
        ("内含", "、".join(titles)),
    ]
    rows += [(f"{by.label}怎样算", by.note) for by in BoardBy if by.note and _title_of(by) in titles]
    if compared:
        last = compared[-1]
        rows.append(("问汇聚库的时间", _shown(last.hub_at) or "没有问过"))
        for one in last.windows:
            age = _shown(one.reported) or "没有上报过"
            rows.append((f"{one.name} {one.window} 的数据到", age))
    return WorkbookSheet("说明", ("项目", "内容"), rows)


def _of_sample(app: AppContext, sample: Sample) -> Iterator[WorkbookSheet]:
    cases = [
        (
            number,
            grouped(one.case.number),
            one.case.window,
            one.why.value if one.why is not None else "抽中",
            "已评查" if one.reviewed is not None else "未评查",
            one.reviewed_by,
            sum(not point.fine for point in one.reviewed.points) if one.reviewed is not None else None,
        )
        for number, one in enumerate(sample.cases, 1)
    ]
    yield WorkbookSheet(
        "案卷", ("序号", "办件编号", "窗口", "来由", "状态", "评查人", "不符合项"), cases, filtered=True
    )
    rows = [
        (
            grouped(case.number),
            case.owner,
            finding.title,
            finding.weight.value,
            finding.said[0].words or "（资料待授权）",
            finding.until,
            finding.step.value,
            finding.end.value if finding.end is not None else "",
        )
        for case, finding in findings_of(app, sample)
    ]
    titles = ("办件编号", "窗口", "评查项", "性质", "发现", "答复期限", "进度", "结果")
    yield WorkbookSheet("评查发现", titles, rows, filtered=True)
    figures = [
        (
            one.window,
            one.sampled,
            one.reviewed,
            one.clean,
            one.clean_share,
            one.findings,
            one.unlawful,
            one.open,
            one.dropped,
        )
        for one in figures_of(app, sample)
    ]
    head = (
        "窗口",
        "抽取",
        "已评查",
        "无问题",
        "无问题（%）",
        "问题",
        "其中合法性",
        "未了结",
        "不成立",
    )
    yield WorkbookSheet("评查统计", head, figures, filtered=True)


def _of_days(app: AppContext, compared: Sequence[DayComparison]) -> Iterator[WorkbookSheet]:
    rows: list[tuple[Cell, ...]] = []
    differences: list[tuple[Cell, ...]] = []
    for found in compared:
        signed = signatures(app.journal, found.day)
        state = "对平" if found.clean else f"不符 {len(found.differences)} 处"
        said = "；".join(
            f"{one.by} {_moment(one.at)} 签（{'对平' if one.clean else '有不符'}）" for one in signed
        )
        for one in found.windows:
            span = f"{one.first:04d}–{one.last:04d}" if one.cases else ""
            rows.append(
                (
                    found.day,
                    one.window,
                    one.name,
                    one.cases,
                    span,
                    one.papers,
                    one.here,
                    one.hub,
                    _shown(one.reported),
                    state,
                    said,
                )
            )
        differences += [
            (found.day, one.window, one.kind.value, one.words, one.to_do) for one in found.differences
        ]
    head = (
        "日期",
        "窗口",
        "名称",
        "受理号",
        "起止",
        "文书号",
        "本室到第几条",
        "汇聚库到第几条",
        "最近上报",
        "对账",
        "签认",
    )
    yield WorkbookSheet("对账", head, rows, filtered=True)
    yield WorkbookSheet("对账不符", ("日期", "窗口", "种类", "内容", "怎么办"), differences, filtered=True)


def _shown(at: datetime | None) -> datetime | None:
    """As the hall's clocks show it, to the minute: a workbook knows no zones."""
    return None if at is None else civil_time(at).replace(tzinfo=None, second=0, microsecond=0)


def _moment(at: datetime) -> str:
    return f"{civil_time(at):%Y-%m-%d %H:%M}"
