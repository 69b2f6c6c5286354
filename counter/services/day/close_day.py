"""Close a window's day (日结): the numbers given out and the journal's head, as one entry and one printed page."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from counter.domain import event_kinds
from counter.domain.calendar.workdays import CHINA, civil_date
from counter.domain.case.events import PaperIssued
from counter.domain.case.paper_events import PaperStage
from counter.domain.document.document import SHEETS, TITLES, Document, PaperKind
from counter.domain.document.numbering import case_number, grouped, paper_number
from counter.domain.errors import BadInput, WorldTrouble
from counter.domain.guide.problems import ProblemsLettered
from counter.domain.hall.day_events import SUBJECT, DayClosed, SeriesOfDay
from counter.domain.journal.entries import Entry, NewEntry
from counter.domain.journal.kinds import KINDS, kind_of
from counter.domain.journal.stated_heads import StatedHead
from counter.domain.papers.compose.day_sheet import DaySheet, day_sheet
from counter.services.context.print_queue import PrinterState
from counter.services.keys.stated_heads import head_at
from counter.services.papers.print_queueing import choose_printer
from counter.services.tasks.unclosed_day import unclosed_day

if TYPE_CHECKING:
    from counter.services.context.app import AppContext
    from counter.services.context.ports import Journal, PaperRow, StaffRow

_CASE, _PAPER = "case/", "paper/"
_NOT_OUT = (PaperStage.MADE, PaperStage.QUEUED, PaperStage.FAILED)


@dataclass(frozen=True, slots=True)
class ClosedDay:
    """A closing as it stands in the journal. ``again``: it was there already, and its sheet is printed once more."""

    said: DayClosed
    head: StatedHead
    clerk: str
    at: datetime
    untimely: bool = False
    again: bool = False


def close_day(app: AppContext, day: date, *, clerk: StaffRow, anew: bool = False) -> ClosedDay:
    """Close the day: one entry, whose own head is what the sheet bears, so that the head covers the figures too.

    A day that was closed is only read again; ``anew``: closed once more, with what came since. Raises BadInput for a
    day to come.
    """
    journal = app.journal
    today = civil_date(app.clock.read().at)
    if day > today:
        raise BadInput("这一天还没有到，不能日结。", field="day")
    with journal.transaction() as tx:
        closings = _of_day(tx.entries(SUBJECT), day)
        if closings and not anew:
            return _closed(journal, closings[-1], again=True)
        entries = _entries(journal, day)
        event = DayClosed(day, len(closings) + 1, len(entries), tuple(_series(journal, entries)))
        entry = tx.append(NewEntry(SUBJECT, event, tx.last_id(SUBJECT)), actor=clerk.code)
        tx.commit()
    return _closed(journal, entry, again=False)


def closed_day(journal: Journal, day: date) -> ClosedDay | None:
    """The latest closing of that day, to be printed again; None where there is none."""
    closings = _of_day(journal.entries(SUBJECT), day)
    return _closed(journal, closings[-1], again=True) if closings else None


def days_to_show(app: AppContext) -> tuple[date, ...]:
    """Days to offer: the last worked one without a sheet, if any, then today."""
    today = civil_date(app.clock.read().at)
    before = unclosed_day(app.journal, today)
    return (today,) if before is None else (before, today)


def day_document(app: AppContext, closed: ClosedDay) -> Document:
    """The sheet of a closing."""
    station = app.journal.station().named(app.jurisdiction.contacts)
    sheet = DaySheet(
        closed.said,
        closed.head,
        closed.clerk,
        closed.at,
        station,
        app.jurisdiction,
        closed.untimely,
        closed.again,
    )
    return day_sheet(sheet)


def day_pdf(app: AppContext, closed: ClosedDay) -> bytes:
    """The sheet as PDF. Raises WorldTrouble where none can be made."""
    return app.papers.make(day_document(app, closed))


def print_day(app: AppContext, closed: ClosedDay, *, printer: str = "") -> str:
    """Send it to the print queue; the label of the printer. Raises WorldTrouble where the queue did not take it."""
    to = choose_printer(app.queue.printers(), printer)
    if to.state is PrinterState.ABSENT:
        raise WorldTrouble(to.words)
    app.queue.send(to.name, day_pdf(app, closed), TITLES[PaperKind.DAY_SHEET])
    return to.label or to.name


def _of_day(entries: Iterable[Entry], day: date) -> list[Entry]:
    kind = kind_of(DayClosed)
    return [one for one in entries if (said := kind.read(one)) is not None and said.day == day]


def _closed(journal: Journal, entry: Entry, *, again: bool) -> ClosedDay:
    said = kind_of(DayClosed).read(entry)
    assert said is not None  # _of_day has left out what a newer program wrote
    return ClosedDay(said, head_at(journal, entry), entry.actor, entry.at, entry.untimely, again)


def _entries(journal: Journal, day: date) -> list[Entry]:
    """Every entry of this station with a time of that day, in the order of its chains."""
    since = datetime.combine(day, time(), CHINA)
    found = journal.entries_between(
        event_kinds.KINDS.by_name.keys(), since, since + timedelta(days=1), actor="", subject=""
    )
    code = journal.station().code
    return sorted((e for e in found if e.station == code), key=lambda e: (e.epoch, e.seq))


@dataclass(slots=True)
class _Series:
    """One series of one epoch while its numbers are gathered: serials in order, and the numbers as printed."""

    serials: list[int] = field(default_factory=list)
    numbers: list[str] = field(default_factory=list)
    labels: dict[str, None] = field(default_factory=dict)


def _series(journal: Journal, entries: Iterable[Entry]) -> Iterator[SeriesOfDay]:
    """The numbers of these entries by series, cases first, then papers as they first came."""
    found = list(entries)
    kinds, papers = _issued(journal, found)
    gathered: dict[tuple[int, str], _Series] = defaultdict(_Series)
    for entry in found:
        for series, serial in entry.taken:
            one = gathered[entry.epoch, series]
            number = _printed(entry.station, entry.epoch, series, serial)
            one.serials.append(serial)
            one.numbers.append(number)
            one.labels[_label(series, kinds.get(number, ""))] = None
    for _, one in sorted(gathered.items(), key=lambda pair: not pair[0][1].startswith(_CASE)):
        mine = [papers[number] for number in one.numbers if number in papers]
        yield SeriesOfDay(
            label="、".join(one.labels),
            first=grouped(one.numbers[one.serials.index(min(one.serials))]),
            last=grouped(one.numbers[one.serials.index(max(one.serials))]),
            count=len(one.serials),
            missing=max(one.serials) - min(one.serials) + 1 - len(set(one.serials)),
            voided=sum(paper.state == PaperStage.VOID for paper in mine),
            reprinted=sum(paper.copies > SHEETS for paper in mine),
            unprinted=sum(paper.state in _NOT_OUT for paper in mine),
        )


def _issued(journal: Journal, entries: Iterable[Entry]) -> tuple[Mapping[str, str], Mapping[str, PaperRow]]:
    """Of the numbers of that day: the kind of paper, and its row as of now."""
    kinds: dict[str, str] = {}
    cases: dict[str, None] = {}
    for entry in entries:
        match KINDS.read(entry):
            case PaperIssued(kind=kind, number=number) if number:
                kinds[number] = kind
                cases[entry.subject] = None
            case ProblemsLettered(number=number):
                kinds[number] = PaperKind.PROBLEM_LETTER.value
            case _:
                pass
    rows = {row.number: row for case in cases for row in journal.papers_of(case) if row.number in kinds}
    return kinds, rows


def _printed(station: str, epoch: int, series: str, serial: int) -> str:
    """A number as it was printed, from its series; the series itself where a newer program made it."""
    try:
        if series.startswith(_CASE):
            day = datetime.strptime(series.removeprefix(_CASE), "%y%m%d").replace(tzinfo=CHINA).date()
            return case_number(station, epoch, day, serial)
        form, _, year = series.removeprefix(_PAPER).rpartition("/")
        return paper_number(form, station, epoch, int(year), serial)
    except (BadInput, ValueError):
        return f"{series} {serial}"


def _label(series: str, kind: str) -> str:
    if series.startswith(_CASE):
        return "办件编号"
    try:
        return TITLES[PaperKind(kind)]
    except (ValueError, KeyError):
        return "其他编号"
