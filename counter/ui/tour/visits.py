"""The visits of a tour, in order; each is a complete visit."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt

from counter.domain.document.numbering import grouped
from counter.ui.tour import acts
from counter.ui.tour.asking import ASKING_VISITS
from counter.ui.tour.farm import FARM_VISITS
from counter.ui.tour.hand import TourFailed
from counter.ui.tour.itinerary import Tour
from counter.ui.tour.other_side import OTHER_SIDE_VISITS
from counter.ui.tour.people import BAKER, COOK, HAIRDRESSER, MOTHER, NEWBORN, RESTAURANT
from counter.ui.tour.reading import READING_VISITS

Key = Qt.Key


def begin(tour: Tour) -> None:
    """The clerk signs on."""
    tour.hand.see("signOnCard")
    tour.camera.shoot("sign-on")
    acts.sign_on(tour.hand, "W01", "1234")
    tour.camera.shoot("nobody-yet")


def small_restaurant(tour: Tour) -> None:
    """我要开小餐馆, an individual, everything brought, the card scanned: decided, papers saved."""
    hand, camera = tour.hand, tour.camera
    before = hand.acts
    acts.find(hand, "xcg", "我要开小餐馆")
    camera.shoot("find-by-initials")
    acts.choose(hand, "我要开小餐馆")
    camera.shoot("situation")
    asked = hand.acts
    acts.answer(hand, RESTAURANT, onward=False)
    questions = hand.acts - asked  # a number needs a digit and Enter
    acts.scan_card(hand, COOK)
    acts.receive_everything(hand)
    acts.look_at_original(hand)
    camera.shoot("checklist-received")
    acts.add_phone(hand, COOK)
    camera.shoot("ready-to-decide")
    tour.numbers["small_restaurant"] = acts.issue(hand, camera, "first-press")
    tour.acts_beyond_questions = hand.acts - before - questions
    hand.read("resultSentence", "受理")
    tour.papers += acts.save_papers(hand, tour.folder)
    acts.see_preview(hand)
    camera.shoot("papers")
    acts.next_visit(hand)


def hairdresser_kept(tour: Tour) -> None:
    """我要开理发店, a company, one paper missing: received, decided afterwards."""
    hand, camera = tour.hand, tour.camera
    acts.find(hand, "理发", "我要开理发店")
    acts.choose(hand, "我要开理发店")
    acts.answer(hand, HAIRDRESSER)
    acts.receive_everything(hand)
    hand.key(Key.Key_Home)
    hand.type("2")
    acts.name_person(hand, BAKER)
    camera.shoot("one-paper-missing")
    tour.numbers["hairdresser"] = acts.issue(hand, camera, "keep-first-press", keep=True)
    hand.read("resultSentence", "收件凭证")
    tour.papers += acts.save_papers(hand, tour.folder)
    acts.next_visit(hand)


def internet_cafe_refused(tour: Tour) -> None:
    """我要开网吧 as an individual: excluded by law, with reason and source; the applicant may insist."""
    hand, camera = tour.hand, tour.camera
    acts.find(hand, "7", "我要开网吧")
    acts.choose(hand, "我要开网吧")
    hand.until(lambda: hand.focus().startswith("q_entity"), "第一道情形题")
    hand.type("1")
    hand.see("refusal_bundle")
    told = hand.text_within("refusal_bundle")
    if "不能办" not in told or "依据" not in told:
        raise TourFailed(f"网吧由个体工商户经营没有说明不能办的依据：{told}")
    camera.shoot("refusal-with-reason")
    acts.to_find_box(hand)


def newborn(tour: Tour) -> None:
    """我要办新生儿出生事项: the newborn has no papers yet, the mother is named as guardian."""
    hand, camera = tour.hand, tour.camera
    acts.find(hand, "xinshenger", "我要办新生儿出生事项")
    camera.shoot("find-by-pinyin")
    acts.choose(hand, "我要办新生儿出生事项")
    acts.answer(hand, NEWBORN)
    acts.receive_everything(hand)
    hand.key(Key.Key_F7)
    hand.focus_on("person_name")
    hand.type("其木格")
    hand.tab_to("person_id_type")
    hand.key(Key.Key_End)
    hand.tab_to("add_guardian")
    hand.key(Key.Key_Space)
    hand.focus_on("guardian_name")
    hand.type(MOTHER.name)
    hand.key(Key.Key_Return)
    hand.focus_on("guardian_id_number")
    hand.type(MOTHER.number)
    hand.key(Key.Key_Return)
    hand.focus_on("guardian_phone")
    hand.type(MOTHER.phone)
    hand.key(Key.Key_Return)
    hand.focus_on("guardian_relation")
    hand.type("母亲")
    camera.shoot("guardian")
    hand.key(Key.Key_Return)
    tour.numbers["newborn"] = acts.issue(hand, camera, "newborn-first-press")
    tour.papers += acts.save_papers(hand, tour.folder)
    acts.next_visit(hand)


def find_again(tour: Tour) -> None:
    """查件: the restaurant is found by the applicant's initials, and its history read."""
    hand, camera = tour.hand, tour.camera
    number = tour.numbers["small_restaurant"]
    hand.key(Key.Key_F3)
    hand.focus_on("caseFindBox")
    hand.type("btjy")
    hand.until(
        lambda: any(grouped(number) in row for row in hand.rows("caseTable")), f"按首字母查到 {number}"
    )
    other = tour.numbers["hairdresser"]
    hand.until(lambda: not any(grouped(other) in row for row in hand.rows("caseTable")), f"{other} 不在其中")
    camera.shoot("find-a-case")
    hand.key(Key.Key_Return)
    hand.read("detailNumber", grouped(number))
    hand.until(lambda: hand.rows("paperList"), "办件的文书")
    acts.see_preview(hand)
    camera.shoot("case-detail")
    acts.escape(hand)
    hand.focus_on("caseFindBox")


def looks(tour: Tour) -> None:
    """The same page in the dark theme, large, and on a full HD screen."""
    hand, camera = tour.hand, tour.camera
    acts.to_find_box(hand)
    acts.find(hand, "8", "我要开小餐馆")
    acts.choose(hand, "我要开小餐馆")
    acts.answer(hand, RESTAURANT)
    acts.receive_everything(hand)
    for key, picture in ((Key.Key_F11, "dark"), (Key.Key_F12, "dark-large"), (Key.Key_F11, "large")):
        hand.key(key)
        hand.pause(200)
        camera.shoot(picture)
    desk_size = hand.window.size()
    hand.window.resize(1920, 1080)
    hand.pause(200)
    camera.shoot("large-1920x1080")
    hand.key(Key.Key_F12)
    hand.pause(200)
    camera.shoot("1920x1080")
    hand.window.resize(desk_size)


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
