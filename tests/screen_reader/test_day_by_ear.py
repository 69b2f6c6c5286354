"""Through the screen reader's interface alone: a correction, what somebody collects, and the end of a day."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from counter.ui.kit.controls.stroke_filter import BOUNCE_MS
from counter.ui.kit.controls.two_press import SETTLE_MS
from counter.ui.tour.people import COOK
from tests.printing.cups import print_system
from tests.screen_reader import desk
from tests.screen_reader.reader import DOWN, ENTER, TAB, Reader, f_key
from tests.screen_reader.test_visit_by_ear import answer_everything, rows, sign_on
from tests.services.office import office_on
from tests.services.results.test_hand_out import granted

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not desk.is_possible(), reason="xvfb, at-spi2-core or dbus-daemon is not installed"),
]


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reader]:
    """A window at which a certificate lies that somebody may collect; the clerk has signed on."""
    folder = tmp_path_factory.mktemp("day")
    with office_on(folder / "profile") as office:
        granted(office)
    with (
        print_system() as cups,
        desk.desk(folder / "run") as environment,
        Reader(environment["DBUS_SESSION_BUS_ADDRESS"]) as reader,
        desk.program({**environment, "CUPS_SERVER": str(cups.socket)}, folder / "profile"),
    ):
        cups.printer("window")
        reader.find_window()
        desk.give_keys_to_the_window(environment["DISPLAY"])
        sign_on(reader)
        yield reader


def open_page(reader: Reader, name: str) -> None:
    entry = next(ref for ref in reader.all() if reader.name(ref).startswith(name))
    reader.do(entry)


def count(reader: Reader, what: str) -> str:
    """How many there should be, as the page says it beside the field."""
    names = [reader.name(ref) for ref in reader.all()]
    following = names[names.index(what) :]
    return next((name for name in following if name.startswith("应有")), "应有0").removeprefix("应有")


def test_that_a_correction_is_notified_by_who_only_hears_the_window(reader: Reader) -> None:
    reader.type("xcg")
    reader.find("list item", "我要开小餐馆")
    reader.press(ENTER)
    answer_everything(reader)
    reader.press(ENTER)
    reader.hear_focus(lambda ref: reader.role(ref) in ("list", "list item"), "材料清单")
    reader.type("a")
    reader.until(lambda: not any("未看" in row for row in rows(reader)), "everything received")
    reader.press(DOWN)
    reader.press(DOWN)
    reader.listen_a_while(BOUNCE_MS)
    reader.type("2")
    reader.until(lambda: any("缺" in row or "未交" in row for row in rows(reader)), "one is missing")
    reader.hear("第3份：未交")
    reader.press(f_key(7))
    for name, words in (("姓名", COOK.name), ("证件号码", COOK.number), ("电话", COOK.phone)):
        reader.hear_focus(lambda ref, name=name: name in reader.name(ref), name)  # type: ignore[misc]
        reader.dictate(words)
        reader.press(ENTER)
    reader.hear_focus(lambda ref: "同意电话提醒" in reader.name(ref), "提醒")
    reader.press(ENTER)
    reader.find("label", "999999********1238")
    reader.press(f_key(9))
    assert "出具 3 份" in reader.hear("再按一次")
    reader.listen_a_while(SETTLE_MS)
    reader.press(f_key(9))
    assert "待补正 1 项" in reader.hear("办件编号")
    reader.do(reader.find("push button", "打印 "))
    reader.hear("都出来了")


def test_that_a_certificate_is_handed_out_by_who_only_hears_the_window(reader: Reader) -> None:
    open_page(reader, "出件，")
    reader.hear("1本可以领，动物防疫条件合格证")
    reader.find("push button", "打送达回证")
    reader.listen_a_while(SETTLE_MS)
    reader.press(f_key(9))
    asked = reader.hear_focus(lambda ref: reader.name(ref) == "领取人的证件号码", "whose document")
    wrong = reader.description(asked)
    assert "证件" in wrong, "said with the field that gets the focus"
    reader.listen_a_while(SETTLE_MS)
    assert wrong not in reader.heard
    reader.press(f_key(9))
    reader.hear(wrong)  # the focus is there already: it is announced
    reader.dictate(COOK.number)
    reader.press(f_key(9))
    assert "签好按 F9" in reader.hear("已送打印机")
    reader.press(f_key(9))
    reader.hear("再按一次 F9：已签字，东西交给领取人")
    reader.listen_a_while(SETTLE_MS)
    reader.press(f_key(9))
    assert "请交给领取人" in reader.hear("已登记领取")


def test_that_a_day_is_closed_by_who_only_hears_the_window(reader: Reader) -> None:
    open_page(reader, "日结，")
    reader.find("text", "证照实点")
    for what in ("原件实点", "证照实点"):
        reader.hear_focus(lambda ref, what=what: reader.name(ref) == what, what)  # type: ignore[misc]
        reader.dictate(count(reader, what))
        reader.press(TAB)
    reader.heard.clear()
    reader.press(f_key(8))
    reader.hear("日结单已送")


def test_that_a_long_check_is_heard_from_its_beginning_to_its_end(reader: Reader) -> None:
    reader.do(next(ref for ref in reader.all() if reader.name(ref).startswith("设置，")))
    button = reader.find("push button", "自检…")
    reader.heard.clear()
    reader.do(button)
    reader.hear("正在检查")
    reader.hear("处")  # 可以用，有1处要注意: the key of a demo lies beside it
    reader.find("push button", "再查一遍")
