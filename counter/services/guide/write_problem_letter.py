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
from counter.services.context.services import House
from counter.services.guide.list_problems import letter_document
from counter.services.papers.print_queueing import choose_printer


def write_problem_letter(house: House, *, clerk: str) -> Letter:
    """Number the letter and append ``guide.problem_lettered`` with its exact content.

    Raises RuleRefused where nothing waits, and WorldTrouble where the press is in the way; then no number is used.
    """
    station, now = house.journal.station(), house.clock.read().at
    year = civil_date(now).year
    form = house.jurisdiction.number_form(HALL, PaperKind.PROBLEM_LETTER)
    with house.journal.transaction() as tx:
        waiting = fold_problems(tx.entries(SUBJECT)).to_send
        if not waiting:
            raise RuleRefused("没有等着反映的问题：都写进信里了，或者已经答复。", rule="L1")
        serial = tx.next_number(numbering.paper_series(form, year))
        number = numbering.paper_number(form, station.code, station.epoch, year, serial)
        document = problem_letter(LetterSheet(number, waiting, station, house.jurisdiction, now, clerk))
        house.papers.make(document)  # what the press cannot make is found before it has a number
        content = to_json(document)
        said = ProblemsLettered(
            number=number,
            to=house.jurisdiction.seal_name(BUREAU),
            problems=tuple(p.number for p in waiting),
            digest=hashlib.sha256(canonical_bytes(content)).hexdigest(),
            content=content,
        )
        entry = tx.append(NewEntry(SUBJECT, said, tx.last_id(SUBJECT)), actor=clerk)
        tx.commit()
    return Letter(said, entry.at, clerk)


def letter_pdf(house: House, number: str) -> bytes:
    """The letter as PDF, as often as it is wanted: it is the hall's own mail, no paper of a case."""
    return house.papers.make(letter_document(house.journal, number))


def print_letter(house: House, number: str, *, printer: str = "") -> str:
    """Send it to the print queue; the label of the printer. Raises WorldTrouble where the queue did not take it."""
    to = choose_printer(house.queue.printers(), printer)
    if to.state is PrinterState.ABSENT:
        raise WorldTrouble(to.words)
    house.queue.send(to.name, letter_pdf(house, number), TITLES[PaperKind.PROBLEM_LETTER])
    return to.label or to.name
