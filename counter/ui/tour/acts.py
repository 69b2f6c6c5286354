"""A clerk's acts at the window, each by its keys and with the expected result."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from counter.ui.frame.message_bar import MessageBar
from counter.ui.kit.controls.stroke_filter import BOUNCE_MS
from counter.ui.kit.messages import Tone
from counter.ui.papers.paper_preview import PaperPreview
from counter.ui.tour.camera import Camera
from counter.ui.tour.driver import Driver, TourFailed
from counter.ui.tour.people import Visitor

Key = Qt.Key
SHIFT = Qt.KeyboardModifier.ShiftModifier
CONTROL = Qt.KeyboardModifier.ControlModifier
SAVED = re.compile(r"已存为 (.+?\.pdf)")
_SOON_S = 5.0
"""Within which a window answers a key, or the key went elsewhere."""
CASE_NUMBER = re.compile(r"\d{8}[A-Z]{1,4}\d{11,13}")


def sign_on(driver: Driver, code: str, pin: str) -> None:
    """Sign on."""
    driver.tab_to("clerkCode")
    driver.type(code)
    driver.key(Key.Key_Return)
    driver.focus_on("clerkPin")
    driver.type(pin)
    driver.key(Key.Key_Return)
    driver.focus_on("findBox")


def find(driver: Driver, typed: str, name: str) -> None:
    """Search for a bundle; it must be the first hit."""
    driver.focus_on("findBox")
    driver.type(typed)
    driver.until(
        lambda: driver.rows("hits")[:1] and name in driver.rows("hits")[0], f"输入“{typed}”后第一条是“{name}”"
    )


def choose(driver: Driver, name: str) -> None:
    """Choose the first hit."""
    driver.key(Key.Key_Return)
    driver.read("findBox", name)


def answer(driver: Driver, answers: Mapping[str, str], *, onward: bool = True) -> list[str]:
    """Answer each question that gets the focus by its digit and continue; returns the questions in order."""
    asked: list[str] = []
    digits = ""
    while (chip := _current_chip()) is not None:
        box = chip.parentWidget()
        assert box is not None
        question = box.objectName()
        if question in asked:
            raise TourFailed(f"情形题“{question}”又问了一遍；{driver.state()}")
        if question not in answers:
            raise TourFailed(f"问了没有准备回答的情形题“{question}”")
        asked.append(question)
        if chip.objectName() == f"{question}_number":
            driver.pause(BOUNCE_MS)
            driver.type(answers[question])
            driver.key(Qt.Key.Key_Return)
            driver.until(partial(_has_left, question), f"“{question}”答完后走到下一处")
            continue
        digit = str(_digit(box, f"{question}_{answers[question]}"))
        if digits.endswith(digit):
            driver.pause(BOUNCE_MS)  # earlier it would be the same key press
        digits += digit
        driver.type(digit)
        driver.until(partial(_has_left, question), f"“{question}”答完后走到下一处")
    if onward and driver.focus() == "toMaterials":
        driver.key(Key.Key_Return)
    return asked


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


def look_at_original(driver: Driver) -> None:
    """Space on the current row: the original was examined."""
    driver.focus_on("checklist")
    driver.key(Key.Key_Space)


def receive_everything(driver: Driver) -> None:
    """The bulk key, in the list or right after the last answer."""
    driver.until(lambda: driver.focus() in ("checklist", "toMaterials"), "材料清单")
    driver.type("a")
    driver.focus_on("checklist")


def name_person(driver: Driver, who: Visitor) -> None:
    """Enter the applicant by hand."""
    driver.key(Key.Key_F7)
    driver.focus_on("person_name")
    driver.type(who.name)
    driver.key(Key.Key_Return)
    driver.focus_on("person_id_number")
    driver.type(who.number)
    driver.key(Key.Key_Return)
    driver.focus_on("person_phone")
    driver.type(who.phone)
    driver.key(Key.Key_Return)
    driver.focus_on("remindAgreed")  # a question that is not passed over
    driver.key(Key.Key_Return)


def add_phone(driver: Driver, who: Visitor) -> None:
    """Complete what the card does not contain: F7 opens the form at the first empty field."""
    driver.key(Key.Key_F7)
    driver.focus_on("person_phone")
    driver.type(who.phone)
    driver.key(Key.Key_Return)
    driver.focus_on("remindAgreed")  # a question that is not passed over
    driver.key(Key.Key_Return)


def scan_card(driver: Driver, who: Visitor) -> None:
    """Scan an identity card, with the focus anywhere; it must be shown masked."""
    driver.scan(f"{who.name},{who.number}")
    masked = f"{who.number[:6]}********{who.number[-4:]}"
    driver.until(lambda: masked in driver.text_within("applicantCard"), f"扫证后显示 {masked}")


def issue(driver: Driver, camera: Camera, picture: str, *, keep: bool = False) -> str:
    """Decide with two presses; after the first the button names what will be issued. Returns the case number."""
    button, modifiers = ("keepButton", SHIFT) if keep else ("decideButton", Qt.KeyboardModifier.NoModifier)
    driver.key(Key.Key_F9, modifiers)
    driver.read(button, "再按一次")
    camera.shoot(picture)
    driver.key(Key.Key_F9, modifiers)
    driver.until(lambda: CASE_NUMBER.search(driver.words("caseNumber").replace(" ", "")), "出现办件编号")
    return driver.words("caseNumber").replace(" ", "")


def save_papers(driver: Driver, folder: Path) -> list[Path]:
    """Save every paper of the case into a folder, which is named behind 更多."""
    driver.until(lambda: driver.rows("paperList"), "文书清单")
    driver.key(Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    driver.tab_to("saveFolder")
    driver.key(Key.Key_A, CONTROL)
    driver.commit(str(folder))
    driver.key(Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    driver.tab_to("paperList")
    driver.key(Key.Key_Home)
    files = []
    for row in driver.rows("paperList"):
        file = save_as_pdf(driver, row.split("\n")[0].split("　")[0])
        if not file.read_bytes().startswith(b"%PDF"):
            raise TourFailed(f"{file.name} 不是 PDF")
        files.append(file)
        driver.tab_to("paperList")
        driver.key(Key.Key_Down)
    return files


def save_as_pdf(driver: Driver, title: str) -> Path:
    """Ctrl+S; returns the file reported by the window, which must be a paper of that title."""
    before = _saved(driver)
    driver.key(Key.Key_S, CONTROL)
    driver.until(lambda: _saved(driver) != before and f"/{title}" in _saved(driver), f"“{title}”存好")
    return Path(_saved(driver))


def _saved(driver: Driver) -> str:
    found = SAVED.search(driver.words("messageText"))
    return found[1] if found else ""


def see_preview(driver: Driver) -> None:
    """Wait until the paper's preview is shown."""
    driver.until(lambda: _pages_shown(driver), "文书预览")
    driver.pause(100)  # the layout of the pages settles


