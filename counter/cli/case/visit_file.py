"""The visit file of ``case open`` (DESIGN §8): an application prepared elsewhere, read into a ``Visit``.

The file states what was brought and by whom; the verdict is reached by the same domain code as at the window.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from counter.cli.case.shared_answer import ANSWER_KEYS, answer_in
from counter.cli.guide.words import answers_words, number_data
from counter.cli.io.answer import RefusedWithMore
from counter.cli.io.json_file import Fields
from counter.domain.errors import BadInput
from counter.domain.guide.model import Bundle, Guide
from counter.domain.people.applicant import Agent, Applicant, ApplicantKind, Guardian, IdType, Person
from counter.domain.people.identity import check_id, normalise_id, normalise_name
from counter.domain.visit.answer_input import check_answers
from counter.domain.visit.assess import assess
from counter.domain.visit.checklist import Checklist, Line
from counter.domain.visit.filing_mode import FilingMode
from counter.domain.visit.looked_at import UNSEEN, unseen_lines
from counter.domain.visit.material import Brought, MaterialState
from counter.domain.visit.received import received
from counter.domain.visit.visit import Assessment, Setting, Visit

_TOP = (
    "bundle", "answers", "clerk", "applicant", "agent", "guardian", "materials", "others", "decision",
    "insisted", "dropped", "duplicate_reason", "remind",
)  # fmt: skip
_PERSON = ("name", "id_type", "id_number", "phone", "id_confirmed")
_APPLICANT = {
    ApplicantKind.PERSON: ("kind", *_PERSON),
    ApplicantKind.ORGANISATION: ("kind", "name", "uscc", "person", "note"),
    ApplicantKind.PLANNED: ("kind", "name", "person"),
}
MATERIAL_KEYS = ("state", "original_seen", "copies", "note", "shared")
_STATES = tuple(state.value for state in MaterialState if state is not MaterialState.RELIEVED)
_OTHERS = ("missing", "received", "shared", "e_licence")
"""A pledge, a gap or a defect is recorded for one examined paper, never for "the others"."""

_MOST_NOTE = 500


@dataclass(frozen=True, slots=True)
class VisitFile:
    """Content of the file. ``materials``/``others`` become ``brought`` once the checklist is known.

    ``others`` None: materials that are not listed were not examined.
    """

    visit: Visit
    clerk: str
    decision: FilingMode
    materials: Mapping[str, Fields]
    others: MaterialState | None


def parse_visit(value: object, guide: Guide, clerk: str = "") -> VisitFile:
    """The file's value; ``clerk``: named beside it. Raises BadInput naming the first key or field that is unknown or of
    the wrong kind.
    """
    top = Fields(value, "", _TOP)
    bundle = _bundle(top, guide)
    materials = Fields(top.inner("materials"), "materials", tuple(top.inner("materials")))
    return VisitFile(
        visit=Visit(
            bundle=bundle.number,
            answers=check_answers(guide, bundle, top.inner("answers")),
            applicant=_applicant(top),
            insisted=_of_bundle(top, "insisted", ("bundle", *_items(bundle)), "；整件事写 bundle"),
            dropped=_of_bundle(top, "dropped", _items(bundle)),
            duplicate_reason=top.text("duplicate_reason", most=_MOST_NOTE),
            remind=top.flag("remind"),
        ),
        clerk=_clerk(top, clerk.strip().upper()),
        decision=FilingMode(top.choice("decision", tuple(FilingMode), FilingMode.LOOKED)),
        materials={
            line: Fields(given, materials.path(line), MATERIAL_KEYS)
            for line, given in top.inner("materials").items()
        },
        others=MaterialState(top.choice("others", _OTHERS)) if top.has("others") else None,
    )


def complete(setting: Setting, file: VisitFile) -> Visit:
    """The visit with everything brought. A bundle that the guide refuses has no checklist: its refusal comes first.

    Raises RuleRefused naming every open question: without the answers no checklist is final; and for decision
    ``correct`` naming every line without a statement: a correction is notified once and completely (L3).
    """
    found = assess(setting, file.visit)
    if found.checklist.stops and not found.checklist.lines:
        return file.visit
    _refuse_open(found, file.decision)
    visit = replace(file.visit, brought=_brought(file, found.checklist))
    if file.decision is FilingMode.DECIDE:
        _refuse_unseen(assess(setting, visit))
    return visit


def _refuse_open(found: Assessment, decision: FilingMode) -> None:
    """All open questions at once, each with its possible answers, so that the file can be completed in one go.

    Only receiving needs neither a judgement of law nor a number of people: what depends on those waits.
    """
    obstacles = found.keep_obstacles if decision is FilingMode.KEEP else found.obstacles
    in_the_way = {obstacle.field for obstacle in obstacles}
    waiting = [question for question in found.asked if question.open and question.id in in_the_way]
    if not waiting or obstacles[0].field not in [question.id for question in waiting]:
        return  # all answered, or the refusal of the whole bundle comes first
    listed = "；".join(f"{q.id} {q.text}（{answers_words(q)}）" for q in waiting)
    questions = [
        {
            "id": q.id,
            "text": q.text,
            "many": q.many,
            "options": [{"id": o.id, "label": o.label} for o in q.options],
            **number_data(q),
        }
        for q in waiting
    ]
    raise RefusedWithMore(
        f"还没回答：{listed}。",
        rule="intake",
        field=f"answers.{waiting[0].id}",
        more={"questions": questions},
    )


def _refuse_unseen(found: Assessment) -> None:
    """All lines at once, by id and name; another obstacle that precedes has its own error."""
    unseen = found.unseen
    if not unseen or found.obstacles[0].field != f"materials.{unseen[0].id}":
        return
    listed = "、".join(f"{line.id} {line.name}" for line in unseen)
    raise RefusedWithMore(
        f"有{len(unseen)}份材料没有写明看过没有，不能告知补正：{listed}。逐份写在 materials 里；"
        '其余都没带的写 "others": "missing"；没看的只收件，decision 用 auto 或 keep。',
        rule=UNSEEN,
        field=f"materials.{unseen[0].id}",
        more={"uncovered": [{"id": x.id, "name": x.name, "items": list(x.items)} for x in unseen]},
    )


def _clerk(top: Fields, beside: str) -> str:
    written = top.text("clerk", required=not beside).upper()
    if beside and written and written != beside:
        raise BadInput(
            f"文件里写的工号是 {written[:20]}，--clerk 写的是 {beside[:20]}；请写成同一个人，或者只写一处。",
            field="clerk",
        )
    return written or beside


def _bundle(top: Fields, guide: Guide) -> Bundle:
    number = top.integer("bundle")
    bundle = guide.bundles.get(number)
    if bundle is None:
        raise BadInput(f"没有第{_short(number)}件事；counter guide list 列出全部。", field="bundle")
    return bundle


def _short(number: int) -> str:
    return str(number) if abs(number) < 10**9 else "这么多"


def _items(bundle: Bundle) -> tuple[str, ...]:
    return tuple(item.item for item in bundle.items)


def _of_bundle(top: Fields, key: str, known: tuple[str, ...], hint: str = "") -> tuple[str, ...]:
    given = top.texts(key)
    unknown = next((i for i in given if i not in known), None)
    if unknown is not None:
        raise BadInput(
            f"“{key}”里的“{unknown[:60]}”不是这件事的事项{hint}；事项有：{'、'.join(known)}。", field=key
        )
    return given


def _applicant(top: Fields) -> Applicant | None:
    agent, guardian = _agent(top), _guardian(top)
    if not top.has("applicant"):
        raise BadInput("缺少申请人“applicant”。", field="applicant")
    kinds = tuple(k.value for k in ApplicantKind)
    everything = tuple(dict.fromkeys(key for keys in _APPLICANT.values() for key in keys))
    kind = ApplicantKind(Fields(top.raw("applicant"), "applicant", everything).choice("kind", kinds))
    given = Fields(top.raw("applicant"), "applicant", _APPLICANT[kind])
    if kind is ApplicantKind.PERSON:
        person = _person_of(given)
        return Applicant(kind, person.name, person, agent=agent, guardian=guardian)
    return Applicant(
        kind,
        normalise_name(given.text("name", required=True)),
        _person(given.raw("person"), "applicant.person") if given.has("person") else None,
        uscc=normalise_id(given.text("uscc")) if kind is ApplicantKind.ORGANISATION else "",
        agent=agent,
        guardian=guardian,
        note=given.text("note", most=_MOST_NOTE) if kind is ApplicantKind.ORGANISATION else "",
    )


def _agent(top: Fields) -> Agent | None:
    if not top.has("agent"):
        return None
    given = Fields(top.raw("agent"), "agent", (*_PERSON, "scope"))
    return Agent(_person_of(given), given.text("scope", most=_MOST_NOTE))


def _guardian(top: Fields) -> Guardian | None:
    if not top.has("guardian"):
        return None
    given = Fields(top.raw("guardian"), "guardian", (*_PERSON, "relation"))
    return Guardian(_person_of(given), given.text("relation"))


def _person(value: object, where: str) -> Person:
    return _person_of(Fields(value, where, _PERSON))


def _person_of(given: Fields) -> Person:
    types = tuple(t.value for t in IdType)
    kind = IdType(given.choice("id_type", types, IdType.RESIDENT_ID.value))
    return Person(
        name=normalise_name(given.text("name", required=True)),
        id_type=kind,
        id_number=check_id(kind, given.text("id_number")).normalised,
        phone=given.text("phone", most=40),
        id_confirmed=given.flag("id_confirmed"),
    )


def _brought(file: VisitFile, checklist: Checklist) -> dict[str, Brought]:
    """The materials of the file, then the others: only what would be missing otherwise, and never an original seen."""
    named = {line: brought_from(given, checklist.line(line)) for line, given in file.materials.items()}
    if file.others is None:
        return named
    rest = unseen_lines(checklist.lines, named)
    if file.others is MaterialState.RECEIVED:
        return {**named, **{line.id: received(line) for line in rest}}
    return {**named, **{line.id: Brought(file.others) for line in rest}}


def brought_from(given: Fields, line: Line | None) -> Brought:
    """The record of one material; copies default to what the guide requires for a known line."""
    state = MaterialState(given.choice("state", _STATES))
    seen, note = given.flag("original_seen"), given.text("note", most=_MOST_NOTE)
    copies = given.integer("copies") if given.has("copies") else None
    answer = (
        answer_in(Fields(given.raw("shared"), given.path("shared"), ANSWER_KEYS))
        if given.has("shared")
        else None
    )
    if state is MaterialState.RECEIVED and line is not None:
        return replace(received(line, original_seen=seen, copies=copies, note=note), shared=answer)
    return Brought(state, seen, copies or 0, note, answer)
