"""The board (总览) of the hall as of today: counts, how old each window's data are, the list behind a count."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

from counter.domain.calendar.workdays import civil_date, civil_time
from counter.domain.errors import BadInput
from counter.domain.figures.most import board_finding
from counter.domain.tasks.board import BoardBy, BoardColumn
from counter.domain.tasks.urgency import Today, working_days_left
from counter.domain.text.day_words import near_day_text
from counter.services.context.app import AppContext
from counter.services.context.board_ports import BoardCase, BoardCount, BoardDays
from counter.services.hall.people import people_of
from counter.services.keys.window_names import window_names
from counter.services.oversight.access import require_room
from counter.services.oversight.hall_windows import registered_windows

MOST = 500
"""Most lines of a list behind a count."""
_UNKNOWN = "主办窗口还不知道"
_LEAST_AHEAD = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class DataAge:
    """How far a window's records are here. ``at``: the newest one's time, None where none ever came; ``stale``: a whole
    working day passed without any, or the window's clock is ahead: what stands beside it may be of yesterday.
    ``brief``: the same where there is little room.
    """

    at: datetime | None
    words: str
    stale: bool
    brief: str = ""


@dataclass(frozen=True, slots=True)
class BoardLine:
    """One line: its name for people, its counts, and of a window the age of its data."""

    name: str
    count: BoardCount
    age: DataAge | None = None


@dataclass(frozen=True, slots=True)
class Board:
    """The board by one thing. ``finding``: what is worst, in one sentence; ``unheard``: windows with old data."""

    by: BoardBy
    lines: tuple[BoardLine, ...]
    total: BoardCount
    at: datetime
    finding: str
    unheard: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BehindCount:
    """The cases behind a count. ``more``: others are left out; ``names``: station code → name; ``people``: clerk's
    number → name."""

    cases: tuple[BoardCase, ...]
    more: bool
    names: Mapping[str, str]
    people: Mapping[str, str] = field(default_factory=dict)


def board(app: AppContext, by: BoardBy) -> Board:
    """The board as of now. Raises RuleRefused anywhere but in the supervisor's room."""
    require_room(app)
    stored, now, days = app.journal.board(), app.clock.read().at, days_of(app)
    counts = {one.key: one for one in stored.counts(by, days)}
    ages = _ages(app, now)
    if by is BoardBy.WINDOW:
        for station in ages:
            counts.setdefault(station, BoardCount(station, 0, 0, 0, 0, 0, 0, 0))
    named = _names(app, by)
    lines = [
        BoardLine(named.get(key) or _unnamed(by, key), count, ages.get(key) if by is BoardBy.WINDOW else None)
        for key, count in counts.items()
    ]
    lines.sort(key=lambda one: (-one.count.late, -one.count.near, -one.count.open, one.name))
    windows = named if by is BoardBy.WINDOW else _names(app, BoardBy.WINDOW)
    unheard = tuple(
        windows.get(key) or _unnamed(BoardBy.WINDOW, key) for key, age in ages.items() if age.stale
    )
    total = stored.total(days)
    finding = board_finding(
        [(line.name, line.count.late) for line in lines],
        [(line.name, line.count.near) for line in lines],
        (total.late, total.near, total.open),
        unheard,
    )
    return Board(by, tuple(lines), total, now, finding, unheard)


def behind_count(app: AppContext, column: BoardColumn, by: BoardBy | None, key: str) -> BehindCount:
    """The cases behind a count, the most urgent first. ``by`` None: of all.

    Raises RuleRefused anywhere but in the supervisor's room, BadInput for a line that the board has not.
    """
    require_room(app)
    if by is not None and key not in (keys := [line.count.key for line in board(app, by).lines]):
        known = "、".join(key for key in keys if key) or "还没有"
        raise BadInput(f"总览里没有“{key[:20]}”这一行。按{by.label}的有：{known}。", field="--key")
    found = app.journal.board().cases(column, by, key, days_of(app), MOST + 1)
    day = civil_date(app.clock.read().at)
    people = {row.code: row.name for row in people_of(app.journal).on(day)}
    windows = _names(app, BoardBy.WINDOW)
    return BehindCount(found[:MOST], len(found) > MOST, windows, people)


def days_of(app: AppContext) -> BoardDays:
    """Today, and until when a day is near: as 待办 counts it at the windows."""
    today = Today(civil_date(app.clock.read().at), app.calendar, app.jurisdiction.remind_days)
    soon = today.day
    while working_days_left(soon + timedelta(days=1), today, most=today.remind_days + 1) <= today.remind_days:
        soon += timedelta(days=1)
    return BoardDays(today.day.isoformat(), soon.isoformat())


def age_of(at: datetime | None, now: datetime, missed: int) -> DataAge:
    """The age in words. ``missed``: whole working days between the newest record and today without any."""
    if at is None:
        return DataAge(None, "还没有收到过记录", stale=True, brief="没有收到过")
    if at > now + _LEAST_AHEAD:
        return DataAge(at, f"时钟超前，写着 {_clock(at, now)}", stale=True, brief="时钟超前")
    if missed:
        words = f"{missed}个工作日没有收到，更新到 {_clock(at, now)}"
        return DataAge(at, words, stale=True, brief=f"{missed}个工作日前")
    return DataAge(at, f"更新到 {_clock(at, now)}", stale=False, brief=_clock(at, now))


def _ages(app: AppContext, now: datetime) -> dict[str, DataAge]:
    """Of every registered window, and of every station that anything came of."""
    heard, own = app.journal.board().heard_of(), app.journal.station().code
    stations = dict.fromkeys((*registered_windows(app), *sorted(heard)))
    return {
        station: _age(app, _moment(heard[station]) if station in heard else None, now)
        for station in stations
        if station != own
    }


def _moment(microseconds: int) -> datetime:
    return datetime.fromtimestamp(microseconds / 1_000_000, UTC)


def _age(app: AppContext, at: datetime | None, now: datetime) -> DataAge:
    missed, day = 0, civil_date(now if at is None else at) + timedelta(days=1)
    while day < civil_date(now):
        missed += not app.calendar.is_rest(day)
        day += timedelta(days=1)
    return age_of(at, now, missed)


def _clock(at: datetime, now: datetime) -> str:
    local, today = civil_time(at), civil_date(now)
    if civil_date(at) == today:
        return f"{local:%H:%M}"
    return f"{near_day_text(local, today)} {local:%H:%M}"


def _names(app: AppContext, by: BoardBy) -> Mapping[str, str]:
    day = civil_date(app.clock.read().at)
    match by:
        case BoardBy.WINDOW:
            return window_names(app)
        case BoardBy.CLERK:
            return _people(app, day)
        case BoardBy.BUNDLE:
            return app.journal.board().bundle_names()
        case BoardBy.ORGAN:
            return {}


def _unnamed(by: BoardBy, key: str) -> str:
    """What stands for a line that no register names."""
    if by is BoardBy.WINDOW:
        return f"窗口 {key}" if key else _UNKNOWN
    return key or "—"


def _people(app: AppContext, day: date) -> Mapping[str, str]:
    return {row.code: f"{row.name}（{row.code}）" for row in people_of(app.journal).on(day)}
