"""What can be had by sharing is never demanded in writing: only the organ's written 查无 opens the way (L2)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from counter.domain.case.acts.acts import CaseAct, Decide, Relieve, SignPledge, Supplement
from counter.domain.case.acts.correction import NewFact, Reopening, fact_of_not_found
from counter.domain.case.acts.offers import possible
from counter.domain.case.case import Case
from counter.domain.case.fold import fold
from counter.domain.case.item_events import Signer
from counter.domain.case.item_state import ItemState
from counter.domain.case.missing_papers import still_lacking
from counter.domain.document.document import PaperKind
from counter.domain.errors import BadInput, CounterError, RuleRefused
from counter.domain.guide.entries import Library
from counter.domain.guide.publication import Transition
from counter.domain.visit.assess import assess
from counter.domain.visit.filing_mode import FilingMode
from counter.domain.visit.material import Brought, MaterialState, Shared, SharedAnswer
from counter.domain.visit.sharing import refuse_demands
from tests.domain.visit.test_assess import RESTAURANT
from tests.services.case.test_relieve_material import under, without
from tests.services.office import MISSING, RECEIVED, Office, item, office_on, papers

DEED = "property_cert_own"
"""不动产权证书: the demo hall has it by sharing; the shop's registration and the sign need it."""

SIGN, SHOP = "signboard", "mkt_individual"
TODAY = date(2026, 11, 20)
WRITTEN = SharedAnswer(Shared.NOT_FOUND, "自然资源局", "乌自然函〔2026〕3号", TODAY)
UNFOUND = Brought(MaterialState.MISSING, shared=WRITTEN)
OWED = (MaterialState.MISSING, MaterialState.DEFECTIVE, MaterialState.DEFERRED)
NUMBERS = iter(range(10**6))


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    with office_on(tmp_path_factory.mktemp("shareable") / "profile") as opened:
        yield opened


def filed(
    office: Office, deed: Brought | None = None, decision: FilingMode = FilingMode.DECIDE, **more: Brought
) -> Case:
    """A farm whose deed is recorded as given, everything else brought."""
    brought = {**more, **({DEED: deed} if deed is not None else {})}
    visit = replace(office.visit(brought=brought), duplicate_reason=f"另一处{next(NUMBERS)}")
    return office.file(visit, decision)


def demanded(case: Case) -> bool:
    """True where any notice of the case asks for the deed."""
    return any(g.line == DEED for i in case.items for t in i.told for g in t.gaps)


# ── what may be recorded ──────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("state", OWED)
@pytest.mark.parametrize("decision", list(FilingMode))
def test_that_a_shareable_paper_is_never_owed(
    office: Office, state: MaterialState, decision: FilingMode
) -> None:
    with pytest.raises(RuleRefused) as refused:
        filed(office, Brought(state, note="看不清"), decision)
    assert refused.value.rule == "L2"
    assert refused.value.field == f"materials.{DEED}"


@pytest.mark.parametrize(
    "said",
    [
        SharedAnswer(Shared.NOT_FOUND),
        replace(WRITTEN, organ=""),
        replace(WRITTEN, document=" "),
        replace(WRITTEN, day=None),
        replace(WRITTEN, day=TODAY + timedelta(days=1)),
    ],
)
def test_that_a_not_found_names_the_organ_its_writing_and_its_day(office: Office, said: SharedAnswer) -> None:
    with pytest.raises(BadInput):
        filed(office, Brought(MaterialState.MISSING, shared=said))


def test_that_a_change_says_what_changed_and_prevails(office: Office) -> None:
    changed = SharedAnswer(Shared.CHANGED)
    with pytest.raises(BadInput):
        filed(office, Brought(MaterialState.SHARED, shared=changed))
    case = filed(office, Brought(MaterialState.SHARED, note="地址改为二号街8号", shared=changed))
    assert case.brought[DEED].shared == changed
    assert item(case, SHOP).state is ItemState.DONE
    receipt = str([p.content for p in case.papers])
    assert "以变更后的为准，免交：地址改为二号街8号" in receipt
    entry = next(e for e in office.app.journal.entries(case.id) if e.kind == "materials.received")
    assert "二号街" not in str(entry.payload)  # what changed may name somebody


