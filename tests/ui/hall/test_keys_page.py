"""密钥: a window is certified from its request, revoked with a reason, and confirmed by the second person."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from counter.bootstrap.opening import create_profile
from counter.domain.hall.hall import StaffSeed
from counter.services.keys.files import read_public, request_text
from counter.services.keys.trusted import station_keys
from counter.ui.facades.hall import HallFacade
from counter.ui.facades.key_slots import KeySlotsFacade
from counter.ui.facades.keys import KeysFacade
from counter.ui.facades.window import WindowFacade
from counter.ui.hall.keys_page import KeysPage
from counter.ui.kit.background import Background
from counter.ui.kit.controls.labels import ProblemLabel, TextLabel
from counter.ui.kit.messages import Message
from counter.ui.kit.theme import Look
from tests.facades import facade_of
from tests.settings import demo_hall
from tests.ui.hall.conftest import KEEPERS

CONTROL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


class Keys:
    """The page on a real profile that holds the hall's key."""

    def __init__(self, qtbot: QtBot, folder: Path, people: tuple[StaffSeed, ...] = KEEPERS) -> None:
        create_profile(folder, demo_hall(), people)
        self.qtbot, self.facade = qtbot, facade_of(WindowFacade, folder)
        self.facade.ready()
        self.background = Background(lambda error: pytest.fail(repr(error)))
        look = Look(self.facade.resources, self.facade.preferences)
        hall, keys, slots = HallFacade(self.facade), KeysFacade(self.facade), KeySlotsFacade(self.facade)
        self.page = KeysPage(keys, slots, hall, self.facade.write, self.background, look)
        self.messages: list[Message] = []
        self.page.announced.connect(self.messages.append)
        qtbot.addWidget(self.page)
        self.page.show()
        self.page.on_shown()
        self.settled()

    def settled(self) -> None:
        self.qtbot.waitUntil(lambda: not self.background.busy)

    def type(self, field: QLineEdit, text: str) -> None:
        field.setFocus()
        field.selectAll()
        QTest.keyClicks(field, text)

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(self.page, key, modifier)

    def sign(self, *people: tuple[str, str]) -> None:
        for fields, (code, pin) in zip(
            (self.page.taker.person, self.page.taker.second), people, strict=False
        ):
            self.type(fields.code, code)
            self.type(fields.pin, pin)
        self.press(Qt.Key.Key_F8)
        self.settled()
        self.settled()

    def told(self) -> str:
        return "".join(label.text() for label in self.page.taker.findChildren(ProblemLabel))

    def close(self) -> None:
        self.background.close()
        self.facade.close()


@pytest.fixture
def opened(qtbot: QtBot, tmp_path: Path) -> Iterator[Callable[..., Keys]]:
    made: list[Keys] = []

    def make(people: tuple[StaffSeed, ...] = KEEPERS) -> Keys:
        made.append(Keys(qtbot, tmp_path / "hall", people))
        return made[-1]

    yield make
    for keys in made:
        keys.close()


def request_of(folder: Path) -> tuple[Path, str]:
    """The request that another window writes, and its public key."""
    create_profile(folder / "other", demo_hall(), KEEPERS)
    facade = facade_of(WindowFacade, folder / "other")
    facade.ready()
    asked = replace(station_keys(facade.app.journal)[0], station="15220104", window="04")
    facade.close()
    file = folder / "申请.json"
    file.write_text(request_text(asked), encoding="utf-8")
    return file, asked.public_key


S01, S02 = ("S01", "9876"), ("S02", "8765")


def test_that_a_window_is_certified_by_two_and_its_key_revoked_with_a_reason_by_keyboard(
    opened: Callable[..., Keys], tmp_path: Path
) -> None:
    keys, out = opened(), tmp_path / "证书.json"
    request, public_key = request_of(tmp_path)
    before = len(keys.page.certificates.list.records)
    keys.page.certificates.certify_from(request, out)
    keys.sign(S01)
    assert "两个人" in keys.told()
    assert not out.exists()
    keys.sign(S01, S02)
    assert len(keys.page.certificates.list.records) == before + 1
    given = read_public(out.read_text(encoding="utf-8"))
    assert public_key in [c.public_key for c in given.certificates]
    assert "证书已签发" in keys.messages[-1].sentence

    window = next(row for row in keys.page.certificates.list.records if row.title.startswith("04号窗口"))
    keys.page.certificates.list.show_rows(keys.page.certificates.list.records, window.key)
    keys.press(Qt.Key.Key_Delete, CONTROL)
    problem = keys.page.findChild(ProblemLabel, "keysProblem")
    assert problem is not None
    assert "请写明作废的原因" in problem.text()
    keys.type(keys.page.certificates.reason, "lost")
    keys.press(Qt.Key.Key_Delete, CONTROL)
    keys.sign(S01, S02)
    assert keys.page.certificates.row is not None
    assert keys.page.certificates.row.name == "15220104-1"
    assert "起作废：lost" in keys.page.certificates.row.revoked
    assert keys.page.half_done == ""


def test_that_what_one_signed_alone_is_confirmed_by_the_next_who_comes(
    opened: Callable[..., Keys], tmp_path: Path
) -> None:
    keys = opened(people=KEEPERS[:2])
    out, (request, _) = tmp_path / "证书.json", request_of(tmp_path)
    assert not keys.page.confirm.isVisible()
    keys.page.certificates.certify_from(request, out)
    keys.sign(S01)
    waiting = keys.page.findChild(TextLabel, "keysWaiting")
    assert waiting is not None
    assert "由 S01 一人签的" in waiting.text()
    keys.press(Qt.Key.Key_C, ALT)
    keys.sign(S01)
    assert "另一个人" in keys.told()
    keys.press(Qt.Key.Key_Escape)
    assert keys.page.confirm.isVisible()


def test_that_a_file_that_is_no_request_certifies_nobody(opened: Callable[..., Keys], tmp_path: Path) -> None:
    keys, out = opened(), tmp_path / "证书.json"
    for name, content in (("x.json", b"\xff\xfe"), ("y.json", b"{}")):
        (tmp_path / name).write_bytes(content)
        keys.page.certificates.certify_from(tmp_path / name, out)
        keys.sign(S01, S02)
        assert "申请" in keys.told()
        assert not out.exists()
