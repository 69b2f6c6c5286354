"""What a screen reader is told of a visit: groups, choices, order, rows, and nothing twice (decision 0057)."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAccessible, QKeyEvent
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from counter.ui.checklist.checklist_view import ChecklistView
from counter.ui.checklist.originals_panel import OriginalsPanel
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


def test_that_from_signing_on_to_a_filed_visit_the_focus_passes_through_nothing(at_the_door: Hands) -> None:
    """Hidden with the focus, a part passes it on to the control that locks, and that one is said aloud."""
    passed: list[tuple[str, str]] = []

    def follow(_before: object, focus: QWidget | None) -> None:
        if focus is not None:
            passed.append((focus.objectName(), said(focus)))

    application = QApplication.instance()
    assert isinstance(application, QApplication)
    application.focusChanged.connect(follow)
    try:
        file_a_visit(at_the_door)
    finally:
        application.focusChanged.disconnect(follow)
    assert [place for place, name in passed if not name.strip()] == []
    assert "clerkButton" not in [place for place, _ in passed]
    assert [place for place, _ in passed].count("person_name") == 2  # begun, and never on the way to a fault


def file_a_visit(hands: Hands) -> None:
    """By keys alone, with a look at the originals, a wrong number and the fault that F9 leads to."""
    hands.sign_on()
    hands.begin()
    hands.answer()
    hands.keys("AY")
    hands.qtbot.waitUntil(lambda: hands.see(OriginalsPanel, "originalsPanel").is_ready)
    hands.keys("Y")
    hands.key(Key.Key_F8)
    hands.key(Key.Key_Escape)
    hands.name_somebody()
    hands.key(Key.Key_F7)
    hands.see(Field, "person_id_number").setText("999999199001011239")
    hands.key(Key.Key_F9)  # leads to the number
    hands.see(Field, "person_id_number").setText("999999199001011238")
    hands.key(Key.Key_Return)
    hands.key(Key.Key_Return)
    hands.key(Key.Key_Return)
    hands.press_twice()
    hands.qtbot.waitUntil(lambda: hands.shows("resultPanel"))


def test_that_who_hears_is_told_what_a_key_made_of_a_row(hands: Hands, heard: list[str]) -> None:
    hands.begin()
    hands.answer()
    papers = hands.see(ChecklistView, "checklist")
    first = papers.current_row()
    assert first is not None
    for key, becomes in (("1", "已收，原件未核，复印 1"), ("2", "未交")):
        heard.clear()
        papers.go_to(first.line.id)
        hands.keys(key)
        assert papers.current_line() != first.line.id  # the next row has the focus
        assert heard == [f"第1份：{becomes}"]
    papers.go_to(first.line.id)
    hands.keys("1")
    papers.go_to(first.line.id)
    heard.clear()
    hands.keys("++")
    assert heard == ["第1份：已收，原件未核，复印 2", "第1份：已收，原件未核，复印 3"]


def test_that_who_hears_is_told_that_originals_were_recorded_as_seen(hands: Hands, heard: list[str]) -> None:
    hands.begin()
    hands.answer()
    hands.keys("AY")
    panel = hands.see(OriginalsPanel, "originalsPanel")
    assert "Esc" in said(panel, Text.Description)
    hands.qtbot.waitUntil(lambda: panel.is_ready)
    heard.clear()
    hands.keys("Y")
    assert heard == ["1份原件记为看过。"]


def test_that_a_key_is_read_once(hands: Hands) -> None:
    button = ActButton("trial", "打印 2 份", "Ctrl+P")
    hands.qtbot.addWidget(button)
    button.setToolTip("Ctrl+P")
    assert (said(button), said(button, Text.Description)) == ("打印 2 份，Ctrl+P", SAYS_NOTHING)
    button.setToolTip("换人或锁屏")
    assert said(button, Text.Description) == "换人或锁屏"
    button.say("出具 2 份", "再按一次 Ctrl+P")
    assert said(button) == "出具 2 份，再按一次 Ctrl+P"
    assert said(hands.see(QPushButton, "rail_todo"), Text.Description) == SAYS_NOTHING


def test_that_the_next_visit_begins_without_the_focus_passing_through_anything(
    hands: Hands, heard: list[str]
) -> None:
    hands.ready_to_decide()
    hands.press_twice()
    hands.qtbot.waitUntil(lambda: hands.shows("resultPanel"))
    passed: list[str] = []
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    follow = application.focusChanged.connect(lambda _, focus: focus and passed.append(focus.objectName()))
    heard.clear()
    try:
        hands.next_visit()
        hands.qtbot.waitUntil(lambda: hands.focus().objectName() == "findBox")
    finally:
        application.focusChanged.disconnect(follow)
    assert set(passed) == {"findBox"}
    assert not any(words.startswith("下一位") for words in heard)  # the button did its work and is gone
