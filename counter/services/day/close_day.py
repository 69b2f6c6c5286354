"""Close a window's day (日结): figures, what was counted by hand and the journal's head, as one entry and one page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING

from counter.domain.calendar.workdays import civil_date
from counter.domain.document.document import TITLES, Document, PaperKind
from counter.domain.errors import BadInput, WorldTrouble
from counter.domain.hall.day_counts import CountsByHand
from counter.domain.hall.day_events import SHIFTS, SUBJECT, DayClosed, ShiftHandedOver
from counter.domain.journal.entries import Entry, NewEntry
from counter.domain.journal.kinds import kind_of
from counter.domain.journal.stated_heads import StatedHead
from counter.domain.papers.compose.day_sheet import DaySheet, day_sheet
from counter.services.context.print_queue import PrinterState
from counter.services.day.counting import hand_counts, note_differences
from counter.services.day.day_series import entries_of_day, series_of
from counter.services.day.figures import day_figures
from counter.services.keys.stated_heads import head_at
from counter.services.papers.print_queueing import choose_printer
from counter.services.tasks.unclosed_day import unclosed_day

if TYPE_CHECKING:
    from counter.services.context.app import AppContext
    from counter.services.context.ports import Journal, StaffRow

NOTHING_COUNTED = CountsByHand()
"""Nobody counted: the sheet says 未点."""

LONGEST_REASON = 100
"""What fits on the sheet in two lines."""


@dataclass(frozen=True, slots=True)
class ClosedDay:
    """A closing, or a shift that was handed over, as it stands in the journal. ``again``: it was there already, and its
    sheet is printed once more. ``later``: in how many cases something was recorded on that day after it, of which the
    sheet knows nothing.
    """

    said: DayClosed | ShiftHandedOver
    head: StatedHead
    clerk: str
    at: datetime
    untimely: bool = False
    again: bool = False
    later: int = 0


def close_day(
    app: AppContext,
    day: date,
    *,
    clerk: StaffRow,
    anew: bool = False,
    reason: str = "",
    counts: CountsByHand = NOTHING_COUNTED,
) -> ClosedDay:
    """Close the day: one entry, whose own head is what the sheet bears, so that the head covers the figures too.

    A day that was closed is only read again, ``counts`` or not; ``anew``: a supplement with what came since and its
    ``reason``. A count that differs from the list is recorded in the same transaction. Raises BadInput for a day to
    come, for a supplement without a reason, for a difference that is not confirmed, and where the list is no longer
    the one that was ``seen``.
    """
    journal = app.journal
    today = civil_date(app.clock.read().at)
    if day > today:
        raise BadInput("这一天还没有到，不能日结。", field="day")
    with journal.transaction() as tx:
        closings = _of_day(tx.entries(SUBJECT), day)
        if closings and not anew:
            return _read_again(journal, closings[-1], day)
        why = " ".join(reason.split()) if closings else ""
        if closings and not why:
            raise BadInput("这一天已经日结过：另出一张要写明为什么，不写姓名。", field="reason")
        if len(why) > LONGEST_REASON:
            raise BadInput(f"理由最多{LONGEST_REASON}个字。", field="reason")
        entries = entries_of_day(journal, day)
        counted = hand_counts(tx.held(), journal.station().code, counts)
        event = DayClosed(
            day,
            len(closings) + 1,
            len(entries),
            tuple(series_of(journal, entries)),
            day_figures(app, entries),
            counted,
            why,
            closings[-1].seq if closings else 0,
        )
        entry = tx.append(NewEntry(SUBJECT, event, tx.last_id(SUBJECT)), actor=clerk.code)
        note_differences(tx, day, counted, actor=clerk.code)
        tx.commit()
    return read_closing(journal, entry, again=False)


def closed_day(journal: Journal, day: date) -> ClosedDay | None:
    """The latest closing of that day, to be printed again; None where there is none."""
    closings = _of_day(journal.entries(SUBJECT), day)
    return _read_again(journal, closings[-1], day) if closings else None


def days_to_show(app: AppContext) -> tuple[date, ...]:
    """Days to offer: the last worked one without a sheet, if any, then today."""
    today = civil_date(app.clock.read().at)
    before = unclosed_day(app.journal, today)
    return (today,) if before is None else (before.day, today)


def day_document(app: AppContext, closed: ClosedDay) -> Document:
    """The sheet of a closing or of a shift."""
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


def read_closing(journal: Journal, entry: Entry, *, again: bool) -> ClosedDay:
    """An entry of a closing or of a shift that this program can read."""
    kind = kind_of(ShiftHandedOver) if entry.subject == SHIFTS else kind_of(DayClosed)
    said = kind.read(entry)
    assert isinstance(said, DayClosed | ShiftHandedOver)  # callers left out what a newer program wrote
    return ClosedDay(said, head_at(journal, entry), entry.actor, entry.at, entry.untimely, again)


def _read_again(journal: Journal, closing: Entry, day: date) -> ClosedDay:
    place = (closing.epoch, closing.seq)
    later = {one.subject for one in entries_of_day(journal, day) if (one.epoch, one.seq) > place}
    cases = sum(journal.case_row(subject) is not None for subject in later)
    return replace(read_closing(journal, closing, again=True), later=cases)


def _of_day(entries: Iterable[Entry], day: date) -> list[Entry]:
    kind = kind_of(DayClosed)
    return [one for one in entries if (said := kind.read(one)) is not None and said.day == day]
