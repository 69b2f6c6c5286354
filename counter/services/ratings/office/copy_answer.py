"""Copy a 差评整改反馈单 out of the program: every sheet has a copy serial and an entry (DESIGN §7)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from counter.domain.case import events
from counter.domain.document.document import TITLES, Document, PaperKind, from_json
from counter.domain.errors import BadInput, WorldTrouble
from counter.domain.journal.entries import NewEntry
from counter.domain.ratings.office.answer_paper import copy_words
from counter.domain.ratings.office.rated import Rated, fold
from counter.domain.ratings.office.rules import may_see_rater
from counter.services.context.app import AppContext
from counter.services.context.ports import StaffRow
from counter.services.context.print_queue import PrinterState
from counter.services.papers.fit_paper import fit_paper
from counter.services.papers.print_queueing import choose_printer
from counter.services.ratings.office.ledger import office_of


def answer_document(rated: Rated) -> Document:
    """The newest answer as issued. Raises BadInput where there is none, WorldTrouble once the person was forgotten."""
    answers = rated.rectification.answers if rated.rectification else ()
    if not answers:
        raise BadInput("这条评价还没有反馈单，先答复。", field="rating")
    if answers[-1].document is None:
        raise WorldTrouble(f"{answers[-1].said.number} 的个人信息已按规定清除，不能再打印。")
    return from_json(answers[-1].document)


def copy_answer(
    app: AppContext, rating: str, clerk: StaffRow, *, keep: Callable[[bytes], object], purpose: str = "pdf"
) -> int:
    """Make one copy of the newest answer and return its serial; it is stored before the entry is written.

    ``keep`` stores the bytes durably; if it raises, no entry is written. Raises RuleRefused (L10) for the rated clerk:
    the paper names the rater.
    """
    rated = fold(app.journal.entries(rating))
    if rated is None:
        raise BadInput("没有这条评价。", field="rating")
    may_see_rater(rated, office_of(app, clerk.code))
    document = answer_document(rated)
    assert rated.rectification is not None
    answer = rated.rectification.answers[-1]
    copy = answer.copies + 1
    fit, lacking = fit_paper(app.papers, replace(document, copy_text=copy_words(copy, rated)))
    keep(app.papers.make(fit))
    event = events.PaperCopied(answer.said.paper, answer.said.number, copy, purpose, len(lacking))
    with app.journal.transaction() as tx:
        tx.append(NewEntry(rating, event, rated.base), actor=clerk.code)
        tx.commit()
    return copy


def print_answer(app: AppContext, rating: str, clerk: StaffRow, *, printer: str = "") -> tuple[int, str]:
    """Print a copy; returns its serial and the printer's label.

    Raises WorldTrouble where the queue did not take it; then no copy is counted.
    """
    to = choose_printer(app.queue.printers(), printer)
    if to.state is PrinterState.ABSENT:
        raise WorldTrouble(to.words)
    title = TITLES[PaperKind.RECTIFICATION_ANSWER]
    copy = copy_answer(
        app, rating, clerk, keep=lambda pdf: app.queue.send(to.name, pdf, title), purpose="print"
    )
    return copy, to.label or to.name
