"""The visit file is read exactly as DESIGN §8 writes it, and nothing in it is trusted."""

from __future__ import annotations

from typing import Any

import pytest

from counter.cli.case.visit_file import VisitFile, complete, parse_visit
from counter.cli.io.json_file import parse_json
from counter.domain.errors import BadInput
from counter.domain.people.applicant import ApplicantKind, IdType
from counter.domain.visit.assess import assess
from counter.domain.visit.material import MaterialState
from counter.domain.visit.received import check_brought
from counter.domain.visit.visit import Visit
from tests.cli.visits import ANSWERS, ID_NUMBER, NAME, PHONE, person, visit
from tests.settings import demo_guide, setting


def read(**changes: Any) -> VisitFile:
    return parse_visit(visit(**changes), demo_guide())


def filled(**changes: Any) -> Visit:
    return complete(setting(), read(**changes))


def test_that_the_clerk_may_be_named_beside_the_file() -> None:
    assert parse_visit(visit(clerk=None), demo_guide(), "w02").clerk == "W02"
    assert parse_visit(visit(clerk="w01"), demo_guide(), "W01").clerk == "W01"


def test_that_a_file_of_one_clerk_is_not_filed_by_another() -> None:
    with pytest.raises(BadInput, match="文件里写的工号是 W01，--clerk 写的是 W02"):
        parse_visit(visit(clerk="W01"), demo_guide(), "W02")


def test_that_answers_are_taken_by_id_or_by_label() -> None:
    answers = read().visit.answers
    assert answers["q_entity"] == ("individual",)
    assert answers["q_catering_area"] == ("within",)


def test_that_a_person_is_the_applicant_of_that_name() -> None:
    applicant = read().visit.applicant
    assert applicant is not None
    assert applicant.person is not None
    assert (applicant.kind, applicant.name) == (ApplicantKind.PERSON, NAME)
    assert (applicant.person.id_number, applicant.person.phone) == (ID_NUMBER, PHONE)


def test_that_an_identity_number_is_put_in_order() -> None:
    typed = "９９９９９９ 19990307 123x\n"
    applicant = read(applicant=person(id_number=typed)).visit.applicant
    assert applicant is not None
    assert applicant.person is not None
    assert applicant.person.id_number == "99999919990307123X"


def test_that_an_old_number_of_15_digits_is_the_one_of_today() -> None:
    """As the window writes it; else one person is two."""
    applicant = read(applicant=person(id_number="999999900101123")).visit.applicant
    assert applicant is not None
    assert applicant.person is not None
    assert applicant.person.id_number == "999999199001011238"


def test_that_an_organisation_has_a_code_and_a_planned_one_a_person() -> None:
    organisation = {"kind": "organisation", "name": "草原食品有限公司", "uscc": "91152200ma0mw4xx0x"}
    planned = {"kind": "planned", "name": "草原小馆（拟）", "person": {"name": NAME, "id_number": ID_NUMBER}}
    first = read(applicant=organisation).visit.applicant
    second = read(applicant=planned).visit.applicant
    assert first is not None
    assert first.uscc == "91152200MA0MW4XX0X"
    assert second is not None
    assert second.person is not None
    assert second.person.name == NAME


def test_that_an_agent_is_never_a_guardian() -> None:
    agent = {"name": "乌日娜", "id_type": "passport", "id_number": "e12345678", "scope": "递交材料、领取结果"}
    guardian = {"name": "苏日娜", "id_number": ID_NUMBER, "relation": "母亲"}
    applicant = read(agent=agent, guardian=guardian).visit.applicant
    assert applicant is not None
    assert applicant.agent is not None
    assert applicant.guardian is not None
    assert (applicant.agent.person.id_type, applicant.agent.scope) == (IdType.PASSPORT, "递交材料、领取结果")
    assert applicant.guardian.relation == "母亲"


def test_that_the_others_are_received_and_no_original_is_claimed() -> None:
    found = filled()
    assert found.brought
    assert all(b.state is MaterialState.RECEIVED for b in found.brought.values())
    assert not any(b.original_seen for b in found.brought.values())


