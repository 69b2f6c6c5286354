"""What taking over a workbook would write: one planned case after the other, or the faults that forbid all of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from counter.domain.calendar.workdays import civil_date
from counter.domain.case.events import BroughtRecord, CaseOpened, CaseOpenedSealed, SituationAnswer
from counter.domain.case.item_state import ItemState
from counter.domain.case.take_over.given import CellReport, GivenCase, drop_remarks, given_cases
from counter.domain.case.take_over.materials import materials_of
from counter.domain.case.take_over.party import party_of
from counter.domain.case.take_over.sheets import CASES, ITEMS
from counter.domain.case.take_over.situation import assessed
from counter.domain.case.take_over.standing import event_due, over, standing_of, states_of
from counter.domain.case.take_over_events import CaseTakenOver, CaseTakenOverSealed, start_of
from counter.domain.guide.rows.faults import Faults
from counter.domain.guide.rows.sheet_table import Row, Tables
from counter.domain.people.applicant import Applicant, unrepresented
from counter.domain.visit.material import Brought
from counter.domain.visit.visit import Assessment, Setting

VIA = "takeover"
"""How such a case came in (``CaseOpened.via``)."""

Known = Mapping[str, str]
"""Earlier number → number here, of the cases taken over before from any system."""


@dataclass(frozen=True, slots=True)
class PlannedCase:
    """One case ready to be written: without its number here, ids of papers and the two people."""

    row: Row
    assessment: Assessment
    applicant: Applicant
    taken: CaseTakenOver
    sealed: CaseTakenOverSealed

    def opened(self, number: str, setting: Setting) -> tuple[CaseOpened, CaseOpenedSealed]:
        """The case's first event: the checklist by the guide in force, hand-over on its true day."""
        found, visit = self.assessment, self.assessment.visit
        organs = [(i.organ, i.id) for i in found.checklist.items]
        agreements = setting.authority.covering_any(organs, civil_date(setting.now))
        event = CaseOpened(
            number=number,
            bundle=visit.bundle,
            bundle_name=found.checklist.bundle_name,
            guide_version=found.checklist.guide_version,
            overlay=setting.guide.overlay,
            jurisdiction=setting.jurisdiction.id,
            calendar_version=setting.calendar.version,
            answers=tuple(
                SituationAnswer(q.id, q.text, q.chosen, tuple(o.label for o in q.options if o.id in q.chosen))
                for q in found.asked
                if q.chosen
            ),
            items=found.checklist.items,
            lines=found.checklist.lines,
            saved=found.checklist.saved,
            begun_at=start_of(self.taken.received),
            agreements=tuple(a.number for a in agreements),
            via=VIA,
            unrepresented=bool(unrepresented(self.applicant, self.taken.received)),
        )
        return event, CaseOpenedSealed(self.applicant)


def plan_take_over(tables: Tables, faults: Faults, setting: Setting, known: Known) -> tuple[PlannedCase, ...]:
    """The cases of a workbook, in its order. With a grave fault among ``faults`` none of them may be written."""
    drop_remarks(faults)
    report = CellReport(tables, faults, civil_date(setting.now))
    planned = []
    for case in given_cases(tables, report):
        if (number := known.get(case.number)) is not None:
            report.at(CASES, case.row, "number", f"这一件已经接转过，这里的编号是 {number}")
            continue
        one = _planned(case, setting, report)
        if one is not None:
            planned.append(one)
    _report_same_people(planned, report)
    _report_same_papers(report)
    return tuple(planned)


def _planned(case: GivenCase, setting: Setting, report: CellReport) -> PlannedCase | None:
    received = report.day(CASES, case.row, "received")
    applicant = party_of(case, report)
    found = assessed(case, applicant, setting, report)
    if found is None:
        return None
    states = states_of(case, found.checklist, report)
    materials = materials_of(case, found.checklist, states, report)
    if received is None or applicant is None:
        return None
    standing = standing_of(case, received, found.checklist, states, materials.gaps, setting, report)
    _check_open(case, states, received, report)
    taken = CaseTakenOver(
        batch="",
        source=case.row.text("source"),
        number=case.number,
        received=received,
        prepared_by="",
        confirmed_by="",
        lines=_records(materials.brought),
        items=tuple(standing.items),
        papers=tuple(standing.papers),
        moved=materials.moved,
        event_due=event_due(standing, found.checklist, setting),
    )
    notes = {line: b.note for line, b in materials.brought.items() if b.note}
    sealed = CaseTakenOverSealed(notes, standing.texts, standing.certificates, case.row.text("note"))
    visit = replace(found.visit, brought=materials.brought, begun_at=start_of(received))
    return PlannedCase(case.row, replace(found, visit=visit), applicant, taken, sealed)


def _records(brought: Mapping[str, Brought]) -> dict[str, BroughtRecord]:
    return {i: BroughtRecord(b.state.value, b.original_seen, b.copies) for i, b in brought.items()}


def _check_open(case: GivenCase, states: Mapping[str, ItemState], received: date, report: CellReport) -> None:
    """A case in which nothing is left to do stays where it is."""
    if len(states) < len(case.items) or not all(over(state) for state in states.values()):
        return
    to_deliver = any(
        states_row in (ItemState.GRANTED.value, ItemState.DONE.value) and not row.text("delivered")
        for row in case.items
        if (states_row := row.text("state"))
    )
    if not to_deliver:
        words = "这一件的事项都办完了，也没有要送达的结果，不用接转；请从文件里删去"
        report.at(CASES, case.row, "number", words)


def _report_same_people(planned: list[PlannedCase], report: CellReport) -> None:
    """The same matter of the same party twice is told, not refused: he may do it for two places."""
    seen: dict[tuple[int, str, str], Row] = {}
    for one in planned:
        who = one.applicant
        number = who.uscc or (who.person.id_number if who.person is not None else "")
        key = (one.assessment.visit.bundle, number or who.name, who.name)
        if (other := seen.get(key)) is not None:
            words = f"和第{other.number}行是同一位申请人的同一件事，请核对是不是写了两次"
            report.at(CASES, one.row, "name", words, grave=False)
        seen[key] = one.row


def _report_same_papers(report: CellReport) -> None:
    """One number on papers of two cases is told, not refused: the earlier system may count by organ."""
    seen: dict[tuple[str, str], Row] = {}
    for row in report.tables[ITEMS].rows:
        key = (row.text("state"), row.text("paper"))
        other = seen.setdefault(key, row)
        if key[1] and other.text("number") != row.text("number"):
            words = f"和第{other.number}行（另一件）的文号一样，请核对"
            report.at(ITEMS, row, "paper", words, grave=False)
