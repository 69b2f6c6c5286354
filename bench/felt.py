"""Felt speed: from a key to the painted answer in the real window, for every page and what is typed on it.

A profile with 20,000 cases, 500 of them open with their tasks, and the longest question list of the guide. What a key
leads to is over when nothing has been painted and nothing works in the background for a while; the time is that of the
last picture, so work that comes later than the first picture counts too. Each row is also a ratio to a bare page
that the machine made in the same run; at the end stands how many rows would be over on the machine of
docs/performance.md (``bench.felt_floor``): milliseconds alone say little where a machine is slow or busy.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from bench.accept import accept
from bench.felt_floor import Machine, beside_the_machine
from bench.felt_rooms import first_openings
from bench.many_cases import fill
from bench.pictures import Pictures, pictures_of
from bench.profiles import demo_profile
from bench.table import Row, limit_row, p50
from counter.bootstrap.opening import open_app
from counter.bootstrap.process import undo_import_hook
from counter.bootstrap.window import facade_and_window
from counter.ui.kit.controls.labels import TextLabel
from counter.ui.tour.acts import CONTROL, SHIFT, sign_on
from counter.ui.tour.driver import Driver

CASES, OPEN = 20_000, 500
FILED = 8
"""Cases with entries and papers, the newest of all: only these can be opened, the others are rows to be found."""
LIMIT_MS = 100.0
"""What a hand takes for at once (Card, Moran and Newell: a perceptual cycle)."""
FILLED_IN_MS = 1000.0
"""Long work, begun by opening its page: the first picture is at once, and nobody's thread of thought is broken until
the last (Card, Moran and Newell: a second).
"""
LONG_WORK = ("自检", "指南编辑室 lint")
ROUNDS = 6
REST_S = 4.0
"""After signing on, before the first key: the window makes ready what pages need (``ui.frame.preloading``)."""
Key = Qt.Key
PAGES = (
    ("待办", Key.Key_F2, None),
    ("查件", Key.Key_F3, None),
    ("验真", Key.Key_F6, None),
    ("指南", Key.Key_K, CONTROL),
    ("大厅", Key.Key_H, CONTROL),
    ("出件", Key.Key_C, CONTROL | SHIFT),
    ("流转", Key.Key_M, CONTROL | SHIFT),
    ("日结", Key.Key_J, CONTROL | SHIFT),
    ("台账", Key.Key_L, CONTROL | SHIFT),
    ("受理", Key.Key_F1, None),
)
FURTHER = (
    ("告知", Key.Key_G, CONTROL | SHIFT),
    ("上报", Key.Key_U, CONTROL | SHIFT),
    ("自检", Key.Key_D, CONTROL | SHIFT),
    ("设置", Key.Key_Comma, CONTROL),
    ("手册", Key.Key_F1, SHIFT),
    ("关于", Key.Key_A, CONTROL | SHIFT),
)
"""Opened once: nobody goes back and forth between these."""
LOOKS = (("明暗 F11", Key.Key_F11), ("大字 F12", Key.Key_F12))
TYPED = "zhangwei"
NOTES = {"一件办件": "Enter to the last picture of the opened case, its first paper among them"}


def rows() -> list[Row]:
    """One row for each page and its first opening, for looks, an answer, a letter in 查件, a case opened there."""
    machine = Machine()
    machine.measure()
    others = first_openings()
    machine.measure()
    at_the_window = list(_at_the_window())
    machine.measure()
    rooms = (row for page, times in others for row in _first_opening(page, *times))
    return beside_the_machine([*at_the_window, *rooms], machine)


def _first_opening(page: str, first: float, last: float, processor: float) -> Iterator[Row]:
    """To the last picture; of long work to the first one, and to the last one with the limit of such work."""
    if page not in LONG_WORK:
        yield limit_row(f"{page}: first opening", [last], LIMIT_MS, note=_note(page, processor))
        return
    yield limit_row(f"{page}: first opening, its first picture", [first], LIMIT_MS)
    yield limit_row(f"{page}: first opening, filled in", [last], FILLED_IN_MS)


def _note(page: str, processor: float) -> str:
    return f"{processor:.0f} ms of processor; {NOTES.get(page, '')}".removesuffix("; ")


def _at_the_window() -> list[Row]:
    undo_import_hook()  # as the program does
    with demo_profile() as profile:
        fill(profile, CASES, OPEN)
        with open_app(profile) as station:
            for serial in range(FILED):
                accept(station, serial)
        app: Any = QApplication.instance() or QApplication([])
        app.setCursorFlashTime(0)  # a blinking cursor is painted for ever
        facade, window = facade_and_window(profile)
        try:
            window.resize(1366, 768)
            driver = Driver(window)
            window.show()
            driver.come_forward()
            driver.see("signOnCard")
            sign_on(driver, "W01", "1234")
            with pictures_of(window) as pictures:
                return list(_measured(driver, pictures))
        finally:
            window.close()
            facade.close()
            app.processEvents()


def _measured(driver: Driver, pictures: Pictures) -> Iterator[Row]:
    taken: dict[str, list[float]] = {}
    worked: dict[str, list[float]] = {}
    first: dict[str, tuple[float, float, float]] = {}

    def note(what: str, act: Callable[[], object]) -> None:
        milliseconds = pictures.until_quiet(act)
        if what in first:
            taken.setdefault(what, []).append(milliseconds)
            worked.setdefault(what, []).append(pictures.processor_ms)
        else:
            first[what] = pictures.first_ms, milliseconds, pictures.processor_ms

    pictures.rest(REST_S)
    for _ in range(ROUNDS + 1):
        for page, key, modifiers in PAGES:
            note(page, lambda key=key, held=modifiers: _press(driver, key, held))  # type: ignore[misc]
        for look, key in LOOKS:
            for _ in range(2):
                note(look, lambda key=key: _press(driver, key))  # type: ignore[misc]
    for page, key, modifiers in FURTHER:
        note(page, lambda key=key, held=modifiers: _press(driver, key, held))  # type: ignore[misc]
    for _ in range(ROUNDS):
        _press(driver, Key.Key_F3)
        pictures.settle()
        for letter in TYPED:
            note("查件里一个字母", lambda letter=letter: _type(driver, letter))  # type: ignore[misc]
        _press(driver, Key.Key_A, CONTROL)  # nobody is called all of that: Enter opens the first of all cases
        _press(driver, Key.Key_Backspace)
        pictures.settle()
        note("一件办件", lambda: _press(driver, Key.Key_Return))
        _check_open(driver)
        _press(driver, Key.Key_Escape)
        pictures.settle()
    yield from _answers(driver, pictures)
    for what, samples in taken.items():
        yield limit_row(f"{what}: key to picture", samples, LIMIT_MS, note=_note(what, p50(worked[what])))
    for what, times in first.items():
        yield from _first_opening(what, *times)


def _check_open(driver: Driver) -> None:
    """A refusal is painted too, and sooner than a case."""
    number = driver.window.findChild(TextLabel, "detailNumber")
    if number is None or not number.isVisible() or not number.text():
        raise RuntimeError("Enter opened no case: its row would measure a message")


def _answers(driver: Driver, pictures: Pictures) -> Iterator[Row]:
    """我要开超市 from its first question to its last, by the first option."""
    samples: list[float] = []
    for _ in range(ROUNDS):
        _press(driver, Key.Key_F1)
        pictures.settle()
        for letter in "cs":
            _type(driver, letter)
        pictures.settle()
        _press(driver, Key.Key_Return)
        pictures.settle()
        for _ in range(60):
            focus = QApplication.focusWidget()
            if focus is None or not focus.objectName().startswith("q_"):
                break
            number = focus.objectName().endswith("_number")
            samples.append(pictures.until_quiet(lambda: _type(driver, "1")))
            if number:
                _press(driver, Key.Key_Return)
                pictures.settle()
        _press(driver, Key.Key_N, CONTROL)
        pictures.settle()
    yield limit_row("an answer: key to picture", samples, LIMIT_MS)


def _press(driver: Driver, key: Qt.Key, held: Qt.KeyboardModifier | None = None) -> None:
    QTest.keyClick(driver.window.windowHandle(), key, held or Qt.KeyboardModifier.NoModifier)


def _type(driver: Driver, letter: str) -> None:
    QTest.keyClick(driver.window.windowHandle(), Qt.Key(ord(letter.upper())))
