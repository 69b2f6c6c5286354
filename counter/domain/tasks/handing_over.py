"""What is to be done about a case that changed its window (移交), at both windows, and what others ask of its owner."""

from __future__ import annotations

from datetime import date

from counter.domain.calendar.workdays import civil_date
from counter.domain.case.acts.handing_over import originals_words
from counter.domain.case.case import Case


def to_receive(case: Case) -> tuple[tuple[date, str], ...]:
    """The new window signs: since when, and in words; none where nothing waits."""
    handed = case.handed
    if handed is None or not handed.waits:
        return ()
    words = f"窗口 {handed.station} 移交来的，请接收"
    if handed.received:
        words = f"窗口 {handed.station} 移交的原件还没有收到：{_names(case, handed.missing)}"
    elif along := _along(case):
        words += f"；随件原件{along}"
    return ((civil_date(handed.at), words),)


def to_be_received(case: Case, station: str) -> tuple[str, ...]:
    """The window that gave it keeps an eye on it until the new one has signed for everything."""
    handed = case.handed
    if handed is None or not handed.waits or handed.station != station:
        return ()
    if handed.received:
        return (f"窗口 {handed.to} 没有收到原件：{_names(case, handed.missing)}",)
    along = _along(case)
    return (f"已移交窗口 {handed.to}，等那边接收" + (f"；随件原件{along}" if along else ""),)


def to_forget(case: Case) -> tuple[str, ...]:
    """Who asked the owner, who alone may, to clear the personal data; one task for all."""
    asked = "、".join(case.forgetting_asked)
    return (f"{asked}，只有主办窗口能清除：保管期限满了再清除",) if asked else ()


def _along(case: Case) -> str:
    handed = case.handed
    names = {line.id: line.name for line in case.lines}
    return "" if handed is None else originals_words(names, handed.originals)


def _names(case: Case, lines: tuple[str, ...]) -> str:
    names = {line.id: line.name for line in case.lines}
    return "、".join(names.get(line, line) for line in lines)
