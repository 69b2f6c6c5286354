"""The guide read for a visitor, a fault found in it, and the letter about it."""

from __future__ import annotations

from PySide6.QtCore import Qt

from counter.ui.tour import acts
from counter.ui.tour.hand import Hand
from counter.ui.tour.itinerary import Tour
from counter.ui.tour.people import RESTAURANT

Key = Qt.Key


def reads_the_guide(tour: Tour) -> None:
    """指南: a whole bundle, its list for these answers, and a search in it."""
    hand, camera = tour.hand, tour.camera
    hand.key(Key.Key_K, acts.CONTROL)
    hand.focus_on("guideFindBox")
    hand.type("xcg")
    hand.until(lambda: "小餐馆" in "".join(hand.rows("hits")[:1]), "第一条是小餐馆")
    hand.key(Key.Key_Return)
    hand.focus_on("guideLines")
    camera.shoot("guide-whole")
    hand.key(Key.Key_F8)
    acts.answer(hand, RESTAURANT)
    hand.focus_on("guideSheetOut")
    hand.key(Key.Key_F, acts.CONTROL)
    hand.focus_on("guideSearch")
    hand.type("zlht")
    hand.until(lambda: any("租赁合同" in row for row in hand.rows("guideOutline")), "找到租赁合同")
    hand.key(Key.Key_Return)
    hand.focus_on("guideLines")
    camera.shoot("guide-found")


def finds_it_wrong(tour: Tour) -> None:
    """问题反映: the current line, the letter to the bureau, and its answer."""
    hand, camera = tour.hand, tour.camera
    hand.key(Key.Key_J, acts.CONTROL)
    hand.see("guideProblemForm")
    hand.type("4")
    hand.focus_on("problemReason")
    hand.commit(
        "租用的房子要交租赁合同和出租人的产权证，指南没有写出租人不在本地时交什么，来人问了答不上来。"
    )
    hand.key(Key.Key_Return)
    hand.key(Key.Key_Return)
    hand.focus_on("problemSuggestion")
    hand.commit("写明可以交复印件，或者由窗口共享查询。")
    camera.shoot("guide-problem")
    hand.key(Key.Key_F9)
    hand.focus_on("guideLines")
    hand.key(Key.Key_T, acts.CONTROL)
    hand.focus_on("problemList")
    hand.key(Key.Key_E, acts.CONTROL)
    hand.see("guideLetterPanel")
    acts.see_preview(hand)
    camera.shoot("guide-letter")
    tour.papers.append(acts.save_as_pdf(hand, "办事指南问题反映"))
    acts.escape(hand)
    hand.focus_on("problemList")
    _record_answer(hand)
    acts.escape(hand)
    hand.focus_on("guideLines")
    acts.to_find_box(hand)


def _record_answer(hand: Hand) -> None:
    hand.key(Key.Key_Return)
    hand.focus_on("answerDay")
    hand.key(Key.Key_Return)
    hand.focus_on("answerDocument")
    hand.commit("电话")
    hand.key(Key.Key_Return)
    hand.focus_on("answerChange")
    hand.commit("下一版写明：出租人的产权证可以共享查询。")
    hand.key(Key.Key_F9)
    hand.until(lambda: not hand.rows("problemList"), "没有等答复的了")


READING_VISITS = (reads_the_guide, finds_it_wrong)
