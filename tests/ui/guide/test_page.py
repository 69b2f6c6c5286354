"""指南: a bundle read whole by keyboard alone, searched, answered for whoever asks, and what is wrong with it told."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QListView, QListWidget, QPlainTextEdit

from counter.domain.guide.problems import ProblemKind
from counter.domain.reading.lines import Certainty, LineKind
from counter.ui.guide.page import GuidePage
from counter.ui.kit.controls.act_button import ActButton
from counter.ui.kit.controls.chip import Chip
from counter.ui.kit.controls.question_box import QuestionBox
from counter.ui.kit.lists.lines_view import GuideLinesView
from tests.ui.hands import Hands, Key
from tests.ui.told import told
from tests.ui.window.test_access import focusable, nameless, walk


@pytest.fixture
def page(hands: Hands) -> Hands:
    """The page is open, nothing read yet."""
    hands.key(Key.Key_K, Hands.CONTROL)
    return hands


@pytest.fixture
def reading(page: Hands) -> Hands:
    """我要开小餐馆 is open."""
    page.keys("xcg")
    page.key(Key.Key_Return)
    return page


def the_page(hands: Hands) -> GuidePage:
    found = hands.window.shell.guide
    assert found is not None
    return found


def lines(hands: Hands) -> GuideLinesView:
    return hands.see(GuideLinesView, "guideLines")


def in_hand(hands: Hands) -> str:
    line = lines(hands).line
    assert line is not None
    return line.id


def read_aloud(hands: Hands) -> str:
    view = lines(hands)
    index = view.currentIndex()
    return str(index.data(Qt.ItemDataRole.AccessibleTextRole))


def report(hands: Hands, kind: str = "1", reason: str = "登记机关能共享核验，不必再交。") -> None:
    """Write down what is wrong with the line in hand."""
    hands.key(Key.Key_J, Hands.CONTROL)
    hands.keys(kind)
    hands.write(reason)
    hands.key(Key.Key_F9)
    hands.settle()


def test_that_a_bundle_is_found_as_at_the_window_and_opens_whole(reading: Hands) -> None:
    assert reading.see(QLabel, "guideTitle").text() == "我要开小餐馆(50平方米以下)"
    assert reading.focus().objectName() == "guideLines"
    kinds = {line.kind for line in lines(reading).lines}
    assert kinds == set(LineKind)


def test_that_before_anything_is_found_the_page_says_what_can_be_done_and_no_column_is_empty(
    page: Hands,
) -> None:
    guide = the_page(page)
    assert page.shows("guideStart")
    assert guide.hits.model().rowCount() > 5  # to choose from at once
    assert not guide.answers.isVisible()
    page.keys("xcg")
    page.key(Key.Key_Return)
    page.settle()
    assert not page.shows("guideStart")
    page.qtbot.waitUntil(guide.answers.isVisible)


def test_that_the_key_works_from_inside_a_field_and_stands_on_the_rail(hands: Hands) -> None:
    assert hands.focus().objectName() == "findBox"
    hands.key(Key.Key_K, Hands.CONTROL)
    assert hands.focus().objectName() == "guideFindBox"
    entry = hands.window.shell.rail.entries["guide"]
    assert entry.isChecked()
    assert "Ctrl+K" in entry.accessibleName()


def test_that_what_nobody_has_given_is_said_and_not_left_out(reading: Hands) -> None:
    given = {line.id: line for line in lines(reading).lines}
    assert given["item:mkt_individual:fee"].standing is Certainty.PENDING
    assert given["where:hours"].standing in (Certainty.TO_FILL, Certainty.PLAIN)
    place = next(n for n, x in enumerate(lines(reading).lines) if x.id == "item:mkt_individual:fee")
    lines(reading).go_to(place)
    assert "待部门核定" in read_aloud(reading)


def test_that_arrows_go_line_by_line_and_from_item_to_item(reading: Hands) -> None:
    reading.key(Key.Key_Down)
    assert lines(reading).place == 1
    reading.key(Key.Key_Right)
    line = lines(reading).line
    assert line is not None
    assert line.kind is LineKind.HEAD
    reading.key(Key.Key_Right)
    reading.key(Key.Key_Right)
    assert in_hand(reading) == "item:mkt_individual"
    reading.key(Key.Key_Left)
    assert in_hand(reading) == "head:items"


def test_that_a_word_is_found_in_chinese_and_by_initials_and_jumped_to(reading: Hands) -> None:
    reading.key(Key.Key_F, Hands.CONTROL)
    reading.write("租赁合同")
    reading.settle()
    found = reading.see(QListWidget, "guideOutline")
    count = found.count()
    assert count > 0
    assert "租赁合同" in read_aloud(reading)
    reading.key(Key.Key_Escape)
    reading.keys("sqwts")  # 授权委托书
    assert "授权委托书" in read_aloud(reading)
    first = in_hand(reading)
    reading.key(Key.Key_Down)
    assert in_hand(reading) != first
    reading.key(Key.Key_Return)
    assert reading.focus().objectName() == "guideLines"


def test_that_a_word_that_is_not_there_is_said(reading: Hands) -> None:
    reading.key(Key.Key_F, Hands.CONTROL)
    reading.write("宇宙飞船")
    assert "没有" in reading.see(QLabel, "guideFound").text()


def test_that_answers_make_the_list_at_once_and_the_sheet_comes_out(reading: Hands) -> None:
    reading.key(Key.Key_F8)
    chip = reading.focus()
    assert isinstance(chip, Chip)
    assert "没答" in reading.see(QLabel, "guideSummary").text()
    reading.answer_typed()
    assert "个体工商户设立登记" in reading.see(QLabel, "guideItems").text()
    assert "没答" not in reading.see(QLabel, "guideSummary").text()
    reading.key(Key.Key_G, Hands.CONTROL)
    assert reading.shows("guideSheetPanel")
    reading.key(Key.Key_S, Hands.CONTROL)
    reading.settle()
    (given,) = reading.facade.sheets
    assert given[0].bundle == 8
    assert given[0].applicant is None
    reading.escape()
    assert not reading.shows("guideSheetPanel")
    assert reading.shows("guideLines")


def test_that_reading_leaves_the_visit_at_the_window_alone(hands: Hands) -> None:
    hands.begin()
    hands.answer()
    hands.key(Key.Key_K, Hands.CONTROL)
    hands.keys("xcg")
    hands.key(Key.Key_Return)
    hands.key(Key.Key_F8)
    hands.keys("2")
    hands.key(Key.Key_F1)
    intake = hands.window.shell.intake
    assert intake is not None
    visit = intake.visits.visit
    assert visit is not None
    assert visit.answers["q_entity"] == ("individual",)


def test_that_the_button_of_a_problem_is_under_its_form_on_a_tall_screen(reading: Hands) -> None:
    reading.window.resize(1920, 1080)
    reading.key(Key.Key_J, Hands.CONTROL)
    last, button = reading.see(QPlainTextEdit, "problemSuggestion"), reading.see(ActButton, "problemSave")
    bottom = QPoint(0, last.height())
    reading.qtbot.waitUntil(lambda: 0 < button.y() - last.mapTo(button.parentWidget(), bottom).y() < 120)


def test_that_a_problem_is_recorded_about_the_line_in_hand(reading: Hands) -> None:
    the_page(reading).open_bundle(8, "material:mkt_individual/2")
    report(reading)
    (problem,) = reading.facade.reading.known.problems
    assert problem.said.line == "material:mkt_individual/2"
    assert problem.said.kind is ProblemKind.EXTRA
    assert "经营者身份证件" in problem.said.where
    assert problem.said.guide_version == reading.facade.guide.version
    assert "第 1 条" in reading.message()
    assert in_hand(reading) == "material:mkt_individual/2"
    assert "1" in reading.button("guideProblemsOpen").words


def test_that_numbers_of_people_are_warned_of_while_typing_and_refused(reading: Hands) -> None:
    reading.key(Key.Key_J, Hands.CONTROL)
    assert "不写申请人" in reading.see(QLabel, "problemWarning").text()
    reading.keys("7")
    reading.write("来人巴图吉雅 999999199001011238 说不用交")
    assert "证件号" in told(reading.window)
    reading.key(Key.Key_F9)
    reading.settle()
    assert reading.facade.reading.known.problems == ()
    assert "证件号" in told(reading.window)


def test_that_a_problem_without_kind_or_reason_is_not_recorded(reading: Hands) -> None:
    reading.key(Key.Key_J, Hands.CONTROL)
    reading.key(Key.Key_F9)
    assert "什么问题" in told(reading.window)
    reading.keys("3")
    reading.key(Key.Key_F9)
    reading.settle()
    assert "哪里不对" in told(reading.window)
    assert reading.focus().objectName() == "problemReason"
    assert reading.facade.reading.known.problems == ()


def test_that_a_letter_is_written_once_and_the_answer_ends_it(reading: Hands) -> None:
    report(reading)
    report(reading, "4", "来人看不懂。")
    reading.key(Key.Key_T, Hands.CONTROL)
    assert reading.see(QListWidget, "problemList").count() == 2
    reading.key(Key.Key_E, Hands.CONTROL)
    reading.settle()
    assert reading.shows("guideLetterPanel")
    assert "〔2026〕1号" in reading.see(QLabel, "letterTitle").text()
    reading.key(Key.Key_S, Hands.CONTROL)
    reading.settle()
    assert len(reading.facade.reading.saved_letters) == 1
    reading.escape()
    reading.settle()
    assert not reading.button("problemLetter").isEnabled()
    reading.key(Key.Key_Return)
    assert reading.focus().objectName() == "answerDay"
    reading.key(Key.Key_Return)
    reading.write("兴政服函〔2026〕7号")
    reading.key(Key.Key_Return)
    reading.write("自12月起不再要。")
    reading.key(Key.Key_F9)
    reading.settle()
    assert len(reading.facade.reading.known.open) == 1
    assert reading.see(QListWidget, "problemList").count() == 1
    reading.escape()
    assert reading.focus().objectName() == "guideLines"


def test_that_another_clerk_finds_nothing_open(reading: Hands) -> None:
    reading.key(Key.Key_J, Hands.CONTROL)
    reading.keys("7")
    reading.write("没写完")
    reading.key(Key.Key_L, Hands.CONTROL)
    reading.qtbot.waitUntil(lambda: not reading.shows("guideLines"))
    for _ in range(4):
        reading.key(Key.Key_Backspace)
    reading.window.shell.sign_on.signed_on.emit(next(c for c in reading.facade.staff() if c.code == "W02"))
    reading.key(Key.Key_K, Hands.CONTROL)
    assert reading.focus().objectName() == "guideFindBox"
    assert not reading.shows("guideProblemForm")


def test_that_every_control_has_a_name_and_is_reached_by_tab(reading: Hands) -> None:
    assert nameless(reading) == []
    missed = {w.objectName() for w in focusable(reading)} - {w.objectName() for w in walk(reading)}
    assert missed == set()
    reading.key(Key.Key_J, Hands.CONTROL)
    assert nameless(reading) == []
    reading.keys("7")
    reading.write("说不清。")
    reading.key(Key.Key_F9)
    reading.settle()
    reading.key(Key.Key_T, Hands.CONTROL)
    assert nameless(reading) == []


def test_that_every_bundle_opens(page: Hands) -> None:
    guide = the_page(page)
    for number in (1, 9, 35, 100, 103):
        guide.open_bundle(number)
        page.settle()
        assert lines(page).line is not None
    assert isinstance(lines(page), QListView)


def test_that_what_was_asked_the_why_of_at_the_window_is_doubted_in_the_guide(hands: Hands) -> None:
    hands.begin()
    hands.answer()
    hands.key(Key.Key_Question)
    assert hands.shows("whyPanel")
    hands.button("whyDoubt").click()
    hands.settle()
    assert hands.shows("guideProblemForm")
    assert in_hand(hands).startswith("material:")
    hands.keys("1")
    hands.write("能共享核验。")
    hands.key(Key.Key_F9)
    hands.settle()
    (problem,) = hands.facade.reading.known.problems
    assert problem.said.bundle == 8
    intake = hands.window.shell.intake
    assert intake is not None
    assert intake.visits.visit is not None  # the visit waits as it was


def test_that_a_scan_of_a_person_goes_to_the_cases_and_not_into_the_guide(reading: Hands) -> None:
    reading.scan("999999199001011238")
    reading.settle()
    assert reading.focus().objectName() == "caseFindBox"


def test_that_a_question_bears_the_same_number_beside_the_guide_as_in_it(reading: Hands) -> None:
    reading.key(Key.Key_F8)
    reading.answer_typed()
    shown = lines(reading).lines
    in_guide = {x.text: x.label for x in shown if x.kind is LineKind.QUESTION}
    answers = the_page(reading).answers
    for box in answers.findChildren(QuestionBox):
        assert in_guide[box.asked.text] == box.order.text()


def test_that_a_place_found_says_whose_it_is(reading: Hands) -> None:
    reading.key(Key.Key_F, Hands.CONTROL)
    reading.write("经营者身份证件")
    reading.settle()
    found = reading.see(QListWidget, "guideOutline")
    texts = [found.item(row).text() for row in range(found.count())]
    assert "事项“个体工商户设立登记”，材料“经营者身份证件”" in texts


def test_that_the_pages_key_takes_no_words_from_a_field(reading: Hands) -> None:
    reading.key(Key.Key_J, Hands.CONTROL)
    reading.keys("7")
    reading.write("一句没写完的话")
    reading.key(Key.Key_Home)
    reading.key(Key.Key_K, Hands.CONTROL)
    assert reading.see(QPlainTextEdit, "problemReason").toPlainText() == "一句没写完的话"
    assert reading.shows("guideProblemForm")


def test_that_a_half_written_word_waits_for_its_clerk_and_nobody_else_sees_it(reading: Hands) -> None:
    reading.key(Key.Key_J, Hands.CONTROL)
    reading.keys("7")
    reading.write("一句没写完的话")
    for code, pin in (("W02", "2345"), ("W01", "1234")):
        reading.key(Key.Key_L, Hands.CONTROL)
        reading.see(QLineEdit, "clerkCode").setText(code)
        reading.see(QLineEdit, "clerkPin").setText(pin)
        reading.button("signOnButton").click()
        reading.qtbot.waitUntil(lambda: not reading.shows("signOnCard"))
        reading.settle()
        if code == "W02":
            assert reading.message() == ""
            reading.key(Key.Key_K, Hands.CONTROL)
            assert not reading.shows("guideProblemForm")
            assert reading.window.shell.unfinished, "closing would lose it"
    assert "填到一半" in reading.message()
    reading.key(Key.Key_K, Hands.CONTROL)
    assert reading.shows("guideProblemForm")
    assert reading.see(QPlainTextEdit, "problemReason").toPlainText() == "一句没写完的话"
