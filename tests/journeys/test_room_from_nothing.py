"""A supervisor's room from nothing, by keyboard only: card, fingerprint, PIN, recovery key, and its first look."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from counter.bootstrap.first_start import is_first_start
from counter.bootstrap.opening import open_app
from counter.bootstrap.window import facade_and_window
from counter.domain.calendar.workdays import civil_date
from counter.domain.hall.register.records import RegisteredWindow
from counter.domain.hall.register.register import change_to
from counter.services.hall.hall_register import hall_register
from counter.services.profile.join_card import join_card_text
from counter.services.register.issue_register import issue_register
from counter.ui.facades.oversight import OversightFacade
from counter.ui.oversight.oversight_shell import OversightShell
from counter.ui.profile.self_test_page import SelfTestPage
from tests.ui.hands import Hands
from tests.ui.profile.test_first_start import ENTER, ESC, Keys, keys, set_up  # noqa: F401  # a fixture

ROOM, LEAD, PIN = "15220192", "S01", "8317"


def card_for_a_room(first: Path, file: Path) -> None:
    """What the first window writes once the room stands in its register."""
    with open_app(first) as app:
        today = civil_date(app.clock.read().at)
        by = next(row for row in app.journal.staff() if row.code == LEAD)
        room = RegisteredWindow(ROOM, "值班主管室", since=today)
        issue_register(app.journal, (change_to(room, today),), by=by)
        file.write_text(join_card_text(app, code=LEAD, pin="5926"), encoding="utf-8")


def join_as_room(room: Keys, card: Path) -> None:
    """By the seventh answer of the first page: fingerprint compared, the room, its supervisor and PIN, the keys."""
    room.type("7", str(card), ENTER, ENTER)
    room.until(lambda: room.text("cardHall") == "乌兰浩特市政务服务中心")
    room.type("1", ENTER)
    assert room.focused() == "joiningWindow_1"
    room.type("1", "1", PIN, ENTER, PIN, ENTER, ENTER)
    room.opens_by_itself()
    room.key_back()
    room.until(
        lambda: room.focused() == "stepOnward" and room.text("firstStartHead") and not room.window.course.pins
    )
    said = " ".join(label.text() for label in room.window.findChildren(QLabel) if label.isVisible())
    assert "各窗口不认识这个值班主管室" in said
    assert "文书" not in said  # a room gives out none
    room.type(ENTER)
    room.until(lambda: isinstance(room.window.page, SelfTestPage))
    room.type(ESC)
    room.close()


def test_that_a_room_is_set_up_by_keyboard_and_its_window_opens(
    keys: Callable[[Path], Keys],  # noqa: F811
    qtbot: QtBot,
    tmp_path: Path,
) -> None:
    first, place = tmp_path / "one", tmp_path / "room"
    one = keys(first)
    set_up(one)
    one.until(lambda: isinstance(one.window.page, SelfTestPage))
    one.type(ESC)
    card = tmp_path / "入厅卡.json"
    card_for_a_room(first, card)
    room = keys(place)
    assert is_first_start(place)
    join_as_room(room, card)
    assert (tmp_path / f"入厅申请-{ROOM}.json").exists()
    with open_app(place) as app:
        assert app.hall.oversight
        assert not app.hall.serves
        assert hall_register(app.journal).on(civil_date(app.clock.read().at)).windows
    facade, window = facade_and_window(place)
    assert isinstance(facade, OversightFacade)
    qtbot.addWidget(window)
    try:
        with qtbot.waitSignal(window.ready, timeout=20_000):
            window.show()
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        hands = Hands(qtbot, window, facade)  # type: ignore[arg-type]
        assert window.sign_on is not None
        window.sign_on.code.setFocus()
        for words in (LEAD, PIN):
            hands.write(words)
            hands.key(Qt.Key.Key_Return)
        assert isinstance(window.shell, OversightShell)
        assert hands.shows("boardTable")
    finally:
        window.shut()
        facade.close()
