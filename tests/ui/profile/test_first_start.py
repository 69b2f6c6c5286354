"""A first start by keyboard only: a hall's first window, a second that joins it, and what is refused on the way."""

from __future__ import annotations

import json
import stat
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from counter import config
from counter.bootstrap.first_start import FirstStart, is_first_start
from counter.bootstrap.opening import open_app
from counter.db.keys.key_folder import recover
from counter.domain.calendar.workdays import civil_date
from counter.services.context.preferences import Preferences
from counter.services.context.probe import Probe, ProbeState
from counter.services.hall.hall_register import hall_register
from counter.services.keys.slot_kinds import SlotKind
from counter.services.profile.join_card import join_card_text
from counter.ui.facades.self_test import SelfTestTools
from counter.ui.kit.controls.choices import Choices
from counter.ui.kit.controls.labels import TextLabel
from counter.ui.kit.controls.stroke_filter import StrokeFilter
from counter.ui.kit.theme import Look
from counter.ui.profile.first_start_window import FirstStartWindow
from counter.ui.profile.recovery_step import RecoveryStep
from counter.ui.profile.self_test_page import SelfTestPage
from counter.ui.profile.start_page import StartPage
from counter.ui.profile.step import WIDTH
from tests.ui.holding import hold
from tests.ui.moments import moment
from tests.ui.told import told

ENTER, ESC = Qt.Key.Key_Return, Qt.Key.Key_Escape
CODE = "TEST-222222"
PROBES = (
    Probe("printers", "打印机", ProbeState.ABSENT, "没有设置打印机", "在系统打印设置里添加。"),
    Probe("encryption", "加密", ProbeState.BAD, "谁拷走整个文件夹，谁就打得开"),
    Probe("clock", "时钟", ProbeState.GOOD, "对"),
)


class Start(FirstStart):
    """A first start whose machine answers at once: no printer, no second process."""

    @property
    def self_test(self) -> SelfTestTools:
        return SelfTestTools((("这台电脑", lambda: PROBES),), lambda: CODE, lambda _: CODE)

    def opening_kinds(self) -> tuple[SlotKind, ...]:
        return (SlotKind.PHRASE, SlotKind.STICK, SlotKind.FILE)


class Keys:
    """A person's keyboard at that window."""

    def __init__(self, qtbot: QtBot, profile: Path) -> None:
        self.qtbot = qtbot
        self.start = Start(profile)
        self.closed = False
        self.window = FirstStartWindow(self.start)
        self.window.show()
        self.window.activateWindow()
        qtbot.waitUntil(lambda: self.window.isActiveWindow() and self.focused() != "")

    def focused(self) -> str:
        widget = QApplication.focusWidget()
        return "" if widget is None else widget.objectName()

    def type(self, *strokes: str | Qt.Key) -> None:
        for stroke in strokes:
            widget = QApplication.focusWidget()
            assert widget is not None, stroke
            if isinstance(stroke, str) and not stroke.isascii():
                typed = QInputMethodEvent()
                typed.setCommitString(stroke)
                QApplication.sendEvent(widget, typed)
            elif isinstance(stroke, str):
                self.qtbot.keyClicks(widget, stroke)
            else:
                self.qtbot.keyClick(widget, stroke)
            for strokes_of in self.window.findChildren(StrokeFilter, StrokeFilter.NAME):
                strokes_of.forget()  # a person's next key comes later than a bouncing one

    def until(self, true: Callable[[], object]) -> None:
        self.qtbot.waitUntil(lambda: bool(true()), timeout=20_000)

    def text(self, name: str) -> str:
        every = [label for label in self.window.findChildren(QLabel, name) if label.isVisible()]
        return every[-1].text() if every else ""

    def field(self, name: str) -> QLineEdit:
        return next(field for field in self.window.findChildren(QLineEdit, name))

    def close(self) -> None:
        if self.closed:
            return
        self.closed = True
        self.window.close()
        self.window.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)

    def opens_by_itself(self) -> None:
        """Choose the key file, which asks nobody."""
        self.until(lambda: self.focused() == "openingWays_1")
        self.type("3")

    def key_back(self) -> str:
        """Wait for the recovery key, read it, and type the two groups asked for."""
        self.until(lambda: self.window.course.begun)
        key = "-".join(self.text(f"keyGroup{n}") for n in range(1, 9))
        self.type(Qt.Key.Key_Tab, Qt.Key.Key_Tab)
        assert self.focused() == "stepOnward"
        self.type(ENTER)
        assert self.text("keyGroup1") == ""  # hidden: what is typed comes from the paper
        groups = key.split("-")
        for field in ("keyGroupA", "keyGroupB"):
            assert self.focused() == field
            asked = next(f for f in self.window.findChildren(QLineEdit, field)).accessibleName()
            self.type(groups[int(asked[6]) - 1].lower(), ENTER)
        self.type(ENTER)
        return key


