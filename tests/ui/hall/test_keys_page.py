"""密钥: a window is certified from its request, revoked with a reason, and confirmed by the second person."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from counter.bootstrap.key_slots import KeySlots
from counter.bootstrap.opening import create_profile
from counter.db.keys.holder import client
from counter.db.keys.key_stores import KEY_FILE
from counter.domain.hall.hall import StaffSeed
from counter.domain.papers.verify.trusted_keys import HallCard, KeysTrusted
from counter.services.keys.files import public_text, read_public, read_request, request_text
from counter.services.keys.phrase import canonical
from counter.services.keys.slot_kinds import NewSlot, SecretRefused, SlotKind
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
from tests.db.keys.holding import own_holder
from tests.facades import facade_of
from tests.services.office import SetClock
from tests.settings import demo_hall
from tests.ui.hall.conftest import KEEPERS
from tests.ui.told import told

CONTROL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


class Keys:
    """The page on a real profile that holds the hall's key."""

    def __init__(
        self,
        qtbot: QtBot,
        folder: Path,
        people: tuple[StaffSeed, ...] = KEEPERS,
        clock: SetClock | None = None,
    ) -> None:
        create_profile(folder, demo_hall(), people, clock)
        self.qtbot, self.facade = qtbot, facade_of(WindowFacade, folder, clock)
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
        self.page.activateWindow()
        self.qtbot.waitUntil(self.page.isActiveWindow)
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

    def make(people: tuple[StaffSeed, ...] = KEEPERS, clock: SetClock | None = None) -> Keys:
        made.append(Keys(qtbot, tmp_path / "hall", people, clock))
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
    assert "请写明作废的原因" in told(keys.page)
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


def phrase_shown(keys: Keys) -> str:
    return " ".join(letters.text() for _, letters in keys.page.opening.choice.words_shown if letters.text())


def label(keys: Keys, name: str) -> str:
    found = keys.page.findChild(QLabel, name)
    assert isinstance(found, QLabel)
    return found.text()


@pytest.fixture
def holder() -> Iterator[None]:
    if not client.can_hold():
        pytest.skip("the key holder is built for Linux only")
    with own_holder():
        yield


