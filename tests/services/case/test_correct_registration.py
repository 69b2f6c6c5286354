"""更正登记: a name or number that was written wrongly, though it reads well, is put right; papers stay as they are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from stdnum.cn import uscc

from counter.domain.case.acts.acts import CorrectRegistration, Decide, IdentifyParty, SignPledge
from counter.domain.case.acts.offers_here import possible_here
from counter.domain.case.case import Case
from counter.domain.case.item_events import Signer
from counter.domain.document.document import PaperKind
from counter.domain.errors import BadInput, RuleRefused
from counter.domain.hall.consent import Consent
from counter.domain.people.applicant import Agent, Applicant, ApplicantKind, Guardian, Party, Person
from counter.domain.people.identity import IdType
from counter.domain.visit.filing_mode import FilingMode
from tests.services.office import DEFERRED, SUPERVISOR, Office, office_on, papers
from tests.services.visit.test_outcomes import GAP
from tests.settings import somebody

RIGHT_NAME = "巴图吉娅"
OTHER = "999999199003070012"  # another number in order
BY_AGENT = {"q_agent": ("agent",)}
WHY = "对照居民身份证原件"
NAME = CorrectRegistration(Party.PERSON, name=RIGHT_NAME, reason=WHY)
NUMBER = CorrectRegistration(Party.PERSON, id_number=OTHER, reason=WHY, consent=SUPERVISOR)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with office_on(tmp_path / "profile") as opened:
        yield opened


def errata(case: Case) -> list[str]:
    return [str(p.content) for p in papers(case, PaperKind.ERRATUM)]


def test_that_a_name_written_wrongly_is_put_right_and_the_applicant_gets_one_notice_of_it(
    office: Office,
) -> None:
    case = office.file(office.visit())
    after = office.do(case, NAME)
    assert after.applicant is not None
    assert (after.applicant.name, after.applicant.person and after.applicant.person.name) == (RIGHT_NAME,) * 2
    (notice,) = errata(after)
    assert f"'原来写的', '{somebody().name}'" in notice
    assert f"'更正为', '{RIGHT_NAME}'" in notice
    given = [p.number for p in case.papers if p.number and p.kind != PaperKind.TRANSFER_SLIP]
    assert given
    assert all(number in notice for number in given)
    assert [replace(p) for p in after.papers if p.kind != PaperKind.ERRATUM] == list(case.papers)
    assert [(i.id, i.state, i.due) for i in after.items] == [(i.id, i.state, i.due) for i in case.items]
    assert after.history[-2].text == "更正申请人的登记：姓名（名称）已更正"
    assert office.now(case) == after
    assert [row.case for row in office.app.journal.find_cases(RIGHT_NAME).rows] == [case.id]
    assert office.app.journal.find_cases(somebody().name).rows == ()


def test_that_the_notice_says_what_to_do_where_something_is_still_wrong(office: Office) -> None:
    """Who reads his own name once more has to know where it is put right, and that a document is needed."""
    (notice,) = errata(office.do(office.file(office.visit()), NAME))
    assert "还有写错的，请持证件原件到本窗口再更正" in notice


def test_that_the_open_part_of_the_entry_names_nobody(office: Office) -> None:
    case = office.do(office.file(office.visit()), NAME)
    for entry in office.app.journal.entries(case.id):
        assert RIGHT_NAME not in entry.payload.decode()
        assert WHY not in entry.payload.decode()


def test_that_later_papers_have_the_right_name_and_a_second_notice_lists_only_what_is_still_wrong(
    office: Office,
) -> None:
    case = office.do(office.file(office.visit(brought={GAP: DEFERRED})), NAME)
    pledge = papers(case, PaperKind.PLEDGE)[0]
    signed = office.do(case, SignPledge(pledge.id, Signer.APPLICANT, RIGHT_NAME, handed_over=True))
    accepted = papers(signed, PaperKind.GAP_NOTICE)[0]
    assert RIGHT_NAME in str(accepted.content)
    again = office.do(signed, replace(NAME, name=somebody().name))
    second = errata(again)[-1]
    first = papers(signed, PaperKind.ERRATUM)[0]
    wrong = {p.number for p in signed.papers if p.number and RIGHT_NAME in str(p.content)}
    assert {accepted.number, first.number} <= wrong
    assert all(number in second for number in wrong)
    assert not [p.number for p in case.papers if p.number and p.number not in wrong and p.number in second]


def test_that_a_number_is_changed_only_with_a_supervisor(office: Office) -> None:
    case = office.file(office.visit())
    for consent, field in (
        (None, "supervisor"),
        (Consent("S01", "0000"), "pin"),
        (Consent("W01", "1234"), None),
    ):
        with pytest.raises((RuleRefused, BadInput)) as refused:
            office.do(case, replace(NUMBER, consent=consent))
        assert field is None or refused.value.field == field
    assert office.now(case) == case
    after = office.do(case, NUMBER)
    assert after.applicant is not None
    assert after.applicant.person is not None
    assert after.applicant.person.id_number == OTHER
    assert next(h.text for h in reversed(after.history) if h.kind == "applicant.identified") == (
        "更正申请人的登记：号码已更正，S01 同意"
    )
    (notice,) = errata(after)
    assert OTHER not in notice  # masked, as on every paper
    assert f"{OTHER[:6]}" in notice


def test_that_another_person_is_another_application(office: Office) -> None:
    case = office.file(office.visit())
    with pytest.raises(RuleRefused) as refused:
        office.do(case, replace(NUMBER, name=RIGHT_NAME))
    assert "换了人" in refused.value.sentence
    assert office.now(case) == case


def test_that_who_has_no_number_is_shown_by_the_guardian_alone(office: Office) -> None:
    newborn = Applicant(ApplicantKind.PERSON, "苏日娜", Person("苏日娜", IdType.NONE_YET))
    alone = office.file(office.visit(applicant=newborn), FilingMode.KEEP)
    with pytest.raises(RuleRefused) as refused:
        office.do(alone, NAME)
    assert "看不出是不是同一个人" in refused.value.sentence
    of_hers = replace(newborn, name="娜仁", person=Person("娜仁", IdType.NONE_YET), guardian=_guardian())
    after = office.do(office.file(office.visit(applicant=of_hers), FilingMode.KEEP), NAME)
    assert after.applicant == replace(of_hers, name=RIGHT_NAME, person=Person(RIGHT_NAME, IdType.NONE_YET))


def test_that_what_is_wrong_or_the_same_or_without_a_reason_is_refused_at_its_field(office: Office) -> None:
    case = office.file(office.visit())
    assert case.applicant is not None
    for act, field in (
        (replace(NUMBER, id_number=OTHER[:-1] + "0"), "id_number"),
        (replace(NUMBER, id_number="12"), "id_number"),
        (replace(NAME, name=case.applicant.name), "name"),
        (replace(NAME, name="", phone="12"), "phone"),
        (replace(NAME, reason=" "), "reason"),
        (replace(NAME, who=Party.AGENT), "who"),
        (replace(NAME, who=Party.ORGANISATION), "who"),
        (replace(NAME, name=""), "name"),
    ):
        with pytest.raises((BadInput, RuleRefused)) as refused:
            office.do(case, act)
        assert refused.value.field == field, act
    assert office.now(case) == case


def test_that_a_doubtful_registration_is_put_in_order_by_checking_it(office: Office) -> None:
    whole = somebody()
    assert whole.person is not None
    doubtful = replace(whole, person=replace(whole.person, id_number="999999198502024560"))
    case = office.file(office.visit(applicant=doubtful), FilingMode.KEEP)
    with pytest.raises(RuleRefused) as refused:
        office.do(case, NAME)
    assert "核对号码" in refused.value.sentence
    checked = office.do(case, IdentifyParty(Party.PERSON, "999999198502024569", reason=WHY))
    assert errata(office.do(checked, NAME))


def test_that_a_number_once_held_against_the_document_stays_so_when_the_name_is_put_right(
    office: Office,
) -> None:
    whole = somebody()
    assert whole.person is not None
    odd = replace(whole.person, id_number="999999198502024560", id_confirmed=True)
    case = office.file(office.visit(applicant=replace(whole, person=odd)))
    after = office.do(case, NAME)
    assert after.applicant is not None
    assert after.applicant.person == replace(odd, name=RIGHT_NAME)


def test_that_a_telephone_needs_nobody_and_no_notice(office: Office) -> None:
    case = office.file(office.visit())
    after = office.do(case, replace(NAME, name="", phone="139 4888 0000"))
    assert after.applicant is not None
    assert after.applicant.person is not None
    assert after.applicant.person.phone == "13948880000"
    assert errata(after) == []
    assert after.history[-1].text == "更正申请人的登记：电话已更正"


def test_that_agent_guardian_and_organisation_are_put_right_each_by_itself(office: Office) -> None:
    helper = Person("其其格", id_number="99999919850202450X")
    by_agent = replace(somebody(), agent=Agent(helper, "全部事项"), guardian=_guardian())
    case = office.file(office.visit(applicant=by_agent, answers=BY_AGENT))
    after = office.do(case, replace(NAME, who=Party.AGENT, name="琪琪格"))
    assert after.applicant == replace(by_agent, agent=Agent(replace(helper, name="琪琪格"), "全部事项"))
    assert "代理人姓名" in errata(after)[0]
    again = office.do(after, replace(NAME, who=Party.GUARDIAN, name="乌兰其其格"))
    assert again.applicant is not None
    assert again.applicant.guardian is not None
    assert again.applicant.guardian.relation == "母亲"
    firm = Applicant(ApplicantKind.ORGANISATION, "草原肉业有限公司", uscc="91150502MA0N0RQ57A", note="")
    filed = office.file(office.visit(applicant=firm), FilingMode.KEEP)
    named = office.do(filed, replace(NAME, who=Party.ORGANISATION, name="草原食品有限公司"))
    assert named.applicant is not None
    assert named.applicant.name == "草原食品有限公司"
    assert "单位名称" in errata(named)[0]


@pytest.mark.parametrize(
    ("kind", "called"),
    [
        (ApplicantKind.ORGANISATION, "法定代表人（负责人）姓名"),
        (ApplicantKind.PLANNED, "投资人或指定代表姓名"),
    ],
)
def test_that_who_acts_for_an_organisation_is_called_so_in_the_notice(
    kind: ApplicantKind, called: str, office: Office
) -> None:
    """The applicant is the organisation: 申请人姓名 would be a name that it has not."""
    head = Person("其其格", id_number="99999919850202450X")
    code = "91150502MA0N0RQ57A" if kind is ApplicantKind.ORGANISATION else ""
    case = office.file(
        office.visit(applicant=Applicant(kind, "草原肉业有限公司", head, uscc=code)), FilingMode.KEEP
    )
    (notice,) = errata(office.do(case, replace(NAME, name="琪琪格")))
    assert f"'更正什么', '{called}'" in notice


def test_that_a_planned_name_is_corrected_where_papers_are_addressed_to_it(office: Office) -> None:
    founder = Person("其其格", id_number="99999919850202450X")
    planned = Applicant(ApplicantKind.PLANNED, "草原肉业有限公司", founder)
    case = office.file(office.visit(applicant=planned), FilingMode.KEEP)
    (notice,) = errata(office.do(case, replace(NAME, who=Party.ORGANISATION, name="草原食品有限公司")))
    assert all(p.number in notice for p in papers(case, PaperKind.INTAKE_RECEIPT))


def test_that_it_is_offered_at_every_stage_until_the_file_is_closed(office: Office) -> None:
    kept = office.file(office.visit(), FilingMode.KEEP)
    decided = office.do(kept, Decide(papers_valid=True))
    for case in (kept, decided):
        offers = {
            o.kind: o for o in possible_here(case, office.app.setting(), office.app.journal.station().code)
        }
        assert not offers[CorrectRegistration].urgent
    assert errata(office.do(decided, NAME))


def _guardian() -> Guardian:
    return Guardian(Person("乌云其其格", id_number="999999198203150020"), "母亲")


def test_that_another_open_case_of_the_person_is_told_once_the_number_is_right(office: Office) -> None:
    first = office.file(office.visit())
    whole = somebody()
    assert whole.person is not None
    stranger = replace(whole, name="其其格", person=replace(whole.person, name="其其格", id_number=OTHER))
    second = office.file(office.visit(applicant=stranger))
    right = replace(NUMBER, id_number=whole.person.id_number)
    after = office.do(second, right)
    told = next(h.text for h in reversed(after.history) if h.kind == "applicant.identified")
    assert told.endswith("请核对要不要都办")
    assert first.number in told.replace(" ", "")


def test_that_an_agents_name_tells_of_no_other_case(office: Office) -> None:
    office.file(office.visit())
    helper = Person("其其格", id_number="99999919850202450X")
    by_agent = replace(somebody(), agent=Agent(helper, "全部事项"))
    again = replace(office.visit(applicant=by_agent, answers=BY_AGENT), duplicate_reason="另办一处")
    after = office.do(office.file(again), replace(NAME, who=Party.AGENT, name="琪琪格"))
    told = next(h.text for h in reversed(after.history) if h.kind == "applicant.identified")
    assert told == "更正代理人的登记：姓名（名称）已更正"


def test_that_a_credit_code_is_corrected_as_papers_print_it_whole(office: Office) -> None:
    wrong, right = "91152201MA0N000098", f"91152201MA0N00011{uscc.calc_check_digit('91152201MA0N00011')}"
    firm = Applicant(ApplicantKind.ORGANISATION, "草原肉业有限公司", uscc=wrong)
    case = office.file(office.visit(applicant=firm), FilingMode.KEEP)
    after = office.do(case, replace(NUMBER, who=Party.ORGANISATION, id_number=right))
    (notice,) = errata(after)
    assert wrong in notice
    assert right in notice
