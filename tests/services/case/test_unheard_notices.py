"""Whom silence and a passed day bind: a notice without a sheet told nobody, who may not apply alone has not applied."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from counter.domain.case.acts.acts import Conclude, Propose, Serve, Stamp, Supplement
from counter.domain.case.acts.proposal import causes
from counter.domain.case.case import Case
from counter.domain.case.item_events import Cause, Result
from counter.domain.case.item_state import ItemState
from counter.domain.case.organ_events import Ground
from counter.domain.case.paper_events import Way
from counter.domain.document.document import PaperKind
from counter.domain.errors import RuleRefused
from counter.domain.people.applicant import Person
from counter.domain.visit.filing_mode import FilingMode
from counter.domain.visit.material import Brought, MaterialState
from counter.services.case.deem_accepted import deem_overdue
from counter.services.context.ports import TaskSpan
from tests.services.case.test_organ_acceptance import MOTHER, NEWBORN, WITH_CERTIFICATE, child
from tests.services.office import MISSING, SIGNER, Office, item, office_on, papers
from tests.services.papers.test_receipt_counts import EXISTING, LICENCE, one_line

FILING = "farm_record"
FORM = "f_farm_record"
LATE = "2027-05-10"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with office_on(tmp_path / "profile") as opened:
        yield opened


def told(office: Office) -> Case:
    """A filing, which no silence accepts, told that one paper is missing."""
    case = office.file(office.visit(brought={FORM: MISSING}))
    assert item(case, FILING).state is ItemState.TO_CORRECT
    return case


def given_up(day: date) -> Conclude:
    return Conclude(FILING, Result.LAPSED, day, document="乌农放〔2027〕1号", signer=SIGNER)


def test_that_nobody_gives_up_by_a_notice_of_which_no_sheet_was_made(office: Office) -> None:
    case = told(office)
    office.at(LATE)
    day = date.fromisoformat(LATE)
    assert causes(case, item(case, FILING), day) == ()
    with pytest.raises(RuleRefused) as refused:
        office.do(case, Propose(FILING, Cause.CORRECTION_LAPSED))
    assert refused.value.rule == "L5"
    refusal = Conclude(
        FILING, Result.REFUSED, day, document="乌农不受〔2027〕1号", signer=SIGNER, ground=Ground.INCOMPLETE
    )
    for act in (given_up(day), refusal):
        with pytest.raises(RuleRefused) as refused:
            office.do(case, act)
        assert refused.value.rule == "L5"
        assert "出过纸" in refused.value.sentence
    signed = office.do(case, replace(given_up(day), as_issued=True))
    conclusion = item(signed, FILING).conclusion
    assert conclusion is not None
    assert [b.rule for b in conclusion.against] == ["L5"]


def test_that_a_sheet_made_after_the_day_to_bring_sets_no_day_either(office: Office) -> None:
    case = told(office)
    office.at(LATE)
    case = office.printed(case)
    with pytest.raises(RuleRefused, match="出过纸"):
        office.do(case, given_up(date.fromisoformat(LATE)))


def test_that_who_was_told_on_paper_or_brought_something_wrong_can_give_up(office: Office) -> None:
    printed = office.printed(told(office))
    wrong = office.file(replace(office.visit(brought={FORM: MISSING}), duplicate_reason="另一处场地"))
    wrong = office.do(wrong, Supplement({FORM: Brought(MaterialState.DEFECTIVE, note="没有签名")}))
    office.at(LATE)
    day = date.fromisoformat(LATE)
    assert causes(printed, item(printed, FILING), day) == (Cause.CORRECTION_LAPSED,)
    assert causes(wrong, item(wrong, FILING), day) == (Cause.CORRECTION_WRONG,)
    assert item(office.do(printed, given_up(day)), FILING).state is ItemState.LAPSED


def test_that_the_clerks_word_in_time_for_a_sheet_made_elsewhere_tells_of_the_day(office: Office) -> None:
    case = told(office)
    (notice,) = papers(case, PaperKind.CORRECTION_NOTICE)
    case = office.do(case, Stamp((notice.id,), handed_over=True))
    office.at(LATE)
    day = date.fromisoformat(LATE)
    assert causes(case, item(case, FILING), day) == (Cause.CORRECTION_LAPSED,)


def licence_told(office: Office) -> tuple[Case, str]:
    case = office.file(office.visit(answers=EXISTING, brought={one_line(office): MISSING}))
    return case, papers(case, PaperKind.CORRECTION_NOTICE)[0].id


def test_that_a_notice_said_in_time_to_be_handed_over_is_no_silence(office: Office) -> None:
    case, notice = licence_told(office)
    case = office.do(case, Stamp((notice,), handed_over=True))
    office.at("2026-12-09")
    assert deem_overdue(office.app) == ()
    case = office.do(case, Serve((notice,), Way.WINDOW, date(2026, 11, 20), "巴图吉雅"))
    assert item(case, LICENCE).state is ItemState.TO_CORRECT


def test_that_the_same_word_after_the_last_day_tells_nobody_any_more(office: Office) -> None:
    case, notice = licence_told(office)
    office.at("2026-12-09")
    case = office.do(case, Stamp((notice,), handed_over=True))
    (deemed,) = deem_overdue(office.app)
    assert item(deemed, LICENCE).state is ItemState.DEEMED


@pytest.mark.parametrize("person", [NEWBORN, WITH_CERTIFICATE])
def test_that_silence_accepts_no_newborn_alone_and_the_list_says_that_nobody_told(
    office: Office, person: Person
) -> None:
    case = office.file(office.visit(answers=EXISTING, applicant=child(person)))
    office.at("2026-12-20")
    assert deem_overdue(office.app) == ()
    waiting = office.app.journal.tasks(TaskSpan(), 100)
    assert LICENCE in {row.task.item for row in waiting if row.task.day and row.task.day < "2026-12-20"}
    other = replace(office.visit(answers=EXISTING, applicant=child(person, MOTHER)), duplicate_reason="同来")
    guarded = office.file(other, FilingMode.KEEP)
    office.at("2027-01-10")
    (deemed,) = deem_overdue(office.app)
    assert deemed.id == guarded.id != case.id
