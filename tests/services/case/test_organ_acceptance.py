"""机关受理: what was sent on gets its clock when its organ accepts; what was only kept was accepted by nobody (L13)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from counter.domain.case.acts.acts import (
    Conclude,
    Decide,
    IdentifyParty,
    PauseClock,
    RecordAcceptance,
    RecordOrganNotice,
    Supplement,
    Void,
)
from counter.domain.case.acts.offers import possible
from counter.domain.case.acts.result import results
from counter.domain.case.case import Case
from counter.domain.case.case_item import ClockStep
from counter.domain.case.item_events import Pause, Result
from counter.domain.case.item_state import ItemState
from counter.domain.case.lateness import late_of
from counter.domain.errors import BadInput, RuleRefused
from counter.domain.people.applicant import Applicant, ApplicantKind, Guardian, Party, Person
from counter.domain.people.identity import IdType
from counter.domain.tasks.task import TaskKind
from counter.domain.tasks.tasks import tasks
from counter.domain.visit.filing_mode import FilingMode
from tests.services.case.test_clocks_and_undo import insisting
from tests.services.office import DEFERRED, MISSING, RECEIVED, SIGNER, Office, item, named, office_on
from tests.services.papers.test_receipt_counts import EXISTING, GAP, LICENCE, one_line
from tests.settings import somebody

TODAY = date(2026, 11, 20)
NOTICE = "乌农受〔2026〕1号"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with office_on(tmp_path / "profile") as opened:
        yield opened


def elsewhere(office: Office) -> Office:
    """The same window without any agreement: it only takes in."""
    return replace(office, app=replace(office.app, hall=replace(office.app.hall, agreements=())))


def sent_on(office: Office) -> Case:
    case = elsewhere(office).file(office.visit(answers=EXISTING))
    assert item(case, LICENCE).state is ItemState.RECEIVED
    return case


# ── the organ accepts ─────────────────────────────────────────────────────────────────────────────────


def test_that_what_was_sent_on_gets_its_clock_on_the_day_its_organ_accepted(office: Office) -> None:
    case, there = sent_on(office), elsewhere(office)
    setting = office.app.setting()
    assert not [t for t in tasks(case, setting.jurisdiction, setting.calendar) if t.kind is TaskKind.DECISION]
    office.at("2026-12-01")
    case = there.do(case, RecordAcceptance(LICENCE, date(2026, 11, 25), NOTICE, "王科长"))
    licence = item(case, LICENCE)
    assert (licence.state, licence.organ_accepted) == (ItemState.ACCEPTED, date(2026, 11, 25))
    assert licence.statutory is not None
    assert licence.statutory.day == date(2026, 12, 16)  # fifteen working days from the organ's own day
    (task,) = [t for t in tasks(case, setting.jurisdiction, setting.calendar) if t.kind is TaskKind.DECISION]
    assert (task.item, task.day) == (LICENCE, date(2026, 12, 16))
    assert "机关受理" in case.history[-1].text
    assert NOTICE in case.history[-1].text


def test_that_the_organs_answer_came_on_its_own_day_not_on_the_day_it_was_recorded(office: Office) -> None:
    case, there = sent_on(office), elsewhere(office)
    office.at("2026-12-15")
    case = there.do(case, RecordAcceptance(LICENCE, date(2026, 11, 23), NOTICE))
    (answer,) = item(case, LICENCE).answered
    assert (answer.step, answer.day) == (ClockStep.ANSWER, date(2026, 11, 23))
    assert late_of(case, office.app.calendar, office.app.projector.place.answer_by) == {}


def test_that_a_result_or_a_special_procedure_may_come_before_the_day_it_was_recorded(office: Office) -> None:
    case, there = sent_on(office), elsewhere(office)
    office.at("2026-12-15")
    case = there.do(case, RecordAcceptance(LICENCE, date(2026, 11, 25), NOTICE))
    testing = PauseClock(LICENCE, Pause.TESTING, "乌农检〔2026〕1号", date(2026, 11, 24))
    with pytest.raises(BadInput):  # but not before the organ accepted
        there.do(case, testing)
    with pytest.raises(BadInput):
        there.do(case, Conclude(LICENCE, Result.GRANTED, date(2026, 11, 24), "乌农许〔2026〕1号"))
    there.do(case, replace(testing, served=date(2026, 11, 26)))


def test_that_who_was_told_by_the_organ_is_owed_an_answer_from_what_he_brought(office: Office) -> None:
    case, there = sent_on(office), elsewhere(office)
    setting = office.app.setting()
    line = next(x.id for x in case.lines if x.items == (LICENCE,))

    def clocks(now: Case) -> set[tuple[TaskKind, date | None]]:
        found = tasks(now, setting.jurisdiction, setting.calendar)
        return {(t.kind, t.day) for t in found if t.item == LICENCE and not t.paper}

    assert clocks(case) == {(TaskKind.NOTICE, date(2026, 11, 23))}
    office.at("2026-11-23")
    until = date(2026, 12, 4)
    asked = RecordOrganNotice(LICENCE, date(2026, 11, 23), "补〔2026〕1号", until, (line,))
    case = there.do(case, asked)
    assert clocks(case) == {(TaskKind.CORRECTION, until)}, "it is his turn"
    office.at("2026-12-01")
    case = there.do(case, Supplement({line: RECEIVED}))
    assert clocks(case) == {(TaskKind.NOTICE, date(2026, 12, 2))}


def test_that_the_organ_may_accept_what_the_applicant_insisted_on(office: Office) -> None:
    case = office.file(insisting(office))
    mine = next(i for i in case.items if i.state is ItemState.TO_REFUSE and i.proposal is not None)
    assert mine.proposal is not None
    case = office.do(case, RecordAcceptance(mine.id, TODAY, "受理通知书"))
    assert item(case, mine.id).state is ItemState.ACCEPTED
    assert item(case, mine.id).proposal is None
    draft = case.paper(mine.proposal.paper)
    assert draft is not None
    assert not draft.stage.binding  # nobody confirms a refusal of what was accepted


def test_that_a_slip_of_the_recording_is_taken_back(office: Office) -> None:
    case, there = sent_on(office), elsewhere(office)
    case = there.do(case, RecordAcceptance(LICENCE, TODAY, NOTICE))
    case = there.do(case, Void((LICENCE,), "选错了事项"))
    assert item(case, LICENCE).state is ItemState.RECEIVED
    assert item(case, LICENCE).organ_accepted is None


def test_that_what_this_window_accepts_is_not_accepted_for_it(office: Office) -> None:
    case = office.file(office.visit(answers=EXISTING), FilingMode.KEEP)
    with pytest.raises(RuleRefused) as refused:
        office.do(case, RecordAcceptance(LICENCE, TODAY, NOTICE))
    assert refused.value.rule == "L13"
    assert "接着办" in refused.value.sentence
    assert RecordAcceptance not in {o.kind for o in possible(case, office.app.setting())}
    assert RecordAcceptance in {o.kind for o in possible(case, elsewhere(office).app.setting())}


@pytest.mark.parametrize(
    ("act", "field"),
    [
        (RecordAcceptance("no_such", TODAY, NOTICE), "item"),
        (RecordAcceptance(LICENCE, date(2026, 11, 21), NOTICE), "day"),
        (RecordAcceptance(LICENCE, date(2026, 11, 19), NOTICE), "day"),
        (RecordAcceptance(LICENCE, TODAY, " "), "document"),
    ],
)
def test_that_an_acceptance_has_an_item_a_possible_day_and_its_writing(
    office: Office, act: RecordAcceptance, field: str
) -> None:
    case = sent_on(office)
    with pytest.raises(BadInput) as refused:
        elsewhere(office).do(case, act)
    assert refused.value.field == field


def test_that_nothing_is_accepted_twice(office: Office) -> None:
    case, there = sent_on(office), elsewhere(office)
    case = there.do(case, RecordAcceptance(LICENCE, TODAY, NOTICE))
    with pytest.raises(RuleRefused):
        there.do(case, RecordAcceptance(LICENCE, TODAY, NOTICE))


# ── what was only kept ────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("result", [Result.GRANTED, Result.REJECTED, Result.LAPSED])
def test_that_an_entrusted_licence_only_kept_has_no_result_of_the_organs(
    office: Office, result: Result
) -> None:
    case = office.file(office.visit(answers=EXISTING), FilingMode.KEEP)
    said = {Result.GRANTED: {"document": "乌农许〔2026〕1号"}, Result.REJECTED: named()}.get(
        result, {"document": "乌农许〔2026〕1号", "signer": SIGNER}
    )
    with pytest.raises(RuleRefused) as refused:
        office.do(case, Conclude(LICENCE, result, TODAY, **said))
    assert refused.value.rule == "L13"
    assert "接着办" in refused.value.sentence
    accepted = office.do(case, Decide((LICENCE,)))
    granted = office.do(accepted, Conclude(LICENCE, Result.GRANTED, TODAY, "乌农许〔2026〕1号"))
    assert item(granted, LICENCE).state is ItemState.GRANTED


def test_that_what_was_sent_on_may_be_granted_by_the_organ_that_accepted_it(office: Office) -> None:
    case = sent_on(office)
    assert Result.GRANTED in results(case, item(case, LICENCE))
    granted = elsewhere(office).do(case, Conclude(LICENCE, Result.GRANTED, TODAY, "乌农许〔2026〕1号"))
    assert item(granted, LICENCE).state is ItemState.GRANTED


# ── nobody who may act for the applicant ──────────────────────────────────────────────────────────────

NEWBORN = Person("娜仁", IdType.NONE_YET)
WITH_CERTIFICATE = Person("娜仁", IdType.BIRTH_CERT, "Y150000001")
MOTHER = Guardian(Person("斯琴", IdType.RESIDENT_ID, "999999199001011238", "10000005678"), "母亲")


def child(person: Person, guardian: Guardian | None = None) -> Applicant:
    return Applicant(ApplicantKind.PERSON, person.name, person, guardian=guardian)


@pytest.mark.parametrize("person", [NEWBORN, WITH_CERTIFICATE])
@pytest.mark.parametrize("decision", [FilingMode.DECIDE, FilingMode.KEEP])
def test_that_a_newborn_alone_is_taken_in_and_never_accepted(
    office: Office, person: Person, decision: FilingMode
) -> None:
    case = office.file(office.visit(answers=EXISTING, applicant=child(person)), decision)
    licence = item(case, LICENCE)
    assert licence.state is ItemState.RECEIVED
    with pytest.raises(RuleRefused):
        office.do(case, Decide((LICENCE,), settled="监护人在外地"))
    assert not [i for i in case.items if i.state.accepted or i.state.finished]


def test_that_a_newborn_with_a_guardian_is_accepted(office: Office) -> None:
    case = office.file(office.visit(answers=EXISTING, applicant=child(NEWBORN, MOTHER)))
    assert item(case, LICENCE).state is ItemState.ACCEPTED


def test_that_the_guardian_whom_the_receipt_waits_for_is_registered_and_then_it_is_accepted(
    office: Office,
) -> None:
    case = office.file(office.visit(answers=EXISTING, applicant=child(NEWBORN)), FilingMode.KEEP)
    assert IdentifyParty in {o.kind for o in possible(case, office.app.setting())}
    empty = IdentifyParty(Party.GUARDIAN, reason="对照居民身份证原件")
    wrong = replace(empty, name="斯琴", id_number="999999199001011231", relation="母亲")
    for act in (empty, wrong):
        with pytest.raises((BadInput, RuleRefused)):
            office.do(case, act)
    case = office.do(case, replace(wrong, id_number="999999199001011238"))
    assert case.applicant is not None
    assert case.applicant.guardian == Guardian(replace(MOTHER.person, phone=""), "母亲")
    assert item(office.do(case, Decide((LICENCE,))), LICENCE).state is ItemState.ACCEPTED


def test_that_who_had_no_paper_may_bring_one(office: Office) -> None:
    """A number that was wrong and put down as 暂无证件 by a slip is mended too."""
    case = office.file(office.visit(answers=EXISTING, applicant=child(NEWBORN)), FilingMode.KEEP)
    nothing = IdentifyParty(Party.PERSON, reason="对照居民身份证原件")
    with pytest.raises(BadInput):
        office.do(case, nothing)
    case = office.do(case, replace(nothing, id_number="999999199001011238"))
    assert item(office.do(case, Decide((LICENCE,))), LICENCE).state is ItemState.ACCEPTED


def test_that_bringing_the_rest_does_not_accept_a_newborn_alone(office: Office) -> None:
    line = one_line(office)
    alone = office.visit(answers=EXISTING, applicant=child(NEWBORN), brought={line: MISSING, GAP: DEFERRED})
    case = office.file(alone)
    assert item(case, LICENCE).state is ItemState.TO_CORRECT  # what lacks is told all the same
    case = office.do(case, Supplement({line: RECEIVED, GAP: RECEIVED}))
    assert item(case, LICENCE).state is ItemState.RECEIVED


def test_that_a_grown_person_with_papers_needs_no_guardian(office: Office) -> None:
    assert item(office.file(office.visit(answers=EXISTING, applicant=somebody())), LICENCE).state is (
        ItemState.ACCEPTED
    )
