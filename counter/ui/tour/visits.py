"""The visits of a tour, in order; each is a complete visit."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt

from counter.domain.document.numbering import grouped
from counter.ui.tour import acts
from counter.ui.tour.asking import ASKING_VISITS
from counter.ui.tour.driver import TourFailed
from counter.ui.tour.farm import FARM_VISITS
from counter.ui.tour.itinerary import Tour
from counter.ui.tour.other_side import OTHER_SIDE_VISITS
from counter.ui.tour.people import BAKER, COOK, HAIRDRESSER, MOTHER, NEWBORN, RESTAURANT
from counter.ui.tour.reading import READING_VISITS

Key = Qt.Key


def begin(tour: Tour) -> None:
    """The clerk signs on."""
    tour.driver.see("signOnCard")
    tour.camera.shoot("sign-on")
    acts.sign_on(tour.driver, "W01", "1234")
    tour.camera.shoot("nobody-yet")


def small_restaurant(tour: Tour) -> None:
    """我要开小餐馆, an individual, everything brought, the card scanned: decided, papers saved."""
    driver, camera = tour.driver, tour.camera
    before = driver.acts
    acts.find(driver, "xcg", "我要开小餐馆")
    camera.shoot("find-by-initials")
    acts.choose(driver, "我要开小餐馆")
    camera.shoot("situation")
    asked = driver.acts
    acts.answer(driver, RESTAURANT, onward=False)
    questions = (
        driver.acts - asked + 1
    )  # a number needs a digit and Enter; 进度提醒 is asked with the telephone
    acts.scan_card(driver, COOK)
    acts.receive_everything(driver)
    acts.look_at_original(driver)
    camera.shoot("checklist-received")
    acts.add_phone(driver, COOK)
    camera.shoot("ready-to-decide")
    tour.numbers["small_restaurant"] = acts.issue(driver, camera, "first-press")
    tour.acts_beyond_questions = driver.acts - before - questions
    driver.read("resultSentence", "受理")
    tour.papers += acts.save_papers(driver, tour.folder)
    acts.see_preview(driver)
    camera.shoot("papers")
    acts.next_visit(driver)


def hairdresser_kept(tour: Tour) -> None:
    """我要开理发店, a company, one paper missing: received, decided afterwards."""
    driver, camera = tour.driver, tour.camera
    acts.find(driver, "理发", "我要开理发店")
    acts.choose(driver, "我要开理发店")
    acts.answer(driver, HAIRDRESSER)
    acts.receive_everything(driver)
    driver.key(Key.Key_Home)
    driver.type("2")
    acts.name_person(driver, BAKER)
    camera.shoot("one-paper-missing")
    tour.numbers["hairdresser"] = acts.issue(driver, camera, "keep-first-press", keep=True)
    driver.read("resultSentence", "已收件")
    tour.papers += acts.save_papers(driver, tour.folder)
    acts.next_visit(driver)


def internet_cafe_refused(tour: Tour) -> None:
    """我要开网吧 as an individual: excluded by law, with reason and source; the applicant may insist."""
    driver, camera = tour.driver, tour.camera
    acts.find(driver, "7", "我要开网吧")
    acts.choose(driver, "我要开网吧")
    driver.until(lambda: driver.focus().startswith("q_entity"), "第一道情形题")
    driver.type("1")
    driver.see("refusal_bundle")
    refusal = driver.text_within("refusal_bundle")
    if "不能办" not in refusal or "依据" not in refusal:
        raise TourFailed(f"网吧由个体工商户经营没有说明不能办的依据：{refusal}")
    camera.shoot("refusal-with-reason")
    acts.to_find_box(driver)


def newborn(tour: Tour) -> None:
    """我要办新生儿出生事项: the newborn has no papers yet, the mother is named as guardian."""
    driver, camera = tour.driver, tour.camera
    acts.find(driver, "xinshenger", "我要办新生儿出生事项")
    camera.shoot("find-by-pinyin")
    acts.choose(driver, "我要办新生儿出生事项")
    acts.answer(driver, NEWBORN)
    acts.receive_everything(driver)
    driver.key(Key.Key_F7)
    driver.focus_on("person_name")
    driver.type("其木格")
    driver.tab_to("person_id_type")
    driver.key(Key.Key_End)
    driver.tab_to("add_guardian")
    driver.key(Key.Key_Space)
    driver.focus_on("guardian_name")
    driver.type(MOTHER.name)
    driver.key(Key.Key_Return)
    driver.focus_on("guardian_id_number")
    driver.type(MOTHER.number)
    driver.key(Key.Key_Return)
    driver.focus_on("guardian_phone")
    driver.type(MOTHER.phone)
    driver.key(Key.Key_Return)
    driver.focus_on("guardian_relation")
    driver.type("母亲")
    camera.shoot("guardian")
    driver.key(Key.Key_Return)
    tour.numbers["newborn"] = acts.issue(driver, camera, "newborn-first-press")
    tour.papers += acts.save_papers(driver, tour.folder)
    acts.next_visit(driver)


def find_again(tour: Tour) -> None:
    """查件: the restaurant is found by the applicant's initials, and its history read."""
    driver, camera = tour.driver, tour.camera
    number = tour.numbers["small_restaurant"]
    driver.key(Key.Key_F3)
    driver.focus_on("caseFindBox")
    driver.type("btjy")
    driver.until(
        lambda: any(grouped(number) in row for row in driver.rows("caseTable")), f"按首字母查到 {number}"
    )
    other = tour.numbers["hairdresser"]
    driver.until(
        lambda: not any(grouped(other) in row for row in driver.rows("caseTable")), f"{other} 不在其中"
    )
    camera.shoot("find-a-case")
    driver.key(Key.Key_Return)
    driver.read("detailNumber", grouped(number))
    driver.until(lambda: driver.rows("paperList"), "办件的文书")
    acts.see_preview(driver)
    camera.shoot("case-detail")
    acts.escape(driver)
    driver.focus_on("caseFindBox")


def looks(tour: Tour) -> None:
    """The same page dark, in large letters, in high contrast, and on a full HD screen."""
    driver, camera = tour.driver, tour.camera
    acts.to_find_box(driver)
    acts.find(driver, "8", "我要开小餐馆")
    acts.choose(driver, "我要开小餐馆")
    acts.answer(driver, RESTAURANT)
    acts.receive_everything(driver)
    for key, picture in (
        (Key.Key_F11, "dark"),
        (Key.Key_F12, "dark-large"),
        (Key.Key_F11, "contrast-large"),
        (Key.Key_F11, "large"),
    ):
        driver.key(key)
        driver.pause(200)
        camera.shoot(picture)
    desk_size = driver.window.size()
    driver.window.resize(1920, 1080)
    driver.pause(200)
    camera.shoot("large-1920x1080")
    driver.key(Key.Key_F12)
    driver.pause(200)
    camera.shoot("1920x1080")
    driver.window.resize(desk_size)


VISITS: tuple[Callable[[Tour], None], ...] = (
    begin,
    small_restaurant,
    hairdresser_kept,
    internet_cafe_refused,
    newborn,
    find_again,
    looks,
    *OTHER_SIDE_VISITS,
    *FARM_VISITS,
    *ASKING_VISITS,
    *READING_VISITS,
)
