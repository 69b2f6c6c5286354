"""A clerk's acts on a filed case, each by its keys and with the expected result."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView

from counter.domain.document.numbering import grouped
from counter.ui.kit.controls.choices import Choices
from counter.ui.tour import acts
from counter.ui.tour.acts import Key
from counter.ui.tour.camera import Camera
from counter.ui.tour.driver import Driver, TourFailed

ALT = Qt.KeyboardModifier.AltModifier
_MOST_ROWS = 40


def walk_to(driver: Driver, name: str, part: str) -> None:
    """Walk down a list, from its top, to the row with these words."""
    driver.focus_on(name)
    driver.key(Key.Key_Home)
    for _ in range(_MOST_ROWS):
        if part in current_row(driver, name):
            return
        driver.key(Key.Key_Down)
    raise TourFailed(f"“{name}”里没有“{part}”这一行；{driver.state()}")


def current_row(driver: Driver, name: str) -> str:
    """The text of the current row."""
    view = driver.shown(name)
    if not isinstance(view, QAbstractItemView):
        return ""
    return str(view.currentIndex().data() or "")


def open_form(driver: Driver, letter: Qt.Key, form: str) -> None:
    """Open an act by Alt and its letter."""
    driver.key(letter, ALT)
    driver.see(form)


def pick(driver: Driver, choices: str, *parts: str) -> None:
    """Choose, by their digits, the answers that contain these words; Tab goes to the question first."""
    found = driver.see(choices)
    assert isinstance(found, Choices)
    for _ in range(_MOST_ROWS):
        if driver.focus().startswith(f"{choices}_"):
            break
        driver.key(Key.Key_Tab)
    for part in parts:
        words = [driver.words(f"{choices}_{index}") for index in range(1, len(found.options) + 1)]
        index = next((i for i, text in enumerate(words, start=1) if part in text), 0)
        if not index:
            raise TourFailed(f"“{choices}”里没有“{part}”，只有 {words}")
        if found.options[index - 1] not in found.chosen:
            driver.type(str(index))
            driver.until(partial(_is_chosen, found, found.options[index - 1]), f"选中“{part}”")


def _is_chosen(choices: Choices, option: str) -> bool:
    return option in choices.chosen


def confirm(driver: Driver, form: str, camera: Camera | None = None, picture: str = "") -> None:
    """F9 twice; after the first the button names the act. Then the form is closed and the act reported."""
    driver.key(Key.Key_F9)
    driver.read(f"{form}Do", "再按一次")
    if camera is not None:
        camera.shoot(picture)
    driver.key(Key.Key_F9)
    driver.until(lambda: driver.shown(form) is None, f"“{form}”办完收起")
    driver.read("messageText", "已记下")


def paper_rows(driver: Driver, title: str) -> list[str]:
    """The rows of the case's papers with that title, oldest first."""
    return [row for row in driver.rows("paperList") if row.startswith(title)]


def await_papers(driver: Driver, title: str, number: int = 1) -> None:
    """Wait until the case has so many papers of that title."""
    driver.until(lambda: len(paper_rows(driver, title)) >= number, f"{title}{number}份")


def save_paper(driver: Driver, title: str) -> Path:
    """Save the newest paper of that title as PDF into the last folder."""
    driver.tab_to("paperList")
    walk_to(driver, "paperList", paper_rows(driver, title)[-1])
    return acts.save_as_pdf(driver, title)


def find_case(driver: Driver, number: str) -> None:
    """查件 by the number's last digits; the newest case is the first hit."""
    driver.key(Key.Key_F3)
    driver.focus_on("caseFindBox")
    driver.type(number[-6:])
    driver.until(lambda: grouped(number) in "".join(driver.rows("caseTable")[:1]), f"查到 {number}")
    driver.key(Key.Key_Return)
    driver.see("detailNumber")
