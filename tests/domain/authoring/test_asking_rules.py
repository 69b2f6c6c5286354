"""Questions of a number and legal judgements in a guide that is being made: written, read back, checked, told apart."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from counter.domain.authoring.editing.node import PAPER_USE, QUESTION, Node, row_of
from counter.domain.authoring.editing.patch import apply
from counter.domain.authoring.editing.references import users
from counter.domain.authoring.editing.row_edits import remove, set_cell
from counter.domain.authoring.lint.question_checks import counted, judged
from counter.domain.guide.diff.change import Effect
from counter.domain.guide.diff.diff import diff
from counter.domain.guide.library import guide_of, library_of, part_of
from counter.domain.guide.model import Guide
from counter.domain.guide.rows.faults import Faults
from counter.domain.guide.rows.rows import library_from, tables_of
from counter.domain.guide.rows.validation import validate
from tests.settings import setting

LIBRARY = library_of(setting().guide)
Change = Any


def changed(**questions: dict[str, object]) -> dict[str, Any]:
    """The shipped library with other columns of some questions; None takes a column away."""
    made: dict[str, Any] = copy.deepcopy(LIBRARY)
    for key, columns in questions.items():
        entry = {**made["questions"][key], **columns}
        made["questions"][key] = {k: v for k, v in entry.items() if v is not None}
    return made


def faults(library: dict[str, Any]) -> list[tuple[str, str]]:
    found = Faults()
    validate(tables_of(library, found), found)
    return [(fault.sort, fault.path) for fault in found.told]


def guide(library: dict[str, Any]) -> Guide:
    return guide_of(library)


def test_that_rows_of_numbers_and_judgements_come_back_as_they_went() -> None:
    found = Faults()
    assert library_from(tables_of(LIBRARY, found)) == LIBRARY
    assert found.told == []
    assert library_of(guide_of(LIBRARY)) == LIBRARY


def test_that_an_older_guide_without_them_is_read_as_it_was() -> None:
    old = changed()
    for question in old["questions"].values():
        question.pop("judgement", None)
    del old["questions"]["q_n_health"]
    for bundle in old["bundles"].values():
        bundle["questions"] = [a for a in bundle["questions"] if a["ask"] != "q_n_health"]
    for item in old["items"].values():
        for material in item["materials"]:
            material["papers"] = [
                use if len(use) < 3 or use[2] != "q_n_health" else [u for u in use[:2] if u is not None]
                for use in material["papers"]
            ]
    assert faults(old) == []
    assert library_of(guide(old)) == old


WRONG: dict[str, tuple[dict[str, dict[str, object]], tuple[str, str]]] = {
    "a judgement with a default": (
        {"q_fire_scope": {"default": ["no"]}},
        ("judged", "questions.q_fire_scope.default"),
    ),
    "a number with options": (
        {"q_fire_scope": {"judgement": None, "most": 9}},
        ("number_options", "questions.q_fire_scope.most"),
    ),
    "bounds the wrong way round": ({"q_n_staff": {"least": 300}}, ("bounds", "questions.q_n_staff.least")),
    "more people than anybody counts": (
        {"q_n_staff": {"most": 501}},
        ("too_many", "questions.q_n_staff.most"),
    ),
    "a least without a most": ({"q_sign": {"least": 1}}, ("no_most", "questions.q_sign.most")),
    "a number that is a judgement": (
        {"q_n_staff": {"judgement": True}},
        ("number_only", "questions.q_n_staff.judgement"),
    ),
}


@pytest.mark.parametrize("name", WRONG)
def test_that_what_cannot_be_is_told_at_its_cell(name: str) -> None:
    columns, fault = WRONG[name]
    assert fault in faults(changed(**columns))


def test_that_only_a_number_counts_papers_and_no_condition_hangs_on_one() -> None:
    by_options = changed()
    use = by_options["items"]["si_employer"]["materials"][3]["papers"][0]
    assert use == ["id_staff", None, "q_n_staff"]
    use[2] = "q_sign"
    assert "no_number" in [sort for sort, _ in faults(by_options)]
    hanging = changed()
    hanging["bundles"]["8"]["items"][0]["when"] = {"q_n_health": ["1"]}
    assert "number_in_condition" in [sort for sort, _ in faults(hanging)]


def test_that_lint_finds_a_default_of_a_judgement() -> None:
    assert judged(setting().guide, "r.judged").flaws == ()
    flaws = judged(guide(changed(q_env={"default": ["no"]})), "r.judged").flaws
    assert [f.place.question for f in flaws] == ["q_env"]


def test_that_lint_finds_a_person_nobody_counts_and_a_number_nobody_uses() -> None:
    assert counted(setting().guide, "r.counted").flaws == ()
    unasked = changed()
    asked = unasked["bundles"]["8"]["questions"]
    unasked["bundles"]["8"]["questions"] = [a for a in asked if a["ask"] != "q_n_health"]
    told = counted(guide(unasked), "r.counted").flaws
    assert {(f.place.bundle, f.place.question) for f in told} == {(8, "q_n_health")}
    assert all("这件事却不问" in f.wrong for f in told)
    spare = changed()
    spare["bundles"]["52"]["questions"].append({"ask": "q_n_health"})
    told = counted(guide(spare), "r.counted").flaws
    assert [(f.place.bundle, f.wrong) for f in told] == [(52, "问了人数，却没有材料按它交")]
    lost = changed()
    lost["items"]["si_employer"]["materials"][3]["papers"][0][2] = "q_gone"
    assert any("q_gone" in f.wrong for f in counted(guide(lost), "r.counted").flaws)


def test_that_a_part_of_the_guide_brings_the_numbers_along() -> None:
    part = part_of(LIBRARY, [8])
    assert {"q_n_health", "q_n_staff"} <= set(part["questions"])
    assert faults(part) == []


def test_that_a_number_in_use_is_known_and_goes_with_what_counts_by_it() -> None:
    node = Node(QUESTION, ("q_n_performers",))
    using = users(LIBRARY, node)
    assert [one.sheet for one in using if one.sheet == PAPER_USE] == [PAPER_USE]
    use = next(one for one in using if one.sheet == PAPER_USE)
    assert row_of(LIBRARY, use)["per"] == "q_n_performers"


def test_that_a_number_that_goes_takes_the_counting_along() -> None:
    made = apply(LIBRARY, remove(LIBRARY, Node(QUESTION, ("q_n_performers",)), cascade=True))
    uses = [use for material in made["items"]["performance"]["materials"] for use in material["papers"]]
    assert ["performance_4"] in uses
    assert faults(made) == []


def test_that_the_bureau_sets_and_clears_what_a_paper_is_counted_by() -> None:
    use = Node(PAPER_USE, ("si_employer", 3, 0))
    assert row_of(LIBRARY, use) == {"paper": "id_staff", "per": "q_n_staff"}
    cleared = apply(LIBRARY, set_cell(LIBRARY, use, "per", ""))
    assert cleared["items"]["si_employer"]["materials"][3]["papers"][0] == ["id_staff"]
    again = apply(cleared, set_cell(cleared, use, "per", "q_n_staff"))
    assert again == LIBRARY


def test_that_the_bureau_marks_a_judgement() -> None:
    node = Node(QUESTION, ("q_tob_layout",))
    made = apply(LIBRARY, set_cell(LIBRARY, node, "judgement", "是"))
    assert made["questions"]["q_tob_layout"]["judgement"] is True
    assert guide(made).questions["q_tob_layout"].judgement


def test_that_a_change_of_counting_is_told_as_more_or_less_to_bring() -> None:
    use = Node(PAPER_USE, ("si_employer", 3, 0))
    before = apply(LIBRARY, set_cell(LIBRARY, use, "per", ""))
    told = [change for change in diff(before, LIBRARY).changes if "按人数" in change.sentence]
    assert [change.effect for change in told] == [Effect.MORE]
