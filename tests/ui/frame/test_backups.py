"""The window's backups: a panel with its key, a process that no act waits for, and one more while the window closes."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from counter.domain.hall.backup.age import BackupState
from counter.domain.tasks.task import TaskKind
from counter.ui.facades.backups import BackupTools
from counter.ui.facades.light import Light, LightState
from counter.ui.frame.backup_runner import BackupEnd
from counter.ui.kit.messages import Tone
from tests.ui.conftest import open_window
from tests.ui.fake_facade import FakeFacade
from tests.ui.hands import Hands, Key
from tests.ui.tasks.test_page import task
from tests.ui.told import words_of

MADE = json.dumps({"made": True, "file": "/disk/15220103.窗口备份"})
FAILED = json.dumps({"error": "备份没有做成：盘满了。原有的备份都还在。"})
HANGS = "import time; time.sleep(60)"


def command(script: str) -> Sequence[str]:
    """A program that does as ``counter backup`` does; what is asked of it follows."""
    return (sys.executable, "-I", "-S", "-c", script)


def says(answer: str) -> Sequence[str]:
    return command(f"import sys; sys.stderr.write('正在写备份：5%……\\n'); print({answer!r})")


def with_backups(qtbot: QtBot, automatic: Sequence[str], to: Sequence[str], marked: list[Path]) -> Hands:
    facade = FakeFacade()
    facade.backups = BackupTools(automatic, to, BackupState, marked.append)
    return open_window(qtbot, facade)


def words(hands: Hands, name: str) -> str:
    return words_of(hands.window.findChild(QWidget, name))


def test_that_a_backup_is_made_by_key_and_its_end_is_said(
    qtbot: QtBot, tmp_path: Path, heard: list[str]
) -> None:
    marked: list[Path] = []
    hands = with_backups(qtbot, says(MADE), says(FAILED), marked)
    backups = hands.window.shell.backups
    assert backups is not None
    hands.sign_on()
    qtbot.keyClick(
        hands.window, Qt.Key.Key_B, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    )
    panel = backups.panel
    assert panel.isVisible()
    assert panel.now.hasFocus()
    assert heard[-1] == f"{words(hands, 'backupWords')}{words(hands, 'backupPlace')}"
    qtbot.keyClick(panel.now, Qt.Key.Key_Return)
    assert panel.halt.hasFocus()  # and not what locks the window
    assert backups.runner.running
    assert not panel.now.isEnabled()
    qtbot.waitUntil(lambda: "已读回来核对" in words(hands, "backupSaid"))
    assert panel.now.hasFocus()
    panel.place_chosen.emit(str(tmp_path))
    assert hands.window.look.preferences.backups == str(tmp_path)
    qtbot.waitUntil(lambda: "盘满了" in words(hands, "backupSaid"))
    panel.stick_chosen.emit(str(tmp_path / "stick"))
    qtbot.waitUntil(lambda: marked == [tmp_path / "stick"] and "已读回来核对" in words(hands, "backupSaid"))
    ended: list[BackupEnd] = []
    backups.runner.ended.connect(lambda end, _: ended.append(end))
    backups.runner.make()
    backups.runner.make(tmp_path)  # while the first is still being made
    qtbot.waitUntil(lambda: ended == [BackupEnd.MADE, BackupEnd.FAILED])
    hands.window.shell.lock()
    assert not panel.isVisible(), "nobody copies the hall, or turns its backups elsewhere, at a locked PC"
    backups.show_panel()
    hands.window.shell.top_bar.light_pressed.emit(Light("backup", "备份", LightState.GOOD, "刚备份过。"))
    assert not panel.isVisible()
    hands.write("1234")
    hands.key(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not hands.shows("signOnCard"))
    backups.show_panel()
    qtbot.keyClick(panel, Qt.Key.Key_Escape)
    assert not panel.isVisible()
    hands.facade.todo = [replace(task(TaskKind.RESTORED, day=None), number="")]
    hands.key(Key.Key_F2)
    hands.key(Key.Key_Return)
    assert panel.isVisible(), "what a restoring lost stands there"
    with qtbot.waitSignal(hands.window.closed):
        hands.window.close()
        assert hands.window.isVisible()  # one more first


def test_that_closing_waits_for_the_backup_only_as_long_as_somebody_wants(qtbot: QtBot) -> None:
    hands = with_backups(qtbot, command(HANGS), command(HANGS), [])
    backups = hands.window.shell.backups
    assert backups is not None
    backups.show_panel()
    backups.panel.now.click()
    backups.panel.halt.click()  # stopped by hand, while work goes on
    assert not backups.runner.running
    hands.window.close()
    assert hands.window.isVisible()
    page = hands.window.findChild(QWidget, "closingPage")
    assert page is not None
    with qtbot.waitSignal(hands.window.closed):
        qtbot.keyClick(page, Qt.Key.Key_Escape)
    assert not backups.runner.running


def test_that_a_backup_that_does_not_start_is_told_and_the_window_closes(qtbot: QtBot) -> None:
    hands = with_backups(qtbot, ("/no/such/program",), ("/no/such/program",), [])
    backups = hands.window.shell.backups
    assert backups is not None
    backups.show_panel()
    backups.panel.now.click()
    qtbot.waitUntil(lambda: "没有启动" in words(hands, "backupSaid"))
    with qtbot.waitSignal(hands.window.closed):
        hands.window.close()


def test_that_a_window_without_backups_shows_none(hands: Hands) -> None:
    assert hands.window.shell.backups is None
    assert hands.window.findChild(QWidget, "backupPanel") is None


UNPROVED = json.dumps({"error": "备份写好以后读回来不一样，没有算数。"})


@pytest.mark.parametrize("said", ["", "nonsense", "[]", "{}", UNPROVED])
def test_that_one_by_itself_that_fails_is_told_however_it_failed(qtbot: QtBot, said: str) -> None:
    hands = with_backups(qtbot, command(f"print({said!r})"), (), [])
    backups = hands.window.shell.backups
    assert backups is not None
    with qtbot.waitSignal(backups.runner.ended) as ended:
        backups.runner.make()
    message = hands.window.shell.message_bar.message
    hands.window.shut()
    assert ended.args[0] is BackupEnd.FAILED
    assert message is not None
    assert message.tone is Tone.WORLD
