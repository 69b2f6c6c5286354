"""A window that nobody touches locks itself: a minute's warning, nothing lost, nothing shown to anybody else."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QPushButton

from counter.ui.frame.idle import IdleWatch, Reading, slept
from counter.ui.frame.window_guard import LockCause, WindowGuard
from counter.ui.kit.controls.field import Field
from counter.ui.kit.controls.two_press import TwoPress
from counter.ui.kit.messages import Message, Tone
from tests.ui.hands import Hands, Key
from tests.ui.moments import moment

CARD = "999999199001011238"


class Watch:
    """The clocks of the machine, moved by hand."""

    def __init__(self, hands: Hands) -> None:
        self.hands = hands
        self.now = (1000.0, 1000.0)
        self.guard: WindowGuard = hands.window.shell.get_guard()
        self.idle: IdleWatch = self.guard.idle
        self.idle.clock = lambda: self.now
        self.idle.stop()
        self.idle.start()

    def later(self, seconds: float) -> None:
        """Time passes and the timer has looked."""
        self.now = (self.now[0] + seconds, self.now[1] + seconds)
        timer = moment(self.idle, "idle")
        with self.hands.qtbot.waitSignal(timer.timeout):
            timer.start(0)

    def sleeps(self, seconds: float) -> None:
        """The machine sleeps; the clock of the bar ticks when it is awake again."""
        self.now = (self.now[0] + seconds, self.now[1] + 1)
        self.idle.tick()

    @property
    def warns(self) -> bool:
        return self.hands.shows("lockWarning")

    @property
    def locked(self) -> bool:
        return self.hands.shows("signOnCard")

    def types(self, text: str, gap: int) -> None:
        """Keys as the keyboard sends them to the window, that far apart by its own clock."""
        for at, char in enumerate(text):
            key = Key.Key_Return if char == "\r" else Key(ord(char.upper()))
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                event = QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, char)
                event.setTimestamp(5_000 + at * gap)
                QCoreApplication.sendEvent(self.hands.window.windowHandle(), event)
        self.hands.settle()

    def lets_go(self) -> None:
        """Nothing is held any more: a scanner's time is over."""
        self.hands.qtbot.waitUntil(lambda: not moment(self.idle, "firstKey").isActive())

    def mouse_to(self, x: int) -> None:
        QTest.mouseMove(self.hands.window.windowHandle(), QPoint(x, 300))
        self.hands.settle()


@pytest.fixture
def watch(hands: Hands) -> Watch:
    return Watch(hands)


def unlock(hands: Hands, pin: str = "1234") -> None:
    hands.write(pin)
    hands.key(Key.Key_Return)
    hands.qtbot.waitUntil(lambda: not hands.shows("signOnCard"))


def test_that_a_window_nobody_touches_warns_for_a_minute_and_then_locks(hands: Hands, watch: Watch) -> None:
    hands.begin()
    hands.answer()
    watch.later(239)
    assert not watch.warns
    watch.later(1)
    assert watch.warns
    assert "60秒后锁屏" in hands.see(QLabel, "lockWarningWords").text()
    watch.later(31)
    assert "30秒" in hands.see(QLabel, "lockWarningWords").text()
    assert not watch.locked
    watch.later(29)
    assert watch.locked
    assert not watch.warns
    assert "5分钟没有人动" in hands.see(QLabel, "signOnNote").text()
    hands.settle()
    assert hands.facade.locks == ["W01"]
    assert len(hands.facade.saved) == 1
    unlock(hands)
    assert hands.focus().objectName() == "checklist"
    watch.later(200)
    assert not watch.locked


def test_that_a_key_begins_the_time_anew_and_touching_nothing_does_not(hands: Hands, watch: Watch) -> None:
    hands.begin()
    for _ in range(3):
        watch.later(200)
        hands.keys("1")
        assert not watch.warns
    for x in (300, 302, 300):  # an optical mouse on a shaking table
        watch.later(79)
        watch.mouse_to(x)
    watch.later(10)
    assert watch.warns