def test_that_a_result_of_an_earlier_item_is_not_received_with_the_others() -> None:
    found = filled()
    lines = assess(setting(), found).checklist.lines
    awaited = [x.id for x in lines if x.initial is MaterialState.AWAITING]
    assert awaited
    assert not set(awaited) & set(found.brought)


def test_that_what_is_named_stands_as_it_is_said() -> None:
    line = next(iter(filled().brought))
    said = {line: {"state": "received", "original_seen": True, "copies": 3, "note": "看过"}}
    brought = filled(materials=said).brought[line]
    assert (brought.original_seen, brought.copies, brought.note) == (True, 3, "看过")


def test_that_nobody_looked_at_the_others_unless_the_file_says_so() -> None:
    assert filled(others=None).brought == {}


def test_that_everything_in_the_file_fits_the_guide() -> None:
    found = filled()
    check_brought(assess(setting(), found).checklist, found.brought)


TOO_LONG = "长" * 100_000
MISFITS: dict[str, tuple[dict[str, Any], str]] = {
    "an unknown key": ({"colour": "red"}, "colour"),
    "no bundle": ({"bundle": None}, "bundle"),
    "a bundle that is not there": ({"bundle": 104}, "bundle"),
    "a negative bundle": ({"bundle": -1}, "bundle"),
    "a bundle with a thousand digits": ({"bundle": 10**1000}, "bundle"),
    "a bundle as text": ({"bundle": "8"}, "bundle"),
    "a bundle as truth": ({"bundle": True}, "bundle"),
    "a bundle with a fraction": ({"bundle": 8.0}, "bundle"),
    "a bundle as a list": ({"bundle": [8]}, "bundle"),
    "answers as a list": ({"answers": ["q_entity"]}, "answers"),
    "an unknown question": ({"answers": {"q_moon": "yes"}}, "answers.q_moon"),
    "an unknown option": ({"answers": {**ANSWERS, "q_entity": "外星人"}}, "answers.q_entity"),
    "an answer as a number": ({"answers": {**ANSWERS, "q_entity": 3}}, "answers.q_entity"),
    "an answer as an object": ({"answers": {**ANSWERS, "q_entity": {}}}, "answers.q_entity"),
    "an empty answer": ({"answers": {**ANSWERS, "q_entity": []}}, "answers.q_entity"),
    "no clerk": ({"clerk": None}, "clerk"),
    "a clerk as a number": ({"clerk": 7}, "clerk"),
    "a blank clerk": ({"clerk": "  "}, "clerk"),
    "no applicant": ({"applicant": None}, "applicant"),
    "an applicant as text": ({"applicant": NAME}, "applicant"),
    "an applicant of no kind": ({"applicant": {"name": NAME}}, "applicant.kind"),
    "an unknown kind": ({"applicant": person(kind="horse")}, "applicant.kind"),
    "a kind as a list": ({"applicant": person(kind=["person"])}, "applicant.kind"),
    "a person with a credit code": ({"applicant": person(uscc="91")}, "applicant.uscc"),
    "an empty name": ({"applicant": person(name="")}, "applicant.name"),
    "a name of blanks": ({"applicant": person(name=" \n ")}, "applicant.name"),
    "a name as a number": ({"applicant": person(name=5)}, "applicant.name"),
    "a NUL in a name": ({"applicant": person(name="巴\x00图")}, "applicant.name"),
    "an escape in a name": ({"applicant": person(name="巴\x1b[2J图")}, "applicant.name"),
    "half a character in a name": ({"applicant": person(name="巴\ud800图")}, "applicant.name"),
    "an endless name": ({"applicant": person(name=TOO_LONG)}, "applicant.name"),
    "an unknown identity paper": ({"applicant": person(id_type="library_card")}, "applicant.id_type"),
    "an identity number as a number": ({"applicant": person(id_number=5)}, "applicant.id_number"),
    "a phone as a list": ({"applicant": person(phone=[PHONE])}, "applicant.phone"),
    "an unknown key of a person": ({"applicant": person(age=5)}, "applicant.age"),
    "an unknown key of an agent": ({"agent": {"name": "乌日娜", "relation": "母亲"}}, "agent.relation"),
    "an agent as text": ({"agent": "乌日娜"}, "agent"),
    "a guardian with a scope": ({"guardian": {"name": "苏日娜", "scope": "全部"}}, "guardian.scope"),
    "materials as a list": ({"materials": ["id_card"]}, "materials"),
    "a material as text": ({"materials": {"id_card": "received"}}, "materials.id_card"),
    "an unknown key of a material": ({"materials": {"x": {"state": "received", "page": 1}}}, "materials.x.page"),
    "an unknown state": ({"others": "eaten"}, "others"),
    "a pledge of the others": ({"others": "pledged"}, "others"),
    "a gap for the others": ({"others": "deferred"}, "others"),
    "others as truth": ({"others": True}, "others"),
    "an unknown decision": ({"decision": "maybe"}, "decision"),
    "insisting on what is not there": ({"insisted": ["moon"]}, "insisted"),
    "insisting with a text": ({"insisted": "bundle"}, "insisted"),
    "an endless reason": ({"duplicate_reason": TOO_LONG}, "duplicate_reason"),
}  # fmt: skip


