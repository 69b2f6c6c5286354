"""What the guide in force no longer asks for need not be brought where its rule is 从轻, and in no other case."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from counter.cli.case.acts.readers import read_act
from counter.cli.case.acts.scene import Scene
from counter.domain.case.acts.acts import Decide, Relieve, SignPledge
from counter.domain.case.acts.offers import possible
from counter.domain.case.case import Case
from counter.domain.case.fold import fold
from counter.domain.case.item_events import Signer
from counter.domain.case.item_state import ItemState
from counter.domain.case.missing_papers import still_lacking
from counter.domain.document.document import PaperKind
from counter.domain.errors import BadInput, RuleRefused
from counter.domain.guide.entries import Library
from counter.domain.guide.library import canonical, guide_of, library_of, version_of
from counter.domain.guide.publication import (
    KnownVersion,
    Publication,
    SignedPublication,
    Transition,
    Versions,
)
from counter.domain.tasks.task import TaskKind
from counter.domain.tasks.tasks import tasks
from counter.domain.visit.filing_mode import FilingMode
from counter.domain.visit.material import Brought, MaterialState
from counter.services.context.app import read_guide
from tests.domain.visit.test_assess import RESTAURANT
from tests.services.office import DEFERRED, MISSING, Office, item, leaving, office_on, papers

FOOD, SIGN = "food_small_catering", "signboard"
PLAN, LATER, CARD = "floor_plan", "signboard_3", "id_card_operator"


@pytest.fixture(scope="module")
def station(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    with office_on(tmp_path_factory.mktemp("relief") / "profile") as opened:
        yield opened


def told(station: Office, brought: Mapping[str, Brought] | None = None) -> Case:
    """A restaurant whose floor plan is missing, told to be brought."""
    return filed(station, brought or {PLAN: MISSING}, dict(RESTAURANT.answers))


def filed(
    station: Office,
    brought: Mapping[str, Brought],
    answers: Mapping[str, tuple[str, ...]],
    decision: FilingMode = FilingMode.DECIDE,
) -> Case:
    """One more case of the same invented person."""
    return station.file(replace(station.visit(8, brought, answers), duplicate_reason="另一家店"), decision)


def under(
    station: Office,
    change: Callable[[Library], object],
    rule: Transition = Transition.LIGHTER,
    effective: date = date(2026, 11, 20),
) -> Office:
    """The station once another version is in force there."""
    library = library_of(station.app.guide)
    change(library)
    guide = guide_of(library)
    said = Publication(2, guide.version, "d" * 64, effective, rule, "演示编辑室", "演示", True, "2026-11-19")
    known = KnownVersion(SignedPublication(said, "", ""), datetime(2026, 11, 20, tzinfo=UTC), "S01")
    return Office(replace(station.app, guide=guide, versions=Versions((known,))), station.clock)


def without(paper: str) -> Callable[[Library], None]:
    """No item asks for that paper any more."""

    def change(library: Library) -> None:
        for entry in library["items"].values():
            entry["materials"] = [
                m for m in entry["materials"] if not any(use[0] == paper for use in m["papers"])
            ]

    return change


def lacking(case: Case, station: Office) -> set[str]:
    return {gap.line for gaps in still_lacking(case, station.app.setting()).values() for gap in gaps}


def test_that_what_was_told_and_is_no_longer_asked_for_is_let_go_and_the_item_decided(
    station: Office,
) -> None:
    case = told(station)
    waiting = next(i.id for i in case.items if i.state is ItemState.TO_CORRECT)
    later = under(station, without(PLAN))
    offer = possible(case, later.app.setting())[0]
    assert (offer.kind, offer.lines, offer.urgent) == (Relieve, (PLAN,), True)
    done = later.do(case, Relieve(offer.lines))
    assert item(done, waiting).state is ItemState.ACCEPTED
    assert done.brought[PLAN].state is MaterialState.RELIEVED
    assert lacking(done, later) == set()
    assert Relieve not in {o.kind for o in possible(done, later.app.setting())}
    notice = papers(done, PaperKind.ACCEPTANCE_NOTICE)[-1]
    assert "指南第2版不再要，免交" in str(notice.content)
    line = next(h for h in done.history if h.kind == "material.relieved")
    assert line.text.startswith("指南第2版不再要，按从轻的过渡规则不用再交：")
    assert fold(later.app.journal.entries(case.id)) == done


def test_that_a_deferred_paper_that_is_let_go_is_no_task_any_more(station: Office) -> None:
    answers = {**RESTAURANT.answers, "q_sign": ("shop",)}
    case = filed(station, {LATER: DEFERRED}, answers)
    pledge = papers(case, PaperKind.PLEDGE)[0]
    case = station.do(case, SignPledge(pledge.id, Signer.APPLICANT, "巴图吉雅", handed_over=True))
    assert item(case, SIGN).gap_dues
    later = under(station, without(LATER))
    done = later.do(case, Relieve((LATER,)))
    assert item(done, SIGN).gap_dues == ()
    assert item(done, SIGN).due == item(case, SIGN).due
    setting = later.app.setting()
    kinds = {t.kind for t in tasks(done, setting.jurisdiction, setting.calendar) if t.item == SIGN}
    assert TaskKind.DECISION in kinds
    assert TaskKind.GAP not in kinds


def test_that_what_was_only_taken_in_or_waits_for_a_pledge_is_judged_without_it(station: Office) -> None:
    answers = {**RESTAURANT.answers, "q_sign": ("shop",)}
    later = under(station, lambda library: (without(LATER)(library), without(PLAN)(library)))
    unsigned = later.do(filed(station, {LATER: DEFERRED}, answers), Relieve((LATER,)))
    assert item(unsigned, SIGN).state is ItemState.ACCEPTED
    assert not papers(unsigned, PaperKind.PLEDGE)[0].stage.binding
    kept = filed(station, {PLAN: MISSING}, dict(RESTAURANT.answers), FilingMode.KEEP)
    done = later.do(kept, Relieve((PLAN,)))
    assert item(done, FOOD).state is ItemState.RECEIVED
    assert item(later.do(done, Decide(papers_valid=True)), FOOD).state is ItemState.ACCEPTED


def _renamed(library: Library) -> None:
    """Another paper stands for the same material."""
    library["papers"]["plan_2"] = {**library["papers"][PLAN], "name": "新式平面图"}
    for entry in library["items"].values():
        for material in entry["materials"]:
            material["papers"] = [["plan_2", *u[1:]] if u[0] == PLAN else u for u in material["papers"]]


def _hanging_on_a_new_question(library: Library) -> None:
    """Whether it is asked for hangs on what nobody asked this applicant."""
    library["questions"]["q_new"] = {
        "text": "有没有后厨？",
        "options": [{"id": "yes", "label": "有"}, {"id": "no", "label": "没有"}],
    }
    library["bundles"]["8"]["questions"].append({"ask": "q_new"})
    for entry in library["items"].values():
        for material in entry["materials"]:
            if any(u[0] == PLAN for u in material["papers"]):
                material["when"] = {"q_new": ["yes"]}


def _gone_item(library: Library) -> None:
    """The item is done no more: nobody can say what it would ask for."""
    placed = library["bundles"]["8"]["items"]
    library["bundles"]["8"]["items"] = [one for one in placed if one["item"] != FOOD]


def _under_another_name(library: Library) -> None:
    for entry in library["items"].values():
        for material in entry["materials"]:
            if any(use[0] == PLAN for use in material["papers"]):
                material["name"] = "改了名的图"


def _use_hanging_on_a_new_question(library: Library) -> None:
    _hanging_on_a_new_question(library)
    for entry in library["items"].values():
        for material in entry["materials"]:
            if any(use[0] == PLAN for use in material["papers"]):
                material["papers"] = [[PLAN, material.pop("when")]]


def _common_hanging_on_a_new_question(library: Library) -> None:
    """No item of its own asks for it, but what is common to all may."""
    _hanging_on_a_new_question(library)
    without(PLAN)(library)
    library["common"].append({**library["common"][0], "papers": [[PLAN]], "when": {"q_new": ["yes"]}})


@pytest.mark.parametrize(
    ("change", "rule", "sentence"),
    [
        (_gone_item, Transition.LIGHTER, "还看不出不要"),
        (_under_another_name, Transition.LIGHTER, "仍然要"),
        (_use_hanging_on_a_new_question, Transition.LIGHTER, "还看不出不要"),
        (_common_hanging_on_a_new_question, Transition.LIGHTER, "还看不出不要"),
        (without(PLAN), Transition.BEGUN, "按收件时的版本办到底"),
        (without("lease"), Transition.LIGHTER, "仍然要"),
        (_renamed, Transition.LIGHTER, "仍然要"),
        (_hanging_on_a_new_question, Transition.LIGHTER, "还看不出不要"),
    ],
)
def test_that_whatever_may_still_be_asked_for_is_asked_for(
    station: Office, change: Callable[[Library], object], rule: Transition, sentence: str
) -> None:
    case = told(station)
    later = under(station, change, rule)
    assert Relieve not in {o.kind for o in possible(case, later.app.setting())}
    with pytest.raises(RuleRefused, match=sentence):
        later.do(case, Relieve((PLAN,)))
    assert fold(station.app.journal.entries(case.id)) == case


def test_that_nothing_goes_under_the_version_a_case_began_with_or_where_none_was_taken_in(
    station: Office,
) -> None:
    for here in (station, under(station, without("lease"))):
        with pytest.raises(RuleRefused, match="没有比这件办件更新的"):
            here.do(told(here), Relieve((PLAN,)))


def test_that_an_older_version_lets_nothing_of_a_case_go_that_began_under_a_newer_one(
    station: Office,
) -> None:
    """Filed at a window that had taken in the next version, handed over to one to which it has not come yet."""
    newer = Office(replace(station.app, guide=replace(station.app.guide, version="Gnewer")), station.clock)
    case = told(newer)
    here = under(station, without(PLAN), effective=date(2026, 11, 10))
    assert Relieve not in {o.kind for o in possible(case, here.app.setting())}
    with pytest.raises(RuleRefused, match="本窗口还没有，可能比这里的新"):
        here.do(case, Relieve((PLAN,)))
    shipped = told(station)  # at a window that had taken in nothing at all
    assert Relieve in {o.kind for o in possible(shipped, here.app.setting())}


def test_that_only_what_is_lacking_and_has_not_come_can_go(station: Office) -> None:
    wrong = told(station, {PLAN: Brought(MaterialState.DEFECTIVE, note="没有签字", copies=1)})
    later = under(station, without(PLAN))
    with pytest.raises(RuleRefused, match="没有交的"):
        later.do(wrong, Relieve((PLAN,)))
    with pytest.raises(RuleRefused, match="没有交的"):
        later.do(wrong, Relieve(("id_card",)))
    with pytest.raises(BadInput):
        later.do(wrong, Relieve(()))


def test_that_a_command_names_the_material_or_takes_all_that_may_go(station: Office) -> None:
    scene = Scene(told(station), under(station, without(PLAN)).app.setting())
    assert read_act("relieve", {}, scene) == Relieve((PLAN,))
    assert read_act("relieve", {"lines": ["场所平面（布局）图"]}, scene) == Relieve((PLAN,))
    with pytest.raises(BadInput, match="场所平面"):
        read_act("relieve", {"lines": ["别的"]}, scene)


def _only_for(kept: str, paper: str) -> Callable[[Library], None]:
    """Only that item still asks for the paper."""

    def change(library: Library) -> None:
        held = library["items"][kept]["materials"]
        without(paper)(library)
        library["items"][kept]["materials"] = held

    return change


def test_that_an_item_that_is_closed_asks_for_nothing_any_more(station: Office) -> None:
    case = told(station, {CARD: MISSING})
    later = under(station, _only_for(FOOD, CARD))
    with pytest.raises(RuleRefused, match="仍然要"):
        later.do(case, Relieve((CARD,)))
    case = later.do(case, leaving((FOOD,), "不办了"))
    assert later.do(case, Relieve((CARD,))).brought[CARD].state is MaterialState.RELIEVED


def test_that_what_was_let_go_stays_so_when_a_third_version_asks_for_it_again(station: Office) -> None:
    gone, kept = told(station), told(station)
    gone = under(station, without(PLAN)).do(gone, Relieve((PLAN,)))
    third = under(station, lambda library: library["common_hints"].clear())
    assert lacking(gone, third) == set()
    assert Relieve not in {o.kind for case in (gone, kept) for o in possible(case, third.app.setting())}
    with pytest.raises(RuleRefused, match="仍然要"):
        third.do(kept, Relieve((PLAN,)))
    assert gone.opened.guide_version == kept.opened.guide_version == station.app.guide.version
    assert fold(third.app.journal.entries(gone.id)) == gone


def after(station: Office, *steps: tuple[Callable[[Library], object], Transition]) -> Office:
    """The station once several versions came into force there one after another, the last one now."""
    known: list[KnownVersion] = []
    base = library_of(station.app.guide)
    for number, (change, rule) in enumerate(steps, 2):
        library = copy.deepcopy(base)
        change(library)
        digest = station.app.guides.keep(canonical(library))
        day = date(2026, 11, 20 - len(steps) + len(known) + 1)
        said = Publication(
            number, version_of(library), digest, day, rule, "演示编辑室", "演示", True, "2026-11-18"
        )
        at = datetime(2026, 11, 19, 0, number, tzinfo=UTC)
        known.append(KnownVersion(SignedPublication(said, "", ""), at, "S01"))
    app = replace(station.app, guide=guide_of(library), versions=Versions(tuple(known)))
    return Office(app, station.clock)


def test_that_a_later_version_does_not_take_back_what_one_let_go(station: Office) -> None:
    """Nobody who applied is asked again for what was let go, though no clerk had noted it while it was in force."""
    case = told(station)
    later = after(station, (without(PLAN), Transition.LIGHTER), (_noted, Transition.BEGUN))
    offer = possible(case, later.app.setting())[0]
    assert (offer.kind, offer.lines) == (Relieve, (PLAN,))
    assert "第2版不再要" in offer.why
    done = later.do(case, Relieve(offer.lines))
    line = next(h for h in done.history if h.kind == "material.relieved")
    assert line.text.startswith("指南第2版不再要")
    again = after(station, (without(PLAN), Transition.LIGHTER), (lambda _: None, Transition.BEGUN))
    assert again.app.setting().publication is not None  # the old guide once more, under a new number
    assert Relieve in {o.kind for o in possible(case, again.app.setting())}


def test_that_only_what_the_lighter_version_let_go_goes_under_one_that_does_not(station: Office) -> None:
    case = told(station, {PLAN: MISSING, CARD: MISSING})
    both = lambda library: (without(PLAN)(library), without(CARD)(library))  # noqa: E731
    later = after(station, (without(PLAN), Transition.LIGHTER), (both, Transition.BEGUN))
    assert possible(case, later.app.setting())[0].lines == (PLAN,)
    with pytest.raises(RuleRefused, match="第2版仍然要"):
        later.do(case, Relieve((CARD,)))
    never = after(station, (both, Transition.BEGUN), (_noted, Transition.BEGUN))
    with pytest.raises(RuleRefused, match="按收件时的版本办到底"):
        never.do(case, Relieve((PLAN,)))


def test_that_a_version_that_never_had_force_or_whose_file_is_gone_lets_nothing_go(station: Office) -> None:
    case = told(station)
    later = after(station, (without(PLAN), Transition.LIGHTER), (_noted, Transition.BEGUN))
    second, third = later.app.versions.known

    def on(day: date, digest: str = second.publication.digest) -> set[type]:
        said = replace(second.publication, effective=day, digest=digest)
        known = (replace(second, signed=replace(second.signed, publication=said)), third)
        app = replace(later.app, versions=Versions(known))
        return {o.kind for o in possible(case, app.setting())}

    assert Relieve in on(date(2026, 11, 20) - timedelta(days=1))
    assert Relieve not in on(date(2026, 11, 20))  # the third's day came with it
    assert Relieve not in on(date(2026, 11, 19), "0" * 64)


def test_that_an_earlier_guide_is_read_once_and_only_for_what_is_still_lacking(
    station: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A window asks at every look at a case, on the thread that draws: eleven megabytes stop it."""
    case, whole = told(station), filed(station, {}, dict(RESTAURANT.answers))
    later = after(station, (without(PLAN), Transition.LIGHTER), (_noted, Transition.BEGUN))
    read: list[str] = []
    library = later.app.guides.library
    monkeypatch.setattr(later.app.guides, "library", lambda digest: read.append(digest) or library(digest))
    read_guide.cache_clear()
    assert Relieve not in {o.kind for o in possible(whole, later.app.setting())}
    assert read == []
    for _ in range(2):
        assert Relieve in {o.kind for o in possible(case, later.app.setting())}
    assert read == [later.app.versions.known[0].publication.digest]


