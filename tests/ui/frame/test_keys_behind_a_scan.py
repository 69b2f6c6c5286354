"""Keys struck behind a scan or an Enter go where that led, also when a busy window finds them all in its queue."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent

from counter.ui.kit.controls.field import Field
from tests.ui.frame.test_scanner import CARD, brought, number_of
from tests.ui.hands import Hands, Key


def struck_at_once(hands: Hands, text: str, gaps: list[int]) -> None:
    """As a window that was busy finds them: in its queue, each for who has the focus by then, and no timer between."""
    at = 1_000_000
    for char, gap in zip(text, gaps, strict=True):
        at += gap
        key = Key.Key_Return if char == "\r" else Key(0)
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, char)
            event.setTimestamp(at)
            QCoreApplication.sendEvent(hands.focus(), event)
    hands.settle()


@pytest.mark.parametrize("end", ["\r", ""])
def test_that_a_scan_is_one_also_where_the_next_key_waits_behind_it_in_the_queue(
    hands: Hands, end: str
) -> None:
    hands.begin()
    hands.answer()
    struck_at_once(hands, f"{CARD}{end}1", [10] * len(CARD + end) + [300])
    assert number_of(hands) == CARD
    assert len(brought(hands)) == 1  # by the key struck after it


@pytest.mark.parametrize("after", [90, 300])
def test_that_a_key_struck_after_enter_goes_where_enter_led(hands: Hands, after: int) -> None:
    """Six letters and an Enter typed as fast as a reader's are held; what is typed next must not stay behind."""
    hands.begin()
    hands.answer()
    hands.key(Key.Key_F7)
    struck_at_once(hands, "BATUJI\r7", [30] * 7 + [after])
    assert hands.see(Field, "person_name").text() == "BATUJI"
    assert hands.focus().objectName() != "person_name"


@pytest.mark.parametrize("after", [40, 300])
def test_that_a_telephone_struck_at_once_behind_a_card_is_written_whole(hands: Hands, after: int) -> None:
    """A hand is on the keys before the reader has sent its Enter; a person's next keys are no line of the card."""
    hands.begin()
    hands.answer()
    hands.key(Key.Key_F7)
    hands.write("巴图吉雅")
    hands.key(Key.Key_Return)
    assert hands.focus().objectName() == "person_id_number"
    phone = "10000005678"
    struck_at_once(hands, f"{CARD}\r{phone}\r", [10] * len(CARD + "\r") + [after] + [100] * len(phone))
    assert number_of(hands) == CARD
    assert hands.see(Field, "person_phone").text() == phone


def test_that_a_text_that_is_no_code_keeps_its_letters_and_the_next_key_goes_where_enter_led(
    hands: Hands,
) -> None:
    hands.begin()
    hands.answer()
    hands.key(Key.Key_F7)
    struck_at_once(hands, "BATUJI\r71", [30] * 7 + [40, 300])
    assert hands.see(Field, "person_name").text() == "BATUJI"
    assert hands.see(Field, "person_id_number").text() == "71"
