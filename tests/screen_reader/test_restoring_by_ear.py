"""Through the screen reader's interface alone: a window is restored from its backup to its first sign-on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from counter.bootstrap.opening import create_profile
from counter.db.backup.write import write_backup
from counter.db.keys.key_folder import load_keys
from counter.domain.hall.backup.progress import ignore_backup
from tests.screen_reader import desk
from tests.screen_reader.reader import ENTER, SHIFT, TAB, Reader
from tests.services.office import PEOPLE
from tests.settings import demo_hall

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not desk.is_possible(), reason="xvfb, at-spi2-core or dbus-daemon is not installed"),
]


@dataclass(frozen=True)
class Burnt:
    """What is left of a computer: its newest backup, an older one, and the key that was written down."""

    newest: Path
    older: Path
    key: str


@pytest.fixture(scope="module")
def burnt(tmp_path_factory: pytest.TempPathFactory) -> Burnt:
    folder = tmp_path_factory.mktemp("burnt")
    old, stick = folder / "old", folder / "stick"
    stick.mkdir()
    key = create_profile(old, demo_hall(), PEOPLE)
    files = [
        write_backup(
            old, load_keys(old), stick, datetime(2026, 11, 26, hour, tzinfo=UTC), ignore_backup, 0
        ).path
        for hour in (8, 9)
    ]
    return Burnt(files[1], files[0], key)


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reader]:
    """A computer with nothing on it."""
    folder = tmp_path_factory.mktemp("new")
    with (
        desk.desk(folder / "run") as environment,
        Reader(environment["DBUS_SESSION_BUS_ADDRESS"]) as reader,
        desk.program(environment, folder / "profile"),
    ):
        reader.find_window()
        reader.find("push button", "用备份恢复这个窗口")  # on show: the keyboard can be its own
        desk.give_keys_to_the_window(environment["DISPLAY"])
        yield reader


def test_that_a_window_is_restored_by_who_only_hears_it(reader: Reader, burnt: Burnt) -> None:
    reader.hear_focus(lambda ref: reader.name(ref).startswith("设置本大厅"), "what is to be done")
    reader.type("6")
    reader.hear("第 1 步，共 3 步：用备份恢复这个窗口")
    choose(reader, burnt.older)
    assert burnt.newest.name in reader.hear("注意：旁边有更新的一份"), "else the older one is taken unseen"
    reader.press(TAB, SHIFT)
    reader.press(TAB, SHIFT)
    reader.heard.clear()
    choose(reader, burnt.newest)
    assert "03号窗口" in reader.hear("的备份")
    reader.dictate("ABCDE")
    press_on(reader)
    wrong = reader.hear_focus(
        lambda ref: "请对照原件补全" in reader.description(ref), "what is wrong with it"
    )
    assert reader.name(wrong) == "恢复密钥"
    reader.dictate(burnt.key)
    press_on(reader)
    reader.hear("请不要关")
    done = reader.hear("第 2 步，共 3 步：恢复好了；缺的在下面")
    assert "以后的编号里是" in done
    assert "没有别处可查" in done, "what is missing, line by line"
    assert "现在这样打开" in done
    reader.press(ENTER)
    reader.hear("可以用")
    reader.hear_focus(lambda ref: reader.name(ref).startswith("开始用"), "开始用")


def choose(reader: Reader, file: Path) -> None:
    reader.hear_focus(lambda ref: reader.name(ref) == "备份文件", "备份文件")
    reader.dictate(str(file))
    reader.press(ENTER)
    reader.hear_focus(lambda ref: reader.name(ref).startswith("读备份"), "读备份")
    reader.press(ENTER)
    reader.hear_focus(lambda ref: reader.name(ref) == "恢复密钥", "恢复密钥")


def press_on(reader: Reader) -> None:
    """From the key over what need not be filled in."""
    reader.press(ENTER)
    reader.hear_focus(lambda ref: reader.name(ref) == "最后一张日结单", "最后一张日结单")
    reader.press(ENTER)
    reader.hear_focus(lambda ref: reader.name(ref).startswith("恢复，"), "恢复")
    reader.press(ENTER)