def _noted(library: Library) -> None:
    """A change that asks nobody for anything."""
    library["bundles"]["8"]["note"] = "新的说明"


def test_that_nothing_goes_by_a_clock_that_went_back(station: Office) -> None:
    """An older version may be in force again by it."""
    case = told(station)
    later = under(station, without(PLAN))
    later.later(minutes=-5)
    with pytest.raises(RuleRefused, match="时间待核"):
        later.do(case, Relieve((PLAN,)))
    later.later(minutes=5)
    assert later.do(case, Relieve((PLAN,))).brought[PLAN].state is MaterialState.RELIEVED


def test_that_nobody_records_it_by_hand(station: Office) -> None:
    with pytest.raises(RuleRefused, match="按新版免交"):
        told(station, {PLAN: Brought(MaterialState.RELIEVED)})


def test_that_a_rule_whose_day_has_not_come_or_whose_guide_is_not_used_yet_rules_nothing(
    station: Office,
) -> None:
    later = under(station, without(PLAN))
    assert later.app.setting().publication is not None
    not_used = replace(later.app, guide=station.app.guide)
    assert not_used.setting().publication is None
    known = later.app.versions.known[0]
    signed = replace(known.signed, publication=replace(known.publication, effective=date(2027, 1, 1)))
    assert (
        replace(later.app, versions=Versions((replace(known, signed=signed),))).setting().publication is None
    )
