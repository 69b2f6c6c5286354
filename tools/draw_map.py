"""Draw docs/map*.png: the window's pages in use, every part labelled with its class name.

Run with the project's environment after changing a page: ``python -P -m tools.draw_map``. Needs no display.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from tools.part_labels import label_parts

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from counter.ui.tour.itinerary import Tour

ROOT = Path(__file__).resolve().parent.parent
PARTS = {
    "map": (
        "TopBar",
        "NavigationRail",
        "FindBox",
        "SituationColumn",
        "ChecklistHead",
        "ChecklistView",
        "ApplicantCard",
        "VerdictCard",
        "DecidePanel",
    ),
    "map-applicant": ("HeadBar", "MirrorColumns", "HoldButton", "BigButton"),
    "map-rating": ("HeadBar", "GradePage", "GradeButton"),
    "map-result": ("ResultPanel", "PledgeForm", "PaperPreview", "RatingInvite"),
    "map-case": (
        "ActBar",
        "ApplicantSummary",
        "CaseStory",
        "PrintBar",
        "PaperList",
        "SaveLine",
        "PaperPreview",
    ),
    "map-todo": ("TaskKinds", "TaskList", "TaskPane"),
    "map-verify": ("Field", "ProofCard"),
}
"""Picture → classes to label, from ``counter/ui``."""


def main() -> int:
    """Walk through the pages by keys, save screenshots, paint the labels."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from counter.bootstrap.demo import create_demo
    from counter.bootstrap.window import _application, window_facade
    from counter.ui.tour.camera import Camera
    from counter.ui.tour.driver import Driver
    from counter.ui.tour.itinerary import Tour
    from counter.ui.window.main_window import MainWindow

    app = _application()
    with tempfile.TemporaryDirectory() as folder:
        profile = Path(folder) / "profile"
        create_demo(profile, Path(folder) / "office")
        facade = window_facade(profile)
        window = MainWindow(facade)
        window.resize(1366, 768)
        window.show()
        _walk(Tour(Driver(window), Camera(window, Path(folder)), Path(folder)))
        window.close()
        app.processEvents()
        facade.close()
    return 0


def _walk(tour: Tour) -> None:
    """受理, its result, 查件, 待办, 验真; a screenshot of each."""
    from PySide6.QtCore import Qt

    from counter.ui.tour import acts, farm, filed, visits

    driver = tour.driver
    visits.begin(tour)
    acts.find(driver, "xcg", "我要开小餐馆")
    acts.choose(driver, "我要开小餐馆")
    driver.type("112232112")
    driver.key(Qt.Key.Key_Down)
    _draw(tour, "map")
    _applicant(tour)
    driver.key(Qt.Key.Key_F1)
    number = farm.file_farm(tour)
    acts.see_preview(driver)
    _draw(tour, "map-result")
    driver.key(Qt.Key.Key_Escape)
    filed.find_case(driver, number)
    acts.see_preview(driver)
    _draw(tour, "map-case")
    paper = acts.save_papers(driver, tour.folder)[0]
    driver.key(Qt.Key.Key_F2)
    driver.until(lambda: driver.rows("taskList"), "待办")
    _draw(tour, "map-todo")
    driver.key(Qt.Key.Key_F6)
    driver.focus_on("verifyField")
    driver.commit(str(paper))
    driver.key(Qt.Key.Key_Return)
    driver.until(lambda: driver.words("proofSentence"), "验真的结论")
    _draw(tour, "map-verify")


def _applicant(tour: Tour) -> None:
    """The applicant's screen: the current visit, then the invitation to rate a filed one."""
    from PySide6.QtCore import Qt

    from counter.ui.tour import acts, other_side

    driver = tour.driver
    driver.key(Qt.Key.Key_N, acts.CONTROL)
    driver.focus_on("findBox")
    driver.key(Qt.Key.Key_D, acts.CONTROL)
    screen = other_side.screen_of(driver)
    screen.resize(1280, 800)
    driver.come_forward()
    acts.find(driver, "xcg", "我要开小餐馆")
    acts.choose(driver, "我要开小餐馆")
    acts.answer(driver, other_side.RESTAURANT)
    acts.receive_everything(driver)
    acts.scan_card(driver, other_side.BAKER)
    acts.add_phone(driver, other_side.BAKER)
    _draw(tour, "map-applicant", screen)
    acts.issue(driver, tour.camera, "map-first-press")
    driver.key(Qt.Key.Key_E, acts.CONTROL)
    driver.read("ratingWords", "已邀请")
    _draw(tour, "map-rating", screen)
    driver.key(Qt.Key.Key_D, acts.CONTROL)
    driver.come_forward()
    acts.next_visit(driver)


def _draw(tour: Tour, name: str, other: QWidget | None = None) -> None:
    from counter.ui.tour.camera import hide_folders

    driver = tour.driver
    driver.pause(400)
    with hide_folders(driver.window, tour.folder):
        label_parts(other or driver.window, ROOT / "docs" / f"{name}.png", PARTS[name])


if __name__ == "__main__":
    sys.exit(main())
