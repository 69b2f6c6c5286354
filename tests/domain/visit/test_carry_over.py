"""Changed answers keep what was ticked and say what moved."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from counter.domain.guide.model import Guide
from counter.domain.visit.carry_over import carry_over, papers_to_return
from counter.domain.visit.checklist import Checklist
from counter.domain.visit.material import Brought, MaterialState, Shared, SharedAnswer, Unasked
from counter.domain.visit.refit import refit
from counter.domain.visit.visit import Visit
from tests.domain.visit.walks import listed

RENTING: dict[str, object] = {
    "q_entity": "individual",
    "q_catering_area": "within",
    "q_employees": "no",
    "q_sign": "no",
    "q_premises": "rent",
    "q_residential": "no",
    "q_health": "have",
    "q_agent": "self",
}
GOT = Brought(MaterialState.RECEIVED, original_seen=True, copies=1)


def test_that_what_was_ticked_stays(guide: Guide) -> None:
    old, new = listed(guide, 8, RENTING), listed(guide, 8, {**RENTING, "q_premises": "own"})
    kept, said = carry_over(old, new, {"id_card_operator": GOT, "lease": GOT})
    assert kept["id_card_operator"] == GOT
    assert "lease" not in kept
    assert said == (
        "新增“不动产权证书（自有）”（原件或复印件1份）。",
        "“出租人的不动产权证书”不再要了。",
    )


def test_that_nothing_moves_when_nothing_changes(guide: Guide) -> None:
    found = listed(guide, 8, RENTING)
    kept, said = carry_over(found, found, {"lease": GOT})
    assert said == ()
    assert kept == {"lease": GOT}


def test_that_an_answer_makes_nothing_looked_at_that_nobody_touched(guide: Guide) -> None:
    old, new = listed(guide, 8, RENTING), listed(guide, 8, {**RENTING, "q_sign": "shop", "q_agent": "agent"})
    kept, _ = carry_over(old, new, {})
    assert kept == {}


def test_that_what_was_looked_for_and_is_missing_stays_missing(guide: Guide) -> None:
    old, new = listed(guide, 8, RENTING), listed(guide, 8, {**RENTING, "q_sign": "shop"})
    missing = Brought(MaterialState.MISSING)
    assert carry_over(old, new, {"lease": missing})[0] == {"lease": missing}


def test_that_a_licence_to_be_made_becomes_one_to_be_shown(guide: Guide) -> None:
    old, new = listed(guide, 8, RENTING), listed(guide, 8, {**RENTING, "q_entity": "existing"})
    for recorded in ({}, {"business_licence": Brought(MaterialState.AWAITING)}):
        kept, said = carry_over(old, new, recorded)
        assert "business_licence" not in kept  # nobody has looked whether it is here
    assert (
        "“营业执照”由“由本次“个体工商户设立登记”办出，不用交”改为“出示原件，窗口核对后退还，不收复印件”。"
        in said
    )


def test_that_a_tick_the_new_list_does_not_allow_has_to_be_made_again(demo: Guide) -> None:
    staff = {**RENTING, "q_employees": "yes"}
    old = listed(demo, 8, staff)
    roll = Brought(MaterialState.DEFERRED, note="三日内补")
    assert MaterialState.DEFERRED in getattr(old.line("si_employer_3"), "allowed", ())
    kept, said = carry_over(old, listed(demo, 8, staff), {"si_employer_3": roll})
    assert (kept["si_employer_3"], said) == (roll, ())
    awaited = Brought(MaterialState.AWAITING, note="x")
    late = listed(demo, 8, {**staff, "q_entity": "existing"})
    kept, said = carry_over(late, late, {"business_licence": awaited})
    assert "business_licence" not in kept
    assert said == ("“营业执照”现在不能按“待前序”处理，请重新确认。",)


def test_that_a_paper_coming_back_finds_its_record(guide: Guide) -> None:
    renting, owning = listed(guide, 8, RENTING), listed(guide, 8, {**RENTING, "q_premises": "own"})
    kept, said = carry_over(owning, renting, {"lease": GOT})
    assert kept["lease"] == GOT
    assert "“租赁合同”又要用到，原来的记录保留。" in said


@pytest.mark.parametrize("number", [6, 9, 36, 52, 80])
def test_that_a_list_carried_to_itself_is_silent(guide: Guide, number: int) -> None:
    found = listed(guide, number, {})
    opening = {line.id: Brought(line.initial) for line in found.lines}
    assert carry_over(found, found, opening) == (opening, ())
    assert carry_over(found, found, {}) == ({}, ())


def test_that_what_was_received_and_is_no_longer_asked_for_has_to_go_back(guide: Guide) -> None:
    old, new = listed(guide, 8, RENTING), listed(guide, 8, {**RENTING, "q_premises": "own"})
    wrong = Brought(MaterialState.DEFECTIVE, note="没有签字")
    back = papers_to_return(old, new, {"lease": GOT, "landlord_title": wrong, "id_card_operator": GOT}, {})
    gone = [line.id for line in old.lines if new.line(line.id) is None]
    assert set(back) == {"lease", "landlord_title"} & set(gone)
    assert back["lease"] == Unasked("租赁合同", GOT)
    assert papers_to_return(new, old, {}, back) == {}  # asked for again: in use again
    returned = {"lease": Unasked("租赁合同", GOT, returned=True)}
    assert papers_to_return(new, new, {}, returned) == returned  # told until it is asked for again


def test_that_an_identity_card_only_shown_went_back_at_once_and_a_copy_of_it_has_to(guide: Guide) -> None:
    old = listed(guide, 8, RENTING)
    card = next(line for line in old.lines if line.never_kept)
    empty = listed(guide, 80, {})
    shown = Brought(MaterialState.RECEIVED, original_seen=True)
    assert papers_to_return(old, empty, {card.id: shown}, {}) == {}
    copied = Brought(MaterialState.RECEIVED, copies=1)
    assert papers_to_return(old, empty, {card.id: copied}, {}) == {card.id: Unasked(card.name, copied)}


def test_that_a_draft_under_a_new_guide_names_what_has_to_go_back(guide: Guide) -> None:
    own = {q: (o,) for q, o in {**RENTING, "q_premises": "own"}.items()}
    visit = Visit(8, own, {"lease": GOT, "id_card_operator": GOT})  # type: ignore[arg-type]
    fitted = refit(visit, guide, lambda one: listed(guide, 8, {**RENTING, "q_premises": "own"}))
    assert fitted is not None
    assert fitted.visit.unasked == {"lease": Unasked("租赁合同", GOT)}
    assert set(fitted.visit.brought) == {"id_card_operator"}


DEED = "property_cert_own"
OWNING: dict[str, object] = {**RENTING, "q_premises": "own"}


def sharing_the_deed(answers: dict[str, object], guide: Guide) -> Checklist:
    """The list as it stands where the deed is had by sharing."""
    found = listed(guide, 8, answers)
    states = (MaterialState.SHARED, MaterialState.RECEIVED)
    return replace(
        found,
        lines=tuple(
            replace(x, allowed=states, initial=MaterialState.SHARED) if x.id == DEED else x
            for x in found.lines
        ),
    )


@pytest.mark.parametrize(
    "said",
    [
        Brought(MaterialState.SHARED, shared=SharedAnswer(Shared.CONSISTENT)),
        Brought(
            MaterialState.MISSING,
            shared=SharedAnswer(Shared.NOT_FOUND, "自然资源局", "3号", date(2026, 11, 2)),
        ),
    ],
)
def test_that_what_came_of_looking_it_up_stays_and_comes_back(guide: Guide, said: Brought) -> None:
    owning, renting = sharing_the_deed(OWNING, guide), listed(guide, 8, RENTING)
    more = sharing_the_deed({**OWNING, "q_sign": "shop"}, guide)
    assert carry_over(owning, more, {DEED: said})[0] == {DEED: said}
    assert carry_over(owning, renting, {DEED: said})[0] == {}
    assert carry_over(renting, owning, {DEED: said})[0] == {DEED: said}


def test_that_a_paper_called_wrong_goes_back_where_it_is_had_by_sharing_now(guide: Guide) -> None:
    wrong = Brought(MaterialState.DEFECTIVE, copies=1, note="看不清")
    owning, sharing = listed(guide, 8, OWNING), sharing_the_deed(OWNING, guide)
    back = {DEED: Unasked(line.name, wrong)} if (line := owning.line(DEED)) else {}
    assert papers_to_return(owning, sharing, {DEED: wrong}, {}) == back
    visit = Visit(8, {q: (str(o),) for q, o in OWNING.items()}, {DEED: wrong})
    fitted = refit(visit, guide, lambda one: sharing)
    assert fitted is not None
    assert fitted.visit.unasked == back
    assert fitted.visit.brought == {DEED: Brought(MaterialState.SHARED)}
    again = refit(fitted.visit, guide, lambda one: sharing)
    assert again is not None
    assert again.visit.unasked == back
