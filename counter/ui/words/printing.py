"""Texts about printed sheets: which sheet, its state, what the next press sends."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from PySide6.QtCore import QCoreApplication

from counter.domain.case.acts.ending import signed_papers
from counter.domain.case.case import Case
from counter.domain.case.issued_paper import IssuedPaper
from counter.domain.case.item_state import ItemState
from counter.domain.case.print_log import SentSheet, SheetStep, latest_sheets, next_sheets
from counter.domain.document.document import AFTERWARDS, ROLL, SHEETS, STRIP_COPY
from counter.domain.errors import CounterError
from counter.services.context.print_queue import Job, JobState
from counter.ui.words.case import day_and_time

News = Mapping[tuple[str, int], Job]
"""Last queue state of a sheet: (paper, serial) → job."""

STUCK = (JobState.STOPPED, JobState.HELD)
"""Job states that require somebody to attend to printer or queue."""

OVER = (JobState.SENT, JobState.FAILED, JobState.GONE)
"""Final job states."""


def print_first(error: CounterError) -> str:
    """What to do about a sheet that never came out, on a page that prints it by F8 and saves it by Ctrl+S and where
    nobody states that it was made elsewhere; empty for every other error.
    """
    if error.field != "handed_over":
        return ""
    return QCoreApplication.translate(
        "printing",
        "这张单子还没有出过纸：先按 F8 打印，或者按 Ctrl+S 存成 PDF 拿到别处打印，签好再登记。",
    )


def sheet_word(copy: int) -> str:
    """Label of a sheet: ``第1联``, ``重打第1次``, ``凭条``."""
    translate = QCoreApplication.translate
    if copy == STRIP_COPY:
        return translate("print", "凭条")
    if copy <= SHEETS:
        return translate("print", "第{0}联").format(copy)
    return translate("print", "重打第{0}次").format(copy - SHEETS)


def step_word(step: SheetStep) -> str:
    """Label of a sheet's last known step."""
    translate = QCoreApplication.translate
    return {
        SheetStep.FILED: translate("print", "存成 PDF"),
        SheetStep.STRIP: translate("print", "已送打印，凭条不跟踪"),
        SheetStep.MEANT: translate("print", "不知道送没送到打印机"),
        SheetStep.QUEUED: translate("print", "已送打印，还没有人确认出纸"),
        SheetStep.FAILED: translate("print", "没打出来"),
        SheetStep.ASTRAY: translate("print", "打到别处了"),
        SheetStep.SEEN: translate("print", "已出纸"),
    }[step]


def press_words(paper: IssuedPaper, page: str) -> str:
    """What a press sends, shown before it is sent, against unintended 重打."""
    translate = QCoreApplication.translate
    serials = next_sheets(paper.kind, paper.copies, paper.sheets, page)
    if page == ROLL:
        return translate("print", "打凭条")
    if any(s.step is SheetStep.FAILED for s in latest_sheets(paper.sheets)):
        return translate("print", "再送一次（{0}）").format("、".join(sheet_word(c) for c in serials))
    if serials[0] > SHEETS:
        return translate("print", "再打一张（{0}）").format(sheet_word(serials[0]))
    if len(serials) > 1:
        return translate("print", "打印这份（两联）")
    return translate("print", "打印这份（{0}）").format(sheet_word(serials[0]))


def row_note(paper: IssuedPaper, news: News) -> str:
    """Sheets of a paper that still need attention; empty where none do."""
    words: dict[str, list[str]] = {}
    for sheet in latest_sheets(paper.sheets):
        text = _state_text(sheet, news.get((paper.id, sheet.copy)))
        if text and paper.stage.binding:
            words.setdefault(text, []).append(sheet_word(sheet.copy))
        if sheet.lacking and sheet.step is not SheetStep.SEEN and paper.stage.binding:
            words.setdefault(_marked(sheet), []).append(sheet_word(sheet.copy))
    if paper.still_to_send:
        unsent = QCoreApplication.translate("print", "还没有送打印")
        words.setdefault(unsent, []).extend(map(sheet_word, paper.still_to_send))
    return "；".join(f"{'、'.join(names)}{text}" for text, names in words.items())


