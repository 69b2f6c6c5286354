"""Who signs a pledge has to be registered in that capacity, an agent with the authority to pledge (L4)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from counter.domain.case.acts.acts import SignPledge
from counter.domain.case.item_events import Signer
from counter.domain.case.item_state import ItemState
from counter.domain.document.document import PaperKind
from counter.domain.errors import RuleRefused
from counter.domain.people.applicant import Agent, Person
from counter.domain.people.identity import IdType
from tests.services.office import DEFERRED, Office, item, office_on, papers
from tests.services.papers.test_receipt_counts import EXISTING, GAP, LICENCE
from tests.settings import somebody


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with office_on(tmp_path / "profile") as opened:
        yield opened


@pytest.mark.parametrize("authority", ["", "  "])
def test_that_an_agent_signs_a_pledge_only_with_the_authority_to_pledge(
    office: Office, authority: str
) -> None:
    agent = Agent(Person("李静", IdType.RESIDENT_ID, "999999199001011238", "10000005678"), "代为提交材料")
    visit = office.visit(
        answers={**EXISTING, "q_agent": ("agent",)},
        brought={GAP: DEFERRED},
        applicant=replace(somebody(), agent=agent),
    )
    case = office.file(visit)
    pledge = papers(case, PaperKind.PLEDGE)[0].id
    with pytest.raises(RuleRefused) as refused:
        office.do(case, SignPledge(pledge, Signer.AGENT, "李静", authority, handed_over=True))
    assert (refused.value.rule, refused.value.field) == ("L4", "authority")
    assert item(case, LICENCE).state is ItemState.TO_PLEDGE
    signed = office.do(case, SignPledge(pledge, Signer.AGENT, "李静", "代为签署容缺承诺", handed_over=True))
    assert item(signed, LICENCE).state is ItemState.GAPPED


@pytest.mark.parametrize("signer", [Signer.AGENT, Signer.GUARDIAN, Signer.LEGAL_REPRESENTATIVE])
def test_that_nobody_signs_a_pledge_in_a_capacity_that_was_not_registered(
    office: Office, signer: Signer
) -> None:
    case = office.file(office.visit(answers=EXISTING, brought={GAP: DEFERRED}))
    pledge = papers(case, PaperKind.PLEDGE)[0].id
    signed = SignPledge(pledge, signer, "巴图吉雅", "代为签署容缺承诺", handed_over=True)
    with pytest.raises(RuleRefused) as refused:
        office.do(case, signed)
    assert (refused.value.rule, refused.value.field) == ("L4", "signer")
