"""The 移交清单 of a window that closes, as an entry and a paper: what goes, what lies here, and the journal's head."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from counter.domain.calendar.workdays import civil_date
from counter.domain.document.document import TITLES, Document, PaperKind
from counter.domain.errors import WorldTrouble
from counter.domain.hall.closing import listed, same_list
from counter.domain.hall.closing_events import LISTS, WindowListed
from counter.domain.journal.entries import NewEntry
from counter.domain.journal.kinds import kind_of
from counter.domain.journal.stated_heads import StatedHead
from counter.domain.papers.compose.closing_list import ClosingList, closing_list
from counter.services.case.window_holdings import window_holdings
from counter.services.context.print_queue import PrinterState
from counter.services.hall.closing import closing_here
from counter.services.keys.stated_heads import head_at
from counter.services.papers.print_queueing import choose_printer

if TYPE_CHECKING:
    from counter.domain.journal.entries import Entry
    from counter.services.context.app import AppContext
    from counter.services.context.ports import StaffRow


@dataclass(frozen=True, slots=True)
class ListedWindow:
    """A list as it stands in the journal. ``again``: it was there already, and is printed once more."""

    said: WindowListed
    head: StatedHead
    clerk: str
    at: datetime
    untimely: bool = False
    again: bool = False


def list_window(app: AppContext, clerk: StaffRow) -> ListedWindow:
    """List what goes and what lies here, as one entry whose own head the paper bears.

    Nothing changed since the last list of today: that one again. Raises as ``window_holdings``.
    """
    journal = app.journal
    held = window_holdings(app, clerk)
    day, kind = civil_date(app.clock.read().at), kind_of(WindowListed)
    with journal.transaction() as tx:
        lists = [(one, said) for one in tx.entries(LISTS) if (said := kind.read(one)) is not None]
        said = listed(held, closing_here(tx), day, len(lists) + 1)
        if lists and same_list(lists[-1][1], said):
            entry, before = lists[-1]
            return _read(app, entry, before, again=True)
        entry = tx.append(NewEntry(LISTS, said, tx.last_id(LISTS)), actor=clerk.code)
        tx.commit()
    return _read(app, entry, said, again=False)


def list_document(app: AppContext, found: ListedWindow) -> Document:
    """The paper."""
    station = app.journal.station().named(app.jurisdiction.contacts)
    return closing_list(
        ClosingList(found.said, found.head, found.clerk, found.at, station, found.untimely, found.again)
    )


def list_pdf(app: AppContext, found: ListedWindow) -> bytes:
    """The paper as PDF. Raises WorldTrouble where none can be made."""
    return app.papers.make(list_document(app, found))


def print_list(app: AppContext, found: ListedWindow, *, printer: str = "") -> str:
    """Send it to the print queue; the label of the printer. Raises WorldTrouble where the queue did not take it."""
    to = choose_printer(app.queue.printers(), printer)
    if to.state is PrinterState.ABSENT:
        raise WorldTrouble(to.words)
    app.queue.send(to.name, list_pdf(app, found), TITLES[PaperKind.CLOSING_LIST])
    return to.label or to.name


def _read(app: AppContext, entry: Entry, said: WindowListed, *, again: bool) -> ListedWindow:
    head = head_at(app.journal, entry)
    return ListedWindow(said, head, entry.actor, entry.at, entry.untimely, again)
