"""People of the organs stand on the hall's list and do nothing in the window's name (L8)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from counter.domain.case.acts.acts import Propose
from counter.domain.case.item_events import Cause
from counter.domain.errors import BadInput, RuleRefused
from counter.domain.visit.filing_mode import FilingMode
from counter.services.case.perform import perform
from counter.services.hall.staff import sign_on
from counter.services.visit.file_case import file_case
from tests.services.case.test_organ_decisions import PIN, accepted, person
from tests.services.office import Office, office_on
from tests.services.papers.test_receipt_counts import EXISTING, LICENCE


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with office_on(tmp_path / "profile") as opened:
        person(opened, "R02", "娜仁花", "农牧局")
        yield opened


def test_that_people_of_an_organ_do_nothing_in_the_windows_name(office: Office) -> None:
    case = accepted(office)
    row = next(s for s in office.app.journal.staff() if s.code == "R02")
    with pytest.raises(RuleRefused) as refused:
        perform(office.app, case.id, Propose(LICENCE, Cause.NEGATIVE_RESULT, "现场不符合"), row)
    assert refused.value.rule == "duty"
    setting = office.app.setting()
    with pytest.raises(RuleRefused, match="不在窗口值班"):
        file_case(
            office.app.journal,
            office.app.projector,
            setting,
            office.visit(answers=EXISTING),
            clerk=row,
            decision=FilingMode.KEEP,
        )
    with pytest.raises(RuleRefused, match="不在窗口值班"):
        sign_on(office.app.journal, code="R02", pin=PIN)


@pytest.mark.parametrize(("role", "organ"), [("representative", ""), ("signer", " "), ("clerk", "农牧局")])
def test_that_only_people_of_an_organ_have_an_organ(office: Office, role: str, organ: str) -> None:
    with pytest.raises(BadInput) as refused:
        person(office, "X01", "某某", organ, role)
    assert refused.value.field == "organ"
