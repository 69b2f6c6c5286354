"""The daily comparison (对账): each window's numbers and stream as they are known here, against the hub's.

Three parties: what the window says (its signed entries as taken in), what the hub says (its heads), what this room has.
A difference is named by its kind, with what to do; nothing is repaired here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from counter.domain.calendar.workdays import civil_date, civil_time
from counter.domain.document.numbering import epoch_mark, station_mark
from counter.domain.journal.exchange.alarms import ALARM_TO_DO, AlarmKind, ExchangeAlarm
from counter.domain.journal.exchange.batch import BatchRange
from counter.domain.journal.exchange.standing import HELD_TO_DO, HELD_WORDS, HeldBatch, HeldReason
from counter.domain.journal.exchange.stream_heads import HallStream, NumberGiven, StreamHere

_MOST_NAMED = 5
"""Numbers named in one sentence; the rest are counted."""
_CASES = "case/"
_PAPERS = "paper/"


class DifferenceKind(StrEnum):
    """What is not as it should be, the gravest first."""

    FORK = AlarmKind.FORK.value
    HEADS = AlarmKind.HEADS.value
    CHANGED = AlarmKind.CHANGED.value
    LACKING = AlarmKind.LACKING.value
    REFUSED = AlarmKind.REFUSED.value
    DOUBLE = "重号"
    HOLE = "缺号"
    HUB_BEHIND = "汇聚库少"
    GAP = "没收到"
    HELD = "待核实"
    UNFETCHED = "还没取回"
    UNREPORTED = "没有上报"
    UNASKED = "没问汇聚库"


TO_DO = {
    **{DifferenceKind(kind.value): words for kind, words in ALARM_TO_DO.items()},
    DifferenceKind.DOUBLE: "同一个编号给了两次：到那个窗口照纸面核对，后给的一件换发文书；告诉系统管理员。",
    DifferenceKind.HOLE: "到那个窗口照日结单和纸面找这些编号；找不到的写明原因，告诉系统管理员。",
    DifferenceKind.HUB_BEHIND: "汇聚库退回过或者还没收到：请那个窗口上报一次；仍少的，告诉汇聚库的管理员。",
    DifferenceKind.GAP: "请那个窗口再上报一次，或者用U盘把这一段带来。",
    DifferenceKind.HELD: HELD_TO_DO[HeldReason.UNKNOWN_KEY],
    DifferenceKind.UNFETCHED: "本室上报一次就取回（上报页，或 counter sync now）。",
    DifferenceKind.UNREPORTED: "问那个窗口：没有开的写明停窗；断网的恢复后上报，或者用U盘带来。",
    DifferenceKind.UNASKED: "本室上报一次（上报页，或 counter sync now），再对账。",
}


_RED = (
    *(DifferenceKind(kind.value) for kind in AlarmKind),
    DifferenceKind.DOUBLE,
    DifferenceKind.HOLE,
)


@dataclass(frozen=True, slots=True)
class DayDifference:
    """One difference. ``window``: code of the station, "" where it is about none alone; ``mend``: what to do, where it
    is not that of its kind.
    """

    kind: DifferenceKind
    window: str
    words: str
    mend: str = ""

    @property
    def to_do(self) -> str:
        """What to do about it."""
        return self.mend or TO_DO[self.kind]

    @property
    def red(self) -> bool:
        """Whether something is wrong, and not only late."""
        return self.kind in _RED


@dataclass(frozen=True, slots=True)
class WindowDay:
    """A window's day. ``cases``, ``papers``: numbers it gave out that day; ``first``, ``last``: of its cases (serials);
    ``here``, ``hub``: how far its newest stream is here and on the hub; ``reported``: when the hub last got something.
    """

    window: str
    name: str
    epoch: int = 0
    cases: int = 0
    first: int = 0
    last: int = 0
    papers: int = 0
    here: int = 0
    hub: int | None = None
    reported: datetime | None = None


@dataclass(frozen=True, slots=True)
class DayFacts:
    """All that a day is compared from. ``windows``: code → name of those open that day; ``working``: it is no day off.

    ``numbers``: those given out that day, and of each series what it takes to know the one before; ``alarms``: what is
    red of the exchange itself; ``hub_at``: when the hub was asked.
    """

    day: date
    windows: Mapping[str, str]
    working: bool
    here: Sequence[StreamHere] = ()
    hub: Sequence[HallStream] = ()
    numbers: Sequence[NumberGiven] = ()
    gaps: Sequence[BatchRange] = ()
    held: Sequence[HeldBatch] = ()
    alarms: Sequence[ExchangeAlarm] = ()
    hub_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class DayComparison:
    """What a day's comparison found. ``differences``: the gravest first."""

    day: date
    windows: tuple[WindowDay, ...]
    differences: tuple[DayDifference, ...]
    hub_at: datetime | None

    @property
    def clean(self) -> bool:
        """True where nothing differs."""
        return not self.differences

    def of(self, window: str) -> tuple[DayDifference, ...]:
        """What differs at one window."""
        return tuple(one for one in self.differences if one.window == window)


