"""Where a line never ends: inside a number with its unit, a day, before the dot between two facts."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextLayout, QTextOption
from pytestqt.qtbot import QtBot

from counter.domain.text.unbroken import in_one_line, plain, unbroken
from counter.ui.facades.window import Preferences
from counter.ui.kit.controls.chip import Chip
from counter.ui.kit.controls.labels import ProblemLabel, TextLabel
from counter.ui.kit.theme import Look
from tests.settings import RESOURCES


@pytest.fixture(scope="module")
def look(qapp: object) -> Look:
    look = Look(RESOURCES, Preferences())
    look.apply(Preferences())
    return look


def lines(words: str, look: Look, width: float) -> list[str]:
    """As Qt breaks them."""
    layout = QTextLayout(words, look.font("text"))
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WordWrap)
    layout.setTextOption(option)
    layout.beginLayout()
    found = []
    while (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        found.append(plain(words[line.textStart() : line.textStart() + line.textLength()]))
    layout.endLayout()
    return found


@pytest.mark.parametrize(
    ("words", "whole"),
    [
        ("市场监督管理局 · 待认定 · 11月27日（含当日）前", ("11月27日",)),
        ("《受理通知书》乌市监受综03A〔2026〕1号已存成文件，还没有人确认出纸", ("〔2026〕1号",)),
        ("收件后1个工作日，打印3份，共12份材料，第8件", ("1个", "3份", "12份", "第8件")),
        ("2026年11月案卷评查：2 件，评查了 0 件，10 件有问题", ("2 件", "0 件", "10 件")),
        ("申请人自2026年11月26日起可以来窗口", ("2026年11月26日",)),
        ("保管期限10年（至2036年12月31日），档号 2026-D10-0002，归档信息包第1版", ("2026-D10-0002",)),
        ("动物防疫条件合格证 蒙动*********2号寄出", ("蒙动*********2号",)),
        ("设施设备清单（动物防疫条件合格证核发）　原件 1 份", ("件 1 份",)),
        ("登记的电话是100****5678，证件是999999********1238", ("100****5678", "999999********1238")),
    ],
)
def test_that_no_number_is_torn_from_what_it_counts_however_narrow_the_line(
    words: str, whole: tuple[str, ...], look: Look
) -> None:
    widest = look.metrics().horizontalAdvance(max(whole, key=len)) + 30
    for width in range(widest, widest + 160, 5):
        broken = lines(unbroken(words), look, width)
        assert "".join(broken) == words
        for part in whole:
            assert any(part in line for line in broken), (width, broken)
        assert not any(line.startswith("·") for line in broken), (width, broken)
    torn = [line for width in range(widest, widest + 160, 5) for line in lines(words, look, width)]
    assert any(line[0] in "日月号份个件·" for line in torn), "Qt alone does tear them"


def test_that_a_short_name_is_never_broken(look: Look) -> None:
    hall, clerk = "乌兰浩特市政务服务中心", "阿木古郎"
    for width in range(80, 400, 10):
        broken = lines(unbroken(f"{hall} · {in_one_line(clerk)}"), look, width)
        assert any(clerk in line for line in broken), (width, broken)


def test_that_a_space_that_was_meant_not_to_break_stays_so(qtbot: QtBot) -> None:
    label = TextLabel("F71B\u00a06B22", wrap=True)
    qtbot.addWidget(label)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    assert label.text() == "F71B\u00a06B22", "a fingerprint is compared in one piece"


def test_that_what_is_read_out_or_copied_is_as_it_was_written(qtbot: QtBot, look: Look) -> None:
    words = "乌市监受综03A〔2026〕1号 · 11月27日前"
    label = TextLabel(words, wrap=True)
    qtbot.addWidget(label)
    assert label.text() == label.accessibleName() == words
    label.setText("没有数字")
    assert (label.text(), label.accessibleName()) == ("没有数字", "")
    label.setAccessibleName("另有名字")
    label.setText(words)
    assert label.accessibleName() == "另有名字"
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    label.setSelection(0, len(words))
    assert label.selectedText() == words


@pytest.mark.parametrize(
    ("words", "masked"),
    [
        ("动物防疫条件合格证 蒙动*********2号", "蒙动*********2号"),
        ("电话（登记的是 100****5678）", "100****5678）"),
    ],
)
def test_that_a_masked_number_on_a_chip_is_not_torn(
    words: str, masked: str, qtbot: QtBot, look: Look
) -> None:
    chip = Chip(look, "a", words, 1)
    qtbot.addWidget(chip)
    whole = look.metrics().horizontalAdvance(masked)
    for width in range(whole + 40, whole * 3, 5):
        chip.wrap_to(width)
        assert masked in chip.text(), width


def test_that_no_line_of_a_chip_ends_with_an_opening_mark_or_begins_with_a_closing_one(
    qtbot: QtBot, look: Look
) -> None:
    words = "不超过本地小餐饮界线（清单名称为50平方米以下），“示范”《条例》"
    chip = Chip(look, "a", words, 1)
    qtbot.addWidget(chip)
    for width in range(80, 600, 4):
        chip.wrap_to(width)
        broken = chip.text().split("\n")
        assert "".join(broken) == words
        assert not [line for line in broken[:-1] if line[-1] in "（“《"], (width, broken)
        assert not [line for line in broken if line[0] in "），”》"], (width, broken)


def test_that_the_same_words_stand_there_again_after_they_were_taken_away(qtbot: QtBot) -> None:
    label = TextLabel("第8件", wrap=True)
    qtbot.addWidget(label)
    label.clear()
    label.setText("第8件")
    assert label.text() == "第8件"


def test_that_the_same_words_are_kept_whole_once_they_are_wrapped(qtbot: QtBot) -> None:
    label = TextLabel("第8件")
    qtbot.addWidget(label)
    label.setWordWrap(True)
    label.setText("第8件")
    assert super(TextLabel, label).text() == unbroken("第8件")


def test_that_a_sentence_that_is_over_is_not_dressed_anew(qtbot: QtBot) -> None:
    """It is hidden then; a page clears dozens of them after each key."""
    label = ProblemLabel()
    qtbot.addWidget(label)
    label.say("身份证号码不对。")
    label.say("", blocks=False)
    assert (label.property("role"), label.isHidden()) == ("correct", True)
