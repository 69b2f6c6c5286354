"""How the keys are opened, at the window: the phrase of a set-up, and the page of a locked profile."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import nullcontext
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from counter import config
from counter.bootstrap.key_slots import KeySlots
from counter.db.keys import key_folder
from counter.db.keys.holder import client
from counter.db.keys.key_stores import KEY_FILE
from counter.services.context.probe import Probe, ProbeState
from counter.services.keys.slot_kinds import SecretRefused, SlotKind
from counter.ui.facades.self_test import SelfTestTools
from counter.ui.facades.unlocking import LockedProfile
from counter.ui.profile.unlock_window import UnlockWindow
from tests.cli.shop import counter
from tests.db.keys.holding import other_disk, own_holder
from tests.db.keys.test_tpm_chip import EMULATED, machine
from tests.ui.moments import moment
from tests.ui.profile.test_first_start import ENTER, ESC, Keys, Start
from tests.ui.told import told

pytestmark = pytest.mark.skipif(not client.can_hold(), reason="the key holder is built for Linux only")


class LockedKeys:
    """A person's keyboard at the page of a locked profile."""

    def __init__(self, qtbot: QtBot, profile: Path) -> None:
        self.qtbot = qtbot
        tools = SelfTestTools(
            (("甲", lambda: (Probe("a", "甲", ProbeState.GOOD, "好"),)),), lambda: "", lambda _: ""
        )
        keeper = KeySlots(profile)
        locked = LockedProfile(
            profile,
            config.resources_folder(),
            config.read_preferences(profile),
            tools,
            keeper,
            keeper.locked(),
        )
        self.window = UnlockWindow(locked)
        self.window.show()
        self.window.activateWindow()
        qtbot.waitUntil(lambda: self.window.isActiveWindow() and self.focused() == "unlockSecret")

    def focused(self) -> str:
        widget = QApplication.focusWidget()
        return "" if widget is None else widget.objectName()

    def type(self, *strokes: str | Qt.Key) -> None:
        for stroke in strokes:
            widget = QApplication.focusWidget()
            assert widget is not None
            if isinstance(stroke, str):
                self.qtbot.keyClicks(widget, stroke)
            else:
                self.qtbot.keyClick(widget, stroke)

    def said(self) -> str:
        label = self.window.findChild(QLabel, "unlockProblem")
        assert isinstance(label, QLabel)
        return label.text() if label.isVisible() else ""

    def until(self, true: Callable[[], object]) -> None:
        self.qtbot.waitUntil(lambda: bool(true()), timeout=20_000)

    def close(self) -> None:
        self.window.close()
        self.window.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


@pytest.fixture
def run() -> Iterator[None]:
    with own_holder():
        yield


def set_up_with_phrase(qtbot: QtBot, folder: Path) -> tuple[list[str], str]:
    """A set-up by keyboard with a phrase of five words; the words and the recovery key."""
    one = Keys(qtbot, folder)
    try:
        one.type("4", "1", "1", "乌兰浩特市差评处理室", ENTER, ENTER)
        one.type("S01", ENTER, "苏日娜", ENTER, "1", "5926", ENTER, "5926", ENTER, ENTER, ENTER)
        one.until(lambda: one.focused() == "openingWays_1")
        assert "关着的电脑被偷" in one.text("openingProtects")
        one.type(ENTER)
        before = one.text("phraseWord1")
        one.type(Qt.Key.Key_F7)
        words = [one.text(f"phraseWord{n}") for n in range(1, 6)]
        assert all(words)
        assert before
        one.type(Qt.Key.Key_Tab, Qt.Key.Key_Tab)
        assert one.focused() == "stepOnward"
        one.type(ENTER)
        assert one.text("phraseWord1") == ""  # hidden: what is typed comes from the paper
        assert one.focused() == "phraseBack"
        one.type(" ".join([*words[:4], "pinguoo"]), ENTER)
        assert "第 5 个词不在词表里" in told(one.window)
        field = next(f for f in one.window.findChildren(QLineEdit, "phraseBack"))
        field.clear()
        one.type(" ".join(words[::-1]), ENTER)
        assert "和刚才显示的不一样" in told(one.window)
        field.clear()
        one.type(" ".join(words), ENTER)
        key = one.key_back()
        one.until(lambda: one.text("selfTestHead"))
    finally:
        one.close()
    return words, key


