"""A farm: five outcomes of several organs in one visit, and the following acts until a decision is revoked."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt

from counter.ui.tour import acts, filed
from counter.ui.tour.driver import Driver, TourFailed
from counter.ui.tour.itinerary import Tour
from counter.ui.tour.other_side import SCREEN, sign_on_screen
from counter.ui.tour.people import FARM, FARMER

Key = Qt.Key

GAP = "人员信息"
LACKING = "参保人员名册"
EPIDEMIC = "动物防疫条件合格证"
RECORD = "养殖场备案"


def farm_of_five_outcomes(tour: Tour) -> None:
    """我要开畜禽养殖场: done, accepted, to correct, waiting, and with a gap once the pledge is signed."""
    driver, camera = tour.driver, tour.camera
    acts.to_find_box(driver)
    tour.numbers["farm"] = file_farm(tour)
    sentence = driver.read("resultSentence", "补正")
    for outcome in ("受理", "办结", "待前序", "承诺"):
        if outcome not in sentence:
            raise TourFailed(f"一次来访应当有“{outcome}”：{sentence}")
    _sign_pledge(tour)
    tour.papers += acts.save_papers(driver, tour.folder)
    camera.shoot("five-outcomes-papers")
    acts.next_visit(driver)


def file_farm(tour: Tour) -> str:
    """Everything brought except what one organ defers and another requires; returns the case number."""
    driver, camera = tour.driver, tour.camera
    acts.find(driver, "100", "我要开畜禽养殖场")
    acts.choose(driver, "我要开畜禽养殖场")
    acts.answer(driver, FARM)
    acts.scan_card(driver, FARMER)
    acts.receive_everything(driver)
    filed.walk_to(driver, "checklist", LACKING)
    driver.type("2")
    filed.walk_to(driver, "checklist", GAP)
    driver.type("4")
    acts.add_phone(driver, FARMER)
    camera.shoot("five-outcomes")
    return acts.issue(driver, camera, "five-outcomes-first-press")


def brought_wrong_then_right(tour: Tour) -> None:
    """Scanning the correction notice opens the missing lines; a wrong paper is notified again, the right one closes
    it.
    """
    driver, camera = tour.driver, tour.camera
    notice = next(p for p in tour.papers if p.name.startswith("材料补齐补正通知书"))
    driver.scan(tour.code_of(notice))
    driver.see("supplementForm")
    driver.focus_on("supplementList")
    camera.shoot("scanned-notice-opens-supplement")
    filed.walk_to(driver, "supplementList", LACKING)
    driver.type("3")
    driver.focus_on("reasonField")
    driver.key(Key.Key_1, filed.ALT)
    driver.focus_on("supplementList")
    filed.confirm(driver, "supplementForm", camera, "supplement-still-wrong")
    filed.await_papers(driver, "补正材料接收凭证")
    filed.open_form(driver, Key.Key_B, "supplementForm")
    driver.focus_on("supplementList")
    acts_before = len(driver.rows("paperList"))
    driver.type("a")
    filed.confirm(driver, "supplementForm", camera, "supplement-right")
    filed.await_papers(driver, "补正材料接收凭证", 2)
    driver.until(partial(_more_papers, driver, acts_before), "补齐后的文书")
    acts.see_preview(driver)
    camera.shoot("supplement-done")
    tour.papers.append(filed.save_paper(driver, "补正材料接收凭证"))
    tour.papers.append(filed.save_paper(driver, "登记备案凭据"))


def result_then_the_next(tour: Tour) -> None:
    """登记结果 of the earlier licence; the filing that waited for it continues."""
    driver, camera = tour.driver, tour.camera
    filed.find_case(driver, tour.numbers["farm"])
    filed.open_form(driver, Key.Key_G, "concludeForm")
    filed.pick(driver, "concludeItem", EPIDEMIC)
    filed.pick(driver, "concludeResult", "准予")
    driver.tab_to("concludeBy")
    driver.commit("苏和")
    driver.tab_to("concludeDocument")
    driver.commit("乌农动防〔2026〕36号")
    filed.pick(driver, "concludeGives", "证照一起到了")
    driver.tab_to("thingNumber")
    driver.commit("（乌）动防合字第260036号")
    camera.shoot("result-of-an-item")
    filed.confirm(driver, "concludeForm")
    filed.open_form(driver, Key.Key_J, "decideForm")
    filed.pick(driver, "decideValid", "有效")
    filed.confirm(driver, "decideForm", camera, "gone-on-with")
    filed.await_papers(driver, "受理通知书", 2)
    tour.papers.append(filed.save_paper(driver, "受理通知书"))


def taken_back(tour: Tour) -> None:
    """Minutes later the decision is revoked: the issued sheet is ticked as returned, its number stays."""
    driver, camera = tour.driver, tour.camera
    filed.open_form(driver, Key.Key_H, "voidForm")
    filed.pick(driver, "voidItems", RECORD)
    filed.pick(driver, "voidPapers", "受理通知书")
    driver.tab_to("voidReason")
    driver.commit("养殖地址录错了")
    filed.confirm(driver, "voidForm", camera, "taken-back")
    acts.escape(driver)
    driver.focus_on("caseFindBox")


def _sign_pledge(tour: Tour) -> None:
    """The pledge exists already; the signer is named, the button has the focus."""
    driver = tour.driver
    if driver.shown(SCREEN) is not None:
        sign_on_screen(tour)
    driver.see("pledgeForm")
    if driver.shown("pledgeHandedOver") is not None:  # no printer here: the signed sheet was made elsewhere
        filed.pick(driver, "pledgeHandedOver", "已当面交")
        driver.key(Key.Key_Return)
    driver.focus_on("pledgeFormDo")
    acts.see_preview(driver)
    tour.camera.shoot("pledge-to-sign")
    filed.confirm(driver, "pledgeForm")
    filed.await_papers(driver, "容缺受理通知书")


def _more_papers(driver: Driver, before: int) -> bool:
    return len(driver.rows("paperList")) > before


FARM_VISITS = (farm_of_five_outcomes, brought_wrong_then_right, result_then_the_next, taken_back)