def test_that_the_key_that_ends_the_warning_does_nothing_else(hands: Hands, watch: Watch) -> None:
    hands.begin()
    hands.answer()
    assert hands.window.intake is not None
    before = hands.window.intake.visits.visit
    for keys in ("1", "A", "\r"):
        watch.later(241)
        assert watch.warns
        watch.types(keys, 500)
        assert not watch.warns
        assert hands.window.intake.visits.visit == before
        watch.lets_go()
    watch.later(241)
    hands.key(Key.Key_F9)  # a shortcut is a key like others
    assert not watch.warns
    assert not hands.shows("signOnCard")
    assert hands.button("decideButton").property("armed") is not True
    watch.lets_go()
    hands.keys("1")  # and the next key acts
    assert hands.window.intake.visits.visit != before


def test_that_a_person_who_types_on_loses_one_key_and_sees_it(hands: Hands, watch: Watch) -> None:
    watch.later(241)
    assert hands.focus().objectName() == "findBox"
    watch.types("xcg", 200)
    box = hands.focus()
    assert isinstance(box, Field)
    assert box.text().lower() == "cg"


def test_that_a_scan_ends_the_warning_and_is_not_lost(hands: Hands, watch: Watch) -> None:
    hands.begin()
    hands.answer()
    watch.later(241)
    watch.types(CARD + "\r", 5)
    assert not watch.warns
    hands.qtbot.waitUntil(lambda: hands.see(Field, "person_id_number").text().replace(" ", "") == CARD)


def test_that_a_mouse_that_moves_ends_the_warning_and_a_click_is_a_click(hands: Hands, watch: Watch) -> None:
    watch.mouse_to(100)
    watch.later(241)
    assert watch.warns
    watch.mouse_to(400)
    assert not watch.warns


def test_that_words_of_an_input_method_are_keys(hands: Hands, watch: Watch) -> None:
    watch.later(241)
    hands.write("餐馆")
    assert not watch.warns


def test_that_a_hall_chooses_the_minutes_and_a_demo_never_locks_by_itself(hands: Hands, watch: Watch) -> None:
    hands.facade.locks_after = 1
    watch.later(29)
    assert not watch.warns
    watch.later(1)
    assert watch.warns
    watch.later(30)
    assert watch.locked
    unlock(hands)
    hands.facade.locks_after = 0
    watch.later(7200)
    assert not watch.warns
    assert not watch.locked


def test_that_a_machine_that_slept_is_locked_before_a_key_does_anything(hands: Hands, watch: Watch) -> None:
    hands.begin()
    hands.answer()
    assert hands.window.intake is not None
    before = hands.window.intake.visits.visit
    watch.sleeps(20)
    assert watch.locked
    assert "电脑睡过" in hands.see(QLabel, "signOnNote").text()
    unlock(hands)
    watch.now = (watch.now[0] + 900, watch.now[1] + 0.5)
    hands.keys("1")  # before the clock ticked
    assert watch.locked
    assert hands.window.intake.visits.visit == before


@pytest.mark.parametrize(
    ("before", "now", "it_slept"),
    [
        ((10, 10), (11, 11), False),
        ((10, 10), (60, 60), False),  # a window that was busy
        ((10, 10), (14, 11), True),
        ((10, None), (39, None), False),  # no clock without sleep
        ((10, None), (60, None), True),
    ],
)
def test_that_sleep_is_told_by_the_clocks(before: Reading, now: Reading, it_slept: bool) -> None:
    assert slept(before, now) is it_slept


