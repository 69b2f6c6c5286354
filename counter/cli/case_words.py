"""A case as data for machines (DESIGN §8's answer, more keys beside it) and as lines for people."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from counter.domain.applicant import Applicant, Person
from counter.domain.identity import mask_id, mask_phone
from counter.domain.intake import STATE_WORDS
from counter.domain.numbering import grouped
from counter.domain.verdict import Outcome
from counter.domain.workdays import CHINA

if TYPE_CHECKING:
    from counter.domain.case import Case, CaseItem
    from counter.domain.jurisdiction import Masks
    from counter.domain.verdict import Due
    from counter.services.ports import CaseRow

OUTCOME_WORDS = {
    Outcome.ACCEPT: "受理",
    Outcome.DONE: "当场办结",
    Outcome.ACCEPT_WITH_GAPS: "容缺受理",
    Outcome.CORRECT: "补齐补正",
    Outcome.WAIT: "待前序",
    Outcome.PROPOSE_REFUSAL: "拟不予受理",
    Outcome.RECEIVED: "收件",
}


def opened_data(case: Case, files: Mapping[str, str]) -> dict[str, object]:
    """What ``case open --json`` answers. ``files``: paper id → where it was written."""
    return {
        "number": case.number,
        "state": case.state.value,
        "items": [_item(i) for i in case.items],
        "papers": [
            {
                "kind": p.kind,
                "number": p.number,
                "file": files.get(p.id),
                "title": p.title,
                "organ": p.organ,
                "items": list(p.items),
            }
            for p in case.papers
        ],
        "id": case.id,
        "bundle": case.opened.bundle,
        "opened_at": case.opened_at.isoformat(),
        "clock_doubtful": case.untimely,
    }


def shown_data(case: Case, masks: Masks) -> dict[str, object]:
    """What ``case show --json`` answers: the same with applicant (masked), materials and history."""
    data = opened_data(case, {})
    data["bundle_name"] = case.opened.bundle_name
    data["guide_version"] = case.opened.guide_version
    data["clerk"] = case.clerk
    data["due"] = None if case.due is None else case.due.day.isoformat()
    data["needs_upgrade"] = list(case.needs_upgrade)
    data["applicant"] = None if case.applicant is None else _applicant(case.applicant, masks)
    data["answers"] = {a.question: list(a.options) for a in case.opened.answers}
    data["materials"] = [
        {
            "id": line.id,
            "name": line.name,
            "state": case.brought_of(line).state.value,
            "original_seen": case.brought_of(line).original_seen,
            "copies": case.brought_of(line).copies,
            "items": list(line.items),
        }
        for line in case.lines
    ]
    data["history"] = [
        {"at": h.at.isoformat(), "actor": h.actor, "kind": h.kind, "text": h.text} for h in case.history
    ]
    for shown, paper in zip(_list(data["papers"]), case.papers, strict=True):
        shown["copies"] = paper.copies
        shown["issued_at"] = paper.issued_at.isoformat()
    return data


def _list(value: object) -> list[dict[str, object]]:
    assert isinstance(value, list)
    return value


def _item(item: CaseItem) -> dict[str, object]:
    return {
        "id": item.asked.id,
        "verdict": None if item.outcome is None else item.outcome.value,
        "due": None if item.due is None else item.due.day.isoformat(),
        "provisional": item.due is not None and item.due.provisional,
        "gaps": [g.line for g in item.gaps],
        "name": item.asked.name,
        "organ": item.asked.organ,
        "procedure": item.asked.procedure.value,
        "reason": item.reason,
        "statutory": _due(item.statutory),
        "promised": _due(item.promised),
    }


def _due(due: Due | None) -> dict[str, object] | None:
    if due is None:
        return None
    return {"day": due.day.isoformat(), "provisional": due.provisional, "text": due.text}


def _applicant(applicant: Applicant, masks: Masks) -> dict[str, object]:
    return {
        "kind": applicant.kind.value,
        "name": applicant.name,
        "uscc": applicant.uscc,
        "person": _person(applicant.person, masks),
        "agent": _person(applicant.agent.person if applicant.agent else None, masks),
        "guardian": _person(applicant.guardian.person if applicant.guardian else None, masks),
    }


def _person(person: Person | None, masks: Masks) -> dict[str, object] | None:
    if person is None:
        return None
    return {
        "name": person.name,
        "id_type": person.id_type.value,
        "id_number": mask_id(person.id_number, masks.id_number),
        "phone": mask_phone(person.phone, masks.phone),
    }


def case_words(case: Case, files: Mapping[str, str]) -> str:
    """The case for a person to read."""
    return "\n".join(_sheet(case, files))


def _sheet(case: Case, files: Mapping[str, str]) -> Iterable[str]:
    name = case.applicant.name if case.applicant else "（个人信息已清除）"
    yield f"{grouped(case.number)}  {case.opened.bundle_name} · {name} · {case.state.label}"
    for item in case.items:
        verdict = "未决定" if item.outcome is None else OUTCOME_WORDS[item.outcome]
        due = (
            ""
            if item.due is None
            else f" · {item.due.day.isoformat()}前{'（暂定）' if item.due.provisional else ''}"
        )
        yield f"  事项  {item.asked.name} · {item.asked.organ} · {verdict}{due}"
        if item.reason:
            yield f"        {item.reason}"
    for line in case.lines:
        brought = case.brought_of(line)
        seen = "，已看原件" if brought.original_seen else ""
        yield f"  材料  {line.name} · {STATE_WORDS[brought.state]}{seen}"
    for paper in case.papers:
        file = files.get(paper.id)
        yield f"  文书  {paper.title} {paper.number}{f' → {file}' if file else ''}"
    for entry in case.history:
        yield f"  经过  {entry.at.astimezone(CHINA):%Y-%m-%d %H:%M} {entry.actor} {entry.text}"


def row_data(row: CaseRow) -> dict[str, object]:
    """One case found."""
    return {
        "number": row.number,
        "bundle": row.bundle,
        "bundle_name": row.bundle_name,
        "state": row.state,
        "applicant": row.applicant,
        "opened_at": row.opened_at,
        "due": row.due,
        "clerk": row.clerk,
    }


def row_words(row: CaseRow) -> str:
    """One case found, in one line."""
    due = f" · {row.due}前" if row.due else ""
    return f"{grouped(row.number)}  {row.bundle_name} · {row.applicant}{due}"
