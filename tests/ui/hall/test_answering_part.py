"""答复申请: whoever holds the hall ring switches answering by itself on and off, and grants what waits, by keys."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from counter.domain.case.key_events import KeyReason
from counter.services.exchange.answering import answers_by_itself
from counter.services.exchange.ask_key import ask_key
from counter.services.exchange.grant_keys import waiting_requests
from tests.services.case.neighbours import THERE, Neighbours, window_on
from tests.services.office import FRIDAY, PEOPLE, Office, SetClock
from tests.ui.case.acts.test_case_keys import one_hall
from tests.ui.hall.test_keys_page import ALT, S01, Keys
from tests.ui.hall.test_keys_page import opened as opened

Key = Qt.Key


def shown(keys: Keys) -> str:
    return "".join(label.text() for label in keys.page.answering.findChildren(QLabel))


def answering(keys: Keys) -> None:
    """The part is opened by its chip."""
    keys.page.open_part("answering")
    keys.page.on_shown()
    keys.settled()
    keys.settled()


def test_that_without_the_ring_the_page_says_who_answers(opened: Callable[..., Keys]) -> None:
    keys = opened()
    answering(keys)
    assert "这个窗口没有大厅钥匙环" in shown(keys)
    assert not keys.page.answering.switch.isEnabled()


def grab(keys: Keys, name: str) -> None:
    if folder := os.environ.get("COUNTER_SHOTS"):
        keys.page.resize(1280, 720)
        keys.page.grab().save(f"{folder}/{name}.png")


def test_that_answering_by_itself_is_switched_by_a_person_and_what_waits_is_granted_together(
    opened: Callable[..., Keys], tmp_path: Path
) -> None:
    keys = opened(PEOPLE, SetClock(FRIDAY))
    app = keys.facade.app
    office = Office(app, SetClock(FRIDAY))
    with window_on(tmp_path / "there", THERE) as other:
        both = Neighbours(office, other)
        one_hall(office, other)
        answering(keys)
        assert "由人答复" in shown(keys)
        assert "没有要答复的申请" in shown(keys)
        assert not keys.page.answering.grant.isEnabled()
        mine = office.file(office.visit())
        both.tell(office, other)
        ask_key(other.app, mine.id, KeyReason.ENQUIRY, other.clerk)
        both.tell(other, office)
    answering(keys)
    assert f"窗口 {THERE}　{KeyReason.ENQUIRY}　可以准" in shown(keys)
    grab(keys, "answering")
    keys.press(Key.Key_G, ALT)
    keys.sign(("W01", "1234"))
    assert [one.case for one in waiting_requests(app)] == [mine.id]
    keys.sign(S01)
    assert waiting_requests(app) == ()
    assert "准了 1 个" in keys.messages[-1].sentence
    keys.settled()

    assert keys.page.answering.switch.accessibleName() == "改为随上报自动答复…，Alt+A"
    keys.press(Key.Key_A, ALT)
    keys.sign(("W01", "1234"))
    assert not answers_by_itself(app.journal)
    keys.sign(S01)
    assert answers_by_itself(app.journal)
    assert "随上报自动答复" in keys.messages[-1].sentence
    keys.settled()
    grab(keys, "answering-on")
    keys.press(Key.Key_A, ALT)
    keys.sign(S01)
    assert not answers_by_itself(app.journal)
