"""The entries of a day at this window, and the numbers that were given out in them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from counter.domain.calendar.workdays import CHINA
from counter.domain.case.acts.ending import signed_papers
from counter.domain.case.events import PaperIssued
from counter.domain.case.fold import fold
from counter.domain.case.paper_events import PaperStage
from counter.domain.document.document import SHEETS, TITLES, PaperKind
from counter.domain.document.numbering import case_number, grouped, paper_number
from counter.domain.errors import BadInput
from counter.domain.guide.problems import ProblemsLettered
from counter.domain.hall.day_events import SeriesOfDay
from counter.domain.journal.entries import Entry
from counter.domain.journal.kinds import KINDS

if TYPE_CHECKING:
    from counter.services.context.ports import Journal, PaperRow

_CASE, _PAPER = "case/", "paper/"
_NOT_OUT = (PaperStage.MADE, PaperStage.QUEUED, PaperStage.FAILED)


def entries_of_day(journal: Journal, day: date) -> list[Entry]:
    """Every entry of this station with a time of that day, in the order of its chains."""
    from counter.domain import event_kinds  # all of them: for a closing, not for its page

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


def series_of(journal: Journal, entries: Iterable[Entry]) -> Iterator[SeriesOfDay]:
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
            unprinted=sum(_is_not_out(journal, paper) for paper in mine),
        )


def _is_not_out(journal: Journal, paper: PaperRow) -> bool:
    """Nobody saw it come out, and nobody signed it."""
    if paper.state not in _NOT_OUT:
        return False
    case = fold(journal.entries(paper.case))
    return case is None or paper.paper not in signed_papers(case)


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
