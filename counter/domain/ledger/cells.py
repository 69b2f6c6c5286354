"""What a column of the ledger shows of a row: text, a count or a day, by the name a template uses."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

from counter.domain.calendar.workdays import Calendar
from counter.domain.case.item_events import RESULT_WORDS, Ending, Result
from counter.domain.case.item_state import ItemState
from counter.domain.case.paper_events import Way
from counter.domain.document.numbering import grouped
from counter.domain.ledger.row import ACCEPTED_WORDS, Accepted, ItemRow
from counter.domain.ledger.rows_of_case import SPOT, TAKEN_OVER, certificates_of
from counter.domain.people.identity import ID_MASK, mask_name, mask_text
from counter.domain.text.day_words import near_day_text

Cell = str | int | date | None

_VIA = {"window": "窗口", "cli": "预审导入", TAKEN_OVER: "接转"}
_WAYS = {Way.WINDOW: "窗口领取", Way.POST: "邮寄", Way.ELECTRONIC: "电子送达", Way.PUBLIC_NOTICE: "公告送达"}
_ENDINGS = {Ending.WITHDRAWN: "撤回", Ending.DROPPED: "不再办理", Ending.RETURNED: "退件"}
_INVITED, _OVER = "已邀请", "已关闭"


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """A row with what is not stored in it. ``applicant``: as the list of cases has it."""

    row: ItemRow
    applicant: str


@dataclass(frozen=True, slots=True)
class Shown:
    """How rows are shown. ``full``: personal data unmasked; ``today``: days left count from it; ``people`` and
    ``windows``: code → name.
    """

    calendar: Calendar
    today: date
    full: bool = False
    people: Mapping[str, str] = field(default_factory=dict)
    windows: Mapping[str, str] = field(default_factory=dict)


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


def _days(name: str) -> Callable[[LedgerLine, Shown], Cell]:
    return lambda line, _: _day(getattr(line.row, name))


def _plain(name: str) -> Callable[[LedgerLine, Shown], Cell]:
    return lambda line, _: getattr(line.row, name)


def _count(name: str) -> Callable[[LedgerLine, Shown], Cell]:
    return lambda line, _: getattr(line.row, name) or None


def _applicant(line: LedgerLine, shown: Shown) -> Cell:
    hidden = line.applicant.startswith("（")
    return line.applicant if shown.full or hidden else mask_name(line.applicant)


def _certificates(line: LedgerLine, shown: Shown) -> Cell:
    numbered = certificates_of(line.row.certificates)
    return "；".join(
        f"{name} {number if shown.full else mask_text(number, ID_MASK)}".strip() for name, number in numbered
    )


def _handling(line: LedgerLine, _: Shown) -> Cell:
    how = line.row.accepted_how
    if how == Accepted.SPOT:
        return "即办"
    return "承诺" if how else ""


def _result(line: LedgerLine, _: Shown) -> Cell:
    returned = [date.fromisoformat(day) for _, day in reversed(json.loads(line.row.filings or "[]"))]
    received = date.fromisoformat(line.row.received_on)
    before = "、".join(f"{near_day_text(day, received)}退件" for day in returned)
    words = _ended(line.row.result)
    return f"{words}（{before}后又申请）" if before else words


def _ended(result: str) -> str:
    if not result:
        return ""
    if result == SPOT:
        return ACCEPTED_WORDS[Accepted.SPOT]
    return _ENDINGS.get(result) or RESULT_WORDS[Result(result)]  # type: ignore[call-overload]  # both are StrEnums


def _late(line: LedgerLine, shown: Shown) -> Cell:
    """Days over the term: of the clock that ended latest, else of the one that still runs."""
    row = line.row
    if row.late_due is not None and row.late_on is not None:
        due, day = date.fromisoformat(row.late_due), date.fromisoformat(row.late_on)
        return working_days(shown.calendar, due, day) if row.late_working else (day - due).days
    due_now = _day(row.due)
    waits = row.state == ItemState.TO_CORRECT  # for the applicant: that is nobody's delay here
    if row.open and not waits and due_now is not None and due_now < shown.today:
        return working_days(shown.calendar, due_now, shown.today)
    return None


def _days_left(line: LedgerLine, shown: Shown) -> Cell:
    due = _day(line.row.due)
    if due is None or not line.row.open:
        return None
    if due < shown.today:
        return -working_days(shown.calendar, due, shown.today)
    return working_days(shown.calendar, shown.today, due)


def _rating(line: LedgerLine, _: Shown) -> Cell:
    if line.row.invited_on is None:
        return ""
    return _OVER if line.row.rating_over else _INVITED


def _state(line: LedgerLine, _: Shown) -> Cell:
    return ItemState(line.row.state).label


def _bundle(line: LedgerLine, _: Shown) -> Cell:
    return f"{line.row.bundle} {line.row.bundle_name}"


def _person(field: str) -> Callable[[LedgerLine, Shown], Cell]:
    def shown_person(line: LedgerLine, shown: Shown) -> Cell:
        code = getattr(line.row, field)
        name = shown.people.get(code, "")
        return f"{name}（{code}）" if name else code

    return shown_person


def _window(field: str) -> Callable[[LedgerLine, Shown], Cell]:
    def shown_window(line: LedgerLine, shown: Shown) -> Cell:
        code = str(getattr(line.row, field))
        return shown.windows.get(code) or code

    return shown_window


def working_days(calendar: Calendar, after: date, until: date) -> int:
    """Working days after the one day up to the other, which is no earlier."""
    span = range(after.toordinal() + 1, until.toordinal() + 1)
    return sum(not calendar.is_rest(date.fromordinal(day)) for day in span)


SERIAL = "serial"
"""The column of running numbers: filled where rows are listed."""

CELLS: dict[str, Callable[[LedgerLine, Shown], Cell]] = {
    SERIAL: lambda _, __: None,
    "number": lambda line, _: grouped(line.row.number),
    "bundle": _bundle,
    "item": _plain("item_name"),
    "organ": _plain("organ"),
    "applicant": _applicant,
    "via": lambda line, _: _VIA.get(line.row.via, line.row.via),
    "state": _state,
    "received_on": _days("received_on"),
    "answered_on": _days("answered_on"),
    "accepted_on": _days("accepted_on"),
    "accepted_how": lambda line, _: (
        ACCEPTED_WORDS[Accepted(line.row.accepted_how)] if line.row.accepted_how else ""
    ),
    "acceptance_number": _plain("acceptance_number"),
    "handling": _handling,
    "statutory_limit": _plain("statutory_limit"),
    "promised_limit": _plain("promised_limit"),
    "statutory_due": _days("statutory_due"),
    "promised_due": _days("promised_due"),
    "due": lambda line, _: _day(line.row.due) if line.row.open else None,
    "days_left": _days_left,
    "paused_days": _count("paused_days"),
    "rounds": _count("rounds"),
    "told_on": _days("told_on"),
    "gap_names": _plain("gap_names"),
    "gap_due": _days("gap_due"),
    "gaps_in_on": _days("gaps_in_on"),
    "ended_on": _days("ended_on"),
    "result": _result,
    "certificates": _certificates,
    "delivered_way": lambda line, _: _WAYS.get(line.row.delivered_way, ""),  # type: ignore[call-overload]
    "delivered_on": _days("delivered_on"),
    "visits": _plain("visits"),
    "visits_promised": _plain("visits_promised"),
    "saved": _count("saved"),
    "late_days": _late,
    "rating": _rating,
    "clerk": _person("clerk"),
    "follower": _person("follower"),
    "official_number": _plain("official_number"),
    "received_at": _window("received_at"),
    "window": _window("station"),
}
"""Every column that a template may name."""
