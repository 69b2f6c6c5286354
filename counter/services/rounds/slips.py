"""A slip over all papers that travel, in one transaction with their moves; signed by the organ, or void (物料流转).

Outward, the sheets leave the window with the slip and are under way until it is signed; what the organ did not take is
at the window again. On the way back they stay with the organ until it signed for having given them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from uuid_utils import uuid7

from counter.domain.calendar.workdays import civil_date
from counter.domain.case.acts import rounds as rules
from counter.domain.case.acts import service
from counter.domain.case.acts.certificates import RegisterResult
from counter.domain.case.acts.ownership import is_here, refuse_elsewhere
from counter.domain.case.acts.rounds import OnSlip, SlipSigned
from counter.domain.case.case import Case
from counter.domain.case.issued_verdict import recorded_verdict
from counter.domain.case.item_events import CustodyMoved, CustodyMovedSealed, Hands
from counter.domain.case.paper_events import PaperVoided, PaperVoidedSealed
from counter.domain.case.rounds.events import (
    RoundConfirmed,
    RoundConfirmedSealed,
    RoundDropped,
    RoundMade,
)
from counter.domain.case.rounds.round import CaseRound
from counter.domain.document.document import TITLES, Document, PaperKind
from counter.domain.document.round_code import round_code
from counter.domain.errors import BadInput, RuleRefused
from counter.domain.hall.jurisdiction import HALL
from counter.domain.papers.compose.round_slip import CaseOnSlip, RoundTransfer
from counter.domain.visit.visit import PaperPlan
from counter.services.case.case_writer import CaseWriter, FiledPaper, open_writers
from counter.services.case.mark_paper import record_handed_over
from counter.services.case.register_result import write_result
from counter.services.context.app import AppContext
from counter.services.context.ports import StaffRow
from counter.services.context.projection import read_case
from counter.services.hall.staff import check_on_duty

_NOT_USED = "没有交接，流转单作废。"
MOST_CASES = 200
"""Most cases of one slip."""


@dataclass(frozen=True, slots=True)
class SlipMade:
    """The slip that was issued. ``case``: id of the case that holds it; ``round``: what it is recorded under."""

    round: str
    case: str
    paper: str
    number: str
    code: str


def make_slip(
    app: AppContext,
    organ: str,
    hands: Hands,
    wanted: Sequence[OnSlip],
    clerk: StaffRow,
    *,
    urgent: frozenset[str] = frozenset(),
    other_side: str = "",
) -> SlipMade:
    """Issue one 物料流转单（汇总） to an organ, or for fetching from it, with the move of every case: all or nothing.

    ``urgent``: ids of cases that are listed as such; ``other_side``: who of the organ takes or gives, where known.
    Raises BadInput or RuleRefused (L12) for what is not there, is on another slip or belongs to another window, and
    StaleBase where a case changed since it was looked at.
    """
    check_on_duty(clerk)
    chosen = [one for one in wanted if not one.empty]
    if not chosen:
        raise BadInput("请选要流转的材料。", field="chosen")
    if len(chosen) > MOST_CASES:
        raise BadInput(f"一张流转单最多{MOST_CASES}件办件，请分两张。", field="chosen")
    if hands is Hands.TO_APPLICANT:
        raise BadInput("退还申请人的，在“出件”或者办件里办理。", field="hands")
    with open_writers(app, {one.case: one.base for one in chosen}, clerk) as writers:
        pairs = list(zip(writers, chosen, strict=True))
        for writer, one in pairs:
            refuse_elsewhere(writer.case, writer.station.code)
            rules.check_on_slip(writer.case, one, organ, hands)
        first = writers[0]
        transfer = RoundTransfer(
            hands, organ, tuple(_listed(writer.case, one, organ, urgent) for writer, one in pairs)
        )
        here, there = clerk.name, other_side.strip()
        given, taken = (here, there) if hands is Hands.TO_ORGAN else (there, here)
        transfer = replace(transfer, given_by=given, taken_by=taken)
        day = civil_date(first.setting.now)
        paper, code = _issue(first, organ, transfer)
        made = SlipMade(str(uuid7()), first.case_id, paper.id, paper.number, code)
        for writer, one in pairs:
            if hands is Hands.TO_ORGAN:
                moved = CustodyMoved(organ, hands, one.moved, paper.id)
                writer.add(moved, CustodyMovedSealed(given, taken))
            event = RoundMade(
                round=made.round,
                number=paper.number,
                code=code,
                paper=paper.id,
                cases=tuple(other.case_id for other in writers),
                organ=organ,
                hands=hands,
                moved=one.moved,
                day=day,
                items=one.items,
            )
            writer.add(event)
        _commit(writers)
    return made


def confirm_slip(
    app: AppContext,
    case_id: str,
    round_id: str,
    signed: SlipSigned,
    clerk: StaffRow,
    *,
    arrived: Mapping[str, Sequence[RegisterResult]] | None = None,
    handed_over: bool = False,
) -> tuple[Case, ...]:
    """Record that the organ signed the slip: all its cases at once, or nothing.

    ``arrived``: id of a case → certificates that came along, which are registered as any result. ``handed_over``: the
    sheet was made elsewhere, by the clerk's word. Raises RuleRefused where no sheet came out, and where the slip is
    over already or was made at another window.
    """
    check_on_duty(clerk)
    known = rules.find_round(read_case(app.journal, case_id), round_id)
    came = arrived or {}
    if unknown := [case for case in (*came, *(case for case, _ in signed.left)) if case not in known.cases]:
        raise BadInput(f"流转单 {known.number} 上没有这件办件（{unknown[0][:8]}）。", field="case")
    with open_writers(app, dict.fromkeys(known.cases), clerk) as writers:
        today = civil_date(writers[0].setting.now)
        rules.check_signed(known, signed, today)
        _check_own(writers[0], known)
        _check_paper(writers[0], known, handed_over=handed_over)
        for writer in writers:
            one = rules.find_round(writer.case, round_id)
            left = tuple(line for case, line in signed.left if case == writer.case_id)
            rules.check_left(one, left)
            sealed = RoundConfirmedSealed(signed.signed_by.strip(), signed.note.strip())
            writer.add(RoundConfirmed(round_id, known.number, signed.day, left), sealed)
            for act in came.get(writer.case_id, ()):
                write_result(writer, replace(act, slip=round_id))
        return _commit(writers)


def drop_slip(app: AppContext, case_id: str, round_id: str, clerk: StaffRow) -> tuple[Case, ...]:
    """Nothing went on that slip: it is void, and everything is where it was before it."""
    check_on_duty(clerk)
    known = rules.find_round(read_case(app.journal, case_id), round_id)
    with open_writers(app, dict.fromkeys(known.cases), clerk) as writers:
        first = writers[0]
        _check_own(first, known)
        paper = first.case.paper(known.paper)
        if paper is not None and paper.stage.binding and is_here(first.case, first.station.code):
            voided = PaperVoided(paper.id, paper.number, taken_back=False)
            first.add(voided, PaperVoidedSealed(_NOT_USED))
        day = civil_date(first.setting.now)
        for writer in writers:
            rules.find_round(writer.case, round_id)
            writer.add(RoundDropped(round_id, known.number, day))
        return _commit(writers)


def _commit(writers: Sequence[CaseWriter]) -> tuple[Case, ...]:
    return (*(writer.finish() for writer in writers[:-1]), writers[-1].commit())


def _check_own(writer: CaseWriter, one: CaseRound) -> None:
    """Raises RuleRefused at another window than the one that made the slip: it alone knows its sheets."""
    if one.station != writer.station.code:
        raise RuleRefused(
            f"物料流转单（汇总）{one.number}是窗口 {one.station} 出的，请到那个窗口登记。", rule=rules.RULE
        )


def _check_paper(writer: CaseWriter, one: CaseRound, *, handed_over: bool) -> None:
    paper = writer.case.paper(one.paper)
    if paper is None:
        raise RuleRefused("没有找到这张流转单，请看最新的。", rule=rules.RULE)
    service.check_sheet(paper, "登记签收", handed_over=handed_over)
    record_handed_over(writer, paper, handed_over)


def _issue(first: CaseWriter, organ: str, transfer: RoundTransfer) -> tuple[FiledPaper, str]:
    kind = PaperKind.ROUND_SLIP
    items = tuple(item.id for item in first.case.items if item.asked.organ == organ)
    shown = tuple(recorded_verdict(i) for i in first.case.items if i.id in items)
    plan = PaperPlan(kind, TITLES[kind], HALL, items)
    codes: list[str] = []

    def composed(number: str) -> Document:
        day = civil_date(first.tx.numbered_at(first.setting.now))
        codes.append(round_code(first.station.code, first.station.epoch, day, number))
        return first.document_of(plan, shown, number, replace(transfer, code=codes[0]))

    return first.issue_composed(plan, composed), codes[0]


def _listed(case: Case, one: OnSlip, organ: str, urgent: frozenset[str]) -> CaseOnSlip:
    items = [item for item in case.items if item.asked.organ == organ]
    lines = {m.line for m in one.moved}
    concerned = {i for line in case.lines if line.id in lines for i in line.items} | set(one.items)
    matter = "、".join(item.asked.name for item in items if item.id in concerned)
    names = tuple(item.asked.result or item.asked.name for item in items if item.id in one.items)
    return CaseOnSlip(case.number, matter, one.moved, names, case.id in urgent)