def compare_day(facts: DayFacts) -> DayComparison:
    """Compare one day."""
    found = [
        *(DayDifference(DifferenceKind(one.kind.value), one.station, one.words) for one in facts.alarms),
        *_numbers(facts),
        *_streams(facts),
        *(DayDifference(DifferenceKind.GAP, gap.station, f"{gap.words}还没有收到") for gap in facts.gaps),
        *_held(facts.held),
        *_unreported(facts),
    ]
    order = list(DifferenceKind)
    found.sort(key=lambda one: (order.index(one.kind), one.window))
    windows = tuple(_window_day(facts, code, name) for code, name in sorted(facts.windows.items()))
    return DayComparison(facts.day, windows, tuple(found), facts.hub_at)


Series = tuple[str, int, str]


def _numbers(facts: DayFacts) -> Iterator[DayDifference]:
    for (station, epoch, series), given in sorted(_by_series(facts.numbers).items()):
        of_day = [one for one in given if civil_date(one.at) == facts.day]
        if not of_day:
            continue
        name = series_words(station, epoch, series)
        doubled = _doubled(of_day, given)
        if doubled:
            yield DayDifference(DifferenceKind.DOUBLE, station, f"{name}{_listed(doubled)}给了两次")
        missing = holes(given, facts.day)
        if missing:
            yield DayDifference(DifferenceKind.HOLE, station, f"{name}缺{_listed(missing)}")


def _by_series(numbers: Iterable[NumberGiven]) -> dict[Series, list[NumberGiven]]:
    found: dict[Series, list[NumberGiven]] = {}
    for one in numbers:
        found.setdefault((one.station, one.epoch, one.series), []).append(one)
    return found


def _doubled(of_day: Iterable[NumberGiven], given: Iterable[NumberGiven]) -> list[int]:
    by: dict[int, set[int]] = {}
    for one in given:
        by.setdefault(one.number, set()).add(one.seq)
    return sorted({one.number for one in of_day if len(by[one.number]) > 1})


def holes(given: Iterable[NumberGiven], day: date) -> list[int]:
    """Numbers of one series that nobody gave out, after the highest one before the day and below the day's highest."""
    known = list(given)
    numbers = {one.number for one in known}
    before = max((one.number for one in known if civil_date(one.at) < day), default=0)
    highest = max((one.number for one in known if civil_date(one.at) == day), default=0)
    return [number for number in range(before + 1, highest) if number not in numbers]


def lacking_before(numbers: Iterable[NumberGiven], day: date) -> bool:
    """Whether of some series of the day nothing earlier is among these numbers though it did not begin with 1."""
    for given in _by_series(numbers).values():
        of_day = [one.number for one in given if civil_date(one.at) == day]
        if of_day and min(of_day) > 1 and all(civil_date(one.at) == day for one in given):
            return True
    return False


