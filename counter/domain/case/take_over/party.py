"""The applicant of a case that is taken over; what is wrong with the registration is told at its cell."""

from __future__ import annotations

from collections.abc import Mapping

from counter.domain.case.take_over.given import CellReport, GivenCase
from counter.domain.case.take_over.sheets import CASES
from counter.domain.guide.rows.sheet_table import Row
from counter.domain.people.applicant import (
    Agent,
    Applicant,
    ApplicantKind,
    Guardian,
    Person,
    check_applicant,
)
from counter.domain.people.identity import IdType, normalise_id, normalise_name

_CELLS: Mapping[str, str] = {
    "name": "name",
    "uscc": "uscc",
    "person.name": "person",
    "person.id_number": "id_number",
    "person.phone": "phone",
    "guardian": "guardian",
    "guardian.name": "guardian",
    "guardian.id_number": "guardian_id",
    "guardian.relation": "relation",
    "agent.name": "agent",
    "agent.id_number": "agent_id",
    "agent.phone": "agent_phone",
    "agent.scope": "scope",
}
"""Field of a finding → the column it is in; a guardian's phone has none."""


def party_of(case: GivenCase, report: CellReport) -> Applicant | None:
    """The applicant; None where his cells cannot be read. A finding that blocks is a fault, another one a remark."""
    row = case.row
    if not row.text("kind") or not row.text("name"):
        return None
    kind = ApplicantKind(row.text("kind"))
    name = normalise_name(row.text("name"))
    applicant = Applicant(
        kind,
        name,
        _person(row, name, kind),
        uscc=normalise_id(row.text("uscc")) if kind is ApplicantKind.ORGANISATION else "",
        agent=_agent(row),
        guardian=_guardian(row),
    )
    if kind is not ApplicantKind.ORGANISATION and row.text("uscc"):
        report.at(CASES, row, "uscc", "只有单位写统一社会信用代码；已经有代码的，申请人类型请选“单位”")
    if kind is ApplicantKind.PERSON and row.text("person"):
        report.at(CASES, row, "person", "个人不写负责人或投资人，请留空")
    for field, sentence, blocks in check_applicant(applicant, report.today):
        key = "name" if field == "person.name" and kind is ApplicantKind.PERSON else _CELLS.get(field, "")
        if key and key not in row.bad:
            report.at(CASES, row, key, sentence.rstrip("。"), grave=blocks)
    return applicant


def _person(row: Row, name: str, kind: ApplicantKind) -> Person | None:
    own = name if kind is ApplicantKind.PERSON else normalise_name(row.text("person"))
    if not own:
        return None
    id_type = IdType(row.text("id_type") or IdType.RESIDENT_ID)
    return Person(own, id_type, normalise_id(row.text("id_number")), row.text("phone"))


def _agent(row: Row) -> Agent | None:
    if not (row.text("agent") or row.text("agent_id") or row.text("scope")):
        return None
    person = Person(
        normalise_name(row.text("agent")),
        id_number=normalise_id(row.text("agent_id")),
        phone=row.text("agent_phone"),
    )
    return Agent(person, row.text("scope"))


def _guardian(row: Row) -> Guardian | None:
    if not (row.text("guardian") or row.text("guardian_id") or row.text("relation")):
        return None
    person = Person(normalise_name(row.text("guardian")), id_number=normalise_id(row.text("guardian_id")))
    return Guardian(person, row.text("relation"))
