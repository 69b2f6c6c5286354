"""Send a sheet to the system's print queue, and track it as far as the queue knows (docs/decisions/0010-printing.md).

A sheet is recorded as meant for a printer before the queue gets it, so that no sheet can come out unrecorded; as queued
only with the job's id; as printed only by a person. Where program or queue died in between, the next request looks for
the job before it sends another sheet.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass

from counter.domain.case import events
from counter.domain.case.acts.ownership import check_own_sheets
from counter.domain.case.case import Case
from counter.domain.case.fold.loose import case_here
from counter.domain.case.issued_paper import IssuedPaper
from counter.domain.case.paper_events import PaperFailed, PaperQueued
from counter.domain.case.print_log import PRINT, SentSheet, SheetStep, last_sent, latest_sheets, next_sheets
from counter.domain.document.document import A4, ROLL, STRIP_COPY, Document
from counter.domain.errors import BadInput, WorldTrouble
from counter.domain.journal.entries import NewEntry
from counter.domain.papers.parts.copies import sheet
from counter.domain.papers.parts.page_forms import as_form, check_page
from counter.services.context.app import AppContext
from counter.services.context.print_queue import Job, JobState, Printer, PrinterState, PrintQueue, PrintUnsure
from counter.services.context.projection import read_case, store
from counter.services.hall.serving import require_serving
from counter.services.papers.copy_paper import find_paper, leaving_content
from counter.services.papers.fit_paper import fit_paper
from counter.services.papers.sign_sheet import signed_sheet

NO_PRINTER = "没有打印机：请在系统打印设置里添加一台，或者先把文书存成PDF。"


@dataclass(frozen=True, slots=True)
class SentCopy:
    """One sheet in the queue. ``again``: an earlier request had sent it already, this one sent nothing."""

    paper: IssuedPaper
    copy: int
    printer: str
    job: str
    again: bool = False


def choose_printer(printers: Sequence[Printer], wanted: str = "") -> Printer:
    """The printer of that name; without a name the default or the only one. ABSENT, with the words, when none fits."""
    if wanted:
        absent = f"没有名叫“{wanted}”的打印机，请重新选一台。"
        return next(
            (p for p in printers if p.name == wanted),
            Printer(wanted, wanted, default=False, state=PrinterState.ABSENT, words=absent),
        )
    if not printers:
        return Printer("", "", default=False, state=PrinterState.ABSENT, words=NO_PRINTER)
    default = next((p for p in printers if p.default), None)
    if default is None and len(printers) > 1:
        names = "、".join(p.label for p in printers)
        words = f"没有设默认打印机，请选一台：{names}。"
        return Printer("", "", default=False, state=PrinterState.ABSENT, words=words)
    return default or printers[0]


def send_copy(
    app: AppContext,
    case_id: str,
    wanted: str,
    clerk: str,
    *,
    printer: str = "",
    page: str = A4,
    copy: int | None = None,
) -> SentCopy:
    """Make one sheet and send it to the queue. A sheet that certainly never came out keeps its serial.

    ``page``: A4, A5 or 80mm. A strip from a roll is logged, but not tracked. ``copy``: the serial to send (again);
    None: by the state of the last one.

    Raises BadInput for an unknown paper or a page its kind does not have; RuleRefused for a void paper and for
    one of another station; WorldTrouble when the sheet was not sent (recorded as 没打出来); PrintUnsure when that is
    unknown; StaleBase when the case changed meanwhile.
    """
    require_serving(serves=not app.hall.oversight)
    case, paper, sent = _known(app, case_id, wanted, copy)
    check_page(paper.kind, page)
    document = as_form(leaving_content(paper), page)
    check_own_sheets(paper, app.journal.station().code)
    if page == ROLL:
        return _send_strip(app, case, paper, document, clerk, printer)
    if sent is not None and sent.step is SheetStep.MEANT:
        found = app.queue.find(_title(case, paper, sent.copy), sent.since)
        if found is not None:
            sent_copy = SentCopy(paper, sent.copy, found.rpartition("-")[0], found, again=True)
            _note_queued(app, case, sent_copy, clerk)
            return sent_copy
    to = _ready_printer(app, printer)
    copy = paper.copies + 1
    if sent is not None and sent.step is SheetStep.FAILED:
        copy = sent.copy
        _withdraw(app.queue, sent)
    leaving, lacking = fit_paper(app.papers, sheet(document, copy, paper.clerk, paper.issued_at))
    pdf = signed_sheet(app.journal, app.papers, leaving, case.drawings.get(paper.id))
    purpose = PRINT if page == A4 else f"{PRINT}-{page}"
    meant = events.PaperCopied(paper.id, paper.number, copy, purpose, len(lacking))
    _append(app, case.id, meant, clerk, base=case.base)
    try:
        job = app.queue.send(to.name, pdf, _title(case, paper, copy))
    except PrintUnsure:
        raise
    except (WorldTrouble, BadInput) as wrong:
        failed = PaperFailed(paper.id, paper.number, copy, to.name, wrong.sentence)
        _append(app, case.id, failed, clerk)
        raise
    sent_copy = SentCopy(paper, copy, to.name, job)
    _note_queued(app, case, sent_copy, clerk)
    return sent_copy


def _send_strip(
    app: AppContext, case: Case, paper: IssuedPaper, strip: Document, clerk: str, printer: str
) -> SentCopy:
    to = _ready_printer(app, printer)
    fit, lacking = fit_paper(app.papers, strip)
    pdf = signed_sheet(app.journal, app.papers, fit)
    meant = events.PaperCopied(paper.id, paper.number, STRIP_COPY, f"{PRINT}-{ROLL}", len(lacking))
    _append(app, case.id, meant, clerk, base=case.base)
    job = app.queue.send(to.name, pdf, f"{paper.number} 凭条")
    return SentCopy(paper, STRIP_COPY, to.name, job)


def _ready_printer(app: AppContext, wanted: str) -> Printer:
    """The printer to send to, in trouble or not. Raises WorldTrouble when there is none."""
    to = choose_printer(app.queue.printers(), wanted)
    if to.state is PrinterState.ABSENT:
        raise WorldTrouble(to.words)
    return to


def follow_copy(
    app: AppContext, case_id: str, wanted: str, clerk: str, copy: int | None = None
) -> Job | None:
    """The job of the paper's last sheet (or of ``copy``); a failure is recorded once. None: the sheet is not queued.

    SENT is the most the queue can know: only a person confirms that paper came out. Raises WorldTrouble when the print
    system does not answer.
    """
    case, paper, sent = _known(app, case_id, wanted, copy)
    if sent is None or sent.step is not SheetStep.QUEUED:
        return None
    job = app.queue.job(sent.job)
    if job.state is JobState.FAILED:
        failed = PaperFailed(paper.id, paper.number, sent.copy, sent.printer, job.words)
        _append(app, case.id, failed, clerk, only_after=sent)
    return job


def clear_copies(app: AppContext, case_id: str, papers: Iterable[str]) -> None:
    """Remove the sheets' jobs and print data from the queue once a person has recorded whether they came out.

    Jobs still waiting are cancelled. A queue that does not answer is ignored: the next sheet of the paper is not sent
    before it answers.
    """
    case = case_here(app.journal.entries(case_id))
    known = [p for p in case.papers if p.id in set(papers)] if case is not None else []
    for sent in (one for paper in known for one in latest_sheets(paper.sheets)):
        if sent.job and not sent.under_way:
            with suppress(WorldTrouble):
                app.queue.cancel(sent.job)


def _known(
    app: AppContext, case_id: str, wanted: str, copy: int | None = None
) -> tuple[Case, IssuedPaper, SentSheet | None]:
    entries = app.journal.entries(case_id)
    case = case_here(entries)
    if case is None:
        raise BadInput("没有这件办件。", field="case")
    paper = find_paper(case, wanted)
    return case, paper, last_sent(entries, paper.id, copy)


def _title(case: Case, paper: IssuedPaper, copy: int) -> str:
    """The job's title: a number that others may see, by which the job can be found again."""
    return f"{paper.number or f'{case.number} {paper.title}'} 第{copy}份"


