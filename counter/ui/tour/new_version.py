"""A new guide version at the window: imported by a supervisor, announced, read, and shown where it matters."""

from __future__ import annotations

from PySide6.QtCore import Qt

from counter.domain.document.numbering import grouped
from counter.ui.tour import acts
from counter.ui.tour.itinerary import Tour

Key = Qt.Key


def takes_a_version_in(tour: Tour) -> None:
    """指南: the bureau's pack is chosen and its content read, and a supervisor imports it."""
    driver, camera = tour.driver, tour.camera
    assert tour.pack is not None
    driver.key(Key.Key_K, acts.CONTROL)
    driver.focus_on("guideLines")
    driver.tab_to("guideTakeIn")
    driver.key(Key.Key_Space)
    driver.focus_on("fileNameEdit")
    driver.commit(str(tour.pack))
    driver.key(Key.Key_Return)
    driver.read("packTrust", "签名核对无误")
    driver.come_forward()  # the dialog is closed, without a window manager to report it
    driver.focus_on("supervisorCode")
    camera.shoot("guide-pack")
    driver.type("S01")
    driver.key(Key.Key_Return)
    driver.focus_on("supervisorPin")
    driver.type("9876")
    driver.key(Key.Key_Return)
    driver.read("messageText", "今天起用第1版")
    acts.to_find_box(driver)
    driver.key(Key.Key_N, acts.CONTROL)  # a current visit keeps its guide: it is closed first
    driver.read("changeStripWords", "今天起用第1版")
    driver.focus_on("findBox")
    camera.shoot("guide-told")


def reads_what_changed(tour: Tour) -> None:
    """看变化: by keyboard, confirmed as read; the mark at the bundle, and a case of the version before."""
    driver, camera = tour.driver, tour.camera
    driver.key(Key.Key_B, acts.CONTROL)
    driver.focus_on("changeLines")
    camera.shoot("guide-changes")
    driver.key(Key.Key_F9)
    driver.focus_on("guideLines")
    acts.to_find_box(driver)
    acts.find(driver, "xcg", "我要开小餐馆")
    acts.choose(driver, "我要开小餐馆")
    driver.read("bundleChanges", "新版有变化")
    camera.shoot("guide-changed-here")
    driver.key(Key.Key_N, acts.CONTROL)
    number = tour.numbers["small_restaurant"]
    driver.key(Key.Key_F3)
    driver.focus_on("caseFindBox")
    driver.type("btjy")
    driver.until(lambda: any(grouped(number) in row for row in driver.rows("caseTable")), f"查到 {number}")
    driver.key(Key.Key_Return)
    driver.key(Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    driver.read("caseGuideWords", "现行第1版，这件事有")
    driver.tab_to("caseGuideMore")
    driver.key(Key.Key_Space)
    driver.read("caseGuideChanges", "还没交的不用再交")
    camera.shoot("guide-of-a-case")
    driver.key(Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    acts.escape(driver)
    acts.to_find_box(driver)


NEW_VERSION_VISITS = (takes_a_version_in, reads_what_changed)
