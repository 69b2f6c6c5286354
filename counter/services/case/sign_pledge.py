"""Record that a pledge was signed on paper; only then items are accepted with gaps (容缺受理, L4)."""

from __future__ import annotations

from dataclasses import replace

from counter.domain.calendar.workdays import civil_date
from counter.domain.case import item_events
from counter.domain.case.acts.acts import SignPledge
from counter.domain.case.acts.correction import NewFact
from counter.domain.case.acts.deemed import refuse_if_overdue
from counter.domain.case.acts.rejudge import judge_again
from counter.domain.case.acts.service import check_sheet
from counter.domain.case.acts.signing import check_signer
from counter.domain.case.case import Case
from counter.domain.case.case_item import CaseItem
from counter.domain.case.issued_paper import IssuedPaper
from counter.domain.case.item_state import ItemState
from counter.domain.document.document import TITLES, PaperKind
from counter.domain.errors import BadInput, RuleRefused
from counter.domain.papers.compose.gap_notice import PledgeTaken
from counter.domain.visit.identified_party import refuse_doubtful
from counter.domain.visit.material import Brought, MaterialState
from counter.domain.visit.sharing import shared_of
from counter.domain.visit.verdict import Outcome
from counter.domain.visit.visit import PaperPlan
from counter.services.case.case_writer import CaseWriter, open_writer, receive
from counter.services.case.mark_paper import record_handed_over
from counter.services.case.relieve_material import relieve_shared
from counter.services.case.write_verdicts import date_event, gaps_of_notice, write_verdicts
from counter.services.context.app import AppContext
from counter.services.context.ports import StaffRow

NO_PLEDGE = "申请人不愿作容缺承诺，改按补齐补正办理"
"""The new fact that allows a further notice of papers that were deferred."""


def sign_pledge(
    app: AppContext, case_id: str, act: SignPledge, clerk: StaffRow, base: str | None = None
) -> Case:
    """Record the signature, accept the pledged items with their gaps, and issue the notice.

    ``act.declined``: a correction notice is issued for the deferred papers instead (DOMAIN §1). Raises RuleRefused (L4)
    when the pledge is void, signed already or never printed, the signer has no authority, an item lacks more than
    deferrable material, or the clock is in doubt: a gap needs its day.
    """
    with open_writer(app, case_id, clerk, base) as writer:
        before = writer.case
        paper = _pledge(before, act.paper)
        if not act.declined:
            check_signer(before, act)
            check_sheet(paper, "登记签字", handed_over=act.handed_over)
        items = tuple(i for i in before.items if i.id in paper.items and i.state is ItemState.TO_PLEDGE)
        if not items:
            raise RuleRefused("这份承诺书上的事项已经不等容缺受理，请看办件现在的情况。", rule="L4")
        refuse_if_overdue(before, items, writer.setting)
        refuse_doubtful(before.applicant, civil_date(writer.setting.now))
        if act.declined:
            _declined(writer, before, items, paper)
            return writer.commit()
        found = judge_again(before, writer.setting, before.brought, frozenset(i.id for i in items))
        _only_deferred(items, {v.item: v.outcome for v in found})
        day = civil_date(writer.setting.now)
        record_handed_over(writer, paper, act.handed_over)
        signed = item_events.PledgeSigned(paper.id, paper.number, tuple(i.id for i in items), act.signer, day)
        writer.add(signed, item_events.PledgeSignedSealed(act.name.strip(), act.authority.strip()))
        if writer.untimely:
            raise RuleRefused("时间待核，定不了补交期限。请值班负责人先确认时间，再办容缺受理。", rule="L4")
        for verdict in found:
            event = item_events.ItemGapped(
                item=verdict.item,
                name=verdict.item_name,
                organ=verdict.organ,
                gaps=gaps_of_notice(verdict.gaps),
                pledge=paper.id,
                due=verdict.due,
                statutory=verdict.statutory,
                promised=verdict.promised,
            )
            writer.add(event)
        date_event(writer)
        kind = PaperKind.GAP_NOTICE
        taken = PledgeTaken(paper.number, act.signer, act.name.strip(), day)
        planned = PaperPlan(kind, TITLES[kind], paper.organ, tuple(v.item for v in found))
        writer.issue(planned, found, taken)
        return writer.commit()


def _declined(writer: CaseWriter, before: Case, items: tuple[CaseItem, ...], paper: IssuedPaper) -> None:
    """Record deferred papers as missing, and notify everything these items lack in one round."""
    ids = frozenset(i.id for i in items)
    deferred = [
        line.id
        for line in before.lines
        if ids & set(line.items) and before.brought_of(line).state is MaterialState.DEFERRED
    ]
    receive(
        writer,
        {i: Brought(MaterialState.MISSING, shared=shared_of(before.brought.get(i))) for i in deferred},
    )
    relieve_shared(writer)
    current = writer.case
    writer.visit = replace(writer.visit, brought=current.brought)
    found = judge_again(current, writer.setting, current.brought, ids)
    refused = NewFact(
        f"{paper.title} {paper.number}", civil_date(writer.setting.now), NO_PLEDGE, tuple(deferred)
    )
    write_verdicts(writer, found, before=before, reopening=refused)


def _pledge(case: Case, paper_id: str) -> IssuedPaper:
    paper = case.paper(paper_id)
    if paper is None or paper.kind != PaperKind.PLEDGE:
        raise BadInput("没有这份容缺受理承诺书。", field="paper")
    if not paper.stage.binding:
        raise RuleRefused(f"承诺书 {paper.number} 已作废，不能再签。", rule="L4")
    if any(p.paper == paper.id for p in case.pledges):
        raise RuleRefused(f"承诺书 {paper.number} 已经登记签署。", rule="L4")
    return paper


def _only_deferred(items: tuple[CaseItem, ...], outcomes: dict[str, Outcome]) -> None:
    for item in items:
        if outcomes.get(item.id) is not Outcome.ACCEPT_WITH_GAPS:
            raise RuleRefused(f"“{item.asked.name}”现在不符合容缺受理的条件，请先接着办。", rule="L4")
