"""Track the print jobs of a case, as far as the queue knows."""

from __future__ import annotations

from dataclasses import dataclass

from counter.domain.case.case import Case
from counter.domain.case.print_log import SheetStep, now_of
from counter.services.context.print_queue import Job
from counter.services.context.projection import read_case
from counter.services.context.services import AppContext
from counter.services.papers.print_queueing import follow_copy


@dataclass(frozen=True, slots=True)
class SheetNews:
    """The queue's state of one sheet; ``job.words``: what holds it up and what to do."""

    paper: str
    copy: int
    job: Job


def follow_prints(app: AppContext, case_id: str, clerk: str) -> tuple[Case, tuple[SheetNews, ...]]:
    """Query the queue for every sheet under way, record failures once. Returns the case after it, and the jobs.

    Raises WorldTrouble when the print system does not answer.
    """
    case = read_case(app.journal, case_id)
    news = []
    for paper in case.papers:
        for sheet in now_of(paper.sheets):
            job = (
                follow_copy(app, case_id, paper.id, clerk, sheet.copy)
                if sheet.step is SheetStep.QUEUED
                else None
            )
            if job is not None:
                news.append(SheetNews(paper.id, sheet.copy, job))
    return read_case(app.journal, case_id), tuple(news)