def test_that_a_drawn_stick_locks_and_one_that_was_never_there_does_not(
    hands: Hands, watch: Watch, tmp_path: Path
) -> None:
    stick = tmp_path / "stick" / "counter.key"
    watch.guard.lock_when_drawn(stick)
    hands.settle()
    assert not watch.locked
    stick.parent.mkdir()
    stick.write_bytes(b"key")
    watch.guard.look()
    hands.settle()
    assert watch.guard.stick is not None
    assert watch.guard.stick.is_there
    stick.unlink()
    stick.parent.rmdir()  # the system tells: nobody looks
    hands.qtbot.waitUntil(lambda: watch.locked)
    assert "钥匙盘拔掉了" in hands.see(QLabel, "signOnNote").text()


def test_that_a_lock_takes_away_what_would_stay_in_sight(hands: Hands, watch: Watch, tmp_path: Path) -> None:
    presses = TwoPress(hands.window.shell)
    presses.press()
    QApplication.clipboard().setText("巴图吉雅")
    dialog = QFileDialog(hands.window)
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    dialog.setDirectory(str(tmp_path))
    dialog.open()
    chosen: list[str] = []
    dialog.fileSelected.connect(chosen.append)
    held = QPushButton(hands.window.shell)
    let_go: list[bool] = []
    held.released.connect(lambda: let_go.append(True))
    held.setDown(True)  # 按住看全
    hands.window.shell.lock(LockCause.IDLE)
    assert let_go == [True]
    assert QApplication.clipboard().text() == ""
    assert dialog.isHidden()
    assert chosen == []
    assert not presses.is_settling
    dialog.deleteLater()


def test_that_ctrl_l_locks_over_a_file_dialog_and_half_a_word(
    hands: Hands, watch: Watch, tmp_path: Path
) -> None:
    hands.begin()
    dialog = QFileDialog(hands.window)
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    dialog.setDirectory(str(tmp_path))
    dialog.open()
    hands.qtbot.waitUntil(lambda: QApplication.focusWindow() is dialog.windowHandle())
    hands.qtbot.keyClick(dialog.windowHandle(), Key.Key_L, hands.CONTROL)
    assert watch.locked
    assert dialog.isHidden()
    dialog.deleteLater()
    hands.window.activateWindow()  # a window manager does it
    hands.qtbot.waitUntil(hands.window.isActiveWindow)
    unlock(hands)
    field = hands.see(Field, "findBox")
    field.setFocus()
    QApplication.sendEvent(field, QInputMethodEvent("ba", []))  # half a word in the input method
    hands.key(Key.Key_L, hands.CONTROL)
    assert watch.locked
    hands.qtbot.waitUntil(lambda: hands.focus().objectName() == "clerkPin")
    assert hands.see(Field, "clerkPin").text() == ""


def test_that_what_comes_while_locked_is_told_to_whom_it_concerns(hands: Hands, watch: Watch) -> None:
    shell = hands.window.shell
    shell.lock()
    shell.show_message(Message(Tone.DONE, "已经记下：巴图吉雅。"))
    shell.show_message(Message(Tone.WORLD, "打印机没纸了。"))
    assert hands.message() == ""
    hands.key(Key.Key_Tab, hands.SHIFT)
    hands.key(Key.Key_A, hands.CONTROL)
    hands.sign_on("W02", "2345")
    assert hands.message() == "锁屏期间：打印机没纸了。", "somebody has to act on it"
    shell.lock()
    hands.key(Key.Key_Tab, hands.SHIFT)
    hands.key(Key.Key_A, hands.CONTROL)
    hands.sign_on()
    assert hands.message() == "锁屏期间：已经记下：巴图吉雅。打印机没纸了。"
    assert shell.message_bar.message is not None
    assert shell.message_bar.message.tone is Tone.WORLD


def test_that_the_lights_of_a_locked_window_open_nothing(hands: Hands, watch: Watch) -> None:
    hands.qtbot.waitUntil(lambda: hands.window.shell.side is not None)
    hands.window.shell.lock()
    hands.window.shell.top_bar.light_pressed.emit(hands.window.shell.side.light())
    assert not hands.shows("screenPanel")
