"""A paper is served on the applicant, on who represents him, or on somebody whose relation is written (DOMAIN §2)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from counter.domain.case.acts.acts import PrepareDelivery, Serve, Stamp
from counter.domain.case.acts.receiver import check_receiver, usual_receiver
from counter.domain.case.case import Case
from counter.domain.case.issued_paper import IssuedPaper
from counter.domain.case.paper_events import PaperStage, Way
from counter.domain.document.document import PaperKind
from counter.domain.errors import BadInput
from counter.domain.people.applicant import Agent, Applicant, ApplicantKind, Guardian, Person
from tests.services.office import FRIDAY, Office, office_on, papers
from tests.settings import somebody

CHILD = replace(somebody(name="阿古拉"), guardian=Guardian(Person("乌日娜"), "母亲"))
FIRM = Applicant(
    ApplicantKind.ORGANISATION, "示例合作社", Person("斯琴高娃"), agent=Agent(Person("其其格"), "签收")
)


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    with office_on(tmp_path_factory.mktemp("receiver") / "profile") as opened:
        yield opened


@pytest.fixture(scope="module")
def stamped(office: Office) -> tuple[Case, IssuedPaper]:
    case = office.printed(office.file(office.visit()), PaperKind.ACCEPTANCE_NOTICE)
    paper = papers(case, PaperKind.ACCEPTANCE_NOTICE)[0]
    return office.do(case, Stamp((paper.id,), handed_over=True)), paper


def test_that_a_stranger_signs_for_nobody_until_the_relation_is_written(
    office: Office, stamped: tuple[Case, IssuedPaper]
) -> None:
    case, paper = stamped
    act = Serve((paper.id,), Way.WINDOW, FRIDAY.date(), "斯琴")
    for wrong in (act, replace(act, relation="本人"), replace(act, relation=" ")):
        with pytest.raises(BadInput, match="与申请人的关系") as refused:
            office.do(case, wrong)
        assert refused.value.field == "relation"
    case = office.do(case, replace(act, relation="配偶"))
    assert [p.stage for p in case.papers if p.id == paper.id] == [PaperStage.SERVED]


def test_that_a_proof_names_no_stranger_and_a_letter_has_an_address(
    office: Office, stamped: tuple[Case, IssuedPaper]
) -> None:
    case, paper = stamped
    for act, field in (
        (PrepareDelivery((paper.id,), Way.WINDOW, receiver="斯琴"), "relation"),
        (PrepareDelivery((paper.id,), Way.POST, address=" "), "address"),
    ):
        with pytest.raises(BadInput) as refused:
            office.do(case, act)
        assert refused.value.field == field


@pytest.mark.parametrize(
    ("applicant", "name", "relation", "field"),
    [
        (CHILD, "乌日娜", "", ""),
        (CHILD, "阿古拉", "", "receiver"),
        (CHILD, "阿古拉", "本人", "receiver"),
        (CHILD, "巴特尔", "", "relation"),
        (FIRM, "斯琴高娃", "", ""),
        (FIRM, "其其格", "", ""),
        (FIRM, "示例合作社", "", ""),
        (FIRM, "巴特尔", "本单位", "relation"),
        (FIRM, "巴特尔", "收发员", ""),
        (replace(FIRM, person=None), "巴特尔", "", ""),
        (somebody(), " 巴图吉雅 ", "", ""),
        (None, "巴特尔", "", ""),
        (CHILD, "", "", ""),
    ],
)
def test_that_who_may_sign_without_a_word_more_is_registered(
    applicant: Applicant | None, name: str, relation: str, field: str
) -> None:
    if not field:
        check_receiver(applicant, name, relation)
        return
    with pytest.raises(BadInput) as refused:
        check_receiver(applicant, name, relation)
    assert refused.value.field == field


def test_that_the_guardian_stands_first_in_the_form() -> None:
    said = [usual_receiver(one) for one in (CHILD, FIRM, None, replace(FIRM, person=None))]
    assert said == ["乌日娜", "斯琴高娃", "", ""]
