"""A visitor who only asks, the open tasks, and whether a paper is genuine."""

from __future__ import annotations

from PySide6.QtCore import Qt

from counter.ui.tour import acts
from counter.ui.tour.hand import Hand, TourFailed
from counter.ui.tour.itinerary import Tour
from counter.ui.tour.people import RESTAURANT

Key = Qt.Key


def only_asks(tour: Tour) -> None:
    """一次性告知单 for a visitor who only asks: no name, the list with its reasons, and back again."""
    hand, camera = tour.hand, tour.camera
    acts.to_find_box(hand)
    acts.find(hand, "xcg", "我要开小餐馆")
    acts.choose(hand, "我要开小餐馆")
    acts.answer(hand, RESTAURANT)
    hand.key(Key.Key_G, acts.CONTROL)
    hand.see("guideSheetPanel")
    acts.see_preview(hand)
    camera.shoot("guide-sheet")
    tour.papers.append(acts.save_as_pdf(hand, "一次性告知单"))
    acts.escape(hand)
    hand.until(lambda: hand.shown("guideSheetPanel") is None, "回到办理")


def what_is_to_be_done(tour: Tour) -> None:
    """待办: all tasks, one kind, and the case behind a row."""
    hand, camera = tour.hand, tour.camera
    hand.key(Key.Key_F2)
    hand.focus_on("taskList")
    hand.until(lambda: hand.rows("taskList"), "待办有事情")
    camera.shoot("todo")
    everything = hand.rows("taskList")
    hand.key(Key.Key_Right)
    hand.until(lambda: hand.rows("taskList") != everything, "只看一种")
    camera.shoot("todo-one-kind")
    hand.key(Key.Key_Return)
    hand.see("detailNumber")
    acts.escape(hand)
    hand.focus_on("caseFindBox")


def genuine_and_forged(tour: Tour) -> None:
    """验真: a paper of this tour by its file, then its code with one letter changed."""
    hand, camera = tour.hand, tour.camera
    paper = next(p for p in tour.papers if p.name.startswith("受理通知书"))
    hand.key(Key.Key_F6)
    hand.focus_on("verifyField")
    hand.commit(str(paper))
    hand.key(Key.Key_Return)
    genuine = _proof(hand)
    camera.shoot("genuine")
    acts.escape(hand)
    hand.focus_on("verifyField")
    hand.commit(_forged(tour.code_of(paper)))
    hand.key(Key.Key_Return)
    forged = _proof(hand)
    camera.shoot("forged")
    if "伪造" not in forged or "伪造" in genuine:
        raise TourFailed(f"真假没有分开：“{genuine}”，“{forged}”")
    acts.escape(hand)
    acts.to_find_box(hand)


def _proof(hand: Hand) -> str:
    hand.until(lambda: hand.words("proofSentence"), "验真的结论")
    return hand.words("proofSentence")


def _forged(code: str) -> str:
    """The same essentials under a signature that was never made."""
    place = len(code) - 40
    other = "A" if code[place] != "A" else "B"
    return code[:place] + other + code[place + 1 :]


ASKING_VISITS = (only_asks, what_is_to_be_done, genuine_and_forged)