def test_that_an_answer_stands_only_on_a_shareable_paper(office: Office) -> None:
    with pytest.raises(RuleRefused) as refused:
        filed(office, f_signboard=Brought(MaterialState.RECEIVED, copies=1, shared=WRITTEN))
    assert refused.value.rule == "L2"


def test_that_what_nobody_looked_up_yet_holds_nothing_and_says_so(office: Office) -> None:
    case = filed(office)
    assert item(case, SHOP).state is ItemState.DONE
    assert "共享获取，待核验，免交" in str([p.content for p in case.papers])
    right = filed(office, Brought(MaterialState.SHARED, shared=SharedAnswer(Shared.CONSISTENT)))
    assert "共享获取，申请人核对一致，免交" in str([p.content for p in right.papers])


def test_that_too_few_copies_of_what_was_brought_freely_are_no_gap(office: Office) -> None:
    case = filed(office, Brought(MaterialState.RECEIVED, copies=0))
    assert item(case, SHOP).state is ItemState.DONE
    assert still_lacking(case, office.app.setting()) == {}


def test_that_a_shareable_paper_nobody_touched_is_no_paper_taken_in(office: Office) -> None:
    visit = office.visit()
    bare = assess(office.app.setting(), replace(visit, brought={}))
    assert "materials" in {o.field for o in bare.obstacles}
    looked_up = Brought(MaterialState.SHARED, shared=SharedAnswer(Shared.CONSISTENT))
    said = assess(office.app.setting(), replace(visit, brought={DEED: looked_up}))
    assert "materials" not in {o.field for o in said.obstacles}


# ── 查无 ──────────────────────────────────────────────────────────────────────────────────────────────


def test_that_only_the_organs_writing_lets_it_be_demanded_and_the_notice_names_it(office: Office) -> None:
    case = filed(office, UNFOUND)
    assert demanded(case)
    notice = str(papers(case, PaperKind.CORRECTION_NOTICE)[0].content)
    assert "未提交，自然资源局2026年11月20日书面答复查无（乌自然函〔2026〕3号）" in notice
    assert fold(office.app.journal.entries(case.id)) == case
    case = office.do(case, Supplement({DEED: RECEIVED}))
    assert case.brought[DEED].shared == WRITTEN
    assert item(case, SHOP).state is ItemState.DONE


def test_that_what_came_after_a_not_found_may_be_wrong(office: Office) -> None:
    case = filed(office, UNFOUND)
    case = office.do(case, Supplement({DEED: Brought(MaterialState.DEFECTIVE, note="缺页")}))
    assert case.brought_of(next(x for x in case.lines if x.id == DEED)).state is MaterialState.DEFECTIVE


def test_that_a_not_found_after_the_notice_is_a_new_fact(office: Office) -> None:
    case = filed(office, f_signboard=MISSING)
    assert item(case, SIGN).state is ItemState.TO_CORRECT
    found = {DEED: UNFOUND}
    with pytest.raises(RuleRefused) as refused:
        office.do(case, Decide((SIGN,), lines=found))
    assert refused.value.rule == "L3"
    fact = fact_of_not_found(case.checklist, found)
    after = office.do(case, Decide((SIGN,), reopening=fact, lines=found))
    last = item(after, SIGN).told[-1]
    assert (last.round, last.fact_lines) == (2, (DEED,))
    assert {g.line for g in last.gaps} == {"f_signboard", DEED}


@pytest.mark.parametrize("state", OWED)
def test_that_a_second_look_does_not_demand_it_either(office: Office, state: MaterialState) -> None:
    told, kept = filed(office, f_signboard=MISSING), filed(office, decision=FilingMode.KEEP)
    fact = NewFact("核查记录", TODAY, "核查发现登记的面积不一致", (DEED,))
    wrong = {DEED: Brought(state, note="面积不一致")}
    for case, why in ((told, fact), (kept, None)):
        with pytest.raises(CounterError) as refused:
            office.do(case, Decide((SIGN,), reopening=why, lines=wrong, papers_valid=True))
        assert getattr(refused.value, "rule", "L2") == "L2"


