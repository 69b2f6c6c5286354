"""设置 takes force at once, is kept for this PC, and shows what the hall lays down without changing it."""

from __future__ import annotations

import json
from dataclasses import fields, replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication, QLabel

from counter import config
from counter.bootstrap.first_start import wish_hints
from counter.services.context.preferences import AS_SYSTEM, LETTERS, Preferences, WindowPlace
from counter.services.context.print_queue import Printer, PrinterState
from counter.ui.frame.window_place import place_of, usable_place
from counter.ui.help.settings_page import SettingsPage
from counter.ui.kit import theme
from counter.ui.kit.controls.choices import Choices
from counter.ui.kit.messages import Message, Tone
from counter.ui.kit.system_look import is_extreme
from tests.ui.hands import Hands, Key
from tools.all_looks import overlapping, short_of_room

ODD = Preferences(
    theme="dark",
    letters=130,
    papers="/文书",
    printer="hp",
    print_after=True,
    screen_mm=223,
    screen_input="touch",
    screen_full=True,
    backups="/备份",
    page="80mm",
    sound=True,
    place=WindowPlace(-1200, 20, 1300, 760, maximised=True),
    columns={"ledger": (40, 120)},
    hints=("intake",),
    folders={"papers": "/文书/今天"},
)
LEAST = QRect(0, 0, 1024, 640)


@pytest.fixture
def page(hands: Hands) -> SettingsPage:
    """设置, opened by its key on a PC with two printers."""
    hands.facade.machine = [
        Printer("hp", "惠普", True, PrinterState.READY, ""),
        Printer("star", "小票机", False, PrinterState.TROUBLE, "小票机没纸了，请加纸。"),
    ]
    hands.key(Key.Key_Comma, hands.CONTROL)
    found = hands.window.shell.late_page("settings")
    assert isinstance(found, SettingsPage)
    return found


def test_that_tab_goes_down_one_column_and_then_the_other(page: SettingsPage, hands: Hands) -> None:
    """What is chosen from is made anew at each look, and Qt would put it last."""
    page.printer.take_focus()
    seen: list[str] = []
    while (here := QApplication.focusWidget()) is not None and here.objectName() not in seen:
        seen.append(here.objectName())
        hands.key(Key.Key_Tab)
    at = [name.partition("_")[0] for name in seen if name.startswith("set")]
    first = ["setPrinter", "setPage", "setAtOnce", "setSelfTest", "setScreenWidth", "setScreenInput"]
    second = ["setScreenFull", "setSize", "setTheme", "setSound", "setHints", "setFolderChoose"]
    assert [name for name in at if name != "setBackups"] == first + second


def test_that_letters_are_changed_while_a_narrow_page_of_settings_is_open(
    hands: Hands, page: SettingsPage
) -> None:
    hands.window.resize(1024, 700)
    look = hands.window.look
    for letters in (*LETTERS, *reversed(LETTERS)):
        look.apply(replace(look.preferences, letters=letters))
        hands.look()
        hands.qtbot.waitUntil(lambda: not [*short_of_room(page), *overlapping(page)])


def test_that_a_sentence_that_is_not_there_takes_no_room(hands: Hands, page: SettingsPage) -> None:
    hands.look()
    note = next(label for label in page.findChildren(QLabel) if label.text().startswith("量了"))
    field = page.screen_mm
    below = note.mapTo(page, QPoint(0, 0)).y() - field.mapTo(page, QPoint(0, field.height())).y()
    assert 0 < below < 20


def pick(hands: Hands, choices: Choices, number: str) -> None:
    """Choose by the digit of the option."""
    choices.take_focus()
    hands.keys(number)


def test_that_the_page_names_each_key_that_gives_an_only_display_back(page: SettingsPage) -> None:
    (said,) = [words for label in page.findChildren(QLabel) if "收回" in (words := label.text())]
    assert "Ctrl+D" in said
    assert "Esc" in said


