"""The part 撤窗 as two people use it: the list of what is held first, two signatures, and what follows."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from counter.config import resources_folder
from counter.domain.hall.closing_events import LISTS, WindowListed
from counter.domain.hall.consent import Consent
from counter.domain.journal.kinds import kind_of
from counter.domain.visit.filing_mode import FilingMode
from counter.services.case.claim_cases import claim_cases
from counter.services.case.close_window import close_window
from counter.services.context.rows import StaffRow
from counter.ui.facades.clerk import Clerk
from counter.ui.facades.closing import HallClosing
from counter.ui.facades.window import Preferences
from counter.ui.hall.closing_forms import WindowForm
from counter.ui.hall.closing_page import WindowClosingPage
from counter.ui.kit.background import Background
from counter.ui.kit.theme import Look
from tests.every_kind import Tray
from tests.facades import facade_on
from tests.services.case.neighbours import HERE, THERE, Neighbours, neighbours_on, seen
from tests.services.case.test_hand_over import register
from tests.ui.ear import flaws_heard


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


def shown(qtbot: QtBot, both: Neighbours, background: Background) -> tuple[WindowClosingPage, list[str]]:
    """The page of the owner's window with a clerk before it, and what it announces."""
    both.owner.app = replace(both.owner.app, queue=Tray())
    facade, look = facade_on(both.owner.app), Look(resources_folder(), Preferences())
    page, said = WindowClosingPage(HallClosing(facade), facade.now, background, look), list[str]()
    page.announced.connect(lambda message: said.append(message.sentence))
    qtbot.addWidget(page)
    page.set_clerk(Clerk("W01", "阿木古郎"))
    page.resize(1200, 700)
    with qtbot.waitExposed(page):
        page.show()
    page.on_shown()
    return page, said


def test_that_a_window_is_closed_and_another_ones_cases_are_taken_over(
    qtbot: QtBot, tmp_path: Path, heard: list[str]
) -> None:
    with neighbours_on(tmp_path) as both:
        for office in (both.owner, both.other):
            register(office, (HERE, "3"), (THERE, "4"))
        case = both.owner.file(both.owner.visit(), FilingMode.KEEP)
        other = both.other.file(both.other.visit(), FilingMode.KEEP)
        both.meet()
        page, said = shown(qtbot, both, background := Background(lambda error: pytest.fail(repr(error))))
        qtbot.waitUntil(lambda: "要移交的办件 1 件" in says(page, "closingHead"))
        originals = says(page, "closingOriginal").splitlines()
        assert len(originals) > 1
        assert all(line.count("份") == 1 for line in originals)  # each is gone through on its own
        assert flaws_heard(page, "close") == []
        assert heard[-1].startswith("两个人签名。左边的清单先看一遍")
        if folder := os.environ.get("COUNTER_SHOTS"):
            page.grab().save(f"{folder}/close.png")
        qtbot.keyClick(page.which, Qt.Key.Key_F8)
        qtbot.waitUntil(lambda: any("移交清单已送 演示打印机" in words for words in said))
        page.which.choose(("claim",))
        page.which.changed.emit()
        assert flaws_heard(page, "claim") == []
        assert "原来的窗口还开着的，请它自己移交" in heard[-1]
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
        qtbot.waitUntil(lambda: "已经移交的 2 件" in says(page, "closingHead"))
        said.clear()
        qtbot.keyClick(page.which, Qt.Key.Key_F8)
        qtbot.waitUntil(lambda: any("移交清单已送" in words for words in said))
        lists = [kind_of(WindowListed).read(one) for one in both.owner.app.journal.entries(LISTS)]
        assert [(one.stage, len(one.cases)) for one in lists if one is not None] == [("open", 1), ("done", 2)]
        if folder := os.environ.get("COUNTER_SHOTS"):
            page.grab().save(f"{folder}/closed.png")
        assert (seen(both.owner, case.id).owner, seen(both.owner, other.id).owner) == (THERE, THERE)
        assert page.half_done == ""
        background.close()


