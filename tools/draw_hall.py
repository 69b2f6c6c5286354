"""Draw docs/manual/pictures/start-*.png and hall-*.png: a first start, and a hall's supervisor at work.

Run with the project's environment after a change of these pages: ``python -P -m tools.draw_hall`` (``start``: only
the first start). Needs no display; the printer is the tests' own print system (Debian's CUPS). Everybody in it is
invented, and everything is written to a temporary folder.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from tools.window_eyes import DrawnWindow

if TYPE_CHECKING:
    from counter.ui.facades.window import WindowFacade
    from counter.ui.hall.page import HallPage
    from counter.ui.hall.register_page import RegisterPage
    from counter.ui.window.main_window import MainWindow

SCREEN = (1920, 1080)
_DRAWING = {"bytecode", "display", "versions"}
"""Lines of the self-test about the machine that draws, which has no screen and no compiled files."""
NOW, ENDS = datetime(2026, 12, 1, 2, tzinfo=UTC), date(2026, 12, 15)
_SETTLE_MS, _NEXT_KEY_MS = 400, 140


def main() -> int:
    """A first start, a hall with two supervisors, a training profile."""
    from counter.bootstrap.window import _application
    from tests.printing.cups import print_system

    with tempfile.TemporaryDirectory(prefix="counter-hall-") as folder:
        os.environ["QT_QPA_PLATFORM"] = f"offscreen:configfile={_screen(Path(folder))}"
        _application()
        with print_system() as cups:
            cups.printer("A4")
            os.environ["CUPS_SERVER"] = str(cups.socket)
            _first_start(Path(folder))
        if "start" not in sys.argv:
            with _window(Path(folder) / "hall", training=False) as pages:
                pages.sign_on_page()
                pages.hall()
                pages.todo()
            with _window(Path(folder) / "training", training=True) as pages:
                pages.training()
    return 0


def _screen(folder: Path) -> Path:
    """Qt's file that says how large the invisible screen is."""
    file = folder / "screen.json"
    file.write_text(
        json.dumps({"screens": [{"name": "desk", "x": 0, "y": 0, "width": SCREEN[0], "height": SCREEN[1]}]})
    )
    return file


# -- a first start --
def _first_start(folder: Path) -> None:
    from PySide6.QtCore import Qt

    from counter.bootstrap.first_start import FirstStart
    from counter.services.keys.slot_kinds import SlotKind
    from counter.ui.facades.self_test import SelfTestTools
    from counter.ui.profile.first_start_window import FirstStartWindow
    from counter.ui.profile.self_test_page import SelfTestPage

    key, fit_to_draw = Qt.Key, lambda probes: [one for one in probes if one.id not in _DRAWING]

    class Start(FirstStart):
        """Without what is true only of the machine that draws."""

        @property
        def self_test(self) -> SelfTestTools:
            tools = super().self_test
            return replace(tools, parts=[(name, lambda r=r: fit_to_draw(r())) for name, r in tools.parts])

        def opening_kinds(self) -> tuple[SlotKind, ...]:
            return (SlotKind.PHRASE, SlotKind.STICK, SlotKind.TPM, SlotKind.FILE)

    window = FirstStartWindow(Start(folder / "counter"))
    pages = DrawnWindow(window, folder)
    pages.shoot("start-choice")
    for digit in "211":  # this hall; the first league, its first place
        pages.driver.type(digit)
        pages.driver.pause(_NEXT_KEY_MS)
    pages.type("乌兰浩特市政务服务中心", "兴安北路1号", "1000000-0001", "1000000-0009", "9:00-17:00")
    pages.shoot("start-hall")
    pages.type("", "01", "一楼", "02、03")
    pages.shoot("start-window")
    pages.type("")
    for code, name, role, pin in (("S01", "苏日娜", "1", "8317"), ("S02", "乌云", "1", "2749")):
        pages.type(code, name)
        pages.driver.type(role)
        pages.driver.pause(_NEXT_KEY_MS)
        pages.type(pin, pin)
    pages.shoot("start-people")
    pages.type("", "")
    pages.shoot("start-organs")
    pages.type("", "")
    _choose_opening(pages)
    pages.driver.until(lambda: window.course.begun, "恢复密钥")
    pages.shoot("start-key")
    _type_key_back(pages)
    pages.driver.until(lambda: isinstance(window.page, SelfTestPage), "自检")
    page = window.page
    assert isinstance(page, SelfTestPage)
    pages.driver.until(lambda: len(page.probes) > 0, "每一行")
    pages.press(key.Key_F8)
    pages.driver.until(page.scan.isEnabled, "试打页送去打印")
    pages.shoot("start-self-test")
    window.close()
    window.deleteLater()