def test_that_a_setting_takes_force_at_once_and_is_kept(hands: Hands, page: SettingsPage) -> None:
    pick(hands, page.letters, "3")
    assert hands.window.look.px("text") == 16
    pick(hands, page.theme, "2")
    pick(hands, page.printer, "3")
    pick(hands, page.page, "3")
    pick(hands, page.sound, "1")
    pick(hands, page.screen_input, "2")
    page.screen_mm.setFocus()
    hands.write("223")
    hands.key(Key.Key_Return)
    kept = hands.facade.preferences
    assert (kept.letters, kept.theme, kept.printer, kept.page) == (115, "dark", "star", "80mm")
    assert (kept.sound, kept.screen_input, kept.screen_mm) == (True, "touch", 223)


def test_that_what_another_key_changes_is_shown_here(hands: Hands, page: SettingsPage) -> None:
    hands.key(Key.Key_F12)
    assert page.letters.chosen == ("115",)
    assert hands.focus().window() is hands.window


def test_that_a_printer_that_has_gone_is_said_and_stays_the_choice(hands: Hands, page: SettingsPage) -> None:
    assert page.printer.options == ("", "hp", "star")
    hands.facade.machine = []
    pick(hands, page.printer, "3")
    page.on_shown()
    hands.settle()
    assert page.printer.chosen == ("star",)
    assert "这台电脑没有打印机" in " ".join(label.text() for label in page.findChildren(QLabel))


def test_that_settings_opened_again_make_nothing_anew(hands: Hands, page: SettingsPage) -> None:
    hands.settle()
    parts = page.findChildren(QLabel)
    page.on_shown()
    hands.settle()
    assert page.findChildren(QLabel) == parts


def test_that_what_the_hall_lays_down_is_shown(hands: Hands, page: SettingsPage) -> None:
    words = [label.text() for label in page.findChildren(QLabel)]
    assert "5分钟没有人动就锁" in words
    assert "乌兰浩特市政务服务中心" in words


def test_that_trouble_sounds_only_where_one_wants_to_hear_it(hands: Hands, page: SettingsPage) -> None:
    shell, rang = hands.window.shell, []
    shell.bell.rang.connect(lambda: rang.append(True))
    shell.show_message(Message(Tone.REFUSED, "不行。"))
    assert rang == []
    pick(hands, page.sound, "1")
    shell.show_message(Message(Tone.DONE, "存好了。"))
    assert rang == []
    shell.show_message(Message(Tone.WORLD, "打印机没纸了。"))
    assert rang == [True]


def test_that_every_preference_comes_back_from_its_file(tmp_path: Path) -> None:
    usual = Preferences()
    assert [f.name for f in fields(ODD) if getattr(ODD, f.name) == getattr(usual, f.name)] == []
    (tmp_path / config.PREFERENCES).write_bytes(config.written_preferences(ODD))
    assert config.read_preferences(tmp_path) == ODD


@pytest.mark.parametrize(
    ("damage", "lost"),
    [
        ({"place": {"x": 1, "y": 2, "width": "3", "height": 4}}, "place"),
        ({"place": {"x": 1, "y": 2, "width": 5, "height": 400}}, "place"),
        ({"columns": {"ledger": [40, "x"]}}, "columns"),
        ({"columns": [1]}, "columns"),
        ({"page": "A3"}, "page"),
        ({"sound": 1}, "sound"),
        ({"hints": "intake"}, "hints"),
        ({"theme": "pink"}, "theme"),
        ({"theme": ["dark"]}, "theme"),
        ({"letters": 777, "large": False}, "letters"),
        ({"letters": "130", "large": 1}, "letters"),
    ],
)
def test_that_a_damaged_value_loses_itself_alone(
    tmp_path: Path, damage: dict[str, object], lost: str
) -> None:
    values = json.loads(config.written_preferences(ODD)) | damage
    (tmp_path / config.PREFERENCES).write_text(json.dumps(values), encoding="utf-8")
    read = config.read_preferences(tmp_path)
    assert getattr(read, lost) == getattr(Preferences(), lost)
    others = [f.name for f in fields(ODD) if f.name != lost]
    assert [n for n in others if getattr(read, n) != getattr(ODD, n)] == []