def series_words(station: str, epoch: int, series: str) -> str:
    """A series for people: 受理号 of the day, or the form of a paper's number."""
    if series.startswith(_CASES):
        return f"办件编号 {station}{epoch_mark(epoch)} {series.removeprefix(_CASES)} "
    form, _, year = series.removeprefix(_PAPERS).rpartition("/")
    for place, said in (("{station}", station_mark(station, epoch)), ("{year}", year), ("{serial}", "N")):
        form = form.replace(place, said)
    return f"文号“{form}”的"


def _streams(facts: DayFacts) -> Iterator[DayDifference]:
    here = {(one.station, one.epoch): one.last for one in facts.here}
    for one in facts.hub:
        if one.kind != "window":
            continue
        known = here.get((one.station, one.epoch), 0)
        stream = f"第 {one.epoch} 期"
        if known > one.seq:
            words = f"{stream}本室有到第 {known} 条，汇聚库只到第 {one.seq} 条"
            yield DayDifference(DifferenceKind.HUB_BEHIND, one.station, words)
        if known < one.delivered:
            words = f"{stream}汇聚库有到第 {one.delivered} 条，本室只到第 {known} 条"
            yield DayDifference(DifferenceKind.UNFETCHED, one.station, words)


def _held(held: Iterable[HeldBatch]) -> Iterator[DayDifference]:
    for one in held:
        if not one.waits:
            continue  # told as an alarm
        where = one.range.words if one.range is not None else "读不出的一批"
        station, why = one.range.station if one.range else "", HeldReason(one.why)
        words = f"{where}：{HELD_WORDS[why]}"
        yield DayDifference(DifferenceKind.HELD, station, words, HELD_TO_DO[why])


def _unreported(facts: DayFacts) -> Iterator[DayDifference]:
    if facts.hub_at is None or civil_date(facts.hub_at) < facts.day:
        asked = (
            "从来没有问过汇聚库" if facts.hub_at is None else f"汇聚库的情况是 {_clock(facts.hub_at)} 问的"
        )
        yield DayDifference(DifferenceKind.UNASKED, "", f"{asked}，只照本室收到的对")
    for code in facts.windows:
        newest = [one.reported for one in facts.hub if one.station == code and one.reported is not None]
        newest += [one.at for one in facts.numbers if one.station == code]
        if any(civil_date(at) >= facts.day for at in newest):
            continue
        if newest and facts.working:
            words = f"{_clock(max(newest))} 以后没有收到它的记录，这一天办了什么不知道"
            yield DayDifference(DifferenceKind.UNREPORTED, code, words)
        elif facts.working:
            yield DayDifference(DifferenceKind.UNREPORTED, code, "从来没有收到过它的记录")


def _window_day(facts: DayFacts, code: str, name: str) -> WindowDay:
    of_hub = [one for one in facts.hub if one.station == code]
    of_here = [one for one in facts.here if one.station == code]
    epoch = max([*(one.epoch for one in of_hub), *(one.epoch for one in of_here)], default=0)
    given = [one for one in facts.numbers if one.station == code and civil_date(one.at) == facts.day]
    cases = sorted(one.number for one in given if one.series.startswith(_CASES))
    reported = [one.reported for one in of_hub if one.reported is not None]
    return WindowDay(
        window=code,
        name=name,
        epoch=epoch,
        cases=len(cases),
        first=cases[0] if cases else 0,
        last=cases[-1] if cases else 0,
        papers=sum(one.series.startswith(_PAPERS) for one in given),
        here=max((one.last for one in of_here if one.epoch == epoch), default=0),
        hub=next((one.seq for one in of_hub if one.epoch == epoch), None),
        reported=max(reported, default=None),
    )


def _clock(at: datetime) -> str:
    return f"{civil_time(at):%m月%d日 %H:%M}"


def _listed(numbers: Sequence[int]) -> str:
    """``第3、4、7号``; many are counted."""
    named = "、".join(map(str, numbers[:_MOST_NAMED]))
    return f"第{named}号" if len(numbers) <= _MOST_NAMED else f"第{named}号等{len(numbers)}个"
