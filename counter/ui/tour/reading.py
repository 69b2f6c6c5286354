"""The guide read for a visitor, a fault found in it, and the letter about it."""

from __future__ import annotations

from PySide6.QtCore import Qt

from counter.ui.tour import acts
from counter.ui.tour.driver import Driver
from counter.ui.tour.itinerary import Tour
from counter.ui.tour.people import RESTAURANT

Key = Qt.Key


def reads_the_guide(tour: Tour) -> None:
    """指南: a whole bundle, its list for these answers, and a search in it."""
    driver, camera = tour.driver, tour.camera
    driver.key(Key.Key_K, acts.CONTROL)
    driver.focus_on("guideFindBox")
    driver.type("xcg")
    driver.until(lambda: "小餐馆" in "".join(driver.rows("hits")[:1]), "第一条是小餐馆")
    driver.key(Key.Key_Return)
    driver.focus_on("guideLines")
    camera.shoot("guide-whole")
    driver.key(Key.Key_F8)
    acts.answer(driver, RESTAURANT)
    driver.focus_on("guideSheetOut")
    driver.key(Key.Key_F, acts.CONTROL)
    driver.focus_on("guideSearch")
    driver.type("zlht")
    driver.until(lambda: any("租赁合同" in row for row in driver.rows("guideOutline")), "找到租赁合同")
    driver.key(Key.Key_Return)
    driver.focus_on("guideLines")
    camera.shoot("guide-found")


def finds_it_wrong(tour: Tour) -> None:
    """问题反映: the current line, the letter to the bureau, and its answer."""
    driver, camera = tour.driver, tour.camera
    driver.key(Key.Key_J, acts.CONTROL)
    driver.see("guideProblemForm")
    driver.type("4")
    driver.focus_on("problemReason")
    driver.commit(
        "租用的房子要交租赁合同和出租人的产权证，指南没有写出租人不在本地时交什么，来人问了答不上来。"
    )
    driver.key(Key.Key_Return, acts.CONTROL)  # Enter alone begins a line
    driver.focus_on("problemLaw")
    driver.key(Key.Key_Return)
    driver.focus_on("problemSuggestion")
    driver.commit("写明可以交复印件，或者由窗口共享查询。")
    camera.shoot("guide-problem")
    driver.key(Key.Key_F9)
    driver.focus_on("guideLines")
    driver.key(Key.Key_T, acts.CONTROL)
    driver.focus_on("problemList")
    driver.key(Key.Key_E, acts.CONTROL)
    driver.see("guideLetterPanel")
    acts.see_preview(driver)
    camera.shoot("guide-letter")
    tour.papers.append(acts.save_as_pdf(driver, "办事指南问题反映"))
    acts.escape(driver)
    driver.focus_on("problemList")
    _record_answer(driver)
    acts.escape(driver)
    driver.focus_on("guideLines")
    acts.to_find_box(driver)


def _record_answer(driver: Driver) -> None:
    driver.key(Key.Key_Return)
    driver.focus_on("answerDay")
    driver.key(Key.Key_Return)
    driver.focus_on("answerDocument")
    driver.commit("电话")
    driver.key(Key.Key_Return)
    driver.focus_on("answerChange")
    driver.commit("下一版写明：出租人的产权证可以共享查询。")
    driver.key(Key.Key_F9)
    driver.until(lambda: not driver.rows("problemList"), "没有等答复的了")


READING_VISITS = (reads_the_guide, finds_it_wrong)