@pytest.fixture
def keys(qtbot: QtBot, tmp_path: Path) -> Iterator[Callable[[Path], Keys]]:
    opened: list[Keys] = []

    def open_(profile: Path) -> Keys:
        one = Keys(qtbot, profile)
        opened.append(one)
        return one

    yield open_
    for one in opened:
        one.close()


def set_up(one: Keys) -> str:
    """The whole set-up of a hall's first window; its recovery key."""
    one.type("2", "1", "1")  # 设置本大厅, 兴安盟, 乌兰浩特市
    for words in ("乌兰浩特市政务服务中心", "兴安北路1号", "1000000-0001", "1000000-0009", "9:00-17:00"):
        one.type(words, ENTER)
    one.type(ENTER)
    one.type("01", ENTER, "一楼", ENTER, "02、03", ENTER, ENTER)
    for code, name, role, pin in (("s01", "苏日娜", "1", "5926"), ("w01", "阿木古郎", "2", "9417")):
        one.type(code, ENTER, name, ENTER, role, pin, ENTER, pin, ENTER)
    one.type(ENTER, ENTER)  # no more people; next
    one.type(ENTER, ENTER)  # no hall file; next
    one.opens_by_itself()
    return one.key_back()


def join(two: Keys, card: Path, other: Path) -> None:
    """A further window, with a wrong file and a wrong fingerprint on the way."""
    two.type("3", str(other), ENTER, ENTER)
    two.until(lambda: "不是入厅卡" in told(two.window))
    file = next(f for f in two.window.findChildren(QLineEdit, "cardFile") if f.isVisible())
    file.selectAll()
    two.type(str(card), ENTER, ENTER)
    two.until(lambda: two.text("cardHall") == "乌兰浩特市政务服务中心")
    two.type("2", ENTER)
    assert "请不要用" in told(two.window)
    two.window.course.card = None  # read again: the person telephones once more
    two.type(ENTER, ENTER)
    two.until(lambda: two.window.course.card and two.focused().startswith("sameFingerprint"))
    two.type("1", ENTER)
    two.type("1", "1", "8317", ENTER, "8317", ENTER, ENTER)  # window 02, S01, PIN twice
    two.opens_by_itself()
    two.key_back()
    two.until(
        lambda: two.focused() == "stepOnward" and two.text("firstStartHead") and not two.window.course.pins
    )
    two.type(ENTER)
    two.until(lambda: isinstance(two.window.page, SelfTestPage))