def _pages_shown(driver: Driver) -> int:
    preview = driver.shown("paperPreview")
    return preview.page_count if isinstance(preview, PaperPreview) else 0


def to_find_box(driver: Driver) -> None:
    """Go to 受理 as it was left, then to its search field."""
    driver.key(Key.Key_F1)
    if driver.focus() != "findBox":
        driver.key(Key.Key_F1)
    driver.focus_on("findBox")


def escape(driver: Driver) -> None:
    """Go one step back; a message is closed first, and one that came meanwhile, each by an Esc of its own. One that
    says what is done goes with the step.
    """
    while said := driver.words("messageText"):
        is_done = _says_what_is_done(driver)
        driver.key(Key.Key_Escape)
        driver.until(partial(_says_other, driver, said), "提示收起")
        if is_done:
            return
    driver.key(Key.Key_Escape)


def next_visit(driver: Driver) -> None:
    """End the visit; no message may be left. An Esc that a message from the background took is pressed anew."""
    driver.tab_to("nextVisit")
    for _ in range(3):
        escape(driver)
        driver.comes(lambda: _is_over(driver) or driver.words("messageText"), _SOON_S)
        if _is_over(driver):
            break
    driver.until(lambda: _is_over(driver), "下一位")
    if driver.focus() != "findBox":  # unfinished work was reported
        driver.key(Key.Key_Escape)
    driver.focus_on("findBox")


def _says_what_is_done(driver: Driver) -> bool:
    bar = driver.shown("messageBar")
    return isinstance(bar, MessageBar) and bar.message is not None and bar.message.tone is Tone.DONE


def _says_other(driver: Driver, said: str) -> bool:
    return driver.words("messageText") != said


def _is_over(driver: Driver) -> bool:
    return driver.focus() == "findBox" or "再按" in driver.words("nextVisit")