@pytest.mark.parametrize(("changes", "field"), MISFITS.values(), ids=MISFITS.keys())
def test_that_a_misfit_is_named_in_one_sentence(changes: dict[str, Any], field: str) -> None:
    with pytest.raises(BadInput) as refused:
        read(**changes)
    assert refused.value.field == field
    assert refused.value.exit_code == 2
    assert len(refused.value.sentence) < 700


LATE_MISFITS: dict[str, tuple[dict[str, Any], str]] = {
    "no state": ({}, "state"),
    "an unknown state": ({"state": "eaten"}, "state"),
    "a state as a number": ({"state": 1}, "state"),
    "a state as a list": ({"state": ["received"]}, "state"),
    "seen as a word": ({"state": "received", "original_seen": "yes"}, "original_seen"),
    "copies as a text": ({"state": "received", "copies": "2"}, "copies"),
    "copies as truth": ({"state": "received", "copies": True}, "copies"),
    "a note as a number": ({"state": "received", "note": 5}, "note"),
    "an endless note": ({"state": "received", "note": TOO_LONG}, "note"),
}


@pytest.mark.parametrize(("said", "key"), LATE_MISFITS.values(), ids=LATE_MISFITS.keys())
def test_that_a_misfit_of_one_material_is_named(said: dict[str, Any], key: str) -> None:
    with pytest.raises(BadInput) as refused:
        filled(materials={"f_mkt_individual": said})
    assert refused.value.field == f"materials.f_mkt_individual.{key}"


NOT_JSON = {
    "nothing": b"",
    "half an object": b'{"bundle": 8',
    "no UTF-8": '{"clerk": "巴图"}'.encode("gb18030"),
    "NaN": b'{"bundle": NaN}',
    "infinity": b'{"bundle": -Infinity}',
    "a number of ten thousand digits": b'{"bundle": ' + b"9" * 10_000 + b"}",
    "a hundred thousand brackets": b"[" * 100_000,
    "a key given twice": b'{"bundle": 8, "bundle": 9}',
    "a NUL between": b'{"bundle": \x00 8}',
}


@pytest.mark.parametrize("raw", NOT_JSON.values(), ids=NOT_JSON.keys())
def test_that_what_is_not_json_is_told_in_one_sentence(raw: bytes) -> None:
    with pytest.raises(BadInput) as refused:
        parse_json(raw, "visit.json")
    assert refused.value.sentence.endswith("。")


@pytest.mark.parametrize("value", [None, 5, "text", [], [visit()], True])
def test_that_anything_but_an_object_is_refused(value: object) -> None:
    with pytest.raises(BadInput):
        parse_visit(value, demo_guide())


def test_that_a_byte_order_mark_does_no_harm() -> None:
    assert parse_json(b'\xef\xbb\xbf{"bundle": 8}', "visit.json") == {"bundle": 8}