def test_that_a_hall_is_set_up_and_joined_by_keyboard_only(
    keys: Callable[[Path], Keys], tmp_path: Path
) -> None:
    first, second = tmp_path / "one", tmp_path / "two"
    assert is_first_start(first)
    one = keys(first)
    key = set_up(one)
    one.until(
        lambda: isinstance(one.window.page, SelfTestPage) and one.text("selfTestHead").startswith("有1处")
    )
    one.type(Qt.Key.Key_F8)
    one.until(lambda: one.focused() == "testScan")
    one.type("TEST-333333", ENTER)
    assert "不是刚打的那张" in one.text("selfTestSaid")
    one.type(CODE.lower(), ENTER)
    page = one.window.page
    assert isinstance(page, SelfTestPage)
    assert {p.id: p.health for p in page.probes}["scanner"] is ProbeState.GOOD
    assert {p.id: p.health for p in page.probes}["printers"] is ProbeState.GOOD
    one.type(ESC)
    assert (one.window.opened, is_first_start(first)) == (first, False)
    assert [p.name for p in tmp_path.iterdir()] == ["one"]  # the draft is gone
    with open_app(first) as app:
        today = hall_register(app.journal).on(civil_date(app.clock.read().at))
        assert [w.station for w in today.windows] == ["15220101", "15220102", "15220103"]
        assert (app.hall.place, app.hall.complaint, sorted(today.staff)) == (
            "一楼",
            "1000000-0009",
            ["S01", "W01"],
        )
        card = tmp_path / "入厅卡.json"
        card.write_text(join_card_text(app, code="S01", pin="5926"), encoding="utf-8")
        fingerprint = json.loads(card.read_text(encoding="utf-8"))
    (first / "key.secret").unlink()
    recover(first, key)
    assert fingerprint["form"] == "counter-window-card-1"

    join(keys(second), card, tmp_path / "one" / "keys.json")
    assert (tmp_path / "入厅申请-15220102.json").exists()
    with open_app(second) as app:
        assert (app.hall.window, app.hall.hall) == ("02", "乌兰浩特市政务服务中心")
        assert [s.code for s in app.journal.staff()] == ["S01"]


def test_that_a_digit_held_down_answers_one_question_only(
    tmp_path: Path, keys: Callable[[Path], Keys]
) -> None:
    one = keys(tmp_path / "one")
    hold(one.window.windowHandle(), Qt.Key.Key_2, "2", 5)
    one.until(lambda: one.focused() == "league_1")
    hold(one.window.windowHandle(), Qt.Key.Key_2, "2", 5)
    one.until(lambda: one.focused() == "region_1")
    league = next(c for c in one.window.findChildren(Choices) if c.objectName() == "league")
    assert league.chosen == (league.options[1],)
    region = next(c for c in one.window.findChildren(Choices) if c.objectName() == "region")
    assert region.chosen == ()


def test_that_a_set_up_closed_in_the_middle_keeps_what_was_typed_but_no_pin_and_no_profile(
    keys: Callable[[Path], Keys], tmp_path: Path
) -> None:
    profile = tmp_path / "p"
    one = keys(profile)
    one.type("2", "1", "1", "随便叫个大厅", ENTER)
    assert "第二十九条" in told(one.window)  # told, not refused
    one.type(ENTER, ENTER, ENTER, ENTER, ENTER)
    one.type("1", ENTER, ENTER, ENTER, ENTER)
    assert "两位数字" in told(one.window)
    one.type("01", ENTER, ENTER, ENTER, ENTER)
    one.type("S01", ENTER, "苏日娜", ENTER, "1", "5926", ENTER, "5927", ENTER)
    assert "两次输入的口令不一样" in told(one.window)
    one.type("5926", ENTER, "5926", ENTER, ENTER, ENTER, ENTER, ENTER)
    one.opens_by_itself()
    one.until(lambda: one.window.course.begun)
    assert is_first_start(profile)  # until the key is typed back
    one.close()
    assert not profile.exists()
    draft = next(tmp_path.iterdir())
    assert stat.S_IMODE(draft.stat().st_mode) == 0o600
    assert "5926" not in draft.read_text(encoding="utf-8")

    two = keys(profile)
    assert isinstance(two.window.page, StartPage)
    two.type("2", ENTER, ENTER)  # hall and window are as they were left
    assert two.focused() == "personCode"
    two.type(ENTER, ENTER)
    assert "口令不保存在草稿里" in told(two.window)
    two.type("5926", ENTER, "5926", ENTER, ENTER, ENTER)
    assert two.focused() == "hallFile"


