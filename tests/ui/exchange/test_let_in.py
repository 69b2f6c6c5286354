"""放行 on the page 上报, by keys: two people let in what waits because its key was revoked, and give the reason."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from counter.services.exchange.let_in_held import revoked_batches
from counter.ui.facades.clerk import Clerk
from tests.services.case.neighbours import THERE, Neighbours, window_on
from tests.services.exchange.test_let_in_held import revoke
from tests.services.office import FRIDAY, PEOPLE, Office, SetClock
from tests.services.oversight.rooms import SECOND
from tests.ui.exchange.test_reporting_page import ALT, Reporting

Key = Qt.Key


@pytest.fixture
def reporting(qtbot: QtBot, tmp_path: Path) -> Iterator[Reporting]:
    made = Reporting(qtbot, tmp_path / "window", (*PEOPLE, SECOND), SetClock(FRIDAY))
    yield made
    made.close()


def press(
    reporting: Reporting, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
) -> None:
    reporting.page.activateWindow()
    reporting.qtbot.waitUntil(reporting.page.isActiveWindow)
    QTest.keyClick(reporting.page.focusWidget() or reporting.page, key, modifier)
    reporting.settled()
    reporting.settled()


def test_that_two_people_let_in_what_waits_for_a_revoked_key(reporting: Reporting, tmp_path: Path) -> None:
    page, app = reporting.page, reporting.facade.app
    page.set_clerk(Clerk("S01", "苏日娜", supervisor=True))
    press(reporting, Key.Key_R, ALT)
    assert "没有因为密钥作废而没收进来的记录" in reporting.messages[-1].sentence
    assert page.release.isHidden()
    with window_on(tmp_path / "there", THERE) as other:
        both = Neighbours(Office(app, SetClock(FRIDAY)), other)
        both.trust()
        revoke(both.owner, other)
        case = other.file(other.visit())
        both.tell(other, both.owner)
    waiting = len(revoked_batches(app))
    reporting.shown()
    assert page.release.accessibleName() == f"放行（{waiting}）…，Alt+R"
    assert page.release.toolTip()
    press(reporting, Key.Key_R, ALT)
    assert page.let_in.reason.hasFocus()
    assert THERE in reporting.text("letInTitle")
    press(reporting, Key.Key_F8)
    assert "凭什么" in reporting.told()
    page.let_in.reason.insert("和日结单核对过")
    press(reporting, Key.Key_Escape)
    assert reporting.messages[-1].sentence == "“放行”没有办，填的还在：再打开就接着填。"
    assert page.put_aside == ("放行",)
    press(reporting, Key.Key_R, ALT)
    assert page.let_in.reason.text() == "和日结单核对过"
    for _ in range(waiting):
        page.let_in.reason.setText("和日结单核对过")
        reporting.type(page.let_in.by.code, "S01")
        reporting.type(page.let_in.by.pin, "9876")
        press(reporting, Key.Key_F8)
        assert "两个人" in reporting.told()
        grab(reporting, "let-in")
        reporting.type(page.let_in.by.pin, "9876")
        reporting.type(page.let_in.second.code, "S02")
        reporting.type(page.let_in.second.pin, "8765")
        press(reporting, Key.Key_F8)
        assert "放行了" in reporting.messages[-1].sentence
    assert revoked_batches(app) == ()
    assert app.journal.case_row(case.id) is not None
    assert page.half_done == ""
    assert page.release.isHidden()
    entries = [one for one in app.journal.entries("keys") if one.kind == "batch.let_in"]
    assert len(entries) == waiting


def grab(reporting: Reporting, name: str) -> None:
    if folder := os.environ.get("COUNTER_SHOTS"):
        reporting.page.resize(1280, 720)
        reporting.page.grab().save(f"{folder}/{name}.png")
