"""A case as plain values (the answer of DESIGN §8, with more keys) and as lines of text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from counter.cli.case.findings import finding_words, findings_data
from counter.cli.case.item_words import (
    due_data,
    item_data,
    item_words,
    paper_data,
    paper_words,
    result_data,
    still_data,
    still_words,
)
from counter.cli.case.windows import conflict_words, conflicts_data
from counter.domain.calendar.workdays import CHINA
from counter.domain.case.case import Case
from counter.domain.case.case_item import CaseItem
from counter.domain.case.handled_together import common_clock_paused
from counter.domain.case.lateness import Late, late
from counter.domain.case.official_events import official_words
from counter.domain.case.results.standing import standing_words
from counter.domain.case.stages import line_words, stages_of
from counter.domain.document.numbering import grouped
from counter.domain.hall.jurisdiction import Masks
from counter.domain.people.applicant import Applicant, Person
from counter.domain.people.identity import mask_id, mask_phone
from counter.domain.tasks.delivery import delivered
from counter.domain.visit.looked_at import UNSEEN, is_unseen
from counter.domain.visit.originals import unseen
from counter.domain.visit.received import state_word
from counter.domain.visit.verdict import Gap
from counter.services.context.app import AppContext
from counter.services.context.ports import CaseRow


def opened_data(case: Case, files: Mapping[str, str], app: AppContext) -> dict[str, object]:
    """The answer of ``case open --json``. ``files``: paper id → file written."""
    return {
        "number": case.number,
        "state": case.state.value,
        "items": [item_data(i, _late(case, i, app)) for i in case.items],
        "papers": [paper_data(p, files) for p in case.papers],
        "results": [result_data(one) for one in case.certificates],
        "id": case.id,
        "base": case.base,
        "state_label": case.state.label,
        "bundle": case.opened.bundle,
        "opened_at": case.opened_at.isoformat(),
        "clock_doubtful": case.untimely,
        "event_due": due_data(case.event_due),
        "event_stands": common_clock_paused(case),
        "unseen_originals": [{"id": x.id, "name": x.name} for x in unseen(case.lines, case.brought)],
    }


def acted_data(
    case: Case,
    app: AppContext,
    new: Sequence[str],
    files: Mapping[str, str],
    still: Mapping[str, Sequence[Gap]] | None,
) -> dict[str, object]:
    """The answer of an act: the case as in ``show``, but only the papers of this act.

    ``new``: their ids; ``still``: what is still wrong after a supplement, item by item.
    """
    data = shown_data(case, app)
    data["papers"] = [paper_data(p, files) for p in case.papers if p.id in new]
    if still is not None:
        data["still"] = still_data(still)
    return data


def acted_words(
    case: Case,
    app: AppContext,
    new: Sequence[str],
    files: Mapping[str, str],
    still: Mapping[str, Sequence[Gap]] | None,
) -> str:
    """The answer of an act as text: what is new, what is still wrong, then the case."""
    made = [paper_words(p, files) for p in case.papers if p.id in new]
    names = {i.id: i.asked.name for i in case.items}
    return "\n".join(
        [
            case_words(case, {}, app, app.journal.station().code),
            *(f"  新出  {m}" for m in made),
            *still_words(still or {}, names),
        ]
    )


def shown_data(case: Case, app: AppContext) -> dict[str, object]:
    """The answer of ``case show --json``: as ``opened_data`` with applicant (masked), materials and history."""
    data = opened_data(case, {}, app)
    masks = app.jurisdiction.masks
    data["bundle_name"] = case.opened.bundle_name
    data["guide_version"] = case.opened.guide_version
    data["clerk"] = case.clerk
    data["follower"] = case.follower
    data["official"] = [{"item": one.item, "number": one.number} for one in case.official]
    data["due"] = None if case.due is None else case.due.day.isoformat()
    data["needs_upgrade"] = list(case.needs_upgrade)
    data["owner"] = case.owner
    data["stages"] = [
        {
            "stage": one.stage.value,
            "standing": one.standing.value,
            "items": one.items,
            "through": one.through,
            "day": None if one.day is None else one.day.isoformat(),
        }
        for one in stages_of(case, delivered)
    ]
    data["conflicts"] = conflicts_data(case)
    data["findings"] = findings_data(case)
    data["taken_elsewhere"] = [
        {
            "entry": one.entry,
            "station": one.station,
            "at": one.at.isoformat(),
            "lines": list(one.lines),
            "unnamed": list(one.unnamed),
            "checked": one.checked,
        }
        for one in case.taken_elsewhere
    ]
    data["received_twice"] = list(case.received_twice)
    data["applicant"] = None if case.applicant is None else _applicant(case.applicant, masks)
    data["answers"] = {a.question: list(a.options) for a in case.opened.answers}
    data["materials"] = [
        {
            "id": line.id,
            "name": line.name,
            "state": UNSEEN if is_unseen(line, case.brought) else case.brought_of(line).state.value,
            "original_seen": case.brought_of(line).original_seen,
            "copies": case.brought_of(line).copies,
            "items": list(line.items),
        }
        for line in case.lines
    ]
    data["history"] = [
        {"at": h.at.isoformat(), "actor": h.actor, "kind": h.kind, "text": h.text} for h in case.history
    ]
    return data


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


def case_words(case: Case, files: Mapping[str, str], app: AppContext, own: str = "") -> str:
    """The case as text. ``own``: code of this station, "" where the case is surely its own."""
    return "\n".join(_sheet(case, files, app, own))


def _sheet(case: Case, files: Mapping[str, str], app: AppContext, own: str) -> Iterable[str]:
    yield f"{grouped(case.number)}  {case.opened.bundle_name} · {case.applicant_words} · {case.state.label}"
    if case.event_due is not None and case.state.open:
        paused = "，特别程序期间不计" if common_clock_paused(case) else ""
        yield f"  总期限  {case.event_due.day.isoformat()}前（{case.event_due.text}{paused}）"
    yield f"  跟踪人  {case.follower}"
    for one in case.official:
        item = case.item(one.item)
        of = f" · {item.asked.name}" if item is not None else ""
        yield f"  官方编号  {official_words(one.number)}{of}"
    if stages := stages_of(case, delivered):
        yield f"  流程  {line_words(stages)}"
    if own and case.owner != own:
        yield f"  主办  窗口 {case.owner}"
    yield from conflict_words(case)
    yield from finding_words(case)
    yield from _taken_words(case)
    for item in case.items:
        yield from item_words(item, _late(case, item, app))
        yield from (
            f"        证照  {standing_words(one)}" for one in case.certificates if one.item == item.id
        )
    for line in case.lines:
        brought = case.brought_of(line)
        seen = "，已看原件" if brought.original_seen else ""
        yield f"  材料  {line.name} · {state_word(line, case.brought)}{seen}"
    if open_ones := unseen(case.lines, case.brought):
        names = "、".join(line.name for line in open_ones)
        yield f"  原件  有{len(open_ones)}份没有登记看过原件，按未核处理：{names}"
    for paper in case.papers:
        yield f"  文书  {paper_words(paper, files)}"
    for entry in case.history:
        yield f"  经过  {entry.at.astimezone(CHINA):%Y-%m-%d %H:%M} {entry.actor} {entry.text}"


def _late(case: Case, item: CaseItem, app: AppContext) -> Sequence[Late]:
    return late(case, item, app.calendar, app.projector.place.answer_by)


def _taken_words(case: Case) -> Iterable[str]:
    """What other windows took in, until the owner has looked at it; and what came in at two."""
    names = {line.id: line.name for line in case.lines}
    for one in case.taken_elsewhere:
        if not one.checked:
            papers = "、".join((*(names[line] for line in one.lines), *one.unnamed))
            day = one.at.astimezone(CHINA).date().isoformat()
            yield f"  代收  窗口 {one.station} {day}：{papers}，待原窗口核对"
    if case.received_twice:
        yield f"  代收  两处都收到：{'、'.join(names.get(line, line) for line in case.received_twice)}"


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
        "owner": row.owner,
        "conflict": row.conflict,
    }


def row_words(row: CaseRow) -> str:
    """One case found, in one line."""
    due = f" · {row.due}前" if row.due else ""
    return f"{grouped(row.number)}  {row.bundle_name} · {row.applicant}{due}"
