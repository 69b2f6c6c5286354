"""撤回: nobody's application ends without his writing, signed by who can bind him; until then everything runs on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from counter.domain.case.acts import custody
from counter.domain.case.acts.acts import ApplyWithdrawal, Conclude, Withdraw
from counter.domain.case.acts.offers import possible
from counter.domain.case.case import Case
from counter.domain.case.item_events import Result, Signer
from counter.domain.case.item_state import ItemState
from counter.domain.case.paper_events import PaperStage
from counter.domain.document.document import PaperKind
from counter.domain.errors import BadInput, RuleRefused
from counter.domain.tasks.task import TaskKind
from counter.domain.tasks.tasks import tasks
from tests.services.office import Office, item, leaving, office_on, papers

LICENCE, FOLLOWER, SIGN = "epidemic_cond", "farm_record", "signboard"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with office_on(tmp_path / "profile") as opened:
        yield opened


@pytest.fixture
def case(office: Office) -> Case:
    return office.file(office.visit())


def applied(office: Office, case: Case, *items: str) -> Case:
    return office.do(case, ApplyWithdrawal(items, "不养了"))


def signed(case: Case, **changes: Any) -> Withdraw:
    """The applicant signs the newest application."""
    act = Withdraw(paper=papers(case, PaperKind.WITHDRAWAL)[-1].id, name="巴图吉雅", handed_over=True)
    return replace(act, **changes)


def waiting(office: Office, case: Case) -> list[str]:
    found = tasks(case, office.app.jurisdiction, office.app.calendar)
    return [t.paper for t in found if t.kind is TaskKind.WITHDRAWAL]


def test_that_nothing_ends_before_the_application_is_signed(office: Office, case: Case) -> None:
    before = item(case, LICENCE)
    case = applied(office, case, LICENCE)
    (paper,) = papers(case, PaperKind.WITHDRAWAL)
    assert (item(case, LICENCE).state, item(case, LICENCE).due) == (before.state, before.due)
    assert waiting(office, case) == [paper.id]
    assert next(o for o in possible(case, office.app.setting()) if o.kind is Withdraw).urgent
    case = office.do(case, signed(case))
    assert item(case, LICENCE).state is ItemState.WITHDRAWN
    assert item(case, FOLLOWER).state is ItemState.WITHDRAWN  # it could only follow
    assert case.withdrawals[0].number == paper.number
    assert waiting(office, case) == []


def test_that_the_paper_says_what_ends_why_and_what_goes_back_and_nobody_seals_it(
    office: Office, case: Case
) -> None:
    case = applied(office, case, LICENCE)
    words = str(papers(case, PaperKind.WITHDRAWAL)[0].content)
    assert "乌兰浩特市农牧局：" in words
    assert "“畜禽养殖场备案（畜禽标识代码）”要等上列事项办成才能办" in words
    assert "撤回的原因：不养了" in words
    ours = [x for x in case.lines if set(x.items) <= {LICENCE, FOLLOWER}]
    back = [x.name for x in ours if custody.at_window(case, x) != custody.HeldSheets(0, 0)]
    assert back
    assert all(f"'{name}'" in words for name in back)
    assert papers(case, PaperKind.WITHDRAWAL)[0].content["seal_organ"] == ""  # type: ignore[index]


def test_that_one_application_covers_items_of_several_organs(office: Office, case: Case) -> None:
    case = applied(office, case, LICENCE, SIGN)
    (paper,) = papers(case, PaperKind.WITHDRAWAL)
    assert set(paper.items) == {LICENCE, SIGN}
    case = office.do(case, signed(case))
    assert {item(case, i).state for i in (LICENCE, SIGN)} == {ItemState.WITHDRAWN}


def test_that_nobody_withdraws_by_word_alone(office: Office, case: Case) -> None:
    with pytest.raises(RuleRefused) as refused:
        office.do(case, Withdraw((LICENCE,), "不办了", name="巴图吉雅"))
    assert refused.value.field == "written"
    assert item(office.now(case), LICENCE).state is ItemState.ACCEPTED


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"handed_over": False}, "handed_over"),
        ({"name": ""}, "name"),
        ({"name": "别人"}, "name"),
        ({"signer": Signer.LEGAL_REPRESENTATIVE}, "signer"),
        ({"written": date(2026, 11, 20)}, "written"),
        ({"items": (SIGN,)}, "items"),
    ],
)
def test_that_only_who_binds_the_applicant_signs_and_only_a_sheet_that_exists(
    office: Office, case: Case, changes: dict[str, Any], field: str
) -> None:
    case = applied(office, case, LICENCE)
    with pytest.raises((BadInput, RuleRefused)) as refused:
        office.do(case, signed(case, **changes))
    assert refused.value.field == field


@pytest.mark.parametrize("written", [date(2026, 11, 19), date(2026, 11, 21)])
def test_that_a_writing_of_his_own_has_a_day_that_can_be(office: Office, case: Case, written: date) -> None:
    with pytest.raises(BadInput):
        office.do(case, leaving((LICENCE,), written=written))
    ended = office.do(case, leaving((LICENCE,)))
    assert item(ended, LICENCE).state is ItemState.WITHDRAWN
    assert [h.text for h in ended.history if h.kind == "withdrawal.signed"] == ["收到申请人自己写的撤回申请"]


def test_that_an_application_falls_when_its_item_is_decided_or_another_is_made(
    office: Office, case: Case
) -> None:
    case = applied(office, applied(office, case, SIGN), LICENCE)
    first, second = papers(case, PaperKind.WITHDRAWAL)
    assert (first.stage, second.stage) == (PaperStage.VOID, PaperStage.MADE)
    granted = Conclude(LICENCE, Result.GRANTED, date(2026, 11, 20), "乌农许〔2026〕7号", "那顺")
    case = office.do(case, granted)
    assert papers(case, PaperKind.WITHDRAWAL)[1].stage is PaperStage.VOID
    with pytest.raises(RuleRefused):
        office.do(case, signed(case))


def test_that_who_stays_after_all_loses_nothing(office: Office, case: Case) -> None:
    case = applied(office, case, LICENCE)
    case = office.do(case, signed(case, declined=True, name=""))
    assert papers(case, PaperKind.WITHDRAWAL)[0].stage is PaperStage.VOID
    assert item(case, LICENCE).state is ItemState.ACCEPTED