def test_that_the_lists_begin_at_the_top_of_their_place(holder: None, opened: Callable[..., Keys]) -> None:
    keys = opened()
    for part, shown in (("certificates", keys.page.certificates.list), ("opening", keys.page.opening.list)):
        keys.page.open_part(part)
        keys.settled()
        keys.qtbot.waitUntil(lambda held=shown: held.maximumHeight() < keys.page.height() // 2)
        beside = keys.page.findChild(QWidget, "slotDetail" if part == "opening" else "keysDetail")
        assert beside is not None
        QCoreApplication.processEvents()
        tops = [one.mapTo(keys.page, QPoint(0, 0)).y() for one in (shown, beside)]
        assert tops[0] == tops[1], part


def test_that_acts_side_by_side_stand_in_one_line(holder: None, opened: Callable[..., Keys]) -> None:
    keys = opened()
    keys.page.setStyleSheet(Look(keys.facade.resources, keys.facade.preferences).style_sheet())
    acts = [keys.page.findChild(QPushButton, name) for name in ("certifyKey", "trustKeys", "carryKeys")]
    keys.qtbot.waitUntil(lambda: len({o.mapTo(keys.page, o.rect().center()).y() for o in acts if o}) == 1)


def test_that_two_see_what_each_way_protects_against_and_replace_the_key_file_by_a_phrase(
    holder: None, opened: Callable[..., Keys], tmp_path: Path
) -> None:
    keys, slots = opened(), KeySlots(tmp_path / "hall")
    part, choice = keys.page.opening, keys.page.opening.choice
    keys.page.open_part("opening")
    keys.settled()
    assert "谁拷走整个文件夹，谁就打得开" in label(keys, "openingLevel")
    assert part.row is not None
    assert part.row.weak
    keys.press(Qt.Key.Key_Delete, CONTROL)
    assert keys.page.taker.isHidden()  # the last way to open it stays

    keys.press(Qt.Key.Key_K, ALT)
    keys.sign(("W01", "1234"))
    assert "系统管理员" in keys.told()
    assert phrase_shown(keys) == ""
    keys.sign(S01, S02)
    QTest.keyClick(choice.ways, Qt.Key.Key_2)
    keys.type(choice.stick, str(tmp_path))
    keys.type(choice.pin, "902174")
    keys.type(choice.again, "902174")
    QTest.keyClick(choice.again, Qt.Key.Key_Return)
    keys.settled()
    assert "同一块盘" in told(keys.page)
    assert (choice.pin.text(), len(slots.slots())) == ("", 2)
    QTest.keyClick(choice.ways, Qt.Key.Key_1)
    words = phrase_shown(keys)
    QTest.keyClick(part.go, Qt.Key.Key_Return)
    assert not choice.words_shown[0][1].isVisible()  # what is typed comes from the paper
    keys.type(choice.back_words, " ".join(reversed(words.split())))
    QTest.keyClick(choice.back_words, Qt.Key.Key_Return)
    assert "和刚才显示的不一样" in told(keys.page)
    keys.type(choice.back_words, words)
    QTest.keyClick(choice.back_words, Qt.Key.Key_Return)
    keys.settled()
    assert "已添加：开机口令词" in keys.messages[-1].sentence
    assert "密钥文件不去掉就没有用" in label(keys, "openingLevel")

    keys.press(Qt.Key.Key_Delete, CONTROL)  # still the key file
    keys.sign(S01, S02)
    assert "固态硬盘" in keys.messages[-1].sentence
    assert "密钥不在文件夹里" in label(keys, "openingLevel")
    assert not (tmp_path / "hall" / KEY_FILE).exists()
    slots.lock()
    assert slots.unlock(SlotKind.PHRASE, words)


def test_that_a_new_phrase_counts_once_it_is_typed_back_and_waits_for_nobody_else(
    holder: None, opened: Callable[..., Keys], tmp_path: Path
) -> None:
    keys, slots = opened(), KeySlots(tmp_path / "hall")
    part, choice = keys.page.opening, keys.page.opening.choice
    old = canonical(slots.words.draw())
    slots.add(NewSlot(SlotKind.PHRASE, old), date(2026, 11, 20), lambda _: None)
    keys.page.open_part("opening")
    keys.settled()
    keys.press(Qt.Key.Key_W, ALT)
    keys.sign(S01, S02)
    dropped = phrase_shown(keys)
    assert dropped
    part.hide()  # locked, or another page
    part.show()
    keys.page.on_shown()
    keys.settled()
    assert phrase_shown(keys) == ""
    keys.press(Qt.Key.Key_W, ALT)
    keys.sign(S01, S02)
    QTest.keyClick(part.go, Qt.Key.Key_Escape)
    assert not part.half_done
    keys.press(Qt.Key.Key_W, ALT)
    keys.sign(S01, S02)
    QTest.keyClick(part.go, Qt.Key.Key_B, ALT)
    words = phrase_shown(keys)
    assert len(words.split()) == 5
    QTest.keyClick(part.go, Qt.Key.Key_Return)
    keys.type(choice.back_words, words)
    QTest.keyClick(choice.back_words, Qt.Key.Key_Return)
    keys.settled()
    assert "旧的 1 组作废" in keys.messages[-1].sentence
    slots.lock()
    for typed in (old, dropped):
        with pytest.raises(SecretRefused):
            slots.unlock(SlotKind.PHRASE, typed)
    assert slots.unlock(SlotKind.PHRASE, words)


class Neighbours:
    """Two halls; the second takes in what the first writes."""

    def __init__(self, qtbot: QtBot, ours: Keys, folder: Path) -> None:
        self.ours, self._file = ours, folder / "公钥.json"
        self.theirs = Keys(qtbot, folder / "theirs")

    def carry(self) -> str:
        """What the second hall is told before it signs."""
        self.ours.page.certificates.write_list(self._file)
        self.ours.settled()
        self.theirs.page.certificates.trust.read(self._file)
        self.theirs.settled()
        return self.theirs.page.taker.findChildren(TextLabel)[0].text()


@pytest.fixture
def halls(opened: Callable[..., Keys], qtbot: QtBot, tmp_path: Path) -> Iterator[Neighbours]:
    made = Neighbours(qtbot, opened(), tmp_path)
    assert made.ours.page.certificates.fingerprint in made.carry()
    made.theirs.sign(S01)
    assert "新采用大厅 1 个" in made.theirs.messages[-1].sentence
    yield made
    made.theirs.close()


def test_that_new_keys_are_vouched_for_and_a_stolen_pc_takes_every_epoch_with_it(halls: Neighbours) -> None:
    ours, theirs, part = halls.ours, halls.theirs, halls.ours.page.certificates
    old = part.fingerprint
    ours.page.open_part("renewal")
    ours.press(Qt.Key.Key_K, ALT)
    ours.sign(S01)
    assert "两个人" in ours.told()
    ours.sign(S01, S02)
    assert "证书已经签好" in ours.messages[-1].sentence
    ours.press(Qt.Key.Key_W, ALT)
    ours.sign(S01, S02)
    assert part.fingerprint != old
    assert part.fingerprint in ours.messages[-1].sentence
    shown = [row.key for row in part.list.records]
    assert len(shown) == len(set(shown)) == 2
    assert "由旧密钥担保" in halls.carry()
    theirs.sign(S01)
    assert "新采用大厅 1 个、窗口证书 3 张" in theirs.messages[-1].sentence

    ours.page.open_part("certificates")
    ours.type(part.reason, "stolen")
    QTest.keyClick(part.stolen, Qt.Key.Key_1)
    own = next(row for row in part.list.records if row.tag == "本窗口")
    part.list.show_rows(part.list.records, own.key)
    ours.press(Qt.Key.Key_Delete, CONTROL)
    ours.sign(S01, S02)
    assert [row.tag for row in part.list.records] == ["已作废", "已作废"]


def test_that_a_stolen_hall_key_is_replaced_by_two_with_what_they_heard_on_the_telephone(
    halls: Neighbours, tmp_path: Path
) -> None:
    ours, theirs = halls.ours, halls.theirs
    old, panel = ours.page.certificates.fingerprint, theirs.page.certificates.trust
    ours.page.open_part("renewal")
    ours.press(Qt.Key.Key_Q, ALT)
    ours.sign(S01, S02)
    halls.carry()
    assert old in label(theirs, "stolenSays")
    assert theirs.page.taker.isHidden()
    theirs.type(panel.heard, old)  # read from the page and not heard
    QTest.keyClick(panel.heard, Qt.Key.Key_Return)
    assert "电话里念的和文件里的新指纹不一样" in label(theirs, "heardProblem")
    assert theirs.page.taker.isHidden()
    theirs.type(panel.heard, ours.page.certificates.fingerprint.lower().replace(" ", ""))
    QTest.keyClick(panel.heard, Qt.Key.Key_Return)
    theirs.sign(S01)
    assert "两个人" in theirs.told()
    theirs.sign(S01, S02)
    assert "新采用大厅 1 个" in theirs.messages[-1].sentence
    assert panel.isHidden()

    bent = tmp_path / "bent.json"
    bent.write_text(
        public_text(KeysTrusted("imported", (HallCard("厅", "", "zz", "", True),))), encoding="utf-8"
    )
    for file, said in ((request_of(tmp_path)[0], "不是大厅公钥文件"), (bent, "公钥不完整")):
        panel.read(file)
        theirs.settled()
        assert said in theirs.messages[-1].sentence
    request = tmp_path / "申请.json"
    theirs.page.renewal.renew_station_to(request)
    theirs.sign(S01, S02)
    assert read_request(request.read_text(encoding="utf-8")).epoch > 1
