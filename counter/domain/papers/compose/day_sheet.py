"""日结单: a window's day on one page, with the signed head of its journal as a QR and as a code to type.

It is kept away from the computer: whoever holds one can later find a journal that was rewritten (decision 0028).
Nothing personal stands on it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from counter.domain.calendar.workdays import civil_time
from counter.domain.document.document import TITLES, Block, Document, PaperKind, Paragraph, Table
from counter.domain.document.numbering import epoch_mark
from counter.domain.hall.banner import banner_of
from counter.domain.hall.day_events import DayClosed
from counter.domain.hall.jurisdiction import Jurisdiction
from counter.domain.hall.window_name import window_name
from counter.domain.journal.stated_heads import StatedHead
from counter.domain.papers.parts.context import Window
from counter.domain.papers.parts.frame import IN_DOUBT
from counter.domain.papers.parts.wording import day_text
from counter.domain.papers.verify.day_code import GROUPS, day_qr, short_code

AGAIN = "再次打印"
"""On every sheet after the first of a closing; the head on it is the same."""

KEEP = "请与当日文书一起归档，不要放在这台电脑旁边。"
_PROVES = (
    "以后拿这张单子核对（counter check --against，或窗口“日结”页），能证明到上面这一条为止的记录没有被换过；"
    "那以后的，它证明不了。扫不了码时手输短码。"
)
_NONE_GIVEN = "当日没有给出编号。"
_WEEKDAYS = "一二三四五六日"


@dataclass(frozen=True, slots=True)
class DaySheet:
    """What the sheet is written from. ``head``: signed, of the closing's own entry; ``clerk``: the code of who closed;
    ``untimely``: the clock was in doubt.
    """

    closed: DayClosed
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
    number = f"{station.code}{epoch_mark(sheet.head.epoch)} {closed.day:%y%m%d}"
    return Document(
        kind=PaperKind.DAY_SHEET,
        title=TITLES[PaperKind.DAY_SHEET],
        number=number if closed.sheet == 1 else f"{number} 第{closed.sheet}张",
        addressee="",
        body=tuple(_body(sheet)),
        seal_organ="",
        date_text="",
        sign_lines=("值班人员（签名）：　　　　　　　　　　值班负责人（签名）：",),
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
            ("日结", f"{civil_time(sheet.at):%Y-%m-%d %H:%M}，工号 {sheet.clerk}"),
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
    yield Table(head=(), rows=tuple(_head_rows(head)), widths=(0.18, 0.82), strong=((0, 1), (2, 1)))
    yield Paragraph(_PROVES, plain=True, small=True)
    yield Paragraph(KEEP, plain=True, small=True)


def _head_rows(head: StatedHead) -> Iterator[tuple[str, str]]:
    """Which entry the sheet proves, its whole hash, and the code to type."""
    yield "日志到", f"{epoch_mark(head.epoch)} 期第 {head.seq:,} 条（这次日结自己的记录）"
    half = len(head.hash) // 2
    yield "校验值", "\n".join(_in_groups(part) for part in (head.hash[:half], head.hash[half:]))
    code = short_code(head.station, head.epoch, head.seq, bytes.fromhex(head.hash))
    groups, half = code.split("-"), (GROUPS + 1) // 2
    if code:
        yield "短码", "　".join(groups[:half]) + "\n" + "　".join(groups[half:])


def _foot(sheet: DaySheet) -> tuple[str, ...]:
    issued = civil_time(sheet.at)
    return (
        f"{sheet.station.hall} {window_name(sheet.station.window)}",
        "本单没有个人信息。",
        f"{issued:%Y-%m-%d %H:%M} 出具",
    )


def _long_day(day: date) -> str:
    return f"{day_text(day)}（星期{_WEEKDAYS[day.weekday()]}）"


def _in_groups(text: str) -> str:
    return " ".join(text[n : n + 8] for n in range(0, len(text), 8))