def _choose_opening(pages: DrawnWindow) -> None:
    from PySide6.QtCore import Qt

    pages.driver.focus_on("openingWays_1")
    pages.shoot("start-opening")
    pages.type("")
    pages.driver.until(lambda: bool(pages.driver.words("phraseWord1")), "口令词")
    pages.shoot("start-phrase")
    pages.press(Qt.Key.Key_Escape)
    pages.driver.type("4")  # the machine that draws holds no keys
    pages.driver.pause(_NEXT_KEY_MS)


def _type_key_back(pages: DrawnWindow) -> None:
    from PySide6.QtCore import Qt
    from PySide6.QtWidgets import QLineEdit

    groups = [pages.driver.words(f"keyGroup{n}") for n in range(1, 9)]
    pages.press(Qt.Key.Key_Tab)
    pages.press(Qt.Key.Key_Tab)
    pages.driver.focus_on("stepOnward")
    pages.type("")
    for field in ("keyGroupA", "keyGroupB"):
        pages.driver.focus_on(field)
        asked = pages.driver.see(field)
        assert isinstance(asked, QLineEdit)
        if field == "keyGroupB":
            pages.shoot("start-key-back")
        pages.type(groups[int(asked.accessibleName()[6]) - 1])
    pages.type("")


# -- a hall at work --
@contextmanager
def _window(folder: Path, *, training: bool) -> Iterator[HallWindow]:
    from PySide6.QtWidgets import QApplication

    from counter import config
    from counter.bootstrap.opening import create_profile
    from counter.domain.hall.hall import StaffSeed, hall_from, staff_from
    from counter.services.tasks.training.make import TRAINING_PIN
    from counter.ui.facades.window import WindowFacade
    from counter.ui.window.main_window import MainWindow
    from tests.facades import facade_of
    from tests.services.office import SetClock

    values = config.read_toml(config.resources_folder() / "halls" / "demo.toml")
    hall = hall_from(values)
    first = replace(hall.agreements[0], valid_until=ENDS)
    hall = replace(hall, training=training, agreements=(first, *hall.agreements[1:]))
    staff = (*staff_from(values), StaffSeed("S02", "乌云", "supervisor", "8765"))
    if training:
        staff = tuple(replace(one, pin=TRAINING_PIN if one.pin else "") for one in staff)
    profile, clock = folder / "profile", SetClock(NOW)
    folder.mkdir()
    create_profile(profile, hall, staff, clock)
    facade = facade_of(WindowFacade, profile, clock)
    window = MainWindow(facade)
    try:
        yield HallWindow(window, folder, facade)
    finally:
        window.shut()
        window.deleteLater()
        QApplication.processEvents()
        facade.close()