def log_line(sheet: SentSheet) -> str:
    """One line of the print log: sheet, time, clerk, printer and result."""
    where = QCoreApplication.translate("print", "打印机 {0}").format(sheet.printer) if sheet.printer else ""
    result = f"{step_word(sheet.step)}：{sheet.words}" if sheet.words else step_word(sheet.step)
    marked = _marked(sheet) if sheet.lacking else ""
    return " · ".join(
        filter(None, (sheet_word(sheet.copy), day_and_time(sheet.since), sheet.by, where, result, marked))
    )


def _marked(sheet: SentSheet) -> str:
    """Note that missing characters must be written in by hand."""
    return QCoreApplication.translate("print", "有{0}个字印成了〓，请手写补上").format(sheet.lacking)


def unprinted(case: Case) -> tuple[str, ...]:
    """Papers in force of which no sheet was sent, or only one of the two, in the order of handing over.

    Excludes papers for items the applicant has left since; they can still be printed singly. Excludes those of the
    system the case was taken over from, and other windows'.
    """
    return tuple(
        p.id
        for p in case.papers
        if p.stage.binding
        and not p.earlier
        and not p.sealed_elsewhere
        and (p.still_to_send or (p.copies < SHEETS and not latest_sheets(p.sheets)))
        and not _is_moot(case, p)
    )


def sent_words(case: Case) -> str:
    """What a person does about the sheets that were sent: see them come out, unless all came back signed already."""
    translate = QCoreApplication.translate
    signed, sent = signed_papers(case), [paper for paper, _ in sheets_in(case, SheetStep.QUEUED)]
    unseen = [paper for paper in sent if paper not in signed]
    if sent and not unseen:
        return translate("print", "送打印的 {0} 张已经签了字，按 F4 记已出纸。").format(len(sent))
    return translate("print", "已送打印 {0} 张。看着纸出来，再按 F4。").format(len(unseen))


def _is_moot(case: Case, paper: IssuedPaper) -> bool:
    """True for a notice only about items withdrawn or dropped before it was printed."""
    items = [item for i in paper.items if (item := case.item(i)) is not None]
    left = bool(items) and all(i.state in (ItemState.WITHDRAWN, ItemState.DROPPED) for i in items)
    return left and paper.kind not in AFTERWARDS


def sheets_in(case: Case, *steps: SheetStep) -> tuple[tuple[str, SentSheet], ...]:
    """Sheets of papers in force in that state: (paper, sheet)."""
    binding = (p for p in case.papers if p.stage.binding)
    return tuple((p.id, s) for p in binding for s in latest_sheets(p.sheets) if s.step in steps)


def came_out(case: Case, news: News, *, waiting: bool = False) -> tuple[str, ...]:
    """Papers that one key confirms: both sheets sent, not failed, not stuck in the queue.

    ``waiting``: also excludes papers with a sheet still held back in the queue as just reported.
    """
    held = (*STUCK, JobState.PENDING) if waiting else STUCK
    sent = {p for p, _ in sheets_in(case, SheetStep.QUEUED, SheetStep.MEANT)}
    doubtful = {p for p, _ in sheets_in(case, SheetStep.FAILED)}
    doubtful |= {p.id for p in case.papers if p.still_to_send}
    jobs = ((p, news.get((p, s.copy))) for p, s in sheets_in(case, SheetStep.QUEUED))
    doubtful |= {p for p, job in jobs if job is not None and job.state in held}
    return _in_order(case, sent - doubtful)


def stuck(case: Case, news: News) -> tuple[Job, ...]:
    """Jobs that need attention, each printer sentence once."""
    jobs = [news.get((p, s.copy)) for p, s in sheets_in(case, SheetStep.QUEUED)]
    return tuple({j.words: j for j in jobs if j is not None and _is_stuck(j)}.values())


def _state_text(sheet: SentSheet, job: Job | None) -> str:
    translate = QCoreApplication.translate
    if sheet.step is SheetStep.QUEUED and job is not None and job.state is JobState.SENT:
        return translate("print", "已交给打印机，等人看纸")
    if sheet.step is SheetStep.QUEUED and job is not None:
        return job.words.rstrip("。")
    if sheet.step in (SheetStep.SEEN, SheetStep.FILED, SheetStep.STRIP):
        return ""
    text = step_word(sheet.step)
    return f"{text}，{sheet.words.rstrip('。')}" if sheet.words else text


def _is_stuck(job: Job | None) -> bool:
    return job is not None and job.state in STUCK


def _in_order(case: Case, papers: Iterable[str]) -> tuple[str, ...]:
    wanted = set(papers)
    return tuple(p.id for p in case.papers if p.id in wanted)
