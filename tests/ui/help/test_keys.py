"""The sheet of keys tells what the window really listens to, on every page, and on paper."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from counter import config
from counter.bootstrap.demo import create_demo
from counter.bootstrap.window import facade_and_window
from counter.printing.press.key_list import key_list_pdf
from counter.services.context.preferences import LETTERS
from counter.services.papers.key_list import KeyList
from counter.ui.help.bound_keys import keys_of, unnamed
from counter.ui.help.key_peek import KeyPeek
from counter.ui.help.key_sheet_page import KeySheetPage
from counter.ui.kit.controls.act_button import ActButton
from counter.ui.kit.controls.labels import SAYS_NOTHING, KeyCap
from counter.ui.window.main_window import MainWindow
from tests.facades import facade_on
from tests.printing.pages import text_of
from tests.services.office import Office, office_on
from tests.ui.hands import Hands, Key
from tools.all_looks import overlapping, short_of_room

PAGES = ("intake", "todo", "find_case", "hand_out", "rounds", "verify", "guide", "hall", "day", "ledger")
MORE = ("self_test", "reporting", "courier", "reminders")


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """A real profile."""
    with office_on(tmp_path / "profile") as found:
        yield found


@pytest.fixture(scope="module")
def rooms(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A demo's rating office and guide bureau."""
    folder = tmp_path_factory.mktemp("rooms")
    create_demo(folder / "window", folder / "office", folder / "bureau")
    return folder


def sheet(hands: Hands) -> dict[str, dict[str, str]]:
    """What the sheet of keys shows: title of the group → key → words."""
    page = hands.window.shell.late_page("keys")
    assert isinstance(page, KeySheetPage)
    return {group.title: {key.key: key.words for key in group.keys} for group in page.table.groups}


def test_that_every_key_of_every_page_has_words(qtbot: QtBot, office: Office) -> None:
    """The real table of keys: shortcuts as they are bound."""
    window = MainWindow(facade_on(office.app))
    qtbot.addWidget(window)
    with qtbot.waitSignal(window.ready, timeout=10_000):
        window.show()
    shell = window.shell
    try:
        nameless = {name: unnamed(name, shell.page_named(name)) for name in (*PAGES, *MORE)}
        assert {name: keys for name, keys in nameless.items() if keys} == {}
        own = [s for s in shell.findChildren(QShortcut) if s.parent() is shell]
        assert [s.key().toString() for s in own if not s.whatsThis()] == []
        qtbot.waitUntil(lambda: not shell.background.busy)
    finally:
        window.shut()


@pytest.mark.parametrize("room", ["office", "bureau"])
def test_that_every_key_of_the_other_rooms_has_words(qtbot: QtBot, rooms: Path, room: str) -> None:
    facade, window = facade_and_window(rooms / room)
    qtbot.addWidget(window)
    with qtbot.waitSignal(window.ready, timeout=10_000):
        window.show()
    shell = window.shell
    try:
        nameless = {name: unnamed(name, shell.page_named(name)) for name in shell.page_titles()}
        assert {name: keys for name, keys in nameless.items() if keys} == {}
        assert window.sign_on is not None
        window.sign_on.signed_on.emit(facade.staff()[0])
        for door in ("keys", "manual", "settings", "about"):  # every kind of window has them
            assert shell.help.open_by_name(door)
            qtbot.waitUntil(lambda: not shell.background.busy)
            assert shell.page_in_sight == door
        assert not shell.late_page("about").test.isVisible()
        assert "号窗口" not in " ".join(
            label.text() for label in shell.late_page("settings").findChildren(QLabel)
        )
        shell.help.back()
        assert shell.page_in_sight == next(iter(shell.page_titles()))
    finally:
        window.shut()
        facade.close()