@pytest.mark.parametrize(("large", "letters"), [(True, 115), (False, 100)])
def test_that_the_size_an_older_program_kept_is_taken_over(tmp_path: Path, large: bool, letters: int) -> None:
    values = json.loads(config.written_preferences(ODD))
    del values["letters"]
    (tmp_path / config.PREFERENCES).write_text(json.dumps(values | {"large": large}), encoding="utf-8")
    assert config.read_preferences(tmp_path) == replace(ODD, letters=letters)


@pytest.mark.parametrize(("letters", "large"), [(90, False), (100, False), (115, True), (150, True)])
def test_that_an_older_program_finds_the_nearer_of_its_two_sizes(letters: int, large: bool) -> None:
    values = json.loads(config.written_preferences(replace(ODD, letters=letters)))
    assert values["large"] is large
    assert values.keys() == {f.name for f in fields(ODD)} | {"large"}


def test_that_a_profile_that_never_chose_a_look_has_the_one_the_system_asks_for(
    tmp_path: Path, hands: Hands, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert config.read_preferences(tmp_path).theme == AS_SYSTEM
    wish_hints(tmp_path)
    unchosen = config.read_preferences(tmp_path)
    assert unchosen == Preferences(theme=AS_SYSTEM, hints=())
    look = hands.window.look
    for wants, shown in ((True, "contrast"), (False, "light")):
        monkeypatch.setattr(theme, "wants_contrast", lambda wants=wants: wants)
        hands.window.shell.prefer(unchosen)
        assert look.theme == shown
    hands.key(Key.Key_F11)
    assert hands.facade.preferences.theme == "dark", "what a person chose stays"


@pytest.mark.parametrize(
    ("ground", "ink", "extreme"),
    [
        ("#000000", "#FFFFFF", True),  # 高对比度黑色
        ("#FFFFFF", "#000000", True),  # 高对比度白色
        ("#EFEFEF", "#000000", False),  # Fusion
        ("#F0F0F0", "#000000", False),
        ("#202020", "#FFFFFF", False),  # a dark theme is none
    ],
)
def test_that_a_palette_of_extremes_is_a_wish_for_high_contrast(ground: str, ink: str, extreme: bool) -> None:
    palette, role = QPalette(), QPalette.ColorRole
    for place in (role.Window, role.Base, role.Button):
        palette.setColor(place, ground)
    for words in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(words, ink)
    assert is_extreme(palette) is extreme


def test_that_the_window_is_opened_where_it_was_closed(hands: Hands) -> None:
    hands.window.setGeometry(30, 60, 1200, 700)
    hands.window.close()
    assert hands.facade.preferences.place == WindowPlace(30, 60, 1200, 700)


def test_that_a_maximised_window_knows_its_other_place(hands: Hands) -> None:
    hands.window.setGeometry(30, 60, 1200, 700)
    hands.window.showMaximized()
    assert place_of(hands.window) == WindowPlace(30, 60, 1200, 700, maximised=True)
    hands.window.showNormal()


@pytest.mark.parametrize(
    ("place", "screens", "found"),
    [
        (WindowPlace(10, 50, 1366, 768), [QRect(0, 0, 1920, 1080)], (10, 50, 1366, 768)),
        (WindowPlace(2000, 50, 1366, 768), [QRect(0, 0, 1920, 1080)], None),  # its screen is gone
        (WindowPlace(1900, 50, 1366, 768), [QRect(0, 0, 1920, 1080)], None),  # no edge to take hold of
        (WindowPlace(10, 1060, 1366, 768), [QRect(0, 0, 1920, 1080)], None),  # below the task bar
        (
            WindowPlace(2000, 50, 1366, 768),
            [QRect(0, 0, 1920, 1080), QRect(1920, 0, 1280, 1024)],
            (1920, 50, 1280, 768),
        ),
        (WindowPlace(0, 0, 3000, 2000), [QRect(0, 0, 1366, 768)], (0, 40, 1366, 728)),  # of a larger screen
        (WindowPlace(300, 200, 1366, 700), [QRect(0, 0, 1366, 768)], (0, 68, 1366, 700)),  # moved, not cut
        (WindowPlace(0, 0, 200, 200), [QRect(0, 0, 1366, 768)], (0, 0, 1024, 640)),
        (WindowPlace(0, 0, 1366, 768), [QRect(0, 0, 800, 600)], (0, 40, 1024, 640)),  # never below the least
        (None, [QRect(0, 0, 1366, 768)], None),
    ],
)
def test_that_a_place_counts_only_where_a_screen_shows_it_and_all_of_the_window_is_on_that_screen(
    place: WindowPlace | None, screens: list[QRect], found: tuple[int, int, int, int] | None
) -> None:
    usable = usable_place(place, screens, LEAST)
    assert (None if usable is None else (usable.x, usable.y, usable.width, usable.height)) == found


def test_that_a_hint_comes_at_the_first_visit_of_a_page_and_never_again(
    hands: Hands, page: SettingsPage
) -> None:
    bar = hands.window.shell.hints
    hands.key(Key.Key_F2)
    assert bar.words == ""  # who knew the program before there were hints
    hands.key(Key.Key_Comma, hands.CONTROL)
    pick(hands, page.hints, "1")
    hands.key(Key.Key_F2)
    assert "最急的在最上面" in bar.words
    hands.key(Key.Key_F3)
    assert bar.words.startswith("输编号后几位")
    hands.key(Key.Key_F2)
    assert bar.words == ""
    assert hands.facade.preferences.hints == ("todo", "find_case")
    hands.key(Key.Key_F6)
    bar.done.click()
    hands.settle()
    assert bar.words == ""
    assert hands.facade.preferences.hints == ("todo", "find_case", "verify")


def test_that_a_hint_put_away_leaves_the_hand_on_the_page(hands: Hands, page: SettingsPage) -> None:
    bar = hands.window.shell.hints
    pick(hands, page.hints, "1")
    hands.key(Key.Key_F3)
    before = hands.focus()
    hands.qtbot.mouseClick(bar.done, Qt.MouseButton.LeftButton)
    assert hands.focus() is before
    hands.key(Key.Key_F6)
    before = hands.focus()
    bar.done.setFocus()
    hands.key(Key.Key_Return)
    assert bar.isHidden()
    assert hands.focus() is before


def test_that_the_hint_of_a_visit_gives_way_to_that_of_its_papers(hands: Hands, page: SettingsPage) -> None:
    bar = hands.window.shell.hints
    pick(hands, page.hints, "1")
    hands.key(Key.Key_F1)
    assert bar.words.startswith("左边找一件事")
    hands.ready_to_decide()
    hands.press_twice()
    assert "打印" in bar.words
    hands.next_visit()
    assert bar.words == ""
    assert hands.facade.preferences.hints == ("intake", "result")


def test_that_hints_can_be_seen_again(hands: Hands, page: SettingsPage) -> None:
    pick(hands, page.hints, "1")
    hands.key(Key.Key_F2)
    hands.key(Key.Key_Comma, hands.CONTROL)
    page.hints.choose(())
    pick(hands, page.hints, "1")
    assert hands.facade.preferences.hints == ()
    pick(hands, page.hints, "2")
    assert hands.facade.preferences.hints is None


def test_that_a_new_profile_wishes_hints_and_an_old_one_keeps_its_settings(tmp_path: Path) -> None:
    wish_hints(tmp_path)
    assert config.read_preferences(tmp_path).hints == ()
    (tmp_path / config.PREFERENCES).write_bytes(config.written_preferences(Preferences(theme="dark")))
    wish_hints(tmp_path)
    assert config.read_preferences(tmp_path) == Preferences(theme="dark")
