"""Through the screen reader's interface alone: a visit is filed by who only hears the window."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from counter.bootstrap.demo import create_demo
from counter.ui.kit.controls.stroke_filter import BOUNCE_MS
from counter.ui.kit.controls.two_press import SETTLE_MS
from counter.ui.tour.people import COOK
from tests.screen_reader import desk
from tests.screen_reader.reader import CONTROL, DOWN, ENTER, ESCAPE, RIGHT, SHIFT, Reader, Ref, f_key

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not desk.is_possible(), reason="xvfb, at-spi2-core or dbus-daemon is not installed"),
]

ANSWERS = {
    "哪一种营业执照": "个体工商户",
    "小餐饮店界线以内": "不超过",
    "公众聚集场所": "否",
    "雇用员工": "否",
    "门头招牌": "不设",
    "健康证明": "都有",
    "由谁来提交": "本人",
    "经营场所是自有": "租用",
    "是不是住宅": "否",
    "环评名录": "不在",
}
"""Words of a question → first words of the option."""


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reader]:
    """The window of a demo hall, heard from its first sentence on."""
    folder = tmp_path_factory.mktemp("ear")
    create_demo(folder / "profile", folder / "office", folder / "bureau")
    with (
        desk.desk(folder / "run") as environment,
        Reader(environment["DBUS_SESSION_BUS_ADDRESS"]) as reader,
        desk.program(environment, folder / "profile"),
    ):
        reader.find_window()
        desk.give_keys_to_the_window(environment["DISPLAY"])
        yield reader


def sign_on(reader: Reader) -> None:
    reader.hear_focus(lambda ref: reader.name(ref) == "工号", "工号")
    reader.type("W01")
    reader.press(ENTER)
    pin = reader.hear_focus(lambda ref: reader.name(ref) == "口令", "口令")
    assert reader.is_secret(pin)
    reader.type("1234")
    reader.press(ENTER)
    reader.hear("找一件事")


def answer_everything(reader: Reader) -> list[str]:
    """Answer what the focus comes to, by the digit of the option; returns the questions as they were said."""
    asked: list[str] = []

    def is_next(ref: Ref) -> bool:
        group = reader.name(reader.parent(ref))
        return reader.role(ref) == "push button" or (bool(group) and group not in asked)

    while True:
        here = reader.hear_focus(is_next, "the next question")
        if reader.role(here) == "push button":
            return asked
        question = reader.parent(here)
        asked.append(reader.name(question))
        if reader.role(here) == "text":
            reader.listen_a_while(BOUNCE_MS)
            reader.type("1")
            reader.press(ENTER)
            continue
        assert reader.role(here) == "radio button"
        assert reader.role(question) == "panel"
        options = [r for r in reader.children(question) if reader.role(r) == "radio button"]
        [wanted] = [option for words, option in ANSWERS.items() if words in asked[-1]]
        names = [reader.name(option) for option in options]
        [digit] = [n for n, name in enumerate(names, start=1) if name.startswith(wanted)]
        reader.listen_a_while(BOUNCE_MS)
        reader.type(str(digit))
        reader.until(lambda name=names[digit - 1]: name in chosen(reader, asked[-1]), f"{wanted} chosen")  # type: ignore[misc]


def chosen(reader: Reader, question: str) -> list[str]:
    box = reader.find("panel", question)
    return [reader.name(option) for option in reader.children(box) if reader.is_checked(option)]


def rows(reader: Reader) -> list[str]:
    papers = reader.find("list", "材料清单")
    return [reader.name(row) for row in reader.children(papers)]


def test_that_a_visit_is_filed_by_who_only_hears_the_window(reader: Reader) -> None:
    sign_on(reader)
    reader.press(f_key(2))  # 待办 while there is nothing to do: later its first row is said all the same
    reader.find("label", "没有要办的，也没有快到期的。")
    reader.press(f_key(1))
    reader.hear_focus(lambda ref: reader.role(ref) == "text", "找一件事")
    reader.type("xcg")
    reader.find("list item", "我要开小餐馆")
    reader.press(ENTER)
    asked = answer_everything(reader)
    numbers = [int(question.partition("，")[0]) for question in asked]
    assert numbers[0] == 1
    read = [
        int(reader.name(ref).partition("，")[0])
        for ref in reader.all()
        if reader.role(ref) == "panel" and reader.name(ref).partition("，")[0].isdecimal()
    ]
    assert sorted(set(read)) == read  # as they stand on the page

    reader.press(ENTER)
    reader.hear_focus(lambda ref: reader.role(ref) in ("list", "list item"), "材料清单")
    assert any("未看" in row and "核对原件，复印件1份" in row for row in rows(reader))
    count = sum("未看" in row for row in rows(reader))
    reader.type("a")
    reader.hear(f"{count}份记为已收")
    reader.until(lambda: not any("未看" in row for row in rows(reader)), "everything received")
    assert any("原件未核" in row and "复印 1" in row for row in rows(reader))
    reader.type("y")
    assert "身份证件" in reader.hear("都亲眼看过了吗")
    reader.listen_a_while(SETTLE_MS)
    reader.type("y")
    reader.until(lambda: not any("原件未核" in row for row in rows(reader)), "originals seen")

    reader.press(f_key(7))
    for name, words in (("姓名", COOK.name), ("证件号码", COOK.number), ("电话", COOK.phone)):
        reader.hear_focus(lambda ref, name=name: name in reader.name(ref), name)  # type: ignore[misc]
        reader.dictate(words)
        reader.press(ENTER)
    reader.hear_focus(lambda ref: "同意电话提醒" in reader.name(ref), "提醒")
    reader.press(ENTER)
    reader.find("label", "999999********1238")
    reader.press(f_key(9))
    assert "F9" in reader.hear("再按一次")
    reader.press(f_key(9))
    assert "已受理 1 项" in reader.hear("办件编号")
    passed = [name for name in reader.heard if not name.strip() or name.startswith("阿木古郎")]
    assert passed == []  # nothing without a name had the focus, and not what locks


def test_that_who_only_hears_knows_what_is_next_which_row_is_current_and_whom_he_opened(
    reader: Reader,
) -> None:
    reader.press(f_key(2))
    reader.hear("空格：打印 ")
    reader.listen_a_while(SETTLE_MS)
    reader.press(RIGHT)
    reader.hear("办结期限 1 项")  # the kind, before its first row
    reader.press(f_key(3))
    reader.hear_focus(lambda ref: reader.name(ref) == "查办件", "查办件")
    reader.listen_a_while(2 * SETTLE_MS)
    reader.hear_focus(lambda ref: reader.name(ref) == "查办件", "查办件")
    reader.heard.clear()  # what was still to be said of the page before
    reader.press(DOWN)
    row = reader.hear(COOK.name)
    assert "我要开小餐馆" in row
    reader.heard.clear()
    reader.press(ENTER)
    assert "已受理" in reader.hear("我要开小餐馆")


def test_that_who_only_hears_finds_a_word_in_the_manual_and_reads_on_from_there(reader: Reader) -> None:
    reader.press(f_key(1), SHIFT)
    reader.hear_focus(lambda ref: reader.role(ref) == "list item", "目录")
    reader.press(ord("f"), CONTROL)
    reader.hear_focus(lambda ref: reader.name(ref) == "在手册里找", "在手册里找")
    reader.dictate("天书")
    reader.hear("手册里没有“天书”")
    reader.dictate("卡纸")
    assert "打印与盖章" in reader.hear("第一处在")
    reader.press(ENTER)
    text = reader.hear_focus(lambda ref: "手册正文" in reader.name(ref), "手册正文")
    assert "打印与盖章" in reader.name(text)
    found = reader.caret(text)
    assert found > 0
    reader.press(DOWN)
    reader.until(lambda: reader.caret(text) > found, "a line further")
    reader.press(ESCAPE)


def test_that_a_drop_down_says_what_it_is_beside_what_is_chosen(reader: Reader) -> None:
    reader.do(next(ref for ref in reader.all() if reader.name(ref).startswith("台账，")))
    organ = reader.find("combo box", "全部部门")
    assert reader.description(organ) == "部门"
