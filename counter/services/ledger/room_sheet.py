"""The supervisor's board on paper: the counts and findings of the page, with how fresh each window's data are."""

from __future__ import annotations

from collections.abc import Iterator

from counter.domain.calendar.workdays import civil_date, civil_time
from counter.domain.document.document import Document, TableBar
from counter.domain.figures.day_words import (
    NumberSaid,
    answer_words,
    correction_words,
    intake_words,
    waiting_words,
)
from counter.domain.figures.pace import PACE_WHY
from counter.domain.papers.figure_sheet import Chart, ChartRow
from counter.domain.tasks.board import BoardBy, BoardColumn
from counter.services.context.app import AppContext
from counter.services.ledger.room_overview import PACE_DAYS, Overview, overview
from counter.services.oversight.board import Board, board
from counter.services.papers.print_figures import sheet_of
from counter.services.results.shelf import RED_AFTER

_SHOWN = (BoardColumn.LATE, BoardColumn.NEAR, BoardColumn.OPEN, BoardColumn.UNPRINTED, BoardColumn.ORIGINALS)


_COUNTED = (
    (BoardColumn.LATE, "过了期限还没有办"),
    (BoardColumn.NEAR, "今天到期和快到期的"),
    (BoardColumn.OPEN, "还有事项没有结果的"),
)


def board_sheet(app: AppContext, by: BoardBy) -> Document:
    """The board as of now, laid out by that. Raises RuleRefused as ``overview``."""
    found, laid = overview(app), board(app, by)
    at = civil_time(found.at)
    day = f"{civil_date(found.at).isoformat()} {at:%H:%M}"
    silent = f"；{'、'.join(laid.unheard)}没有消息，数可能是旧的" if laid.unheard else ""
    scope = f"{app.hall.hall}各窗口报来的办件{silent}"
    source = "各窗口上报的办件记录，按件、按项数；点开的明细和这里是同一个条件"
    return sheet_of(app, "值班主管室总览", day, scope, source, tuple(_charts(found, laid)))


def said_of(found: Overview) -> tuple[tuple[str, NumberSaid], ...]:
    """The numbers of the day with their sentences, under their names."""
    today, then = found.today, found.last_week
    return (
        ("今天收件", intake_words(today.cases, today.items, then.cases, then.day)),
        (
            "一个工作日内答复",
            answer_words(today.in_a_day, today.answered, then.in_a_day, then.answered, then.day),
        ),
        ("今天补正", correction_words(today.corrected, today.again, today.answered, found.missed)),
        ("等来取", waiting_words(found.waiting, found.long, RED_AFTER)),
    )


def _charts(found: Overview, laid: Board) -> Iterator[Chart]:
    counts = [
        ChartRow((column.label, f"{getattr(laid.total, column.value)}件", note)) for column, note in _COUNTED
    ]
    day = [ChartRow((name, f"{said.number}{said.unit}", said.note)) for name, said in said_of(found)]
    yield Chart(
        f"今天收件{found.today.cases}件，超期{laid.total.late}件", ("项目", "数", "说明"), (*counts, *day)
    )
    yield _laid_out(found, laid)
    yield _organs(found)


def _laid_out(found: Overview, laid: Board) -> Chart:
    windows = laid.by is BoardBy.WINDOW
    head = (laid.by.label, *(f"{column.label}（件）" for column in _SHOWN))
    rows = []
    for line in laid.lines:
        cells = (line.name, *(str(getattr(line.count, column.value)) for column in _SHOWN))
        if windows:
            last = found.worked.get(line.count.key)
            cells = (*cells, last.name if last else "—", line.age.brief if line.age else "—")
        rows.append(ChartRow(cells))
    head = (*head, "最近经办", "记录到") if windows else head
    return Chart(f"{laid.by.label}：{laid.finding}", head, tuple(rows))


def _organs(found: Overview) -> Chart:
    most = max(1.0, *(one.part or 0.0 for one in found.paces), 1.0)
    rows = []
    for one in found.paces:
        words = f"{one.words}{f'（{one.state}）' if one.state else ''}"
        if one.part is None or not one.given:
            rows.append(ChartRow((one.organ, words)))
            continue
        before = -1.0 if one.before is None else one.before / one.given / most
        rows.append(ChartRow((one.organ, words), TableBar(one.part / most, before, 1.0 / most)))
    note = f"近{PACE_DAYS}天有结果的；竖线是期限，空心条是再前{PACE_DAYS}天。"
    if any(one.mean is None for one in found.paces):
        note += PACE_WHY
    return Chart(
        f"部门：{found.pace_finding}", ("部门", "平均天数和期限"), tuple(rows), drawn=True, note=note
    )
