"""A long work is heard: that it began, now and then how far it is, and how it ended."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from counter.ui.kit.spoken_progress import APART, SpokenProgress


def test_that_beginning_and_end_are_said_and_steps_not_faster_than_one_listens(
    qtbot: QtBot, heard: list[str]
) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    page.show()
    now = [0.0]
    spoken = SpokenProgress(page, lambda: now[0])
    spoken.begin("正在收")
    for done in range(1, 40):
        now[0] = done * APART / 10
        spoken.step(f"第{done}批")
    spoken.step("第30批")
    spoken.end("收完了")
    assert heard == ["正在收", "第10批", "第20批", "第30批", "收完了"]
    page.hide()
    spoken.end("别的页上")
    assert heard[-1] == "收完了"
