"""Acts on a case in progress: a special procedure is notified, and the applicant withdraws."""

from __future__ import annotations

from PySide6.QtCore import Qt

from counter.ui.tour import acts, filed
from counter.ui.tour.itinerary import Tour

Key = Qt.Key


def procedure_told(tour: Tour) -> None:
    """特别程序: the kind, its ground and length; its notice is made, and the clock does not pause before it is
    served.
    """
    hand, camera = tour.hand, tour.camera
    filed.find_case(hand, tour.numbers["small_restaurant"])
    filed.open_form(hand, Key.Key_T, "pauseForm")
    filed.pick(hand, "pauseKind", "检测")
    for name, words in (
        ("pauseWhat", "对经营场所的用水进行检测"),
        ("pauseBasis", "演示用，写明哪部法、第几条"),
        ("pauseDays", "10"),
    ):
        hand.tab_to(name)
        hand.commit(words)
    filed.confirm(hand, "pauseForm", camera, "special-procedure")
    filed.await_papers(hand, "特别程序告知书")
    tour.papers.append(filed.save_paper(hand, "特别程序告知书"))


def withdrawn_in_writing(tour: Tour) -> None:
    """撤回申请: the application is made and signed; only then the case ends and its papers are returned."""
    hand, camera = tour.hand, tour.camera
    filed.open_form(hand, Key.Key_C, "withdrawForm")
    hand.tab_to("withdrawReason")
    hand.commit("铺面不租了")
    filed.confirm(hand, "withdrawForm")
    filed.await_papers(hand, "撤回申请书")
    tour.papers.append(filed.save_paper(hand, "撤回申请书"))
    filed.open_form(hand, Key.Key_U, "withdrawalForm")
    filed.confirm(hand, "withdrawalForm", camera, "withdrawal-signed")
    hand.until(lambda: "有事项已撤回" in hand.text_within("caseDetail"), "签了撤回申请书，事项结束，材料退还")
    acts.escape(hand)
    acts.escape(hand)
    hand.focus_on("caseFindBox")


LATER_VISITS = (procedure_told, withdrawn_in_writing)
