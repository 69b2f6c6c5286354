"""日结单: a window's day, or a shift that was handed over, with the signed head of its journal as a QR and as a code.

It is kept away from the computer: whoever holds one can later find a journal that was rewritten (decision 0028).
Nothing personal stands on it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from counter.domain.calendar.workdays import civil_time
from counter.domain.document.document import TITLES, Block, Document, PaperKind, Paragraph, Table
from counter.domain.document.numbering import epoch_mark, grouped
from counter.domain.hall.banner import banner_of
from counter.domain.hall.day_counts import HandCount
from counter.domain.hall.day_events import DayClosed, DayFigure, ShiftHandedOver, figure_label
from counter.domain.hall.jurisdiction import Jurisdiction
from counter.domain.hall.window_name import window_name
from counter.domain.journal.stated_heads import StatedHead
from counter.domain.papers.compose.head_table import head_table
from counter.domain.papers.parts.context import Window
from counter.domain.papers.parts.frame import IN_DOUBT
from counter.domain.papers.verify.day_code import day_qr
from counter.domain.text.day_words import day_text

AGAIN = "再次打印"
"""On every sheet after the first of a closing; the head on it is the same."""

KEEP = "请与当日文书一起归档，不要放在这台电脑旁边。"
_PROVES = (
    "以后拿这张单子核对（counter check --against，或窗口“日结”页），能证明到上面这一条为止的记录没有被换过；"
    "那以后的，它证明不了。扫不了码时手输短码。"
)
_NONE_GIVEN = "当日没有给出编号。"
_WEEKDAYS = "一二三四五六日"
_NOT_COUNTED = "未点"
_MOST_THINGS = 10
"""Rows of a list that the sheet names; who counts has the whole list on the screen."""
_STAY = "待办不因交班换人，仍在交班人名下；要换办理窗口的另按移交办。"
_CLOSE_SIGNS = "值班人员（签名）：　　　　　　　　　　值班负责人（签名）："
_SHIFT_SIGNS = "交班人（签名）：　　　　　　　　　　接班人（签名）："


@dataclass(frozen=True, slots=True)
class DaySheet:
    """What the sheet is written from. ``head``: signed, of the closing's own entry; ``clerk``: the code of who closed;
    ``untimely``: the clock was in doubt.
    """

    closed: DayClosed | ShiftHandedOver
    head: StatedHead
    clerk: str
    at: datetime
    station: Window
    jurisdiction: Jurisdiction
    untimely: bool = False
    again: bool = False


def day_sheet(sheet: DaySheet) -> Document:
    """The page."""
    closed, station = sheet.closed, sheet.station
    number = f"{station.code}{epoch_mark(sheet.head.epoch)} {closed.day:%y%m%d}{_which(closed)}"
    shift = isinstance(closed, ShiftHandedOver)
    return Document(
        kind=PaperKind.DAY_SHEET,
        title=TITLES[PaperKind.DAY_SHEET] + ("（交班）" if shift else ""),
        number=number,
        addressee="",
        body=tuple(_body(sheet)),
        seal_organ="",
        date_text="",
        sign_lines=(_SHIFT_SIGNS if shift else _CLOSE_SIGNS,),
        foot=_foot(sheet),
        code="",
        code_text="",
        qr=day_qr(sheet.head),
        watermark=banner_of(demo=station.demo, training=station.training) or None,
        marks=(IN_DOUBT,) if sheet.untimely else (),
        copy_text=AGAIN if sheet.again else "",
        issued=civil_time(sheet.at),
    )


def _body(sheet: DaySheet) -> Iterator[Block]:
    closed, head, station = sheet.closed, sheet.head, sheet.station
    yield Table(
        head=(),
        rows=(
            ("日期", _long_day(closed.day)),
            ("窗口", f"{station.hall} {window_name(station.window)}（{station.code}）"),
            ("当日记录", f"{closed.entries:,} 条"),
            *_by_whom(sheet),
        ),
        widths=(0.18, 0.82),
    )
    if closed.series:
        yield Table(
            head=("文书", "编号起止", "个数", "缺号", "作废", "重打", "未出纸"),
            rows=tuple(
                (
                    one.label,
                    one.first if one.count == 1 else f"{one.first}\n至 {one.last}",
                    *(str(n) for n in (one.count, one.missing, one.voided, one.reprinted, one.unprinted)),
                )
                for one in closed.series
            ),
            widths=(0.28, 0.37, 0.07, 0.07, 0.07, 0.07, 0.07),
            numeric=(2, 3, 4, 5, 6),
        )
    else:
        yield Paragraph(_NONE_GIVEN, plain=True)
    if closed.figures:
        yield _figures(closed.figures)
    if closed.counts:
        yield _counts(closed)
        yield from _things(closed.counts)
    if isinstance(closed, ShiftHandedOver):
        yield from _open_work(closed)
    yield head_table(head, "这次日结自己的记录")
    yield Paragraph(_PROVES, plain=True, small=True)
    yield Paragraph(KEEP, plain=True, small=True)


def _which(closed: DayClosed | ShiftHandedOver) -> str:
    if isinstance(closed, ShiftHandedOver):
        return f" 交班{closed.shift}"
    return "" if closed.sheet == 1 else f" 第{closed.sheet}张"


def _by_whom(sheet: DaySheet) -> Iterator[tuple[str, str]]:
    """Who closed and counted, and when: the figures stand as at that time."""
    closed, at = sheet.closed, f"{civil_time(sheet.at):%Y-%m-%d %H:%M}"
    if isinstance(closed, ShiftHandedOver):
        yield "交班", f"{at}，工号 {closed.giver} 交给工号 {closed.taker}，两人各输口令"
    else:
        counted = any(one.counted is not None for one in closed.counts)
        yield "日结", f"{at}，工号 {sheet.clerk}" + ("（点数也是）" if counted else "")
        if civil_time(sheet.at).date() > closed.day:
            yield "补做", "当天没有日结，过后补做；在办、未出纸等数和点数是补做时的。"
        if closed.reason:
            yield "补充", f"当日已日结过（日志到第 {closed.after:,} 条），本张连同后来的：{closed.reason}"


def _figures(figures: tuple[DayFigure, ...]) -> Table:
    """Three to a row; what is not the day's stands as at the closing."""
    cells = [(figure_label(one.what), str(one.count)) for one in figures]
    cells += [("", "")] * (-len(cells) % 3)
    rows = tuple(tuple(c for pair in cells[n : n + 3] for c in pair) for n in range(0, len(cells), 3))
    return Table(head=(), rows=rows, widths=(0.25, 0.083, 0.25, 0.083, 0.25, 0.084), numeric=(1, 3, 5))


