"""A new guide version at the window: imported by a supervisor, announced, read, and shown where it matters."""

from __future__ import annotations

from PySide6.QtCore import Qt

from counter.domain.document.numbering import grouped
from counter.ui.tour import acts
from counter.ui.tour.itinerary import Tour

Key = Qt.Key


def takes_a_version_in(tour: Tour) -> None:
    """指南: the bureau's pack is chosen and its content read, and a supervisor imports it."""
    hand, camera = tour.hand, tour.camera
    assert tour.pack is not None
    hand.key(Key.Key_K, acts.CONTROL)
    hand.focus_on("guideLines")
    hand.tab_to("guideTakeIn")
    hand.key(Key.Key_Space)
    hand.focus_on("fileNameEdit")
    hand.commit(str(tour.pack))
    hand.key(Key.Key_Return)
    hand.read("packTrust", "签名核对无误")
    hand.come_forward()  # the dialog is closed, without a window manager to report it
    hand.focus_on("supervisorCode")
    camera.shoot("guide-pack")
    hand.type("S01")
    hand.key(Key.Key_Return)
    hand.focus_on("supervisorPin")
    hand.type("9876")
    hand.key(Key.Key_Return)
    hand.read("messageText", "今天起用第1版")
    acts.to_find_box(hand)
    hand.key(Key.Key_N, acts.CONTROL)  # a current visit keeps its guide: it is closed first
    hand.read("changeStripWords", "今天起用第1版")
    hand.focus_on("findBox")
    camera.shoot("guide-told")


def reads_what_changed(tour: Tour) -> None:
    """看变化: by keyboard, confirmed as read; the mark at the bundle, and a case of the version before."""
    hand, camera = tour.hand, tour.camera
    hand.key(Key.Key_B, acts.CONTROL)
    hand.focus_on("changeLines")
    camera.shoot("guide-changes")
    hand.key(Key.Key_F9)
    hand.focus_on("guideLines")
    acts.to_find_box(hand)
    acts.find(hand, "xcg", "我要开小餐馆")
    acts.choose(hand, "我要开小餐馆")
    hand.read("bundleChanges", "新版有变化")
    camera.shoot("guide-changed-here")
    hand.key(Key.Key_N, acts.CONTROL)
    number = tour.numbers["small_restaurant"]
    hand.key(Key.Key_F3)
    hand.focus_on("caseFindBox")
    hand.type("btjy")
    hand.until(lambda: any(grouped(number) in row for row in hand.rows("caseTable")), f"查到 {number}")
    hand.key(Key.Key_Return)
    hand.read("caseGuideWords", "现行第1版，这件事有")
    hand.tab_to("caseGuideMore")
    hand.key(Key.Key_Space)
    hand.read("caseGuideChanges", "还没交的不用再交")
    camera.shoot("guide-of-a-case")
    acts.escape(hand)
    acts.to_find_box(hand)


NEW_VERSION_VISITS = (takes_a_version_in, reads_what_changed)
