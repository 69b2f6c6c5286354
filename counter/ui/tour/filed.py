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
from counter.ui.tour.hand import Hand, TourFailed

ALT = Qt.KeyboardModifier.AltModifier
_MOST_ROWS = 40


def walk_to(hand: Hand, name: str, part: str) -> None:
    """Walk down a list, from its top, to the row with these words."""
    hand.focus_on(name)
    hand.key(Key.Key_Home)
    for _ in range(_MOST_ROWS):
        if part in current_row(hand, name):
            return
        hand.key(Key.Key_Down)
    raise TourFailed(f"“{name}”里没有“{part}”这一行；{hand.told()}")


def current_row(hand: Hand, name: str) -> str:
    """The text of the current row."""
    view = hand.shown(name)
    if not isinstance(view, QAbstractItemView):
        return ""
    return str(view.currentIndex().data() or "")


def open_form(hand: Hand, letter: Qt.Key, form: str) -> None:
    """Open an act by Alt and its letter."""
    hand.key(letter, ALT)
    hand.see(form)


def pick(hand: Hand, choices: str, *parts: str) -> None:
    """Choose, by their digits, the answers that contain these words; Tab goes to the question first."""
    found = hand.see(choices)
    assert isinstance(found, Choices)
    for _ in range(_MOST_ROWS):
        if hand.focus().startswith(f"{choices}_"):
            break
        hand.key(Key.Key_Tab)
    for part in parts:
        words = [hand.words(f"{choices}_{place}") for place in range(1, len(found.options) + 1)]
        place = next((i for i, said in enumerate(words, start=1) if part in said), 0)
        if not place:
            raise TourFailed(f"“{choices}”里没有“{part}”，只有 {words}")
        if found.options[place - 1] not in found.chosen:
            hand.type(str(place))
            hand.until(partial(_is_chosen, found, found.options[place - 1]), f"选中“{part}”")


def _is_chosen(choices: Choices, option: str) -> bool:
    return option in choices.chosen


def confirm(hand: Hand, form: str, camera: Camera | None = None, picture: str = "") -> None:
    """F9 twice; after the first the button names the act. Then the form is closed and the act reported."""
    hand.key(Key.Key_F9)
    hand.read(f"{form}Do", "再按一次")
    if camera is not None:
        camera.shoot(picture)
    hand.key(Key.Key_F9)
    hand.until(lambda: hand.shown(form) is None, f"“{form}”办完收起")
    hand.read("messageText", "已记下")


def paper_rows(hand: Hand, title: str) -> list[str]:
    """The rows of the case's papers with that title, oldest first."""
    return [row for row in hand.rows("paperList") if row.startswith(title)]


def await_papers(hand: Hand, title: str, number: int = 1) -> None:
    """Wait until the case has so many papers of that title."""
    hand.until(lambda: len(paper_rows(hand, title)) >= number, f"{title}{number}份")


def save_paper(hand: Hand, title: str) -> Path:
    """Save the newest paper of that title as PDF into the last folder."""
    hand.tab_to("paperList")
    walk_to(hand, "paperList", paper_rows(hand, title)[-1])
    return acts.save_as_pdf(hand, title)


def find_case(hand: Hand, number: str) -> None:
    """查件 by the number's last digits; the newest case is the first hit."""
    hand.key(Key.Key_F3)
    hand.focus_on("caseFindBox")
    hand.type(number[-6:])
    hand.until(lambda: grouped(number) in "".join(hand.rows("caseTable")[:1]), f"查到 {number}")
    hand.key(Key.Key_Return)
    hand.see("detailNumber")
