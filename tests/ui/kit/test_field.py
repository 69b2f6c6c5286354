"""Fields: pasted text is cleaned and limited with a word, composing is left alone, days and numbers are said back."""

from __future__ import annotations

import time
from datetime import date

import pytest
from PySide6.QtCore import QCoreApplication, QMimeData, Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from counter.domain.errors import BadInput
from counter.services.context.preferences import Preferences
from counter.ui.kit.controls.day_field import CountField, DayField
from counter.ui.kit.controls.field import Field, LongField, PinField
from counter.ui.kit.controls.field_note import FieldNote
from counter.ui.kit.controls.field_row import FieldRow, labelled
from counter.ui.kit.theme import Look
from tests.settings import RESOURCES

TODAY = date(2026, 11, 24)
Key = Qt.Key


class Sheet(QWidget):
    """Some fields under each other, in front."""

    def __init__(self, qtbot: QtBot, *fields: Field | LongField) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        for field in fields:
            column.addWidget(labelled(field))
        qtbot.addWidget(self)
        self.show()
        self.activateWindow()
        qtbot.waitUntil(self.isActiveWindow)
        fields[0].setFocus()

    def note(self) -> str:
        found = self.findChild(FieldNote)
        return found.text() if found is not None and found.isVisible() else ""


def compose(field: QWidget, letters: str, commit: str = "") -> None:
    """An input method: letters not yet text, or the word chosen."""
    event = QInputMethodEvent(letters, [])
    if commit:
        event.setCommitString(commit)
    QCoreApplication.sendEvent(field, event)


def paste(qtbot: QtBot, field: QWidget, text: str) -> None:
    QGuiApplication.clipboard().setText(text)
    qtbot.keyClick(field, Key.Key_V, Qt.KeyboardModifier.ControlModifier)


# -- paste --
def test_that_a_pasted_text_is_cleaned_and_its_breaks_are_blanks(qtbot: QtBot) -> None:
    field = Field("address", "地址")
    sheet = Sheet(qtbot, field)
    paste(qtbot, field, "  乌兰浩特市\u200b\n兴安北路\t1号\r\n")
    assert field.text() == "乌兰浩特市 兴安北路 1号"
    assert sheet.note() == ""


def test_that_a_code_is_half_width_and_without_blanks(qtbot: QtBot) -> None:
    field = Field("code", "工号", code=True)
    sheet = Sheet(qtbot, field)
    paste(qtbot, field, " Ｗ ０１ ")
    assert field.text() == "W01"
    field.clear()
    compose(field, "", "Ｓ０２")
    assert field.text() == "S02"
    assert sheet.note() == ""


def test_that_a_hundred_thousand_characters_freeze_nothing_and_the_limit_is_said(qtbot: QtBot) -> None:
    line, text = Field("line", "说明"), LongField("text", "理由", most=500)
    sheet = Sheet(qtbot, line, text)
    for field, most in ((line, 200), (text, 500)):
        before = time.process_time()
        paste(qtbot, field, "第一行\n" * 25_000)
        assert time.process_time() - before < 1
        assert f"最多写{most}个字" in sheet.note()
    assert len(line.text()) == 200
    assert len(text.toPlainText()) <= 500
    assert text.toPlainText().startswith("第一行\n第一行\n")


def test_that_what_is_said_at_a_field_goes_with_it_and_never_lies_over_another_page(qtbot: QtBot) -> None:
    line, other = Field("line", "说明"), Field("other", "理由")
    sheet = Sheet(qtbot, line, other)
    paste(qtbot, line, "字" * 300)
    assert sheet.note()
    other.hide()
    assert sheet.note(), "it is not that field's"
    line.hide()
    assert sheet.note() == ""
    line.show()
    paste(qtbot, line, "字" * 300)
    assert sheet.note()
    sheet.resize(sheet.width() + 40, sheet.height())
    assert sheet.note() == "", "it would lie elsewhere than the field"


def test_that_what_has_room_beside_a_selection_is_said_nothing_about(qtbot: QtBot) -> None:
    field = Field("line", "说明")
    field.setMaxLength(5)
    sheet = Sheet(qtbot, field)
    field.setText("一二三四五")
    field.setSelection(1, 3)
    paste(qtbot, field, "甲乙丙")
    assert field.text() == "一甲乙丙五"
    assert sheet.note() == ""
    qtbot.keyClicks(field, "6")
    assert "最多写5个字" in sheet.note()


def test_that_a_drop_into_a_long_field_is_cleaned_like_a_paste(qtbot: QtBot) -> None:
    field = LongField("text", "理由", most=10)
    sheet = Sheet(qtbot, field)
    data = QMimeData()
    data.setText("查了\u202e台账\r\n\r\n\r\n\r\n问了三个人和主任")
    field.insertFromMimeData(data)
    assert field.toPlainText() == "查了台账\n\n问了三个"
    assert "最多写10个字" in sheet.note()


