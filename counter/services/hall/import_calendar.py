"""Import a year's holiday arrangement at this station (L7): days counted from then on follow it.

Dates already notified do not move; only an act of its own sets them anew.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from counter.domain.calendar.events import imported, in_force, next_version, same_days
from counter.domain.calendar.workdays import Calendar, CalendarYear
from counter.domain.case.case import Case
from counter.domain.case.fold import fold
from counter.domain.errors import RuleRefused
from counter.domain.hall.consent import Consent
from counter.domain.journal import codec
from counter.domain.journal.entries import NewEntry
from counter.domain.visit.verdict import Due
from counter.services.context.ports import CaseRow, Journal
from counter.services.hall.calendar_in_force import SUBJECT
from counter.services.hall.staff import consented

BY_FILE = "import"
"""Actor of a year's first import: it follows from the official document, nobody decides."""


@dataclass(frozen=True, slots=True)
class Imported:
    """Result of an import. ``new`` False: the same days were in force already, and nothing was written.

    ``replaced``: the version in force before. ``touched``: numbers of open cases with a notified date in that year.
    """

    year: CalendarYear
    calendar: Calendar
    new: bool
    replaced: str | None = None
    touched: tuple[str, ...] = ()


def import_calendar(
    journal: Journal, calendar: Calendar, found: CalendarYear, *, sha256: str, consent: Consent | None = None
) -> Imported:
    """Take ``found`` into force and number it. ``calendar``: what is in force or ships, imports are laid over it.

    Raises RuleRefused (L7) where an official year would change without a supervisor's ``consent`` or would give way to
    a provisional one; and for a wrong PIN.
    """
    by = None if consent is None else consented(journal, consent)
    with journal.transaction() as tx:  # read in the transaction: the second of two imports sees the first
        known = in_force(calendar, tx.entries(SUBJECT))
        before = known.years.get(found.year)
        if before is not None and same_days(before, found):
            return Imported(before, known, new=False)
        if before is not None and before.official:
            _check_replacing(before, found, consented=by is not None)
        year = replace(found, version=next_version(found.year, known, tx.entries(SUBJECT)))
        event = imported(year, sha256)
        tx.append(NewEntry(SUBJECT, event, tx.last_id(SUBJECT)), actor=by.code if by else BY_FILE)
        tx.commit()
    combined = Calendar({**known.years, year.year: year})
    replaced = None if before is None else before.version
    settled = before is not None and before.official
    return Imported(year, combined, True, replaced, tuple(_touched(journal, year.year, settled=settled)))


def _check_replacing(before: CalendarYear, found: CalendarYear, *, consented: bool) -> None:
    if not found.official:
        raise RuleRefused(
            f"{before.year}年已有正式公布的放假安排（{before.version}），不能换成暂定的。", rule="L7"
        )
    if not consented:
        raise RuleRefused(
            f"{before.year}年已有正式公布的放假安排（{before.version}），与这份文件不一样。"
            "核对通知原文后确要更换的，由值班负责人加 --replace --by 工号 导入。",
            rule="L7",
        )


def _touched(journal: Journal, year: int, *, settled: bool) -> Iterator[str]:
    """Open cases with a date in that year that the import may have moved, nearest first.

    Before it was ``settled``, only provisional dates can move; the last days of December belong to the next year's
    bridge. No period of a case is longer than a year: an older case cannot have a date there.
    """
    first, last = date(year - 1, 12, 28), date(year, 12, 31)
    for row in journal.open_cases_due_by(last.isoformat()):
        if date.fromisoformat(row.updated_at[:10]) < first - timedelta(days=366):
            continue
        dues = _dates_of(journal, row)
        if any(first <= due.day <= last and (settled or due.provisional) for due in dues):
            yield row.number


def _dates_of(journal: Journal, row: CaseRow) -> tuple[Due, ...]:
    """Every open date of a case; of a case this program cannot read, the nearest, taken as provisional."""
    try:
        case = fold(journal.entries(row.case))
    except codec.Unreadable:
        case = None
    if case is not None:
        return tuple(_dates(case))
    return () if row.due is None else (Due(date.fromisoformat(row.due), True, ""),)


def _dates(case: Case) -> Iterator[Due]:
    """Every open date of a case."""
    for item in case.items:
        if not item.state.closed:
            gaps = (gap.due for gap in item.gap_dues)
            yield from (due for due in (item.due, item.statutory, item.promised, *gaps) if due is not None)
