"""What the guide publishes of fee, visits, place and telephone, on the applicant's screen."""

from __future__ import annotations

from dataclasses import replace

from counter.domain.guide.details import Fee, Fees, ServicePlace, Visits
from counter.domain.guide.published_elements import ItemElements, PublishedElements
from counter.domain.guide.terms import Tri
from counter.domain.screen.mirror import MirrorPart
from counter.domain.screen.mirror_builder import mirror_of_visit
from counter.domain.screen.terms_of_items import terms_part
from counter.domain.screen.words import CHINESE
from counter.domain.visit.assess import assess
from counter.domain.visit.visit import Setting, Visit
from tests.complete_guide import complete_setting, with_details
from tests.paper_cases import RESTAURANT, answered
from tests.settings import setting

TITLE = "收费和地点"


def part(at: Setting) -> MirrorPart | None:
    """The part of a restaurant's mirror."""
    visit = Visit(8, answered(8, RESTAURANT, at))
    return next((p for p in mirror_of_visit(assess(at, visit), at).right if p.title == TITLE), None)


def test_that_the_screen_shows_fee_visits_place_and_phone_items_alike_together() -> None:
    shown = part(complete_setting())
    assert shown is not None
    free, charged = shown.lines
    assert free.words.startswith("不收费。您要来1次。在兴安大街18号政务服务中心二楼7号窗口，周一至周五")
    assert charged.words.startswith("收费：工本费 每本5元（残疾人免收）。")
    assert charged.words.endswith("可以打10000001001问。")
    assert "小餐饮店登记" in charged.name


def test_that_an_empty_element_says_so_alone_on_the_screen() -> None:
    empty = complete_setting(with_details(fees=Fees(), visits=Visits()))
    shown = part(empty)
    assert shown is not None
    assert {line.words.partition("在")[0] for line in shown.lines} == {"收费待部门定。要来几次，待部门定。"}
    elsewhere = replace(complete_setting(), guide=with_details(places=()))
    nowhere = part(elsewhere)
    assert nowhere is not None
    assert all("在哪里办，待部门定。" in line.words for line in nowhere.lines)
    some = ItemElements(fees=Fees(Tri.YES, (Fee("工本费"),)), places=(ServicePlace(window="3"),))
    (line,) = terms_part([("a", "甲")], PublishedElements({"a": some}), CHINESE).lines
    assert line.words == "收费：工本费 多少待部门定。要来几次，待部门定。在3号窗口办。"


def test_that_a_long_text_is_cut_to_what_a_column_shows_whole() -> None:
    long = ItemElements(
        fees=Fees(Tri.YES, (Fee("检测费", "每项5元\n" * 90),)),
        visits=Visits(1),
        places=(ServicePlace(street="街" * 400),),
    )
    (line,) = terms_part([("a", "甲")], PublishedElements({"a": long}), CHINESE).lines
    assert "\n" not in line.words
    assert len(line.words) < 200
    assert line.words.count("…") == 2


def test_that_a_guide_without_these_elements_leaves_the_screen_as_it_was() -> None:
    assert part(setting()) is None