def test_that_a_key_is_told_by_its_button_and_follows_it(qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    button = ActButton("goOn", "打印", "Ctrl+P", parent=page)
    QShortcut(QKeySequence("Ctrl+P"), page)
    QShortcut(QKeySequence("Ctrl+Y"), page)
    assert [(key.key, key.words) for key in keys_of("nowhere", page)] == [("Ctrl+P", "打印")]
    assert unnamed("nowhere", page) == ("Ctrl+Y",)
    button.say("再送一次（0 张）")
    assert [key.words for key in keys_of("nowhere", page)] == ["再送一次"]


def test_that_a_question_mark_shows_the_keys_of_the_page_and_esc_goes_back(hands: Hands) -> None:
    hands.key(Key.Key_F2)
    todo = hands.window.todo
    assert todo is not None
    todo.list.setFocus()
    hands.key(Key.Key_Question, hands.SHIFT)
    shown = sheet(hands)
    assert shown["这一页：待办"]["F7"] == "换看谁的：我的、本窗口、全厅"
    assert shown["哪一页都能按"]["F3"] == "查件"
    caps = [cap for cap in hands.window.findChildren(KeyCap) if cap.isVisible() and cap.text() == "F7"]
    assert caps
    assert all(cap.accessibleName() == SAYS_NOTHING for cap in caps)  # the words beside it begin with it
    hands.key(Key.Key_Escape)
    assert hands.window.shell.page_in_sight == "todo"


def test_that_a_question_mark_is_a_character_where_one_writes(hands: Hands) -> None:
    box = hands.window.intake.left.box  # type: ignore[union-attr]
    box.setFocus()
    hands.key(Key.Key_Question, hands.SHIFT)
    assert (box.text(), hands.window.shell.page_in_sight) == ("?", "intake")


def test_that_a_question_mark_at_a_paper_still_asks_why(hands: Hands) -> None:
    hands.begin()
    hands.answer()
    hands.key(Key.Key_Question, hands.SHIFT)
    assert hands.window.shell.page_in_sight == "intake"
    assert hands.shows("whyPanel")


def test_that_ctrl_held_alone_shows_the_keys_and_takes_nothing_away(hands: Hands) -> None:
    window, hold = hands.window, hands.window.shell.help.hold
    handle, focus = window.windowHandle(), hands.focus()
    timer = hold.findChild(QTimer, "ctrlHold")
    hands.qtbot.keyPress(handle, Key.Key_Control)
    assert timer.isActive()
    timer.timeout.emit()
    peek = window.findChild(KeyPeek)
    assert peek is not None
    assert peek.isVisible()
    assert hands.focus() is focus
    hands.qtbot.keyClick(handle, Key.Key_K, hands.CONTROL)  # seen, and pressed
    hands.settle()
    assert not peek.isVisible()
    assert window.shell.page_in_sight == "guide"
    hands.qtbot.keyRelease(handle, Key.Key_Control)


def test_that_ctrl_with_another_key_shows_nothing(hands: Hands) -> None:
    timer = hands.window.shell.help.hold.findChild(QTimer, "ctrlHold")
    hands.qtbot.keyPress(hands.window.windowHandle(), Key.Key_Control)
    hands.qtbot.keyPress(hands.window.windowHandle(), Key.Key_X, hands.CONTROL)
    assert not timer.isActive()
    hands.qtbot.keyRelease(hands.window.windowHandle(), Key.Key_X, hands.CONTROL)
    assert hands.window.findChild(KeyPeek) is None


def test_that_nobody_signed_on_sees_no_pages_by_the_keys_of_help(at_the_door: Hands) -> None:
    at_the_door.key(Key.Key_F1, at_the_door.SHIFT)
    assert at_the_door.window.shell.page_in_sight == ""


def test_that_the_paper_has_every_key_and_breaks_into_pages() -> None:
    rows = tuple((f"Alt+{n}", f"第{n}个作用，写得长一点，到第二行也看得全，一个字不少") for n in range(90))
    made = key_list_pdf(
        KeyList((("受理", rows), ("待办", rows[:3])), "试"), config.resources_folder() / "fonts"
    )
    text = text_of(made)
    assert "第2页" in text
    assert "Alt+89" in text
    assert "第89个作用" in text
    assert "待办" in text


@pytest.mark.parametrize("kind", [QEvent.Type.FocusOut, QEvent.Type.MouseButtonPress])
def test_that_leaving_the_window_ends_the_hold(hands: Hands, kind: QEvent.Type) -> None:
    hold = hands.window.shell.help.hold
    timer = hold.findChild(QTimer, "ctrlHold")
    hands.qtbot.keyPress(hands.window.windowHandle(), Key.Key_Control)
    hold.eventFilter(hold, QEvent(kind))
    assert not timer.isActive()


def test_that_all_keys_are_written_to_the_file_that_was_chosen(office: Office, tmp_path: Path) -> None:
    from counter.ui.facades.help import HelpFacade

    facade = HelpFacade(facade_on(office.app))
    file = tmp_path / "按键一览.pdf"
    facade.save_keys(KeyList((("受理", (("F9", "出具"),)),), "试"), file)
    assert "出具" in text_of(file.read_bytes())


def test_that_two_rows_of_buttons_beside_each_other_come_to_rest_in_every_size_of_letters(
    hands: Hands,
) -> None:
    hands.key(Key.Key_F2)
    hands.key(Key.Key_Question)
    look, page = hands.window.look, hands.window.shell.late_page("keys")
    for letters in (*LETTERS, *reversed(LETTERS)):
        look.apply(replace(look.preferences, letters=letters))
        for across in (1024, 1366):
            hands.window.resize(across, 700)
            hands.look()
            hands.qtbot.waitUntil(lambda: not [*short_of_room(page), *overlapping(page)])
