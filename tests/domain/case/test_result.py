"""No organ decides for missing papers before the day it gave, whatever the item's state and the decision's day (L5)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter.domain.case import item_events as said
from counter.domain.case.acts.acts import Conclude
from counter.domain.case.acts.incompleteness import names_missing_papers, too_early
from counter.domain.case.acts.result import ADVERSE, check_result, results
from counter.domain.case.case import Case
from counter.domain.case.case_item import CaseItem
from counter.domain.case.events import BroughtRecord, PaperCopied
from counter.domain.case.item_events import NotifiedGap, Result
from counter.domain.case.item_state import ItemState
from counter.domain.case.material_events import SupplementReceived, SupplementReceivedSealed
from counter.domain.case.organ_events import Ground
from counter.domain.case.paper_events import PaperFailed
from counter.domain.document.document import PaperKind
from counter.domain.errors import RuleRefused
from counter.domain.visit.verdict import Outcome
from tests import builders
from tests.settings import setting
from tests.stories import ORGAN, Story, due

OPENED = date(2026, 11, 20)
END = date(2026, 12, 31)
DAYS = st.dates(OPENED, END)
NAMED = {"document": "乌市监不许〔2026〕1号", "signer": "Q02"}
OTHER = {
    **NAMED,
    "ground": Ground.OTHER,
    "note": "经营场所不符合卫生要求",
    "basis": "《食品安全法》第三十三条",
}


def told(by: date | None, *, out: bool = True) -> Story:
    """An item of which one paper was told to be brought by that day; ``out``: a sheet of the notice came out."""
    end = due(by.isoformat()) if by else None
    gap = NotifiedGap("lease", "租赁合同", "missing", "", end)
    story = Story(lines=(builders.line("lease"),)).then(
        said.ItemTold("food", "许可", ORGAN, (gap,), 1, end), said.ItemToldSealed("缺租赁合同")
    )
    issued = story.issued(PaperKind.CORRECTION_NOTICE)
    return issued.copied() if out else issued


def gapped(by: date | None) -> Story:
    """An item accepted while one paper may come until that day."""
    gap = NotifiedGap("lease", "租赁合同", "deferred", "", due(by.isoformat()) if by else None)
    return Story(lines=(builders.line("lease"),)).then(
        said.ItemGapped("food", "许可", ORGAN, (gap,), "p1", due("2027-01-30"))
    )


def never_told(outcome: Outcome) -> Story:
    """An item taken in and not decided: nobody was told anything."""
    return Story().held(outcome)


def checked(case: Case, act: Conclude) -> tuple[str, ...]:
    """Which rules the recorded decision would break."""
    return tuple(b.rule for b in check_result(case, act, END + timedelta(days=400), SETTING).against)


SETTING = setting()
UNTOLD = (Outcome.RECEIVED, Outcome.ACCEPT_WITH_GAPS, Outcome.PROPOSE_REFUSAL, Outcome.WAIT)


@given(by=DAYS, day=DAYS, adverse=st.sampled_from(ADVERSE), gap=st.booleans())
def test_that_no_missing_paper_is_held_against_anybody_until_its_day_is_over(
    by: date, day: date, adverse: Result, gap: bool
) -> None:
    case = (gapped(by) if gap else told(by)).case
    item = case.items[0]
    if adverse not in results(case, item, END + timedelta(days=1)):
        return
    ground = None if adverse is Result.LAPSED else Ground.INCOMPLETE
    act = Conclude("food", adverse, day, ground=ground, **NAMED)  # type: ignore[arg-type]
    if day > by:
        assert checked(case, act) == ()
        return
    with pytest.raises(RuleRefused) as refused:
        check_result(case, act, END, SETTING)
    assert refused.value.rule == "L5"
    assert Result.LAPSED not in results(case, item, day)
    assert checked(case, replace(act, as_issued=True)) == ("L5",)  # signed already: received, and marked


def test_that_a_notice_of_which_no_sheet_came_out_told_nobody_what_to_bring() -> None:
    """Neither one that was never printed, nor one that surely failed; one sheet in time is enough."""
    never = told(END, out=False)
    sent = never.then(PaperCopied("p1", "1号", 1, "print"))
    failed = sent.then(PaperFailed("p1", "1号", 1, "窗口打印机", "缺纸"))
    after = END + timedelta(days=1)
    for story in (never, failed):
        assert "没有告知到申请人" in too_early(story.case, story.case.items[0], after)
        assert "没有过" in too_early(story.case, story.case.items[0], END)  # too early is said first
    for story in (sent, failed.copied(copy=2)):
        assert too_early(story.case, story.case.items[0], after) == ""


@given(by=DAYS, day=DAYS, gap=st.booleans())
def test_that_a_ground_of_its_own_waits_for_no_day(by: date, day: date, gap: bool) -> None:
    case = (gapped(by) if gap else told(by)).case
    adverse = Result.REJECTED if gap else Result.REFUSED
    assert checked(case, Conclude("food", adverse, day, **OTHER)) == ()  # type: ignore[arg-type]


@given(day=DAYS, outcome=st.sampled_from(UNTOLD), adverse=st.sampled_from(ADVERSE))
def test_that_who_was_told_nothing_lacks_nothing(day: date, outcome: Outcome, adverse: Result) -> None:
    case = never_told(outcome).case
    assert Result.LAPSED not in results(case, case.items[0], day)
    act = Conclude("food", adverse, day, ground=Ground.INCOMPLETE, **NAMED)  # type: ignore[arg-type]
    with pytest.raises(RuleRefused):
        check_result(case, act, END, SETTING)


@pytest.mark.parametrize("story", [told(None), gapped(None)])
def test_that_where_no_day_is_set_none_is_over(story: Story) -> None:
    item = story.case.items[0]
    assert "没有定下补交期限" in too_early(story.case, item, END)
    assert Result.LAPSED not in results(story.case, item, END)


def test_that_days_in_doubt_are_not_over() -> None:
    gap = NotifiedGap("lease", "租赁合同", "missing", "", due("2026-11-25"))
    told_ = said.ItemTold("food", "许可", ORGAN, (gap,), 1, due("2026-11-25"), dates_held=True)
    case = Story(lines=(builders.line("lease"),)).then(told_, said.ItemToldSealed("缺")).case
    assert "待核" in too_early(case, case.items[0], END)


def test_that_who_brought_everything_lacks_nothing_however_late() -> None:
    story = told(date(2026, 11, 25))
    brought = SupplementReceived({"lease": BroughtRecord("received", True, 9)}, story.at)
    case = story.then(brought, SupplementReceivedSealed()).case
    assert "已经交齐" in too_early(case, case.items[0], END)


@given(day=DAYS, by=DAYS)
def test_that_missing_papers_under_another_name_are_missing_papers(day: date, by: date) -> None:
    case = gapped(by).case
    act = Conclude("food", Result.REJECTED, day, **{**OTHER, "note": "材料不齐全"})  # type: ignore[arg-type]
    assert checked(case, replace(act, as_issued=True)) == (("L5",) if day <= by else ())


@pytest.mark.parametrize(
    ("words", "of_papers"),
    [
        ("申请材料不齐", True),
        ("没有提交租赁合同等材料，未提交材料", True),
        ("逾期没有补齐", True),
        ("缺少租赁合同材料", True),
        ("提供虚假材料", False),
        ("与申请材料不符，缺少消防设施", False),
        ("经营面积不够", False),
        ("许可证逾期未延续", False),
        ("申请资料不齐", True),
        ("要件不全", True),
        ("逾期未补", True),
        ("没有提交申请书", True),
        ("缺申请书", True),
        ("申请书写的场所与现场不符，没有消防通道", False),
    ],
)
def test_that_only_words_of_missing_papers_are_taken_for_them(words: str, of_papers: bool) -> None:
    case = gapped(date(2026, 11, 20)).case
    assert names_missing_papers(case, case.items[0], words) is of_papers


@pytest.mark.parametrize("adverse", [Result.REFUSED, Result.REJECTED])
def test_that_what_the_law_has_accepted_is_not_refused_and_what_the_organ_signed_is_marked(
    adverse: Result,
) -> None:
    """Friday 20 November and five working days: on 30 November silence has accepted (许可法 32).

    What this window has only kept is rejected by nobody before somebody has accepted it (L13).
    """
    kept = ["L13"] if adverse is Result.REJECTED else []
    case = never_told(Outcome.RECEIVED).case
    late = replace(SETTING, now=SETTING.now + timedelta(days=10))
    act = Conclude("food", adverse, date(2026, 11, 27), **OTHER)  # type: ignore[arg-type]
    issued = replace(act, as_issued=True)
    in_time = check_result(
        case, issued, date(2026, 11, 27), replace(SETTING, now=SETTING.now + timedelta(days=7))
    )
    assert [b.rule for b in in_time.against] == kept
    with pytest.raises(RuleRefused) as refused:
        check_result(case, act, date(2026, 11, 30), late)
    assert refused.value.rule == (kept or ["L6"])[0]
    signed = check_result(case, issued, date(2026, 11, 30), late)
    assert [b.rule for b in signed.against] == [*kept, "L6"]


@pytest.mark.parametrize("state", list(ItemState))
def test_that_every_decision_an_organ_has_signed_can_be_recorded_and_breaks_what_it_breaks(
    state: ItemState,
) -> None:
    case = never_told(Outcome.RECEIVED).case
    item: CaseItem = replace(case.items[0], state=state)
    case = replace(case, items=(item,))
    for adverse in ADVERSE:
        ground = {} if adverse is Result.LAPSED else {"ground": Ground.INCOMPLETE}
        act = Conclude("food", adverse, OPENED, as_issued=True, **NAMED, **ground)  # type: ignore[arg-type]
        assert checked(case, act) != ()


def test_that_an_older_result_folds_without_ground_and_without_mark() -> None:
    conclusion = Story().accepted().concluded(Result.REJECTED).case.items[0].conclusion
    assert conclusion is not None
    assert (conclusion.ground, conclusion.known_by, conclusion.against, conclusion.noted) == (
        None,
        None,
        (),
        False,
    )
