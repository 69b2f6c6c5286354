"""A notice made anew (换发、确定日期) asks for nothing had by sharing by now, whatever the old sheet said (L2)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from counter.domain.case.acts.acts import Decide, Reissue
from counter.domain.case.acts.correction import still_asked
from counter.domain.case.case import Case
from counter.domain.case.item_events import NotifiedGap
from counter.domain.case.item_state import ItemState
from counter.domain.document.document import PaperKind
from counter.domain.errors import RuleRefused
from counter.domain.visit.material import Brought, MaterialState, Shared, SharedAnswer
from tests.domain.visit.test_assess import RESTAURANT
from tests.services.case.test_relieve_material import under
from tests.services.case.test_shareable import DEED, FOOD, PLAN, as_recorded_before, shares
from tests.services.office import FRIDAY, MISSING, Office, item, office_on, papers


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with office_on(tmp_path / "profile") as opened:
        yield opened


def restaurant(office: Office, *more: str) -> Case:
    brought = {PLAN: MISSING, **dict.fromkeys(more, MISSING)}
    visit = office.visit(8, brought, dict(RESTAURANT.answers))
    return office.file(replace(visit, duplicate_reason="第三家店"))


def other_line(office: Office) -> str:
    """A further paper that only the licence needs."""
    case = office.file(
        replace(office.visit(8, answers=dict(RESTAURANT.answers)), duplicate_reason="另一家店")
    )
    return next(
        x.id for x in case.lines if x.items == (FOOD,) and x.initial is MaterialState.MISSING and x.id != PLAN
    )


def in_force_on_monday(office: Office) -> Office:
    later = under(office, shares(PLAN))
    office.at("2026-11-23")
    later.at("2026-11-23")
    return later


def notice(case: Case) -> str:
    return next(
        p.id
        for p in reversed(papers(case, PaperKind.CORRECTION_NOTICE))
        if p.stage.binding and FOOD in p.items
    )


def test_that_a_notice_made_anew_leaves_out_what_a_later_version_shares(office: Office) -> None:
    other = other_line(office)
    case = restaurant(office, other)
    assert {g.line for g in item(case, FOOD).told[-1].gaps} >= {PLAN, other}
    later = in_force_on_monday(office)
    after = later.do(case, Reissue(notice(case)))
    told = item(after, FOOD).told[-1]
    assert {g.line for g in told.gaps} == {other}
    line = case.checklist.line(PLAN)
    assert line is not None
    new = next(p for p in after.papers if p.id == notice(after))
    assert (
        str(new.content).count(line.name)
        == str(new.content).count(f"{line.name}（指南第2版改为共享获取，免交）")
        == 1
    )


def test_that_nothing_is_made_anew_where_all_of_it_is_shared_by_now(office: Office) -> None:
    case = restaurant(office)
    later = in_force_on_monday(office)
    with pytest.raises(RuleRefused) as refused:
        later.do(case, Reissue(notice(case)))
    assert refused.value.rule == "L2"
    assert "请接着办" in refused.value.sentence
    assert item(later.do(case, Decide((FOOD,))), FOOD).state is ItemState.ACCEPTED


@pytest.mark.parametrize("state", [MaterialState.MISSING, MaterialState.DEFECTIVE, MaterialState.DEFERRED])
def test_that_what_an_earlier_program_told_is_not_told_again_by_another_sheet(
    office: Office, state: MaterialState
) -> None:
    gap = NotifiedGap(DEED, "不动产权证书", state.value, "")
    filed = office.file(office.visit())
    assert still_asked(as_recorded_before(filed, Brought(state, note="看不清")), (gap,)) == ()
    written = SharedAnswer(Shared.NOT_FOUND, "自然资源局", "乌自然函〔2026〕3号", FRIDAY.date())
    known = as_recorded_before(filed, Brought(state, note="看不清", shared=written))
    assert still_asked(known, (gap,)) == (gap,)
