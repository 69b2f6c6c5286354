"""Each check of the rules finds the fault planted for it, at its bundle and question, item or material."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from counter.domain.authoring.lint import rule_checks as rules
from counter.domain.authoring.lint.finding import Flaw, Severity
from counter.domain.authoring.lint.lint import lint
from counter.domain.guide.condition import ALWAYS, AllOf, Not, OptionChosen, SwitchOn
from counter.domain.guide.model import (
    BundleItem,
    BundleQuestion,
    Evidence,
    Guide,
    GuideRefusal,
    Hint,
    Item,
    Option,
    PaperUse,
)
from tests.domain.authoring.lint import clean

OWN = OptionChosen("q_house", ("own",))
BOTH = AllOf((clean.HOUSE, Not(clean.HOUSE)))


def found(guide: Guide, check: str) -> tuple[Flaw, ...]:
    flaws = lint(guide, ()).flaws
    assert all(flaw.severity is Severity.MUST for flaw in flaws if flaw.check.startswith("r."))
    return tuple(flaw for flaw in flaws if flaw.check == check)


def with_bundle(**changes: object) -> Guide:
    return clean.guide(bundles={1: clean.bundle(**changes)})


def with_material(change: Callable[[Item], Item]) -> Guide:
    return clean.guide(change(clean.item()))


def material_when(when: object) -> Guide:
    return with_material(
        lambda item: replace(
            item,
            materials=(item.materials[0], replace(item.materials[1], when=when)),  # type: ignore[arg-type]
        )
    )


def placed(item: str, order: int, after: tuple[str, ...] = (), when: object = ALWAYS) -> BundleItem:
    return BundleItem(item, when, order, after, "次序", Evidence.FOUND)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("guide", "words", "question", "item"),
    [
        (with_bundle(hints=(Hint(OptionChosen("q_none", ("x",)), "提示"),)), "没有的题", "", ""),
        (with_bundle(hints=(Hint(OptionChosen("q_house", ("x",)), "提示"),)), "没有的选项", "", ""),
        (with_bundle(hints=(Hint(SwitchOn("s"), "提示"),)), "本地规定", "", ""),
        (
            with_bundle(questions=(BundleQuestion("q_house", ALWAYS), BundleQuestion("q_none", ALWAYS))),
            "没有的题",
            "q_none",
            "",
        ),
        (with_bundle(questions=(BundleQuestion("q_house", ALWAYS, ("x",)),)), "没有选项", "q_house", ""),
        (
            with_bundle(items=(placed("register", 1), placed("licence", 2), placed("none", 3))),
            "没有的事项",
            "",
            "none",
        ),
        (
            with_bundle(refusals=(GuideRefusal(OWN, "barred", "不行", None, Evidence.FOUND, "other"),)),
            "没有的事项",
            "",
            "",
        ),
    ],
)
def test_that_what_does_not_exist_is_found(guide: Guide, words: str, question: str, item: str) -> None:
    flaws = found(guide, "r.unknown")
    assert len(flaws) == 1
    assert words in flaws[0].wrong
    place = flaws[0].place
    assert (place.bundle, place.question, place.item) == (1, question, item)


def test_that_a_question_this_bundle_does_not_ask_is_found() -> None:
    guide = clean.guide(
        bundles={1: clean.bundle(), 2: clean.bundle(2, questions=(), hints=(Hint(OWN, "提示"),))}
    )
    (flaw,) = found(guide, "r.unknown")
    assert flaw.place.bundle == 2
    assert "不问的题" in flaw.wrong


def test_that_a_paper_nobody_knows_is_found_at_its_material() -> None:
    guide = with_material(
        lambda item: replace(
            item,
            materials=(replace(item.materials[0], papers=(PaperUse("none", ALWAYS),)), item.materials[1]),
        )
    )
    papers = {key: paper for key, paper in guide.papers.items() if key != "none"}
    (flaw,) = found(replace(guide, papers=papers), "r.unknown")
    assert flaw.place.material == "licence/1"


def test_that_a_question_before_what_it_depends_on_is_found() -> None:
    later = clean.question("q_rent", text="租多久？")
    guide = clean.guide(
        questions={"q_house": clean.question(), "q_rent": later},
        bundles={
            1: clean.bundle(
                questions=(BundleQuestion("q_rent", clean.HOUSE), BundleQuestion("q_house", ALWAYS)),
                hints=(Hint(OptionChosen("q_rent", ("rented",)), "提示"),),
            )
        },
    )
    (flaw,) = found(guide, "r.late")
    assert (flaw.place.bundle, flaw.place.question) == (1, "q_rent")


@pytest.mark.parametrize(
    ("items", "words"),
    [
        ((placed("licence", 1, ("register",)), placed("register", 2)), "排在它的前序"),
        ((placed("register", 1), placed("licence", 2, ("none",))), "没有的事项"),
    ],
)
def test_that_an_item_before_its_prerequisite_is_found(items: tuple[BundleItem, ...], words: str) -> None:
    (flaw,) = found(with_bundle(items=items), "r.order")
    assert words in flaw.wrong
    assert (flaw.place.bundle, flaw.place.item) == (1, "licence")


def test_that_two_items_in_one_place_are_found() -> None:
    (flaw,) = found(with_bundle(items=(placed("register", 1), placed("licence", 1))), "r.order")
    assert flaw.place.bundle == 1


@pytest.mark.parametrize(
    ("guide", "where"),
    [
        (with_bundle(items=(placed("register", 1), placed("licence", 2, when=BOTH))), "事项"),
        (with_bundle(hints=(Hint(BOTH, "永远不出现"),)), "提示"),
        (with_bundle(refusals=(GuideRefusal(BOTH, "barred", "不行", None, Evidence.FOUND),)), "不能办的情形"),
        (with_bundle(holds_licence=BOTH), "已有执照"),
        (
            with_bundle(
                questions=(BundleQuestion("q_house", ALWAYS, ("own",)),), hints=(Hint(clean.HOUSE, "x"),)
            ),
            "提示",
        ),
        (with_bundle(given={"q_house": ("own",)}, hints=(Hint(clean.HOUSE, "x"),)), "提示"),
    ],
)
def test_that_a_condition_no_answer_makes_true_is_found(guide: Guide, where: str) -> None:
    flaws = found(guide, "r.unreachable")
    assert len(flaws) == 1
    assert where in flaws[0].place.words
    assert flaws[0].place.bundle == 1


def test_that_a_condition_on_more_answers_than_anybody_can_try_is_told_and_not_guessed() -> None:
    many = tuple(Option(f"o{n}", f"第{n}种") for n in range(40))
    ids = [f"q{n}" for n in range(4)]
    asked = {q: clean.question(q, text=f"问题{q}", options=many) for q in ids}
    guide = clean.guide(
        questions={"q_house": clean.question(), **asked},
        bundles={
            1: clean.bundle(
                questions=tuple(BundleQuestion(q, ALWAYS) for q in ("q_house", *ids)),
                hints=(Hint(AllOf(tuple(OptionChosen(q, ("o1",)) for q in ids)), "提示"),),
            )
        },
    )
    (flaw,) = found(guide, "r.unreachable")
    assert "太多" in flaw.wrong


def test_that_a_material_nobody_is_ever_asked_for_is_found() -> None:
    (flaw,) = found(material_when(BOTH), "r.never_asked")
    assert (flaw.place.item, flaw.place.material) == ("licence", "licence/2")


def test_that_a_material_only_of_a_situation_its_item_is_not_in_is_found() -> None:
    guide = with_bundle(items=(placed("register", 1), placed("licence", 2, when=OWN)))
    (flaw,) = found(guide, "r.never_asked")
    assert flaw.place.material == "licence/2"


def test_that_an_item_that_is_refused_whenever_it_appears_is_found() -> None:
    guide = with_bundle(
        items=(placed("register", 1), placed("licence", 2, when=clean.HOUSE)),
        refusals=(GuideRefusal(clean.HOUSE, "barred", "租的不行", None, Evidence.FOUND, "licence"),),
    )
    (flaw,) = found(guide, "r.refused")
    assert (flaw.place.bundle, flaw.place.item) == (1, "licence")
    assert "租的不行" in flaw.wrong


def test_that_an_item_that_is_refused_only_sometimes_is_no_fault() -> None:
    guide = with_bundle(
        refusals=(GuideRefusal(clean.HOUSE, "barred", "租的不行", None, Evidence.FOUND, "licence"),)
    )
    assert found(guide, "r.refused") == ()


def test_that_a_question_that_must_be_answered_is_not_taken_for_unanswered() -> None:
    never = Not(OptionChosen("q_house", ("rented", "own")))
    (flaw,) = found(with_bundle(hints=(Hint(never, "提示"),)), "r.unreachable")
    assert flaw.place.bundle == 1
    folded = with_bundle(
        questions=(BundleQuestion("q_house", ALWAYS, folded=True),), hints=(Hint(never, "提示"),)
    )
    assert found(folded, "r.unreachable") == ()


@pytest.mark.parametrize(
    ("changes", "words"),
    [({"name": "其他证明"}, "“其他”"), ({"issuer": "公安机关等"}, "出具单位")],
)
def test_that_a_catch_all_in_a_papers_name_is_found(changes: dict[str, str], words: str) -> None:
    guide = clean.guide()
    papers = {**guide.papers, "licence_2": replace(guide.papers["licence_2"], **changes)}  # type: ignore[arg-type]
    (flaw,) = found(replace(guide, papers=papers), "a10.1.papers")
    assert words in flaw.wrong
    assert flaw.place.paper == "licence_2"


def test_that_a_catch_all_told_at_the_material_is_not_told_again_at_its_paper() -> None:
    guide = with_material(
        lambda item: replace(
            item, materials=(item.materials[0], replace(item.materials[1], name="租赁合同等"))
        )
    )
    papers = {**guide.papers, "licence_2": replace(guide.papers["licence_2"], name="租赁合同等")}
    assert found(replace(guide, papers=papers), "a10.1.papers") == ()


def test_that_an_item_of_no_bundle_is_found() -> None:
    (flaw,) = found(clean.guide(clean.item("lonely")), "r.unused")
    assert flaw.place.item == "lonely"


def test_that_an_option_that_decides_nothing_is_found() -> None:
    options = (*clean.question().options, Option("lent", "借的"))
    (flaw,) = found(clean.guide(questions={"q_house": clean.question(options=options)}), "r.idle")
    assert flaw.place.question == "q_house"
    assert "借的" in flaw.wrong


def test_that_an_option_that_tells_the_applicant_something_is_no_fault() -> None:
    options = (*clean.question().options, Option("lent", "借的", tip="请带借用协议"))
    assert found(clean.guide(questions={"q_house": clean.question(options=options)}), "r.idle") == ()


def test_that_a_question_nobody_asks_is_found() -> None:
    more = clean.question("q_more", text="还有吗？", options=(Option("no", "没有", neutral=True),))
    (flaw,) = found(clean.guide(questions={"q_house": clean.question(), "q_more": more}), "r.idle")
    assert flaw.place.question == "q_more"


def test_that_a_question_that_changes_nothing_in_its_bundle_is_found() -> None:
    guide = clean.guide(
        bundles={
            1: clean.bundle(),
            2: clean.bundle(2, items=(placed("register", 1),)),
        },
        items={
            "licence": clean.item(),
            "register": clean.item("register", materials=(clean.material(1, "register"),)),
        },
    )
    (flaw,) = found(guide, "r.idle")
    assert (flaw.place.bundle, flaw.place.question) == (2, "q_house")


@pytest.mark.parametrize(
    ("guide", "words", "count"),
    [
        (clean.guide(bundles={1: clean.bundle(), 2: clean.bundle(2, name="我要开第1家店")}), "另一件事", 2),
        (clean.guide(clean.item(name="某某许可（register）")), "另一个事项", 2),
        (
            with_material(
                lambda item: replace(
                    item, materials=(*item.materials, replace(item.materials[0], key="licence/3"))
                )
            ),
            "列了两次",
            2,
        ),
        (
            clean.guide(
                questions={
                    "q_house": clean.question(options=(Option("rented", "租的"), Option("own", "租的")))
                }
            ),
            "选项“租的”有两个",
            1,
        ),
    ],
)
def test_that_a_name_given_twice_is_found(guide: Guide, words: str, count: int) -> None:
    flaws = [flaw for flaw in found(guide, "r.twice") if words in flaw.wrong]
    assert len(flaws) == count


def test_that_one_material_in_two_situations_is_no_fault() -> None:
    guide = with_material(
        lambda item: replace(
            item, materials=(*item.materials, replace(item.materials[1], key="licence/3", when=OWN))
        )
    )
    assert found(guide, "r.twice") == ()


def test_that_a_broken_bundle_does_not_hide_the_faults_of_another() -> None:
    guide = clean.guide(
        bundles={
            1: clean.bundle(hints=(Hint(SwitchOn("s"), "x"),)),
            2: clean.bundle(2, hints=(Hint(BOTH, "y"),)),
        }
    )
    assert [flaw.place.bundle for flaw in found(guide, "r.unknown")] == [1]
    assert [flaw.place.bundle for flaw in found(guide, "r.unreachable")] == [2]
    assert rules.sound(guide, guide.bundles[2])


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"hints": (Hint(SwitchOn("s"), "x"),)},
        {"hints": (Hint(OptionChosen("q_house", ("gone",)), "x"),)},
        {"hints": (Hint(OptionChosen("q_gone", ("own",)), "x"),)},
        {"holds_licence": OptionChosen("q_gone", ("own",))},
        {"questions": (BundleQuestion("q_gone", ALWAYS),)},
        {"questions": (BundleQuestion("q_house", ALWAYS, only=("gone",)),)},
        {"items": (placed("gone", 1),)},
        {"refusals": (GuideRefusal(ALWAYS, "barred", "x", None, Evidence.FOUND, "gone"),)},
    ],
)
def test_that_a_bundle_is_sound_exactly_where_nothing_in_it_is_unknown(changes: dict[str, object]) -> None:
    guide = with_bundle(**changes)
    bundle = guide.bundles[1]
    assert rules.sound(guide, bundle) is not any(True for _ in rules.unknown_in(guide, bundle))
