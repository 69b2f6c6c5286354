"""Draw the manual's pictures that a tour does not take: a printer at work, a paper served, pages in four looks.

Run with the project's environment after changing the window: ``python -m tools.draw_window`` (``print``: only those
with the printer). Needs no display; the printer is the tests' own print system (Debian's CUPS). Everybody in it is
invented, as in the tour.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import Image, ImageQt

from tools.manual_pictures import small
from tools.window_eyes import PICTURES

if TYPE_CHECKING:
    from counter.ui.tour.itinerary import Tour
    from counter.ui.window.main_window import MainWindow

DESK, HALL = (1366, 768), (1920, 1080)
FOUR_LOOKS = {
    "pledge-to-sign": "looks-pledge",
    "scanned-notice-opens-supplement": "looks-supplement",
    "todo": "looks-todo",
    "genuine": "looks-verify",
}
"""Picture of the tour → picture of the manual with the same page large and usual, light and dark."""

PRINTED = ("print-sent", "print-failed", "serve")
JAM, JAMMED = "2", "卡纸"
_SETTLE_MS, _PAPER_LOOKS = 300, 15


def main() -> int:
    """Two temporary halls, walked through by keys: one with a printer, one for the looks."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from counter.ui.tour.asking import ASKING_VISITS
    from counter.ui.tour.farm import FARM_VISITS
    from counter.ui.tour.visits import begin, small_restaurant
    from tests.printing.cups import print_system

    if "print" not in sys.argv:
        _walk((begin, small_restaurant, *FARM_VISITS, *ASKING_VISITS))
    with print_system() as cups:
        cups.printer("A4")
        os.environ["CUPS_SERVER"] = str(cups.socket)
        _walk((begin, _restaurant_printed))
    return 0


def _walk(visits: Sequence[Callable[[Tour], None]]) -> None:
    import counter.ui.tour as tours
    from counter.bootstrap.window import _code_on

    setattr(tours, "Camera", _camera())  # noqa: B010  # the tour's own driver, with another camera
    with (
        tempfile.TemporaryDirectory(prefix="counter-manual-") as folder,
        _demo_window(Path(folder)) as window,
    ):
        window.resize(*DESK)
        tours.take_visits(window, Path(folder), visits, _code_on)


@contextmanager
def _demo_window(folder: Path) -> Iterator[MainWindow]:
    from counter.bootstrap.demo import create_demo
    from counter.bootstrap.window import _application, window_facade
    from counter.ui.window.main_window import MainWindow

    app = _application()
    create_demo(folder / "profile", folder / "office", folder / "bureau")
    facade = window_facade(folder / "profile")
    window = MainWindow(facade)
    try:
        yield window
    finally:
        window.close()
        window.deleteLater()
        app.processEvents()
        facade.close()


def _restaurant_printed(tour: Tour) -> None:
    """A visit whose papers are printed; one jams, the others are served."""
    from counter.ui.tour import acts, filed
    from counter.ui.tour.acts import CONTROL, Key
    from counter.ui.tour.people import COOK, RESTAURANT

    driver, camera = tour.driver, tour.camera
    acts.find(driver, "xcg", "我要开小餐馆")
    acts.choose(driver, "我要开小餐馆")
    acts.answer(driver, RESTAURANT)
    acts.scan_card(driver, COOK)
    acts.look_at_original(driver)
    acts.receive_everything(driver)
    acts.add_phone(driver, COOK)
    number = acts.issue(driver, camera, "")
    acts.see_preview(driver)
    driver.key(Key.Key_P, CONTROL)
    driver.read("printState", "已送打印")
    driver.until(lambda: not any("已生成" in row for row in driver.rows("paperList")), "每份都送打印")
    camera.shoot("print-sent")
    driver.key(Key.Key_F4, acts.SHIFT)
    driver.see("notOutWhy")
    driver.type(JAM)
    driver.read("printState", JAMMED)
    camera.shoot("print-failed")
    driver.key(Key.Key_F5)
    driver.until(lambda: all("等人看纸" in row for row in driver.rows("paperList")), "每份都交给打印机")
    driver.key(Key.Key_F4)
    driver.until(lambda: not any("等人看纸" in row for row in driver.rows("paperList")), "每份都出了纸")
    driver.key(Key.Key_F10)
    driver.read("printStamped", "再按 F10")
    driver.key(Key.Key_F10)
    filed.find_case(driver, number)
    filed.open_form(driver, Key.Key_S, "serveForm")
    camera.shoot("serve")


def _camera() -> type:
    """A camera for the manual: takes only the pictures named above."""
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QWidget

    from counter.ui.papers.paper_glance import PaperGlance
    from counter.ui.tour.camera import Camera, hide_folders

    class ManualCamera(Camera):
        def shoot(self, name: str, other: QWidget | None = None) -> None:
            if name in PRINTED:
                _keep(self._look(), name)
            elif name in FOUR_LOOKS:
                _keep(self._four(), FOUR_LOOKS[name])

        def _four(self) -> Image.Image:
            """Large font above, normal font below; dark left, light right."""
            sheet = Image.new("RGB", DESK)
            for row, size in enumerate((DESK, HALL)):
                self._press(Qt.Key.Key_F12)
                self._window.resize(*size)
                for column, on in ((1, 1), (0, 2)):  # from dark over high contrast to light again
                    picture = self._look()
                    picture.thumbnail((DESK[0] // 2, DESK[1] // 2), Image.Resampling.LANCZOS)
                    sheet.paste(picture, (column * DESK[0] // 2, row * DESK[1] // 2))
                    for _ in range(on):
                        self._press(Qt.Key.Key_F11)
            self._window.resize(*DESK)
            return sheet

        def _press(self, key: Qt.Key) -> None:
            QTest.keyClick(self._window.windowHandle(), key)

        def _look(self) -> Image.Image:
            QTest.qWait(_SETTLE_MS)
            beside = [one for one in self._window.findChildren(PaperGlance) if one.isVisible()]
            for _ in range(_PAPER_LOOKS):
                if all(one.page_count for one in beside):
                    break
                QTest.qWait(_SETTLE_MS)
            with hide_folders(self._window, self._folder):
                return ImageQt.fromqimage(self._window.grab().toImage()).convert("RGB")

    return ManualCamera


def _keep(picture: Image.Image, name: str) -> None:
    small(picture).save(PICTURES / f"{name}.png", optimize=True)


if __name__ == "__main__":
    sys.exit(main())