class HallWindow(DrawnWindow):
    """A supervisor at the pages of the hall."""

    def __init__(self, window: MainWindow, folder: Path, facade: WindowFacade) -> None:
        super().__init__(window, folder)
        self.main, self.facade = window, facade
        self.driver.see("signOnCard")

    def settle(self) -> None:
        """Until nothing is under way."""
        self.driver.pause(_NEXT_KEY_MS)
        self.driver.until(lambda: not self.main.shell.background.busy, "后台的事做完")

    def sign_on_page(self) -> None:
        """A code locked by wrong PINs, then a one-time code and the PIN set with it."""
        from PySide6.QtCore import Qt

        from counter.domain.hall.pin_lock import FREE

        sign_on = self.main.sign_on
        assert sign_on is not None
        for _ in range(FREE + 1):
            sign_on.code.setText("W02")
            sign_on.pin.setFocus()
            self.type("0000")
            self.settle()
        sign_on.code.setText("W01")
        sign_on.forgot.setFocus()
        self.press(Qt.Key.Key_Space)
        self.driver.see("oneTimeCodeStep")
        self.type("S01", "9876")
        self.driver.read("signOnNote", "一次性口令")
        self.settle()
        self.shoot("hall-one-time-code")
        once = self.driver.words("oneTimeCode")
        self.press(Qt.Key.Key_Space)
        self.driver.focus_on("clerkPin")
        self.type(once)
        self.driver.see("newPinStep")
        self.settle()
        self.shoot("hall-new-pin")
        self.type("4680", "4680")
        self.driver.focus_on("findBox")
        self._lock()
        self._sign_on("S01", "9876")

    def _lock(self) -> None:
        from PySide6.QtCore import Qt

        self.press(Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier.value)
        self.driver.see("signOnCard")

    def _sign_on(self, code: str, pin: str) -> None:
        sign_on = self.main.sign_on
        assert sign_on is not None
        sign_on.code.setFocus()
        sign_on.code.selectAll()
        self.type(code, pin)
        self.driver.focus_on("findBox")

    def hall(self) -> None:
        """The register changed and signed, then the records, a take-over, the table of rights."""
        from PySide6.QtCore import Qt

        self.press(Qt.Key.Key_H, Qt.KeyboardModifier.ControlModifier.value)
        self.driver.see("registerTitle")
        page = self.main.shell.pages.page("hall")  # type: ignore[attr-defined]  # the window's shell
        register = page._parts["register"]
        self.driver.until(lambda: register.list.record is not None, "登记册")
        self.settle()
        self._change_phone(register)
        self._change_agreement(register)
        self._person(register)
        self._other_parts(page)

    def _change_phone(self, register: RegisterPage) -> None:
        self._fill(register, "phone", "1000000-0001")
        self._fill(register, "address", "兴安北路1号")
        self._fill(register, "hours", "9:00-17:00")
        self._keep()
        self._sign("")
        self.shoot("hall-register")
        self._press_sign()

    def _change_agreement(self, register: RegisterPage) -> None:
        from PySide6.QtCore import Qt

        self.press(Qt.Key.Key_Escape)
        self._choose(register, "授权协议")
        self._fill(register, "until", "2028-12-31")
        self._keep()
        self._sign("S02")
        self.shoot("hall-agreement")
        while register.half_done:
            self.press(Qt.Key.Key_Escape)
            self.settle()

    def _person(self, register: RegisterPage) -> None:
        from PySide6.QtCore import Qt

        self._choose(register, "窗口")
        register.list.setFocus()
        self.press(Qt.Key.Key_Home)
        self.shoot("hall-windows")
        self._choose(register, "人员")
        register.list.setFocus()
        self.press(Qt.Key.Key_Home)
        self.shoot("hall-staff")
        register.people.away.click()  # the first on the list is a representative
        register.people.panel.until.setFocus()
        self.driver.type("2026-12-10")
        self.settle()
        self.shoot("hall-absence")
        self.press(Qt.Key.Key_Escape)
        self.settle()

    def _choose(self, register: RegisterPage, title: str) -> None:
        from counter.domain.hall.register.sheets import section_titled

        register.sections.choose((section_titled(title).tag,))
        register.sections.changed.emit()
        self.settle()

    def _fill(self, register: RegisterPage, field: str, text: str) -> None:
        widget = register.form.field(field)
        widget.setFocus()
        widget.selectAll()  # type: ignore[union-attr]  # one that is typed
        self.driver.type(text)

    def _keep(self) -> None:
        from PySide6.QtCore import Qt

        self.press(Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier.value)
        self.driver.see("signPanel")

    def _sign(self, second: str) -> None:
        """Type both people's codes and PINs."""
        register = self.main.shell.pages.page("hall")._parts["register"]  # type: ignore[attr-defined]
        register.sign.by.pin.setFocus()
        self.driver.type("9876")
        if second:
            register.sign.agreed.code.setFocus()
            self.driver.type(second)
            register.sign.agreed.pin.setFocus()
            self.driver.type("8765")

    def _press_sign(self) -> None:
        from PySide6.QtCore import Qt

        self.press(Qt.Key.Key_F9)
        self.settle()
        self.driver.until(lambda: self.driver.shown("signPanel") is None, "登记册签发")

    def _other_parts(self, page: HallPage) -> None:
        from tests.take_over_files import ACCEPTED, GAP, TOLD, filled, one_case

        page.open_part("takeover")
        self.settle()
        file = self.folder / "接转.xlsx"
        file.write_bytes(filled(one_case(ACCEPTED, TOLD, gaps=(GAP,))))
        page._parts["takeover"].open(file)  # type: ignore[union-attr]
        self.settle()
        self.window.shell.message_bar.leave_page()  # it is of the step before
        self.shoot("hall-takeover")
        page._parts["takeover"].set_clerk(page._clerk)
        page.open_part("records")
        self.driver.until(lambda: self.driver.rows("recordList"), "记录")
        self.settle()
        self.shoot("hall-records")
        page.open_part("keys")
        self.settle()
        self.shoot("hall-keys")
        page._parts["keys"].open_part("opening")  # type: ignore[union-attr]
        self.settle()
        self.shoot("hall-opening")
        page.open_part("rights")
        self.settle()
        self.shoot("hall-rights")

    def todo(self) -> None:
        """An agreement that ends."""
        from PySide6.QtCore import Qt

        self.press(Qt.Key.Key_F2)
        self.driver.until(lambda: self.driver.rows("taskList"), "待办")
        self.press(Qt.Key.Key_End)
        self.press(Qt.Key.Key_Space)  # what comes later is folded
        self.press(Qt.Key.Key_End)
        self.settle()
        self.shoot("hall-todo")

    def training(self) -> None:
        """A lesson, just begun."""
        from PySide6.QtCore import Qt

        from counter.services.tasks.training.make import TRAINING_PIN

        self._sign_on("W01", TRAINING_PIN)
        both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
        self.press(Qt.Key.Key_P, both.value)
        self.driver.pause(_SETTLE_MS)
        self.settle()
        self.press(Qt.Key.Key_Return)
        self.settle()
        self.shoot("hall-training")


if __name__ == "__main__":
    sys.exit(main())
