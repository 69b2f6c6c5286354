"""A farm: five outcomes of several organs in one visit, and the following acts until a decision is revoked."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt

from counter.ui.tour import acts, filed
from counter.ui.tour.hand import Hand, TourFailed
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
    hand, camera = tour.hand, tour.camera
    acts.to_find_box(hand)
    tour.numbers["farm"] = file_farm(tour)
    sentence = hand.read("resultSentence", "补正")
    for outcome in ("受理", "办结", "待前序", "承诺"):
        if outcome not in sentence:
            raise TourFailed(f"一次来访应当有“{outcome}”：{sentence}")
    _sign_pledge(tour)
    tour.papers += acts.save_papers(hand, tour.folder)
    camera.shoot("five-outcomes-papers")
    acts.next_visit(hand)


def file_farm(tour: Tour) -> str:
    """Everything brought except what one organ defers and another requires; returns the case number."""
    hand, camera = tour.hand, tour.camera
    acts.find(hand, "100", "我要开畜禽养殖场")
    acts.choose(hand, "我要开畜禽养殖场")
    acts.answer(hand, FARM)
    acts.scan_card(hand, FARMER)
    acts.receive_everything(hand)
    filed.walk_to(hand, "checklist", LACKING)
    hand.type("2")
    filed.walk_to(hand, "checklist", GAP)
    hand.type("4")
    acts.add_phone(hand, FARMER)
    camera.shoot("five-outcomes")
    return acts.issue(hand, camera, "five-outcomes-first-press")


def brought_wrong_then_right(tour: Tour) -> None:
    """Scanning the correction notice opens the missing lines; a wrong paper is notified again, the right one closes
    it.
    """
    hand, camera = tour.hand, tour.camera
    notice = next(p for p in tour.papers if p.name.startswith("材料补齐补正通知书"))
    hand.scan(tour.code_of(notice))
    hand.see("supplementForm")
    hand.focus_on("supplementList")
    camera.shoot("scanned-notice-opens-supplement")
    filed.walk_to(hand, "supplementList", LACKING)
    hand.type("3")
    hand.focus_on("reasonField")
    hand.key(Key.Key_1, filed.ALT)
    hand.focus_on("supplementList")
    filed.confirm(hand, "supplementForm", camera, "supplement-still-wrong")
    filed.await_papers(hand, "补正材料接收凭证")
    filed.open_form(hand, Key.Key_B, "supplementForm")
    hand.focus_on("supplementList")
    acts_before = len(hand.rows("paperList"))
    hand.type("a")
    filed.confirm(hand, "supplementForm", camera, "supplement-right")
    filed.await_papers(hand, "补正材料接收凭证", 2)
    hand.until(partial(_more_papers, hand, acts_before), "补齐后的文书")
    acts.see_preview(hand)
    camera.shoot("supplement-done")
    tour.papers.append(filed.save_paper(hand, "补正材料接收凭证"))
    tour.papers.append(filed.save_paper(hand, "登记备案凭据"))


def result_then_the_next(tour: Tour) -> None:
    """登记结果 of the earlier licence; the filing that waited for it continues."""
    hand, camera = tour.hand, tour.camera
    filed.find_case(hand, tour.numbers["farm"])
    filed.open_form(hand, Key.Key_G, "concludeForm")
    filed.pick(hand, "concludeItem", EPIDEMIC)
    filed.pick(hand, "concludeResult", "准予")
    hand.tab_to("concludeBy")
    hand.commit("苏和")
    hand.tab_to("concludeDocument")
    hand.commit("乌农动防〔2026〕36号")
    hand.tab_to("concludeCertificate")
    hand.commit("（乌）动防合字第260036号")
    camera.shoot("result-of-an-item")
    filed.confirm(hand, "concludeForm")
    filed.open_form(hand, Key.Key_J, "decideForm")
    filed.pick(hand, "decideValid", "有效")
    filed.confirm(hand, "decideForm", camera, "gone-on-with")
    filed.await_papers(hand, "受理通知书", 2)
    tour.papers.append(filed.save_paper(hand, "受理通知书"))


def taken_back(tour: Tour) -> None:
    """Minutes later the decision is revoked: the issued sheet is ticked as returned, its number stays."""
    hand, camera = tour.hand, tour.camera
    filed.open_form(hand, Key.Key_H, "voidForm")
    filed.pick(hand, "voidItems", RECORD)
    filed.pick(hand, "voidPapers", "受理通知书")
    hand.tab_to("voidReason")
    hand.commit("养殖地址录错了")
    filed.confirm(hand, "voidForm", camera, "taken-back")
    acts.escape(hand)
    hand.focus_on("caseFindBox")


def _sign_pledge(tour: Tour) -> None:
    """The pledge exists already; the signer is named, the button has the focus."""
    hand = tour.hand
    if hand.shown(SCREEN) is not None:
        sign_on_screen(tour)
    hand.see("pledgeForm")
    if hand.shown("pledgeHandedOver") is not None:  # no printer here: the signed sheet was made elsewhere
        filed.pick(hand, "pledgeHandedOver", "已当面交")
        hand.key(Key.Key_Return)
    hand.focus_on("pledgeFormDo")
    acts.see_preview(hand)
    tour.camera.shoot("pledge-to-sign")
    filed.confirm(hand, "pledgeForm")
    filed.await_papers(hand, "容缺受理通知书")


def _more_papers(hand: Hand, before: int) -> bool:
    return len(hand.rows("paperList")) > before


FARM_VISITS = (farm_of_five_outcomes, brought_wrong_then_right, result_then_the_next, taken_back)