def test_that_the_word_for_all_the_rest_does_not_cover_it(office: Office) -> None:
    visit = replace(office.visit(brought={}), duplicate_reason=f"另一处{next(NUMBERS)}")
    first = next(i for i in visit.brought if i != DEED)
    case = office.file(replace(visit, brought={first: visit.brought[first]}), FilingMode.KEEP)
    after = office.do(case, Decide(rest_missing=True))
    assert papers(after, PaperKind.CORRECTION_NOTICE)
    assert not demanded(after)
    assert after.brought[DEED].state is MaterialState.SHARED


@pytest.mark.parametrize("state", OWED)
def test_that_no_supplement_makes_it_owed(office: Office, state: MaterialState) -> None:
    case = filed(office, f_signboard=MISSING)
    with pytest.raises(CounterError):
        office.do(case, Supplement({DEED: Brought(state, note="看不清")}))


# ── cases and drafts of earlier programs ──────────────────────────────────────────────────────────────


def as_recorded_before(case: Case, deed: Brought) -> Case:
    """The case as an earlier program recorded it: the deed might be 缺, 不符 or 容缺, and was."""
    old = (MaterialState.MISSING, MaterialState.RECEIVED, MaterialState.DEFECTIVE, MaterialState.SHARED)
    lines = tuple(
        replace(x, allowed=old, initial=MaterialState.MISSING) if x.id == DEED else x for x in case.lines
    )
    return replace(case, opened=replace(case.opened, lines=lines), brought={**case.brought, DEED: deed})


@pytest.mark.parametrize("state", OWED)
def test_that_a_case_recorded_before_the_rule_demands_it_no_more(
    office: Office, state: MaterialState
) -> None:
    case = as_recorded_before(filed(office, decision=FilingMode.KEEP), Brought(state, note="看不清"))
    line = case.checklist.line(DEED)
    assert line is not None
    assert line.shareable
    assert case.brought_of(line).state is MaterialState.SHARED
    setting = office.app.setting()
    decide = possible(case, setting)[0]
    assert (decide.kind, SHOP in decide.items) == (Decide, True)
    assert DEED not in {g.line for gaps in still_lacking(case, setting).values() for g in gaps}


# ── later versions ────────────────────────────────────────────────────────────────────────────────────


def shares(paper: str) -> Callable[[Library], None]:
    """That paper is had by sharing from that version on."""

    def change(library: Library) -> None:
        library["papers"][paper]["shareable"] = "yes"

    return change


PLAN, FOOD = "floor_plan", "food_small_catering"


def restaurant(office: Office, plan: Brought, decision: FilingMode = FilingMode.DECIDE) -> Case:
    visit = office.visit(8, {PLAN: plan}, dict(RESTAURANT.answers))
    return office.file(replace(visit, duplicate_reason=f"另一家店{next(NUMBERS)}"), decision)


@pytest.mark.parametrize("plan", [MISSING, Brought(MaterialState.DEFECTIVE, note="没有标尺寸")])
def test_that_what_a_later_version_shares_is_not_demanded_of_an_earlier_case(
    office: Office, plan: Brought
) -> None:
    case = restaurant(office, plan, FilingMode.KEEP)
    later = under(office, shares(PLAN))
    case = later.do(case, Decide(papers_valid=True))
    assert not papers(case, PaperKind.CORRECTION_NOTICE)
    assert case.brought[PLAN].state is MaterialState.RELIEVED
    story = next(h.text for h in case.history if h.kind == "material.relieved")
    assert story.startswith("指南第2版改为共享获取，按从轻的过渡规则不用再交：")
    assert fold(later.app.journal.entries(case.id)) == case


