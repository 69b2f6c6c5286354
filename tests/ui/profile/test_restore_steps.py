"""A burnt PC by keyboard only: file, recovery key with a slip of the pen, the list of what is missing, the window."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from counter.bootstrap.first_start import is_first_start
from counter.bootstrap.opening import create_profile, open_app
from counter.db.backup.write import write_backup
from counter.db.keys.key_folder import load_keys
from counter.domain.calendar.workdays import civil_date
from counter.domain.hall.backup.header import SUFFIX
from counter.domain.hall.backup.progress import ignore_backup
from counter.domain.papers.verify.day_code import short_code
from counter.services.day.close_day import close_day
from counter.ui.profile.restore_steps import BackupStep, MissingStep
from counter.ui.profile.self_test_page import SelfTestPage
from tests.services.office import PEOPLE
from tests.settings import demo_hall
from tests.ui.profile.test_first_start import ENTER, ESC, Keys
from tests.ui.told import told


def said(hands: Keys, name: str) -> str:
    label = hands.window.findChild(QLabel, name)
    return "" if label is None else label.text()


def test_that_a_window_is_restored_by_keyboard_alone(qtbot: QtBot, tmp_path: Path) -> None:
    old, stick, new = tmp_path / "old", tmp_path / "stick", tmp_path / "new"
    stick.mkdir()
    key = create_profile(old, demo_hall(), PEOPLE)
    file = write_backup(old, load_keys(old), stick, datetime.now(UTC), ignore_backup, 0).path
    with open_app(old) as app:
        closed = close_day(app, civil_date(app.clock.read().at), clerk=app.journal.staff()[0])
        head = closed.head
        sheet = short_code(head.station, head.epoch, head.seq, bytes.fromhex(head.hash))
    (stick / f"cut{SUFFIX}").write_bytes(file.read_bytes()[:-1])
    hands = Keys(qtbot, new)
    hands.type("6")
    step = hands.window.page
    assert isinstance(step, BackupStep)
    step.file.setText(str(stick / f"cut{SUFFIX}"))
    hands.type(ENTER)
    hands.type(ENTER)
    hands.until(lambda: "不完整" in told(hands.window))
    step.file.setText(str(file))
    hands.type(ENTER, ENTER)
    hands.until(lambda: step.key.hasFocus())
    assert "03号窗口，" in said(hands, "backupWhose")
    hands.type(ENTER, ENTER, ENTER)
    assert "请输入恢复密钥" in told(hands.window)
    hands.type(key[:-1] + ("2" if key[-1] != "2" else "3"), ENTER, ENTER, ENTER)
    hands.until(lambda: "第 8 组" in told(hands.window))
    assert is_first_start(new)
    step.key.clear()
    hands.type(key.lower().replace("-", " "), ENTER, "你好", ENTER, ENTER)
    hands.until(lambda: "不是日结单的短码" in told(hands.window))
    assert is_first_start(new)
    step.known.setText(sheet)
    hands.type(ENTER, ENTER)
    hands.until(lambda: isinstance(hands.window.page, MissingStep))
    assert not is_first_start(new)
    assert "以后的编号里是" in said(hands, "restoredMark")
    assert "counter keys add phrase" in said(hands, "restoredOpens")
    missing = hands.window.page
    assert isinstance(missing, MissingStep)
    assert any(f"到 {head.seq} 条" in label.text() for label in missing.findChildren(QLabel))
    hands.start.save_missing(tmp_path / "missing.pdf")
    assert (tmp_path / "missing.pdf").read_bytes().startswith(b"%PDF")
    hands.type(ESC)
    assert hands.window.page is missing  # there is no way back behind it
    hands.type(ENTER)
    hands.until(lambda: isinstance(hands.window.page, SelfTestPage))
    hands.close()