def test_that_wrong_groups_of_the_key_do_not_finish_and_going_back_makes_another_key(
    keys: Callable[[Path], Keys], tmp_path: Path
) -> None:
    one = keys(tmp_path / "p")
    one.type("4", "1", "1", "乌兰浩特市差评处理室", ENTER, ENTER)
    one.type("S01", ENTER, "苏日娜", ENTER, "1", "5926", ENTER, "5926", ENTER, ENTER, ENTER)
    one.opens_by_itself()
    one.until(lambda: one.window.course.begun)
    before = one.text("keyGroup1")
    one.type(Qt.Key.Key_F8)
    one.until(lambda: "打印" in told(one.window))
    one.type(Qt.Key.Key_Tab, Qt.Key.Key_Tab, ENTER, "AAAAA", ENTER, "BBBBB", ENTER, ENTER)
    assert "和恢复密钥不一样" in told(one.window)
    one.type(ESC)
    assert not isinstance(one.window.page, RecoveryStep)
    one.until(lambda: not (tmp_path / "p").exists())
    one.opens_by_itself()
    one.key_back()
    assert before
    one.until(lambda: isinstance(one.window.page, SelfTestPage))
    with open_app(tmp_path / "p") as app:
        assert (app.hall.office, app.hall.station) == (True, "15220190")


def in_sight(one: Keys) -> str:
    return " ".join(label.text() for label in one.window.findChildren(QLabel) if label.isVisible())


def test_that_a_set_up_left_alone_is_covered_until_a_pin_of_its_people(
    keys: Callable[[Path], Keys], tmp_path: Path
) -> None:
    one = keys(tmp_path / "office")
    guard = one.window.cover.guard
    one.qtbot.keyClick(one.window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert one.window.cover.cover is None, "nothing is secret yet, and nothing could uncover it"
    one.type("4", "1", "1", "乌兰浩特市差评处理室", ENTER, ENTER)
    one.type("S01", ENTER, "苏日娜", ENTER, "1", "5926", ENTER, "5926", ENTER, ENTER, ENTER)
    one.until(lambda: one.focused() == "openingWays_1")
    one.type(ENTER)
    words = one.text("phraseWord1")
    held = one.focused()
    assert words in in_sight(one)
    for cause in (guard.idle.due.emit, guard.idle.woke.emit):
        cause()
        assert words not in in_sight(one)
        assert one.focused() == "coverPin"
        one.type("1234", ENTER)
        assert "再错4次" in one.text("coverProblem")
        one.type("5926", ENTER)
        assert one.text("phraseWord1") == words
        assert one.focused() == held
    one.type(ESC)
    one.opens_by_itself()
    one.until(lambda: one.window.course.begun)
    key = one.text("keyGroup1")
    one.qtbot.keyClick(one.window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert key not in in_sight(one)
    one.type(*(stroke for pin in range(1000, 1005) for stroke in (str(pin), ENTER)))
    one.until(lambda: isinstance(one.window.page, StartPage))
    assert "都作废" in in_sight(one)
    assert one.window.course.pins == {}
    one.until(lambda: not (tmp_path / "office").exists())


def test_that_a_recovery_key_half_typed_is_not_left_in_sight(
    keys: Callable[[Path], Keys], tmp_path: Path
) -> None:
    one = keys(tmp_path / "back")
    one.type("6")
    field = one.field("recoveryKey")
    field.setEnabled(True)
    field.setFocus()
    one.type("ABCDE")
    moment(one.window, "leftAlone").timeout.emit()
    assert field.text() == ""
    assert "已清掉" in in_sight(one)


def test_that_what_a_computer_can_become_is_read_whole_in_the_largest_letters(qtbot: QtBot) -> None:
    look = Look(config.resources_folder(), Preferences(letters=150))
    look.load_fonts()
    look.apply(look.preferences)
    page = StartPage(resumes=False)
    qtbot.addWidget(page)
    page.resize(WIDTH, 900)
    with qtbot.waitExposed(page):
        page.show()
    said = [one for button in page.buttons.values() for one in button.findChildren(TextLabel)]
    assert said
    for one in said:
        assert one.height() >= one.heightForWidth(one.width()), one.text()
