"""One 送达回证 over all that a person collects; once it is signed, the hand-out in one transaction (办法 17–19)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from uuid_utils import uuid7

from counter.domain.calendar.workdays import civil_date
from counter.domain.case import paper_events
from counter.domain.case.acts import hand_out, service
from counter.domain.case.acts.acts import Serve
from counter.domain.case.acts.hand_out import Chosen, Collector
from counter.domain.case.acts.ownership import is_here
from counter.domain.case.case import Case
from counter.domain.case.issued_verdict import recorded_verdict
from counter.domain.case.item_events import CustodyMoved, CustodyMovedSealed, Hands
from counter.domain.case.paper_events import Way
from counter.domain.case.results import events
from counter.domain.case.results.certificate import PreparedHandOut
from counter.domain.case.results.events import CollectorKind
from counter.domain.case.results.hand_out_events import (
    HandOutDropped,
    HandOutPrepared,
    HandOutPreparedSealed,
)
from counter.domain.document.document import TITLES, PaperKind
from counter.domain.errors import BadInput, RuleRefused
from counter.domain.hall.jurisdiction import HALL
from counter.domain.papers.compose.delivery_receipt import (
    Delivery,
    ReturnedOriginal,
    ServedPaper,
    ServedResult,
)
from counter.domain.visit.visit import PaperPlan
from counter.services.case.case_writer import CaseWriter, FiledPaper, open_writers
from counter.services.case.deliver_papers import write_served
from counter.services.context.app import AppContext
from counter.services.context.ports import StaffRow
from counter.services.context.projection import read_case
from counter.services.hall.staff import check_on_duty

_NOTHING_GIVEN = "没有领取，回证作废。"


@dataclass(frozen=True, slots=True)
class ProofMade:
    """The proof that was issued. ``case``: id of the case that holds it; ``hand_out``: what it is recorded under."""

    hand_out: str
    case: str
    paper: str
    number: str


def prepare_hand_out(app: AppContext, wanted: Sequence[Chosen], who: Collector, clerk: StaffRow) -> ProofMade:
    """Issue one 送达回证 over all that is chosen. Nothing is handed out yet.

    Raises BadInput or RuleRefused for what is not here, what its organ has not entrusted to this window (L13), a
    collector who is not who is registered, and for what stands on a proof already.
    """
    check_on_duty(clerk)
    chosen = [one for one in wanted if not one.empty]
    if not chosen:
        raise BadInput("请选要交的证照、文书或者原件。", field="chosen")
    with open_writers(app, {one.case: one.base for one in chosen}, clerk) as writers:
        pairs = sorted(zip(writers, chosen, strict=True), key=lambda pair: _not_own(pair[0]))
        today, station = civil_date(pairs[0][0].setting.now), pairs[0][0].station.code
        collector = who
        for writer, one in pairs:
            hand_out.check_chosen(writer.case, one, writer.setting, station, today)
            _refuse_prepared(writer.case, one)
            collector = hand_out.check_collector(writer.case, who, today)
        paper = _issue(pairs, collector)
        made = ProofMade(str(uuid7()), pairs[0][0].case_id, paper.id, paper.number)
        sealed = HandOutPreparedSealed(
            collector.name, collector.relation, hand_out.masked(collector), collector.checked
        )
        for writer, one in pairs:
            event = HandOutPrepared(
                hand_out=made.hand_out,
                proof=paper.id,
                proof_number=paper.number,
                cases=tuple(other.case_id for other, _ in pairs),
                certificates=one.certificates,
                collector=collector.kind,
                day=today,
                papers=one.papers,
                originals=hand_out.originals_of(writer.case, one.lines),
            )
            writer.add(event, sealed)
        _commit([writer for writer, _ in pairs])
    return made


def record_hand_out(
    app: AppContext, case_id: str, hand_out_id: str, clerk: StaffRow, *, handed_over: bool = False
) -> tuple[Case, ...]:
    """Record that the proof was signed and everything on it was given: all cases at once, or nothing.

    ``handed_over``: the sheet was made elsewhere, by the clerk's word. Raises RuleRefused where the proof never came
    out, and where something on it was handed out elsewhere meanwhile.
    """
    check_on_duty(clerk)
    known = _prepared(read_case(app.journal, case_id), hand_out_id)
    with open_writers(app, dict.fromkeys(known.cases), clerk) as writers:
        today, station = civil_date(writers[0].setting.now), writers[0].station.code
        _check_proof(writers[0].case, known, handed_over=handed_over)
        for writer in writers:
            one = _prepared(writer.case, hand_out_id)
            chosen = Chosen(
                writer.case_id, "", one.certificates, one.papers, tuple(m.line for m in one.originals)
            )
            hand_out.check_chosen(writer.case, chosen, writer.setting, station, today)
            _give(writer, one)
        return _commit(writers)


def drop_hand_out(app: AppContext, case_id: str, hand_out_id: str, clerk: StaffRow) -> tuple[Case, ...]:
    """Nothing was given on that proof: it is void, and everything can be collected anew."""
    check_on_duty(clerk)
    known = _prepared(read_case(app.journal, case_id), hand_out_id)
    with open_writers(app, dict.fromkeys(known.cases), clerk) as writers:
        first = writers[0]
        proof = first.case.paper(known.proof)
        if proof is not None and proof.stage.binding and is_here(first.case, first.station.code):
            voided = paper_events.PaperVoided(proof.id, proof.number, taken_back=False)
            first.add(voided, paper_events.PaperVoidedSealed(_NOTHING_GIVEN))
        for writer in writers:
            one = _prepared(writer.case, hand_out_id)
            writer.add(HandOutDropped(hand_out_id, one.certificates))
        return _commit(writers)


def _not_own(writer: CaseWriter) -> tuple[bool, str]:
    """The proof lies in a case of this window where there is one."""
    return not is_here(writer.case, writer.station.code), writer.number


def _commit(writers: Sequence[CaseWriter]) -> tuple[Case, ...]:
    return (*(writer.finish() for writer in writers[:-1]), writers[-1].commit())


def _prepared(case: Case, hand_out_id: str) -> PreparedHandOut:
    found = next((one for one in case.prepared if one.id == hand_out_id), None)
    if found is None:
        done = any(one.id == hand_out_id for one in case.hand_outs)
        words = "这张送达回证已经登记领取。" if done else "没有这张等签字的送达回证，请重新打开。"
        raise RuleRefused(words, rule=hand_out.RULE)
    return found


def _refuse_prepared(case: Case, chosen: Chosen) -> None:
    lines = set(chosen.lines)
    for one in case.prepared:
        taken = {*one.certificates, *one.papers} & {*chosen.certificates, *chosen.papers}
        if taken or lines & {moved.line for moved in one.originals}:
            raise RuleRefused(
                f"已经出过送达回证 {one.proof_number}，还没有登记：签好的先登记，没有领的先作废。",
                rule=hand_out.RULE,
                field="chosen",
            )


def _issue(pairs: Sequence[tuple[CaseWriter, Chosen]], who: Collector) -> FiledPaper:
    first, _ = pairs[0]
    listed = [_listed(writer.case, one) for writer, one in pairs]
    items = listed[0].items or tuple(i.id for i in first.case.items[:1])
    organs = {
        case_item.asked.organ
        for (writer, _), one in zip(pairs, listed, strict=True)
        for case_item in writer.case.items
        if case_item.id in one.items
    }
    organ = next(iter(organs)) if len(organs) == 1 else HALL
    proxy = who.kind is CollectorKind.PROXY
    details = Delivery(
        papers=tuple(p for one in listed for p in one.papers),
        way=Way.WINDOW,
        receiver=who.name if proxy else "",
        relation=who.relation if proxy else "",
        results=tuple(r for one in listed for r in one.results),
        originals=tuple(o for one in listed for o in one.originals),
        checked=f"{_who_words(first.case, who)}　{who.checked} {hand_out.masked(who)}",
        matters=tuple(
            _matter(writer.case, one.items) for (writer, _), one in zip(pairs, listed, strict=True)
        ),
        others=_others([writer.case for writer, _ in pairs]),
    )
    kind = PaperKind.PROOF_OF_DELIVERY
    shown = tuple(recorded_verdict(i) for i in first.case.items if i.id in items)
    return first.issue(PaperPlan(kind, TITLES[kind], organ, items), shown, details)


_KINDS = {CollectorKind.AGENT: "代理人", CollectorKind.PROXY: "代收人"}


def _who_words(case: Case, who: Collector) -> str:
    """As what somebody collects: of a child the guardian does, of an organisation its representative."""
    return f"{_KINDS.get(who.kind) or hand_out.self_words(case.applicant)} {who.name}"


@dataclass(frozen=True, slots=True)
class _Listed:
    results: tuple[ServedResult, ...]
    papers: tuple[ServedPaper, ...]
    originals: tuple[ReturnedOriginal, ...]
    items: tuple[str, ...]


def _listed(case: Case, chosen: Chosen) -> _Listed:
    things = [one for key in chosen.certificates if (one := case.certificate(key)) is not None]
    papers = [paper for key in chosen.papers if (paper := case.paper(key)) is not None]
    moved = hand_out.originals_of(case, chosen.lines)
    of_lines = {i for line in case.lines if line.id in chosen.lines for i in line.items}
    concerned = {*(t.item for t in things), *(i for p in papers for i in p.items), *of_lines}
    return _Listed(
        tuple(ServedResult(t.name, t.number or "", hand_out.sheets_words(t)) for t in things),
        tuple(ServedPaper(p.title, p.number) for p in papers),
        tuple(ReturnedOriginal(m.name, m.originals) for m in moved),
        tuple(i.id for i in case.items if i.id in concerned),
    )


def _matter(case: Case, items: Sequence[str]) -> str:
    names = "、".join(i.asked.name for i in case.items if i.id in items)
    return f"“{case.opened.bundle_name}”：{names}"


def _others(cases: Sequence[Case]) -> tuple[str, ...]:
    names = dict.fromkeys(case.applicant_words for case in cases)
    names.pop(cases[0].applicant_words, None)
    return tuple(names)


def _check_proof(case: Case, known: PreparedHandOut, *, handed_over: bool) -> None:
    proof = case.paper(known.proof)
    if proof is None:
        raise RuleRefused("没有找到这张送达回证，请重新打开。", rule=hand_out.RULE)
    service.check_sheet(proof, "登记领取", handed_over=handed_over)


def _give(writer: CaseWriter, one: PreparedHandOut) -> None:
    today = civil_date(writer.setting.now)
    event = events.ResultHandedOut(
        hand_out=one.id,
        certificates=one.certificates,
        way=Way.WINDOW,
        day=today,
        collector=one.collector,
        visit=one.collector is not CollectorKind.PROXY,
        papers=one.papers,
        originals=one.originals,
        proof=one.proof,
    )
    sealed = events.ResultHandedOutSealed(one.name, one.relation, one.masked_number, one.checked)
    if one.papers:
        served = Serve(one.papers, Way.WINDOW, today, one.name)
        write_served(writer, replace(served, relation=one.relation))
    if one.originals:
        organ = _organ_of(writer.case, one.originals[0].line)
        moved = CustodyMoved(organ, Hands.TO_APPLICANT, one.originals, one.proof)
        writer.add(moved, CustodyMovedSealed(writer.clerk.name, one.name))
    writer.add(event, sealed)


def _organ_of(case: Case, line_id: str) -> str:
    line = case.checklist.line(line_id)
    items = line.items if line is not None else ()
    return next((i.asked.organ for i in case.items if i.id in items), case.items[0].asked.organ)
