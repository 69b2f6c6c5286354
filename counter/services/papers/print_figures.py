"""A page of charts on paper: made as it is now, sent to the queue; nothing personal is in it, so nothing is noted."""

from __future__ import annotations

from collections.abc import Sequence

from counter.domain.document.document import Document
from counter.domain.errors import WorldTrouble
from counter.domain.papers.figure_sheet import Chart, FigureSheet, figure_document
from counter.services.context.app import AppContext
from counter.services.context.print_queue import PrinterState
from counter.services.papers.print_queueing import choose_printer


def sheet_of(
    app: AppContext, title: str, day: str, scope: str, source: str, charts: Sequence[Chart]
) -> Document:
    """The charts as a paper of this station, made now."""
    station = app.journal.station().named(app.jurisdiction.contacts)
    return figure_document(
        FigureSheet(title, day, scope, source, tuple(charts), station, app.clock.read().at)
    )


def print_document(app: AppContext, document: Document, *, printer: str = "") -> str:
    """Send a paper of no case to the print queue; the label of the printer. Raises WorldTrouble where not taken."""
    to = choose_printer(app.queue.printers(), printer)
    if to.state is PrinterState.ABSENT:
        raise WorldTrouble(to.words)
    app.queue.send(to.name, app.papers.make(document), document.title)
    return to.label or to.name
