"""Every obstacle holds for every decision and notice, by agent too; taking materials in never waits for a number."""

from __future__ import annotations

from dataclasses import replace

import pytest

from counter.domain.calendar.workdays import civil_date
from counter.domain.case.acts.acts import IdentifyParty
from counter.domain.case.acts.identification import identified
from counter.domain.errors import BadInput, RuleRefused
from counter.domain.papers.parts.wording import party_lines
from counter.domain.people.applicant import Agent, Applicant, ApplicantKind, Guardian, IdType, Party, Person
from counter.domain.visit.assess import assess
from counter.domain.visit.identified_party import numbers_to_check, refuse_doubtful
from counter.domain.visit.material import Brought, MaterialState
from counter.domain.visit.verdict import Outcome
from counter.domain.visit.visit import Visit
from tests.domain.visit.test_assess import RESTAURANT, complete
from tests.settings import NOON, setting, somebody

TODAY = civil_date(NOON)
GOOD = Person("图雅", id_number="999999198502024569")
WRONG = "999999198502024560"  # the check digit is 9
NOWHERE = "999999198513414568"  # no such day
SHORT = "99999919850202456"
BY_AGENT = replace(RESTAURANT, answers={**RESTAURANT.answers, "q_agent": ("agent",)})
SIGN = {**RESTAURANT.answers, "q_sign": ("shop",)}
INSISTED = Visit(7, {"q_entity": ("individual",)}, insisted=("bundle",), begun_at=NOON)


def with_agent(person: Person, scope: str = "全部事项") -> Applicant:
    return replace(somebody(), agent=Agent(person, scope))


def numbered(number: str) -> Applicant:
    whole = somebody()
    assert whole.person is not None
    return replace(whole, person=replace(whole.person, id_number=number))


def lacking(visit: Visit) -> Visit:
    """Everything in but one paper, so that nothing but a correction comes of its item."""
    whole = complete(visit)
    lines = assess(setting(), whole).checklist.lines
    gone = {x.id: Brought(MaterialState.MISSING) for x in lines if x.initial is MaterialState.MISSING}
    first = next(iter(whole.brought))
    return replace(whole, brought={**gone, first: whole.brought[first]})


def gapped(visit: Visit) -> Visit:
    whole = complete(replace(visit, answers={**visit.answers, "q_sign": ("shop",)}))
    return replace(whole, brought={**whole.brought, "signboard_3": Brought(MaterialState.DEFERRED)})


def insisted(visit: Visit) -> Visit:
    return complete(replace(INSISTED, applicant=visit.applicant))


VISITS = {"accepted": complete, "told to correct": lacking, "with gaps": gapped, "refused": insisted}


@pytest.mark.parametrize("of", VISITS)
@pytest.mark.parametrize("number", ["", WRONG, NOWHERE, SHORT])
def test_that_a_doubtful_number_stops_every_decision_and_notice_and_never_the_receipt(
    of: str, number: str
) -> None:
    found = assess(setting(), VISITS[of](replace(RESTAURANT, applicant=numbered(number))))
    assert [o.field for o in found.obstacles if o.field.startswith("applicant")] == [
        "applicant.person.id_number"
    ]
    assert not [o for o in found.keep_obstacles if o.field.startswith("applicant")]


@pytest.mark.parametrize("of", ["accepted", "told to correct", "with gaps"])
@pytest.mark.parametrize(
    ("agent", "field"),
    [
        (Person(""), "applicant.agent.name"),
        (Person(" ", id_number=GOOD.id_number), "applicant.agent.name"),
        (Person("图雅"), "applicant.agent.id_number"),
        (Person("图雅", IdType.NONE_YET), "applicant.agent.id_number"),
        (Person("图雅", id_number=WRONG), "applicant.agent.id_number"),
        (Person("图雅", id_number=NOWHERE), "applicant.agent.id_number"),
        (Person("图雅", id_number=SHORT), "applicant.agent.id_number"),
    ],
)
def test_that_an_agent_is_somebody_with_a_name_and_a_number(of: str, agent: Person, field: str) -> None:
    found = assess(setting(), VISITS[of](replace(BY_AGENT, applicant=with_agent(agent))))
    assert field in [o.field for o in found.obstacles]
    kept = [o.field for o in found.keep_obstacles]
    assert kept == (["applicant.agent.name"] if not agent.name.strip() else [])


def test_that_an_agent_without_a_scope_is_no_agent_for_a_notice() -> None:
    found = assess(setting(), lacking(replace(BY_AGENT, applicant=with_agent(GOOD, " "))))
    assert "applicant.agent.scope" in [o.field for o in found.obstacles]