@pytest.mark.parametrize("kind", [SlotKind.STICK, SlotKind.TPM])
def test_that_a_stick_or_the_chip_with_a_pin_is_chosen_and_opens_the_profile(
    qtbot: QtBot, tmp_path: Path, run: None, monkeypatch: pytest.MonkeyPatch, kind: SlotKind
) -> None:
    folder, disk, with_stick = tmp_path / "p", other_disk(tmp_path), kind is SlotKind.STICK
    if disk is None or not (with_stick or EMULATED):
        pytest.skip("no second disk, or swtpm and tpm2-tools are not installed")
    monkeypatch.setattr(Start, "opening_kinds", lambda _: (SlotKind.PHRASE, kind, SlotKind.FILE))
    with (
        TemporaryDirectory(dir=disk, prefix="counter-stick-") as stick,
        nullcontext() if with_stick else machine(monkeypatch),
    ):
        one = Keys(qtbot, folder)
        try:
            one.type("4", "1", "1", "乌兰浩特市差评处理室", ENTER, ENTER)
            one.type("S01", ENTER, "苏日娜", ENTER, "1", "5926", ENTER, "5926", ENTER, ENTER, ENTER)
            one.until(lambda: one.focused() == "openingWays_1")
            one.type("2")
            if with_stick:
                one.type(str(tmp_path / "drawn"), ENTER)
            assert one.focused() == "openingPin"
            one.type("902174", ENTER, "902175", ENTER)
            assert "不一样" in told(one.window)
            one.field("openingPinAgain").clear()
            one.type("902174", ENTER)
            if with_stick:
                assert "没有这个文件夹" in told(one.window)
                one.field("stickFolder").setText(str(tmp_path))
                one.type(ENTER, ENTER, ENTER)
                one.until(lambda: "同一块盘" in told(one.window))
                assert one.focused() == "stepOnward"
                one.type(ESC)
                one.until(lambda: one.focused() == "openingWays_1")
                one.type("2")
                one.field("stickFolder").setText(stick)
                one.type(ENTER, "902174", ENTER, "902174", ENTER)
            one.key_back()
            one.until(lambda: one.text("selfTestHead"))
        finally:
            one.close()
        keeper, where = KeySlots(folder), Path(stick) if with_stick else None
        assert {slot.kind for slot in keeper.slots()} == {kind, SlotKind.RECOVERY}
        assert not (folder / KEY_FILE).exists()
        keeper.lock()
        with pytest.raises(SecretRefused):
            keeper.unlock(kind, "902175", where)
        assert keeper.unlock(kind, "902174", where)


def test_that_who_hears_a_locked_page_knows_what_happens_and_stays_in_the_field(
    run: None, qtbot: QtBot, tmp_path: Path, heard: list[str]
) -> None:
    words, _ = set_up_with_phrase(qtbot, tmp_path / "p")
    counter("keys", "lock", "--data", tmp_path / "p")
    locked = LockedKeys(qtbot, tmp_path / "p")
    try:
        heard.clear()
        left: list[str] = []
        QApplication.instance().focusChanged.connect(lambda *_: left.append(locked.focused()))  # type: ignore[union-attr]
        locked.type(" ".join([*words[:4], "pinguoo"]), ENTER)
        locked.until(locked.said)
        assert heard[0] == "正在打开…"
        assert "第 5 个词不在词表里" in heard[1]
        assert left == []  # no other control was said meanwhile
        locked.type(Qt.Key.Key_F2)
        locked.type(Qt.Key.Key_F2)
        assert heard[2:] == ["输过的字看得见了", "输过的字遮住了"]
    finally:
        locked.close()


def test_that_a_phrase_is_chosen_typed_back_and_opens_the_profile_after_a_restart(
    qtbot: QtBot, tmp_path: Path, run: None
) -> None:
    folder = tmp_path / "p"
    words, key = set_up_with_phrase(qtbot, folder)
    assert not (folder / KEY_FILE).exists()
    key_folder.load_keys(folder)  # open until shut-down: nobody types it twice on the first day
    key_folder.lock_keys(folder)
    two = LockedKeys(qtbot, folder)
    try:
        two.type("pingguo pingguo", ENTER)
        two.until(lambda: "输入了 2 个" in two.said())
        two.window.page.secret.clear()
        two.type("pingguopingguopingguopingguo", ENTER)
        two.until(lambda: "口令词不对" in two.said())
        assert not two.window.opened
        two.type("tianqi")
        moment(two.window, "leftAlone").timeout.emit()
        assert two.window.page.secret.text() == ""
        assert "已清掉" in two.said()
        two.type("".join(words).upper(), ENTER)
        two.until(lambda: two.window.opened)
    finally:
        two.close()
    key_folder.lock_keys(folder)
    three = LockedKeys(qtbot, folder)
    try:
        both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
        qtbot.keyClick(three.window.page.secret, Qt.Key.Key_D, both)
        three.until(lambda: three.window.self_test is not None and not three.window.self_test.checking)
        three.type(ESC)
        three.until(lambda: three.focused() == "unlockSecret")
        three.type(Qt.Key.Key_F7, key.lower(), ENTER)
        three.until(lambda: "锁回去" in three.said())
        three.type(ENTER)
        three.until(lambda: three.window.opened)
    finally:
        three.close()