# -- a long field's keys --
def test_that_enter_begins_a_line_and_ctrl_enter_or_tab_goes_on(qtbot: QtBot) -> None:
    field, after = LongField("text", "理由"), Field("after", "后面")
    sheet = Sheet(qtbot, field, after)
    left: list[bool] = []
    field.left.connect(lambda: left.append(True))
    qtbot.keyClicks(field, "abc")
    qtbot.keyClick(field, Key.Key_Return)
    qtbot.keyClicks(field, "def")
    assert field.toPlainText() == "abc\ndef"
    assert field.text() == "abc def"
    qtbot.keyClick(field, Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert left == [True]
    assert field.toPlainText() == "abc\ndef"
    qtbot.keyClick(field, Key.Key_Tab)
    assert after.hasFocus()
    assert sheet.note() == ""


# -- composing --
def preedit(field: Field) -> str:
    return field.composing_letters


def test_that_a_refresh_waits_for_who_composes_and_the_persons_word_counts(qtbot: QtBot) -> None:
    field = Field("name", "姓名")
    sheet = Sheet(qtbot, field)
    compose(field, "zhang")
    field.setText("李四")
    assert (field.text(), preedit(field)) == ("", "zhang")
    compose(field, "", "张")
    assert field.text() == "张"
    compose(field, "san")
    field.setText("李四")
    compose(field, "")  # given up
    assert field.text() == "李四"
    assert sheet.note() == ""


def test_that_a_field_emptied_for_the_next_visit_keeps_nothing_of_the_last_one(qtbot: QtBot) -> None:
    field = Field("name", "姓名")
    sheet = Sheet(qtbot, field)
    field.setText("张三")
    field.end(False)
    compose(field, "li")
    field.setText("")
    compose(field, "", "李")
    assert field.text() == "李"
    compose(field, "si")
    field.clear()
    assert (field.text(), preedit(field)) == ("", "")
    assert sheet.note() == ""


def test_that_leaving_a_field_makes_text_of_what_is_composed(qtbot: QtBot) -> None:
    field, other = Field("name", "姓名"), Field("other", "别的")
    sheet = Sheet(qtbot, field, other)
    compose(field, "zhang")
    other.setFocus()
    assert field.text() == "zhang"
    assert preedit(field) == ""
    assert sheet.note() == ""


def test_that_a_long_text_that_nobody_is_in_is_read_from_its_beginning(qtbot: QtBot) -> None:
    address, next_one = Field("address", "地址"), Field("next", "下一个")
    sheet = Sheet(qtbot, next_one, address)
    address.setText("内蒙古自治区兴安盟乌兰浩特市某街道某小区12号楼3单元401室")
    assert address.cursorPosition() == 0  # Qt shows the part of a text where its cursor stands
    address.setFocus(Qt.FocusReason.OtherFocusReason)
    qtbot.keyClick(address, Key.Key_End)
    qtbot.keyClick(address, Key.Key_Left)
    qtbot.keyClicks(address, "A")
    next_one.setFocus()
    assert address.cursorPosition() == 0
    address.setFocus(Qt.FocusReason.OtherFocusReason)
    qtbot.keyClicks(address, "B")
    assert sheet.isVisible()
    assert address.text().endswith("401AB室")  # who comes back goes on there


@pytest.mark.parametrize("cleared", [False, True])
def test_that_a_long_text_that_nobody_is_in_ends_in_dots(qtbot: QtBot, cleared: bool) -> None:
    address, shortened, other = Field("a", "地址"), QLineEdit(), Field("c", "别的")
    sheet = Sheet(qtbot, other, address)
    look = Look(RESOURCES, Preferences())
    look.load_fonts()
    sheet.setStyleSheet(look.style_sheet())
    sheet.layout().addWidget(shortened)
    for field in (address, shortened):
        field.setClearButtonEnabled(cleared)
        field.setFixedWidth(200)
    other.setFocus(Qt.FocusReason.OtherFocusReason)
    address.setText("乌兰浩特市某街道" * 5)
    qtbot.waitUntil(lambda: sheet.isVisible() and other.hasFocus())
    fitting = (address.text()[:n] + "…" for n in range(1, 40))
    same = []
    for words in fitting:
        shortened.setText(words)
        shortened.setCursorPosition(0)
        if shortened.grab().toImage() == address.grab().toImage():
            same.append(words)  # as Qt itself paints them, to the pixel
    assert len(same) == 1
    address.setFocus(Qt.FocusReason.OtherFocusReason)
    shortened.setText(same[0])
    assert shortened.grab().toImage() != address.grab().toImage()


def test_that_a_length_limit_cuts_no_letters_being_composed(qtbot: QtBot) -> None:
    line, text = Field("name", "姓名"), LongField("text", "理由", most=3)
    sheet = Sheet(qtbot, line, text)
    line.setMaxLength(3)
    line.setText("一二")
    line.end(False)
    compose(line, "zhangsan")
    assert (line.text(), preedit(line)) == ("一二", "zhangsan")
    compose(line, "", "张三")
    assert line.text() == "一二张"
    assert "最多写3个字" in sheet.note()
    edited: list[str] = []
    text.setFocus()
    text.edited.connect(lambda: edited.append(text.toPlainText()))
    compose(text, "zhangsanfeng")
    assert edited == []
    compose(text, "", "张三丰的")
    assert text.toPlainText() == "张三丰"


def test_that_nothing_is_sought_while_a_word_is_composed(qtbot: QtBot) -> None:
    field = Field("find", "找")
    sheet = Sheet(qtbot, field)
    field.setText("旧")
    field.selectAll()
    sought: list[str] = []
    field.textEdited.connect(sought.append)
    compose(field, "can")
    compose(field, "canyin")
    assert "canyin" not in "".join(sought)
    compose(field, "", "餐饮")
    assert sought[-1] == "餐饮"
    assert sheet.note() == ""


# -- days and numbers --
def test_that_a_day_is_said_back_while_it_is_typed_and_stands_written_out_once_it_is_left(
    qtbot: QtBot,
) -> None:
    day, other = DayField("day", "哪天"), Field("other", "别的")
    sheet = Sheet(qtbot, day, other)
    day.today = TODAY
    compose(day, "", "下周五")
    assert day.understood == "12月4日 周五"
    assert day.accessibleDescription() == "12月4日 周五"
    other.setFocus()
    assert day.text() == "2026-12-04"
    assert day.isModified(), "what was typed is still half done"
    assert day.day(TODAY) == date(2026, 12, 4)
    assert sheet.note() == ""


def test_that_a_day_that_is_none_is_told_when_the_field_is_left_and_not_before(qtbot: QtBot) -> None:
    day, other = DayField("day", "哪天"), Field("other", "别的")
    sheet = Sheet(qtbot, day, other)
    day.today = TODAY
    row = sheet.findChildren(FieldRow)[0]
    qtbot.keyClicks(day, "2-3")
    qtbot.keyClicks(day, "0")
    assert row.problem.isHidden()
    other.setFocus()
    assert row.problem.text() == "2月没有30日，请写成 2026-11-24 这样。"
    assert day.property("problem") is True
    assert day.text() == "2-30", "what was typed stays to be mended"
    day.setFocus()
    qtbot.keyClick(day, Key.Key_Backspace)
    assert row.problem.isHidden()
    assert day.property("problem") is False


def test_that_an_empty_day_is_no_error_until_it_is_needed(qtbot: QtBot) -> None:
    day, other = DayField("day", "哪天"), Field("other", "别的")
    sheet = Sheet(qtbot, day, other)
    day.today = TODAY
    other.setFocus()
    assert sheet.findChildren(FieldRow)[0].problem.isHidden()
    assert day.day_or_none(TODAY) is None
    with pytest.raises(BadInput, match="请写明哪天"):
        day.day(TODAY)


def test_that_a_number_is_said_back_and_stands_in_digits(qtbot: QtBot) -> None:
    count, other = CountField("count", "份数", units="份", most=99_999), Field("other", "别的")
    sheet = Sheet(qtbot, count, other)
    compose(count, "", "１.２万份")
    assert count.understood == "12,000"
    other.setFocus()
    assert count.text() == "12000"
    assert count.count("copies") == 12_000
    count.setFocus()
    count.setText("3张")
    other.setFocus()
    assert "份数要写数字" in sheet.findChildren(FieldRow)[0].problem.text()


def test_that_a_narrow_field_says_what_the_text_does_not(qtbot: QtBot) -> None:
    day = DayField("day", "哪天")
    sheet = Sheet(qtbot, day)
    day.today = TODAY
    for typed, wide, narrow in (
        ("周五", "11月27日 周五", "11月27日"),
        ("2026-11-27", "11月27日 周五", "周五"),
    ):
        day.setText(typed)
        assert day.said_back(400) == wide
        assert day.said_back(45 + day.fontMetrics().horizontalAdvance(typed + narrow)) == narrow
        assert day.said_back(60) == ""
    assert sheet.note() == ""


def test_that_the_words_beside_a_day_are_painted_where_there_is_room(qtbot: QtBot) -> None:
    day = DayField("day", "哪天")
    sheet = Sheet(qtbot, day)
    day.today = TODAY
    day.setFixedWidth(260)
    day.setText("2026-12-04")
    with_words = day.grab().toImage()
    day.today = date.min
    assert day.grab().toImage() != with_words
    assert sheet.note() == ""


# -- rows --
def test_that_a_row_is_there_while_its_field_is(qtbot: QtBot) -> None:
    field = Field("name", "姓名")
    field.hide()
    row = labelled(field)
    assert not row.isVisible(), "a row that stands nowhere opens no window"
    holder = QWidget()
    qtbot.addWidget(holder)
    QVBoxLayout(holder).addWidget(row)
    holder.show()
    assert row.isHidden()
    field.show()
    assert row.isVisible()
    assert row.label.isVisible()
    field.hide()
    assert row.isHidden()


def test_that_a_secret_is_pasted_and_gone_as_ever(qtbot: QtBot) -> None:
    pin = PinField("pin", "口令")
    sheet = Sheet(qtbot, pin)
    paste(qtbot, pin, "1234\n")
    assert pin.text() == "1234"
    sheet.hide()
    assert pin.text() == ""