def test_that_each_number_of_the_party_is_checked() -> None:
    guarded = replace(somebody(), guardian=Guardian(Person("高娃", id_number=WRONG), "母亲"))
    planned = Applicant(ApplicantKind.PLANNED, "某某合作社", Person("高娃", id_number=WRONG))
    held = Applicant(
        ApplicantKind.ORGANISATION, "某某公司", Person("高娃", id_number=WRONG), uscc="91150000MA0N00000X"
    )
    for applicant, party in (
        (guarded, Party.GUARDIAN),
        (planned, Party.PERSON),
        (held, Party.PERSON),
        (replace(held, person=None, uscc="123"), Party.ORGANISATION),
        (with_agent(Person("高娃", id_number=WRONG)), Party.AGENT),
    ):
        assert numbers_to_check(applicant, TODAY) == {party}
        with pytest.raises(RuleRefused) as refused:
            refuse_doubtful(applicant, TODAY)
        assert refused.value.rule == "identity"


def test_that_a_wrong_check_character_of_a_credit_code_only_warns() -> None:
    company = Applicant(ApplicantKind.ORGANISATION, "某某公司", uscc="91150000MA0N00000X")
    assert numbers_to_check(company, TODAY) == frozenset()
    refuse_doubtful(company, TODAY)


def test_that_whoever_has_no_paper_yet_is_dealt_with_once_that_is_said() -> None:
    newborn = replace(somebody(), person=Person("巴图吉雅", IdType.NONE_YET))
    refuse_doubtful(newborn, TODAY)


def test_that_the_receipt_says_at_the_name_whose_number_is_to_be_checked() -> None:
    applicant = replace(numbered(WRONG), agent=Agent(GOOD, "全部事项"))
    own, agent = party_lines(applicant, setting().jurisdiction.masks, numbers_to_check(applicant, TODAY))
    assert own.startswith("申请人：巴图吉雅（号码待核）　居民身份证 ")
    assert "待核" not in agent


def test_that_the_paper_decides_what_the_number_is() -> None:
    doubtful = numbered(WRONG)
    act = IdentifyParty(Party.PERSON, GOOD.id_number, reason="对照居民身份证原件")
    found = identified(doubtful, act, TODAY)
    assert (found.number_changed, found.name_changed) == (True, False)
    assert found.applicant == numbered(GOOD.id_number)
    same = identified(doubtful, replace(act, id_number="", confirmed=True), TODAY)
    assert same.applicant.person == replace(doubtful.person, id_confirmed=True)  # type: ignore[type-var]
    assert not same.number_changed


def test_that_who_has_no_paper_after_all_keeps_no_number_that_was_doubted() -> None:
    act = IdentifyParty(Party.PERSON, id_type=IdType.NONE_YET, reason="新生儿还没有证件")
    found = identified(numbered(WRONG), act, TODAY)
    assert found.applicant.person == replace(somebody().person, id_type=IdType.NONE_YET, id_number="")  # type: ignore[type-var]


def test_that_an_organisation_without_a_code_says_why() -> None:
    company = Applicant(ApplicantKind.ORGANISATION, "某某协会")
    act = IdentifyParty(Party.ORGANISATION, confirmed=True, reason="尚未赋码，见批文")
    assert identified(company, act, TODAY).applicant.note == "尚未赋码，见批文"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"id_number": NOWHERE}, "id_number"),
        ({"id_number": ""}, "id_number"),
        ({"who": Party.AGENT}, "who"),
        ({"name": "别人"}, "name"),
    ],
)
def test_that_nothing_is_put_in_order_by_what_is_still_wrong_or_somebody_else(
    changes: dict[str, object], field: str
) -> None:
    act = replace(IdentifyParty(Party.PERSON, GOOD.id_number, reason="对照原件"), **changes)  # type: ignore[arg-type]
    with pytest.raises(RuleRefused) as refused:
        identified(numbered(WRONG), act, TODAY)
    assert (refused.value.rule, refused.value.field) == ("identity", field)


def test_that_it_is_said_against_what_a_number_was_held() -> None:
    with pytest.raises(BadInput) as refused:
        identified(numbered(WRONG), IdentifyParty(Party.PERSON, GOOD.id_number), TODAY)
    assert refused.value.field == "reason"


def test_that_an_agent_who_was_only_named_gets_number_and_scope() -> None:
    act = IdentifyParty(Party.AGENT, GOOD.id_number, scope="全部事项", reason="对照身份证和委托书")
    found = identified(with_agent(Person("图雅"), ""), act, TODAY)
    assert found.applicant.agent == Agent(GOOD, "全部事项")


def test_that_pure_receiving_needs_no_number() -> None:
    """Without any agreement every item is only taken in: that is no decision of this window."""
    from counter.domain.hall.authority import Authority

    bare = replace(setting(), authority=Authority())
    whole = complete(replace(RESTAURANT, applicant=numbered(WRONG)))
    found = assess(bare, whole)
    assert {v.outcome for v in found.verdicts} == {Outcome.RECEIVED}
    assert not found.obstacles
