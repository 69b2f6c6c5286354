"""Ctrl+S is never pressed for nothing without a word: it saves, waits for the papers, or says why there is nothing."""

from __future__ import annotations

from collections import Counter

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from counter.domain.errors import WorldTrouble
from counter.ui.papers.paper_list import PaperList
from tests.ui.hands import Hands, Key

SAVE, PRINT = (Key.Key_S, Hands.CONTROL), (Key.Key_P, Hands.CONTROL)


def strike(hands: Hands, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """A key that waits for nothing: the disk is slow."""
    hands.qtbot.keyClick(hands.window.windowHandle(), key, modifier)


def file_slowly(hands: Hands) -> None:
    """F9 was pressed twice and the disk is slow."""
    hands.ready_to_decide()
    hands.facade.gate.clear()
    strike(hands, Key.Key_F9)
    hands.qtbot.waitUntil(lambda: hands.button("decideButton").property("armed") is True)
    strike(hands, Key.Key_F9)
    assert not hands.shows("resultPanel")


def done(hands: Hands) -> None:
    hands.facade.gate.set()
    hands.settle()


def doubled(hands: Hands) -> list[str]:
    """Keys that two parts in sight wait for: Qt then gives the key to neither."""
    keys = Counter[str]()
    for one in hands.window.findChildren(QShortcut):
        part = one.parent()
        whole = one.context() is Qt.ShortcutContext.WindowShortcut
        if whole and one.isEnabled() and isinstance(part, QWidget) and part.isVisible() and part.isEnabled():
            keys.update({key.toString() for key in one.keys()})  # noqa: SIM118  # no dictionary
    meant_twice = {QKeySequence(key).toString() for key in ("Ctrl++", "Ctrl+=", "?", "Shift+?")}
    return [key for key, times in keys.items() if times > 1 and key not in meant_twice]


def test_that_save_and_print_pressed_before_the_papers_are_there_are_done_when_they_are(hands: Hands) -> None:
    file_slowly(hands)
    strike(hands, *SAVE)
    assert "记好了就存成 PDF" in hands.message()
    strike(hands, *PRINT)
    assert "记好了就送打印" in hands.message()
    done(hands)
    assert hands.shows("resultPanel")
    listed = hands.see(PaperList, "paperList")
    assert [paper for paper, _ in hands.facade.copied] == [listed.current]
    assert "已存为" in hands.message()
    assert hands.facade.printed == [listed.current]  # there is no printer: the rest is not tried
    hands.key(*SAVE)
    assert len(hands.facade.copied) == 2  # what waited is done once
    assert not doubled(hands)


def test_that_a_key_that_waited_is_forgotten_with_what_could_not_be_written_down(hands: Hands) -> None:
    file_slowly(hands)
    strike(hands, *SAVE)
    hands.facade.trouble = WorldTrouble("磁盘满了。")
    done(hands)
    assert hands.message() == "磁盘满了。"
    hands.facade.trouble = None
    hands.key(Key.Key_F9)
    hands.qtbot.waitUntil(lambda: hands.button("decideButton").property("armed") is True)
    hands.key(Key.Key_F9)
    assert hands.shows("resultPanel")
    assert hands.facade.copied == []


def test_that_a_second_press_while_a_paper_is_saved_makes_no_second_copy_and_says_so(hands: Hands) -> None:
    hands.filed_before()
    hands.key(Key.Key_F3)
    hands.key(Key.Key_Return)
    hands.facade.gate.clear()
    strike(hands, *SAVE)
    strike(hands, *SAVE)
    assert "正在存这份" in hands.message()
    strike(hands, Key.Key_Escape)  # the message
    listed = hands.see(PaperList, "paperList")
    listed.setCurrentRow(1)
    strike(hands, *SAVE)  # another paper is another copy
    done(hands)
    assert len(hands.facade.copied) == len({paper for paper, _ in hands.facade.copied}) == 2
    hands.facade.trouble = WorldTrouble("没能存到 /media：磁盘满了。")
    hands.key(*SAVE)
    assert "磁盘满了" in hands.message()
    hands.facade.trouble = None
    hands.key(*SAVE)
    assert len(hands.facade.copied) == 3
    assert not doubled(hands)


@pytest.mark.parametrize(
    ("page", "words"),
    [(Key.Key_F1, "还没有文书可存"), (Key.Key_F3, "先打开一件"), (Key.Key_K, "没有要存的")],
)
def test_that_save_says_why_where_there_is_nothing_to_save(hands: Hands, page: Qt.Key, words: str) -> None:
    hands.key(page, Hands.CONTROL if page is Key.Key_K else Qt.KeyboardModifier.NoModifier)
    hands.key(*SAVE)
    assert words in hands.message()
    assert not doubled(hands)
    of_save = [one for one in hands.window.findChildren(QShortcut) if one.key() == QKeySequence("Ctrl+S")]
    assert of_save
    assert not any(one.autoRepeat() for one in of_save)  # held down it would make numbered copies
