"""A visitor who only asks, the open tasks, and whether a paper is genuine."""

from __future__ import annotations

from PySide6.QtCore import Qt

from counter.ui.tour import acts
from counter.ui.tour.driver import Driver, TourFailed
from counter.ui.tour.itinerary import Tour
from counter.ui.tour.people import RESTAURANT

Key = Qt.Key


def only_asks(tour: Tour) -> None:
    """一次性告知单 for a visitor who only asks: no name, the list with its reasons, and back again."""
    driver, camera = tour.driver, tour.camera
    acts.to_find_box(driver)
    acts.find(driver, "xcg", "我要开小餐馆")
    acts.choose(driver, "我要开小餐馆")
    acts.answer(driver, RESTAURANT)
    driver.key(Key.Key_G, acts.CONTROL)
    driver.see("guideSheetPanel")
    acts.see_preview(driver)
    camera.shoot("guide-sheet")
    tour.papers.append(acts.save_as_pdf(driver, "一次性告知单"))
    acts.escape(driver)
    driver.until(lambda: driver.shown("guideSheetPanel") is None, "回到办理")


def what_is_to_be_done(tour: Tour) -> None:
    """待办: all tasks, one kind, and the case behind a row."""
    driver, camera = tour.driver, tour.camera
    driver.key(Key.Key_F2)
    driver.focus_on("taskList")
    driver.until(lambda: driver.rows("taskList"), "待办有事情")
    camera.shoot("todo")
    everything = driver.rows("taskList")
    driver.key(Key.Key_Right)
    driver.until(lambda: driver.rows("taskList") != everything, "只看一种")
    camera.shoot("todo-one-kind")
    driver.key(Key.Key_Return)
    driver.see("detailNumber")
    acts.escape(driver)
    driver.focus_on("caseFindBox")


def genuine_and_forged(tour: Tour) -> None:
    """验真: a paper of this tour by its file, then its code with one letter changed."""
    driver, camera = tour.driver, tour.camera
    paper = next(p for p in tour.papers if p.name.startswith("受理通知书"))
    driver.key(Key.Key_F6)
    driver.focus_on("verifyField")
    driver.commit(str(paper))
    driver.key(Key.Key_Return)
    genuine = _proof(driver)
    camera.shoot("genuine")
    acts.escape(driver)
    driver.focus_on("verifyField")
    driver.commit(_forged(tour.code_of(paper)))
    driver.key(Key.Key_Return)
    forged = _proof(driver)
    camera.shoot("forged")
    if "伪造" not in forged or "伪造" in genuine:
        raise TourFailed(f"真假没有分开：“{genuine}”，“{forged}”")
    acts.escape(driver)
    acts.to_find_box(driver)


def _proof(driver: Driver) -> str:
    driver.until(lambda: driver.words("proofSentence"), "验真的结论")
    return driver.words("proofSentence")


def _forged(code: str) -> str:
    """The same essentials under a signature that was never made."""
    index = len(code) - 40
    other = "A" if code[index] != "A" else "B"
    return code[:index] + other + code[index + 1 :]


ASKING_VISITS = (only_asks, what_is_to_be_done, genuine_and_forged)
