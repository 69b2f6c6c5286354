"""Each person is counted, and nobody is asked for what he cannot have: what a second reading of the guide found."""

from __future__ import annotations

import pytest

from counter.domain.guide.model import Guide
from counter.domain.visit.checklist import Line
from counter.domain.visit.situation import unanswered
from tests.domain.visit.walks import listed, papers, settled

DOCTORS = ("f_doctor_register", "photo_doctor", "doctor_register_3", "id_doctor", "doctor_register_5")
ALONE = {"q_entity": "individual", "q_employees": "no", "q_sign": "no", "q_premises": "own"}


def line(guide: Guide, number: int, answers: dict[str, object], paper: str) -> Line:
    found = listed(guide, number, settled(guide, number, answers)).line(paper)
    assert found is not None
    return found


@pytest.mark.parametrize("number", [27, 74, 86])
@pytest.mark.parametrize("paper", DOCTORS)
def test_that_every_doctor_has_papers_of_his_own(guide: Guide, number: int, paper: str) -> None:
    """A clinic that registers three doctors hands in three forms and six photographs."""
    clinic = {"q_entity": "existing", "q_clinic_kind": "general"} if number == 27 else {}
    answers: dict[str, object] = {**clinic, "q_doctor_case": "first", "q_n_doctors": 3}
    found = line(guide, number, answers, paper)
    assert found.each == (2 if paper == "photo_doctor" else 1)
    assert f"（每人{found.each}份）" in found.wanted
    assert max(found.copies, found.originals) == 3 * found.each


def test_that_every_veterinarian_brings_his_certificate(guide: Guide) -> None:
    assert line(guide, 73, {"q_n_vets": 3}, "vet_clinic_5").copies == 3


@pytest.mark.parametrize("number", [35, 36])
def test_that_an_innkeeper_who_works_alone_owes_no_identity_card_of_staff(guide: Guide, number: int) -> None:
    answers = {**ALONE, "q_health": "have", "q_n_workers": 0}
    assert "id_staff" not in papers(listed(guide, number, settled(guide, number, answers)))
    assert line(guide, number, {**answers, "q_n_workers": 2}, "id_staff").copies == 2


@pytest.mark.parametrize("number", [35, 36, 85])
def test_that_the_same_people_are_counted_by_one_question(guide: Guide, number: int) -> None:
    """Who employs people says their number once, for the insurance and for the police."""
    bundle, local = guide.bundles[number], guide.switch_defaults()
    for employs in ("yes", "no"):
        answers = {"q_entity": ("existing",), "q_scrap": ("metal",), "q_employees": (employs,)}
        asked = {one.id for one in unanswered(guide, bundle, answers, local)}
        assert len(asked & {"q_n_staff", "q_n_workers"}) == 1


def test_that_who_owns_a_house_with_a_brother_brings_no_marriage_certificate(guide: Guide) -> None:
    sale: dict[str, object] = {"q_house_mortgage": "none", "q_agent": "self", "q_n_sellers": 2}
    with_brother = listed(guide, 80, settled(guide, 80, {**sale, "q_seller_co": "share"}))
    assert "spouse_consent" in papers(with_brother)
    assert "marriage_cert_seller" not in papers(with_brother)
    assert "marriage_cert_seller" in papers(listed(guide, 80, {**sale, "q_seller_co": "yes"}))
    assert line(guide, 80, {**sale, "q_seller_co": "share"}, "id_seller").copies == 2


@pytest.mark.parametrize("number", [79, 80])
def test_that_a_spouse_is_one_and_other_co_owners_are_counted(guide: Guide, number: int) -> None:
    sale: dict[str, object] = {"q_seller_co": "no"} if number == 80 else {}
    couple = line(guide, number, {**sale, "q_house_co": "couple"}, "id_co_owner")
    assert (couple.copies, couple.each) == (1, 0)
    shared = line(guide, number, {**sale, "q_house_co": "share", "q_n_co_owners": 3}, "id_co_owner")
    assert (shared.copies, shared.each) == (3, 1)


def test_that_borrower_and_spouse_each_bring_a_report_of_credit(guide: Guide) -> None:
    loan: dict[str, object] = {"q_hpf_use": "used", "q_agent": "self"}
    assert {"hpf_loan_7", "hpf_credit_spouse"} <= papers(listed(guide, 69, {**loan, "q_married": "married"}))
    assert "hpf_credit_spouse" not in papers(listed(guide, 69, {**loan, "q_married": "single"}))


def test_that_whether_a_car_is_exempt_may_be_left_to_the_window(guide: Guide) -> None:
    answers: dict[str, object] = {"q_car_owner": "person", "q_car_exempt": "unsure", "q_agent": "self"}
    assert "vehicle_reg_7" in papers(listed(guide, 55, answers))


def test_that_nobody_is_sent_to_a_village_for_a_building_permit(guide: Guide) -> None:
    """What stands in for a title is not the same paper everywhere: the words beside the answer name none."""
    tip = guide.questions["q_premises"].option("nocert")
    assert tip is not None
    assert "嘎查" not in (tip.tip or "")
    assert "building_permit" in papers(listed(guide, 83, {"q_premises": "nocert"}))


@pytest.mark.parametrize(
    ("number", "answers", "elsewhere"),
    [
        (52, {"q_birth_have": "todo", "q_birth_place": "home"}, True),
        (74, {"q_doctor_case": "multi"}, True),
        (66, {"q_entity": "existing", "q_usedcar": "market", "q_employees": "no", "q_sign": "no"}, True),
        (13, {"q_entity": "existing", "q_employees": "no", "q_sign": "no"}, False),
    ],
)
def test_that_what_is_done_elsewhere_is_not_called_needless(
    guide: Guide, number: int, answers: dict[str, object], elsewhere: bool
) -> None:
    found = listed(guide, number, answers)
    assert found.nothing_needed
    assert found.not_here is elsewhere


@pytest.mark.parametrize("parents", [1, 2])
def test_that_each_parent_who_is_registered_shows_an_identity_card(guide: Guide, parents: int) -> None:
    assert line(guide, 52, {"q_birth_have": "have", "q_n_parents": parents}, "id_parents").copies == parents
