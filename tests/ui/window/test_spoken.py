"""What a screen reader is told of a visit: groups, choices, order, rows, and nothing twice (decision 0057)."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAccessible, QKeyEvent
from PySide6.QtWidgets import QPushButton, QWidget

from counter.ui.checklist.checklist_view import ChecklistView
from counter.ui.kit.controls.act_button import ActButton
from counter.ui.kit.controls.choices import Choices
from counter.ui.kit.controls.field import Field
from counter.ui.kit.controls.labels import SAYS_NOTHING
from counter.ui.kit.controls.question_box import QuestionBox
from counter.ui.kit.controls.stroke_filter import StrokeFilter
from tests.ui.hands import Hands, Key

Role, Text = QAccessible.Role, QAccessible.Text


def role(widget: QWidget) -> Role:
    return QAccessible.queryAccessibleInterface(widget).role()


def said(widget: QWidget, part: Text = Text.Name) -> str:
    return QAccessible.queryAccessibleInterface(widget).text(part)


def shown_boxes(hands: Hands) -> list[QuestionBox]:
    """In the order in which a screen reader walks them."""
    assert hands.window.intake is not None
    inside = hands.window.intake.left.situation.widget()
    return [part for part in inside.children() if isinstance(part, QuestionBox) and part.isVisible()]


def test_that_a_question_is_a_group_named_with_its_number_and_its_answers_are_a_choice(hands: Hands) -> None:
    hands.begin()
    box = shown_boxes(hands)[0]
    assert role(box) is Role.Grouping
    assert said(box) == f"1，{box.asked.text}"
    assert {role(chip) for chip in box.chips} == {Role.RadioButton}


def test_that_questions_are_read_as_they_stand_whatever_was_asked_later(hands: Hands) -> None:
    hands.begin()
    hands.answer_typed()
    boxes = shown_boxes(hands)
    assert len(boxes) > 2
    assert [box.y() for box in boxes] == sorted(box.y() for box in boxes)


def test_that_several_answers_are_check_boxes_and_one_is_a_choice(hands: Hands) -> None:
    for many, expected in ((True, Role.CheckBox), (False, Role.RadioButton)):
        choices = Choices(hands.window.look, "trial", "怎样告诉", many=many, optional=many)
        hands.qtbot.addWidget(choices)
        choices.show_options([("call", "电话"), ("text", "短信")], ("call",))
        chips = choices.findChildren(QPushButton)
        assert {role(chip) for chip in chips} == {expected}
        choices.choose(())  # a choice may be taken back by the program
        assert not any(chip.isChecked() for chip in chips)


def test_that_the_page_that_is_open_is_one_of_the_pages(hands: Hands) -> None:
    assert role(hands.see(QPushButton, "rail_todo")) is Role.RadioButton
    assert hands.see(QPushButton, "rail_intake").isChecked()


def test_that_a_paper_is_read_with_what_the_eye_sees_of_it(hands: Hands) -> None:
    hands.begin()
    hands.answer()
    papers = hands.see(ChecklistView, "checklist")
    model = papers.model()

    def rows() -> list[str]:
        every = (model.index(n, 0) for n in range(model.rowCount()))
        return [str(index.data(Qt.ItemDataRole.AccessibleTextRole)) for index in every]

    assert any("未看" in row and "核对原件，复印件1份" in row for row in rows())
    assert any("可容缺" in row for row in rows())
    hands.keys("A")
    hands.qtbot.waitUntil(lambda: any("已收，原件未核，复印 1" in row for row in rows()))


def test_that_the_words_on_a_button_are_read_once(hands: Hands) -> None:
    hands.begin()
    hands.answer()
    for button in hands.window.findChildren(ActButton):
        if button.isVisible():
            inside = [said(part) for part in button.findChildren(QWidget) if part.isVisible()]
            assert said(button)
            assert set(inside) <= {SAYS_NOTHING}


def test_that_a_light_says_what_it_is_and_how_it_stands(hands: Hands) -> None:
    hands.qtbot.waitUntil(lambda: hands.shows("light_clock"))
    light = hands.see(QPushButton, "light_clock")
    assert said(light).startswith("时钟：")
    assert said(light, Text.Description) == "正常"


def test_that_a_placeholder_is_read_where_it_says_more_than_the_label(hands: Hands) -> None:
    for hint, heard in (("手机或座机", "手机或座机"), ("电话", SAYS_NOTHING)):
        field = Field("trial", "电话", hint)
        hands.qtbot.addWidget(field)
        assert said(field, Text.Description) == heard
        field.show_problem("少一位数字。")
        assert said(field, Text.Description) == "少一位数字。"
        field.show_problem("")
        assert said(field, Text.Description) == heard


def test_that_a_digit_typed_for_two_questions_counts_twice_without_the_keyboards_clock(
    hands: Hands,
) -> None:
    """While a screen reader listens on Linux, every key comes without a timestamp."""
    strokes = StrokeFilter(hands.window)
    now = iter((1.0, 1.05, 1.3))
    strokes.clock = lambda: next(now)
    two = QKeyEvent(QEvent.Type.KeyPress, Key.Key_2, Qt.KeyboardModifier.NoModifier, "2")
    assert two.timestamp() == 0
    assert [strokes.again(two) for _ in range(3)] == [False, True, False]
