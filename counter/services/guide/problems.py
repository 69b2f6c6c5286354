"""Problems of the guide (问题反映, L1): report them, send them to the bureau in a letter, record its answers."""

from __future__ import annotations

import hashlib
from datetime import date

from counter.domain.calendar.workdays import civil_date
from counter.domain.document import numbering
from counter.domain.document.document import TITLES, Document, PaperKind, from_json, to_json
from counter.domain.errors import BadInput, RuleRefused, WorldTrouble
from counter.domain.guide.problems import (
    MOST_SHORT,
    SUBJECT,
    Letter,
    Problem,
    ProblemAnswered,
    ProblemKind,
    ProblemReported,
    Problems,
    ProblemsLettered,
    Report,
    check_free,
    fold_problems,
)
from counter.domain.hall.jurisdiction import HALL
from counter.domain.journal.entries import NewEntry, canonical_bytes
from counter.domain.papers.compose.problem_letter import BUREAU, LetterSheet, problem_letter
from counter.domain.text.day_input import iso_day
from counter.services.context.app import AppContext
from counter.services.context.ports import Journal
from counter.services.context.print_queue import PrinterState
from counter.services.papers.print_queueing import choose_printer


def report_problem(app: AppContext, report: Report, *, clerk: str) -> Problem:
    """Append a problem with the guide version it was found in. Returns it with its number.

    Raises BadInput for an unknown bundle, for no reason given, and for words that hold personal numbers (L11).
    """
    bundle = app.guide.bundles.get(report.bundle)
    if bundle is None:
        raise BadInput(f"没有第{report.bundle}件事。", field="bundle")
    reason = check_free(report.reason, "reason", needed="哪里不对")
    law = check_free(report.law, "law", MOST_SHORT, needed="依据" if report.kind is ProblemKind.BASIS else "")
    suggestion = check_free(report.suggestion, "suggestion")
    where = check_free(report.where, "where", needed="是哪一处")
    with app.journal.transaction() as tx:
        known = fold_problems(tx.entries(SUBJECT)).problems
        event = ProblemReported(
            number=max((p.number for p in known), default=0) + 1,
            bundle=bundle.number,
            bundle_name=bundle.name,
            guide_version=app.guide.version,
            overlay=app.guide.overlay,
            line=report.line,
            where=where,
            kind=report.kind,
            reason=reason,
            law=law,
            suggestion=suggestion,
        )
        entry = tx.append(NewEntry(SUBJECT, event, tx.last_id(SUBJECT)), actor=clerk)
        tx.commit()
    return Problem(event, entry.at, clerk)


def list_problems(journal: Journal) -> Problems:
    """Every problem, newest first, with its letter and answer."""
    return fold_problems(journal.entries(SUBJECT))


def letter_document(journal: Journal, number: str) -> Document:
    """A letter as it was issued. Raises BadInput where there is no such letter."""
    return from_json(list_problems(journal).letter(number).said.content)


def answer_problem(app: AppContext, answer: ProblemAnswered, *, clerk: str) -> Problem:
    """Append the bureau's answer and return the problem with it. The guide itself changes only by its next version.

    Raises BadInput for an unknown problem, no document, no words or a date to come, RuleRefused for a second answer.
    """
    on = _day(answer.on)
    today = civil_date(app.clock.read().at)
    if on > today:
        raise BadInput("答复的日期还没有到，请核对。", field="on")
    event = ProblemAnswered(
        problem=answer.problem,
        on=on.isoformat(),
        document=check_free(answer.document, "document", MOST_SHORT, needed="答复的文号或方式"),
        change=check_free(answer.change, "change", needed="答复了什么、改哪里"),
    )
    with app.journal.transaction() as tx:
        problem = fold_problems(tx.entries(SUBJECT)).problem(event.problem)
        if problem.answer is not None:
            raise RuleRefused(
                f"第{event.problem}条已经记过答复（{problem.answer.document}）；还有问题的，另记一条。",
                rule="L1",
                field="problem",
            )
        if on < civil_date(problem.at):
            raise BadInput("答复的日期比反映的日期还早，请核对。", field="on")
        tx.append(NewEntry(SUBJECT, event, tx.last_id(SUBJECT)), actor=clerk)
        tx.commit()
    return Problem(problem.said, problem.at, problem.clerk, problem.letter, event)


def _day(text: str) -> date:
    if (day := iso_day(text.strip())) is None:
        raise BadInput("日期要写成 2026-11-25 这样。", field="on")
    return day


def write_problem_letter(app: AppContext, *, clerk: str) -> Letter:
    """Number a letter about every problem that is in no letter yet; append ``guide.problem_lettered`` with its content.

    Raises RuleRefused where there is no such problem, WorldTrouble where no PDF can be made; then no number is used.
    """
    station, now = app.journal.station().named(app.jurisdiction.contacts), app.clock.read().at
    year = civil_date(now).year
    form = app.jurisdiction.number_form(HALL, PaperKind.PROBLEM_LETTER)
    with app.journal.transaction() as tx:
        waiting = fold_problems(tx.entries(SUBJECT)).to_send
        if not waiting:
            raise RuleRefused("没有等着反映的问题：都写进信里了，或者已经答复。", rule="L1")
        serial = tx.next_number(numbering.paper_series(form, year))
        number = numbering.paper_number(form, station.code, station.epoch, year, serial)
        sheet = LetterSheet(number, waiting, station, app.jurisdiction, now, clerk, app.versions)
        document = problem_letter(sheet)
        app.papers.make(
            document
        )  # a document that cannot be printed must fail before the number is committed
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
    """The letter as PDF. Copies are not counted: it is the hall's own mail, no paper of a case."""
    return app.papers.make(letter_document(app.journal, number))


def print_letter(app: AppContext, number: str, *, printer: str = "") -> str:
    """Send it to the print queue; the label of the printer. Raises WorldTrouble where the queue did not take it."""
    to = choose_printer(app.queue.printers(), printer)
    if to.state is PrinterState.ABSENT:
        raise WorldTrouble(to.words)
    app.queue.send(to.name, letter_pdf(app, number), TITLES[PaperKind.PROBLEM_LETTER])
    return to.label or to.name
