"""Write verdicts as entries and issue their papers; every act that judges items ends here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from counter.domain.calendar.workdays import civil_date
from counter.domain.case import clock_events, events, item_events
from counter.domain.case.acts.correction import BySupervisor, NewFact, Reopening, next_round
from counter.domain.case.acts.pause import excludes_procedure
from counter.domain.case.acts.rejudge import receipt_of
from counter.domain.case.case import Case
from counter.domain.case.case_item import CaseItem
from counter.domain.case.handled_together import is_together
from counter.domain.case.item_ends import accepted_from
from counter.domain.case.take_over_events import start_of
from counter.domain.document.document import PaperKind
from counter.domain.papers.compose.correction_notice import further_notice
from counter.domain.papers.compose.decision import refusal_basis
from counter.domain.papers.parts.details import ProposedDecision
from counter.domain.visit import clocks
from counter.domain.visit.assess import insisted_on
from counter.domain.visit.identified_party import RECEIVED_ONLY, refuse_doubtful
from counter.domain.visit.paper_plan import plan
from counter.domain.visit.sharing import refuse_demands
from counter.domain.visit.verdict import Due, Gap, Outcome, Verdict
from counter.domain.visit.visit import PaperPlan
from counter.services.case.case_writer import CaseWriter
from counter.services.case.void_papers import void_draft_decision, void_pledges

_DECIDED = {Outcome.ACCEPT: events.ItemAccepted, Outcome.DONE: events.ItemCompleted}


def write_verdicts(
    writer: CaseWriter,
    verdicts: Sequence[Verdict],
    *,
    keep: bool = False,
    before: Case | None = None,
    reopening: Reopening | None = None,
    silent: frozenset[str] = frozenset(),
) -> None:
    """Append an entry for every verdict, then issue the papers they call for.

    ``keep``: everything is only taken in (只收件). ``before``: the case before this act, None at filing. ``reopening``:
    why a second correction round is allowed (L3). ``silent``: items whose earlier paper remains in force, for which
    nothing is written. Raises RuleRefused (L3) for a second notice without new fact or supervisor's reason.
    """
    if writer.untimely:
        verdicts = tuple(_undated(v) for v in verdicts)
    fresh = tuple(v for v in verdicts if v.item not in silent)
    if before is not None:
        if any(v.outcome not in RECEIVED_ONLY for v in fresh):
            refuse_doubtful(before.applicant, civil_date(writer.setting.now))
        void_pledges(writer, [v.item for v in fresh])
    for verdict in fresh:
        if before is not None:
            void_draft_decision(writer, before.item(verdict.item), "情况有变，重新决定。")
        if verdict.outcome is Outcome.CORRECT and not keep:
            number = next_round(before, verdict, reopening, civil_date(writer.setting.now))
            _notify(writer, verdict, number, reopening)
        else:
            _decide(writer, verdict)
    if not keep:
        date_event(writer)
    for planned in plan(fresh, writer.setting.jurisdiction, keep=keep):
        if planned.kind is PaperKind.REFUSAL:
            _propose(writer, planned, fresh)
        elif planned.kind is PaperKind.CORRECTION_NOTICE and reopening is not None:
            writer.issue(planned, fresh, further_notice(writer.case, planned.items))
        else:
            writer.issue(planned, fresh)


def date_event(writer: CaseWriter) -> None:
    """Start the common clock of all licences handled together, from the day on which the first was accepted here, by
    silence too (许可法 42); anew where that acceptance was taken back, unless a procedure has moved the day since.
    """
    before = writer.case.event_due
    if writer.untimely or (before is not None and excludes_procedure(before)):
        return
    items = writer.checklist.items
    here = [i for i in writer.case.items if i.organ_accepted is None]
    days = [accepted_from(i) for i in here if is_together(writer.case, i.asked)]
    first = min((day for day in days if day is not None), default=None)
    if first is None:
        return
    due = clocks.event_due(items, replace(writer.setting, now=start_of(first)))
    if due is not None and (before is None or due.day > before.day):
        writer.add(clock_events.EventDated(due, clocks.EVENT_BASIS))


def _propose(writer: CaseWriter, planned: PaperPlan, verdicts: Sequence[Verdict]) -> None:
    """Draft the organ's refusal of items the applicant insists on; the organ decides, not the window (L8)."""
    concerned = [v for v in verdicts if v.item in planned.items]
    reason = "".join(dict.fromkeys(v.ground for v in concerned))
    basis = "；".join(dict.fromkeys(b for v in concerned if (b := _refusal_basis(writer, v))))
    details = ProposedDecision(item_events.Cause.INSISTED, item_events.Result.REFUSED, reason, basis)
    paper = writer.issue(planned, concerned, details)
    for verdict in concerned:
        event = item_events.ItemProposed(
            verdict.item, verdict.item_name, verdict.organ, details.cause, details.result, basis, paper.id
        )
        writer.add(event, item_events.ItemProposedSealed(reason))


