"""What a restored window has lost, in words for the people who have to look for it among their papers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import datetime

from counter.domain.document.numbering import CaseNumber, epoch_mark, paper_number
from counter.domain.hall.backup.loss import LostEntries, SeriesEnd

NOTHING = "没有发现缺的：备份以后没有再写过记录。"
_CASE = re.compile(r"case/([0-9]{6})")
_PAPER = re.compile(r"paper/(.+)/([0-9]{4})", re.DOTALL)
_UNKNOWN = "备份以后写下的记录这里都没有；有没有、有多少，这台电脑上没有别处可查。"


def loss_lines(station: str, entries: Sequence[LostEntries], series: Sequence[SeriesEnd]) -> tuple[str, ...]:
    """One line for each chain that is known to be longer, then one for each series of numbers."""
    known = [
        f"编号字母 {epoch_mark(one.epoch)} 的记录，第 {one.first} 到 {one.last} 条，共 {one.count} 条（别处记着有过）。"
        for one in entries
    ]
    return (*(known or [_UNKNOWN]), *_numbers(station, series))


def _numbers(station: str, series: Sequence[SeriesEnd]) -> Iterator[str]:
    days = [(end, found[1]) for end in series if (found := _CASE.fullmatch(end.series))]
    newest = max((day for _, day in days), default="")
    for end, day in days:
        if end.until > end.last:
            yield f"办件编号 {_case(station, end, day, end.last + 1)} 到 {_case(station, end, day, end.until)} 的件。"
        if day == newest:
            last, mark = _case(station, end, day, max(end.last, end.until)), epoch_mark(end.epoch)
            yield f"办件编号 {last} 之后、字母是 {mark} 的号，可能已经给出。"
    for end in series:
        if found := _PAPER.fullmatch(end.series):
            form, year = found[1], int(found[2])
            if end.until > end.last:
                first, last = (
                    paper_number(form, station, end.epoch, year, n) for n in (end.last + 1, end.until)
                )
                yield f"文号 {first} 到 {last}。"
            known = paper_number(form, station, end.epoch, year, max(end.last, end.until))
            yield f"文号 {known} 之后的，可能已经给出。"


def _case(station: str, end: SeriesEnd, day: str, serial: int) -> str:
    on = datetime.strptime(day, "%y%m%d").date()  # noqa: DTZ007  # a civil day
    return CaseNumber(station, end.epoch, on, max(1, serial)).text
