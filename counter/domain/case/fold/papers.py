"""Steps of the fold about papers: issued, copied, queued, printed, stamped, served, replaced, void (文书流转)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from counter.domain.case import events, paper_events, print_log
from counter.domain.case.case import Case
from counter.domain.case.fold import history
from counter.domain.case.fold.changed_fields import with_fields
from counter.domain.case.fold.changing import CASE
from counter.domain.case.issued_paper import IssuedPaper, Serving
from counter.domain.case.paper_events import PaperStage
from counter.domain.case.print_log import SheetStep
from counter.domain.journal.entries import Entry

_AFTER_QUEUE = paper_events.CAME_OUT
"""A further copy sent to the printer does not undo that a sheet is out, stamped or served."""


@CASE.on(events.PaperIssued, "出具《{e.title}》{e.number}")
def _issue(
    case: Case, entry: Entry, event: events.PaperIssued, sealed: events.PaperIssuedSealed | None
) -> Case:
    paper = IssuedPaper(
        id=event.paper,
        kind=event.kind,
        title=event.title,
        number=event.number,
        organ=event.organ,
        items=event.items,
        issued_at=entry.at,
        clerk=entry.actor,
        content=sealed.document if sealed else None,
        station=entry.station,
        sealed_elsewhere=sealed is None and entry.sealed is not None and not entry.forgotten,
    )
    return with_fields(case, papers=(*case.papers, paper))


@CASE.on(events.PaperCopied, history.paper_copied)
def _copy(case: Case, entry: Entry, event: events.PaperCopied, sealed: object) -> Case:
    sheets = _sheets(entry, event)
    return _changed(case, event.paper, lambda p: {"copies": max(p.copies, event.copy), "sheets": sheets(p)})


@CASE.on(paper_events.PaperQueued, "已送打印 {e.number}")
def _queue(case: Case, entry: Entry, event: paper_events.PaperQueued, sealed: object) -> Case:
    sheets = _sheets(entry, event)

    def now(paper: IssuedPaper) -> dict[str, Any]:
        after = sheets(paper)
        failed = next((s for s in print_log.latest_sheets(after) if s.step is SheetStep.FAILED), None)
        stage = _waiting(paper, PaperStage.FAILED if failed else PaperStage.QUEUED)
        words = failed.words if failed else ""
        return {"stage": stage, "printer": event.printer, "job": event.job, "words": words, "sheets": after}

    return _changed(case, event.paper, now)


@CASE.on(paper_events.PaperFailed, "没打出来 {e.number}")
def _fail(case: Case, entry: Entry, event: paper_events.PaperFailed, sealed: object) -> Case:
    sheets = _sheets(entry, event)

    def now(paper: IssuedPaper) -> dict[str, Any]:
        stage = _waiting(paper, PaperStage.FAILED)
        return {"stage": stage, "printer": event.printer, "words": event.words, "sheets": sheets(paper)}

    return _changed(case, event.paper, now)


@CASE.on(paper_events.PaperPrinted, history.paper_printed)
def _print(case: Case, entry: Entry, event: paper_events.PaperPrinted, sealed: object) -> Case:
    sheets = _sheets(entry, event)
    return _changed(
        case,
        event.paper,
        lambda p: {
            "stage": _at_least(p, PaperStage.PRINTED),
            "words": "",
            "sheets": sheets(p),
            "handed_over_at": p.handed_over_at or (entry.at if event.handed_over else None),
        },
    )


@CASE.on(paper_events.PaperStamped, "已盖章 {e.number}")
def _stamp(case: Case, entry: Entry, event: paper_events.PaperStamped, sealed: object) -> Case:
    return _changed(
        case, event.paper, lambda p: {"stage": _at_least(p, PaperStage.STAMPED), "stamped": True, "words": ""}
    )


@CASE.on(paper_events.PaperServed, history.paper_served)
def _serve(
    case: Case, entry: Entry, event: paper_events.PaperServed, sealed: paper_events.PaperServedSealed | None
) -> Case:
    sealed = sealed or paper_events.PaperServedSealed("")
    serving = Serving(
        event.way, event.day, sealed.receiver, sealed.relation, event.declined, event.at, event.announced
    )
    stage = PaperStage.DECLINED if event.declined else PaperStage.SERVED
    if event.way is paper_events.Way.PUBLIC_NOTICE:
        stage = PaperStage.ANNOUNCED
    return _changed(case, event.paper, lambda p: {"stage": stage, "serving": serving, "words": ""})


@CASE.on(paper_events.PaperPublished, history.paper_published)
def _publish(case: Case, entry: Entry, event: paper_events.PaperPublished, sealed: object) -> Case:
    return _changed(
        case,
        event.paper,
        lambda p: {"stage": _at_least(p, PaperStage.PUBLISHED), "published": event.day, "words": ""},
    )


@CASE.on(paper_events.PaperVoided, "作废 {e.number}")
def _void(case: Case, entry: Entry, event: paper_events.PaperVoided, sealed: object) -> Case:
    items = tuple(
        with_fields(i, proposal=None) if i.proposal is not None and i.proposal.paper == event.paper else i
        for i in case.items
    )  # a draft that no longer counts waits for nobody
    return _changed(with_fields(case, items=items), event.paper, lambda p: {"stage": PaperStage.VOID})


def _superseded(event: paper_events.PaperSuperseded) -> str:
    """A draft has no number of its own (``PaperSuperseded.why`` confirmed)."""
    if event.number:
        return f"{event.number} 已换发新的一份"
    return "代拟稿已确认，换成正式的一份" if event.why == "confirmed" else "没有编号的一份已换发新的一份"


@CASE.on(paper_events.PaperSuperseded, _superseded)
def _supersede(case: Case, entry: Entry, event: paper_events.PaperSuperseded, sealed: object) -> Case:
    return _changed(case, event.paper, lambda p: {"stage": PaperStage.SUPERSEDED, "replaced_by": event.by})


def _sheets(entry: Entry, event: object) -> Callable[[IssuedPaper], tuple[print_log.SentSheet, ...]]:
    """The paper's print log after the entry."""
    return lambda paper: print_log.follow(paper.sheets, entry, event)


def _waiting(paper: IssuedPaper, stage: PaperStage) -> PaperStage:
    return paper.stage if paper.stage in _AFTER_QUEUE or not paper.stage.binding else stage


def _at_least(paper: IssuedPaper, stage: PaperStage) -> PaperStage:
    order = list(PaperStage)
    return stage if order.index(stage) > order.index(paper.stage) else paper.stage


def _changed(case: Case, paper_id: str, now: Callable[[IssuedPaper], dict[str, Any]]) -> Case:
    papers = tuple(with_fields(p, **now(p)) if p.id == paper_id else p for p in case.papers)
    return with_fields(case, papers=papers)
