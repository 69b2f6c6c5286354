"""A confirmation in person names the mandate of the register, on the paper and in the story (S001 Art. 34)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from counter.domain.case.acts.acts import Conclude
from counter.domain.case.item_events import Result
from counter.domain.document.document import PaperKind
from counter.domain.hall.register.records import RegisteredMandate
from counter.domain.hall.register.register import change_to
from counter.services.register.issue_register import issue_register
from tests.services.case.test_organ_decisions import (
    IN_PERSON,
    TODAY,
    drafted,
    hall_recourse,
    person,
    text_of,
)
from tests.services.office import Office, office_on
from tests.services.papers.test_receipt_counts import LICENCE


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with office_on(tmp_path / "profile") as opened:
        person(opened, "R02", "娜仁花", "农牧局")
        yield opened


def test_that_paper_and_story_name_the_mandate_of_the_register(office: Office) -> None:
    case, draft = drafted(office)
    journal = office.app.journal
    letter = RegisteredMandate("农授〔2026〕3号", "农牧局", "R02", ("decide",), date(2026, 1, 1))
    lead = next(s for s in journal.staff() if s.code == "S01")
    issue_register(journal, [change_to(letter, TODAY)], by=lead)
    case = office.do(case, Conclude(LICENCE, Result.REJECTED, TODAY, confirms=draft, **IN_PERSON))
    assert "以本人口令确认，授权书农授〔2026〕3号" in hall_recourse(case, "item.concluded")
    assert "首席代表娜仁花（授权书农授〔2026〕3号）于2026年11月20日以本人口令确认" in text_of(
        case, PaperKind.REJECTION
    )