def _counts(closed: DayClosed | ShiftHandedOver) -> Table:
    """Listed, counted by hand, and what is between the two."""
    if isinstance(closed, ShiftHandedOver):
        both = tuple(
            (_label(one), str(one.listed), _counted(one.counted), _counted(taken), _between(one, taken))
            for one, taken in zip(closed.counts, closed.taken, strict=True)
        )
        head: tuple[str, ...] = ("点数", "应有", "交班人实点", "接班人实点", "结果")
        return Table(head=head, rows=both, widths=(0.25, 0.1, 0.15, 0.15, 0.35), numeric=(1, 2, 3))
    rows = tuple(
        (_label(one), str(one.listed), _counted(one.counted), _verdict(one.listed, one.counted))
        for one in closed.counts
    )
    head = ("点数", "应有", "实点", "结果")
    return Table(head=head, rows=rows, widths=(0.25, 0.1, 0.15, 0.5), numeric=(1, 2))


def _label(count: HandCount) -> str:
    return (
        f"留存的原件（{count.what.unit}）"
        if count.what == "originals"
        else f"在柜的证照（{count.what.unit}）"
    )


def _counted(number: int | None) -> str:
    return _NOT_COUNTED if number is None else str(number)


def _verdict(listed: int, counted: int | None) -> str:
    if counted is None:
        return _NOT_COUNTED
    if counted == listed:
        return "相符"
    return f"少{listed - counted}，待说明" if counted < listed else f"多{counted - listed}，待说明"


def _between(count: HandCount, taken: int | None) -> str:
    """What the two counted, against each other first."""
    if None not in (count.counted, taken) and count.counted != taken:
        return f"两人点的不一样；接班人{_verdict(count.listed, taken)}"
    return _verdict(count.listed, count.counted if taken is None else taken)


def _things(counts: tuple[HandCount, ...]) -> Iterator[Paragraph]:
    """The lists that were counted by."""
    for one in counts:
        named = "；".join(
            f"{grouped(thing.number)} {thing.name}，{thing.count}{one.what.unit}"
            + (f"（{thing.place}）" if thing.place else "")
            for thing in one.things[:_MOST_THINGS]
        )
        more = sum(thing.count for thing in one.things[_MOST_THINGS:])
        if named:
            rest = f"；另有 {more} {one.what.unit}，见日结页的清单" if more else ""
            yield Paragraph(f"{one.what.label}清单：{named}{rest}。", plain=True, small=True)


def _open_work(closed: ShiftHandedOver) -> Iterator[Paragraph]:
    """What the giver leaves open; the register and the act of handing over say whose it is."""
    words = f"交班人名下待办 {closed.open} 件"
    if closed.open:
        words += f"，其中到期、超期 {closed.pressing} 件"
        named = "；".join(f"{grouped(one.number)} {one.words}".strip() for one in closed.tasks)
        more = closed.open - len(closed.tasks)
        words += f"：{named}" + (f"；另有 {more} 件" if more else "")
    yield Paragraph(f"{words}。{_STAY}", plain=True, small=True)


def _foot(sheet: DaySheet) -> tuple[str, ...]:
    issued = civil_time(sheet.at)
    return (
        f"{sheet.station.hall} {window_name(sheet.station.window)}",
        "本单没有个人信息。",
        f"{issued:%Y-%m-%d %H:%M} 出具",
    )


def _long_day(day: date) -> str:
    return f"{day_text(day)}（星期{_WEEKDAYS[day.weekday()]}）"
