"""Signing a change of the register: no field and no button is pressed flat in the smallest window."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QSize
from PySide6.QtWidgets import QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from counter.domain.hall.register.sheets import section_titled
from counter.ui.hall.page import HallPage
from counter.ui.hall.register_page import RegisterPage
from counter.ui.kit.controls.labels import ProblemLabel
from tests.facades import facade_on
from tests.services.office import office_on
from tests.ui.window.test_one_scroll import LEAD, shown
from tools.all_looks import overlapping

SMALLEST = QSize(1024, 700)
NEWS = "市场监督管理局的授权协议 演示授权〔2026〕1号 2026-12-15 到期（还有14天）；之后12个事项只能收件转办"


@pytest.mark.parametrize("letters", [100, 115])
def test_that_an_agreement_is_signed_by_two_with_every_field_and_the_button_whole(
    qtbot: QtBot, tmp_path: Path, letters: int
) -> None:
    with (
        office_on(tmp_path / "profile") as office,
        shown(qtbot, facade_on(office.app), LEAD) as shell,
    ):
        window = shell.window()
        window.resize(SMALLEST)
        shell.prefer(replace(window.look.preferences, letters=letters))
        shell.open_page("hall")
        hall = window.findChild(HallPage)
        assert hall is not None
        hall.open_part("register")
        page = hall.findChild(RegisterPage)
        assert page is not None
        qtbot.waitUntil(lambda: page.list.record is not None)
        page.sections.choose((section_titled("授权协议").tag,))
        page.sections.changed.emit()
        until = page.form.field("until")
        assert isinstance(until, QLineEdit)
        until.setText("2028-12-31")
        page.keep.click()
        page.head.findChild(ProblemLabel).say(f"有 1 号改动等第二个人确认\n{NEWS}", blocks=False)
        page.confirm.show()  # as when another number waits for its second person
        panel = page.sign
        qtbot.waitUntil(panel.agreed.isVisible)
        for _ in range(4):
            QCoreApplication.processEvents()
            QCoreApplication.sendPostedEvents()
        parts = (*panel.findChildren(QLineEdit), *panel.findChildren(QPushButton))
        flat = {
            one.objectName(): (one.height(), one.sizeHint().height())
            for one in parts
            if one.isVisible() and one.height() < one.sizeHint().height()
        }
        assert flat == {}
        assert [one.objectName() for one in parts if one.visibleRegion().boundingRect() != one.rect()] == []
        assert [*overlapping(window)] == []
