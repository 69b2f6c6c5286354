"""Through the screen reader's interface alone: a new version of the guide is taken in, from the key to its end."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from counter.domain.guide.pack import card_text
from counter.services.keys.back_offices import bureau_card
from tests.screen_reader import desk
from tests.screen_reader.reader import ENTER, Reader
from tests.screen_reader.test_day_by_ear import open_page
from tests.screen_reader.test_visit_by_ear import sign_on
from tests.services.bureau import bureau_on, window_on
from tests.services.office import FRIDAY, SetClock

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not desk.is_possible(), reason="xvfb, at-spi2-core or dbus-daemon is not installed"),
]


@dataclass(frozen=True)
class Sent:
    """What the bureau sent: its first version, and the card of its key."""

    pack: Path
    card: Path


@pytest.fixture(scope="module")
def sent(tmp_path_factory: pytest.TempPathFactory) -> Sent:
    folder = tmp_path_factory.mktemp("bureau")
    files = Sent(folder / "第1版.指南包", folder / "公钥.json")
    with bureau_on(folder / "profile", SetClock(FRIDAY)) as bureau:
        said = bureau.release("我要开甲店")
        files.pack.write_bytes(bureau.pack(said.number))
        files.card.write_text(card_text(bureau_card(bureau.app.journal)), encoding="utf-8")
    return files


@dataclass(frozen=True)
class Clerk:
    """Who has signed on at a window that believes no bureau yet."""

    reader: Reader
    display: str

    def choose(self, file: Path) -> None:
        """In the file dialog, a window of its own: nobody else gives it the keys here, nor takes them back."""
        self.reader.until(self._has_dialog, "the dialog")
        desk.give_keys_to_the_window(self.display)
        self.reader.hear_focus(lambda ref: self.reader.name(ref).startswith("文件名"), "文件名")
        self.reader.dictate(str(file))
        self.reader.press(ENTER)
        self.reader.until(lambda: not self._has_dialog(), "the dialog is gone")
        desk.give_keys_to_the_window(self.display)

    def _has_dialog(self) -> bool:
        assert self.reader.window is not None
        windows = self.reader.children(self.reader.parent(self.reader.window))
        return any(self.reader.role(window) == "dialog" for window in windows)

    def sign(self, pin: str) -> None:
        """As a supervisor."""
        self.reader.hear_focus(lambda ref: self.reader.name(ref) == "值班负责人的工号", "工号")
        self.reader.dictate("S01")
        self.reader.press(ENTER)
        self.give_pin(pin)

    def give_pin(self, pin: str) -> None:
        secret = self.reader.hear_focus(lambda ref: self.reader.name(ref) == "值班负责人的口令", "口令")
        assert self.reader.is_secret(secret)
        self.reader.dictate(pin)
        self.reader.press(ENTER)


@pytest.fixture(scope="module")
def clerk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Clerk]:
    folder = tmp_path_factory.mktemp("window")
    with window_on(folder / "profile", SetClock(FRIDAY)):
        pass
    with (
        desk.desk(folder / "run") as environment,
        Reader(environment["DBUS_SESSION_BUS_ADDRESS"]) as reader,
        desk.program(environment, folder / "profile"),
    ):
        reader.find_window()
        desk.give_keys_to_the_window(environment["DISPLAY"])
        sign_on(reader)
        yield Clerk(reader, environment["DISPLAY"])


def test_that_a_guide_pack_is_taken_in_by_who_only_hears_the_window(clerk: Clerk, sent: Sent) -> None:
    reader = clerk.reader
    open_page(reader, "指南，")
    reader.do(reader.find("push button", "导入新版"))
    clerk.choose(sent.pack)
    assert "先不能导入" in reader.hear("第1版")
    reader.hear_focus(lambda ref: reader.name(ref).startswith("打开公钥文件"), "打开公钥文件")
    reader.press(ENTER)
    clerk.choose(sent.card)
    reader.hear("请当面或打电话请发布单位念它的指纹")
    clerk.sign("0000")
    reader.hear_focus(lambda ref: "口令不对" in reader.description(ref), "what is wrong with the PIN")
    clerk.give_pin("9876")
    reader.hear("已采用")
    reader.hear("签名核对无误")
    reader.heard.clear()
    clerk.sign("9876")
    reader.hear("正在核对和保存")
    reader.hear("已导入：")
    reader.hear_focus(lambda ref: reader.name(ref) == "找一件事", "找一件事")
