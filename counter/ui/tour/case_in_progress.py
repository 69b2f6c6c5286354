"""Acts on a case in progress: a special procedure is notified, and the applicant withdraws."""

from __future__ import annotations

from PySide6.QtCore import Qt

from counter.ui.tour import acts, filed
from counter.ui.tour.itinerary import Tour

Key = Qt.Key


def procedure_notified(tour: Tour) -> None:
    """特别程序: the kind, its ground and length; its notice is made, and the clock does not pause before it is
    served.
    """
    driver, camera = tour.driver, tour.camera
    filed.find_case(driver, tour.numbers["small_restaurant"])
    filed.open_form(driver, Key.Key_T, "pauseForm")
    filed.pick(driver, "pauseKind", "检测")
    for name, words in (
        ("pauseWhat", "对经营场所的用水进行检测"),
        ("pauseBasis", "演示用，写明哪部法、第几条"),
        ("pauseDays", "10"),
    ):
        driver.tab_to(name)
        driver.commit(words)
    filed.confirm(driver, "pauseForm", camera, "special-procedure")
    filed.await_papers(driver, "特别程序告知书")
    tour.papers.append(filed.save_paper(driver, "特别程序告知书"))


def withdrawn_in_writing(tour: Tour) -> None:
    """撤回申请: the application is made and signed; only then the case ends and its papers are returned."""
    driver, camera = tour.driver, tour.camera
    filed.open_form(driver, Key.Key_C, "withdrawForm")
    driver.tab_to("withdrawReason")
    driver.commit("铺面不租了")
    filed.confirm(driver, "withdrawForm")
    filed.await_papers(driver, "撤回申请书")
    tour.papers.append(filed.save_paper(driver, "撤回申请书"))
    filed.open_form(driver, Key.Key_U, "withdrawalForm")
    filed.confirm(driver, "withdrawalForm", camera, "withdrawal-signed")
    driver.until(
        lambda: "有事项已撤回" in driver.text_within("caseDetail"), "签了撤回申请书，事项结束，材料退还"
    )
    acts.escape(driver)
    acts.escape(driver)
    driver.focus_on("caseFindBox")


CASE_IN_PROGRESS_VISITS = (procedure_notified, withdrawn_in_writing)