def _refusal_basis(writer: CaseWriter, verdict: Verdict) -> str:
    """Legal basis of the refusal, from the guide and, for a licence, the licensing law."""
    item = writer.checklist.item(verdict.item)
    assert item is not None
    refusal = insisted_on(item, writer.checklist)
    return refusal_basis(item.procedure, refusal.kind if refusal else "", refusal.basis if refusal else "")


def _undated(verdict: Verdict) -> Verdict:
    """The verdict without dates: a clock that went back gives none until a supervisor confirms it (时间待核)."""
    gaps = tuple(replace(g, due=None) for g in verdict.gaps)
    return replace(verdict, due=None, statutory=None, promised=None, gaps=gaps)


def _decide(writer: CaseWriter, verdict: Verdict) -> None:
    if verdict.outcome is Outcome.ACCEPT_WITH_GAPS:
        verdict = _unsigned(writer, verdict)
    event = _DECIDED.get(verdict.outcome, events.ItemHeld)(
        item=verdict.item,
        name=verdict.item_name,
        organ=verdict.organ,
        outcome=verdict.outcome,
        rule=verdict.rule,
        gaps=tuple(events.GapRecord(g.line, g.name, g.state) for g in verdict.gaps),
        due=verdict.due,
        statutory=verdict.statutory,
        promised=verdict.promised,
        waits_for=verdict.waits_for,
        dates_held=writer.untimely,
        answer_by=_answer_by(writer, verdict) if verdict.outcome in _DECIDED else None,
    )
    writer.add(event, events.ItemDecidedSealed(verdict.reason))


def _unsigned(writer: CaseWriter, verdict: Verdict) -> Verdict:
    """Before the pledge is signed nothing is accepted: only the window's own notice clock runs (L4)."""
    return replace(verdict, due=_notify_by(writer, verdict), statutory=None, promised=None)


def _notify_by(writer: CaseWriter, verdict: Verdict) -> Due | None:
    """By when the applicant has to be notified, counted from receipt; None while the clock is in doubt."""
    item = writer.checklist.item(verdict.item)
    assert item is not None
    since = receipt_of(writer.case, _item(writer, verdict))
    return None if writer.untimely else clocks.notice_due_from(item.procedure, writer.setting, since)


def _answer_by(writer: CaseWriter, verdict: Verdict) -> Due | None:
    """``_notify_by``, or None where an earlier notice has answered that receipt."""
    item = _item(writer, verdict)
    answered = item.told and item.told[-1].at >= receipt_of(writer.case, item)
    return None if answered else _notify_by(writer, verdict)


def _item(writer: CaseWriter, verdict: Verdict) -> CaseItem:
    item = writer.case.item(verdict.item)
    assert item is not None
    return item


def _notify(writer: CaseWriter, verdict: Verdict, number: int, reopening: Reopening | None) -> None:
    """Append the correction notice of an item: round ``number``, with its gaps and the reason for a further round."""
    refuse_demands(writer.checklist, writer.visit.brought, [g.line for g in verdict.gaps])
    again = reopening if number > 1 else None
    fact = again if isinstance(again, NewFact) else None
    event = item_events.ItemTold(
        item=verdict.item,
        name=verdict.item_name,
        organ=verdict.organ,
        gaps=gaps_of_notice(verdict.gaps),
        round=number,
        due=verdict.due,
        returned=verdict.item in writer.setting.jurisdiction.correction.returned,
        again=_why(again),
        supervisor=again.consent.code if isinstance(again, BySupervisor) else "",
        dates_held=writer.untimely,
        answer_by=_answer_by(writer, verdict),
        fact_day=fact.day if fact else None,
        fact_lines=fact.lines if fact else (),
    )
    words = again.reason if isinstance(again, BySupervisor) else fact.what if fact else ""
    sealed = item_events.ItemToldSealed(
        reason=verdict.reason,
        texts={g.line: g.text for g in verdict.gaps},
        again=words.strip(),
        fact_document=fact.document.strip() if fact else "",
    )
    writer.add(event, sealed)


def _why(again: Reopening | None) -> item_events.Again | None:
    if again is None:
        return None
    return item_events.Again.NEW_FACT if isinstance(again, NewFact) else item_events.Again.SUPERVISOR


def gaps_of_notice(gaps: Sequence[Gap]) -> tuple[item_events.NotifiedGap, ...]:
    """Gaps as an entry stores them: without free text."""
    return tuple(item_events.NotifiedGap(g.line, g.name, g.state, g.standard, g.due) for g in gaps)