def test_that_without_a_lighter_rule_the_earlier_version_stands(office: Office) -> None:
    case = restaurant(office, MISSING, FilingMode.KEEP)
    later = under(office, shares(PLAN), Transition.BEGUN)
    case = later.do(case, Decide(papers_valid=True))
    assert papers(case, PaperKind.CORRECTION_NOTICE)


def test_that_what_was_told_before_is_let_go_by_hand_also_where_it_came_wrong(office: Office) -> None:
    case = restaurant(office, Brought(MaterialState.DEFECTIVE, note="没有标尺寸"))
    assert item(case, FOOD).state is ItemState.TO_CORRECT
    later = under(office, shares(PLAN))
    offer = next(o for o in possible(case, later.app.setting()) if o.kind is Relieve)
    assert offer.lines == (PLAN,)
    done = later.do(case, Relieve(offer.lines))
    assert item(done, FOOD).state is ItemState.ACCEPTED
    nothing_asked = under(office, without(PLAN))
    with pytest.raises(RuleRefused):  # what came and is wrong is corrected, unless it is had by sharing
        nothing_asked.do(case, Relieve((PLAN,)))


def test_that_a_supplement_does_not_say_again_what_is_shared_by_now(office: Office) -> None:
    case = restaurant(office, MISSING)
    later = under(office, shares(PLAN))
    case = later.do(case, Supplement({PLAN: Brought(MaterialState.DEFECTIVE, note="没有标尺寸")}))
    assert item(case, FOOD).state is ItemState.ACCEPTED
    assert "仍不符合" not in str(papers(case, PaperKind.SUPPLEMENT_RECEIPT)[-1].content)


# ── any order ─────────────────────────────────────────────────────────────────────────────────────────

STEP = st.tuples(st.integers(0, 4), st.sampled_from(list(MaterialState)), st.booleans(), st.booleans())


@settings(max_examples=15, deadline=None)
@given(first=st.sampled_from(list(MaterialState)), steps=st.lists(STEP, max_size=6))
def test_that_no_order_of_acts_demands_it_without_the_organs_writing(
    office: Office, first: MaterialState, steps: list[tuple[int, MaterialState, bool, bool]]
) -> None:
    try:
        case = filed(office, Brought(first, copies=1, note="看不清"), f_signboard=MISSING)
    except CounterError:
        case = filed(office, f_signboard=MISSING)
    written = False
    for kind, state, unfound, named in steps:
        said = SharedAnswer(Shared.CHANGED) if unfound and kind == 4 else None
        mine = Brought(state, copies=1, note="看不清", shared=WRITTEN if unfound and kind == 2 else said)
        fact = NewFact("核查记录", TODAY, "核查发现登记的面积不一致", (DEED,) if named else ())
        try:
            case = office.do(case, _act(kind, mine, fact, case))
        except CounterError:
            continue
        written = written or mine.shared == WRITTEN
        assert written or not demanded(case)
        assert written or f"{DEED}" not in {
            g.line for gaps in still_lacking(case, office.app.setting()).values() for g in gaps
        }


def _act(kind: int, mine: Brought, fact: Reopening, case: Case) -> CaseAct:
    pledges = [p.id for p in papers(case, PaperKind.PLEDGE)]
    made: list[CaseAct] = [
        Supplement({DEED: mine}),
        Supplement({"f_signboard": replace(mine, shared=None)}),
        Decide((SIGN,), reopening=fact, lines={DEED: mine}),
        Decide(papers_valid=True),
        Supplement({DEED: mine}),
    ]
    if kind == 3 and pledges:
        return SignPledge(pledges[-1], Signer.APPLICANT, "", declined=True)
    return made[kind]


def test_that_the_last_gate_before_a_notice_stands_by_itself(office: Office) -> None:
    case = filed(office)
    with pytest.raises(RuleRefused) as refused:
        refuse_demands(case.checklist, {DEED: Brought(MaterialState.MISSING)}, (DEED,))
    assert refused.value.rule == "L2"
    refuse_demands(case.checklist, {DEED: UNFOUND}, (DEED,))