def _withdraw(queue: PrintQueue, sent: SentSheet) -> None:
    """Cancel the failed job, so that a retrying queue cannot print it twice. Raises WorldTrouble if it might."""
    if not sent.job:
        return
    waiting = queue.job(sent.job).state not in (JobState.SENT, JobState.FAILED, JobState.GONE)
    try:
        queue.cancel(sent.job)
    except WorldTrouble:
        if waiting:
            raise


def _note_queued(app: AppContext, case: Case, sent: SentCopy, clerk: str) -> None:
    paper = sent.paper
    queued = PaperQueued(paper.id, paper.number, sent.copy, sent.printer, sent.job)
    _append(app, case.id, queued, clerk)


def _append(
    app: AppContext,
    case_id: str,
    event: events.PaperCopied | PaperQueued | PaperFailed,
    clerk: str,
    *,
    base: str | None = None,
    only_after: SentSheet | None = None,
) -> None:
    """Append one entry and write the rows it changes. ``base`` None: append whatever was recorded meanwhile.

    ``only_after``: append nothing unless this is still the sheet's last state (another window may have recorded it).
    """
    with app.journal.transaction() as tx:
        if (
            only_after is not None
            and last_sent(tx.entries(case_id), event.paper, only_after.copy) != only_after
        ):
            return
        tx.append(NewEntry(case_id, event, base or tx.last_id(case_id)), actor=clerk)
        store(tx, app.projector.rows_of(read_case(tx, case_id)))
        tx.commit()


def print_sheets(
    app: AppContext, case_id: str, wanted: str, clerk: str, *, printer: str = "", page: str = A4
) -> Case:
    """Send the applicant's sheet and the window's, or those still missing. Returns the case after it.

    An error on one sheet stops the following ones, so that no untried sheet is counted. Raises what ``send_copy`` does.
    """
    case = read_case(app.journal, case_id)
    paper = find_paper(case, wanted)
    used: set[int] = set()
    for copy in next_sheets(paper.kind, paper.copies, paper.sheets, page):
        if copy not in used:  # one of unknown fate went as a further sheet, under the next one's serial
            sent = send_copy(app, case_id, paper.id, clerk, printer=printer, page=page, copy=copy)
            used.add(sent.copy)
    return read_case(app.journal, case_id)


@dataclass(frozen=True, slots=True)
class SheetProgress:
    """The queue's state of one sheet; ``job.words``: what holds it up and what to do."""

    paper: str
    copy: int
    job: Job


def follow_prints(app: AppContext, case_id: str, clerk: str) -> tuple[Case, tuple[SheetProgress, ...]]:
    """Query the queue for every sheet under way, record failures once. Returns the case after it, and the jobs.

    Raises WorldTrouble when the print system does not answer.
    """
    case = read_case(app.journal, case_id)
    news = []
    for paper in case.papers:
        for sent in latest_sheets(paper.sheets):
            queued = sent.step is SheetStep.QUEUED
            job = follow_copy(app, case_id, paper.id, clerk, sent.copy) if queued else None
            if job is not None:
                news.append(SheetProgress(paper.id, sent.copy, job))
    return read_case(app.journal, case_id), tuple(news)
