"""The line of stages: one present stage at most, nothing through that is open, nothing open that is through."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter.domain.case.acts.acts import Conclude
from counter.domain.case.archive.contents import span_of
from counter.domain.case.case import Case
from counter.domain.case.case_item import CaseItem, Conclusion
from counter.domain.case.item_events import Ending, Result
from counter.domain.case.item_state import ItemState
from counter.domain.case.organ_events import HandsOver
from counter.domain.case.stages import CaseStage, StageProgress, StageStanding, line_words, stages_of
from counter.domain.tasks.delivery import delivered
from counter.domain.visit.filing_mode import FilingMode
from counter.ui.words.case import taken_in_words
from tests.services.office import FRIDAY, Office, office_on
from tests.services.rounds.test_rounds import filed

TODAY = FRIDAY.date()


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    with office_on(tmp_path_factory.mktemp("stages") / "profile") as opened:
        yield opened


def line(case: Case) -> tuple[StageStanding, ...]:
    return stages_of(case, delivered)


def present(case: Case) -> CaseStage | None:
    return next((one.stage for one in line(case) if one.standing is StageProgress.NOW), None)


def test_that_what_was_only_taken_in_waits_for_acceptance(office: Office) -> None:
    case = office.file(office.visit(), FilingMode.KEEP)
    assert present(case) is CaseStage.ACCEPTANCE
    assert line_words(line(case)).startswith("申请 11-20 → 【受理")


def test_that_a_visit_begun_before_midnight_was_handed_over_then(tmp_path: Path) -> None:
    with office_on(tmp_path / "profile") as late:
        late.at("2026-11-20", 23)
        visit = late.visit()
        late.at("2026-11-21", 9)  # a draft that was filed the next morning
        case = late.file(visit, FilingMode.KEEP)
        assert line_words(line(case)).startswith("申请 11-20 → ")
        assert span_of(case) == (date(2026, 11, 20), date(2026, 11, 21))
        assert taken_in_words(case) == "11月20日 23:00 收件"


def test_that_the_present_stage_never_goes_back_while_the_organs_decide(office: Office) -> None:
    case = filed(office)
    seen = [present(case)]
    while still := [item for item in case.items if item.state is ItemState.ACCEPTED]:
        item = still[0]
        case = office.do(case, Conclude(item.id, Result.GRANTED, TODAY, f"文〔2026〕{item.id}", "那顺"))
        seen.append(present(case))
    order = [list(CaseStage).index(one) if one is not None else len(CaseStage) for one in seen]
    assert len(seen) > 1
    assert order == sorted(order)


@st.composite
def items(draw: st.DrawFn, case: Case) -> tuple[CaseItem, ...]:
    """The items of a case, each in any state that its fields allow."""
    made = []
    for item in case.items:
        state = draw(st.sampled_from(list(ItemState)))
        closed = state in (ItemState.GRANTED, ItemState.REJECTED, ItemState.REFUSED, ItemState.REVOKED)
        ended = state in (ItemState.WITHDRAWN, ItemState.DROPPED, ItemState.RETURNED)
        conclusion = (
            Conclusion(
                Result.GRANTED,
                TODAY,
                "文",
                "那顺",
                "",
                FRIDAY,
                hands_over=draw(st.sampled_from(list(HandsOver))),
            )
            if closed
            else None
        )
        accepted = state.accepted or state in (ItemState.GRANTED, ItemState.REJECTED, ItemState.DONE)
        made.append(
            replace(
                item,
                state=state,
                decided=accepted,
                at=FRIDAY if accepted else None,
                organ_accepted=None,
                deemed_on=TODAY if state is ItemState.DEEMED else None,
                proposal=None,
                conclusion=conclusion,
                ending=Ending.WITHDRAWN if ended else None,
            )
        )
    return tuple(made)


@given(st.data())
def test_that_the_line_never_contradicts_itself(office: Office, data: st.DataObject) -> None:
    base = _base(office)
    some = replace(base, items=data.draw(items(base)), certificates=())
    shown = line(some)
    assert [one.stage for one in shown] == list(CaseStage)
    standings = [one.standing for one in shown]
    assert standings.count(StageProgress.NOW) <= 1
    if StageProgress.NOW in standings:
        before = standings[: standings.index(StageProgress.NOW)]
        after = standings[standings.index(StageProgress.NOW) + 1 :]
        assert set(before) <= {StageProgress.DONE, StageProgress.NONE}
        assert StageProgress.DONE not in after
    else:
        assert set(standings) <= {StageProgress.DONE, StageProgress.NONE}
        assert not any(not item.state.closed and item.state is not ItemState.CONFLICT for item in some.items)
    for one in shown:
        assert 0 <= one.through <= one.items
        assert (one.standing is StageProgress.DONE) <= (one.through == one.items > 0)
    decision = shown[3]
    assert decision.items - decision.through == sum(
        not (item.state.closed or item.state is ItemState.DONE) for item in some.items
    ) + sum(item.state is ItemState.LAPSED for item in some.items)


_KEPT: list[Case] = []


def _base(office: Office) -> Case:
    if not _KEPT:
        _KEPT.append(office.file(replace(office.visit(), duplicate_reason="又一家")))
    return _KEPT[0]
