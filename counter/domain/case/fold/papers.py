"""Entries about papers: issued, copied, queued, out, stamped, served, replaced, void (文书流转)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from counter.domain.case import paper_events as said_of
from counter.domain.case import print_log
from counter.domain.case.case import Case, IssuedPaper, Serving
from counter.domain.case.fold.changed_fields import with_fields
from counter.domain.case.paper_events import PaperStage
from counter.domain.case.print_log import Step
from counter.domain.journal import codec
from counter.domain.journal.entries import Entry
from counter.domain.journal.kinds import Facts

_AFTER_QUEUE = (PaperStage.PRINTED, PaperStage.STAMPED, PaperStage.SERVED, PaperStage.DECLINED)
"""A further copy sent to the printer does not undo that a sheet is out, stamped or served."""


def _issue(case: Case, entry: Entry, facts: Facts) -> Case:
    said = codec.read(codec.PaperIssued, facts.payload)
    content = None if facts.personal is None else facts.personal.get("document")
    paper = IssuedPaper(
        id=said.paper,
        kind=said.kind,
        title=said.title,
        number=said.number,
        organ=said.organ,
        items=said.items,
        issued_at=entry.at,
        clerk=entry.actor,
        content=content if isinstance(content, dict) else None,
    )
    return with_fields(case, papers=(*case.papers, paper))


def _copy(case: Case, entry: Entry, facts: Facts) -> Case:
    said = codec.read(codec.PaperCopied, facts.payload)
    sheets = _sheets(entry, facts)
    return _changed(case, said.paper, lambda p: {"copies": max(p.copies, said.copy), "sheets": sheets(p)})


def _queue(case: Case, entry: Entry, facts: Facts) -> Case:
    said = codec.read(said_of.PaperQueued, facts.payload)
    sheets = _sheets(entry, facts)

    def now(paper: IssuedPaper) -> dict[str, Any]:
        after = sheets(paper)
        failed = next((s for s in print_log.now_of(after) if s.step is Step.FAILED), None)
        stage = _waiting(paper, PaperStage.FAILED if failed else PaperStage.QUEUED)
        words = failed.words if failed else ""
        return {"stage": stage, "printer": said.printer, "job": said.job, "words": words, "sheets": after}

    return _changed(case, said.paper, now)


def _fail(case: Case, entry: Entry, facts: Facts) -> Case:
    said = codec.read(said_of.PaperFailed, facts.payload)
    sheets = _sheets(entry, facts)

    def now(paper: IssuedPaper) -> dict[str, Any]:
        stage = _waiting(paper, PaperStage.FAILED)
        return {"stage": stage, "printer": said.printer, "words": said.words, "sheets": sheets(paper)}

    return _changed(case, said.paper, now)


def _print(case: Case, entry: Entry, facts: Facts) -> Case:
    said = codec.read(said_of.PaperPrinted, facts.payload)
    sheets = _sheets(entry, facts)
    return _changed(
        case,
        said.paper,
        lambda p: {
            "stage": _at_least(p, PaperStage.PRINTED),
            "words": "",
            "sheets": sheets(p),
            "handed_over_at": p.handed_over_at or (entry.at if said.handed_over else None),
        },
    )


def _stamp(case: Case, entry: Entry, facts: Facts) -> Case:
    said = codec.read(said_of.PaperStamped, facts.payload)
    return _changed(
        case, said.paper, lambda p: {"stage": _at_least(p, PaperStage.STAMPED), "stamped": True, "words": ""}
    )


def _serve(case: Case, entry: Entry, facts: Facts) -> Case:
    said = codec.read(said_of.PaperServed, facts.payload)
    sealed = (
        said_of.PaperServedSealed("")
        if facts.personal is None
        else codec.read(said_of.PaperServedSealed, facts.personal)
    )
    serving = Serving(said.way, said.day, sealed.receiver, sealed.relation, said.declined)
    stage = PaperStage.DECLINED if said.declined else PaperStage.SERVED
    return _changed(case, said.paper, lambda p: {"stage": stage, "serving": serving, "words": ""})


def _void(case: Case, entry: Entry, facts: Facts) -> Case:
    said = codec.read(said_of.PaperVoided, facts.payload)
    items = tuple(
        with_fields(i, proposal=None) if i.proposal is not None and i.proposal.paper == said.paper else i
        for i in case.items
    )  # a draft that no longer counts waits for nobody
    return _changed(with_fields(case, items=items), said.paper, lambda p: {"stage": PaperStage.VOID})


def _supersede(case: Case, entry: Entry, facts: Facts) -> Case:
    said = codec.read(said_of.PaperSuperseded, facts.payload)
    return _changed(case, said.paper, lambda p: {"stage": PaperStage.SUPERSEDED, "replaced_by": said.by})


def _sheets(entry: Entry, facts: Facts) -> Callable[[IssuedPaper], tuple[print_log.Sent, ...]]:
    """The paper's print log after the entry."""
    return lambda paper: print_log.follow(paper.sheets, entry, facts)


def _waiting(paper: IssuedPaper, stage: PaperStage) -> PaperStage:
    return paper.stage if paper.stage in _AFTER_QUEUE or not paper.stage.binding else stage


def _at_least(paper: IssuedPaper, stage: PaperStage) -> PaperStage:
    order = list(PaperStage)
    return stage if order.index(stage) > order.index(paper.stage) else paper.stage


def _changed(case: Case, paper_id: str, now: Callable[[IssuedPaper], dict[str, Any]]) -> Case:
    papers = tuple(with_fields(p, **now(p)) if p.id == paper_id else p for p in case.papers)
    return with_fields(case, papers=papers)


STEPS: dict[str, Callable[[Case, Entry, Facts], Case]] = {
    "paper.issued": _issue,
    "paper.copied": _copy,
    "paper.queued": _queue,
    "paper.failed": _fail,
    "paper.printed": _print,
    "paper.stamped": _stamp,
    "paper.served": _serve,
    "paper.voided": _void,
    "paper.superseded": _supersede,
}
"""What each kind of entry about a paper changes."""
