"""What did it just say? The sentences of this sitting, by a key and by a click on the notice."""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from counter.ui.frame.notices import MOST, NoticeHistory
from counter.ui.kit.messages import Message, Tone
from tests.settings import NOON
from tests.ui.hands import Hands, Key


def said(hands: Hands) -> list[str]:
    """The sentences of the list, newest first, without their time."""
    shown = hands.window.shell.notices.list
    return [shown.item(row).text().split("　", 1)[1] for row in range(shown.count())]


def test_that_what_was_said_can_be_read_again_after_it_went(hands: Hands) -> None:
    shell = hands.window.shell
    shell.show_message(Message(Tone.SAID, "第一句。"))
    shell.show_message(Message(Tone.WORLD, "第二句。"))
    shell.message_bar.clear()
    focus = hands.focus()
    hands.key(Key.Key_N, hands.CONTROL | hands.SHIFT)
    assert said(hands)[:2] == ["第二句。", "第一句。"]
    assert shell.notices.list.hasFocus()
    hands.key(Key.Key_Escape)
    assert not shell.notices.isVisible()
    assert hands.focus() is focus


def test_that_a_click_on_the_notice_shows_the_earlier_ones(hands: Hands) -> None:
    shell = hands.window.shell
    shell.show_message(Message(Tone.SAID, "说过的。"))
    words = shell.message_bar.findChild(QLabel, "messageText")
    hands.look()  # laid out
    hands.qtbot.mouseClick(words, Qt.MouseButton.LeftButton)
    assert shell.notices.isVisible()
    assert shell.message_bar.message is not None  # it stays as long as it would


def test_that_nobody_reads_what_was_said_to_the_person_before(hands: Hands) -> None:
    shell = hands.window.shell
    shell.show_message(Message(Tone.SAID, "张三的件还差一份。"))
    hands.key(Key.Key_N, hands.CONTROL | hands.SHIFT)
    hands.key(Key.Key_L, hands.CONTROL)
    assert not shell.notices.isVisible()
    hands.key(Key.Key_N, hands.CONTROL | hands.SHIFT)  # while locked
    assert not shell.notices.isVisible()
    hands.key(Key.Key_Tab, hands.SHIFT)
    hands.key(Key.Key_A, hands.CONTROL)
    hands.sign_on("W02", "2345")
    assert "张三的件还差一份。" not in [n.message.sentence for n in shell.history.latest_first]


def test_that_the_same_person_finds_them_again_after_a_lock(hands: Hands) -> None:
    shell = hands.window.shell
    shell.show_message(Message(Tone.SAID, "还在。"))
    hands.key(Key.Key_L, hands.CONTROL)
    hands.write("1234")
    hands.key(Key.Key_Return)
    hands.qtbot.waitUntil(lambda: shell.page_in_sight == "intake")
    assert "还在。" in [n.message.sentence for n in shell.history.latest_first]


def test_that_only_the_last_are_kept_and_a_repeated_one_once() -> None:
    times = iter(NOON + timedelta(seconds=n) for n in range(999))
    history = NoticeHistory(lambda: next(times))
    for n in range(MOST + 5):
        history.keep(Message(Tone.SAID, str(n)))
    history.keep(Message(Tone.SAID, str(MOST + 4)))
    kept = [notice.message.sentence for notice in history.latest_first]
    assert kept == [str(n) for n in range(MOST + 4, 4, -1)]
    assert history.latest_first[0].at == NOON + timedelta(seconds=MOST + 5)


def test_that_an_open_list_takes_the_colours_of_another_look(hands: Hands) -> None:
    shell = hands.window.shell
    shell.show_message(Message(Tone.DONE, "已记下。"))
    hands.key(Key.Key_N, hands.CONTROL | hands.SHIFT)
    shown = shell.notices.list
    for _ in range(3):
        hands.key(Key.Key_F11)
        hands.settle()
        row = said(hands).index("已记下。")
        assert shown.item(row).foreground().color() == hands.window.look.colour("received")
    assert shell.notices.isVisible()
