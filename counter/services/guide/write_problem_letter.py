"""Write the hall's letter to the bureau about every open problem that is in no letter yet, numbered in a series."""

from __future__ import annotations

import hashlib

from counter.domain.calendar.workdays import civil_date
from counter.domain.document import numbering
from counter.domain.document.document import TITLES, PaperKind, to_json
from counter.domain.errors import RuleRefused, WorldTrouble
from counter.domain.guide.problems import SUBJECT, Letter, ProblemsLettered, fold_problems
from counter.domain.hall.jurisdiction import HALL
from counter.domain.journal.entries import NewEntry, canonical_bytes
from counter.domain.papers.compose.problem_letter import BUREAU, LetterSheet, problem_letter
from counter.services.context.print_queue import PrinterState
from counter.services.context.services import AppContext
from counter.services.guide.list_problems import letter_document
from counter.services.papers.print_queueing import choose_printer


def write_problem_letter(app: AppContext, *, clerk: str) -> Letter:
    """Number the letter and append ``guide.problem_lettered`` with its exact content.

    Raises RuleRefused where nothing waits, and WorldTrouble where the press is in the way; then no number is used.
    """
    station, now = app.journal.station(), app.clock.read().at
    year = civil_date(now).year
    form = app.jurisdiction.number_form(HALL, PaperKind.PROBLEM_LETTER)
    with app.journal.transaction() as tx:
        waiting = fold_problems(tx.entries(SUBJECT)).to_send
        if not waiting:
            raise RuleRefused("没有等着反映的问题：都写进信里了，或者已经答复。", rule="L1")
        serial = tx.next_number(numbering.paper_series(form, year))
        number = numbering.paper_number(form, station.code, station.epoch, year, serial)
        document = problem_letter(LetterSheet(number, waiting, station, app.jurisdiction, now, clerk))
        app.papers.make(document)  # what the press cannot make is found before it has a number
        content = to_json(document)
        event = ProblemsLettered(
            number=number,
            to=app.jurisdiction.seal_name(BUREAU),
            problems=tuple(p.number for p in waiting),
            digest=hashlib.sha256(canonical_bytes(content)).hexdigest(),
            content=content,
        )
        entry = tx.append(NewEntry(SUBJECT, event, tx.last_id(SUBJECT)), actor=clerk)
        tx.commit()
    return Letter(event, entry.at, clerk)


def letter_pdf(app: AppContext, number: str) -> bytes:
    """The letter as PDF, as often as it is wanted: it is the hall's own mail, no paper of a case."""
    return app.papers.make(letter_document(app.journal, number))


def print_letter(app: AppContext, number: str, *, printer: str = "") -> str:
    """Send it to the print queue; the label of the printer. Raises WorldTrouble where the queue did not take it."""
    to = choose_printer(app.queue.printers(), printer)
    if to.state is PrinterState.ABSENT:
        raise WorldTrouble(to.words)
    app.queue.send(to.name, letter_pdf(app, number), TITLES[PaperKind.PROBLEM_LETTER])
    return to.label or to.name
