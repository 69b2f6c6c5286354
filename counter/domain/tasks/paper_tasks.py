"""Tasks of a paper: how far it has come."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from counter.domain.calendar.workdays import Calendar
from counter.domain.case.acts.ending import signed_papers, unsigned
from counter.domain.case.acts.public_notice import deemed_served
from counter.domain.case.case import Case
from counter.domain.case.issued_paper import IssuedPaper
from counter.domain.case.item_state import ItemState
from counter.domain.case.paper_events import TO_BE_SERVED, PaperStage
from counter.domain.document.document import ORGAN_DECISIONS, SERVED, UNSEALED
from counter.domain.tasks.task import Task, TaskKind
from counter.domain.text.day_words import day_text

QUEUED_WORDS = "已送打印，还没有人确认出纸"
"""How the words of a paper end that was sent to the printer, while nobody said that it came out."""


def tasks_of_paper(case: Case, paper: IssuedPaper, calendar: Calendar) -> Iterator[Task]:
    """What a paper still lacks: to come out, a seal, to be handed over, a signature, or the days of its publication."""
    draft = paper.kind in ORGAN_DECISIONS and not paper.number
    handed_over = paper.kind in SERVED and not draft
    title = f"《{paper.title}》{paper.number or ('代拟稿' if draft else '')}"

    def task(kind: TaskKind, words: str) -> Task:
        return Task(case.id, paper.items[0] if len(paper.items) == 1 else "", paper.id, kind, None, words)

    stage = paper.stage
    if paper in unsigned(case):
        yield task(TaskKind.WITHDRAWAL, f"{title}签字以后才算撤回；不撤回的，登记不撤回了")
    if stage is PaperStage.FAILED:
        yield task(TaskKind.FAILED, f"{title}：{paper.words}" if paper.words else title)
    elif stage in (PaperStage.MADE, PaperStage.QUEUED):
        if paper.id not in signed_papers(case) and not _obsolete(case, paper):
            yield task(TaskKind.UNPRINTED, f"{title}{_how_far(paper)}")
    elif not paper.stamped and not draft and paper.kind not in UNSEALED:
        served = "，已经送达" if stage not in TO_BE_SERVED else ""
        yield task(TaskKind.UNSTAMPED, f"{title}{served}")
    elif handed_over and stage is PaperStage.PUBLISHED and paper.published is not None:
        served_on, provisional = deemed_served(paper.published, calendar)
        words = f"{title}：{day_text(paper.published)}公告，{day_text(served_on)}满三十日，以后登记送达"
        first = served_on + timedelta(days=1)
        yield replace(task(TaskKind.PUBLISHED, words), day=first, provisional=provisional)
    elif handed_over and stage in TO_BE_SERVED:
        yield task(TaskKind.UNSERVED, title)


def _obsolete(case: Case, paper: IssuedPaper) -> bool:
    """True for a paper that was never printed and is only about what the applicant gave up."""
    ended = (ItemState.WITHDRAWN, ItemState.DROPPED)
    items = [i for i in case.items if i.id in paper.items]
    return paper.stage is PaperStage.MADE and bool(items) and all(i.state in ended for i in items)


def _how_far(paper: IssuedPaper) -> str:
    if missing := paper.still_to_send:
        return f"第{'、'.join(map(str, missing))}联还没有送打印"
    if paper.stage is PaperStage.QUEUED:
        return QUEUED_WORDS
    return "已存成文件，还没有人确认出纸" if paper.copies else ""
