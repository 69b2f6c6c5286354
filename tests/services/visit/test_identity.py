"""A case that was kept under a doubtful number is decided by nobody before the number was held against the paper."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from counter.domain.case.acts.acts import Decide, IdentifyParty, Propose, Reissue, SignPledge, Supplement
from counter.domain.case.acts.offers import possible
from counter.domain.case.case import Case
from counter.domain.case.events import ApplicantIdentified, ApplicantIdentifiedSealed
from counter.domain.case.fold import fold
from counter.domain.case.item_events import Cause, Signer
from counter.domain.case.item_state import ItemState
from counter.domain.document.document import PaperKind
from counter.domain.document.numbering import grouped
from counter.domain.errors import RuleRefused
from counter.domain.journal.entries import NewEntry
from counter.domain.people.applicant import Agent, Applicant, Party, Person
from counter.domain.tasks.task import TaskKind
from counter.domain.tasks.tasks import tasks
from counter.domain.visit.filing_mode import FilingMode
from tests.services.office import DEFERRED, MISSING, RECEIVED, Office, item, office_on, papers
from tests.services.visit.test_outcomes import GAP, lacking
from tests.settings import somebody

WRONG = "999999198502024560"
RIGHT = "999999198502024569"
CHECKED = IdentifyParty(Party.PERSON, RIGHT, reason="对照居民身份证原件")


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with office_on(tmp_path / "profile") as opened:
        yield opened


def doubtful() -> Applicant:
    whole = somebody()
    assert whole.person is not None
    return replace(whole, person=replace(whole.person, id_number=WRONG))


def kept(office: Office, **brought: object) -> Case:
    visit = office.visit(applicant=doubtful(), brought=brought)  # type: ignore[arg-type]
    return office.file(visit, FilingMode.KEEP)


def test_that_no_service_decides_or_tells_for_a_doubtful_number(office: Office) -> None:
    line = lacking(office, "si_employer")
    for brought in ({}, {GAP: DEFERRED}, {line: MISSING}):
        with pytest.raises(RuleRefused) as refused:
            office.file(office.visit(applicant=doubtful(), brought=brought))
        assert refused.value.field == "applicant.person.id_number"
    assert office.app.journal.find_cases("巴图吉雅").rows == ()


def test_that_a_kept_case_says_it_and_waits_for_the_paper(office: Office) -> None:
    case = kept(office)
    receipts = papers(case, PaperKind.INTAKE_RECEIPT)
    assert receipts
    assert all("巴图吉雅（号码待核）" in str(p.content) for p in receipts)
    assert all("申请人号码待核" in p.content["marks"] for p in receipts if p.content)  # type: ignore[operator]
    setting = office.app.setting()
    told = [t.words for t in tasks(case, setting.jurisdiction, setting.calendar) if t.kind is TaskKind.NOTICE]
    assert told
    assert all("号码待核" in words for words in told)
    offers = {o.kind: o for o in possible(case, setting)}
    assert offers[IdentifyParty].urgent
    assert Decide not in offers
    with pytest.raises(RuleRefused) as refused:
        office.do(case, Decide())
    assert (refused.value.rule, refused.value.field) == ("identity", "applicant.person.id_number")
    assert office.now(case) == case


@pytest.mark.parametrize("act", [CHECKED, replace(CHECKED, id_number="", confirmed=True)])
def test_that_it_is_decided_once_the_paper_was_looked_at(office: Office, act: IdentifyParty) -> None:
    case = kept(office)
    after = office.do(case, act)
    assert [p.id for p in after.papers] == [p.id for p in case.papers]  # nothing is decided by it
    line = next(h for h in after.history if h.kind == "applicant.identified")
    assert line.text.startswith("核对申请人的登记：")
    entry = next(e for e in office.app.journal.entries(case.id) if e.kind == "applicant.identified")
    assert RIGHT not in entry.payload.decode()
    assert "原件" not in entry.payload.decode()
    assert IdentifyParty not in {o.kind for o in possible(after, office.app.setting())}
    decided = office.do(after, Decide(papers_valid=True))
    assert item(decided, "epidemic_cond").state is ItemState.ACCEPTED
    notice = papers(decided, PaperKind.ACCEPTANCE_NOTICE)[0]
    assert "号码待核" not in str(notice.content)
    assert fold(office.app.journal.entries(case.id)) == decided


def test_that_a_number_in_order_is_not_put_in_order_again(office: Office) -> None:
    case = office.file(office.visit(), FilingMode.KEEP)
    with pytest.raises(RuleRefused) as refused:
        office.do(case, CHECKED)
    assert refused.value.rule == "identity"


def test_that_what_is_brought_later_is_taken_in_and_nothing_is_decided_by_it(office: Office) -> None:
    line = lacking(office, "mkt_individual")
    case = kept(office, **{line: MISSING})
    after = office.do(case, Supplement({line: RECEIVED}, "巴图吉雅"))
    assert item(after, "mkt_individual").state is ItemState.RECEIVED
    receipt = papers(after, PaperKind.SUPPLEMENT_RECEIPT)[0]
    assert "巴图吉雅（号码待核）" in str(receipt.content)
    only = (PaperKind.INTAKE_RECEIPT, PaperKind.SUPPLEMENT_RECEIPT)
    assert not [p for p in after.papers if p.kind not in only]
    whole = office.do(office.do(after, CHECKED), Decide(papers_valid=True))
    assert item(whole, "mkt_individual").state is ItemState.DONE


def spoilt(office: Office, case: Case) -> Case:
    """A case as an older program left it: decided or told under a number nobody had checked."""
    said = ApplicantIdentified("person", number_changed=True, name_changed=False, confirmed=False)
    with office.app.journal.transaction() as tx:
        sealed = ApplicantIdentifiedSealed(doubtful(), "旧版")
        tx.append(NewEntry(case.id, said, case.base, sealed), actor="W01")
        tx.commit()
    return office.now(case)


def test_that_what_an_older_program_began_goes_on_only_after_the_paper_was_looked_at(office: Office) -> None:
    line = lacking(office, "si_employer")
    case = spoilt(office, office.file(office.visit(brought={GAP: DEFERRED, line: MISSING})))
    pledge, notice = papers(case, PaperKind.PLEDGE)[0], papers(case, PaperKind.CORRECTION_NOTICE)[0]
    office.later(days=4)
    for act in (
        SignPledge(pledge.id, Signer.APPLICANT, "巴图吉雅", handed_over=True),
        SignPledge(pledge.id, Signer.APPLICANT, "", declined=True),
        Decide(("si_employer",)),
        Propose("si_employer", Cause.NEGATIVE_RESULT, "不合格"),
        Reissue(notice.id),
    ):
        with pytest.raises(RuleRefused):
            office.do(case, act)
    brought = office.do(case, Supplement({line: RECEIVED}))
    assert item(brought, "si_employer").state is ItemState.RECEIVED
    office.do(office.do(brought, CHECKED), Decide(("si_employer",), papers_valid=True))


def test_that_an_agent_is_named_before_materials_and_known_before_a_decision(office: Office) -> None:
    answers = {"q_agent": ("agent",)}
    nobody = replace(somebody(), agent=Agent(Person(""), ""))
    visit = office.visit(answers=answers, applicant=nobody)
    for decision in FilingMode:
        with pytest.raises(RuleRefused) as refused:
            office.file(visit, decision)
        assert refused.value.field == "applicant.agent.name"
    named = replace(somebody(), agent=Agent(Person("图雅"), ""))
    with pytest.raises(RuleRefused):
        office.file(replace(visit, applicant=named))
    case = office.file(replace(visit, applicant=named), FilingMode.KEEP)
    assert "图雅（号码待核）" in str(case.papers[0].content)
    whole = IdentifyParty(Party.AGENT, RIGHT, scope="全部事项", reason="对照身份证和委托书")
    after = office.do(office.do(case, whole), Decide(papers_valid=True))
    assert item(after, "epidemic_cond").state is ItemState.ACCEPTED


def test_that_a_number_put_in_order_tells_the_other_open_case_of_the_same_matter(office: Office) -> None:
    first = kept(office)
    right = doubtful()
    assert right.person is not None
    right = replace(right, person=replace(right.person, id_number=RIGHT))
    other = office.file(
        office.visit(applicant=right)
    )  # another number: somebody else, as far as anybody knows
    elsewhere = office.file(office.visit(9, applicant=right))
    case = office.do(first, CHECKED)
    said = case.history[-1].text
    assert f"同一件事另有在办的：{grouped(other.number)}，请核对" in said
    assert grouped(elsewhere.number) not in said
    assert grouped(first.number) not in said


def test_that_whose_number_stays_the_same_is_told_nothing_a_second_time(office: Office) -> None:
    """The other case was told at filing, and a reason was given; now it is the agent who is checked."""
    office.file(office.visit())
    agent = Agent(Person("李代办", id_number=WRONG, phone="10000003333"), "全部事项")
    by_agent = replace(somebody(), agent=agent)
    visit = office.visit(applicant=by_agent, answers={"q_agent": ("agent",)})
    case = office.file(replace(visit, duplicate_reason="另一处场地"), FilingMode.KEEP)
    checked = IdentifyParty(Party.AGENT, RIGHT, reason="对照身份证和委托书")
    assert "同一件事" not in office.do(case, checked).history[-1].text
