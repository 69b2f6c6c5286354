"""Give a 一次性告知单 to a person who only asks: the PDF, and an entry that it was given."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace

from uuid_utils import uuid7

from counter.domain.case import events
from counter.domain.case.sheet_events import SheetGiven
from counter.domain.document.document import TITLES, Document, PaperKind, to_json
from counter.domain.errors import WorldTrouble
from counter.domain.journal.entries import NewEntry, canonical_bytes
from counter.domain.papers.compose.guide_sheet import guide_sheet
from counter.domain.visit.assess import assess
from counter.domain.visit.situation import Asked
from counter.domain.visit.visit import Setting, Visit
from counter.services.context.app import AppContext
from counter.services.context.ports import Journal, PaperMaker
from counter.services.context.print_queue import PrinterState
from counter.services.papers.fit_paper import fit_paper
from counter.services.papers.print_queueing import choose_printer


@dataclass(frozen=True, slots=True)
class GivenSheet:
    """One sheet given out: its subject in the journal, its event, and the PDF."""

    id: str
    said: SheetGiven
    pdf: bytes


def sheet_of(journal: Journal, setting: Setting, visit: Visit) -> Document:
    """The sheet for display; nothing is logged. Raises KeyError for an unknown bundle."""
    return guide_sheet(journal.station().named(setting.jurisdiction.contacts), setting, _nameless(visit))


def give_guide_sheet(
    journal: Journal,
    maker: PaperMaker,
    setting: Setting,
    visit: Visit,
    *,
    clerk: str,
    keep: Callable[[bytes], object] | None = None,
) -> GivenSheet:
    """Make the PDF, store it, then append ``sheet.given`` to a subject of its own.

    ``keep`` stores the bytes durably; if it raises, no entry is written. The person's name is neither printed nor
    logged. Raises WorldTrouble when the journal cannot be written.
    """
    visit = _nameless(visit)
    document, _ = fit_paper(maker, sheet_of(journal, setting, visit))
    pdf = maker.make(document)
    if keep is not None:
        keep(pdf)
    event = _event(setting, visit, document)
    subject = f"sheet/{uuid7()}"
    with journal.transaction() as tx:
        tx.append(NewEntry(subject, event), actor=clerk)
        tx.commit()
    return GivenSheet(subject, event, pdf)


def print_guide_sheet(app: AppContext, visit: Visit, *, clerk: str, printer: str = "") -> str:
    """Give the sheet through the print queue. Returns the printer's label.

    Raises WorldTrouble where the queue did not take it; then nothing is logged.
    """
    to = choose_printer(app.queue.printers(), printer)
    if to.state is PrinterState.ABSENT:
        raise WorldTrouble(to.words)
    give_guide_sheet(
        app.journal,
        app.papers,
        app.setting(),
        visit,
        clerk=clerk,
        keep=lambda pdf: app.queue.send(to.name, pdf, TITLES[PaperKind.GUIDE_SHEET]),
    )
    return to.label or to.name


def _nameless(visit: Visit) -> Visit:
    """The visit without name and papers."""
    return replace(visit, applicant=None, brought={}, duplicate_reason="")


def _event(setting: Setting, visit: Visit, document: Document) -> SheetGiven:
    found = assess(setting, visit)
    return SheetGiven(
        bundle=visit.bundle,
        bundle_name=found.checklist.bundle_name,
        guide_version=found.checklist.guide_version,
        overlay=setting.guide.overlay,
        answers=tuple(_answer(q) for q in found.asked if q.chosen),
        items=tuple(item.id for item in found.checklist.items),
        lines=tuple(line.id for line in found.checklist.lines),
        open=tuple(q.id for q in found.asked if q.open),
        digest=hashlib.sha256(canonical_bytes(to_json(document))).hexdigest(),
    )


def _answer(question: Asked) -> events.SituationAnswer:
    labels = tuple(o.label for o in question.options if o.id in question.chosen)
    return events.SituationAnswer(question.id, question.text, question.chosen, labels)
