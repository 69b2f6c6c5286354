"""A clerk's acts at the window, each by its keys and with the expected result."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from counter.ui.kit.controls.same_stroke import BOUNCE_MS
from counter.ui.papers.paper_preview import PaperPreview
from counter.ui.tour.camera import Camera
from counter.ui.tour.hand import Hand, TourFailed
from counter.ui.tour.people import Somebody

Key = Qt.Key
SHIFT = Qt.KeyboardModifier.ShiftModifier
CONTROL = Qt.KeyboardModifier.ControlModifier
SAVED = re.compile(r"已存为 (.+?\.pdf)")
CASE_NUMBER = re.compile(r"\d{8}[A-Z]{1,4}\d{11,13}")


def sign_on(hand: Hand, code: str, pin: str) -> None:
    """Sign on."""
    hand.tab_to("clerkCode")
    hand.type(code)
    hand.key(Key.Key_Return)
    hand.focus_on("clerkPin")
    hand.type(pin)
    hand.key(Key.Key_Return)
    hand.focus_on("findBox")


def find(hand: Hand, typed: str, name: str) -> None:
    """Search for a bundle; it must be the first hit."""
    hand.focus_on("findBox")
    hand.type(typed)
    hand.until(
        lambda: hand.rows("hits")[:1] and name in hand.rows("hits")[0], f"输入“{typed}”后第一条是“{name}”"
    )


def choose(hand: Hand, name: str) -> None:
    """Choose the first hit."""
    hand.key(Key.Key_Return)
    hand.read("findBox", name)


def answer(hand: Hand, answers: Mapping[str, str], *, onward: bool = True) -> list[str]:
    """Answer each question that gets the focus by its digit and continue; returns the questions in order."""
    said: list[str] = []
    digits = ""
    while (chip := _current_chip()) is not None:
        box = chip.parentWidget()
        assert box is not None
        question = box.objectName()
        if question in said:
            raise TourFailed(f"情形题“{question}”又问了一遍；{hand.told()}")
        if question not in answers:
            raise TourFailed(f"问了没有准备回答的情形题“{question}”")
        said.append(question)
        if chip.objectName() == f"{question}_number":
            hand.pause(BOUNCE_MS)
            hand.type(answers[question])
            hand.key(Qt.Key.Key_Return)
            hand.until(partial(_has_left, question), f"“{question}”答完后走到下一处")
            continue
        digit = str(_digit(box, f"{question}_{answers[question]}"))
        if digits.endswith(digit):
            hand.pause(BOUNCE_MS)  # earlier it would be the same key press
        digits += digit
        hand.type(digit)
        hand.until(partial(_has_left, question), f"“{question}”答完后走到下一处")
    if onward and hand.focus() == "toMaterials":
        hand.key(Key.Key_Return)
    return said


def _current_chip() -> QWidget | None:
    focus = QApplication.focusWidget()
    return focus if focus is not None and focus.objectName().startswith("q_") else None


def _has_left(question: str) -> bool:
    chip = _current_chip()
    box = None if chip is None else chip.parentWidget()
    return box is None or box.objectName() != question


def _digit(box: QWidget, wanted: str) -> int:
    chips = [
        c.objectName() for c in box.findChildren(QWidget) if c.objectName().startswith(box.objectName() + "_")
    ]
    if wanted not in chips:
        raise TourFailed(f"情形题没有“{wanted}”这个选项，只有 {chips}")
    return chips.index(wanted) + 1


def look_at_original(hand: Hand) -> None:
    """Space on the current row: the original was examined."""
    hand.focus_on("checklist")
    hand.key(Key.Key_Space)


def receive_everything(hand: Hand) -> None:
    """The bulk key, in the list or right after the last answer."""
    hand.until(lambda: hand.focus() in ("checklist", "toMaterials"), "材料清单")
    hand.type("a")
    hand.focus_on("checklist")


def name_person(hand: Hand, who: Somebody) -> None:
    """Enter the applicant by hand."""
    hand.key(Key.Key_F7)
    hand.focus_on("person_name")
    hand.type(who.name)
    hand.key(Key.Key_Return)
    hand.focus_on("person_id_number")
    hand.type(who.number)
    hand.key(Key.Key_Return)
    hand.focus_on("person_phone")
    hand.type(who.phone)
    hand.key(Key.Key_Return)


def add_phone(hand: Hand, who: Somebody) -> None:
    """Complete what the card does not contain: F7 opens the form at the first empty field."""
    hand.key(Key.Key_F7)
    hand.focus_on("person_phone")
    hand.type(who.phone)
    hand.key(Key.Key_Return)


def scan_card(hand: Hand, who: Somebody) -> None:
    """Scan an identity card, with the focus anywhere; it must be shown masked."""
    hand.scan(f"{who.name},{who.number}")
    masked = f"{who.number[:6]}********{who.number[-4:]}"
    hand.until(lambda: masked in hand.text_within("applicantCard"), f"扫证后显示 {masked}")


def issue(hand: Hand, camera: Camera, picture: str, *, keep: bool = False) -> str:
    """Decide with two presses; after the first the button names what will be issued. Returns the case number."""
    button, modifiers = ("keepButton", SHIFT) if keep else ("decideButton", Qt.KeyboardModifier.NoModifier)
    hand.key(Key.Key_F9, modifiers)
    hand.read(button, "再按一次")
    camera.shoot(picture)
    hand.key(Key.Key_F9, modifiers)
    hand.until(lambda: CASE_NUMBER.search(hand.words("caseNumber").replace(" ", "")), "出现办件编号")
    return hand.words("caseNumber").replace(" ", "")


def save_papers(hand: Hand, folder: Path) -> list[Path]:
    """Save every paper of the case into the folder shown beside the button."""
    hand.until(lambda: hand.rows("paperList"), "文书清单")
    hand.tab_to("saveFolder")
    hand.key(Key.Key_A, CONTROL)
    hand.commit(str(folder))
    hand.tab_to("paperList")
    hand.key(Key.Key_Home)
    files = []
    for row in hand.rows("paperList"):
        file = save_as_pdf(hand, row.split("\n")[0].split("　")[0])
        if not file.read_bytes().startswith(b"%PDF"):
            raise TourFailed(f"{file.name} 不是 PDF")
        files.append(file)
        hand.tab_to("paperList")
        hand.key(Key.Key_Down)
    return files


def save_as_pdf(hand: Hand, title: str) -> Path:
    """Ctrl+S; returns the file reported by the window, which must be a paper of that title."""
    before = _saved(hand)
    hand.key(Key.Key_S, CONTROL)
    hand.until(lambda: _saved(hand) != before and f"/{title}" in _saved(hand), f"“{title}”存好")
    return Path(_saved(hand))


def _saved(hand: Hand) -> str:
    found = SAVED.search(hand.words("messageText"))
    return found[1] if found else ""


def see_preview(hand: Hand) -> None:
    """Wait until the paper's preview is shown."""
    hand.until(lambda: _pages_shown(hand), "文书预览")
    hand.pause(100)  # the layout of the pages settles


def _pages_shown(hand: Hand) -> int:
    preview = hand.shown("paperPreview")
    return preview.page_count if isinstance(preview, PaperPreview) else 0


def to_find_box(hand: Hand) -> None:
    """Go to 受理 as it was left, then to its search field."""
    hand.key(Key.Key_F1)
    if hand.focus() != "findBox":
        hand.key(Key.Key_F1)
    hand.focus_on("findBox")


def escape(hand: Hand) -> None:
    """Go one step back; a message of the window is closed first, by an Esc of its own."""
    if hand.words("messageText"):
        hand.key(Key.Key_Escape)
        hand.until(lambda: not hand.words("messageText"), "提示收起")
    hand.key(Key.Key_Escape)


def next_visit(hand: Hand) -> None:
    """End the visit; no message may be left."""
    hand.tab_to("nextVisit")
    escape(hand)
    hand.until(lambda: hand.focus() == "findBox" or "再按" in hand.words("nextVisit"), "下一位")
    if hand.focus() != "findBox":  # unfinished work was reported
        hand.key(Key.Key_Escape)
    hand.focus_on("findBox")
