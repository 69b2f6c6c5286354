"""The part 撤窗 as two people use it: the list of what is held first, two signatures, and what follows."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from counter.config import resources_folder
from counter.domain.visit.filing_mode import FilingMode
from counter.ui.facades.clerk import Clerk
from counter.ui.facades.closing import HallClosing
from counter.ui.facades.window import Preferences
from counter.ui.hall.closing_forms import WindowForm
from counter.ui.hall.closing_page import WindowClosingPage
from counter.ui.kit.background import Background
from counter.ui.kit.theme import Look
from tests.facades import facade_on
from tests.services.case.neighbours import HERE, THERE, neighbours_on, seen
from tests.services.case.test_hand_over import register


def says(page: WindowClosingPage, name: str) -> str:
    return "\n".join(one.text() for one in page.findChildren(QLabel, name) if not one.isHidden())


def sign(qtbot: QtBot, form: WindowForm, reason: str) -> None:
    """Keys only: the reason, the second person's code and PIN, both presses."""
    for name, words in (
        (f"{form.objectName()}Reason", reason),
        ("supervisorCode", "S01"),
        ("supervisorPin", "9876"),
    ):
        field = form.findChild(QLineEdit, name)
        assert field is not None
        assert field.isVisible(), name
        field.setText(words)  # QTest types no Chinese
    pin = form.findChild(QLineEdit, "supervisorPin")
    qtbot.keyClick(pin, Qt.Key.Key_F9)
    qtbot.waitUntil(lambda: form.confirm.property("armed") is True)
    pin = form.findChild(QLineEdit, "supervisorPin")
    qtbot.keyClick(pin, Qt.Key.Key_F9)


def test_that_a_window_is_closed_and_another_ones_cases_are_taken_over(qtbot: QtBot, tmp_path: Path) -> None:
    with neighbours_on(tmp_path) as both:
        for office in (both.owner, both.other):
            register(office, (HERE, "3"), (THERE, "4"))
        case = both.owner.file(both.owner.visit(), FilingMode.KEEP)
        other = both.other.file(both.other.visit(), FilingMode.KEEP)
        both.meet()
        background = Background(lambda error: pytest.fail(repr(error)))
        facade, look = facade_on(both.owner.app), Look(resources_folder(), Preferences())
        page, said = WindowClosingPage(HallClosing(facade), facade.now, background, look), list[str]()
        page.announced.connect(lambda message: said.append(message.sentence))
        qtbot.addWidget(page)
        page.set_clerk(Clerk("W01", "阿木古郎"))
        page.resize(1200, 700)
        with qtbot.waitExposed(page):
            page.show()
        page.on_shown()
        qtbot.waitUntil(lambda: "要移交的办件 1 件" in says(page, "closingHead"))
        if folder := os.environ.get("COUNTER_SHOTS"):
            page.grab().save(f"{folder}/close.png")
        page.which.choose(("claim",))
        page.which.changed.emit()
        sign(qtbot, page.forms["claim"], "那边的电脑烧坏了")
        qtbot.waitUntil(lambda: any("接管了 1 件" in words for words in said))
        assert seen(both.owner, other.id).owner == HERE
        page.which.choose(("close",))
        page.which.changed.emit()
        qtbot.waitUntil(lambda: "要移交的办件 2 件" in says(page, "closingHead"))
        sign(qtbot, page.forms["close"], "便民点撤并")
        qtbot.waitUntil(lambda: any("本窗口已撤窗，2 件已移交" in words for words in said))
        told = f"hub revoke {HERE} --reason 撤窗 --close"
        qtbot.waitUntil(lambda: told in says(page, "closingState"))
        if folder := os.environ.get("COUNTER_SHOTS"):
            page.grab().save(f"{folder}/closed.png")
        assert (seen(both.owner, case.id).owner, seen(both.owner, other.id).owner) == (THERE, THERE)
        assert page.half_done == ""
        background.close()
