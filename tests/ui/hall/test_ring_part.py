"""密钥 → 钥匙环 by keys: opened by two, taken out once under a passphrase, brought to another window, made anew."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from counter.services.keys.ring_cards import held_rings, known_rings, ring_in_force
from tests.services.office import FRIDAY, PEOPLE, SetClock
from tests.ui.ear import flaws_heard
from tests.ui.hall.test_keys_page import ALT, Keys
from tests.ui.hall.test_keys_page import opened as opened

Key = Qt.Key
PHRASE = "white-horse"


def shown(keys: Keys) -> str:
    return "".join(label.text() for label in keys.page.ring.findChildren(QLabel) if label.isVisible())


def at_ring(keys: Keys) -> None:
    """The part is opened by its chip."""
    keys.page.open_part("ring")
    keys.page.on_shown()
    keys.settled()
    keys.settled()


def sign(keys: Keys, pin: str = "9876") -> None:
    """Both people, and F8."""
    taker = keys.page.taker
    keys.type(taker.person.code, "S01")
    keys.type(taker.person.pin, pin)
    keys.type(taker.second.code, "S02")
    keys.type(taker.second.pin, "8765")
    keys.press(Key.Key_F8)
    keys.settled()
    keys.settled()


def test_that_the_ring_is_opened_taken_out_once_and_made_anew_by_two_people(
    opened: Callable[..., Keys], tmp_path: Path
) -> None:
    keys = opened()
    journal = keys.facade.app.journal
    at_ring(keys)
    assert "在持有大厅密钥的窗口开" in shown(keys)
    assert not keys.page.ring.out.isEnabled()
    keys.press(Key.Key_R, ALT)
    sign(keys, pin="1111")
    assert ring_in_force(journal) is None
    sign(keys)
    first = ring_in_force(journal)
    assert first is not None
    assert "第 1 期在用，本窗口持有" in shown(keys)
    keys.press(Key.Key_S, ALT)
    assert keys.page.half_done
    assert flaws_heard(keys.page, "ring") == []
    keys.type(keys.page.ring.phrase, "short")
    keys.page.ring.on.click()
    assert "密语至少要 12 个字符" in shown(keys)
    keys.type(keys.page.ring.phrase, PHRASE + PHRASE)
    keys.type(keys.page.ring.again, PHRASE)
    keys.page.ring.on.click()
    assert "两次输入的不一样" in shown(keys)
    out = tmp_path / "钥匙环.json"
    keys.type(keys.page.ring.phrase, PHRASE + PHRASE)
    keys.page.ring.export_to(out)
    sign(keys)
    assert json.loads(out.read_text(encoding="utf-8"))["form"] == "counter-ring-1"
    assert PHRASE not in out.read_text(encoding="utf-8")
    assert keys.page.ring.phrase.text() == ""
    assert not keys.page.half_done
    assert "已经导出过一次" in shown(keys)
    assert not keys.page.ring.out.isEnabled()
    keys.press(Key.Key_R, ALT)
    sign(keys)
    assert [card.generation for card in known_rings(journal)] == [1, 2]
    assert "第 2 期在用，本窗口持有" in shown(keys)
    assert keys.page.ring.out.isEnabled()


def test_that_a_wrong_passphrase_brings_nothing_and_esc_lays_it_aside(
    opened: Callable[..., Keys], tmp_path: Path
) -> None:
    keys = opened(PEOPLE, SetClock(FRIDAY))
    at_ring(keys)
    file = tmp_path / "别的.json"
    file.write_text('{"form": "counter-ring-1"}', encoding="utf-8")
    keys.page.ring.open_file(file)
    keys.page.ring.on.click()
    assert "请输入钥匙环的密语" in shown(keys)
    keys.type(keys.page.ring.phrase, PHRASE)
    keys.press(Key.Key_Escape)
    assert not keys.page.half_done
    assert keys.page.ring.phrase.text() == ""
    assert held_rings(keys.facade.app.journal) == {}