def test_that_an_empty_side_says_why_and_no_form_is_offered_that_cannot_be_done(
    qtbot: QtBot, tmp_path: Path
) -> None:
    with neighbours_on(tmp_path) as both:
        register(both.owner, (HERE, "3"), (THERE, "4"))
        with both.owner.app.journal.transaction() as tx:
            tx.put_staff(StaffRow("A01", "那日苏", "admin", "", active=True))
            tx.commit()
        page, _ = shown(qtbot, both, background := Background(lambda error: pytest.fail(repr(error))))
        assert says(page, "closingAbout") == says(page, "closingNone").replace("…", "窗口里有什么…")
        page.which.choose(("claim",))
        page.which.changed.emit()
        qtbot.waitUntil(lambda: "没有可以接管的" in says(page, "closingNone"))
        assert not page.forms["claim"].isVisible()
        assert not page.print.isVisible()
        page.which.choose(("close",))
        page.which.changed.emit()
        assert page.forms["close"].isVisible()
        assert page.print.isVisible()
        page.set_clerk(Clerk("A01", "那日苏"))
        page.on_shown()
        qtbot.waitUntil(lambda: "正在读" not in says(page, "closingAbout"))
        assert says(page, "closingAbout") != ""
        assert says(page, "closingNone") == says(page, "closingAbout")
        assert (says(page, "closingHead"), page.forms["close"].isVisible()) == ("", False)
        assert not page.print.isVisible()
        background.close()


def test_that_the_pointer_takes_over_with_two_clicks_and_three_at_once_are_one(
    qtbot: QtBot, tmp_path: Path
) -> None:
    with neighbours_on(tmp_path) as both:
        for office in (both.owner, both.other):
            register(office, (HERE, "3"), (THERE, "4"))
        other = both.other.file(both.other.visit(), FilingMode.KEEP)
        both.meet()
        page, said = shown(qtbot, both, background := Background(lambda error: pytest.fail(repr(error))))
        page.which.choose(("claim",))
        page.which.changed.emit()
        form = page.forms["claim"]
        qtbot.waitUntil(form.isVisible)
        for name, words in (
            (f"{form.objectName()}Reason", "那边的电脑烧坏了"),
            ("supervisorCode", "S01"),
            ("supervisorPin", "9876"),
        ):
            field = form.findChild(QLineEdit, name)
            assert field is not None
            field.setText(words)
        left = Qt.MouseButton.LeftButton
        for click in (QTest.mouseClick, QTest.mouseDClick, QTest.mouseClick):
            click(form.confirm, left)
        QTest.mouseRelease(form.confirm, left)
        qtbot.waitUntil(lambda: form.confirm.property("armed") is True)
        assert seen(both.owner, other.id).owner == THERE
        QTest.mouseClick(form.confirm, left)
        qtbot.waitUntil(lambda: any("接管了 1 件" in words for words in said))
        assert seen(both.owner, other.id).owner == HERE
        background.close()


def test_that_a_window_closed_by_another_program_is_closed_on_the_page_and_not_a_second_time(
    qtbot: QtBot, tmp_path: Path
) -> None:
    with neighbours_on(tmp_path) as both:
        for office in (both.owner, both.other):
            register(office, (HERE, "3"), (THERE, "4"))
        both.owner.file(both.owner.visit(), FilingMode.KEEP)
        page, said = shown(qtbot, both, background := Background(lambda error: pytest.fail(repr(error))))
        form = page.forms["close"]
        qtbot.waitUntil(form.isVisible)
        reason = form.findChild(QLineEdit, "closeFormReason")
        assert reason is not None
        reason.setText("便民点撤并")
        reason.textEdited.emit("便民点撤并")
        app, lead = both.owner.app, Consent("S01", "9876")
        close_window(app, THERE, "便民点撤并", both.owner.clerk, lead)
        before = app.journal.place()
        page.look_again()
        qtbot.waitUntil(lambda: "本窗口已撤窗，1 件已移交" in says(page, "closingState"))
        assert reason.text() == "便民点撤并"
        assert "没有要办的了" in says(page, "actProblem")
        sign(qtbot, form, "便民点撤并")
        qtbot.waitUntil(lambda: not background.busy)
        assert app.journal.place() == before
        assert [f"已移交窗口 {THERE}" in words for words in said] == [True]
        qtbot.waitUntil(lambda: "没有要办的了" in says(page, "closingNone"))
        background.close()


def test_that_cases_claimed_by_another_program_are_not_offered_any_more(qtbot: QtBot, tmp_path: Path) -> None:
    with neighbours_on(tmp_path) as both:
        for office in (both.owner, both.other):
            register(office, (HERE, "3"), (THERE, "4"))
        both.other.file(both.other.visit(), FilingMode.KEEP)
        both.meet()
        page, _ = shown(qtbot, both, background := Background(lambda error: pytest.fail(repr(error))))
        page.which.choose(("claim",))
        page.which.changed.emit()
        qtbot.waitUntil(page.forms["claim"].isVisible)
        claim_cases(both.owner.app, THERE, "那边的电脑烧坏了", both.owner.clerk, Consent("S01", "9876"))
        page.look_again()
        qtbot.waitUntil(lambda: "没有可以接管的" in says(page, "closingNone"))
        assert not page.forms["claim"].isVisible()
        background.close()
