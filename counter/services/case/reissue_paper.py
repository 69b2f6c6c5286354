"""Reissue a paper whose days run from service when it is served later than it was issued (换发, L6)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from counter.domain.calendar.workdays import civil_date
from counter.domain.case import clock_events, item_events, paper_events
from counter.domain.case.acts.acts import Reissue
from counter.domain.case.acts.correction import still_asked
from counter.domain.case.acts.deemed import refuse_if_overdue, unserved_notice_day
from counter.domain.case.acts.service import RUNS_FROM_SERVICE, label, running, served_late
from counter.domain.case.case import Case
from counter.domain.case.case_item import CaseItem
from counter.domain.case.issued_paper import IssuedPaper
from counter.domain.case.issued_verdict import recorded_verdict
from counter.domain.case.item_state import ItemState
from counter.domain.document.document import PaperKind
from counter.domain.errors import BadInput, RuleRefused
from counter.domain.papers.compose.correction_notice import further_notice
from counter.domain.papers.compose.gap_notice import PledgeTaken
from counter.domain.papers.parts.details import Details
from counter.domain.visit import clocks
from counter.domain.visit.identified_party import refuse_doubtful
from counter.domain.visit.visit import PaperPlan
from counter.services.case.case_writer import CaseWriter, FiledPaper, open_writer
from counter.services.case.relieve_material import relieve_shared
from counter.services.context.app import AppContext
from counter.services.context.ports import StaffRow


def reissue_paper(
    app: AppContext, case_id: str, act: Reissue, clerk: StaffRow, base: str | None = None
) -> Case:
    """Count the paper's days from today and reissue it; the old sheet is void.

    Raises RuleRefused when its day does not run from service, has not changed, or the paper was served already.
    """
    with open_writer(app, case_id, clerk, base) as writer:
        paper = writer.case.paper(act.paper)
        if paper is None:
            raise BadInput("没有这份文书，请重新打开办件。", field="paper")
        _check(paper, writer)
        refuse_doubtful(writer.case.applicant, civil_date(writer.setting.now))
        relieve_shared(writer)
        items = running(writer.case, paper)
        _in_time(writer, items)
        _refuse_shared(writer.case, items)
        for item in items:
            writer.add(_from_service(writer, item))
        replace_paper(writer, paper, "served_later", tuple(i.id for i in items))
        return writer.commit()


def replace_paper(
    writer: CaseWriter,
    paper: IssuedPaper,
    why: str,
    items: tuple[str, ...] | None = None,
    decided_on: date | None = None,
) -> FiledPaper:
    """Issue the same kind of paper for the current state of its items (``items``: only those) and void the old one."""
    case, chosen = writer.case, paper.items if items is None else items
    shown = tuple(recorded_verdict(i) for i in case.items if i.id in chosen)
    planned = PaperPlan(PaperKind(paper.kind), paper.title, paper.organ, chosen)
    new = writer.issue(planned, shown, _details(case, paper), decided_on)
    writer.add(paper_events.PaperSuperseded(paper.id, paper.number, new.id, why))
    return new


def _check(paper: IssuedPaper, writer: CaseWriter) -> None:
    if not paper.stage.binding or paper.serving is not None:
        raise RuleRefused(f"{label(paper)} {paper.stage.label}，不用换发。", rule="ladder")
    if paper.kind not in RUNS_FROM_SERVICE:
        raise RuleRefused(f"{label(paper)} 上的日期不从送达起算，不用换发。", rule="L6")
    if not running(writer.case, paper):
        raise RuleRefused(f"{label(paper)} 上的期限现在不再计算，不用换发。", rule="L6")
    if not served_late(writer.case, paper, civil_date(writer.setting.now)):
        raise RuleRefused(f"{label(paper)} 是今天出具的，期限没有变，不用换发。", rule="L6")


def _in_time(writer: CaseWriter, items: tuple[CaseItem, ...]) -> None:
    """Raise RuleRefused where the law's last day to notify has passed: serving then notifies nobody."""
    refuse_if_overdue(writer.case, items, writer.setting)
    for item in items:
        due = unserved_notice_day(writer.case, item, writer.setting)
        if due is not None:
            raise RuleRefused(
                f"“{item.asked.name}”的补正通知到{due.day.isoformat()}还没有送达，依法自收到材料之日起即为受理，"
                "不能再换发。当时已经送达的，请登记送达日期；确实没有送达的，请登记视为受理。",
                rule="L6",
            )


def _refuse_shared(case: Case, items: tuple[CaseItem, ...]) -> None:
    """Raise RuleRefused where everything the notice asked for is available by sharing (L2)."""
    for item in items:
        if not still_asked(case, asked_of(item)):
            raise RuleRefused(
                f"“{item.asked.name}”原来要的都是共享获取或者不用再交的材料，不能再书面要求，不用换发；请接着办。",
                rule="L2",
                field="paper",
            )


def asked_of(item: CaseItem) -> tuple[item_events.NotifiedGap, ...]:
    """The gaps that the item's last notice named, or that remain after acceptance with gaps."""
    if item.state is ItemState.GAPPED:
        return item.gap_dues
    return item.told[-1].gaps if item.told else ()


def _from_service(writer: CaseWriter, item: CaseItem) -> clock_events.DatesSet:
    """The item's days, with those that run from service counted from today."""
    if item.state is ItemState.GAPPED:
        case = writer.case
        days = clocks.deferral_days(item.id, case.lines, case.elements)
        gaps = tuple(
            replace(g, due=clocks.gap_due(writer.setting, item.due, days.get(g.line)))
            for g in still_asked(case, item.gap_dues)
        )
        return clock_events.DatesSet(
            item.id, item.asked.name, item.due, item.statutory, item.promised, gaps, "service"
        )
    due = clocks.correction_due(item.asked, writer.setting)
    gaps = tuple(replace(g, due=due) for g in still_asked(writer.case, asked_of(item)))
    return clock_events.DatesSet(item.id, item.asked.name, due, gaps=gaps, why="service")


def _details(case: Case, paper: IssuedPaper) -> Details | None:
    if paper.kind == PaperKind.CORRECTION_NOTICE:
        return further_notice(case, paper.items)
    if paper.kind != PaperKind.GAP_NOTICE:
        return None
    pledge = next(p for p in reversed(case.pledges) if set(p.items) & set(paper.items))
    return PledgeTaken(pledge.number, pledge.signer, pledge.name, pledge.day)
