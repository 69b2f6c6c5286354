"""A first start by ear: which step it is and what it asks, an answer that is missing, the order of the page."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from counter.ui.profile.step import SetUpStep
from tests.ui.profile.test_first_start import ENTER, Keys


def test_that_each_step_is_said_and_enter_without_an_answer_says_what_is_missing(
    qtbot: QtBot, tmp_path: Path, heard: list[str]
) -> None:
    one = Keys(qtbot, tmp_path / "one")
    try:
        assert heard == [
            "这台电脑还没有设置，要做什么？按数字，或用方向键选好按回车。选错了可以按 Esc 回来。"
        ]
        one.type("2")
        assert heard[-1].startswith("第 1 步，共 7 步：大厅在哪里，叫什么。印在")
        one.type(ENTER)
        assert heard[-1] == "请先选：盟市。"
        one.type("1", "1", "乌兰浩特市政务服务中心", *[ENTER] * 6)
        assert heard[-1].startswith("第 2 步，共 7 步：")
        steps = one.window.findChildren(QLabel)
        named = [x.accessibleName() for x in steps if x.accessibleName()[:2] in ("1，", "2，", "3，")]
        assert named[-3:] == ["1，大厅，做好了", "2，本窗口，现在", "3，人员"]
    finally:
        one.close()


def test_that_who_was_added_is_said_and_named_where_he_is_taken_away_again(
    qtbot: QtBot, tmp_path: Path, heard: list[str]
) -> None:
    one = Keys(qtbot, tmp_path / "one")
    try:
        one.type("2", "1", "1", "乌兰浩特市政务服务中心", *[ENTER] * 6, "01", *[ENTER] * 4)
        one.type("S01", ENTER, "其木格", ENTER, ENTER, "2845", ENTER, "2845", ENTER)
        assert heard[-1] == "加上了 S01 其木格，口令已定"
        gone = one.window.findChild(QPushButton, "remove_S01")
        assert isinstance(gone, QPushButton)
        assert gone.accessibleName() == "去掉 S01 其木格"
        gone.click()
        assert heard[-1] == "去掉了 S01 其木格"
    finally:
        one.close()


def test_that_who_hears_knows_what_each_way_of_opening_protects_and_that_words_stand_there_once(
    qtbot: QtBot, tmp_path: Path, heard: list[str]
) -> None:
    one = Keys(qtbot, tmp_path / "one")
    try:
        one.type("2", "1", "1", "乌兰浩特市政务服务中心", *[ENTER] * 6, "01", *[ENTER] * 4)
        one.type(
            "S01", ENTER, "其木格", ENTER, ENTER, "2845", ENTER, "2845", ENTER, ENTER, ENTER, ENTER, ENTER
        )
        qtbot.waitUntil(lambda: any(words.startswith("每次开机输入几个词") for words in heard))
        step = one.window.page
        assert isinstance(step, SetUpStep)
        parts = [part for part in step.children() if isinstance(part, QWidget)]
        lines = [part for part in parts if part.findChildren(QLabel) and part not in (step.go, step.back)]
        assert parts.index(step.go) > max(map(parts.index, lines))
        one.type(ENTER)
        assert heard[-1].startswith("只显示这一次。抄在纸上")
    finally:
        one.close()


def test_that_the_buttons_of_a_step_are_read_after_its_fields(qtbot: QtBot, tmp_path: Path) -> None:
    one = Keys(qtbot, tmp_path / "one")
    try:
        one.type("2")
        step = one.window.page
        assert isinstance(step, SetUpStep)
        parts = [part for part in step.children() if isinstance(part, QWidget)]
        lines = [part for part in parts if part.findChildren(QLabel) and part not in (step.go, step.back)]
        assert parts.index(step.go) > max(map(parts.index, lines))
        assert QApplication.focusWidget() is not step.go
    finally:
        one.close()
